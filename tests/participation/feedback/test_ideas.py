"""The list of ideas: its four orders, its pages, its search; and that supports are counted once, whoever presses at the same time."""

import threading
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from participation.feedback.enums import IdeaOrder
from participation.feedback.queries.orders import Spot, legs_of, parse_spot
from participation.matters import actions
from participation.matters.enums import MatterKind, MatterState, Outcome, Visibility
from participation.matters.models import Matter, Support
from participation.matters.rules import code_from, reference_from
from people.models import User
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import Desk, fresh, leave
from tests.personas import NOW, invite
from tests.queries import assert_queries

LIST = "/fi/lahti/ideat/"
CLIENTS = 50


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


@pytest.fixture
def ideas(place):
    """Thirty shown ideas, `Idea 0` the oldest; every third is answered, the later the earlier it came."""
    return Matter.objects.bulk_create(drafted(number, place) for number in range(30))


def drafted(number, place):
    came, is_answered = NOW - timedelta(days=40 - number), number % 3 == 0
    return Matter(
        code=code_from((number + 1).to_bytes(5)), reference=reference_from((number + 1).to_bytes(4)), kind=MatterKind.IDEA,
        state=MatterState.ANSWERED if is_answered else MatterState.OPEN, title=f"Idea {number}", text="Sanat.", origin=place.lahti,
        organisation=place.lahti, topic=place.exercise, area=place.centre, visibility=Visibility.PUBLIC, received_at=came,
        due_on=came.date() + timedelta(days=14), answered_at=NOW - timedelta(hours=number) if is_answered else None,
        outcome=Outcome.NO if is_answered else "",
    )  # fmt: skip


def pages(client, **query):
    """The titles of each page, following its own link onward until the last."""
    answer = client.get(LIST, query)
    found = []
    while True:
        page = answer.context["page"]
        found.append([row.title for row in page.rows])
        if not page.following:
            return found
        link = next(line for line in answer.content.decode().split('"') if "jatko=" in line and line.startswith("?"))
        answer = client.get(LIST + link.replace("&amp;", "&"))


def flat(found):
    return [title for page in found for title in page]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [*IdeaOrder.values, ""])
def test_every_order_shows_each_idea_once_on_pages_of_twelve(ideas, order):
    found = pages(Client(), **({"jarjestys": order} if order else {}))
    assert [len(page) for page in found] == [12, 12, 6]
    assert Counter(flat(found)) == Counter(idea.title for idea in ideas)


@pytest.mark.django_db
def test_the_orders_are_what_they_say(ideas, cast):
    for person in (cast.resident, cast.official):
        actions.support_idea(matter=ideas[7], by=person, now=NOW)
    actions.support_idea(matter=ideas[20], by=cast.resident, now=NOW)
    newest = [f"Idea {number}" for number in reversed(range(30))]
    assert flat(pages(Client(), jarjestys="uusin")) == newest
    assert flat(pages(Client(), jarjestys="kannatetuin"))[:2] == ["Idea 7", "Idea 20"]
    answered = [f"Idea {number}" for number in range(0, 30, 3)]
    assert flat(pages(Client(), jarjestys="vastattu")) == answered + [title for title in newest if title not in answered]


@pytest.mark.django_db
def test_the_mixed_order_stays_the_visitors_own_and_is_not_everyones(ideas):
    visitor = Client()
    assert flat(pages(visitor)) == flat(pages(visitor))
    others = {tuple(flat(pages(Client()))) for _visitor in range(12)}
    assert len(others) > 3
    assert len({order[0] for order in others}) > 3
    assert tuple(sorted(flat(pages(visitor)))) not in others


@pytest.mark.django_db
def test_a_browser_that_keeps_no_cookies_still_gets_each_idea_once(ideas):
    class Forgetful(Client):
        def get(self, *args, **kwargs):
            self.cookies.clear()
            return super().get(*args, **kwargs)

    assert Counter(flat(pages(Forgetful()))) == Counter(idea.title for idea in ideas)


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["x", "-1", "9" * 40, "", "1 2", str(2**40)])
def test_a_cookie_that_somebody_wrote_by_hand_does_no_harm(ideas, cookie):
    client = Client()
    client.cookies["ideoiden_jarjestys"] = cookie
    assert client.get(LIST).status_code == 200
    assert client.get(LIST, {"alku": cookie}).status_code == 200


@pytest.mark.django_db
def test_an_idea_that_comes_while_somebody_reads_moves_nothing_onto_the_next_page(ideas, place, desk):
    first = Client().get(LIST, {"jarjestys": "uusin"}).context["page"]
    desk.take(leave(place.lahti, title="Tuli välissä", now=NOW + timedelta(days=9)), "show")
    second = Client().get(LIST, {"jarjestys": "uusin", "jatko": first.following}).context["page"]
    assert not {row.title for row in first.rows} & {row.title for row in second.rows}
    assert second.rows[0].title == "Idea 17"


@pytest.mark.django_db
def test_pages_keep_the_filters(ideas, place, desk):
    desk.take(leave(place.lahti, title="Muu aihe", topic=place.ageing), "show")
    found = pages(Client(), aihe="liikunta", jarjestys="uusin", alue="keskusta")
    assert len(flat(found)) == 30
    assert "Muu aihe" not in flat(found)
    text = Client().get(LIST, {"jarjestys": "uusin", "aihe": "liikunta"}).content.decode()
    assert "aihe=liikunta" in next(part for part in text.split('"') if "jatko=" in part)


@pytest.mark.django_db
def test_the_first_page_says_how_many_there_are_and_the_next_leads_back(ideas):
    assert "30 ideaa" in Client().get(LIST).content.decode()
    first = Client().get(LIST, {"jarjestys": "uusin"})
    assert "Alkuun" not in first.content.decode()
    following = Client().get(LIST, {"jarjestys": "uusin", "jatko": first.context["page"].following}).content.decode()
    assert "Alkuun" in following


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spot", ["x", "1.2", "0.0.0", "5.1.1", "0.99999999999999999999.1", "0.4611686018427387903.1", "-1.0.0", "0.\u0663.1", "a.b.c"]
)
@pytest.mark.parametrize("order", IdeaOrder.values)
def test_a_place_that_somebody_wrote_by_hand_does_no_harm(ideas, spot, order):
    assert Client().get(LIST, {"jarjestys": order, "jatko": spot}).status_code == 200


def test_a_place_is_read_as_it_is_written():
    assert parse_spot(str(Spot(1, 17, 4))) == Spot(1, 17, 4)
    assert parse_spot("") is None
    assert parse_spot("2.1.1") is None
    assert len(legs_of(IdeaOrder.MIXED, 5)) == len(legs_of(IdeaOrder.MIXED, 4)) == 2


# Search


@pytest.mark.django_db
def test_a_word_is_found_in_its_other_forms_on_postgresql_and_as_written_on_sqlite(place, desk):
    desk.take(leave(place.lahti, title="Penkkejä rantaan", text="Rannalla ei voi levätä."), "show")
    desk.take(leave(place.lahti, title="Belysning vid stranden", text="Mörkt om kvällarna.", language="sv"), "show")
    desk.take(leave(place.lahti, title="Lights", text="The paths are dark in winter.", language="en", place="Kanava"), "show")

    def found(words):
        return flat(pages(Client(), haku=words))

    assert found("penkkejä") == found("PENKKEJÄ") == ["Penkkejä rantaan"]
    assert found("kanava") == ["Lights"]
    assert found("penkkejä mörkt") == []
    assert found("x' OR 1=1 --") == found("& | ! ( <-> *") == found(":*") == []
    if connection.vendor == "postgresql":
        assert found("penkki") == found("penkit") == found("levätä ranta") == ["Penkkejä rantaan"]
        assert found("kväll") == ["Belysning vid stranden"]
        assert found("path") == ["Lights"]
        assert set(found("penkkejä or path")) == {"Penkkejä rantaan", "Lights"}


@pytest.mark.django_db
def test_the_stems_follow_the_words_of_a_matter(place, desk):
    idea = desk.take(leave(place.lahti, title="Penkkejä rantaan"), "show")
    Matter.objects.filter(pk=idea.pk).update(title="Valoja kanavalle")
    assert flat(pages(Client(), haku="valoja")) == ["Valoja kanavalle"]
    assert flat(pages(Client(), haku="penkkejä")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("order", IdeaOrder.values)
def test_the_list_keeps_its_budget(ideas, order):
    client = Client()
    client.get(LIST)
    for query in ({}, {"haku": "idea", "aihe": "liikunta", "alue": "keskusta", "tila": "odottaa"}):
        with assert_queries():
            client.get(LIST, {"jarjestys": order, **query})


# Support


@pytest.mark.django_db
def test_support_is_counted_and_counted_out(place, cast, desk):
    idea = desk.take(leave(place.lahti), "show")
    for person in (cast.resident, cast.official):
        assert actions.support_idea(matter=idea, by=person, now=NOW)
        assert not actions.support_idea(matter=idea, by=person, now=NOW)
    assert fresh(idea).support_count == 2
    assert actions.withdraw_support(matter=idea, by=cast.official, now=NOW)
    assert not actions.withdraw_support(matter=idea, by=cast.official, now=NOW)
    assert fresh(idea).support_count == 1
    actions.erase_author(cast.resident, NOW)
    assert fresh(idea).support_count == 0


def session_of(person: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def press(path: str, session: str, gate: threading.Barrier) -> int:
    """Press the button of support as a signed-in browser does, when everyone is ready."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    gate.wait()
    return browser.post(path).status_code


def press_at_once(pool, idea, sessions):
    """What each of them was answered, and then (supports, what the list says)."""
    gate, path = threading.Barrier(len(sessions), timeout=60), f"/fi/asiat/{idea.reference}/kannata/"
    statuses = pool.all([lambda key=key: press(path, key, gate) for key in sessions])
    return statuses, pool.run(lambda: (Support.objects.count(), fresh(idea).support_count)).result()


@pytest.mark.django_db(transaction=True)
def test_fifty_clients_at_once_are_fifty_supports(place, cast, desk, tmp_path):
    """Each of fifty accounts once, over HTTP; on the list it says fifty."""
    idea = desk.take(leave(place.lahti), "show")
    sessions = [session_of(invite(f"fan-{number}", place.lahti, "resident")) for number in range(CLIENTS)]
    with threads(tmp_path, CLIENTS) as pool:
        assert press_at_once(pool, idea, sessions) == ([302] * CLIENTS, (CLIENTS, CLIENTS))


@pytest.mark.django_db(transaction=True)
def test_one_account_in_fifty_windows_at_once_is_one_support(place, cast, desk, tmp_path):
    idea = desk.take(leave(place.lahti), "show")
    sessions = [session_of(cast.resident) for _window in range(CLIENTS)]
    with threads(tmp_path, CLIENTS) as pool:
        assert press_at_once(pool, idea, sessions) == ([302] * CLIENTS, (1, 1))


@contextmanager
def without_the_constraint(pool):
    """In the database of the threads: on SQLite that is a copy, on PostgreSQL it is put back for the tests that follow."""
    constraint = next(one for one in Support._meta.constraints if one.name == "support_once")

    def change(verb):
        kept = [one for one in Support._meta.constraints if one is not constraint]
        with connection.schema_editor() as editor, pytest.MonkeyPatch.context() as patch:
            patch.setattr(Support._meta, "constraints", kept if verb == "remove_constraint" else [*kept, constraint])
            getattr(editor, verb)(Support, constraint)  # SQLite makes the table anew from what the model names

    pool.run(lambda: change("remove_constraint")).result()
    try:
        yield
    finally:
        pool.run(Support.objects.all().delete).result()
        pool.run(lambda: change("add_constraint")).result()


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_the_same_fifty_windows_count_double(place, cast, desk, tmp_path):
    """The twin: what holds is the database's constraint, and the test above would see it missing."""
    idea = desk.take(leave(place.lahti), "show")
    sessions = [session_of(cast.resident) for _window in range(CLIENTS)]
    with threads(tmp_path, CLIENTS) as pool, without_the_constraint(pool):
        _statuses, (doubles, _counted) = press_at_once(pool, idea, sessions)
    assert doubles == CLIENTS


@pytest.mark.django_db(transaction=True)
def test_many_who_come_and_go_at_once_leave_a_right_count(place, cast, desk, tmp_path):
    idea = desk.take(leave(place.lahti), "show")
    people = [invite(f"fan-{number}", place.lahti, "resident") for number in range(10)]
    for person in people[:5]:
        actions.support_idea(matter=idea, by=person, now=NOW)
    gate = threading.Barrier(10, timeout=30)

    def act(number):
        gate.wait()
        deed = actions.withdraw_support if number < 5 else actions.support_idea
        return deed(matter=fresh(idea), by=people[number], now=NOW)

    with threads(tmp_path) as pool:
        answers = pool.all([lambda number=number: act(number) for number in range(10)])
        assert pool.run(lambda: (Support.objects.count(), fresh(idea).support_count)).result() == (5, 5)
    assert answers == [True] * 10


@pytest.mark.django_db(transaction=True)
def test_counting_without_the_lock_loses_supports(place, cast, desk, tmp_path, monkeypatch):
    """The twin: counted from what each saw before, the last one to write forgets the others."""
    from participation.matters.actions import supporting

    seen = threading.Barrier(8, timeout=30)

    def careless(matters):
        for pk in matters:
            count = Support.objects.filter(matter=pk).count()
            if connection.vendor == "postgresql":  # SQLite has one writer at a time: there is no such moment
                seen.wait()
            Matter.objects.filter(pk=pk).update(support_count=count)

    monkeypatch.setattr(supporting, "count_supports", careless)
    monkeypatch.setattr(supporting, "lock", fresh)
    idea = desk.take(leave(place.lahti), "show")
    people = [invite(f"fan-{number}", place.lahti, "resident") for number in range(8)]
    with threads(tmp_path) as pool:
        pool.all([lambda person=person: actions.support_idea(matter=fresh(idea), by=person, now=NOW) for person in people])
        supports, counted = pool.run(lambda: (Support.objects.count(), fresh(idea).support_count)).result()
    assert supports == 8
    assert counted < 8 if connection.vendor == "postgresql" else counted == 8
