"""A matter goes to the other side: accepted, given back, waited for; one code, two desks, and whose time runs."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from interfaces.contacts.enums import Side
from organisations.models import Organisation
from participation.matters import actions
from participation.matters.enums import DeskGroup, MatterKind, MatterState, StepKind
from participation.matters.queries import desk_page, receivers_for
from participation.matters.rules import Turn, add_working_days, stays_of, working_days_between
from people.enums import Role
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.matters.story import assign, fresh, leave, post_of
from tests.personas import NOW, invite, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(cast):
    return {name: sign_in(Client(), person) for name, person in cast.everyone().items()}


def desk_of(matter, word=""):
    return f"/fi/tyopoyta/asiat/{matter.reference}/" + (f"{word}/" if word else "")


def sent(page, word, **words):
    """What the open form of the desk's page would send: its own version and token."""
    offer = next(offer for offer in page.context["offers"] if offer.step.word == word)
    return {"version": offer.form.initial["version"], "token": str(offer.form.initial["token"]), **words}


@pytest.fixture
def told(place, desk):
    """A feedback of which the county's contact is known, with Lahti's own post."""
    county_post = assign(place.ageing, place.county, "Tulosaluejohtaja", Side.COUNTY).post
    assign(place.ageing, place.lahti, "Ikäasiantuntija")
    matter = desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK, topic=place.ageing), "route")
    return matter, county_post


def test_the_topics_contact_on_the_other_side_is_proposed_accepts_and_answers_under_the_same_code(told, place, at_desk, visitor):
    matter, county_post = told
    page = at_desk["coordinator"].get(desk_of(matter))
    offered = next(offer for offer in page.context["offers"] if offer.step.word == "siirra")
    assert (offered.form.initial["receiver"], offered.form.initial["post"]) == (place.county.pk, county_post)
    at_desk["coordinator"].post(desk_of(matter, "siirra"), sent(page, "siirra", receiver=place.county.pk, post=county_post.pk))
    waiting = fresh(matter)
    assert (waiting.state, waiting.handed_by, waiting.post) == (MatterState.HANDED, place.lahti, county_post)
    assert waiting.accept_by == add_working_days(timezone.localdate(), 3)

    page = at_desk["county_coordinator"].get(desk_of(matter))
    first = page.context["offers"][0]
    assert (first.step.word, first.is_open, first.form.initial["post"]) == ("ota-vastaan", True, county_post)
    at_desk["county_coordinator"].post(desk_of(matter, "ota-vastaan"), sent(page, "ota-vastaan", post=county_post.pk))
    taken = fresh(matter)
    assert (taken.state, taken.organisation, taken.post, taken.code) == (MatterState.ROUTED, place.county, county_post, matter.code)
    assert (taken.handed_by, taken.accept_by, taken.due_on) == (None, None, matter.due_on)

    path = visitor.get(f"/fi/asiat/{matter.code}/").content.decode()
    for words in ("Ohjattu hyvinvointialueelle", "Otettu vastaan", "Kenen aikaa on kulunut", "Tulosaluejohtaja"):
        assert words in path, words
    for desk in ("coordinator", "county_coordinator"):
        text = at_desk[desk].get(desk_of(matter)).content.decode()
        assert "Otettu vastaan" in text
        assert "Kenen aikaa on kulunut" in text


def test_giving_back_needs_a_reason_and_restores_the_giver_and_its_post(told, place, desk, at_desk, visitor):
    matter = desk.take(told[0], "hand")
    page = at_desk["county_coordinator"].get(desk_of(matter))
    empty = at_desk["county_coordinator"].post(desk_of(matter, "palauta"), sent(page, "palauta", text=" "))
    assert empty.status_code == 200
    assert "Kerro, miksi palautat asian" in empty.content.decode()
    assert fresh(matter).state == MatterState.HANDED
    at_desk["county_coordinator"].post(desk_of(matter, "palauta"), sent(page, "palauta", text="Tämä on kunnan kirjaston asia."))
    back = fresh(matter)
    assert (back.state, back.organisation, back.post.title_fi) == (MatterState.OPEN, place.lahti, "Liikuntavastaava")
    assert (back.handed_by, back.accept_by) == (None, None)
    path = visitor.get(f"/fi/asiat/{matter.code}/").content.decode()
    assert "Palautettu Lahdelle" in path
    assert "Tämä on kunnan kirjaston asia." in path


def test_only_the_receiver_accepts_and_only_once(told, place, cast, desk):
    matter = desk.take(told[0], "hand")
    with pytest.raises(NotPermitted):
        actions.accept_matter(matter=matter, post=post_of(place.lahti), by=cast.coordinator, now=desk.tick())
    with pytest.raises(RuleBroken):
        actions.accept_matter(matter=matter, post=post_of(place.lahti), by=cast.county_coordinator, now=desk.tick())
    desk.accept(matter)
    with pytest.raises(RuleBroken):
        desk.accept(matter)
    with pytest.raises(RuleBroken):
        desk.give_back(matter)


def test_nobody_accepts_without_a_post(told, cast, desk):
    matter = desk.take(told[0], "hand")
    with pytest.raises(RuleBroken) as refusal:
        actions.accept_matter(matter=matter, by=cast.county_coordinator, now=desk.tick())
    assert refusal.value.code == "no_post"


def test_an_acceptance_that_is_late_is_in_the_receivers_late_group_alone(place, cast, desk):
    now = timezone.now()
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, now=now - timedelta(days=7))
    desk.now = now - timedelta(days=8)
    matter = desk.take(matter, "hand")
    assert matter.accept_by < timezone.localdate() <= matter.due_on
    theirs, ours = desk_page(cast.county_coordinator, now), desk_page(cast.coordinator, now)
    assert [group.key for group in theirs.groups] == [DeskGroup.LATE]
    assert theirs.counts.late == 1
    assert [group.key for group in ours.groups] == [DeskGroup.HANDED]
    for group in DeskGroup:
        listed = [row.matter.pk for part in desk_page(cast.county_coordinator, now, group=group).groups for row in part.rows]
        assert listed == ([matter.pk] if group == DeskGroup.LATE else []), group


def test_a_matter_goes_to_a_sector_in_which_somebody_works_and_to_no_other(place, cast, desk):
    staffed, empty = (
        Organisation.objects.create(kind="sector", slug=slug, name_fi=slug.capitalize(), parent=place.county) for slug in ("perhe", "tyhja")
    )
    worker = invite("sector", staffed, Role.COORDINATOR)
    matter = desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "hand", "accept")
    offered = set(receivers_for(matter))
    assert staffed in offered
    assert empty not in offered
    desk.hand(matter, staffed)
    actions.accept_matter(matter=fresh(matter), post=post_of(staffed, "Päällikkö"), by=worker, now=desk.tick())
    assert fresh(matter).organisation == staffed
    assert {step.kind for step in fresh(matter).steps.all()} >= {StepKind.HANDED_OVER, StepKind.ACCEPTED}


def test_the_desks_page_of_a_matter_keeps_its_budget(told, desk, at_desk):
    matter = desk.take(told[0], "hand", "accept", "answer")
    at_desk["coordinator"].get(desk_of(matter))
    with assert_queries(20):
        at_desk["coordinator"].get(desk_of(matter))


# Whose time runs


def test_the_days_of_each_add_up_to_the_days_of_the_resident():
    monday = date(2026, 11, 23)
    turns = [Turn(monday, 1), Turn(date(2026, 11, 25), 2), Turn(date(2026, 11, 30), 1), Turn(date(2026, 12, 2), None)]
    assert stays_of(turns, date(2027, 3, 1)) == {1: 4, 2: 3}
    assert sum(stays_of(turns, date(2027, 3, 1)).values()) == working_days_between(monday, date(2026, 12, 2))
    reopened = [*turns, Turn(date(2026, 12, 14), 2)]
    assert stays_of(reopened, date(2026, 12, 16)) == {1: 4, 2: 5}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 3)), min_size=1, max_size=6))
def test_whoever_has_it_no_day_is_counted_twice_or_lost(moves):
    start = date(2026, 9, 1)
    turns = [Turn(start + timedelta(days=days), holder) for days, holder in sorted(moves)]
    today = start + timedelta(days=80)
    assert sum(stays_of(turns, today).values()) == working_days_between(turns[0].day, today)


def test_the_path_counts_whose_time_has_run(place, cast, desk, visitor):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)  # Monday
    desk.now = NOW + timedelta(days=1)
    desk.take(matter, "hand")  # Wednesday
    desk.now = NOW + timedelta(days=6)
    desk.take(matter, "accept")  # the next Monday
    desk.take(matter, "answer")  # Tuesday
    page = visitor.get(f"/fi/asiat/{matter.code}/").context["page"]
    assert [(stay.name, stay.days, stay.is_now) for stay in page.stays] == [
        ("Lahti", 2, False), ("Päijät-Hämeen hyvinvointialue", 4, False),
    ]  # fmt: skip
