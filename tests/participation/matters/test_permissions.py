"""Parity: what a person may see is exactly what the lists give; another house's staff see nothing of ours."""

import pytest

from participation.matters import actions
from participation.matters.enums import MatterKind, MatterState, Visibility
from participation.matters.models import Follow, Matter
from participation.matters.permissions import can_see_contacts, can_view, can_view_on_desk
from participation.matters.queries import on_desk_of, visible_to
from tests.participation.matters.story import fresh, in_state, leave
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_kinds(place, cast, desk):
    """Every state, public and private, own and others', here, handed over, and handed on."""
    matters = {state.value: in_state(desk, place.lahti, state) for state in MatterState}
    matters["own hidden"] = leave(place.lahti, by=cast.resident)
    matters["private"] = leave(place.lahti, kind=MatterKind.FEEDBACK)
    matters["own private elsewhere"] = leave(place.heinola, kind=MatterKind.QUESTION, by=cast.resident)
    matters["handed private"] = desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "hand")
    passed = desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "hand", "accept")
    desk.hand(passed, place.heinola)
    matters["passed on"] = fresh(passed)
    matters["of the county"] = leave(place.county, kind=MatterKind.FEEDBACK)
    returned = desk.take(leave(place.lahti, kind=MatterKind.FEEDBACK), "hand", "give_back")
    matters["given back"] = returned
    matters["joined by the resident"] = for_participants(place, cast, desk, joined_by=cast.resident)
    matters["followed by the resident"] = for_participants(place, cast, desk, joined_by=cast.anonymous)
    Follow.objects.create(matter=matters["followed by the resident"], user=cast.resident, at=NOW)
    return matters


def for_participants(place, cast, desk, *, joined_by):
    """A matter for those who take part, to which somebody's own was joined."""
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.PARTICIPANTS)
    desk.merge(leave(place.lahti, kind=MatterKind.FEEDBACK, by=joined_by), matter)
    return fresh(matter)


def test_can_view_and_visible_to_say_the_same_of_everyone_and_everything(cast, all_kinds):
    for who, person in cast.everyone().items():
        listed = set(visible_to(person))
        assert {name for name, matter in all_kinds.items() if can_view(person, matter)} == {
            name for name, matter in all_kinds.items() if matter in listed
        }, who


def test_the_desk_and_its_permission_say_the_same_of_everyone_and_everything(cast, all_kinds):
    for who, person in cast.everyone().items():
        listed = set(on_desk_of(person))
        assert {name for name, matter in all_kinds.items() if can_view_on_desk(person, matter)} == {
            name for name, matter in all_kinds.items() if matter in listed
        }, who


def test_who_sees_what_in_words(cast, all_kinds):
    def seen(person):
        return {name for name, matter in all_kinds.items() if matter in set(visible_to(person))}

    shown = {s.value for s in MatterState} - {"in_moderation", "declined", "merged", "withdrawn"}
    assert seen(cast.anonymous) == shown
    assert seen(cast.resident) == shown | {"own hidden", "own private elsewhere", "joined by the resident"}
    assert seen(cast.registrar) == shown
    assert seen(cast.coordinator) == set(all_kinds) - {"own private elsewhere", "of the county"}
    assert seen(cast.county_official) == shown | {"handed private", "passed on", "given back", "of the county"}
    assert seen(cast.other_coordinator) == shown | {"own private elsewhere", "passed on"}


def test_an_inactive_account_sees_what_everyone_sees(cast, all_kinds):
    cast.coordinator.is_active = False
    assert set(visible_to(cast.coordinator)) == set(visible_to(cast.anonymous)) | set(Matter.objects.filter(author=cast.coordinator))


def test_contacts_are_for_those_who_answer_now(place, cast, desk):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="a@example.org")
    assert {who for who, person in cast.everyone().items() if can_see_contacts(person, matter)} == {"coordinator", "official"}
    handed = desk.take(matter, "hand")
    assert {who for who, person in cast.everyone().items() if can_see_contacts(person, handed)} == {"county_official", "county_coordinator"}


def test_a_step_of_another_house_never_opens_the_door_to_others(place, cast, desk):
    matter = leave(place.lahti, kind=MatterKind.FEEDBACK)
    actions.add_note(matter=matter, text="Hei", by=cast.coordinator, now=desk.now)
    assert not can_view(cast.other_coordinator, matter)
