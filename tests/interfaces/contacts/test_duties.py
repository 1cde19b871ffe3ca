"""What the desk asks of those who keep contacts."""

from django.urls import reverse

from interfaces.contacts.enums import Side
from interfaces.contacts.queries.duties import contact_duties
from people.queries import DESK_DUTIES
from tests.interfaces.region import assign, days_ago, fill, post
from tests.personas import NOW
from tests.queries import assert_queries


def duties(person):
    return [(duty.group, duty.title, duty.sign) for duty in contact_duties(person, NOW)]


def test_the_provider_stands_on_the_desk():
    assert contact_duties in list(DESK_DUTIES)


def test_old_contacts_come_before_ageing_ones_and_vacant_places_are_counted(place, cast):
    assign(place.ageing, place.lahti, post(place.lahti), confirmed_on=days_ago(340))
    assert duties(cast.coordinator) == [
        ("Korjattavat yhteystiedot", "Ikääntyminen", "soon"),
        ("Korjattavat yhteystiedot", "1 avoin paikka", "vacant"),
    ]
    assign(place.exercise, place.lahti, post(place.lahti, "Liikuntavastaava"), confirmed_on=days_ago(500))
    assert [title for _group, title, _sign in duties(cast.coordinator)] == ["Liikunta", "Ikääntyminen"]


def test_an_ageing_contact_tells_the_day_when_it_is_out_of_date(place, cast):
    assign(place.ageing, place.lahti, post(place.lahti), confirmed_on=days_ago(340))
    duty = contact_duties(cast.coordinator, NOW)[0]
    assert duty.due_on == days_ago(-56)
    assert duty.url == reverse("interface_cell", args=["ikaantyminen", "lahti"])


def test_a_long_list_is_cut_and_the_rest_counted(place, cast):
    interfaces, _towns = fill(place, interfaces=7)
    for interface in interfaces:
        interface.assignments.update(confirmed_on=days_ago(400))
        for row in interface.assignments.all():
            row.verifications.update(on=days_ago(400))
    titles = [title for group, title, _sign in duties(cast.coordinator) if group == "Korjattavat yhteystiedot"]
    assert len(titles) == 5
    assert titles[-1] == "3 muuta yhteystietoa vahvistettavana"


def test_a_post_with_many_cells_is_a_risk_of_its_own(place, cast):
    fill(place, interfaces=7)
    risk = [duty for duty in contact_duties(cast.coordinator, NOW) if duty.group == "Yhden toimen varassa"]
    assert [(duty.title, "7 yhdyspinnasta" in duty.text) for duty in risk] == [("Vastaava", True)]


def test_five_cells_are_not_yet_a_risk(place, cast):
    fill(place, interfaces=5)
    assert duties(cast.coordinator) == []


def test_the_county_sees_its_own_side(place, cast):
    assign(place.ageing, place.county, post(place.county, "Johtaja"), confirmed_on=days_ago(500))
    assert [title for _group, title, _sign in duties(cast.county_official)] == ["Ikääntyminen", "1 avoin paikka"]


def test_the_county_need_not_serve_where_every_municipality_has_a_contact_of_its_own(place, cast):
    director = post(place.county, "Johtaja")
    for town in (place.lahti, place.heinola):
        assign(place.ageing, town, director, confirmed_on=days_ago(1), side=Side.COUNTY)
    assert [title for _group, title, _sign in duties(cast.county_official)] == ["2 avointa paikkaa"]
    assign(place.ageing, place.asikkala, director, confirmed_on=days_ago(1), side=Side.COUNTY)
    assert [title for _group, title, _sign in duties(cast.county_official)] == ["1 avoin paikka"]


def test_those_who_cannot_confirm_have_no_such_duties(place, cast):
    assign(place.ageing, place.lahti, post(place.lahti), confirmed_on=days_ago(500))
    for person in (cast.anonymous, cast.resident, cast.moderator, cast.auditor, cast.administrator):
        with assert_queries(1):
            assert duties(person) == []


def test_the_duties_take_few_queries(place, cast):
    fill(place)
    cast.coordinator.workplaces  # noqa: B018 - read once a request
    with assert_queries(2):
        contact_duties(cast.coordinator, NOW)
