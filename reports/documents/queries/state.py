"""Chapters on the state of wellbeing, and a municipality's indicators beside the region's."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation
from portal.charts.multiple import MultipleSpec
from portal.charts.shapes import ChartTable, Column
from portal.charts.strip import StripSpec
from portal.numerals import no_data, number
from reports.documents.queries.blocks import Block, Chapter, Missing, Note, Picture, Section, Table, Words
from wellbeing.indicators.models import Spread
from wellbeing.indicators.queries import (
    IndicatorState,
    MunicipalityIndicator,
    municipality_indicators,
    state_of_wellbeing,
    strip_of,
)
from wellbeing.indicators.queries.words import threshold_text, value_text, verdict_text
from wellbeing.plans.enums import Status
from wellbeing.plans.models import CardReview
from wellbeing.plans.rules import STATUS_SENTENCES

MULTIPLES_ON_A_CARD = 6


def wellbeing_chapters(line: str, county: Organisation, on: date, own: Words | None) -> tuple[Chapter, ...]:
    """First the overview of every indicator, then a chapter for each that has a target."""
    states = state_of_wellbeing(county, on)
    reviews = newest_reviews(county, on)
    told = [s for s in states if s.series.target is not None and not s.series.is_example]
    return (
        *(indicator_chapter(line, s, reviews.get(s.indicator.pk), i) for i, s in enumerate(told, 1)),
        overview_chapter(line, states, own, not told),
    )


def newest_reviews(county: Organisation, on: date) -> dict[int, CardReview]:
    """The newest review of each indicator's card by the day. One query."""
    reviews = CardReview.objects.filter(card__organisation=county, reviewed_on__lte=on).select_related("card")
    return {review.card.indicator_id: review for review in reviews.order_by("card", "number")}


def indicator_chapter(line: str, state: IndicatorState, review: CardReview | None, nth: int) -> Chapter:
    """One indicator as a finding: chart, what it means, what is done next; definition and source in the margin."""
    indicator, figure = state.indicator, _("Figure %(n)s") % {"n": f"2.{nth}"}
    reasons: tuple[Block, ...] = (
        (Words(tuple(review.reasons.splitlines()), own=True, source=review.card.source),)
        if review
        else (Missing(no_data()),)
    )
    coming = tuple(line for line in review.coming.splitlines() if line) if review else ()
    return Chapter(
        slug=f"indicator-{indicator.number}",
        line=line,
        finding=state.title,
        lead=state.lead,
        sections=(
            Section("", (Picture(state.line, number=figure),)),
            Section(_("Why"), reasons),
            Section(_("What is done next"), (Words(coming, own=True),) if coming else (Missing(no_data()),)),
        ),
        notes=indicator_notes(state, review),
        is_example=state.series.is_example,
    )


def indicator_notes(state: IndicatorState, review: CardReview | None) -> tuple[Note, ...]:
    indicator = state.indicator
    sources = sorted({result.source for result in state.series.results if result.source})
    where = [part for part in (indicator.producer, indicator.survey) if part]
    status = (
        Note(
            _("Status"),
            (str(STATUS_SENTENCES[Status(review.status)]),),
            state=review.status,
            state_label=str(review.get_status_display()),
            is_example=review.status_is_example,
        )
        if review
        else Note(_("Status"), (no_data(),))
    )
    return (
        status,
        Note(_("Definition"), (indicator.definition or indicator.name,)),
        Note(
            _("How to read the figure"),
            (
                _("Dots are measurements. The dashed line shows the change that the target needs."),
                threshold_text(indicator),
            ),
        ),
        Note(_("Source"), (", ".join(where), *sources)),
    )


def overview_chapter(line: str, states: list[IndicatorState], own: Words | None, is_first: bool) -> Chapter:
    count = len(states)
    blocks: tuple[Block, ...] = (
        (indicators_table(states),) if states else (Missing(_("No indicator has a result yet.")),)
    )
    return Chapter(
        slug="wellbeing",
        line=line,
        finding=ngettext("%(n)s indicator with a result", "%(n)s indicators with a result", count)
        % {"n": number(count)},
        lead=_("An indicator without a result from a source is not in the table."),
        sections=tuple(
            s
            for s in (Section(_("In their own words"), (own,)) if own else None, Section(_("Indicators"), blocks))
            if s
        ),
        notes=(
            Note(
                _("How to read"), (_("A change is told as a change only when it passes the threshold of its source."),)
            ),
        ),
        is_example=any(s.series.is_example for s in states),
    )


def indicators_table(states: list[IndicatorState]) -> Table:
    columns = (
        Column(_("Indicator (Sotkanet)")),
        Column(_("Year"), True),
        Column(_("Result"), True),
        Column(_("Target"), True),
        Column(_("Direction")),
    )
    rows = tuple(
        (
            f"{s.indicator.name} ({s.indicator.number}){'*' if s.series.is_example else ''}",
            str(s.series.newest.year) if s.series.newest else no_data(),
            value_text(s.indicator, s.series.newest),
            s.target_words or "–",
            verdict_text(s.series) or no_data(),
        )
        for s in states
    )
    starred = any(s.series.is_example for s in states)
    note = _("* example data: not from a source.") if starred else ""
    return Table(
        ChartTable(_("Indicators of the region and their newest results"), columns, rows),
        note=note,
        widths=(0, 12, 18, 20, 30),
    )


def multiples_of(place: Organisation, on: date) -> tuple[MultipleSpec, ...]:
    """Small pictures of the indicators that the municipality or its region has results of; a missing one is told under its picture."""
    pairs = sorted(municipality_indicators(place, on), key=lambda pair: (not pair.own.results, pair.region.is_example))
    return tuple(with_gap(pair) for pair in pairs)[:MULTIPLES_ON_A_CARD]


def with_gap(pair: MunicipalityIndicator) -> MultipleSpec:
    if pair.own.newest is not None:
        return pair.multiple
    return replace(pair.multiple, verdict=_("The municipality's own value: no data."))


def figures_table(place: Organisation, on: date) -> ChartTable | None:
    pairs = municipality_indicators(place, on)
    if not pairs:
        return None
    columns = (
        Column(_("Indicator")),
        Column(_("Sotkanet"), True),
        Column(place.name, True),
        Column(_("Region"), True),
        Column(_("Year"), True),
        Column(_("Source")),
    )
    return ChartTable(
        _("%(name)s beside the region") % {"name": place.name}, columns, tuple(figure_row(pair) for pair in pairs)
    )


def figure_row(pair: MunicipalityIndicator) -> tuple[str, ...]:
    newest = pair.own.newest or pair.region.newest
    source = newest.source if newest and not newest.is_example else ""
    return (
        pair.indicator.name,
        str(pair.indicator.number),
        value_text(pair.indicator, pair.own.newest),
        value_text(pair.indicator, pair.region.newest),
        str(newest.year) if newest else no_data(),
        source or (_("example data") if newest and newest.is_example else no_data()),
    )


def coefficient_strip(county: Organisation, on: date) -> StripSpec | None:
    """The newest coefficients of the region's municipalities, without names where the source has lost them."""
    spread = (
        Spread.objects.filter(region=county, year__lte=on.year).select_related("indicator").order_by("-year").first()
    )
    return strip_of(spread) if spread else None
