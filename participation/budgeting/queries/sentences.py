"""The codes of the rules in words: why somebody cannot vote, what is wrong with a ballot, why a proposal is or is not carried out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.budgeting.enums import (
    BallotFault,
    BallotType,
    CountingRule,
    Eligibility,
    TieRule,
    Verdict,
    VoterScope,
)
from participation.budgeting.models import Category, Exclusion, Round, RoundArea
from participation.budgeting.queries.words import in_place, of_area
from participation.budgeting.rules.ballots import Problem
from participation.budgeting.rules.election import Row
from portal.languages import active_language
from portal.numerals import day, hour, money, number, weekday_day


@dataclass(frozen=True)
class Reason:
    """A reason with its heading and what to do about it."""

    code: Eligibility
    title: str
    text: str


def eligibility_reason(code: Eligibility, round: Round) -> Reason:
    """Why a vote is not taken, and what the person can do."""
    facts = {
        "place": in_place(round.organisation), "age": round.min_age, "year": round.year, "opens": moment(round.voting_opens_at),
        "closes": moment(round.voting_closes_at), "born": round.year - round.min_age,
    }  # fmt: skip
    title, text = {**own_reasons(round), **code_reasons()}[code]
    return Reason(code, title % facts, text % facts)


def own_reasons(round: Round) -> dict[Eligibility, tuple[str, str]]:
    """(heading, text) of what concerns the moment and the person."""
    return {
        Eligibility.OK: (_("You can vote"), ""),
        Eligibility.NOT_OPEN_YET: (_("Voting has not begun"), _("Voting opens on %(opens)s.")),
        Eligibility.CLOSED: (
            _("Voting has ended"),
            _("Votes were taken until %(closes)s. A vote sent after that is not counted."),
        ),
        Eligibility.CANCELLED: (_("The vote was cancelled"), _("No votes are taken in this round.")),
        Eligibility.NOT_SIGNED_IN: (
            _("Sign in to send your vote"),
            _("Your choices are kept. Sign in, and you can send them."),
        ),
        Eligibility.NOT_IDENTIFIED: (
            _("Identify yourself first"),
            _(
                "We must know that you live in %(place)s and were born in %(born)s or earlier. Identification tells us only that."
            ),
        ),
        Eligibility.OTHER_MUNICIPALITY: (
            _("This vote is for those who live in %(place)s"),
            _("According to your identification your home municipality is another one."),
        ),
        Eligibility.TOO_YOUNG: (
            _("You are still too young for this vote"),
            _("Everyone who turns %(age)s or more in %(year)s may vote. You can leave an idea at any age."),
        ),
        Eligibility.ALREADY_VOTED: (
            _("You have voted already"),
            _("Your vote is safe. Everyone has one vote. With its receipt you can replace it until the voting ends.")
            if round.may_replace
            else _(
                "Your vote is safe. Everyone has one vote, and a sent vote cannot be changed, because nobody can find it again."
            ),
        ),
    }


def code_reasons() -> dict[Eligibility, tuple[str, str]]:
    """(heading, text) of what concerns a code, a receipt or a voting point."""
    return {
        Eligibility.CODE_UNKNOWN: (
            _("There is no such code in this vote"),
            _("Check the code letter by letter, and that it was given for this vote."),
        ),
        Eligibility.CODE_VOID: (
            _("This code is not valid any more"),
            _(
                "The sheet that it is on was made void. Ask for a new code where you got it. Your vote has not been sent."
            ),
        ),
        Eligibility.CODE_USED: (
            _("This code has been used"),
            _("A vote has been sent with it already, or its holder has voted in another way. Everyone has one vote."),
        ),
        Eligibility.NOT_REPLACEABLE: (
            _("A sent vote cannot be replaced in this round"),
            _("So it was decided before the voting opened. Your vote is safe in the box."),
        ),
        Eligibility.RECEIPT_UNKNOWN: (
            _("There is no ballot with this code"),
            _("Check the code letter by letter. If you have replaced your vote before, only the newest receipt is valid."),
        ),
        Eligibility.KIOSK_CLOSED: (
            _("This voting point is closed"),
            _("Ask the person at the desk. Your vote has not been sent, and your code is as good as before."),
        ),
    }


def moment(at: object) -> str:
    """`ma 7.12. kello 16`."""
    return f"{weekday_day(at)} {hour(at)}"  # type: ignore[arg-type] # a model's datetime, typed as object by the plugin


def problem_sentence(problem: Problem, areas: Mapping[int, str], categories: Mapping[int, str] | None = None) -> str:
    """What is wrong with the ballot and what to do. `areas` and `categories` are names by id."""
    facts = {
        "sum": money(problem.amount), "limit": money(problem.limit), "excess": money(problem.excess),
        "area": areas.get(problem.area_id or 0, ""), "n": number(problem.amount), "most": number(problem.limit),
        "over": number(problem.excess), "category": (categories or {}).get(problem.category_id or 0, ""),
    }  # fmt: skip
    match problem.fault:
        case BallotFault.EMPTY:
            return _("Choose at least one proposal. Your vote has not been sent yet.")
        case BallotFault.NO_AREA:
            return _("Choose first the area whose proposals you vote on. Your vote has not been sent yet.")
        case BallotFault.OVER_BUDGET:
            text = _(
                "%(area)s: you chose proposals worth %(sum)s, but there is %(limit)s. Remove at least %(excess)s. "
                "Your vote has not been sent yet."
            )
        case BallotFault.TOO_MANY:
            text = ngettext(
                "%(area)s: you chose %(n)s proposals, but you may choose one. Your vote has not been sent yet.",
                "%(area)s: you chose %(n)s proposals, but you may choose %(most)s. Your vote has not been sent yet.",
                problem.limit,
            )
        case BallotFault.TOO_MANY_OF_CATEGORY:
            text = _(
                "%(area)s: you chose %(n)s proposals of the category “%(category)s”, but you may choose %(most)s. Remove at least "
                "%(over)s. Your vote has not been sent yet."
            )
        case BallotFault.TOO_MANY_POINTS:
            text = _(
                "%(area)s: you gave %(n)s points, but you have %(most)s. Take away at least %(over)s. Your vote has not been sent yet."
            )
        case BallotFault.NOT_A_NUMBER:
            return _("Give points as whole numbers, for example 3. Your vote has not been sent yet.")
        case BallotFault.SAME_PLACE:
            text = _(
                "%(area)s: only one proposal can have each place. Choose another place for one of them. Your vote has not been sent yet."
            )
        case BallotFault.GAP:
            text = _("%(area)s: a place is missing in between. Begin with place 1. Your vote has not been sent yet.")
        case BallotFault.OTHER_AREA:
            return _(
                "One of your choices belongs to another area, so it was left out. Check your choices and send again."
            )
        case BallotFault.UNKNOWN:
            return _(
                "One of your choices is not on this ballot, so it was left out. Check your choices and send again."
            )
    return text % facts


def verdict_sentence(
    row: Row, titles: Mapping[int, str], round: Round, exclusions: Mapping[int, Exclusion] | None = None, category: str = ""
) -> str:
    """Why, for every proposal of a count: one sentence, and what a lot decided or how many votes it would have needed. `category` is the
    name of its kind, where it has one."""
    out = (exclusions or {}).get(row.id)
    if out is not None:
        facts = {"reason": out.reason.rstrip("."), "decision": out.decision, "day": day(out.decided_on), "votes": number(row.votes)}
        return _("Not counted: %(reason)s. %(decision)s, %(day)s.") % facts
    facts = {
        "left": money(row.left), "cost": money(row.cost), "rest": money(row.left_after), "votes": number(row.votes),
        "least": number(round.threshold), "stopped": titles.get(row.stopped_by or 0, ""), "rival": titles.get(row.rival or 0, ""),
        "added": money(row.added), "purse": money(row.purse), "payment": money(Decimal(row.payment or 0) / 100, 2),
        "room": money(row.category_left or 0), "category": category,
    }  # fmt: skip
    parts = [verdict_text(row, round) % facts]
    if row.drawn:
        parts.append(_("A drawn lot decided the order of the tie."))
    if row.needed is not None and (row.verdict != Verdict.BELOW_THRESHOLD or row.needed > round.threshold):
        text = (
            ngettext(
                "With %(n)s point it would have been done.", "With %(n)s points it would have been done.", row.needed
            )
            if gives_points(round)
            else ngettext(
                "With %(n)s vote it would have been done.", "With %(n)s votes it would have been done.", row.needed
            )
        )
        parts.append(text % {"n": number(row.needed)})
    return " ".join(parts)


def gives_points(round: Round) -> bool:
    """Whether the numbers of the count are points and not votes."""
    return round.ballot_type not in BallotType.approving()


def verdict_text(row: Row, round: Round) -> str:
    match row.verdict:
        case Verdict.FUNDED:
            return funded_text(row, round)
        case Verdict.TOPPED_UP:
            return _("Will be done. There was %(left)s left, at least four fifths of its cost, and %(added)s is added.")
        case Verdict.NOT_FIT:
            return _("Will not be done: there was %(left)s left, and the proposal costs %(cost)s.")
        case Verdict.MONEY_SPENT:
            return _("Will not be done: the money was already used.")
        case Verdict.STOPPED:
            return _("Will not be done: the list ended at “%(stopped)s”, which did not fit into the money.")
        case Verdict.RIVAL_FUNDED:
            return _("Will not be done: “%(rival)s” came before it, and only one of them can be carried out.")
        case Verdict.FILLED:
            return _("Will be done. Equal shares left %(left)s, and of those that fit it got the most votes.")
        case Verdict.CATEGORY_FULL:
            return _("Will not be done: of the category “%(category)s” there already were as many as can be carried out.")
        case Verdict.CATEGORY_SPENT if not row.category_left:
            return _("Will not be done: the money of the category “%(category)s” was already used.")
        case Verdict.CATEGORY_SPENT:
            return _("Will not be done: the category “%(category)s” had %(room)s left, and the proposal costs %(cost)s.")
        case Verdict.NOT_PAID:
            return _(
                "Will not be done: its supporters had %(purse)s of their shares left, and the proposal costs %(cost)s."
            )
        case Verdict.BELOW_THRESHOLD if row.votes == 0:
            return _("Will not be done: it got no votes.")
        case Verdict.BELOW_THRESHOLD if gives_points(round):
            return _("Will not be done: it got %(votes)s points, and at least %(least)s were needed.")
        case Verdict.BELOW_THRESHOLD:
            return _("Will not be done: it got %(votes)s votes, and at least %(least)s were needed.")
        case Verdict.WITHDRAWN:
            return _("Not counted: the proposal was withdrawn.")
        case Verdict.TIE_OPEN:
            return _("Waits for a drawn lot: it got as many votes as another proposal, and both do not fit.")


def funded_text(row: Row, round: Round) -> str:
    if row.payment is not None:
        return _("Will be done. Its supporters paid it together, each of them at most %(payment)s of their share.")
    if row.place == 1 and not row.drawn:
        return (
            _("Will be done. Most points in the area.")
            if gives_points(round)
            else _("Will be done. Most votes in the area.")
        )
    if row.left_after == 0:
        return _("Will be done. It used the rest of the money.")
    return _("Will be done. It fitted into the money that was left, and %(rest)s remained.")


def rule_sentence(round: Round) -> str:
    """How the votes turn into a result, in a few short sentences."""
    rule = CountingRule(round.counting_rule)
    parts = [list_sentence(rule) % {"most": _("The most points") if gives_points(round) else _("The most votes")}]
    if rule == CountingRule.COMPARED:
        parts.append(_("If more voters get more of their choices by doing the most votes first, that is done instead."))
    if round.fills_up:
        parts.append(_("If money is left after that, it is used for those with the most votes of the proposals that fit."))
    if round.threshold > 1:
        least = (
            _("A proposal needs at least %(least)s points.")
            if gives_points(round)
            else _("A proposal needs at least %(least)s votes.")
        )
        parts.append(least % {"least": number(round.threshold)})
    return " ".join([*parts, tie_sentence(round, rule)])


def list_sentence(rule: CountingRule) -> str:
    match rule:
        case CountingRule.SKIP:
            return _("%(most)s are done first. If a proposal does not fit into the money left, the next one is tried.")
        case CountingRule.STOP:
            return _(
                "%(most)s are done first. The list ends at the first proposal that does not fit into the money left."
            )
        case CountingRule.EIGHTY:
            return _(
                "%(most)s are done first. The list ends at the first proposal that does not fit into the money left. "
                "It is done too if at least four fifths of its cost is left; the rest is added."
            )
        case CountingRule.SHARES | CountingRule.COMPARED:
            return _(
                "The money is split equally between the voters. Those who chose a proposal pay for it together. "
                "The proposal that costs each of its supporters least for its price is done first, and so on. "
                "Then every share is raised by a euro at a time, as long as there is money."
            )


def category_sentences(categories: Iterable[Category]) -> list[str]:
    """The limits of the categories, each in one sentence."""
    told = []
    for category in categories:
        facts = {"name": category.name, "n": number(category.max_choices), "sum": money(category.budget), "most": number(category.most)}
        if category.max_choices is not None:
            told.append(_("Of “%(name)s” you may choose at most %(n)s in each list.") % facts)
        if category.budget is not None:
            told.append(_("“%(name)s” gets at most %(sum)s in each area.") % facts)
        if category.most is not None:
            told.append(_("Of “%(name)s” at most %(most)s are carried out in each area.") % facts)
    return told


def tie_sentence(round: Round, rule: CountingRule) -> str:
    if rule in CountingRule.sharing():
        return _(
            "Of equals the cheaper goes first, then the one with more votes; if a tie still decides, a lot is drawn."
        )
    if round.tie_rule == TieRule.CHEAPER:
        return _("Of equal votes the cheaper goes first; if the cost is equal too, a lot is drawn.")
    return _("If a tie decides, a lot is drawn.")


def ballot_sentence(round: Round) -> str:
    """How many proposals one may choose, or how points are given."""
    most = round.max_choices or 1
    match BallotType(round.ballot_type):
        case BallotType.KNAPSACK:
            return _("Choose as many proposals as the money allows. Even one is enough.")
        case BallotType.K_APPROVAL:
            text = ngettext("Choose one proposal.", "Choose at most %(most)s proposals. Even one is enough.", most)
        case BallotType.POINTS:
            text = _("You have %(points)s points for each list. Share them as you like. You need not use them all.")
        case BallotType.RANKING:
            text = _(
                "Put at most %(most)s proposals in order. The first gets %(most)s points, the next always one less. Even one is enough."
            )
    return text % {"most": number(most), "points": number(round.max_points)}


def voter_sentence(round: Round) -> str:
    """Who may vote."""
    text = (
        _(
            "Everyone who lives, works, studies or often stays in %(place)s and turns %(age)s or more in %(year)s may vote, once."
        )
        if round.voter_scope == VoterScope.CONNECTED
        else _("Everyone who lives in %(place)s and turns %(age)s or more in %(year)s may vote, once.")
    )
    return text % {"place": in_place(round.organisation), "age": round.min_age, "year": round.year}


def ballot_title(area: RoundArea | None, round: Round) -> str:
    """The heading of the ballot."""
    if area is None:
        return round.name
    if active_language() == "fi" and not area.name_genitive_fi:
        return _("Vote on the proposals: %(area)s") % {"area": area.name}
    return _("Vote on the proposals of %(area)s") % {"area": of_area(area)}


def ballot_lede(round: Round, areas: Sequence[RoundArea]) -> str:
    """The money, what to do, and by when."""
    sums = ", ".join(f"{area.name} {money(area.budget)}" for area in areas)
    text = _("Money to share: %(sums)s. Choose the proposals that you want done. Vote at the latest on %(when)s.")
    return text % {"sums": sums, "when": moment(round.voting_closes_at)}
