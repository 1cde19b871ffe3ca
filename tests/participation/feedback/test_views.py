"""The door for residents' words: told, thanked, found on the list; with errors kept, identity codes stopped, and nothing sent twice."""

import logging
import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from participation.matters import actions
from participation.matters.enums import Channel, MatterKind, MatterState, Outcome, Visibility
from participation.matters.models import Matter
from people.models import OutboxMail
from tests.participation.matters.story import HETU, Desk, leave
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
NEW, IDEA, LIST, THANKS = "/fi/lahti/palaute/uusi/", "/fi/lahti/ideat/uusi/", "/fi/lahti/ideat/", "/fi/lahti/kiitos/"


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


def told(**words):
    given = {"token": uuid4(), "kind": "feedback", "title": "Penkki puuttuu", "text": "Pysäkillä ei ole penkkiä.", "reply": "code"}
    return {**given, **words}


# Telling


def test_a_resident_tells_is_thanked_and_sees_the_code(visitor, place):
    answer = visitor.post(NEW, told())
    assert (answer.status_code, answer.url) == (302, THANKS)
    matter = Matter.objects.get()
    assert (matter.kind, matter.origin, matter.author) == (MatterKind.FEEDBACK, place.lahti, None)
    text = visitor.get(THANKS).content.decode()
    assert matter.code in text
    assert matter.title in text
    assert "Ohjattu vastaajalle" in text


def test_the_code_is_shown_only_to_the_browser_that_sent(visitor, place):
    visitor.post(NEW, told())
    matter = Matter.objects.get()
    stranger = Client().get(THANKS)
    assert (stranger.status_code, stranger.url) == (302, "/fi/asiat/")
    assert visitor.get(f"/fi/asiat/{matter.reference}/").status_code == 200
    assert Client().get(f"/fi/asiat/{matter.reference}/").status_code == 404


def test_the_next_person_at_the_same_computer_does_not_see_the_code(visitor, place):
    visitor.post(NEW, told())
    assert visitor.session.get_expire_at_browser_close()
    session = visitor.session
    session["sent_matters"] = [[pk, at - 31 * 60] for pk, at in session["sent_matters"]]
    session.save()
    assert visitor.get(THANKS).url == "/fi/asiat/"
    assert visitor.get(f"/fi/asiat/{Matter.objects.get().reference}/").status_code == 404


def test_everything_that_was_told_is_kept(visitor, place):
    words = {"topic": place.exercise.pk, "area": place.centre.pk, "place": "Uimahalli", "sender_name": "Uimari"}
    visitor.post(IDEA, told(kind="idea", reply="email", reply_email="A@example.org", **words))
    idea = Matter.objects.get()
    assert (idea.kind, idea.topic, idea.area) == (MatterKind.IDEA, place.exercise, place.centre)
    assert (idea.place, idea.sender_name) == ("Uimahalli", "Uimari")
    assert (idea.reply_email, idea.visibility, idea.state) == ("A@example.org", Visibility.PUBLIC, MatterState.IN_MODERATION)
    assert OutboxMail.objects.get().to == "A@example.org"


def test_contacts_that_were_not_chosen_are_dropped(visitor, place):
    visitor.post(NEW, told(reply="code", reply_email="a@example.org", reply_phone="050 123 4567"))
    matter = Matter.objects.get()
    assert (matter.reply_email, matter.reply_phone) == ("", "")
    assert not OutboxMail.objects.exists()


def test_the_language_of_the_page_is_the_language_of_the_matter(visitor, place):
    visitor.post("/sv/lahti/palaute/uusi/", told())
    assert Matter.objects.get().language == "sv"


def test_one_form_serves_all_kinds_and_opens_with_the_asked_one(visitor, place):
    asked = {f"{NEW}?laji={kind}": kind for kind in ("question", "fault", "thanks")}
    asked |= {NEW: "feedback", IDEA: "idea", f"{NEW}?laji=tanssi": "feedback"}
    for address, kind in asked.items():
        assert visitor.get(address).context["form"]["kind"].value() == kind


def test_the_doors_of_the_front_page_open_the_form_at_what_they_say(visitor, place):
    doors = re.findall(r'href="([^"]+/uusi/[^"]*)"', visitor.get("/fi/lahti/").content.decode())
    assert {visitor.get(door).context["form"]["kind"].value() for door in doors} == {"idea", "feedback", "question"}


def test_a_signed_in_resident_is_the_author_and_hears_at_the_accounts_address(cast):
    client = sign_in(Client(), cast.resident)
    assert client.get(NEW).context["form"]["reply_email"].value() == cast.resident.email
    client.post(NEW, told())
    assert Matter.objects.get().author == cast.resident


def test_a_county_hears_too(visitor, place):
    assert visitor.post("/fi/paijat-hame/palaute/uusi/", told()).status_code == 302
    assert Matter.objects.get().organisation == place.county


def test_a_place_that_does_not_exist_is_not_there(visitor, place):
    for path in ("palaute/uusi/", "ideat/", "ideat/uusi/", "kiitos/", "mita-siita-tuli/"):
        assert visitor.get(f"/fi/olematon/{path}").status_code == 404


# What is wrong


@pytest.mark.parametrize(
    ("words", "field", "message"),
    [
        ({"title": ""}, "title", "Kirjoita otsikko"), ({"text": " "}, "text", "Kerro omin sanoin"),
        ({"title": "x" * 121}, "title", "120 merkkiin"), ({"text": "x" * 2001}, "text", "liian pitkä"),
        ({"kind": ""}, "kind", "Valitse, mistä on kyse"), ({"kind": "tanssi"}, "kind", ""),
        ({"reply": "email"}, "reply_email", "Kirjoita sähköpostiosoite"), ({"reply": ""}, "reply", "Valitse, miten vastaamme"),
        ({"reply": "email", "reply_email": "x"}, "reply_email", "osoite kokonaan"),
        ({"reply": "phone", "reply_phone": "12"}, "reply_phone", "Kirjoita numero"),
        ({"topic": "999999"}, "topic", ""), ({"area": "x"}, "area", ""), ({"title": "a\x00b"}, "title", ""), ({"token": "x"}, "token", ""),
    ],
)  # fmt: skip
def test_an_error_stands_at_its_field_and_what_was_typed_is_kept(visitor, place, words, field, message):
    answer = visitor.post(NEW, told(**{"place": "Säilyvä paikka", **words}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert message in text
    assert "Virhe:" in text
    assert "Säilyvä paikka" in text
    assert not Matter.objects.exists()


def test_a_topic_of_another_region_is_no_choice(visitor, place):
    stranger = type(place.county).objects.create(kind="county", slug="muu", name_fi="Muu")
    assert "topic" in visitor.post("/fi/muu/palaute/uusi/", told(topic=place.exercise.pk)).context["form"].errors
    assert stranger.pk


def test_a_double_click_leaves_one_matter_and_both_land_on_the_thanks(visitor, place):
    words = told()
    assert [visitor.post(NEW, words).url for _click in range(3)] == [THANKS] * 3
    assert Matter.objects.count() == 1


# Identity codes


@pytest.mark.parametrize("field", ["title", "text", "place", "sender_name"])
def test_an_identity_code_stops_the_sending_and_is_shown_masked(visitor, place, field):
    answer = visitor.post(NEW, told(**{field: f"Tunnus {HETU} tässä"}))
    text = answer.content.decode()
    assert "131052-•••T" in text
    assert "Mitään ei ole vielä lähetetty" in text
    assert f'name="remove_identity_code" value="{field}"' in text
    assert not Matter.objects.exists()


def test_the_button_removes_the_code_keeps_the_rest_and_sends_nothing(visitor, place):
    words = told(text=f"Soitin. Tunnukseni on {HETU}, jos tarvitsette.", title="", place="Uimahalli", remove_identity_code="text")
    answer = visitor.post(NEW, words)
    text = answer.content.decode()
    assert HETU not in text
    assert "Tunnukseni on, jos tarvitsette." in text
    assert "Uimahalli" in text
    assert not answer.context["form"].errors
    assert not Matter.objects.exists()
    again = {name: value for name, value in words.items() if name != "remove_identity_code"}
    assert visitor.post(NEW, {**again, "text": answer.context["form"]["text"].value(), "title": "Nyt"}).status_code == 302


def test_an_identity_code_reaches_neither_the_database_nor_the_log(visitor, place, caplog):
    caplog.set_level(logging.DEBUG)
    visitor.post(NEW, told(text=f"Tunnus {HETU}"))
    visitor.post(NEW, told(text=f"Tunnus {HETU}", remove_identity_code="text"))
    visitor.post("/fi/asiat/", {"code": HETU})
    visitor.get(f"/fi/asiat/{HETU}/")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select * from "{table}"')  # noqa: S608 - names of the schema itself
            assert HETU not in str(cursor.fetchall()), table
    said = [record.getMessage() for record in caplog.records if "/asiat/" not in record.getMessage()]
    assert not [text for text in said if HETU in text]


# The list


def test_the_list_shows_what_everyone_may_see_the_newest_first(visitor, place, desk):
    for number, title in enumerate(("Vanhin", "Keskimmäinen", "Uusin")):
        desk.show(leave(place.lahti, title=title, now=NOW.replace(day=number + 1)))
    leave(place.lahti, title="Lukematon")
    desk.decline(leave(place.lahti, title="Näyttämätön"))
    leave(place.lahti, title="Yksityinen", kind=MatterKind.FEEDBACK)
    desk.show_elsewhere = leave(place.heinola, title="Muualla")
    rows = visitor.get(LIST, {"jarjestys": "uusin"}).context["page"].rows
    assert [row.title for row in rows] == ["Uusin", "Keskimmäinen", "Vanhin"]


def test_an_idea_that_was_handed_over_is_on_both_lists(visitor, place, desk):
    desk.take(leave(place.lahti, title="Siirretty"), "show", "hand")
    for slug in ("lahti", "paijat-hame"):
        assert [row.title for row in visitor.get(f"/fi/{slug}/ideat/").context["page"].rows] == ["Siirretty"]


def titles(visitor, **query):
    return {row.title for row in visitor.get(LIST, query).context["page"].rows}


def test_the_list_is_searched_and_narrowed(visitor, place, desk):
    desk.take(leave(place.lahti, title="Äänikirja kuuluviin", topic=place.exercise), "show")
    desk.take(leave(place.lahti, title="Penkki", text="Rantaraitille penkki", topic=place.ageing), "show", "answer", "work")
    desk.take(leave(place.lahti, title="Valot", place="Kanava"), "show", "answer", "done")
    assert titles(visitor, haku="äänikirja") == titles(visitor, haku="ÄÄNIKIRJA") == {"Äänikirja kuuluviin"}
    assert titles(visitor, haku="rantaraitille penkki") == {"Penkki"}
    assert titles(visitor, haku="kanava") == {"Valot"}
    assert titles(visitor, haku="ei sellaista") == set()
    assert titles(visitor, aihe="liikunta") == {"Äänikirja kuuluviin"}
    assert titles(visitor, tila="odottaa") == {"Äänikirja kuuluviin"}
    assert titles(visitor, tila="toteutetaan") == {"Penkki"}
    assert titles(visitor, tila="valmis") == {"Valot"}
    assert titles(visitor, tila="tanssi", aihe="olematon", jarjestys="x") == {"Äänikirja kuuluviin", "Penkki", "Valot"}


def test_the_most_supported_comes_first_when_asked(visitor, place, desk, cast):
    loved = desk.take(leave(place.lahti, title="Kannatettu", now=NOW.replace(day=1)), "show")
    desk.take(leave(place.lahti, title="Uudempi"), "show")
    for person in (cast.resident, cast.official):
        actions.support_idea(matter=loved, by=person, now=NOW)
    rows = visitor.get(LIST, {"jarjestys": "kannatetuin"}).context["page"].rows
    assert [(row.title, row.supports) for row in rows] == [("Kannatettu", 2), ("Uudempi", 0)]
    assert visitor.get(LIST, {"jarjestys": "uusin"}).context["page"].rows[0].title == "Uudempi"


def test_an_empty_list_says_what_to_do(visitor, place):
    assert "Ole ensimmäinen" in visitor.get(LIST).content.decode()
    assert "Kokeile toisia sanoja" in visitor.get(LIST, {"haku": "x"}).content.decode()
    assert "Vielä ei ole kerrottavaa" in visitor.get("/fi/lahti/mita-siita-tuli/").content.decode()


@pytest.mark.parametrize("count", [5, 60])
def test_the_lists_ask_the_same_few_questions_for_few_and_many(visitor, place, cast, count):
    for number in range(count):
        idea = leave(place.lahti, title=f"Idea {number}", topic=place.exercise, area=place.centre)
        actions.publish_matter(matter=idea, by=cast.moderator, now=NOW)
        idea.refresh_from_db()
        actions.answer_matter(matter=idea, text="Ei.", outcome=Outcome.NO, by=cast.official, now=NOW)
        actions.support_idea(matter=Matter.objects.get(pk=idea.pk), by=cast.resident, now=NOW)
    for address in (LIST, f"{LIST}?jarjestys=kannatetuin&haku=idea&aihe=liikunta", "/fi/lahti/mita-siita-tuli/"):
        visitor.get(address)
        with assert_queries():
            assert visitor.get(address).status_code == 200


def test_what_came_of_it_tells_of_a_yes_and_of_a_no(visitor, place, desk):
    yes = desk.take(leave(place.lahti, title="Kyllä-idea"), "show")
    desk.answer(yes, came_of_it="Kuusi valaisinta")
    no = desk.take(leave(place.lahti, title="Ei-idea"), "show")
    desk.answer(no, outcome=Outcome.NO, text="Ei. Syy on raha.")
    reply = desk.take(leave(place.lahti, title="Kysymys-idea"), "show")
    desk.answer(reply, outcome=Outcome.REPLY)
    answer = visitor.get("/fi/lahti/mita-siita-tuli/")
    assert [story.outcome for story in answer.context["page"].stories] == ["Ei-idea", "Kuusi valaisinta"]
    assert [figure for figure, _words in answer.context["page"].facts] == ["1", "0", "1"]
    text = answer.content.decode()
    assert "Syy on raha." in text
    assert "Ei, tässä syy" in text


# On behalf of a resident


def test_staff_write_down_a_call_and_the_slip_shows_the_code_once(place, cast):
    client = sign_in(Client(), cast.official)
    assert "channel" in client.get("/fi/tyopoyta/kirjaa/").context["form"].fields
    answer = client.post("/fi/tyopoyta/kirjaa/", told(channel="phone", consent="on"))
    assert (answer.status_code, answer.url) == (302, "/fi/tyopoyta/kirjaa/valmis/")
    matter = Matter.objects.get()
    assert (matter.channel, matter.author, matter.origin) == (Channel.PHONE, None, place.lahti)
    assert matter.code in client.get(answer.url).content.decode()
    assert sign_in(Client(), cast.coordinator).get(answer.url).url == "/fi/tyopoyta/kirjaa/"
    assert matter.code not in client.get(f"/fi/tyopoyta/asiat/{matter.reference}/").content.decode()


def test_writing_down_is_for_those_who_work_with_matters(cast):
    found = {name: sign_in(Client(), person).get("/fi/tyopoyta/kirjaa/").status_code for name, person in cast.everyone().items()}
    working = {"moderator", "coordinator", "official", "county_official", "county_coordinator", "other_coordinator"}
    assert {name for name, status in found.items() if status == 200} == working
    assert {found[name] for name in ("auditor", "registrar", "administrator", "resident")} == {403}
    assert found["anonymous"] == 302


def test_a_channel_must_be_said(cast):
    client = sign_in(Client(), cast.official)
    assert "channel" in client.post("/fi/tyopoyta/kirjaa/", told()).context["form"].errors
    assert "channel" in client.post("/fi/tyopoyta/kirjaa/", told(channel="web")).context["form"].errors
    assert not Matter.objects.exists()


def test_the_promise_beside_the_form_is_the_organisations(visitor, place):
    place.lahti.answer_promise_days = 7
    place.lahti.save()
    assert "7 työpäivässä" in visitor.get(NEW).content.decode()
    visitor.post(NEW, told())
    due = Matter.objects.get().due_on
    assert due > timezone.localdate()
    assert f"{due.day}.{due.month}.{due.year}" in visitor.get(THANKS).content.decode()
