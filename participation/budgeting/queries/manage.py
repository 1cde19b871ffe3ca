"""The page on which a round is run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, QuerySet, When
from django.utils.translation import gettext as _

from organisations.models import Body
from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import Ballot, Participation, Proposal, Result, Round, RoundArea
from participation.budgeting.queries.booth import areas_of
from participation.budgeting.queries.changes import ChangeLink, PhaseMove, change_links, phase_moves
from participation.budgeting.queries.rounds import RoundCard, card_of
from participation.budgeting.queries.sentences import moment
from participation.budgeting.rules.rounds import TRANSITIONS, is_over
from people.enums import Permission
from people.models import User
from people.permissions import check_permission
from portal.exceptions import NotVisible
from portal.models import Job
from portal.numerals import money, number

COUNT_KIND = "budgeting.count"


def managed_round(slug: str, round_slug: str, person: User) -> Round:
    """The round for those who run it. Raises NotVisible to everyone from another place, NotPermitted to colleagues without the role."""
    rounds = Round.objects.select_related("organisation", "organisation__parent", "body")
    round = rounds.filter(organisation__slug=slug, slug=round_slug).first()
    if round is None or round.organisation_id not in person.roles:
        raise NotVisible(round_slug)
    check_permission(person, Permission.ROUND_MANAGE, round.organisation_id)
    return round


@dataclass(frozen=True)
class Check:
    """Something that must hold before the next step, and whether it does."""

    holds: bool
    text: str


@dataclass(frozen=True)
class Tie:
    """A tie that waits for a drawn lot between these (title, cost) proposals of the area."""

    area: RoundArea
    rivals: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ManagePage:
    """`votes` are envelopes and `ballots` ballots: while they differ something is wrong. `counted` areas have their result."""

    card: RoundCard
    areas: Sequence[RoundArea]
    checks: Sequence[Check]
    votes: int
    ballots: int
    counted: int
    ties: Sequence[Tie]
    job: Job | None
    can_close: bool
    moves: Sequence[PhaseMove]
    changes: Sequence[ChangeLink]

    @property
    def before_publishing(self) -> list[str]:
        return RoundState.before_publishing()

    @property
    def can_publish(self) -> bool:
        return RoundState.PUBLISHED in TRANSITIONS[RoundState(self.card.round.state)]

    @property
    def is_counted(self) -> bool:
        return self.counted == len(self.areas)

    @property
    def is_balanced(self) -> bool:
        return self.votes == self.ballots


def manage_page(round: Round, now: datetime) -> ManagePage:
    areas = areas_of(round)
    counted = set(Result.objects.filter(area__round=round).values_list("area_id", flat=True))
    votes = Participation.objects.filter(round=round).count()
    ballots = Ballot.objects.filter(area__round=round).count()
    job = Job.objects.filter(kind=COUNT_KIND, once=str(round.pk)).order_by("-created_at").first()
    asks = round.state == RoundState.COUNTING and round.sealed_at is not None
    ties = open_ties(areas) if asks else []
    return ManagePage(
        card=card_of(round, sum(area.budget for area in areas), votes, now),
        areas=areas,
        checks=checks_of(round, areas),
        votes=votes,
        ballots=ballots,
        counted=len(counted),
        ties=ties,
        job=job,
        can_close=is_over(round.terms, now) or round.is_example,
        moves=phase_moves(round),
        changes=change_links(round, now),
    )


def checks_of(round: Round, areas: Sequence[RoundArea]) -> list[Check]:
    """What must hold before the proposals go out and the voting opens. One query."""
    finished = Case(When(assessed_at__isnull=False, then=True), default=False, output_field=BooleanField())
    counts = Proposal.objects.of_round(round).annotate(finished=finished)
    rows = list(counts.values_list("area_id", "feasibility", "finished").annotate(n=Count("pk")).order_by())
    amounts: dict[tuple[int, str], int] = {}
    for area_id, feasibility, _finished, n in rows:
        amounts[area_id, feasibility] = amounts.get((area_id, feasibility), 0) + n
    undecided = sum(n for _area, _feasibility, is_finished, n in rows if not is_finished)
    assessed = Check(not undecided, _("Every proposal is assessed (%(n)s wait).") % {"n": number(undecided)})
    return [
        assessed,
        *(
            Check(
                amounts.get((area.pk, Feasibility.FEASIBLE), 0) > 0,
                _("%(area)s: %(n)s proposals, %(sum)s.")
                % {
                    "area": area.name,
                    "n": number(amounts.get((area.pk, Feasibility.FEASIBLE), 0)),
                    "sum": money(area.budget),
                },
            )
            for area in areas
        ),
        Check(True, f"{_('Voting:')} {moment(round.voting_opens_at)} – {moment(round.voting_closes_at)}"),
    ]


def open_ties(areas: Sequence[RoundArea]) -> list[Tie]:
    """The ties at which the last count stopped. One query."""
    rivals = Proposal.objects.in_bulk([number for area in areas for number in area.open_tie])
    pairs = [(area, [rivals[number] for number in sorted(area.open_tie)]) for area in areas if area.open_tie]
    return [Tie(area, [(proposal.title, money(proposal.cost)) for proposal in tied]) for area, tied in pairs]


def bodies_of(round: Round) -> QuerySet[Body]:
    return Body.objects.filter(organisation=round.organisation_id)


def area_at(round: Round, slug: str) -> RoundArea:
    area = RoundArea.objects.filter(round=round, slug=slug).first()
    if area is None:
        raise NotVisible(slug)
    area.round = round
    return area
