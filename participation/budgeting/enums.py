"""States of a round, kinds of ballots and counting rules, reasons as codes, and the events of the audit trail."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    PREPARATION = "preparation", pgettext_lazy("round", "Being prepared")
    IDEAS = "ideas", pgettext_lazy("round", "Ideas are collected")
    CO_CREATION = "co_creation", pgettext_lazy("round", "Ideas are worked on together")
    ASSESSMENT = "assessment", pgettext_lazy("round", "Ideas are being assessed")
    PUBLISHED = "published", pgettext_lazy("round", "Proposals are out")
    VOTING = "voting", pgettext_lazy("round", "Voting")
    COUNTING = "counting", pgettext_lazy("round", "Being counted")
    RESULTS = "results", pgettext_lazy("round", "Result is out")
    IMPLEMENTATION = "implementation", pgettext_lazy("round", "Being carried out")
    CLOSED = "closed", pgettext_lazy("round", "Finished")
    CANCELLED = "cancelled", pgettext_lazy("round", "Cancelled")

    @classmethod
    def before_publishing(cls) -> list[str]:
        """States in which proposals are made and assessed, and only those who run the round see them."""
        return [cls.PREPARATION, cls.IDEAS, cls.CO_CREATION, cls.ASSESSMENT]

    @classmethod
    def frozen(cls) -> list[str]:
        """States in which the configuration of the round may not change any more."""
        return [cls.VOTING, cls.COUNTING, cls.RESULTS, cls.IMPLEMENTATION, cls.CLOSED]

    @classmethod
    def decided(cls) -> list[str]:
        """States in which the result is public."""
        return [cls.RESULTS, cls.IMPLEMENTATION, cls.CLOSED]


class PhaseActor(models.TextChoices):
    """Who acts in a phase of a round."""

    RESIDENTS = "residents", pgettext_lazy("phase", "Residents")
    TOGETHER = "together", pgettext_lazy("phase", "Residents and officials together")
    OFFICIALS = "officials", pgettext_lazy("phase", "Officials")
    KEEPERS = "keepers", pgettext_lazy("phase", "Those who run the round")
    NOBODY = "nobody", pgettext_lazy("phase", "Nobody")


class ChangeKind(models.TextChoices):
    """What may change the course of a round that has begun, always with a reason that everyone sees."""

    EXTENDED = "extended", pgettext_lazy("round change", "The voting was given more time")
    REOPENED = "reopened", pgettext_lazy("round change", "The voting was opened again")
    CANCELLED = "cancelled", pgettext_lazy("round change", "The round was cancelled")


class RoundTemplate(models.TextChoices):
    """What a new round begins as; everything of it can be changed."""

    TOWN_AREAS = "town_areas", pgettext_lazy("round template", "The whole municipality and its areas")
    ONE_POT = "one_pot", pgettext_lazy("round template", "One pot of money for all")
    SCHOOL = "school", pgettext_lazy("round template", "A school's vote")
    VILLAGE = "village", pgettext_lazy("round template", "A village and 10,000 €")


class BallotType(models.TextChoices):
    K_APPROVAL = "k_approval", pgettext_lazy("ballot", "A given number of proposals")
    KNAPSACK = "knapsack", pgettext_lazy("ballot", "As many proposals as the money allows")
    POINTS = "points", pgettext_lazy("ballot", "Points to share freely")
    RANKING = "ranking", pgettext_lazy("ballot", "The best ones in order")

    @classmethod
    def approving(cls) -> list[str]:
        """Ballots on which a chosen proposal is chosen, no more and no less."""
        return [cls.K_APPROVAL, cls.KNAPSACK]


class CountingRule(models.TextChoices):
    """Most votes first, which differ in what happens when a proposal costs more than what is left; or equal shares."""

    SKIP = "skip", pgettext_lazy("counting rule", "Skip what does not fit")
    STOP = "stop", pgettext_lazy("counting rule", "Stop at what does not fit")
    EIGHTY = "eighty", pgettext_lazy("counting rule", "Stop at what does not fit, but carry it out if four fifths of its cost are left")
    SHARES = "shares", pgettext_lazy("counting rule", "Equal shares: each voter has the same money")
    COMPARED = "shares_compared", pgettext_lazy("counting rule", "Equal shares, unless most votes first serves more voters")

    @classmethod
    def sharing(cls) -> list[str]:
        """Rules that give each voter the same money; they need ballots that only approve."""
        return [cls.SHARES, cls.COMPARED]

    @classmethod
    def capping(cls) -> list[str]:
        """Rules under which a category may have its own money or number. The others end the list, and no file could tell them apart."""
        return [cls.SKIP, *cls.sharing()]

    @property
    def ends_the_list(self) -> bool:
        return self in {CountingRule.STOP, CountingRule.EIGHTY}


class TieRule(models.TextChoices):
    DRAW = "draw", pgettext_lazy("tie rule", "A drawn lot")
    CHEAPER = "cheaper", pgettext_lazy("tie rule", "The cheaper first, then a drawn lot")


class Feasibility(models.TextChoices):
    UNDECIDED = "undecided", pgettext_lazy("proposal", "Being assessed")
    FEASIBLE = "feasible", pgettext_lazy("proposal", "Can be carried out")
    NOT_FEASIBLE = "not_feasible", pgettext_lazy("proposal", "Cannot be carried out")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


class VoteChannel(models.TextChoices):
    WEB = "web", pgettext_lazy("vote channel", "Web")
    CODE = "code", pgettext_lazy("vote channel", "Voter code")
    KIOSK = "kiosk", pgettext_lazy("vote channel", "Voting point")
    PAPER = "paper", pgettext_lazy("vote channel", "Paper")


class VoterScope(models.TextChoices):
    """Who may vote: those whose home municipality it is, or also those who say that they have another connection to it."""

    HOME = "home", pgettext_lazy("voters", "Those who live here")
    CONNECTED = "connected", pgettext_lazy("voters", "Also those who work, study or often stay here")


class CodeKind(models.TextChoices):
    """A named code carries the mark of one person on the roll, and so does one that a clerk gives to whoever shows a card; a bearer
    code is a vote in the hand of whoever holds it."""

    NAMED = "named", pgettext_lazy("voter codes", "For people on a list")
    DESK = "desk", pgettext_lazy("voter codes", "Given at a desk, one at a time")
    BEARER = "bearer", pgettext_lazy("voter codes", "For whoever gets the sheet")


class CodeState(StrEnum):
    """What a voter code is worth now. NONE: the person votes without one."""

    NONE = "none"
    GOOD = "good"
    UNKNOWN = "unknown"
    VOID = "void"
    USED = "used"


class CountForm(models.TextChoices):
    """The forms in which the ballots of an area are published: a plain table, and the file of researchers."""

    CSV = "csv", "CSV"
    PB = "pb", "Pabulib"


class Eligibility(StrEnum):
    """May this person vote in this round now? Anything but OK is the reason why not."""

    OK = "ok"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_IDENTIFIED = "not_identified"
    OTHER_MUNICIPALITY = "other_municipality"
    TOO_YOUNG = "too_young"
    ALREADY_VOTED = "already_voted"
    CODE_UNKNOWN = "code_unknown"
    CODE_VOID = "code_void"
    CODE_USED = "code_used"
    NOT_REPLACEABLE = "not_replaceable"
    RECEIPT_UNKNOWN = "receipt_unknown"
    KIOSK_CLOSED = "kiosk_closed"


class BallotFault(StrEnum):
    """What is wrong with a set of choices."""

    EMPTY = "empty"
    NO_AREA = "no_area"
    UNKNOWN = "unknown"
    OTHER_AREA = "other_area"
    TOO_MANY = "too_many"
    TOO_MANY_OF_CATEGORY = "too_many_of_category"
    OVER_BUDGET = "over_budget"
    TOO_MANY_POINTS = "too_many_points"
    NOT_A_NUMBER = "not_a_number"
    SAME_PLACE = "same_place"
    GAP = "gap"


class Verdict(StrEnum):
    """Why a proposal is or is not carried out; one for every row of a count."""

    FUNDED = "funded"
    TOPPED_UP = "topped_up"
    FILLED = "filled"
    RIVAL_FUNDED = "rival_funded"
    CATEGORY_FULL = "category_full"
    CATEGORY_SPENT = "category_spent"
    NOT_PAID = "not_paid"
    NOT_FIT = "not_fit"
    MONEY_SPENT = "money_spent"
    STOPPED = "stopped"
    BELOW_THRESHOLD = "below_threshold"
    WITHDRAWN = "withdrawn"
    TIE_OPEN = "tie_open"


class RoundEvent(models.TextChoices):
    CREATED = "round.created", _("%(actor)s founded the round %(round)s")
    PLANNED = "round.planned", _("%(actor)s changed the plan of the round %(round)s")
    IDEAS = "round.ideas", _("%(actor)s opened the time for ideas of %(round)s")
    CO_CREATION = "round.co_creation", _("%(actor)s began the working together of %(round)s")
    ASSESSMENT = "round.assessment", _("%(actor)s began the assessment of the ideas of %(round)s")
    PUBLISHED = "round.published", _("%(actor)s published the proposals of %(round)s")
    OPENED = "round.opened", _("%(actor)s opened the voting of %(round)s; configuration %(hash)s")
    CLOSED = "round.closed", _("%(actor)s closed the voting of %(round)s with %(votes)s votes")
    SEALED = "round.sealed", _("The ballots of %(round)s were sealed in random order: %(votes)s")
    COUNTED = "round.counted", _("%(actor)s had the votes of %(round)s counted")
    DRAWN = "round.drawn", _("%(actor)s recorded a drawn lot in %(round)s with the seed %(seed)s")
    CONFIRMED = "round.confirmed", _("%(actor)s published the result of %(round)s, decision %(paragraph)s")
    IMPLEMENTED = "round.implemented", _("%(actor)s recorded that %(round)s is being carried out")
    FINISHED = "round.finished", _("%(actor)s finished the round %(round)s")
    CANCELLED = "round.cancelled", _("%(actor)s cancelled the round %(round)s: %(reason)s")
    EXTENDED = "round.extended", _("%(actor)s gave the voting of %(round)s time until %(until)s: %(reason)s")
    REOPENED = "round.reopened", _("%(actor)s opened the voting of %(round)s again until %(until)s, %(decision)s: %(reason)s")
    ALTERNATIVES = "round.alternatives", _("%(actor)s declared in %(round)s that only one of these is carried out: %(titles)s")
    ALTERNATIVES_UNDONE = "round.alternatives_undone", _("%(actor)s took back in %(round)s that only one is carried out of: %(titles)s")
    RULES = "round.rules", _("%(actor)s chose for %(round)s the ballot %(ballot)s and the counting rule %(rule)s")
    CATEGORIES = "round.categories", _("%(actor)s changed the categories of %(round)s: %(names)s")
    FILE_BROUGHT = "round.file_brought", _("%(actor)s brought in the vote file “%(name)s”")
    FILE_PUBLISHED = "round.file_published", _("%(actor)s published the vote file “%(name)s”")
    FILE_REMOVED = "round.file_removed", _("%(actor)s removed the vote file “%(name)s”")
    PROTOCOL = "round.protocol", _("%(actor)s had the protocol of the count of %(round)s written")
    PROPOSED = "round.proposed", _("%(actor)s wrote the proposal “%(title)s” in %(round)s")
    ASSESSED = "round.assessed", _("%(actor)s assessed “%(title)s” in %(round)s: %(feasibility)s")
    IDEA_DECLINED = "round.idea_declined", _("%(actor)s left the idea %(code)s out of %(round)s")
    MILESTONE = "round.milestone", _("%(actor)s planned a stage of “%(title)s” in %(round)s: %(stage)s")
    MILESTONE_DONE = "round.milestone_done", _("%(actor)s recorded in %(round)s that a stage of “%(title)s” is done: %(stage)s")
    MILESTONE_REMOVED = "round.milestone_removed", _("%(actor)s removed a stage of “%(title)s” in %(round)s: %(stage)s")
    SPENT = "round.spent", _("%(actor)s recorded in %(round)s that “%(title)s” has used %(euros)s €")
    PICTURED = "round.pictured", _("%(actor)s added a picture of “%(title)s” in %(round)s: %(alt)s")
    UNPICTURED = "round.unpictured", _("%(actor)s removed a picture of “%(title)s” in %(round)s: %(alt)s")
    DELIVERED = "round.delivered", _("%(actor)s recorded in %(round)s that “%(title)s” is done")
    EFFECT = "round.effect", _("%(actor)s recorded in %(round)s what “%(title)s” changed")
    EXCLUDED = "round.excluded", _("%(actor)s took “%(title)s” out of %(round)s: %(decision)s")


class BoxEvent(models.TextChoices):
    """What is done around the box: codes, desks, paper, seals. Never a vote: a line with a time would be a link."""

    CODES_MADE = "box.codes_made", _("%(actor)s made %(count)s voter codes for %(round)s: %(holder)s")
    PAPERS_PRINTED = "box.papers_printed", _("%(actor)s printed %(count)s paper ballots for %(round)s, batch %(batch)s: %(place)s")
    PAPERS_ACCEPTED = "box.papers_accepted", _("%(actor)s put %(count)s paper ballots of batch %(batch)s into the box of %(round)s")
    CODE_GIVEN = "box.code_given", _("%(actor)s gave somebody a voter code at a desk in %(round)s")
    KIOSK_OPENED = "box.kiosk_opened", _("%(actor)s opened the voting point %(place)s in %(round)s")
    KIOSK_CLOSED = "box.kiosk_closed", _("%(actor)s closed the voting point %(place)s in %(round)s")
    SEAL_CONFIRMED = "box.seal_confirmed", _("%(actor)s confirmed the sealing of the box of %(round)s")
    KEY_DESTROYED = "box.key_destroyed", _("The key of %(round)s was destroyed: nobody can tell any more who voted")
    CODES_VOIDED = "box.codes_voided", _("%(actor)s made the voter codes of batch %(batch)s of %(round)s void: %(reason)s")
