"""Follow and stop, through HTTP: with an account and without, confirmed by a button, ended by one press, limited, exported and erased."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from participation.matters.actions.following import forget_unconfirmed
from participation.matters.enums import MailPace, MatterKind, MatterState
from participation.matters.models import Follow, MailChoice, Matter, Subscriber, Waiting
from participation.matters.queries.endings import Ending, Ends, token_of
from people.actions import erase_account
from people.models import OutboxMail
from people.queries import everything_about
from tests.participation.matters.story import leave
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


@pytest.fixture
def idea(place, desk):
    return desk.take(leave(place.lahti, topic=place.exercise, area=place.centre), "show")


@pytest.fixture
def resident(cast):
    return sign_in(Client(), cast.resident)


def address_of(what, place, idea):
    return {
        "asia": idea.reference, "aihe": "paijat-hame.liikunta", "alue": "lahti.keskusta", "paikka": "lahti",
    }[what]  # fmt: skip


THINGS = {"asia": "matter", "aihe": "topic", "alue": "area", "paikka": "organisation"}


def ask(visitor, email="a@example.org", at="/fi/seuraa/paikka/lahti/"):
    return visitor.post(at, {"email": email}, follow=True)


def link_in(mail, word):
    return re.search(rf"https?://[^/]+(/\w\w/seuratut/{word}[^\s]+)", mail.body)[1]


def confirmed(visitor, email="a@example.org", at="/fi/seuraa/paikka/lahti/"):
    """Somebody without an account who has confirmed; returns the address of the own list."""
    ask(visitor, email, at)
    return visitor.post(link_in(OutboxMail.objects.filter(to=email).last(), "vahvista/")).url


# With an account


@pytest.mark.parametrize("what", THINGS)
def test_an_account_follows_with_one_press_and_stops_with_another(resident, cast, place, idea, what):
    page = f"/fi/seuraa/{what}/{address_of(what, place, idea)}/"
    resident.post(page)
    resident.post(page)
    row = Follow.objects.get()
    assert row.user == cast.resident
    assert getattr(row, THINGS[what]) is not None
    assert "Seuraat tätä" in resident.get(page).content.decode()
    resident.post(page, {"stop": row.pk})
    assert not Follow.objects.exists()


def test_nobody_ends_what_somebody_else_follows(resident, cast, place):
    theirs = Follow.objects.create(user=cast.moderator, organisation=place.lahti, at=NOW)
    resident.post("/fi/seuraa/paikka/lahti/", {"stop": theirs.pk})
    resident.post("/fi/seuratut/", {"end": theirs.pk})
    assert Follow.objects.filter(pk=theirs.pk).exists()


def test_only_what_everyone_sees_can_be_followed(resident, visitor, place):
    private = leave(place.lahti, kind=MatterKind.FEEDBACK)
    for browser in (resident, visitor):
        page = f"/fi/seuraa/asia/{private.reference}/"
        assert browser.get(page).status_code == browser.post(page, {"email": "a@example.org"}).status_code == 404
    assert not Follow.objects.exists()


@pytest.mark.parametrize("address", ["aihe/liikunta", "alue/heinola.keskusta", "paikka/utopia", "x/lahti"])
def test_what_is_not_there_cannot_be_followed(visitor, place, address):
    assert visitor.get(f"/fi/seuraa/{address}/").status_code == 404


def test_the_own_list_shows_ends_and_paces(resident, cast, place, idea):
    for what in THINGS:
        resident.post(f"/fi/seuraa/{what}/{address_of(what, place, idea)}/")
    text = resident.get("/fi/seuratut/").content.decode()
    for words in (idea.title, "Liikunta, Päijät-Häme", "Keskusta, Lahti", cast.resident.email):
        assert words in text
    resident.post("/fi/seuratut/", {"pace": "daily"})
    assert MailChoice.objects.get(user=cast.resident).pace == MailPace.DAILY
    resident.post("/fi/seuratut/", {"end": Follow.objects.get(matter=idea).pk})
    assert Follow.objects.count() == 3
    resident.post("/fi/seuratut/", {"end_all": "1"})
    assert "Et seuraa vielä mitään" in resident.get("/fi/seuratut/").content.decode()


def test_a_pace_that_is_none_is_told_at_the_field(resident):
    assert "Valitse, kuinka usein" in resident.post("/fi/seuratut/", {"pace": "weekly"}).content.decode()
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("wrong", [{"end": "x"}, {"end": "999999"}, {"end": ""}, {}])
def test_a_press_that_names_nothing_ends_nothing(resident, cast, place, wrong):
    Follow.objects.create(user=cast.resident, organisation=place.lahti, at=NOW)
    assert resident.post("/fi/seuratut/", wrong).status_code == 302
    assert Follow.objects.count() == 1


def test_never_empties_what_waited_for_the_daily_message(resident, cast, place, idea):
    Follow.objects.create(user=cast.resident, matter=idea, at=NOW)
    Waiting.objects.create(user=cast.resident, step=idea.steps.last())
    resident.post("/fi/seuratut/", {"pace": "never"})
    assert not Waiting.objects.exists()


def test_a_long_list_costs_as_few_queries_as_a_short_one(resident, cast, place, desk):
    for number in range(15):
        Follow.objects.create(user=cast.resident, matter=desk.take(leave(place.lahti, title=f"Idea {number}"), "show"), at=NOW)
    with assert_queries():
        resident.get("/fi/seuratut/")


# Without an account


def test_an_address_follows_only_after_its_holder_has_pressed_the_button(visitor, place):
    assert "Katso sähköpostiasi" in ask(visitor).content.decode()
    mail = OutboxMail.objects.get()
    page = link_in(mail, "vahvista/")
    for _look in range(3):
        assert "Vahvista" in visitor.get(page).content.decode()
    assert not Follow.objects.exists()
    assert Subscriber.objects.get().confirmed_at is None
    answer = visitor.post(page)
    assert Follow.objects.get().subscriber.email == "a@example.org"
    assert "a@example.org" in visitor.get(answer.url).content.decode()
    assert visitor.post(page).status_code == 302
    assert Follow.objects.count() == 1


def test_a_known_address_cannot_be_signed_up_by_others(visitor, place, idea):
    confirmed(visitor)
    ask(visitor, at=f"/fi/seuraa/asia/{idea.reference}/")
    assert Follow.objects.count() == 1


@pytest.mark.parametrize("page", ["/fi/seuraa/paikka/lahti/", "/fi/seuratut/"])
def test_the_page_answers_the_same_whether_the_address_is_known_or_not(visitor, place, page):
    confirmed(visitor, "known@example.org")
    known, unknown = (ask(Client(), email, page) for email in ("known@example.org", "nobody@example.org"))
    assert known.redirect_chain == unknown.redirect_chain
    assert stripped(known) == stripped(unknown)


def stripped(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.parametrize("typed", ["", "x", "a@", "a@example.org\nBcc: b@example.org", "ä" * 300 + "@example.org"])
def test_a_wrong_address_is_told_at_the_field_and_nothing_is_sent(visitor, place, typed):
    text = visitor.post("/fi/seuraa/paikka/lahti/", {"email": typed}).content.decode()
    assert "Virhe:" in text
    assert not OutboxMail.objects.exists()
    assert not Subscriber.objects.exists()


def test_a_subscriber_finds_the_own_list_again_by_mail(visitor, place):
    own = confirmed(visitor)
    OutboxMail.objects.all().delete()
    visitor.post("/fi/seuratut/", {"email": "A@example.org"})
    assert own in OutboxMail.objects.get().body


def test_a_subscriber_changes_the_pace_and_is_forgotten_after_the_last_thing(visitor, place):
    own = confirmed(visitor)
    visitor.post(own, {"pace": "daily"})
    assert Subscriber.objects.get().pace == MailPace.DAILY
    answer = visitor.post(own, {"end": Follow.objects.get().pk}, follow=True)
    assert "Et enää seuraa tätä." in answer.content.decode()
    assert not Subscriber.objects.exists()
    assert visitor.get(own).status_code == 404


def test_an_address_that_nobody_confirmed_is_forgotten_in_seven_days(visitor, place):
    confirmed(visitor, "kept@example.org")
    ask(visitor, "gone@example.org")
    page = link_in(OutboxMail.objects.get(to="gone@example.org"), "vahvista/")
    assert forget_unconfirmed(now=timezone.now() + timedelta(days=6, hours=23)) == 0
    assert forget_unconfirmed(now=timezone.now() + timedelta(days=7, hours=1)) == 1
    assert list(Subscriber.objects.values_list("email", flat=True)) == ["kept@example.org"]
    assert "vanhentunut" in visitor.post(page, follow=True).content.decode()


def test_a_link_older_than_seven_days_and_one_of_our_own_making_confirm_nothing(visitor, place, monkeypatch):
    ask(visitor)
    page = link_in(OutboxMail.objects.get(), "vahvista/")
    assert "vajaa" in visitor.get(page[:-3] + "xx/", follow=True).content.decode()
    real = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: real + 7 * 86400 + 60)
    assert "vanhentunut" in visitor.post(page, follow=True).content.decode()
    assert not Follow.objects.exists()


@pytest.mark.parametrize("key", ["x", "-", "a" * 43])
def test_a_guessed_key_opens_nothing(visitor, place, key):
    assert visitor.get(f"/fi/seuratut/{key}/").status_code == 404


# Nobody is bombed


def test_an_address_gets_at_most_three_unasked_mails_a_day_and_nobody_is_told(place, monkeypatch):
    texts = set()
    for number in range(6):
        moment = timezone.now() + timedelta(minutes=number)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        texts.add(stripped(ask(browser, "Victim@example.org" if number % 2 else "victim@example.org")))
    assert OutboxMail.objects.count() == 3
    assert len(texts) == 1


def test_a_network_asks_ten_times_an_hour(place):
    browser = Client()
    for number in range(10):
        ask(browser, f"a{number}@example.org")
    assert "liian monta osoitetta" in ask(browser, "a11@example.org").content.decode()
    assert OutboxMail.objects.count() == 10


# One press in a mail


def told_to_followers(desk, idea):
    desk.answer(idea)
    return OutboxMail.objects.exclude(unsubscribe="").last()


def press(page):
    """What a mail service does: no cookies, no token, just this body (RFC 8058, section 3.1)."""
    service = Client(enforce_csrf_checks=True)
    return service.post(page, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")


def path_of(address):
    return re.sub(r"^https?://[^/]+", "", address)


def test_one_press_ends_the_follows_of_the_mail_and_a_look_does_not(cast, place, desk, idea):
    for thing in ({"matter": idea}, {"organisation": place.lahti}, {"organisation": place.heinola}):
        Follow.objects.create(user=cast.resident, at=NOW, **thing)
    page = path_of(told_to_followers(desk, idea).unsubscribe)
    text = Client().get(page).content.decode()
    assert idea.title in text
    assert Follow.objects.count() == 3
    assert press(page).status_code == 200
    assert Follow.objects.get().organisation == place.heinola
    assert press(page).status_code == 200
    assert "Viestit on lopetettu" in Client().get(page).content.decode()


def test_a_subscriber_who_ends_the_last_follow_by_a_press_is_forgotten(visitor, place, desk, idea):
    confirmed(visitor)
    press(path_of(told_to_followers(desk, idea).unsubscribe))
    assert not Subscriber.objects.exists()


def test_a_sender_ends_the_messages_of_one_matter_by_a_press_and_may_want_them_again(visitor, place, desk):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, title="Arka asia", reply_email="a@example.org")
    other = leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="a@example.org")
    page = path_of(OutboxMail.objects.filter(body__contains=matter.code).get().unsubscribe)
    assert "Arka asia" not in visitor.get(page).content.decode()
    press(page)
    OutboxMail.objects.all().delete()
    desk.route(matter)
    desk.route(other)
    assert other.code in OutboxMail.objects.get().body
    visitor.post(f"/fi/asiat/{matter.code}/viestit/")
    desk.answer(matter)
    assert OutboxMail.objects.filter(body__contains=matter.code).count() == 1
    visitor.post(f"/fi/asiat/{matter.code}/viestit/", {"stop": "1"})
    assert not Matter.objects.get(pk=matter.pk).tells_sender


def test_only_the_sender_changes_the_messages_of_a_matter(visitor, idea):
    assert visitor.post(f"/fi/asiat/{idea.reference}/viestit/", {"stop": "1"}).status_code == 404
    assert Matter.objects.get(pk=idea.pk).tells_sender


def one_letter_off(token):
    return token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]


@pytest.mark.parametrize("change", [one_letter_off, lambda token: "f-1.x", lambda token: "x", lambda token: f"{token}x"])
def test_an_address_that_we_did_not_write_ends_nothing(cast, place, change):
    row = Follow.objects.create(user=cast.resident, organisation=place.lahti, at=NOW)
    token = change(token_of(Ending(Ends.FOLLOWS, (row.pk,))))
    assert press(f"/fi/seuratut/lopeta/{token}/").status_code == 404
    assert Follow.objects.exists()


def test_every_mail_to_a_resident_ends_with_one_press(cast, place, desk, idea, visitor):
    confirmed(visitor)
    Follow.objects.create(user=cast.resident, matter=idea, at=NOW)
    OutboxMail.objects.all().delete()
    sender = leave(place.lahti, reply_email="own@example.org")
    desk.take(sender, "show", "route", "prepare", "answer")
    desk.answer(idea)
    told = OutboxMail.objects.all()
    assert {mail.to for mail in told} == {"own@example.org", "a@example.org", cast.resident.email}
    assert all(Client().get(path_of(mail.unsubscribe)).status_code == 200 for mail in told)
    assert all(path_of(mail.unsubscribe) in mail.body for mail in told)


# The buttons


def test_the_page_of_an_idea_offers_to_follow_and_a_private_matter_does_not(visitor, place, idea):
    assert f"/fi/seuraa/asia/{idea.reference}/" in visitor.get(f"/fi/asiat/{idea.reference}/").content.decode()
    private = leave(place.lahti, kind=MatterKind.FEEDBACK)
    assert "/seuraa/asia/" not in visitor.get(f"/fi/asiat/{private.code}/").content.decode()


@pytest.mark.parametrize(("filters", "address"), [("", "paikka/lahti"), ("?aihe=liikunta", "aihe/paijat-hame.liikunta")])
def test_the_list_of_ideas_offers_to_follow_what_it_shows(visitor, idea, filters, address):
    text = visitor.get(f"/fi/lahti/ideat/{filters}").content.decode()
    assert f"/fi/seuraa/{address}/" in text
    assert f'href="/fi/syotteet/{address}.atom"' in text


def test_the_front_page_leads_to_following_and_names_the_feed(visitor, place):
    text = visitor.get("/fi/lahti/").content.decode()
    assert "/fi/seuraa/paikka/lahti/" in text
    assert '<link rel="alternate" type="application/atom+xml"' in text


# Own data


def test_own_data_tells_what_is_followed_how_often_and_what_waits(cast, place, idea):
    Follow.objects.create(user=cast.resident, matter=idea, at=NOW)
    MailChoice.objects.create(user=cast.resident, pace=MailPace.DAILY)
    Waiting.objects.create(user=cast.resident, step=idea.steps.last())
    told = str([section.rows for section in everything_about(cast.resident)])
    assert told.count(idea.title) == 2
    assert "Kerran päivässä" in told


def test_the_title_of_what_was_hidden_is_not_told_any_more(resident, cast, idea):
    row = Follow.objects.create(user=cast.resident, matter=idea, at=NOW)
    Matter.objects.filter(pk=idea.pk).update(state=MatterState.DECLINED)
    assert idea.title not in resident.get("/fi/seuratut/").content.decode()
    assert idea.title not in Client().get(f"/fi/seuratut/lopeta/{token_of(Ending(Ends.FOLLOWS, (row.pk,)))}/").content.decode()
    assert idea.title not in str([section.rows for section in everything_about(cast.resident)])


def test_an_erased_account_follows_nothing_with_or_without_the_account(cast, place, idea, visitor):
    confirmed(visitor, cast.resident.email)
    Follow.objects.create(user=cast.resident, matter=idea, at=NOW)
    MailChoice.objects.create(user=cast.resident, pace=MailPace.DAILY)
    Waiting.objects.create(user=cast.resident, step=idea.steps.last())
    erase_account(user=cast.resident, now=NOW)
    assert not any(model.objects.exists() for model in (Follow, MailChoice, Waiting, Subscriber))
