"""Chapter on residents: what they said and what came of it. What was not done and who was not heard are always printed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation
from participation.budgeting.queries import RoundOfYear, rounds_of_year
from participation.matters.enums import Outcome, StepKind, Visibility
from participation.matters.models import Matter, Step
from participation.matters.queries import ParticipationYear, participation_year
from participation.matters.rules import CLOSED
from portal.charts.flow import FlowRow, FlowSpec
from portal.charts.shapes import ChartTable, Column
from portal.numerals import day, money, no_data, number, percent
from reports.documents.queries.blocks import (
    Block,
    Bullets,
    Chapter,
    Facts,
    Missing,
    Note,
    Picture,
    Section,
    Table,
    Words,
)
from reports.rounds.models import ReportRound

TOPICS_SHOWN = 6
MATTERS_SHOWN = 8


def merged(years: Sequence[tuple[Organisation, ParticipationYear]]) -> dict[str, int]:
    """Sums over organisations. A matter that was handed over counts where it is answered only, so the caller gives disjoint years."""
    names = ("received", "answered", "waiting", "closed", "in_promise", "overdue")
    return {name: sum(getattr(year, name) for _place, year in years) for name in names}


def region_years(
    round: ReportRound, municipalities: Sequence[Organisation]
) -> list[tuple[Organisation, ParticipationYear]]:
    return [(place, participation_year(place, round.year, round.data_on)) for place in (*municipalities, round.county)]


def region_matters(round: ReportRound, municipalities: Sequence[Organisation]) -> list[Matter]:
    """Every matter received in the region this year up to the data's day, each once. One query."""
    places = [round.county, *municipalities]
    matters = Matter.objects.filter(
        origin__in=places, received_at__year=round.year, received_at__date__lte=round.data_on
    )
    return list(matters.select_related("origin", "organisation", "topic").order_by("received_at"))


def flow(matters: Sequence[Matter], is_example: bool) -> FlowSpec:
    """Bars that add up: received = answered + waiting + not shown; answered = what came of it."""
    answered = [m for m in matters if m.answered_at]
    closed = [m for m in matters if not m.answered_at and m.state in CLOSED]
    waiting = len(matters) - len(answered) - len(closed)
    led = sum(m.outcome in (Outcome.YES, Outcome.PARTLY) for m in answered)
    refused = sum(m.outcome in (Outcome.NO, Outcome.NOT_YET) for m in answered)
    told = len(answered) - led - refused
    rest = _("%(waiting)s wait for an answer, %(closed)s ended without one") % {
        "waiting": number(waiting),
        "closed": number(len(closed)),
    }
    return FlowSpec(
        heading=_("From message to measure"),
        rows=(
            FlowRow(_("Received"), len(matters), rest, bold=True),
            FlowRow(_("Answered"), len(answered), "", bold=True),
            FlowRow(_("Led to a measure"), led, gap=True),
            FlowRow(_("Answered with information"), told, tone="light"),
            FlowRow(_("Was not done"), refused, _("the reason is public"), tone="warm"),
        ),
        measure=_("messages"),
        caption=_("Messages received this year. The bars add up."),
        is_example=is_example,
    )


def residents_chapter(line: str, round: ReportRound, municipalities: Sequence[Organisation]) -> Chapter:
    matters = region_matters(round, municipalities)
    is_example = any(m.is_example for m in matters)
    steps = public_steps(matters)
    rounds = [r for place in municipalities for r in rounds_of_year(place, round.year)]
    return Chapter(
        slug="residents",
        line=line,
        finding=_("What residents said and what came of it"),
        lead=ngettext(
            "%(n)s message came in. Each gets an answer: done, under way, or not done and why.",
            "%(n)s messages came in. Each gets an answer: done, under way, or not done and why.",
            len(matters),
        )
        % {"n": number(len(matters))},
        sections=(
            Section(
                _("From message to measure"),
                (Picture(flow(matters, is_example), size="print"),)
                if matters
                else (Missing(_("No messages this year.")),),
            ),
            Section(_("What was talked about"), topics(matters)),
            Section(_("What was said, decided and done"), followed(matters, steps), is_example),
            Section(_("What was not done, and why"), not_done(matters, steps)),
            Section(
                _("Who was not heard"),
                (Missing(_("no data: age and home area are not asked for, so nobody is counted by them.")),),
            ),
            Section(_("Participatory budgeting"), budgeting(rounds), any(r.is_example for r in rounds)),
        ),
        notes=(
            Note(
                _("Definition"),
                (_("All ideas, feedback and questions left in Kuuluu for the municipalities and the county."),),
            ),
            Note(_("Privacy"), (_("No personal or health data is published."),)),
            Note(_("Source"), (_("Kuuluu, matters received by %(on)s.") % {"on": day(round.data_on)},)),
        ),
        is_example=is_example,
    )


def topics(matters: Sequence[Matter]) -> tuple[Block, ...]:
    groups: dict[str, list[Matter]] = {}
    for matter in matters:
        groups.setdefault(matter.topic.name if matter.topic else _("topic not known"), []).append(matter)
    if not groups:
        return (Missing(_("none")),)
    largest = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:TOPICS_SHOWN]
    columns = (
        Column(_("Topic")),
        Column(_("Messages"), True),
        Column(_("Answered"), True),
        Column(_("Led to a measure"), True),
    )
    rows = tuple(
        (
            name,
            number(len(group)),
            number(sum(bool(m.answered_at) for m in group)),
            number(sum(m.outcome in (Outcome.YES, Outcome.PARTLY) for m in group)),
        )
        for name, group in largest
    )
    return (Table(ChartTable(_("Topics most talked about"), columns, rows)),)


def public_steps(matters: Sequence[Matter]) -> dict[int, list[Step]]:
    """The public answers and decisions of public matters, oldest first. One query."""
    public = [m.pk for m in matters if m.visibility == Visibility.PUBLIC]
    steps = Step.objects.filter(
        matter__in=public, kind__in=(StepKind.ANSWERED, StepKind.DECIDED), is_public=True
    ).select_related("body")
    found: dict[int, list[Step]] = {}
    for step in steps.order_by("at", "pk"):
        found.setdefault(step.matter_id, []).append(step)
    return found


def followed(matters: Sequence[Matter], steps: dict[int, list[Step]]) -> tuple[Block, ...]:
    """Public matters that led to something: what was said, who decided and when, and where it stands now."""
    led = [m for m in matters if m.pk in steps and m.outcome in (Outcome.YES, Outcome.PARTLY)][-MATTERS_SHOWN:]
    if not led:
        return (Words((_("none"),)),)
    columns = (Column(_("What was said")), Column(_("What was decided")), Column(_("What followed")))
    rows = tuple(
        (
            f"{m.title} ({m.origin.name})",
            decision(steps[m.pk]),
            ". ".join(part for part in (str(m.get_state_display()), m.came_of_it) if part),
        )
        for m in led
    )
    return (Table(ChartTable(_("From a resident's message to what followed"), columns, rows)),)


def decision(steps: Sequence[Step]) -> str:
    """“Body 18.3.2026 § 40” of the newest decision; an answer without one is told as an answer of the office."""
    decided = [step for step in steps if step.kind == StepKind.DECIDED]
    if not decided:
        return _("Answered by the office")
    newest = decided[-1]
    words = (
        newest.body.name if newest.body else "",
        day(newest.decided_on) if newest.decided_on else "",
        newest.paragraph,
    )
    return " ".join(word for word in words if word) or no_data()


def reason(matter: Matter, steps: dict[int, list[Step]]) -> str:
    """The public words of the answer that said no; the outcome's own words when there are none."""
    texts = [step.public_text.strip() for step in steps.get(matter.pk, []) if step.public_text.strip()]
    return texts[-1] if texts else matter.came_of_it or str(matter.get_outcome_display())


def not_done(matters: Sequence[Matter], steps: dict[int, list[Step]]) -> tuple[Block, ...]:
    """Public refusals by their title and reason; “none” is printed too."""
    refused = [
        m
        for m in matters
        if m.answered_at and m.outcome in (Outcome.NO, Outcome.NOT_YET) and m.visibility == Visibility.PUBLIC
    ]
    if not refused:
        return (Words((_("none"),)),)
    return (Bullets(tuple(f"{m.title} ({m.origin.name}). {reason(m, steps)}" for m in refused)),)


def budgeting(rounds: Sequence[RoundOfYear]) -> tuple[Block, ...]:
    if not rounds:
        return (Words((_("No round was decided this year."),)),)
    blocks: list[Block] = []
    for found in rounds:
        turnout = percent(found.turnout, 1) if found.turnout is not None else no_data()
        blocks.append(
            Facts(
                ((money(found.budget), found.round.name), (number(found.voters), _("voters")), (turnout, _("turnout"))),
                is_example=found.is_example,
            )
        )
        blocks.append(Bullets(tuple(f"{title}: {money(cost)}" for title, cost in found.winners)))
    return tuple(blocks)
