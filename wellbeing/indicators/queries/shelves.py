"""The shelf for the card on an indicator's page, and what this slice puts on the shelves of the floors below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.queries import OpenDataSet, WellbeingFigure, region_of
from people.models import Person
from portal.charts.timeline import TimelineSpec
from portal.numerals import number, percent
from portal.shelves import Shelf
from wellbeing.indicators.enums import Sex
from wellbeing.indicators.models import Indicator
from wellbeing.indicators.queries.series import POPULATION, IndicatorSeries, population_series, series_of
from wellbeing.indicators.queries.words import value_text, verdict_text


@dataclass(frozen=True)
class CardField:
    """One field of a card. `items`: more lines than one; `state`, `state_sentence`: progress and the source's full sentence."""

    label: str
    text: str = ""
    items: Sequence[str] = ()
    state: str = ""
    state_sentence: str = ""
    language: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class CardTaskRow:
    text: str
    period: TimelineSpec
    state: str


@dataclass(frozen=True)
class CardSheet:
    """An indicator card, ready to be shown: all its fields in order, and its tasks. `review_url` only for those who may review it."""

    title: str
    when: str
    fields: Sequence[CardField]
    tasks: Sequence[CardTaskRow]
    years: TimelineSpec | None
    language: str
    review_url: str = ""
    review_is_example: bool = False
    tasks_are_examples: bool = False


INDICATOR_CARDS: Shelf[Callable[[Indicator, Organisation, Person], CardSheet | None]] = Shelf("indicators.cards")


def front_wellbeing(organisation: Organisation) -> Sequence[WellbeingFigure]:
    """The place's own indicators, those of its region named as the region's, and its population: nothing passes for another's."""
    until = timezone.localdate().year
    region = region_of(organisation)
    places = list({place.pk: place for place in (organisation, region)}.values())
    indicators = list(
        Indicator.objects.exclude(number=POPULATION)
        .filter(observations__organisation__in=places, observations__sex=Sex.TOTAL)
        .distinct()
    )
    series = series_of(indicators, places, until)
    chosen = []
    for indicator in indicators:
        own, theirs = series[(indicator.number, organisation.pk)], series[(indicator.number, region.pk)]
        if own.newest or theirs.newest:
            chosen.append(own if own.newest else theirs)
    chosen.sort(key=lambda one: (one.place != organisation, one.indicator.position))
    real = [one for one in chosen if not one.is_example]
    series_figures = [indicator_figure(one, organisation) for one in real if len(one.shown) > 1]
    single_figures = [indicator_figure(one, organisation) for one in real if len(one.shown) == 1]
    examples = [indicator_figure(one, organisation) for one in chosen if one.is_example]
    return [*series_figures, *population_figure(organisation, until), *single_figures, *examples]


def indicator_figure(series: IndicatorSeries, organisation: Organisation) -> WellbeingFigure:
    newest = series.newest
    verdict = verdict_text(series) or (_("Result of %(year)s") % {"year": newest.year} if newest else "")
    if series.place != organisation:
        verdict = " ".join(
            part
            for part in (
                _("The whole region: %(name)s.") % {"name": series.place.name},
                f"{verdict}." if verdict else "",
            )
            if part
        )
    return WellbeingFigure(
        title=series.finding or series.indicator.name,
        figure=value_text(series.indicator, newest),
        verdict=verdict,
        url=reverse("indicator_detail", kwargs={"number": series.indicator.number}),
        points=[(year, value) for year, value in series.points.items() if newest and year <= newest.year],
        is_example=series.is_example,
        unit=series.indicator.unit,
        decimals=series.indicator.decimals,
        every=series.indicator.survey_every,
    )


def population_figure(organisation: Organisation, until: int) -> list[WellbeingFigure]:
    values = population_series([organisation], until).get(organisation.pk, {})
    known = {year: value for year, value in values.items() if value is not None}
    if len(known) < 2:
        return []
    first, newest = min(known), max(known)
    share = (known[newest] - known[first]) / known[first] * 100
    change = _("grown by %(share)s since %(year)s") if share >= 0 else _("fallen by %(share)s since %(year)s")
    name = "region_front" if organisation.is_county else "municipality_wellbeing"
    return [
        WellbeingFigure(
            title=_("Inhabitants in %(year)s") % {"year": newest},
            figure=number(known[newest], 0),
            verdict=(change % {"share": percent(abs(share), 1), "year": first}).capitalize(),
            url=reverse(
                "wellbeing_overview" if organisation.is_county else name,
                kwargs={} if organisation.is_county else {"slug": organisation.slug},
            ),
            points=list(values.items()),
            unit="",
            decimals=0,
        )
    ]


def open_indicators(organisation: Organisation | None) -> Sequence[OpenDataSet]:
    """Every indicator that has results, to take away."""
    rows = Indicator.objects.filter(observations__isnull=False).distinct()
    if organisation is not None:
        rows = rows.filter(observations__organisation__in=[organisation, region_of(organisation)])
    return [
        OpenDataSet(
            title=indicator.name,
            text=indicator.definition,
            source=indicator.producer,
            licence=indicator.licence,
            files=[
                (kind.upper(), reverse("indicator_export", kwargs={"number": indicator.number, "file_type": kind}))
                for kind in ("csv", "xlsx")
            ],
        )
        for indicator in rows
    ]
