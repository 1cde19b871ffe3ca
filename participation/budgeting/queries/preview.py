"""What each counting rule would do with the same votes, side by side: made-up ones, those of an earlier round, or a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from django.utils.translation import gettext as _

from participation.budgeting.enums import BallotType, CountForm, CountingRule, RoundState
from participation.budgeting.models import CountFile, Proposal, Round, RoundArea, VoteFile
from participation.budgeting.queries.booth import areas_of
from participation.budgeting.rules.methods import Outcome, count_poll
from participation.budgeting.rules.pabulib import RULE_NAMES
from participation.budgeting.rules.polls import APPROVING, Ballot, Poll, read_poll
from portal.exceptions import NotVisible
from portal.numerals import money, number

MADE_UP = 400
# A page answers in a moment; the time of equal shares grows with both. `manage count_pb` counts files of any size.
MOST_FOR_SHARES = 60_000
NAMES = {**RULE_NAMES, CountingRule.SKIP: "greedy"}


@dataclass(frozen=True)
class Source:
    """Votes that can be tried: `key` is what the address says."""

    key: str
    label: str


@dataclass(frozen=True)
class Column:
    """One rule: how many are carried out, for how much, whether a lot would have to be drawn; `missing` says why it was not counted."""

    rule: CountingRule
    funded: int
    spent: str
    left: str
    has_tie: bool
    missing: str = ""


@dataclass(frozen=True)
class Line:
    """One proposal, and in words by which of the rules it is carried out; `differs` when some do and some do not."""

    title: str
    votes: str
    cost: str
    said: str
    differs: bool


@dataclass(frozen=True)
class Preview:
    title: str
    ballots: int
    budget: str
    columns: Sequence[Column]
    lines: Sequence[Line]

    @property
    def differing(self) -> int:
        return sum(line.differs for line in self.lines)


def sources_of(round: Round) -> list[Source]:
    """Made-up votes for each area of the round, the areas of earlier rounds, then votes from files. Three queries."""
    made = [Source(f"a{area.pk}", _("Made-up votes: %(area)s") % {"area": area.name}) for area in areas_of(round)]
    past = RoundArea.objects.filter(round__organisation=round.organisation_id, round__state__in=RoundState.decided(), result__isnull=False)
    earlier = [Source(f"r{area.pk}", f"{area.round.name}: {area.name}") for area in past.exclude(round=round).select_related("round")]
    files = VoteFile.objects.filter(organisation=round.organisation_id).defer("content", "told")
    return made + earlier + [Source(f"t{file.pk}", file.name) for file in files]


def poll_at(round: Round, key: str) -> tuple[str, Poll]:
    """(name, votes) of a source of this round. Raises NotVisible for another."""
    source = next((one for one in sources_of(round) if one.key == key), None)
    if source is None:
        raise NotVisible(key)
    if key.startswith("t"):
        return source.label, read_poll(VoteFile.objects.get(pk=int(key[1:])).content)
    if key.startswith("r"):
        return source.label, read_poll(CountFile.objects.get(result=int(key[1:]), form=CountForm.PB).content)
    return source.label, made_up_poll(RoundArea.objects.select_related("round").get(pk=int(key[1:])))


def made_up_poll(area: RoundArea) -> Poll:
    """Votes that nobody cast, the same at every look: some proposals are liked more than others, each voter keeps to the ballot."""
    chance = Random(area.pk)  # noqa: S311 - made-up votes need to be the same each time, not secret
    proposals = list(Proposal.objects.on_ballot().filter(area=area).order_by("pk"))
    liking = {p.pk: 0.1 + 0.7 * chance.random() for p in proposals}
    ballots = [ballot for _voter in range(MADE_UP) if (ballot := made_up_ballot(area, proposals, liking, chance)).choices]
    return Poll(
        meta={"rule": "greedy"}, budget=Fraction(area.budget), kind="approval", costs={str(p.pk): Fraction(p.cost) for p in proposals},
        ballots=ballots, claimed=None, names={str(p.pk): p.title for p in proposals},
    )  # fmt: skip


def made_up_ballot(area: RoundArea, proposals: Sequence[Proposal], liking: dict[int, float], chance: Random) -> Ballot:
    left, chosen = area.budget, list[str]()
    most = area.max_choices or area.round.max_choices or len(proposals)
    for proposal in chance.sample(proposals, len(proposals)):
        fits = area.round.ballot_type != BallotType.KNAPSACK or proposal.cost <= left
        if fits and len(chosen) < most and chance.random() < liking[proposal.pk]:
            chosen.append(str(proposal.pk))
            left -= proposal.cost
    return Ballot(tuple(chosen))


def preview_of(title: str, poll: Poll) -> Preview:
    """The votes counted by every rule that they allow."""
    outcomes = dict(outcomes_of(poll))
    counted = [outcome for outcome in outcomes.values() if isinstance(outcome, Outcome)]
    tally = counted[0].tally
    order = sorted(poll.costs, key=lambda project: (-tally[project], poll.costs[project]))
    lines = []
    for project in order:
        doing = [str(rule.label) for rule, one in outcomes.items() if isinstance(one, Outcome) and project in one.selected]
        said = _("All") if len(doing) == len(counted) else "; ".join(doing) or _("None")
        name = poll.names.get(project) or project
        differs = 0 < len(doing) < len(counted)
        lines.append(Line(name, number(float(tally[project])), money(float(poll.costs[project])), said, differs))
    columns = [column_of(rule, outcome, poll) for rule, outcome in outcomes.items()]
    return Preview(title, len(poll.ballots), money(float(poll.budget)), columns, lines)


def outcomes_of(poll: Poll) -> Iterator[tuple[CountingRule, Outcome | str]]:
    """What each rule gives, or why it was not counted."""
    for rule in CountingRule:
        if rule in CountingRule.sharing() and poll.kind not in APPROVING:
            yield rule, _("Needs votes that only choose.")
        elif rule in CountingRule.sharing() and len(poll.ballots) * len(poll.costs) > MOST_FOR_SHARES:
            yield rule, _("Too many votes for a page.")
        else:
            yield rule, count_poll(poll, rule=NAMES[rule])


def column_of(rule: CountingRule, outcome: Outcome | str, poll: Poll) -> Column:
    if isinstance(outcome, str):
        return Column(rule, 0, "", "", False, outcome)
    left = max(poll.budget - outcome.cost, Fraction(0))
    return Column(rule, len(outcome.selected), money(float(outcome.cost)), money(float(left)), bool(outcome.ties))
