"""What the shelves of the floors below get from budgeting: the front page, the path of an idea, the desk, a person's own data."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation
from organisations.queries import OpenItem
from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import Participation, Proposal, Result, Round
from participation.budgeting.queries.keys import key_of_voter, key_path
from participation.budgeting.queries.rounds import RoundCard, cards_of
from participation.budgeting.queries.sentences import ballot_sentence
from participation.budgeting.queries.words import url_of
from participation.budgeting.rules.election import from_record
from participation.budgeting.rules.rounds import is_over, takes_ideas
from participation.matters.models import Matter
from participation.matters.queries import LedTo
from people.enums import Permission
from people.models import Person, User
from people.permissions import organisations_where
from people.queries import Duty, OwnData
from portal.numerals import day, local_day, money, number, percent


def open_votes(organisation: Organisation, now: datetime) -> Sequence[OpenItem]:
    """The votes that are open in the place now; for a county those of its municipalities too. Three queries."""
    here = Q(organisation=organisation)
    rounds = Round.objects.real().filter(
        here | Q(organisation__parent=organisation) if organisation.is_county else here,
        state=RoundState.VOTING,
        voting_opens_at__lte=now,
        voting_closes_at__gt=now,
    )
    cards = cards_of(list(rounds.select_related("organisation")), now)
    return [vote_item(card, of=organisation) for card in cards]


def vote_item(card: RoundCard, *, of: Organisation) -> OpenItem:
    """The card of the front page; it counts the days itself."""
    round = card.round
    return OpenItem(
        title=_("What are %(sum)s used for in %(place)s?")
        % {"sum": money(card.budget), "place": round.organisation.inessive},
        text=round.lead or ballot_sentence(round),
        url=card.ballot_url,
        kind_label=_("Vote is open"),
        action_label=_("Vote for proposals"),
        date=local_day(round.voting_closes_at),
        opens_at=round.voting_opens_at,
        closes_at=round.voting_closes_at,
        prominent=True,
        is_example=round.is_example,
        place="" if round.organisation_id == of.pk else round.organisation.name,
        facts=[
            (number(card.voters), voted_label(card)),
        ],
    )


def voted_label(card: RoundCard) -> str:
    """“on äänestänyt, 2,9 % äänioikeutetuista”; without the share where nobody has told the base."""
    label = ngettext("person has voted", "people have voted", card.voters)
    if not card.round.eligible_voters:
        return label
    share = percent(100 * card.voters / card.round.eligible_voters, 1)
    return f"{label}, {_('%(share)s of those with the right to vote') % {'share': share}}"


def led_to_proposals(matter: Matter) -> Sequence[LedTo]:
    """The proposals that were made of an idea, once their round is out. Two queries."""
    proposals = list(
        Proposal.objects.filter(ideas=matter)
        .filter(area__round__published_at__isnull=False)
        .select_related("area__round__organisation")
    )
    if not proposals:
        return []
    results = {result.area_id: result for result in Result.objects.filter(area__in=[p.area_id for p in proposals])}
    return [led_to(proposal, results.get(proposal.area_id)) for proposal in proposals]


def led_to(proposal: Proposal, result: Result | None) -> LedTo:
    round = proposal.area.round
    facts = {"round": round.name, "cost": money(proposal.cost)}
    if proposal.feasibility != Feasibility.FEASIBLE:
        text = _("Not voted on in %(round)s: it cannot be carried out.")
    elif round.state == RoundState.CANCELLED:
        text = _("Was to be voted on in %(round)s, which was cancelled.")
    elif result is None or round.state not in RoundState.decided():
        text = _("Voted on in %(round)s. Costs %(cost)s.")
    elif proposal.pk in from_record(result.trace).funded:
        text = _("Chosen in %(round)s. Costs %(cost)s.")
    else:
        text = _("Voted on in %(round)s, but not chosen.")
    url = url_of("proposal_detail", round, proposal=proposal.pk)
    return LedTo(title=proposal.title, text=text % facts, url=url, icon="euro")


def round_duties(person: Person, now: datetime) -> Sequence[Duty]:
    """What the rounds of the person's places wait for. One query."""
    waiting = [*RoundState.before_publishing(), RoundState.PUBLISHED, RoundState.VOTING, RoundState.COUNTING]
    rounds = Round.objects.filter(
        organisation__in=organisations_where(person, Permission.ROUND_MANAGE), state__in=waiting
    )
    return [duty for round in rounds.select_related("organisation") if (duty := duty_of(round, now))]


def duty_of(round: Round, now: datetime) -> Duty | None:
    match RoundState(round.state):
        case RoundState.IDEAS if takes_ideas(round.state, round.ideas_close_on, local_day(now)):
            return None
        case RoundState.PREPARATION | RoundState.IDEAS | RoundState.CO_CREATION | RoundState.ASSESSMENT:
            title, due = _("Publish the proposals"), round.proposals_on or local_day(round.voting_opens_at)
        case RoundState.PUBLISHED:
            title, due = _("Open the voting"), local_day(round.voting_opens_at)
        case RoundState.VOTING if is_over(round.terms, now):
            title, due = _("Close the voting and count"), local_day(round.voting_closes_at)
        case RoundState.COUNTING:
            title, due = _("Publish the result"), round.results_on or local_day(now)
        case _:
            return None
    return Duty(
        group=_("Participatory budgeting"), title=title, text=f"{round.name}, {round.organisation.name}", url=url_of("round_manage", round),
        due_on=due, is_example=round.is_example,
    )  # fmt: skip


def own_votes(user: User) -> OwnData:
    """In which rounds the person has voted. What they voted cannot be told: nothing joins a ballot to a person. Two queries."""
    rounds = Round.objects.filter(state__in=RoundState.frozen()).select_related("organisation")
    marks = {key_of_voter(round, user): round for round in rounds if key_path(round).exists()}
    envelopes = Participation.objects.filter(voter_key__in=marks).order_by("-cast_on").values_list("voter_key", "cast_on")
    rows = [(marks[mark].name, marks[mark].organisation.name, day(cast_on)) for mark, cast_on in envelopes]
    return OwnData(title=_("Votes in participatory budgeting"), columns=(_("Round"), _("Place"), _("Day")), rows=rows)
