"""Changing who answers for what: rights, history, two tabs at once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from interfaces.contacts.actions import (
    PostDetails,
    confirm_contact,
    confirm_post,
    create_post,
    end_contact,
    flag_bounced,
    load_post,
    seen_mark,
    set_new_post,
    set_post,
    update_post,
)
from interfaces.contacts.enums import CellState, Side
from interfaces.contacts.models import Assignment, Cell, Post
from interfaces.contacts.queries import contacts_for
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.models import AuditEvent
from portal.exceptions import ChangedMeanwhile, NotPermitted, NotVisible, RuleBroken
from tests.personas import NOW

TODAY = date(2026, 11, 23)


@pytest.fixture
def cell(place):
    return Cell(place.ageing, place.lahti, Side.MUNICIPALITY)


@pytest.fixture
def county_cell(place):
    return Cell(place.ageing, place.county, Side.COUNTY)


def post_of(organisation, title="Koordinaattori"):
    return Post.objects.create(organisation=organisation, title_fi=title)


def put(cell, post, by, *, beside=False, now=NOW):
    return set_post(cell=cell, post=post, seen=seen_mark(cell, now.date()), by=by, now=now, beside=beside)


def titles(cell, on=TODAY):
    pair = contacts_for(cell.interface, cell.place, on)
    return [post.title for post in (pair.municipality if cell.side == Side.MUNICIPALITY else pair.county)]


def test_a_post_set_today_answers_from_today_and_counts_as_confirmed(place, cast, cell):
    put(cell, post_of(place.lahti), cast.coordinator)
    (found,) = contacts_for(place.ageing, place.lahti, TODAY).municipality
    assert (found.title, found.state, found.is_primary) == ("Koordinaattori", CellState.FRESH, True)
    assert contacts_for(place.ageing, place.lahti, TODAY - timedelta(days=1)).municipality == ()
    assert contacts_for(place.ageing, place.heinola, TODAY).municipality == ()


def test_the_countys_post_serves_every_municipality_until_one_has_its_own(place, cast, county_cell):
    put(county_cell, post_of(place.county, "Johtaja"), cast.county_coordinator)
    own = Cell(place.ageing, place.lahti, Side.COUNTY)
    put(own, post_of(place.county, "Lahden asiantuntija"), cast.county_coordinator)
    assert titles(own) == ["Lahden asiantuntija"]
    assert titles(Cell(place.ageing, place.heinola, Side.COUNTY)) == ["Johtaja"]
    assert titles(county_cell) == ["Johtaja"]


def test_a_new_post_takes_the_place_of_the_old_one_and_yesterday_stays_as_it_was(place, cast, cell):
    put(cell, post_of(place.lahti, "Vanha"), cast.coordinator, now=NOW - timedelta(days=10))
    put(cell, post_of(place.lahti, "Uusi"), cast.coordinator)
    assert titles(cell) == ["Uusi"]
    assert titles(cell, TODAY - timedelta(days=1)) == ["Vanha"]


def test_a_second_post_may_stand_beside_the_first(place, cast, cell):
    put(cell, post_of(place.lahti, "Ensimmäinen"), cast.coordinator)
    put(cell, post_of(place.lahti, "Toinen"), cast.coordinator, beside=True)
    first, second = contacts_for(place.ageing, place.lahti, TODAY).municipality
    assert (first.title, first.is_primary, second.title, second.is_primary) == ("Ensimmäinen", True, "Toinen", False)


def test_when_the_first_leaves_the_second_becomes_the_first_to_contact(place, cast, cell):
    first = put(cell, post_of(place.lahti, "Ensimmäinen"), cast.coordinator, now=NOW - timedelta(days=10))
    put(cell, post_of(place.lahti, "Toinen"), cast.coordinator, beside=True, now=NOW - timedelta(days=10))
    assert end_contact(cell=cell, assignment_id=first.pk, by=cast.coordinator, now=NOW)
    (left,) = contacts_for(place.ageing, place.lahti, TODAY).municipality
    assert (left.title, left.is_primary, left.confirmed_on) == ("Toinen", True, TODAY - timedelta(days=10))
    before = contacts_for(place.ageing, place.lahti, TODAY - timedelta(days=1)).municipality
    assert [(post.title, post.is_primary) for post in before] == [("Ensimmäinen", True), ("Toinen", False)]


def test_ending_twice_changes_nothing_the_second_time(place, cast, cell):
    row = put(cell, post_of(place.lahti), cast.coordinator, now=NOW - timedelta(days=10))
    assert end_contact(cell=cell, assignment_id=row.pk, by=cast.coordinator, now=NOW)
    assert not end_contact(cell=cell, assignment_id=row.pk, by=cast.coordinator, now=NOW)
    assert AuditEvent.objects.filter(event="contact.ended").count() == 1
    assert titles(cell) == []


def test_what_was_set_and_ended_on_the_same_day_never_held(place, cast, cell):
    row = put(cell, post_of(place.lahti), cast.coordinator)
    end_contact(cell=cell, assignment_id=row.pk, by=cast.coordinator, now=NOW)
    assert not Assignment.objects.exists()
    assert list(AuditEvent.objects.order_by("id").values_list("event", flat=True)) == [
        "contact.assigned",
        "contact.ended",
    ]


def test_the_slower_of_two_tabs_is_told_that_the_contact_changed(place, cast, cell):
    seen = seen_mark(cell, TODAY)
    set_post(cell=cell, post=post_of(place.lahti, "Nopea"), seen=seen, by=cast.coordinator, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        set_post(cell=cell, post=post_of(place.lahti, "Hidas"), seen=seen, by=cast.registrar, now=NOW)
    assert titles(cell) == ["Nopea"]


def test_the_same_choice_sent_twice_counts_once(place, cast, cell):
    post, seen = post_of(place.lahti), seen_mark(cell, TODAY)
    first = set_post(cell=cell, post=post, seen=seen, by=cast.coordinator, now=NOW)
    assert set_post(cell=cell, post=post, seen=seen, by=cast.coordinator, now=NOW).pk == first.pk
    assert Assignment.objects.count() == 1


def test_a_confirmation_makes_an_old_contact_fresh_and_leaves_the_past_as_it_was(place, cast, cell):
    put(cell, post_of(place.lahti), cast.coordinator, now=NOW - timedelta(days=400))
    assert contacts_for(place.ageing, place.lahti, TODAY).municipality[0].state == CellState.STALE
    assert confirm_contact(cell=cell, by=cast.official, now=NOW) == 1
    assert contacts_for(place.ageing, place.lahti, TODAY).municipality[0].state == CellState.FRESH
    assert contacts_for(place.ageing, place.lahti, TODAY - timedelta(days=1)).municipality[0].state == CellState.STALE


def test_confirming_twice_a_day_counts_once(place, cast, cell):
    put(cell, post_of(place.lahti), cast.coordinator, now=NOW - timedelta(days=1))
    assert confirm_contact(cell=cell, by=cast.coordinator, now=NOW) == 1
    assert confirm_contact(cell=cell, by=cast.coordinator, now=NOW) == 0
    assert AuditEvent.objects.filter(event="contact.confirmed").count() == 1


def test_a_vacant_place_cannot_be_confirmed(cast, cell):
    with pytest.raises(RuleBroken):
        confirm_contact(cell=cell, by=cast.coordinator, now=NOW)


def test_one_confirmation_of_a_post_reaches_all_its_cells(place, cast, cell):
    post = post_of(place.lahti)
    past = NOW - timedelta(days=400)
    for interface in (place.ageing, place.exercise):
        put(Cell(interface, place.lahti, Side.MUNICIPALITY), post, cast.coordinator, now=past)
    assert confirm_post(post=post, by=cast.coordinator, now=NOW) == 2
    assert confirm_post(post=post, by=cast.coordinator, now=NOW) == 0
    assert contacts_for(place.exercise, place.lahti, TODAY).municipality[0].state == CellState.FRESH


def test_mail_that_came_back_shows_until_the_contact_is_confirmed_again(place, cast, cell):
    row = put(cell, post_of(place.lahti), cast.coordinator, now=NOW - timedelta(days=1))
    assert flag_bounced(cell=cell, assignment_id=row.pk, by=cast.county_official, now=NOW)
    assert not flag_bounced(cell=cell, assignment_id=row.pk, by=cast.county_official, now=NOW)
    assert contacts_for(place.ageing, place.lahti, TODAY).municipality[0].state == CellState.BOUNCED
    confirm_contact(cell=cell, by=cast.coordinator, now=NOW)
    assert contacts_for(place.ageing, place.lahti, TODAY).municipality[0].state == CellState.FRESH


def test_people_of_another_municipality_cannot_tell_that_the_place_exists(place, cast, cell):
    with pytest.raises(NotVisible):
        put(cell, post_of(place.lahti), cast.other_coordinator)
    with pytest.raises(NotVisible):
        confirm_contact(cell=cell, by=cast.county_coordinator, now=NOW)


@pytest.mark.parametrize("who", ["moderator", "official", "auditor", "administrator"])
def test_ones_own_people_without_the_right_are_told_why(place, cast, cell, who):
    with pytest.raises(NotPermitted):
        put(cell, post_of(place.lahti), getattr(cast, who))


def test_a_municipality_does_not_choose_for_the_county(place, cast, county_cell):
    with pytest.raises(NotVisible):
        put(county_cell, post_of(place.county), cast.coordinator)


def test_a_post_of_another_organisation_is_refused(place, cast, cell, county_cell):
    with pytest.raises(RuleBroken):
        put(cell, post_of(place.heinola), cast.coordinator)
    with pytest.raises(RuleBroken):
        put(county_cell, post_of(place.lahti), cast.county_coordinator)


def test_a_post_of_the_countys_sector_may_answer_for_the_county(place, cast, county_cell):
    sector = Organisation.objects.create(
        kind=OrganisationKind.SECTOR, slug="perhe", name_fi="Perhe- ja sosiaalipalvelut", parent=place.county
    )
    put(county_cell, post_of(sector, "Toimialajohtaja"), cast.county_coordinator)
    assert titles(county_cell) == ["Toimialajohtaja"]


def test_a_new_post_and_its_place_are_written_together_or_not_at_all(place, cast, cell):
    post_of(place.lahti, "Tässä ensin")
    put(cell, post_of(place.lahti, "Välissä"), cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        set_new_post(cell=cell, details=PostDetails(title_fi="Uusi toimi"), seen="", by=cast.coordinator, now=NOW)
    assert not Post.objects.filter(title_fi="Uusi toimi").exists()


def test_two_posts_of_one_title_in_one_unit_are_refused(place, cast):
    details = PostDetails(title_fi="Johtaja", unit="Osallisuus ja hyvinvointi")
    create_post(organisation=place.lahti, details=details, by=cast.registrar, now=NOW)
    with pytest.raises(RuleBroken):
        create_post(organisation=place.lahti, details=details, by=cast.registrar, now=NOW)
    other = create_post(organisation=place.lahti, details=PostDetails(title_fi="Johtaja"), by=cast.registrar, now=NOW)
    with pytest.raises(RuleBroken):
        update_post(post=other, details=details, by=cast.registrar, now=NOW)


def test_changing_a_posts_details_is_seen_in_every_cell(place, cast, cell):
    post = post_of(place.lahti)
    put(cell, post, cast.coordinator)
    update_post(
        post=post, details=PostDetails(title_fi="Koordinaattori", phone="03 123 4567"), by=cast.registrar, now=NOW
    )
    assert contacts_for(place.ageing, place.lahti, TODAY).municipality[0].phone == "03 123 4567"
    update_post(
        post=post, details=PostDetails(title_fi="Koordinaattori", phone="03 123 4567"), by=cast.registrar, now=NOW
    )
    assert AuditEvent.objects.filter(event="contact.post_changed").count() == 1


def test_a_document_is_loaded_once_and_may_leave_its_post_unconfirmed(place, cell):
    post = post_of(place.lahti)
    for _turn in range(2):
        load_post(cell=cell, post=post, now=NOW, source="Esitys 14.5.2024", confirmed=False)
    (found,) = contacts_for(place.ageing, place.lahti, TODAY).municipality
    assert (found.state, found.source) == (CellState.POST_ONLY, "Esitys 14.5.2024")


# What the database itself refuses, whatever the code does.


def row(place, **fields):
    base = {"interface": place.ageing, "side": Side.MUNICIPALITY, "municipality": place.lahti}
    return Assignment(**{**base, **fields})


def refused(assignment):
    with pytest.raises(IntegrityError), transaction.atomic():
        assignment.save()
    return True


def test_the_database_holds_one_open_primary_in_a_cell(place):
    row(place, post=post_of(place.lahti, "A")).save()
    assert refused(row(place, post=post_of(place.lahti, "B")))
    county = {"side": Side.COUNTY, "municipality": None}
    row(place, post=post_of(place.county, "C"), **county).save()
    assert refused(row(place, post=post_of(place.county, "D"), **county))


def test_the_database_holds_a_post_once_in_a_cell(place):
    post = post_of(place.lahti)
    row(place, post=post).save()
    assert refused(row(place, post=post, is_primary=False))


def test_the_database_wants_the_municipality_of_a_municipalitys_side(place):
    assert refused(row(place, post=post_of(place.lahti), municipality=None))


def test_the_database_refuses_an_end_before_the_beginning(place):
    assert refused(row(place, post=post_of(place.lahti), valid_from=TODAY, valid_to=TODAY - timedelta(days=1)))


if (
    connection.vendor == "postgresql"
):  # exclusion over date ranges is PostgreSQL's; elsewhere the actions' lock stands alone

    def test_postgresql_refuses_overlapping_tenures_also_in_the_past(place):
        days = {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31)}
        row(place, post=post_of(place.lahti, "A"), **days).save()
        overlap = {"valid_from": date(2025, 12, 31), "valid_to": date(2026, 5, 1)}
        assert refused(row(place, post=post_of(place.lahti, "B"), **overlap))
        row(place, post=post_of(place.lahti, "C"), is_primary=False, **overlap).save()
        row(place, post=post_of(place.lahti, "D"), valid_from=date(2026, 1, 1)).save()
        row(place, post=post_of(place.heinola, "E"), municipality=place.heinola, **days).save()

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_the_very_same_time_one_wins_and_the_other_is_told(place, cast, cell):
        posts = [post_of(place.lahti, f"Toimi {number}") for number in range(2)]
        outcomes = []

        def choose(post):
            try:
                set_post(cell=cell, post=post, seen="", by=cast.coordinator, now=NOW)
                outcomes.append("won")
            except ChangedMeanwhile:
                outcomes.append("told")
            finally:
                connection.close()

        threads = [threading.Thread(target=choose, args=[post]) for post in posts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["told", "won"]
        assert cell.assignments(TODAY).count() == 1
