"""The protocol of a count: everything that those who sign it and those who check it need, for the page and for the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from participation.budgeting.enums import RoundState
from participation.budgeting.models import (
    CountProtocol,
    Draw,
    Exclusion,
    Result,
    Round,
    RoundArea,
    RoundChange,
)
from participation.budgeting.queries.box import lines_of, told
from participation.budgeting.queries.categories import rules_in_words
from participation.budgeting.queries.results import AreaResult, RoundResult, confirmed_line, counted_result
from participation.budgeting.queries.sentences import (
    gives_points,
)
from participation.budgeting.rules.channels import guarded
from participation.budgeting.rules.election import from_record
from portal.exceptions import NotVisible
from portal.languages import active_language
from portal.numerals import moment, money, number


@dataclass(frozen=True)
class Lot:
    """A lot as it was drawn: between whom, in which order, from which seed."""

    draw: Draw
    order: Sequence[str]


@dataclass(frozen=True)
class AreaProtocol:
    """The count of one area. `comparison` says what the comparison of two rules found, where there was one."""

    area: AreaResult
    lots: Sequence[Lot]
    excluded: Sequence[tuple[str, Exclusion]]
    groups: Sequence[str]
    comparison: str
    summary: str


@dataclass(frozen=True)
class Protocol:
    """`channels` are (name, envelopes, ballots); `decision` is empty until the result is confirmed."""

    round: Round
    rules: Sequence[str]
    times: str
    channels: Sequence[tuple[str, int, int]]
    areas: Sequence[AreaProtocol]
    decision: str
    gives_points: bool
    changes: Sequence[RoundChange]

    @property
    def title(self) -> str:
        return _("Protocol of the count: %(round)s") % {"round": self.round.name}

    @property
    def channel_rows(self) -> list[tuple[str, int, int]]:
        """The channels and, last, all of them together."""
        envelopes = sum(envelopes for _name, envelopes, _ballots in self.channels)
        ballots = sum(ballots for _name, _envelopes, ballots in self.channels)
        return [*self.channels, (_("Together"), envelopes, ballots)]


def is_counted(round: Round) -> bool:
    """Whether every area has its result. One query."""
    return not RoundArea.objects.filter(round=round, result__isnull=True).exists()


def protocol_of(round: Round) -> Protocol:
    """Raises NotVisible before every area is counted; who may see it before the result is out, the gate decides. Ten queries."""
    if round.state not in {RoundState.COUNTING, *RoundState.decided()}:
        raise NotVisible(round.slug)
    whole = counted_result(round)
    return Protocol(
        round=round,
        rules=rules_in_words(round),
        times=f"{moment(round.voting_opens_at)} – {moment(round.voting_closes_at)}",
        channels=channels_of(whole),
        areas=tuple(area_protocol(area) for area in whole.areas),
        decision=confirmed_line(round) if round.state in RoundState.decided() else "",
        gives_points=gives_points(round),
        changes=list(round.changes.all()),
    )


def area_protocol(area: AreaResult) -> AreaProtocol:
    titles = {line.id: line.title for line in area.lines}
    groups: dict[int, list[str]] = {}
    for line in area.lines:
        if line.group is not None:
            groups.setdefault(line.group, []).append(line.title)
    return AreaProtocol(
        area=area,
        lots=[Lot(draw, [titles[number] for number in draw.order]) for draw in area.draws],
        excluded=[(line.title, line.exclusion) for line in area.lines if line.exclusion is not None],
        groups=[", ".join(members) for _number, members in sorted(groups.items())],
        comparison=comparison_line(area.result),
        summary=summary_line(area),
    )


def comparison_line(result: Result) -> str:
    """What the comparison of equal shares with most votes first found."""
    trace = from_record(result.trace)
    if trace.compared is None:
        return ""
    facts = {"ours": number(trace.compared[0]), "theirs": number(trace.compared[1])}
    if trace.took_most_first:
        text = _("%(theirs)s voters got more of their choices by most votes first, %(ours)s by equal shares: most votes first was used.")
    else:
        text = _("%(ours)s voters got more of their choices by equal shares, %(theirs)s by most votes first: equal shares were used.")
    return text % facts


def summary_line(area: AreaResult) -> str:
    facts = {
        "budget": money(area.area.budget), "spent": money(area.spent), "left": money(max(area.left, 0)),
        "ballots": number(area.result.ballots),
    }  # fmt: skip
    return _("Money %(budget)s, used %(spent)s, left %(left)s. Ballots with a choice in the area: %(ballots)s.") % facts


def channels_of(whole: RoundResult) -> list[tuple[str, int, int]]:
    """Envelopes and ballots by the way of voting; ways with few ballots stand together."""
    lines = told(guarded(lines_of(whole.envelopes_by, whole.ballots_by)))
    return [(line.label, line.envelopes, line.ballots) for line in lines]


def protocol_file(round: Round) -> CountProtocol:
    """The newest protocol on paper in the language of the page. Raises NotVisible when there is none."""
    found = CountProtocol.objects.filter(round=round, language=active_language()).first()
    if found is None:
        raise NotVisible(round.slug)
    return found


def protocol_files(round: Round) -> dict[str, CountProtocol]:
    """The papers by language, without their content. One query."""
    return {paper.language: paper for paper in CountProtocol.objects.filter(round=round).defer("content")}
