"""Result pages, and the round's figures for the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisations.models import Organisation
from participation.budgeting.enums import CountForm, RoundState, VoteChannel
from participation.budgeting.models import (
    Ballot,
    CountFile,
    Draw,
    Exclusion,
    Participation,
    Proposal,
    Result,
    Round,
    RoundArea,
)
from participation.budgeting.queries.booth import areas_of
from participation.budgeting.queries.sentences import verdict_sentence
from participation.budgeting.queries.words import name_of_category, url_of
from participation.budgeting.rules.channels import FEWEST
from participation.budgeting.rules.election import Row, from_record
from portal.bars import Bar, result_bars
from portal.exceptions import NotVisible
from portal.numerals import day, money, number, percent


@dataclass(frozen=True)
class Line:
    """A proposal in the result: money left when its turn came (`left`) and after it, and the sentence of why."""

    id: int
    title: str
    place: str
    votes: int
    cost: int
    left: int
    why: str
    is_winner: bool
    done_by: date | None
    url: str
    group: int | None = None
    exclusion: Exclusion | None = None


@dataclass(frozen=True)
class AreaResult:
    """The result of one area."""

    area: RoundArea
    result: Result
    lines: Sequence[Line]
    draws: Sequence[Draw]
    checksums: dict[str, str]
    voters: int
    paper: int

    @property
    def winners(self) -> list[Line]:
        return [line for line in self.lines if line.is_winner]

    @property
    def spent(self) -> int:
        return sum(line.cost for line in self.winners)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return result_bars([(line.title, line.votes, line.is_winner) for line in self.lines])

    @property
    def left(self) -> int:
        return self.area.budget - self.spent


@dataclass(frozen=True)
class RoundResult:
    """The result of a round, area by area. `voters` are envelopes, `ballots` the ballots in the box: the two must agree.

    `envelopes_by` and `ballots_by` are the same by channel.
    """

    round: Round
    areas: Sequence[AreaResult]
    voters: int
    paper: int
    ballots: int
    envelopes_by: dict[str, int] = field(default_factory=dict)
    ballots_by: dict[str, int] = field(default_factory=dict)

    @property
    def winners(self) -> int:
        return sum(len(area.winners) for area in self.areas)

    @property
    def votes(self) -> int:
        return sum(area.result.votes for area in self.areas)

    @property
    def budget(self) -> int:
        return sum(area.area.budget for area in self.areas)

    @property
    def spent(self) -> int:
        return sum(area.spent for area in self.areas)

    @property
    def turnout(self) -> float | None:
        """Per cent of those with the right to vote; None when their number is not known."""
        return 100 * self.voters / self.round.eligible_voters if self.round.eligible_voters else None


def check_decided(round: Round) -> None:
    """Nothing of a result is shown before it is published."""
    if round.state not in RoundState.decided():
        raise NotVisible(round.slug)


def round_result_of(round: Round) -> RoundResult:
    """Raises NotVisible before the result is public. Seven queries, whatever the number of areas and proposals."""
    check_decided(round)
    return counted_result(round)


def exclusion_of(proposal: Proposal) -> Exclusion | None:
    """Why the proposal was taken out, if it was. No query when it was asked for with the proposal."""
    try:
        return proposal.exclusion
    except Exclusion.DoesNotExist:
        return None


def counted_result(round: Round) -> RoundResult:
    """The result of a counted round, public or not. Raises NotVisible while an area waits for its count."""
    areas = areas_of(round, "result")
    try:
        results = {area.pk: area.result for area in areas}
    except Result.DoesNotExist as error:
        raise NotVisible(round.slug) from error
    proposals = {p.pk: p for p in Proposal.objects.of_round(round).select_related("exclusion", "category")}
    excluded = ((p.pk, exclusion_of(p)) for p in proposals.values())
    exclusions = {pk: exclusion for pk, exclusion in excluded if exclusion is not None}
    draws = list(Draw.objects.filter(area__round=round))
    envelopes = dict(
        Participation.objects.filter(round=round).values_list("channel").annotate(n=Count("pk")).order_by()
    )
    boxes = (
        Ballot.objects.filter(area__round=round).values_list("area_id", "channel").annotate(n=Count("pk")).order_by()
    )
    ballots: dict[tuple[int, str], int] = {(area_id, channel): n for area_id, channel, n in boxes}
    checksums: dict[int, dict[str, str]] = {area.pk: {} for area in areas}
    for area_id, form, sha256 in CountFile.objects.filter(result__area__round=round).values_list(
        "result_id", "form", "sha256"
    ):
        checksums[area_id][form] = sha256
    return RoundResult(
        round=round,
        areas=tuple(
            AreaResult(
                area=area,
                result=results[area.pk],
                lines=lines_of(round, results[area.pk], proposals, exclusions),
                draws=[draw for draw in draws if draw.area_id == area.pk],
                checksums=checksums[area.pk],
                voters=voters_of(area, ballots),
                paper=voters_of(area, ballots, VoteChannel.PAPER),
            )
            for area in areas
        ),
        voters=sum(envelopes.values()),
        paper=envelopes.get(VoteChannel.PAPER, 0),
        ballots=sum(ballots.values()),
        envelopes_by=envelopes,
        ballots_by={by: sum(n for (_area, channel), n in ballots.items() if channel == by) for _area, by in ballots},
    )


def voters_of(area: RoundArea, ballots: dict[tuple[int, str], int], channel: str = "") -> int:
    """Those who voted in the area, by all channels or by one; everybody's ballot holds the whole municipality."""
    return sum(
        n for (area_id, by), n in ballots.items() if (area.is_whole or area_id == area.pk) and channel in {"", by}
    )


def lines_of(
    round: Round, result: Result, proposals: dict[int, Proposal], exclusions: dict[int, Exclusion]
) -> tuple[Line, ...]:
    titles = {number: proposal.title for number, proposal in proposals.items()}
    return tuple(line_of(round, row, proposals[row.id], titles, exclusions) for row in from_record(result.trace).rows)


def line_of(
    round: Round, row: Row, proposal: Proposal, titles: dict[int, str], exclusions: dict[int, Exclusion]
) -> Line:
    return Line(
        id=row.id,
        title=proposal.title,
        place=proposal.place,
        votes=row.votes,
        cost=row.cost,
        left=row.left_after,
        why=verdict_sentence(row, titles, round, exclusions, name_of_category(proposal)),
        is_winner=row.is_funded,
        done_by=proposal.done_by,
        url=url_of("proposal_detail", round, proposal=row.id),
        group=proposal.exclusive_group,
        exclusion=exclusions.get(row.id),
    )


def count_file(round: Round, area_slug: str, form: CountForm) -> CountFile:
    """The published file of an area's ballots. Raises NotVisible before the result is public."""
    check_decided(round)
    file = CountFile.objects.filter(result__area__round=round, result__area__slug=area_slug, form=form).first()
    if file is None:
        raise NotVisible(area_slug)
    return file


def area_of_result(whole: RoundResult, slug: str) -> AreaResult:
    found = next((area for area in whole.areas if area.area.slug == slug), None)
    if found is None:
        raise NotVisible(slug)
    return found


def finding(name: str, winners: int) -> str:
    """The result in one sentence: “Etelä valitsi 4 ehdotusta”."""
    return ngettext("%(who)s chose one proposal", "%(who)s chose %(n)s proposals", winners) % {
        "who": name,
        "n": in_words(winners),
    }


def in_words(amount: int) -> str:
    """Numbers up to ten in words, as in running text."""
    words = (
        pgettext("number", "none"), pgettext("number", "one"), pgettext("number", "two"), pgettext("number", "three"),
        pgettext("number", "four"), pgettext("number", "five"), pgettext("number", "six"), pgettext("number", "seven"),
        pgettext("number", "eight"), pgettext("number", "nine"), pgettext("number", "ten"),
    )  # fmt: skip
    return words[amount] if amount < len(words) else number(amount)


def confirmed_line(round: Round) -> str:
    """Who confirmed the result and when: “Kaupunginhallitus vahvisti tuloksen 14.12.2026, § 312.”"""
    facts = {"body": round.body.name if round.body else "", "day": day(round.decided_on), "paragraph": round.paragraph}
    return (
        _("%(body)s confirmed the result on %(day)s, %(paragraph)s.")
        if round.paragraph
        else _("%(body)s confirmed the result on %(day)s.")
    ) % facts


def money_line(spent: int, budget: int) -> str:
    if spent == budget:
        return _("All of the %(sum)s is used.") % {"sum": money(budget)}
    return _("%(spent)s of %(sum)s is used.") % {"spent": money(spent), "sum": money(budget)}


def few(amount: int) -> str:
    """A number of people; fewer than five are not told by number, none is."""
    return _("fewer than %(n)s") % {"n": number(FEWEST)} if 0 < amount < FEWEST else number(amount)


def facts_of(whole: RoundResult, one: AreaResult | None = None) -> list[tuple[str, str]]:
    """The four facts at the top: voters, turnout or its absence, paper, votes."""
    voters, paper = (one.voters, one.paper) if one else (whole.voters, whole.paper)
    votes = one.result.votes if one else whole.votes
    facts = [(number(voters), ngettext("voter", "voters", voters))]
    if one is None or one.area.is_whole:
        base = whole.round.eligible_voters
        label = (
            _("of %(n)s with the right to vote") % {"n": number(base)}
            if base
            else _("turnout: nobody has told the base")
        )
        facts.append((percent(whole.turnout, 1), label))
    else:
        share = percent(100 * voters / whole.voters, 0) if whole.voters else number(0)
        facts.append((share, _("of all voters chose this area")))
    facts.append((few(paper), _("voted on paper")))
    facts.append((number(votes), ngettext("vote for the proposals", "votes for the proposals", votes)))
    return facts


@dataclass(frozen=True)
class RoundOfYear:
    """A round as the annual report tells it. `turnout` in per cent, None when the number of those with the right is not known."""

    round: Round
    voters: int
    turnout: float | None
    budget: int
    winners: Sequence[tuple[str, int]]
    url: str
    is_example: bool


def rounds_of_year(organisation: Organisation, year: int) -> list[RoundOfYear]:
    """The rounds of the place whose result is public, without practice, with turnout and winners as (title, whole euros)."""
    rounds = Round.objects.of(organisation).real().decided().filter(year=year).select_related("organisation", "body")
    found = []
    for round in rounds:
        result = round_result_of(round)
        winners = [(line.title, line.cost) for area in result.areas for line in area.winners]
        found.append(
            RoundOfYear(
                round,
                result.voters,
                result.turnout,
                result.budget,
                winners,
                url_of("round_result", round),
                round.is_example,
            )
        )
    return found
