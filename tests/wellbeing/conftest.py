"""What is known in the tests' place: indicator 286 as in the county's slides, population of two towns, and a card."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from organisations.models import Population
from tests.personas import NOW, Place
from wellbeing.indicators.actions import Result, Texts, add_indicator, load_results, set_target, write_finding
from wellbeing.indicators.enums import Operator, Polarity, Theme
from wellbeing.indicators.models import Indicator
from wellbeing.plans.actions import CardTexts, Names, Review, Task, add_spearhead, append_review, lay_card
from wellbeing.plans.enums import Status
from wellbeing.plans.models import IndicatorCard


def make_indicator(number: int, **fields: object) -> Indicator:
    start = {
        "theme": Theme.CHILDREN,
        "unit": "%",
        "decimals": 1,
        "polarity": Polarity.DOWN_GOOD,
        "producer": "THL",
        "survey": "Kouluterveyskysely",
        "survey_every": 2,
        "change_threshold": Decimal(2),
        "change_threshold_small": Decimal(5),
        "licence": "CC BY 4.0",
        "source_url": f"https://sotkanet.fi/sotkanet/fi/metadata/indicators/{number}",
        "name_fi": f"Mittari {number}",
        "position": min(number, 30_000),
    }
    return add_indicator(indicator=Indicator(number=number, **{**start, **fields}), by=None, now=NOW)


def load(indicator: Indicator, organisation: object, values: dict[int, str], **more: object) -> None:
    results = [Result(year, Decimal(value), "Lähde", **more) for year, value in values.items()]
    load_results(indicator=indicator, organisation=organisation, results=results, now=NOW)


@pytest.fixture(autouse=True)
def finnish():
    with translation.override("fi"):
        yield


@pytest.fixture
def health(place: Place) -> Indicator:
    """Indicator 286 of the county: 20,7 / 24,8 / 25,7 %, under 24 % in 2025."""
    indicator = make_indicator(
        286, name_fi="Kokee terveydentilansa keskinkertaiseksi tai huonoksi, % 8. ja 9. luokan oppilaista"
    )
    load(indicator, place.county, {2019: "20.7", 2021: "24.8", 2023: "25.7"})
    set_target(
        indicator=indicator,
        organisation=place.county,
        year=2025,
        operator=Operator.UNDER,
        value=Decimal(24),
        baseline_year=2023,
        source="Lähde",
        by=None,
        now=NOW,
    )
    write_finding(
        indicator=indicator,
        organisation=place.county,
        year=2023,
        text=Texts("Joka neljäs 8.–9.-luokkalainen", "Var fjärde elev"),
    )
    return indicator


@pytest.fixture
def people(place: Place) -> Indicator:
    indicator = make_indicator(
        127,
        name_fi="Väestö 31.12.",
        unit="",
        decimals=0,
        polarity=Polarity.NEUTRAL,
        survey="",
        survey_every=1,
        change_threshold=None,
        change_threshold_small=None,
        theme=Theme.POPULATION,
    )
    for town, figures in (
        (place.lahti, {2020: 119984, 2021: 120027, 2022: 120175}),
        (place.heinola, {2020: 18497, 2022: 18131}),
    ):
        Population.objects.bulk_create(
            Population(organisation=town, year=y, inhabitants=n, source="Tilastokeskus") for y, n in figures.items()
        )
    return indicator


@pytest.fixture
def card(health: Indicator, place: Place) -> IndicatorCard:
    """The county's card of 286, reviewed once, with two tasks."""
    risks = "Tavoitetaanko oikeat kohderyhmät?\nHoitoon pääsy pitkittyy"
    texts = CardTexts(
        partners="koulut, järjestöt",
        risks=risks,
        owners_note="Toimia ei tiedetä.",
    )
    tasks = [
        Task("Kootaan tietoa", date(2023, 1, 1), date(2023, 12, 31), Status.ON_TRACK, True),
        Task("Asia puheeksi", date(2024, 7, 1), date(2025, 12, 31), Status.UNKNOWN, True),
    ]
    laid = lay_card(indicator=health, organisation=place.county, texts=texts, owners=[], tasks=tasks, by=None, now=NOW)
    review = Review(
        status=Status.CHALLENGES,
        reasons="Tuki ei tavoita.",
        done="Ilmiö on ymmärretty",
        coming="Asia puheeksi",
        seen=0,
        reviewed_on=date(2024, 5, 14),
        status_is_example=True,
    )
    append_review(card=laid, review=review, by=None, now=NOW)
    return laid


@pytest.fixture
def spearhead(health: Indicator, place: Place):
    return add_spearhead(
        organisation=place.county,
        slug="mielen-hyvinvointi",
        names=Names("Mielen hyvinvointi", "Psykiskt välbefinnande"),
        years=(2020, 2025),
        source="Esitys 2022",
        position=1,
        indicators=[health],
        pairing_is_example=True,
    )
