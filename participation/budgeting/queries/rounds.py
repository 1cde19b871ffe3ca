"""Pages of rounds and proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import public_organisation
from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import (
    Participation,
    Proposal,
    ProposalPicture,
    Result,
    Round,
    RoundArea,
    RoundChange,
)
from participation.budgeting.queries.booth import areas_of, picture_of
from participation.budgeting.queries.delivery import CARRIED_OUT, WinnerRow, Work, winner_rows, work_of
from participation.budgeting.queries.exclusions import exclusions_of
from participation.budgeting.queries.sentences import moment, verdict_sentence
from participation.budgeting.queries.timeline import PhaseStep, phase_steps
from participation.budgeting.queries.words import name_of_category, url_of
from participation.budgeting.rules.election import from_record
from participation.budgeting.rules.rounds import phase, takes_ideas
from participation.matters.models import Matter
from participation.matters.queries.visible import visible_to
from people.models import Person
from portal.exceptions import NotVisible
from portal.numerals import day, local_day

S = RoundState
TAG: dict[RoundState, str] = {
    S.PREPARATION: "coming", S.IDEAS: "open", S.CO_CREATION: "now", S.ASSESSMENT: "now", S.PUBLISHED: "coming", S.VOTING: "open",
    S.COUNTING: "now", S.RESULTS: "done", S.IMPLEMENTATION: "now", S.CLOSED: "done", S.CANCELLED: "late",
}  # fmt: skip


def round_at(slug: str, round_slug: str, person: Person) -> Round:
    """The round of the place at this address, when the person may see it. Raises NotVisible. One query, two for those with roles."""
    rounds = Round.objects.visible_to(person).select_related("organisation", "organisation__parent", "body")
    round = rounds.filter(organisation__slug=slug, slug=round_slug).first()
    if round is None:
        raise NotVisible(round_slug)
    return round


@dataclass(frozen=True)
class RoundCard:
    """A round in a list: `budget` is all its money in whole euros, `votes` None where they may not be told yet."""

    round: Round
    phase: RoundState
    tag: str
    budget: int
    voters: int
    url: str
    result_url: str
    ballot_url: str
    text: str

    @property
    def is_open(self) -> bool:
        return self.phase == S.VOTING

    @property
    def phase_label(self) -> str:
        return str(self.phase.label)


def cards_of(rounds: Sequence[Round], now: datetime) -> list[RoundCard]:
    """Rounds with their money and their voters. Two queries, whatever the number of rounds."""
    ids = [round.pk for round in rounds]
    money_of: dict[int, int] = {}
    for round_id, budget in RoundArea.objects.filter(round__in=ids).values_list("round_id", "budget"):
        money_of[round_id] = money_of.get(round_id, 0) + budget
    voters = dict(
        Participation.objects.filter(round__in=ids).values_list("round_id").annotate(n=Count("pk")).order_by()
    )
    return [card_of(round, money_of.get(round.pk, 0), voters.get(round.pk, 0), now) for round in rounds]


def card_of(round: Round, budget: int, voters: int, now: datetime) -> RoundCard:
    at = phase(round.terms, now)
    return RoundCard(
        round=round,
        phase=at,
        tag=TAG[at],
        budget=budget,
        voters=voters,
        url=url_of("round_detail", round),
        result_url=url_of("round_result", round) if round.state in S.decided() else "",
        ballot_url=url_of("ballot", round),
        text=phase_sentence(round, at, now),
    )


def phase_sentence(round: Round, at: RoundState, now: datetime) -> str:
    """Where the round is, with its day."""
    match at:
        case S.PREPARATION:
            return _("Only you who prepare it see this round.")
        case S.IDEAS if not takes_ideas(at, round.ideas_close_on, local_day(now)):
            return _("The time for ideas has ended. The ideas are looked at next.")
        case S.IDEAS if round.ideas_close_on:
            return _("You can leave an idea until %(when)s.") % {"when": day(round.ideas_close_on)}
        case S.IDEAS:
            return _("You can leave an idea now.")
        case S.CO_CREATION:
            return _("Residents and officials work on the ideas together.")
        case S.ASSESSMENT if round.proposals_on:
            text = _("Officials assess the ideas and what they cost. The proposals come out on %(when)s.")
            return text % {"when": day(round.proposals_on)}
        case S.ASSESSMENT:
            return _("Officials assess the ideas and what they cost. All proposals come out together.")
        case S.PUBLISHED:
            return _("Voting opens on %(when)s.") % {"when": moment(round.voting_opens_at)}
        case S.VOTING:
            return _("You can vote until %(when)s.") % {"when": moment(round.voting_closes_at)}
        case S.COUNTING:
            return _("Voting has ended. The votes are being counted.")
        case S.RESULTS:
            return _("The result was confirmed on %(when)s.") % {"when": day(round.decided_on)}
        case S.IMPLEMENTATION:
            return _("The chosen proposals are being carried out.")
        case S.CLOSED:
            return _("Everything that was chosen has been done.")
        case S.CANCELLED:
            return _("This round was cancelled.")


def round_cards(organisation: Organisation, person: Person, now: datetime) -> list[RoundCard]:
    """The rounds of a place, the newest first."""
    rounds = Round.objects.visible_to(person).of(organisation).select_related("organisation")
    return cards_of(list(rounds), now)


def place_at(slug: str) -> Organisation:
    return public_organisation(slug)


@dataclass(frozen=True)
class AreaLine:
    """An area with its money and the number of its proposals."""

    area: RoundArea
    proposals: int
    url: str


@dataclass(frozen=True)
class RoundPage:
    card: RoundCard
    areas: Sequence[AreaLine]
    proposals: int
    steps: Sequence[PhaseStep]
    days_left: int
    changes: Sequence[RoundChange]
    takes_ideas: bool
    winners: Sequence[WinnerRow]


def round_page(round: Round, now: datetime) -> RoundPage:
    """Everything on the page of a round. Four queries, eight while it is carried out."""
    areas = areas_of(round)
    out = Proposal.objects.on_ballot().of_round(round) if round.proposals_are_out else Proposal.objects.none()
    amounts = dict(out.values_list("area_id").annotate(n=Count("pk")).order_by())
    voters = Participation.objects.filter(round=round).count()
    card = card_of(round, sum(area.budget for area in areas), voters, now)
    list_url = url_of("proposal_list", round)
    lines = tuple(AreaLine(a, amounts.get(a.pk, 0), f"{list_url}?alue={a.slug}") for a in areas)
    left = (local_day(round.voting_closes_at) - local_day(now)).days
    return RoundPage(
        card, lines, sum(amounts.values()), phase_steps(round, card.phase), max(0, left), list(round.changes.all()),
        takes_ideas(round.state, round.ideas_close_on, local_day(now)), winner_rows(round, now),
    )  # fmt: skip


@dataclass(frozen=True)
class ProposalGroup:
    area: RoundArea
    proposals: Sequence[Proposal]


def proposal_groups(round: Round, area_slug: str) -> tuple[list[RoundArea], list[ProposalGroup]]:
    """All areas, and the proposals on the ballot of the one named, or of all. Two queries."""
    areas = areas_of(round)
    wanted = [area for area in areas if area.slug == area_slug] or areas
    proposals = list(Proposal.objects.on_ballot().filter(area__in=[a.pk for a in wanted]).select_related("category").order_by("pk"))
    return areas, [ProposalGroup(area, [p for p in proposals if p.area_id == area.pk]) for area in wanted]


@dataclass(frozen=True)
class ProposalPage:
    """A proposal with the ideas that it comes from; `outcome` is its sentence once the result is public."""

    proposal: Proposal
    ideas: Sequence[Matter]
    outcome: str
    is_winner: bool
    work: Work | None = None

    @property
    def picture(self) -> ProposalPicture | None:
        return picture_of(self.proposal)


def proposal_page(round: Round, number: int, person: Person, now: datetime) -> ProposalPage:
    """Raises NotVisible for a proposal of another round. Proposals that are not on the ballot are shown with their reason."""
    proposal = Proposal.objects.select_related("area", "post", "category", "picture").filter(pk=number, area__round=round).first()
    if proposal is None:
        raise NotVisible(str(number))
    ideas = list(visible_to(person).filter(proposals=proposal).order_by("pk"))
    result = Result.objects.filter(area=proposal.area).first() if round.state in S.decided() else None
    if result is None:
        return ProposalPage(proposal, ideas, "", False)
    trace = from_record(result.trace)
    row = next((row for row in trace.rows if row.id == proposal.pk), None)
    titles = {p.pk: p.title for p in Proposal.objects.filter(area=proposal.area)}
    outcome = verdict_sentence(row, titles, round, exclusions_of(round), name_of_category(proposal)) if row else ""
    work = work_of(proposal, now) if proposal.pk in trace.funded and round.state in CARRIED_OUT else None
    return ProposalPage(proposal, ideas, outcome, proposal.pk in trace.funded, work)


def refused_proposals(round: Round) -> list[Proposal]:
    """Proposals that are not voted on, with the reason of each."""
    return list(
        Proposal.objects.of_round(round)
        .filter(feasibility__in=[Feasibility.NOT_FEASIBLE, Feasibility.WITHDRAWN])
        .select_related("area")
        .order_by("pk")
    )
