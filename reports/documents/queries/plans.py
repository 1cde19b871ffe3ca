"""Chapters on actions (spearheads, tasks and their status) and on the regional plans, one sheet each, drawn from what is known of them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation
from portal.charts.shapes import ChartTable, Column
from portal.charts.timeline import TimelineSpec
from portal.numerals import day, no_data, number
from reports.documents.queries.blocks import (
    Block,
    Bullets,
    Chapter,
    Facts,
    Link,
    Links,
    Missing,
    Note,
    Picture,
    Section,
    Table,
    Words,
)
from wellbeing.plans.enums import PlanKind, Status
from wellbeing.plans.models import CardTask, Plan, Spearhead
from wellbeing.plans.rules import STATUS_SENTENCES, in_force

PICTURED = (PlanKind.PLAN, PlanKind.PROGRAMME)


def actions_chapter(line: str, county: Organisation, on: date, own: Words | None) -> Chapter:
    tasks = list(
        CardTask.objects.filter(card__organisation=county)
        .select_related("card__indicator")
        .order_by("card", "position")
    )
    going = [task for task in tasks if task.status == Status.ON_TRACK]
    sections = (
        Section(_("In their own words"), (own,)) if own else None,
        Section(_("Spearheads"), spearheads(county, on)),
        Section(_("Tasks of the indicator cards"), tasks_table(tasks), any(t.is_example for t in tasks)),
        Section(_("Guiding documents"), documents(county, on)),
    )
    return Chapter(
        slug="actions",
        line=line,
        finding=ngettext(
            "%(going)s of %(n)s task proceeds on schedule", "%(going)s of %(n)s tasks proceed on schedule", len(tasks)
        )
        % {"going": number(len(going)), "n": number(len(tasks))}
        if tasks
        else _("What was done"),
        lead=_("People set the status at every review; the house never computes it."),
        sections=tuple(section for section in sections if section),
        notes=(Note(_("Scale"), tuple(f"{status.label}: {STATUS_SENTENCES[status]}." for status in Status)),),
        is_example=any(task.is_example for task in tasks),
    )


def spearheads(county: Organisation, on: date) -> tuple[Block, ...]:
    found = list(Spearhead.objects.filter(organisation=county).prefetch_related("indicators"))
    if not found:
        return (Missing(_("no data")),)
    rows = tuple(
        (s.name, f"{s.first_year}–{s.last_year}", ", ".join(str(i.number) for i in s.indicators.all()) or no_data())
        for s in found
    )
    columns = (Column(_("Spearhead")), Column(_("Years")), Column(_("Followed by indicators (Sotkanet)")))
    past = not any(s.first_year <= on.year <= s.last_year for s in found)
    note = _("These years are over. New spearheads have not been recorded.") if past else ""
    return (Table(ChartTable(_("Spearheads of wellbeing work"), columns, rows), note=note),)


def tasks_table(tasks: list[CardTask]) -> tuple[Block, ...]:
    if not tasks:
        return (Missing(_("no data")),)
    columns = (Column(_("Task")), Column(_("Indicator"), True), Column(_("Until")), Column(_("Status")))
    rows = tuple(
        (
            task.text,
            str(task.card.indicator.number),
            day(task.ends_on) if task.ends_on else no_data(),
            str(task.get_status_display()),
        )
        for task in tasks
    )
    table = ChartTable(_("Tasks and their status"), columns, rows)
    return (Table(table, widths=(0, 20, 22, 32), is_example=any(t.is_example for t in tasks)),)


def years_of(plan: Plan) -> str:
    if plan.first_year is None and plan.last_year is None:
        return _("validity: no data")
    if plan.first_year is None:
        return _("until %(year)s") % {"year": plan.last_year}
    if plan.last_year is None:
        return _("from %(year)s") % {"year": plan.first_year}
    return f"{plan.first_year}–{plan.last_year}"


def years_beside(plan: Plan) -> str:
    """The years where the name does not tell them already."""
    years = years_of(plan)
    return "" if years in plan.name else years


def documents(county: Organisation, on: date) -> tuple[Block, ...]:
    plans = list(Plan.objects.filter(organisation=county))
    if not plans:
        return (Missing(_("no data")),)
    linked = tuple(Link(plan.name, plan.url, years_beside(plan)) for plan in plans if plan.url)
    unlinked = tuple(
        ", ".join(part for part in (plan.name, years_beside(plan)) if part) for plan in plans if not plan.url
    )
    blocks: list[Block] = []
    if linked:
        blocks.append(Links(linked))
    if unlinked:
        blocks.append(Bullets(unlinked))
    return tuple(blocks)


def plan_infographics(county: Organisation, on: date) -> tuple[Chapter, ...]:
    """One sheet for each regional plan and programme, in their own order."""
    plans = [plan for plan in Plan.objects.filter(organisation=county) if plan.kind in PICTURED]
    tasks = list(CardTask.objects.filter(card__organisation=county).select_related("card__indicator", "card"))
    return tuple(plan_chapter(plan, [t for t in tasks if depends(t, plan)], on) for plan in plans)


def depends(task: CardTask, plan: Plan) -> bool:
    """Whether the task's card names the plan among what it depends on: by the first long word of the plan's name."""
    words = [word.strip("().,").lower() for word in plan.name_fi.split()]
    key = next((word[:9] for word in words if len(word) > 9), words[0] if words else "")
    return bool(key) and key in task.card.dependencies.lower()


def plan_chapter(plan: Plan, tasks: list[CardTask], on: date) -> Chapter:
    holds = in_force(plan.first_year, plan.last_year, on.year)
    left = (plan.last_year - on.year + 1) if plan.last_year and holds else 0
    facts = [(years_of(plan), _("years of the plan"))]
    if left:
        facts.append((number(left), ngettext("year left, this one included", "years left, this one included", left)))
    state = _("in force") if holds else _("its years are over")
    known = (plan.first_year, plan.last_year) != (None, None)
    return Chapter(
        slug=f"plan-{plan.pk}",
        line=_("Regional plan"),
        finding=f"{plan.name}: {state}" if known else plan.name,
        lead="",
        sections=(
            Section("", (Facts(tuple(facts)), *validity(plan, on))),
            Section(_("Tasks that depend on it"), statuses(tasks), any(t.is_example for t in tasks)),
            Section(_("Goals"), (Missing(_("no data: the goals of the plan have not been recorded")),)),
            Section(_("Read it"), (Links((Link(plan.name, plan.url, ""),)),) if plan.url else (Missing(_("no link")),)),
        ),
        notes=(Note(_("Source"), (plan.source,)),),
        compact=True,
    )


def validity(plan: Plan, on: date) -> tuple[Block, ...]:
    """The plan's years on a ruler, today's year within it; nothing to draw when its first or last year is not known."""
    if plan.last_year is None or plan.first_year is None:
        return ()
    first = plan.first_year
    ruler = (min(first, on.year) - 1, max(plan.last_year, on.year) + 1)
    heading = _("Years of %(plan)s") % {"plan": plan.name}
    bar = TimelineSpec(
        heading, *ruler, float(first), float(plan.last_year + 1), caption=_("Years in which the plan holds.")
    )
    return (Picture(TimelineSpec(heading, *ruler, head=True), table="none"), Picture(bar, table="none"))


def statuses(tasks: list[CardTask]) -> tuple[Block, ...]:
    """How many of the tasks stand where; the tasks themselves are in the chapter on actions."""
    if not tasks:
        return (Missing(_("no data: no task names this plan")),)
    counts = [(status, sum(task.status == status for task in tasks)) for status in Status]
    return (Facts(tuple((number(count), str(status.label).lower()) for status, count in counts if count)),)
