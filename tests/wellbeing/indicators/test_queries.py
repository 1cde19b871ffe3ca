"""Series with their gaps, their words and their charts; the shelves."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.queries import assert_queries
from tests.wellbeing.conftest import load, make_indicator
from wellbeing.indicators.actions import Texts, load_spread, write_finding
from wellbeing.indicators.enums import Flag, Polarity, Theme
from wellbeing.indicators.models import Observation
from wellbeing.indicators.queries import (
    front_wellbeing,
    indicator_page,
    municipality_indicators,
    open_indicators,
    population_fan,
    population_series,
    series_of,
    spread_of,
    state_of_wellbeing,
    strip_of,
)
from wellbeing.indicators.queries.words import gap_text, lead_text, needed_text, value_text

ON = date(2026, 11, 23)


def series(indicator, organisation, until=2026):
    return series_of([indicator], [organisation], until)[(indicator.number, organisation.pk)]


def test_the_round_whose_result_has_not_come_is_a_gap(health, place):
    assert series(health, place.county).points == {2019: 20.7, 2021: 24.8, 2023: 25.7, 2025: None}


def test_a_missing_result_is_never_zero(health, place):
    empty = series(health, place.lahti)
    assert empty.points == {}
    assert value_text(health, empty.newest) == "ei tietoa"


def test_a_suppressed_result_has_no_value_and_says_why(health, place):
    Observation.objects.create(
        indicator=health,
        organisation=place.lahti,
        year=2023,
        flag=Flag.SUPPRESSED,
        source="Lähde",
        recorded_at="2026-01-01T00:00Z",
    )
    only = series(health, place.lahti)
    assert only.newest is None
    assert value_text(health, only.result_in(2023)) == "liian vähän vastaajia"
    assert only.points[2023] is None


def test_the_lead_tells_the_change_and_the_target_in_words(health, place):
    assert lead_text(series(health, place.county)) == (
        "Osuus kasvoi 5,0 prosenttiyksikköä vuodesta 2019 vuoteen 2023. Tavoite vuodelle 2025 on alle 24\u00a0%."
    )


def test_a_change_that_does_not_count_is_not_told_as_one(place):
    flat = make_indicator(288)
    load(flat, place.county, {2021: "7.9", 2023: "7.1"})
    assert lead_text(series(flat, place.county)) == "Vuosien 2021 ja 2023 välillä ei ole merkittävää muutosta."


def test_what_the_target_needs_is_told_from_the_newest_result(health, place):
    known = series(health, place.county)
    assert needed_text(known) == "vähintään −1,7\u00a0%-yks. vuodesta 2023"
    assert gap_text(known) == "1,7 prosenttiyksikköä yli rajan"


def test_a_finding_heads_the_page_only_while_its_year_is_the_newest(health, place):
    assert series(health, place.county).finding == "Joka neljäs 8.–9.-luokkalainen"
    load(health, place.county, {2025: "23.0"})
    assert series(health, place.county).finding == ""


def test_the_report_gets_what_was_known_on_its_day(health, place):
    (state,) = state_of_wellbeing(place.county, date(2022, 5, 1))
    assert state.series.newest.year == 2021
    assert state.title == health.name, "the finding of 2023 was not known in 2022"
    assert state.line.values == {2019: 20.7, 2021: 24.8}


def test_the_state_of_wellbeing_takes_four_queries_whatever_the_number(health, place):
    for number in range(300, 330):
        load(make_indicator(number), place.county, {2021: "1.0", 2023: "9.0"})
    with assert_queries(4):
        assert len(state_of_wellbeing(place.county, ON)) == 31


def test_a_municipality_without_a_figure_stands_beside_its_region(health, place):
    (pair,) = municipality_indicators(place.lahti, ON)
    assert pair.own.newest is None
    assert pair.against is None
    assert pair.multiple.values == {}
    assert pair.multiple.comparison[2023] == 25.7
    assert pair.multiple.verdict == "Kunnan lukua ei ole, kuvassa on alueen luku."


def test_a_municipality_is_compared_in_the_newest_year_that_both_have(health, place):
    load(health, place.lahti, {2021: "20.0", 2025: "30.0"}, respondents=500)
    (pair,) = municipality_indicators(place.lahti, ON)
    assert pair.against.by == Decimal("-4.8")
    assert pair.multiple.verdict == "Parempi kuin alueella."


def test_few_respondents_make_a_difference_uncertain(health, place):
    load(health, place.asikkala, {2023: "22.0"}, respondents=60)
    (pair,) = municipality_indicators(place.asikkala, ON)
    assert pair.multiple.verdict == "Samalla tasolla kuin alueella."


def test_population_is_the_sum_only_of_years_that_all_municipalities_have(people, place):
    known = population_series([place.county, place.lahti, place.heinola], 2026)
    assert known[place.county.pk] == {2020: 138481.0, 2021: None, 2022: 138306.0}
    assert known[place.heinola.pk] == {2020: 18497.0, 2021: None, 2022: 18131.0}


def test_the_fan_of_population_starts_at_a_hundred(people, place):
    fan = population_fan([place.lahti, place.heinola, place.asikkala], 2020, 2026)
    assert fan.indexed()["Lahti"][2020] == 100
    assert list(fan.newest()) == ["Lahti", "Heinola"]
    assert fan.notes == ["Vuodelta 2020 ei ole tietoa: Asikkala."]


def test_values_without_names_are_kept_in_order_of_size(place):
    coefficient = make_indicator(
        1_000_001, source="own", theme=Theme.WORK, unit="", decimals=0, polarity=Polarity.UP_GOOD
    )
    load_spread(indicator=coefficient, region=place.county, year=2024, values=[63, 76, 55], source="Lähde")
    assert spread_of(1_000_001, place.county, 2026).values == [55, 63, 76]
    assert spread_of(1_000_001, place.county, 2023) is None
    assert strip_of(spread_of(1_000_001, place.county, 2026)).marked is None


def test_the_front_page_names_the_regions_figure_as_the_regions(health, people, place):
    figures = front_wellbeing(place.lahti)
    assert figures[0].verdict.startswith("Koko alueen luku: Päijät-Hämeen hyvinvointialue.")
    assert figures[0].points == [(2019, 20.7), (2021, 24.8), (2023, 25.7)]
    assert figures[1].figure == "120\u00a0175"
    assert figures[1].title == "Asukkaita vuonna 2022"


def test_example_figures_come_last_on_the_front_page(health, people, place):
    made_up = make_indicator(288)
    load(made_up, place.lahti, {2021: "7.9", 2023: "7.1"}, is_example=True)
    assert [figure.is_example for figure in front_wellbeing(place.lahti)] == [False, False, True]


def test_a_single_result_comes_after_population_and_tells_its_year(health, people, place):
    coefficient = make_indicator(
        1_000_001, source="own", theme=Theme.WORK, unit="", decimals=0, polarity=Polarity.UP_GOOD
    )
    load(coefficient, place.county, {2024: "56"})
    figures = front_wellbeing(place.lahti)
    assert [figure.figure for figure in figures] == ["25,7\u00a0%", "120\u00a0175", "56"]
    assert figures[-1].verdict.endswith("Tulos vuodelta 2024.")


def test_the_front_page_keeps_its_budget(health, people, place):
    with assert_queries(5):
        front_wellbeing(place.lahti)


def test_open_data_lists_what_has_results_with_its_licence(health, place):
    make_indicator(289)
    (data,) = open_indicators(None)
    assert data.licence == "CC BY 4.0"
    assert [kind for kind, _url in data.files] == ["CSV", "XLSX"]


def test_no_table_of_municipalities_when_none_has_a_figure(health, cast, place):
    page = indicator_page(health, place.county, [place.asikkala, place.heinola, place.lahti], cast.anonymous, ON)
    assert page.places == []
    load(health, place.lahti, {2023: "25.0"})
    page = indicator_page(health, place.county, [place.asikkala, place.heinola, place.lahti], cast.anonymous, ON)
    assert [(row.name, row.value) for row in page.places] == [
        ("Asikkala", "ei tietoa"),
        ("Heinola", "ei tietoa"),
        ("Lahti", "25,0\u00a0%"),
    ]


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "Joka neljäs 8.–9.-luokkalainen"), ("sv", "Var fjärde elev"), ("en", "Joka neljäs 8.–9.-luokkalainen")],
)
def test_a_finding_is_read_in_the_readers_language_or_in_finnish(health, place, language, title):
    with translation.override(language):
        assert series(health, place.county).finding == title


def test_a_second_finding_of_the_year_replaces_the_first(health, place):
    write_finding(indicator=health, organisation=place.county, year=2023, text=Texts("Uusi lause"))
    assert series(health, place.county).finding == "Uusi lause"
