"""Address words, readable colours, and names in their cases."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from organisations.rules import (
    LEAST_CONTRAST,
    LEAST_CONTRAST_ON_DEEP,
    OAT,
    PAPER,
    RESERVED_SLUGS,
    TEXT_ON_DEEP,
    WHITE,
    alphabetical,
    colour_of,
    contrast,
    county_slug,
    english_genitive,
    finnish_form,
    free_slug,
    is_free_slug,
    legible_brand,
    slug_of,
    swedish_genitive,
    theme_css,
    theme_of,
    written,
)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(written)


def words_in_use() -> set[str]:
    """The first fixed word of every address, with or without a language before it."""
    found: set[str] = set()

    def walk(resolver: URLResolver, before: str) -> None:
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLResolver):
                walk(pattern, path)
            elif isinstance(pattern, URLPattern):
                first = path.removeprefix("fi/").split("/")[0]
                if first and not first.startswith(("<", "(", "^")):
                    found.add(first.replace("\\Z", "").rstrip("$"))

    walk(get_resolver(), "")
    return {word.split("<")[0].rstrip("-.") for word in found}


def test_no_place_can_take_a_word_that_an_address_uses() -> None:
    assert words_in_use() - {""} <= RESERVED_SLUGS, "add these to RESERVED_SLUGS"


def test_the_words_of_a_place_are_reserved_too() -> None:
    resolver = get_resolver()
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    pages = {
        pattern.split("/")[2]
        for name in names
        for pattern, _arguments in resolver.reverse_dict.getlist(name)[0][0]
        if pattern.startswith("fi/%(slug)s/") and pattern.count("/") >= 3
    }
    assert {word for word in pages if "%" not in word} <= RESERVED_SLUGS


def test_languages_are_reserved() -> None:
    assert {code for code, _name in settings.LANGUAGES} <= RESERVED_SLUGS


@pytest.mark.parametrize("slug", ["lahti", "paijat-hame", "karkola", "a1"])
def test_plain_words_are_free(slug: str) -> None:
    assert is_free_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "Lahti", "kärkölä", "tyopoyta", "fi", "-lahti", "lahti-", "la--hti", "1lahti", "la hti", "x" * 61]
)
def test_words_that_cannot_be_an_address_are_refused(slug: str) -> None:
    assert not is_free_slug(slug)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#14282f", "#ffffff", 15.3),
        ("#0e5364", "#ffffff", 8.6),
        ("#0e5364", "#fbf8f3", 8.1),
        ("#0e5364", "#f3ece0", 7.3),
        ("#000000", "#ffffff", 21),
    ],
)
def test_contrast_is_what_the_look_was_measured_with(one: str, other: str, ratio: float) -> None:
    assert contrast(colour_of(one), colour_of(other)) == pytest.approx(ratio, abs=0.05)


@given(colours)
def test_any_colour_becomes_readable_on_every_ground(colour: str) -> None:
    theme = theme_of(colour)
    brand = colour_of(theme["--brand"])
    for ground in (WHITE, PAPER, OAT, colour_of(theme["--mist"])):
        assert contrast(brand, ground) >= LEAST_CONTRAST
    assert contrast(TEXT_ON_DEEP, colour_of(theme["--brand-deep"])) >= LEAST_CONTRAST_ON_DEEP


@given(colours)
def test_making_a_colour_readable_twice_changes_nothing_more(colour: str) -> None:
    once = legible_brand(colour)
    assert legible_brand(once) == once


@given(colours)
def test_a_colour_is_never_made_darker_than_it_must(colour: str) -> None:
    made = legible_brand(colour)
    if made != colour:
        assert contrast(colour_of(made), OAT) < LEAST_CONTRAST + 0.6


def test_a_readable_colour_stays_as_it_is() -> None:
    assert legible_brand("#0e5364") == "#0e5364"
    assert legible_brand("0E5364") == "#0e5364"


def test_yellow_is_darkened_and_stays_yellow() -> None:
    red, green, blue = colour_of(legible_brand("#ff0"))
    assert red == green > blue == 0


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "#gggggg", "#0e536400", "javascript:1", "#0e5364;}"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        legible_brand(text)


def test_the_theme_replaces_only_the_colours_of_the_place() -> None:
    assert theme_css("") == ""
    css = theme_css("#0e5364")
    assert css.startswith(":root {--brand: #0e5364; --brand-deep: ")
    assert set(theme_of("#0e5364")) == {"--brand", "--brand-deep", "--mist", "--brand-line", "--brand-tint"}


def test_the_place_tells_its_own_cases() -> None:
    assert finnish_form("Lahti", "Lahden", "genitive") == "Lahden"


def test_a_place_that_has_not_told_its_cases_is_still_named_correctly() -> None:
    assert finnish_form("Sysmä", "", "genitive") == "kunnan Sysmä"
    assert finnish_form("Sysmä", "", "allative") == "kunnalle Sysmä"
    assert finnish_form("Kainuun hyvinvointialue", "", "allative") == "Kainuun hyvinvointialueelle"


def test_swedish_and_english_genitives() -> None:
    assert [swedish_genitive(name) for name in ("Lahtis", "Heinola")] == ["Lahtis", "Heinolas"]
    assert [english_genitive(name) for name in ("Lahtis", "Lahti")] == ["Lahtis’", "Lahti’s"]


def test_addresses_are_made_of_names() -> None:
    assert slug_of("Kärkölä") == "karkola"
    assert slug_of("Pedersören kunta") == "pedersoren-kunta"
    assert free_slug("Haku") == "haku-kunta"
    assert [county_slug(f"{name} hyvinvointialue") for name in ("Päijät-Hämeen", "Itä-Uudenmaan", "Lapin", "Vantaan ja Keravan")] == [
        "paijat-hame", "ita-uusimaa", "lappi", "vantaan-ja-keravan",
    ]  # fmt: skip


def test_places_stand_from_a_to_o_with_a_and_o_dots_last() -> None:
    assert sorted(["Äänekoski", "Kärkölä", "Karkkila", "Ähtäri", "Oulu", "Åbo", "Öja"], key=alphabetical) == [
        "Karkkila", "Kärkölä", "Oulu", "Åbo", "Ähtäri", "Äänekoski", "Öja",
    ]  # fmt: skip
