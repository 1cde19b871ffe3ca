"""Writing the people's words: nobody overwrites anybody, nothing typed is lost; and the annual clock."""

import re

import pytest
from django.urls import reverse

from people.models import AuditEvent
from reports.rounds.enums import CycleKind, PassageKey, RoundEvent
from reports.rounds.models import CycleStep, Passage
from tests.personas import sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def address(key: str = "summary", slug: str = "") -> str:
    if slug:
        return reverse("passage_write_place", kwargs={"year": 2026, "slug": slug, "key": key})
    return reverse("passage_write", kwargs={"year": 2026, "key": key})


def typed(text: str, version: int = 0, **more: str) -> dict[str, object]:
    return {"text_fi": text, "text_sv": "", "text_en": "", "source": "", "seen_version": version, **more}


@pytest.fixture
def writer(draft, cast, client):
    return sign_in(client, cast.county_official)


def test_words_are_saved_in_their_languages_and_told_in_the_audit_trail(writer, draft):
    response = writer.post(address(), typed("Hyvä vuosi.", text_sv="Ett gott år.", source="Kertomus"))
    assert response["Location"] == reverse("passage_list", kwargs={"year": 2026})
    passage = Passage.objects.get()
    assert (passage.key, passage.text_fi, passage.text_sv, passage.source, passage.version) == (
        PassageKey.SUMMARY,
        "Hyvä vuosi.",
        "Ett gott år.",
        "Kertomus",
        1,
    )
    assert AuditEvent.objects.filter(event=RoundEvent.WRITTEN).count() == 1
    board = writer.get(reverse("passage_list", kwargs={"year": 2026})).content.decode()
    assert address() in board
    assert address("strengths", "lahti") in board


def test_the_second_of_two_tabs_is_told_and_keeps_what_was_typed(writer, draft):
    writer.post(address(), typed("Ensimmäinen."))
    late = writer.post(address(), typed("Toinen, pitkään mietitty.", text_sv="Den andra."))
    page = late.content.decode()
    assert late.status_code == 409
    assert "Ensimmäinen." in page
    assert "Toinen, pitkään mietitty." in page
    assert "Den andra." in page
    assert Passage.objects.get().text_fi == "Ensimmäinen."
    assert re.search(r'name="seen_version" value="1"', page), "the next press saves knowingly over the newer text"
    assert writer.post(address(), typed("Toinen, pitkään mietitty.", 1)).status_code == 302
    assert Passage.objects.get().text_fi == "Toinen, pitkään mietitty."


def test_a_text_too_long_is_told_beside_its_field_and_in_the_summary_and_kept(writer, draft):
    page = writer.post(address(), typed("a" * 6001, text_sv="Detta bevaras.")).content.decode()
    assert 'id="error_id_text_fi"' in page or 'id="id_text_fi_error"' in page
    assert 'href="#id_text_fi"' in page
    assert "a" * 6001 in page
    assert "Detta bevaras." in page
    assert not Passage.objects.exists()


def test_words_of_a_card_belong_to_a_place_and_words_of_the_report_to_none(writer, draft):
    for url in (address("strengths"), address("summary", "lahti")):
        writer.post(url, typed("Väärä paikka."))
    assert not Passage.objects.exists()
    assert writer.post(address("strengths", "lahti"), typed("Torit")).status_code == 302
    assert Passage.objects.get().place.slug == "lahti"
    assert writer.get(address("no-such-key")).status_code == 404


def test_only_the_countys_own_people_know_of_the_writing_room(draft, cast, client):
    found = {}
    for who, person in cast.everyone().items():
        client.logout()
        door = sign_in(client, person)
        found[who] = {
            door.get(url).status_code
            for url in (address(), address("strengths", "lahti"), reverse("passage_list", kwargs={"year": 2026}))
        }
    writers = {"county_official", "county_coordinator"}
    expected = {who: {200} if who in writers else {404} for who in found} | {"resident": {403}, "anonymous": {302}}
    assert found == expected


def test_the_writing_board_keeps_the_query_budget(writer, draft):
    with assert_queries():
        writer.get(reverse("passage_list", kwargs={"year": 2026}))


def test_the_clock_tells_each_step_also_as_a_list_and_marks_unsourced_months(place, client):
    CycleStep.objects.create(
        county=place.county, kind=CycleKind.REPORT, name_fi="Kuntakortit", month=3, last_month=4, is_example=True
    )
    CycleStep.objects.create(county=place.county, kind=CycleKind.MEET, name_fi="Hyte-neuvottelut", position=1)
    page = client.get(reverse("annual_clock")).content.decode()
    listed = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<table")[1]))
    assert re.search(r"maaliskuu–huhtikuu", listed)
    assert re.search(r"Kuntakortit", listed)
    assert re.search(r"Hyte-neuvottelut[^.]*ei tietoa|ei tietoa[^.]*Hyte-neuvottelut", listed)
    assert "kuukaudet esimerkkejä" in page
    assert 'role="img"' in page


def test_a_county_without_a_cycle_says_so(place, client):
    assert "<table" not in client.get(reverse("annual_clock")).content.decode()
