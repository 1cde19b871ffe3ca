"""What Päijät-Häme knows and aims for: indicators, the card of indicator 286, spearheads and guiding documents.

Real and sourced: the region's results of indicator 286 with their card, the county's HYTE coefficient 56, the ten values that lost
their municipalities, the documents and spearheads. Marked as examples: status and timing on the card, the pairing of spearheads with
indicators, and the region's figures of four other indicators of the school survey.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from config.demo.wellbeing_indicators import (
    COEFFICIENTS_2024,
    DEFINITION_286,
    DEFINITION_HYTE,
    EXAMPLES,
    FINDING_286,
    INDICATORS,
)
from config.demo.wellbeing_plans import (
    CARD,
    COMING,
    DONE,
    LAHTI_PLANS,
    LAHTI_SLIDES,
    MUNICIPAL_PAGES,
    REASONS,
    REGION_PLANS,
    SLIDES,
    SPEARHEADS,
    TASKS,
    WORK_PAGE,
)
from organisations.models import Organisation
from wellbeing.indicators.actions import (
    Result,
    Texts,
    add_indicator,
    load_results,
    load_spread,
    set_target,
    write_finding,
)
from wellbeing.indicators.enums import Operator, Polarity, Source, Theme
from wellbeing.indicators.models import Indicator
from wellbeing.plans.actions import Names, Review, add_plan, add_spearhead, append_review, lay_card
from wellbeing.plans.enums import PlanKind, Status

EXAMPLE = "Esimerkki"
CC_BY = "CC BY 4.0"
SOTKANET = "https://sotkanet.fi/sotkanet/fi/metadata/indicators/%d"
HYTE_COEFFICIENT = 1_000_001


@transaction.atomic
def load(now: datetime) -> None:
    county = Organisation.objects.get(slug="paijat-hame")
    indicators = load_indicators(now)
    load_286(indicators[286], county, now)
    for number, values in EXAMPLES.items():
        results = [Result(year, Decimal(value), EXAMPLE, is_example=True) for year, value in values.items()]
        load_results(indicator=indicators[number], organisation=county, results=results, now=now)
    load_coefficient(county, now)
    load_spearheads(county, indicators)
    load_plans(county)


def load_indicators(now: datetime) -> dict[int, Indicator]:
    loaded = {}
    for position, (
        number,
        theme,
        unit,
        decimals,
        polarity,
        (producer, survey, every, usual, small),
        names,
    ) in enumerate(INDICATORS, start=1):
        definition = DEFINITION_286 if number == 286 else Texts("")
        draft = Indicator(
            number=number,
            theme=theme,
            unit=unit,
            decimals=decimals,
            polarity=polarity,
            producer=producer,
            survey=survey,
            survey_every=every,
            change_threshold=usual,
            change_threshold_small=small,
            licence=CC_BY if producer else "",
            source_url=SOTKANET % number,
            name_fi=names.fi,
            name_sv=names.sv,
            name_en=names.en,
            definition_fi=definition.fi,
            definition_sv=definition.sv,
            definition_en=definition.en,
            position=position,
        )
        loaded[number] = add_indicator(indicator=draft, by=None, now=now)
    return loaded


def load_286(indicator: Indicator, county: Organisation, now: datetime) -> None:
    series = {2019: "20.7", 2021: "24.8", 2023: "25.7"}
    load_results(
        indicator=indicator,
        organisation=county,
        results=[Result(y, Decimal(v), SLIDES) for y, v in series.items()],
        now=now,
    )
    set_target(
        indicator=indicator,
        organisation=county,
        year=2025,
        operator=Operator.UNDER,
        value=Decimal(24),
        baseline_year=2023,
        source=SLIDES,
        by=None,
        now=now,
    )
    write_finding(indicator=indicator, organisation=county, year=2023, text=FINDING_286)
    card = lay_card(indicator=indicator, organisation=county, texts=CARD, owners=[], tasks=TASKS, by=None, now=now)
    if not card.reviews.exists():
        soon = timezone.localtime(now).date() + timedelta(days=8)
        review = Review(
            status=Status.CHALLENGES,
            reasons=REASONS,
            done=DONE,
            coming=COMING,
            seen=0,
            reviewed_on=date(2024, 5, 14),
            next_on=soon,
            status_is_example=True,
            next_is_example=True,
        )
        append_review(card=card, review=review, by=None, now=now)


def load_coefficient(county: Organisation, now: datetime) -> None:
    draft = Indicator(
        number=HYTE_COEFFICIENT,
        source=Source.OWN,
        theme=Theme.WORK,
        unit="",
        decimals=0,
        polarity=Polarity.UP_GOOD,
        producer="THL",
        survey="HYTE-kerroin",
        survey_every=1,
        name_fi="HYTE-kerroin (0–100)",
        name_sv="HYTE-koefficienten (0–100)",
        name_en="HYTE coefficient (0–100)",
        definition_fi=DEFINITION_HYTE.fi,
        definition_sv=DEFINITION_HYTE.sv,
        definition_en=DEFINITION_HYTE.en,
        position=len(INDICATORS) + 1,
    )
    indicator = add_indicator(indicator=draft, by=None, now=now)
    load_results(indicator=indicator, organisation=county, results=[Result(2024, Decimal(56), SLIDES)], now=now)
    load_spread(indicator=indicator, region=county, year=2024, values=COEFFICIENTS_2024, source=SLIDES)


def load_spearheads(county: Organisation, indicators: dict[int, Indicator]) -> None:
    for position, (slug, names, numbers) in enumerate(SPEARHEADS, start=1):
        add_spearhead(
            organisation=county,
            slug=slug,
            names=names,
            years=(2020, 2025),
            source=LAHTI_SLIDES,
            position=position,
            indicators=[indicators[number] for number in numbers],
            pairing_is_example=True,
        )


def load_plans(county: Organisation) -> None:
    for position, (name, kind, years, url) in enumerate(REGION_PLANS, start=1):
        add_plan(
            organisation=county, names=Names(name), kind=kind, years=years, url=url, source=SLIDES, position=position
        )
    towns = {place.slug: place for place in Organisation.objects.filter(slug__in=MUNICIPAL_PAGES)}
    for slug, url in MUNICIPAL_PAGES.items():
        add_plan(
            organisation=towns[slug],
            names=WORK_PAGE,
            kind=PlanKind.PAGE,
            years=(None, None),
            url=url,
            source=SLIDES,
            position=1,
        )
    for position, (name, kind, years, url) in enumerate(LAHTI_PLANS, start=2):
        add_plan(
            organisation=towns["lahti"],
            names=Names(name),
            kind=kind,
            years=years,
            url=url,
            source=LAHTI_SLIDES,
            position=position,
        )
