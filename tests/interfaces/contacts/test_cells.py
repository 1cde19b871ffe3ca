"""The page of a cell and of a post, and what those who keep them may do there."""

import pytest
from django.test import Client
from django.urls import reverse

from interfaces.contacts.enums import Side
from interfaces.contacts.models import Assignment, Post
from interfaces.contacts.permissions import can_confirm, can_edit
from people.enums import Permission
from people.models import User
from people.permissions import organisations_where
from tests.interfaces.region import TODAY, assign, days_ago, fill, post
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

SIDE = ["ikaantyminen", "lahti", "kunta"]


@pytest.fixture(autouse=True)
def at_noon_of_the_day(monkeypatch):
    """The pages' clock stands on the day of the tests."""
    for module in ("cells", "posts", "matrix", "directory"):
        monkeypatch.setattr(f"interfaces.contacts.views.{module}.now", lambda: NOW)


@pytest.fixture
def staff(cast):
    return sign_in(Client(), cast.coordinator)


@pytest.fixture
def answering(place):
    return assign(
        place.ageing,
        place.lahti,
        post(place.lahti),
        confirmed_on=days_ago(400),
        valid_from=days_ago(400),
        source="Esitys",
    )


def address(name, *kwargs):
    return reverse(name, args=kwargs or SIDE)


def cell(*kwargs):
    return reverse("interface_cell", args=kwargs or SIDE[:2])


def test_anyone_sees_who_answers_and_its_history(answering, visitor):
    page = visitor.get(cell()).content.decode()
    for text in (
        "Koordinaattori",
        "vanhentunut",
        days_ago(400).strftime("%-d.%-m.%Y"),
        "Esitys",
        "Puhelin ja postilaatikko: ei tietoa",
    ):
        assert text in page
    assert "Vahvista" not in page.split("<main", 1)[1].split("Historia")[0]


def test_a_past_day_shows_the_past_and_offers_no_changes(answering, staff):
    before = staff.get(cell(), {"pvm": days_ago(401).isoformat()}).content.decode()
    assert "Koordinaattori" not in before
    assert address("contact_set") not in before
    assert address("contact_set") in staff.get(cell()).content.decode()


@pytest.mark.parametrize("kwargs", [("olematon", "lahti"), ("ikaantyminen", "olematon")])
def test_an_unknown_cell_is_not_there(place, visitor, kwargs):
    assert visitor.get(cell(*kwargs)).status_code == 404


def test_a_region_without_interfaces_has_no_cells(place, visitor):
    other = type(place.county).objects.create(kind="county", slug="muu", code="01", name_fi="Muu")
    type(place.county).objects.create(kind="municipality", slug="kylä".replace("ä", "a"), name_fi="Kylä", parent=other)
    assert visitor.get(cell("ikaantyminen", "kyla")).status_code == 404
    assert visitor.get(reverse("contacts_municipality", args=["kyla"])).status_code == 404


@pytest.mark.parametrize("side", ["kunta", "oikea"])
def test_the_county_has_no_municipalitys_side(place, cast, side):
    client = sign_in(Client(), cast.county_coordinator)
    assert client.get(address("contact_set", "ikaantyminen", "paijat-hame", side)).status_code == 404


def test_confirming_from_the_page_makes_the_contact_fresh(answering, staff):
    page = staff.post(address("contact_confirm"), follow=True).content.decode()
    assert "Vahvistettu: tieto pitää paikkansa tänään." in page
    assert "vanhentunut" not in page
    assert "on jo vahvistettu tänään" in staff.post(address("contact_confirm"), follow=True).content.decode()


def test_reading_a_page_changes_nothing(answering, staff):
    for name in ("contact_confirm", "contact_end", "contact_bounced"):
        assert staff.get(address(name)).status_code == 405
    assert staff.get(reverse("post_confirm", args=[answering.post_id])).status_code == 405
    answering.refresh_from_db()
    assert answering.confirmed_on == days_ago(400)


def test_a_post_is_marked_vacant_and_stays_in_the_history(answering, staff):
    page = staff.post(address("contact_end"), {"assignment": answering.pk}, follow=True).content.decode()
    assert "avoin" in page
    assert "Koordinaattori" in page.split("<h2>Historia")[1]
    again = staff.post(address("contact_end"), {"assignment": answering.pk}, follow=True).content.decode()
    assert "oli jo poistunut" in again


@pytest.mark.parametrize("number", ["", "abc", "-1", "999999", "9" * 40])
def test_a_button_without_a_readable_post_does_nothing(answering, staff, number):
    assert staff.post(address("contact_end"), {"assignment": number}).status_code == 302
    assert staff.post(address("contact_bounced"), {"assignment": number}).status_code == 302
    answering.refresh_from_db()
    assert (answering.valid_to, answering.bounced_on) == (None, None)


def test_mail_that_came_back_is_noted_by_either_side(answering, cast):
    county = sign_in(Client(), cast.county_official)
    page = county.post(address("contact_bounced"), {"assignment": answering.pk}, follow=True).content.decode()
    assert "palautunut posti" in page
    other = sign_in(Client(), cast.other_coordinator)
    assert other.post(address("contact_bounced"), {"assignment": answering.pk}).status_code == 404


def test_an_existing_post_is_chosen_instead_of_the_present_one(answering, staff, place):
    new = post(place.lahti, "Uusi vastaava")
    form = {"post": new.pk, "beside": "replace", "seen": str(answering.pk)}
    assert "Uusi vastaava vastaa tästä" in staff.post(address("contact_set"), form, follow=True).content.decode()
    assert [row.post_id for row in place.ageing.assignments.in_force(TODAY)] == [new.pk]


def test_a_new_post_is_written_and_chosen_at_once(place, staff):
    form = {"post": "uusi", "title_fi": "Ikäohjelman vetäjä", "unit": "Hyvinvointi", "phone": "03 123 4567", "seen": ""}
    assert staff.post(address("contact_set"), form).status_code == 302
    made = Post.objects.get(title_fi="Ikäohjelman vetäjä")
    assert (made.organisation, made.unit.name_fi, made.phone) == (place.lahti, "Hyvinvointi", "03 123 4567")
    assert place.ageing.assignments.get().post == made


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "post"),
        ({"post": "uusi"}, "title_fi"),
        ({"post": "999999"}, "post"),
        ({"post": "uusi", "title_fi": "Vastaava", "mailbox": "ei osoite"}, "mailbox"),
        ({"post": "uusi", "title_fi": "Asiakas 131052-308T"}, "title_fi"),
        ({"post": "uusi", "title_fi": "x" * 201}, "title_fi"),
        ({"post": "uusi", "title_fi": "Koordinaattori"}, "title_fi"),
    ],
)
def test_a_form_with_a_mistake_keeps_what_was_typed_and_writes_nothing(answering, staff, form, field):
    posts = Post.objects.count()
    answer = staff.post(
        address("contact_set"), {"seen": str(answering.pk), "beside": "beside", "phone": "03 999", **form}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="id_{field}_error"' in page
    assert "error-summary" in page
    assert "03 999" in page
    assert (Post.objects.count(), Assignment.objects.count()) == (posts, 1)


def test_a_new_post_and_a_chosen_one_together_are_refused(answering, staff, place):
    form = {
        "post": post(place.lahti, "Toinen").pk,
        "title_fi": "Kolmas",
        "beside": "replace",
        "seen": str(answering.pk),
    }
    page = staff.post(address("contact_set"), form).content.decode()
    assert "Kirjoitit alle uuden toimen" in page
    assert Assignment.objects.count() == 1


def test_the_present_post_must_be_decided_on(answering, staff, place):
    form = {"post": post(place.lahti, "Toinen").pk, "seen": str(answering.pk)}
    assert "Valitse, korvataanko nykyinen toimi." in staff.post(address("contact_set"), form).content.decode()


def test_the_slower_of_two_tabs_gets_a_page_that_says_so(answering, staff, place):
    seen = str(answering.pk)
    first = {"post": post(place.lahti, "Nopea").pk, "beside": "replace", "seen": seen}
    second = {"post": post(place.lahti, "Hidas").pk, "beside": "replace", "seen": seen}
    assert staff.post(address("contact_set"), first).status_code == 302
    answer = staff.post(address("contact_set"), second)
    assert answer.status_code == 409
    assert "Joku muu muutti" in answer.content.decode()


def test_the_county_may_name_its_own_contact_for_one_municipality(place, cast):
    client = sign_in(Client(), cast.county_coordinator)
    special = post(place.county, "Lahden asiantuntija")
    assert (
        client.post(
            address("contact_set", "ikaantyminen", "lahti", "hva"), {"post": special.pk, "seen": ""}
        ).status_code
        == 302
    )
    row = Assignment.objects.get()
    assert (row.side, row.municipality, row.post) == (Side.COUNTY, place.lahti, special)


def test_posts_of_others_are_not_in_the_list(place, staff):
    foreign = post(place.heinola, "Heinolan toimi")
    page = staff.post(address("contact_set"), {"post": foreign.pk, "seen": ""})
    assert page.status_code == 200
    assert not Assignment.objects.exists()


def refusal(person, place):
    """What somebody without the right gets: the way to sign in, a reason, or nothing to see."""
    if not isinstance(person, User):
        return 302
    return 403 if place.pk in person.roles or not person.is_staff_member else 404


def test_everyone_sees_and_only_a_sides_own_people_change_it(answering, place, cast):
    """One law for the whole cast: what the page answers is what the permission says."""
    for name, person in cast.everyone().items():
        client = sign_in(Client(), person)
        page = client.get(cell())
        assert page.status_code == 200, name
        assert (address("contact_confirm") in page.content.decode()) == can_confirm(person, place.lahti), name
        assert (address("contact_set") in page.content.decode()) == can_edit(person, place.lahti), name
        edits = client.get(address("contact_set")).status_code
        assert edits == (200 if can_edit(person, place.lahti) else refusal(person, place.lahti)), name
        Assignment.objects.update(confirmed_on=days_ago(400))
        sent = client.post(address("contact_confirm")).status_code
        assert sent == (302 if can_confirm(person, place.lahti) else refusal(person, place.lahti)), name
        answering.refresh_from_db()
        assert (answering.confirmed_on == TODAY) == can_confirm(person, place.lahti), name


def test_a_right_and_the_list_of_places_where_one_has_it_agree(place, cast):
    for person in cast.everyone().values():
        for owner in (place.county, place.lahti, place.heinola, place.asikkala):
            assert can_edit(person, owner) == (owner.pk in organisations_where(person, Permission.CONTACT_EDIT))
            assert can_confirm(person, owner) == (owner.pk in organisations_where(person, Permission.CONTACT_CONFIRM))


def test_a_post_tells_all_that_it_answers_for_and_warns_when_it_is_much(place, visitor, staff):
    interfaces, _towns = fill(place, interfaces=7)
    busy = Post.objects.get(organisation=place.lahti, title_fi="Vastaava")
    page = visitor.get(reverse("post_detail", args=[busy.pk])).content.decode()
    assert page.count("Lahti · ") == len(interfaces)
    assert "vastaa 7 yhdyspinnasta" in page
    with assert_queries():
        visitor.get(reverse("post_detail", args=[busy.pk]))
    confirmed = staff.post(reverse("post_confirm", args=[busy.pk]), follow=True).content.decode()
    assert "Vahvistettu 7 paikassa." in confirmed


def test_the_details_of_a_post_are_changed_by_its_own_people(answering, staff, cast):
    where = reverse("post_edit", args=[answering.post_id])
    form = {"title_fi": "Koordinaattori", "title_sv": "Koordinator", "mailbox": "koordinaattori@example.org"}
    assert staff.post(where, form).status_code == 302
    answering.post.refresh_from_db()
    assert (answering.post.title_sv, answering.post.mailbox) == ("Koordinator", "koordinaattori@example.org")
    assert sign_in(Client(), cast.other_coordinator).get(where).status_code == 404
    assert sign_in(Client(), cast.official).get(where).status_code == 403
    assert staff.get(reverse("post_detail", args=[999_999])).status_code == 404


def test_a_title_that_another_post_has_is_refused_at_its_field(answering, staff, place):
    twin = post(place.lahti, "Toinen")
    page = staff.post(reverse("post_edit", args=[twin.pk]), {"title_fi": "Koordinaattori"}).content.decode()
    assert "Tällä nimikkeellä on jo toimi" in page
    assert 'id="id_title_fi_error"' in page


def test_a_script_in_a_title_is_shown_as_text(place, visitor):
    row = assign(place.ageing, place.lahti, post(place.lahti, "<script>alert(1)</script>"))
    for where in (
        cell(),
        reverse("contacts_matrix"),
        reverse("contact_directory", args=["lahti"]),
        reverse("post_detail", args=[row.post_id]),
    ):
        assert "<script>alert(1)" not in visitor.get(where).content.decode()
