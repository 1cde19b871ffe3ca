"""A sender whose text is not shown asks another moderator to read it, once; what belongs to somebody else says where to turn."""

from uuid import uuid4

import pytest
from django.test import Client

from participation.matters import actions
from participation.matters.enums import DeclineReason, MatterState, StepKind
from tests.participation.matters.story import HETU, fresh, leave
from tests.personas import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def declined(place, desk):
    return desk.take(leave(place.lahti), "decline")


def review_page(matter, code=None):
    return f"/fi/asiat/{code or matter.code}/uusi-arvio/"


def sent(matter, **words):
    return {"version": fresh(matter).version, "token": uuid4(), "text": "Tämä ei ole mainos.", **words}


def test_the_sender_asks_with_own_words_and_the_moderators_read_them(declined, cast, visitor):
    path = visitor.get(f"/fi/asiat/{declined.code}/").content.decode()
    assert review_page(declined) in path
    assert visitor.get(review_page(declined)).status_code == 200
    answer = visitor.post(review_page(declined), sent(declined))
    assert (answer.status_code, answer.url) == (302, f"/fi/asiat/{declined.code}/")
    assert fresh(declined).state == MatterState.IN_MODERATION
    path = visitor.get(f"/fi/asiat/{declined.code}/").content.decode()
    assert "Pyydetty uutta arviota" in path
    assert review_page(declined) not in path
    desk = sign_in(Client(), cast.coordinator).get(f"/fi/tyopoyta/asiat/{declined.reference}/").content.decode()
    assert "Tämä ei ole mainos." in desk


def test_a_review_is_asked_for_once_and_a_double_click_is_one(declined, cast, desk, visitor):
    form = sent(declined)
    for _click in range(2):
        assert visitor.post(review_page(declined), form).status_code == 302
    assert declined.steps.filter(kind=StepKind.APPEALED).count() == 1
    actions.decline_matter(
        matter=fresh(declined), reason=DeclineReason.SAME, text="Luimme uudelleen.", by=cast.coordinator, now=desk.tick()
    )
    text = visitor.post(review_page(declined), sent(declined)).content.decode()
    assert "Uutta arviota on jo pyydetty" in text
    assert fresh(declined).state == MatterState.DECLINED


def test_an_empty_or_too_long_text_an_identity_code_and_an_old_page_are_told(declined, visitor):
    for words, told in (({"text": " "}, "Kerro, miksi teksti"), ({"text": "x" * 2001}, "liian pitkä"), ({"text": HETU}, "henkilötunnus")):
        page = visitor.post(review_page(declined), sent(declined, **words))
        assert (page.status_code, told in page.content.decode()) == (200, True), words
    assert visitor.post(review_page(declined), sent(declined, version=0)).status_code == 409
    assert visitor.post(review_page(declined), {"text": "Hei"}).status_code == 200
    assert fresh(declined).state == MatterState.DECLINED


def test_nobody_else_asks(declined, cast, visitor):
    for client in (visitor, sign_in(Client(), cast.resident), sign_in(Client(), cast.coordinator)):
        assert client.get(review_page(declined, declined.reference)).status_code == 404
        assert client.post(review_page(declined, declined.reference), sent(declined)).status_code == 404


def test_there_is_nothing_to_review_of_what_is_shown(place, desk, visitor):
    matter = desk.take(leave(place.lahti), "show")
    assert "ei ole nyt mahdollinen" in visitor.post(review_page(matter), sent(matter)).content.decode()
    assert fresh(matter).state == MatterState.OPEN


def test_what_belongs_to_somebody_else_stays_in_sight_and_says_where_to_turn(place, desk, cast, visitor):
    matter = desk.take(leave(place.lahti), "show")
    client = sign_in(Client(), cast.coordinator)
    form = {"version": matter.version, "token": uuid4(), "text": "Asia kuuluu Kelalle. Soita 020 692 200.", "link": "https://kela.example/"}
    empty = client.post(f"/fi/tyopoyta/asiat/{matter.reference}/ei-meille/", {**form, "text": ""})
    assert "Kerro, kenelle asia kuuluu" in empty.content.decode()
    assert client.post(f"/fi/tyopoyta/asiat/{matter.reference}/ei-meille/", form).status_code == 302
    assert fresh(matter).state == MatterState.NOT_OURS
    text = visitor.get(f"/fi/asiat/{matter.reference}/").content.decode()
    for words in ("Kuuluu muualle", "Asia kuuluu Kelalle. Soita 020 692 200.", 'href="https://kela.example/"'):
        assert words in text, words
    assert "Kuka vastaa nyt" not in text
