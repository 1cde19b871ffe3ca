"""Changing places: refused when a rule says so, written with its trail, and nothing half-done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from organisations.actions import change_look, create_organisation, record_population
from organisations.enums import LanguagesInUse, OrganisationEvent, OrganisationKind
from organisations.models import Organisation, Population
from people.actions.places import change_place
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.personas import NOW, Cast, Place
from tests.portal.test_files import png

DETAILS = {"phone": "03 1", "visiting_address": "", "website": ""}


@pytest.mark.parametrize("slug", ["tyopoyta", "Iso", "ä"])
def test_a_place_cannot_take_a_reserved_or_odd_address(place: Place, slug: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        create_organisation(kind=OrganisationKind.MUNICIPALITY, slug=slug, names=("X", "", ""))
    assert refusal.value.code == "slug"


@pytest.mark.parametrize("twin", [{"slug": "lahti", "code": "999"}, {"slug": "uusi", "code": "398"}])
def test_two_places_cannot_share_an_address_or_a_code(place: Place, twin: dict[str, str]) -> None:
    with pytest.raises(RuleBroken) as refusal:
        create_organisation(kind=OrganisationKind.MUNICIPALITY, names=("X", "", ""), **twin)
    assert refusal.value.code == "taken"


def test_there_is_one_home_county_and_it_is_a_county(place: Place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=place.lahti.pk).update(is_home=True)
    with pytest.raises(RuleBroken):
        create_organisation(kind=OrganisationKind.COUNTY, slug="toinen", names=("Toinen", "", ""), is_home=True)


def test_a_colour_that_cannot_be_read_is_darkened_and_garbage_is_refused(place: Place) -> None:
    change = change_look(organisation=place.lahti, brand="#ffff00", logo=None, remove_logo=False, now=NOW)
    place.lahti.refresh_from_db()
    assert place.lahti.brand_colour == change.colour != "#ffff00"
    with pytest.raises(RuleBroken) as refusal:
        change_look(organisation=place.lahti, brand="yellow", logo=None, remove_logo=False, now=NOW)
    assert refusal.value.code == "colour"


def test_a_logo_is_checked_by_its_bytes_also_behind_the_form(place: Place) -> None:
    with pytest.raises(RuleBroken) as refusal:
        change_look(
            organisation=place.lahti, brand="", logo=ContentFile(b"<svg/>", "a.png"), remove_logo=False, now=NOW
        )
    assert refusal.value.code == "logo"
    place.lahti.refresh_from_db()
    assert not place.lahti.logo


def test_a_new_logo_takes_the_old_ones_place_when_the_change_holds(
    place: Place, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    change_look(organisation=place.lahti, brand="", logo=ContentFile(png(), "a.png"), remove_logo=False, now=NOW)
    old = place.lahti.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        change_look(organisation=place.lahti, brand="", logo=ContentFile(png(4), "b.png"), remove_logo=False, now=NOW)
        assert default_storage.exists(old)
    assert not default_storage.exists(old)
    assert default_storage.exists(place.lahti.logo.name)
    with django_capture_on_commit_callbacks(execute=True):
        change_look(organisation=place.lahti, brand="", logo=None, remove_logo=True, now=NOW)
    place.lahti.refresh_from_db()
    assert not place.lahti.logo


def test_only_an_administrator_of_the_place_changes_it_and_the_trail_tells_who(cast: Cast, place: Place) -> None:
    for person in (cast.coordinator, cast.resident, cast.county_official, cast.other_coordinator):
        with pytest.raises(NotPermitted):
            change_place(
                organisation=place.lahti, brand="", logo=None, remove_logo=False, by=person, now=NOW, **DETAILS
            )
    assert not AuditEvent.objects.exists()
    change_place(
        organisation=place.lahti,
        brand="#0e5364",
        logo=None,
        remove_logo=False,
        by=cast.administrator,
        now=NOW,
        **DETAILS,
    )
    told = AuditEvent.objects.order_by("pk").values_list("event", "actor_id", "organisation_id")
    assert list(told) == [
        (event.value, cast.administrator.pk, place.lahti.pk)
        for event in (OrganisationEvent.LOOK_CHANGED, OrganisationEvent.DETAILS_CHANGED)
    ]


def test_a_change_that_changes_nothing_leaves_no_trail(cast: Cast, place: Place) -> None:
    for _time in range(2):
        change_place(
            organisation=place.lahti,
            brand="#0e5364",
            logo=None,
            remove_logo=False,
            by=cast.administrator,
            now=NOW,
            **DETAILS,
        )
    assert AuditEvent.objects.count() == 2


def test_a_newer_figure_for_the_same_year_replaces_the_old_with_its_source(place: Place) -> None:
    record_population(organisation=place.lahti, figures=[(2021, 120_027), (2022, 1)], source="a")
    record_population(organisation=place.lahti, figures=[(2022, 120_175)], source="b")
    figures = Population.objects.values_list("year", "inhabitants", "source")
    assert list(figures) == [(2021, 120_027, "a"), (2022, 120_175, "b")]


def test_names_bend_in_each_language(place: Place) -> None:
    forms = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            forms[language] = (place.lahti.name, place.lahti.genitive, place.lahti.allative, place.lahti.inessive)
    assert forms == {
        "fi": ("Lahti", "Lahden", "Lahdelle", "Lahdessa"),
        "sv": ("Lahtis", "Lahtis", "Lahtis", "Lahtis"),
        "en": ("Lahti", "Lahti’s", "Lahti", "Lahti"),
    }


HEAD = "code,name_fi,name_sv,languages,hva_code,hva_name_fi,hva_name_sv,population_2022\n"
ROWS = HEAD + (
    "398,Lahti,Lahtis,fi,09,Päijät-Hämeen hyvinvointialue,Päijänne-Tavastlands välfärdsområde,120175\n"
    "407,Lapinjärvi,Lappträsk,fi+sv,01,Itä-Uudenmaan hyvinvointialue,Östra Nylands välfärdsområde,2518\n"
)


def file(tmp_path: Path, text: str, encoding: str = "utf-8") -> str:
    path = tmp_path / "kunnat.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


@pytest.mark.django_db
def test_the_operators_file_makes_counties_and_municipalities_and_may_be_read_again(tmp_path: Path) -> None:
    path = file(tmp_path, ROWS, "utf-8-sig")
    call_command("load_municipalities", path, "--home", "09", verbosity=0)
    lapinjarvi = Organisation.objects.get(slug="lapinjarvi")
    assert (lapinjarvi.name_sv, lapinjarvi.languages) == ("Lappträsk", LanguagesInUse.FI_SV)
    assert lapinjarvi.parent is not None
    assert lapinjarvi.parent.slug == "ita-uusimaa"
    assert Organisation.objects.get(is_home=True).slug == "paijat-hame"
    before = Organisation.objects.count()
    call_command("load_municipalities", file(tmp_path, ROWS.replace("120175", "121000")), verbosity=0)
    assert Organisation.objects.count() == before
    assert Population.objects.get(organisation__slug="lahti", year=2022).inhabitants == 121_000


@pytest.mark.parametrize(
    ("text", "encoding", "reason"),
    [
        ("code,name_fi\n1,a\n", "utf-8", "lacks the columns"),
        ("", "utf-8", "lacks the columns"),
        (ROWS, "utf-16", "not UTF-8"),
        (ROWS.replace("fi+sv", "klingon"), "utf-8", "407 Lapinjärvi"),
    ],
)
@pytest.mark.django_db
def test_a_bad_file_is_refused_whole_with_the_reason(tmp_path: Path, text: str, encoding: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("load_municipalities", file(tmp_path, text, encoding), verbosity=0)
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_municipalities", str(tmp_path / "ei ole.csv"), verbosity=0)


def test_a_colour_field_takes_only_a_colour(place: Place) -> None:
    place.lahti.brand_colour = "red"
    with pytest.raises(ValidationError):
        place.lahti.full_clean()
