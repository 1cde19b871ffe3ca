"""Networks: the list, one network, the picture and the downloads."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from interfaces.contacts.models import Interface, Unit
from interfaces.contacts.queries import CELL_LINKS
from interfaces.networks.actions import NetworkDetails, add_member, create_network
from interfaces.networks.enums import MemberRole, NetworkKind
from interfaces.networks.models import Membership, Network
from interfaces.networks.queries import cell_links, network_list
from interfaces.networks.rules import MOST_LINKS, layout
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.interfaces.region import fill, post
from tests.personas import NOW
from tests.queries import assert_queries


@pytest.fixture
def nutrition(place):
    """A sub-topic of ageing."""
    return Interface.objects.create(
        region=place.county, slug="ravitsemus", name_fi="Ravitsemus", name_sv="Näring", parent=place.ageing, position=3
    )


def network(cast, interface, name="Muistiverkosto", slug="muistiverkosto", **texts):
    details = NetworkDetails(name_fi=name, slug=slug, source="Koonti 14.5.2024", **texts)
    return create_network(interface=interface, details=details, by=cast.county_coordinator, now=NOW)


def join(cast, found, organisation, **fields):
    return add_member(network=found, organisation=organisation, by=cast.county_coordinator, now=NOW, **fields)


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_networks_stand_under_their_topmost_interface(place, cast, nutrition):
    network(cast, place.ageing)
    network(cast, nutrition, "Ruokaverkosto", "ruokaverkosto")
    network(cast, place.exercise, "Liikkuva koulu", "liikkuva-koulu")
    with assert_queries(2):
        page = network_list(place.county)
    assert [(h.interface.slug, [n.name for n in h.networks]) for h in page.headings] == [
        ("ikaantyminen", ["Muistiverkosto", "Ruokaverkosto"]),
        ("liikunta", ["Liikkuva koulu"]),
    ]
    assert [n.sub_topic for n in page.headings[0].networks] == ["", "Ravitsemus"]
    assert (page.shown, page.total) == (3, 3)


def test_the_list_is_narrowed_by_interface_and_by_words(place, cast, nutrition, visitor):
    network(cast, place.ageing)
    network(cast, nutrition, "Ruokaverkosto", "ruokaverkosto", purpose_fi="Hyvät käytännöt")
    assert network_list(place.county, interface="ikaantyminen").shown == 2
    assert network_list(place.county, interface="ravitsemus").shown == 1
    assert network_list(place.county, text="RUOKA verkosto").shown == 1
    assert network_list(place.county, text="käytännöt").shown == 1
    page = visitor.get(reverse("network_list"), {"haku": "eiole"}).content.decode()
    assert "Yhtään verkostoa ei löytynyt" in page
    assert visitor.get(reverse("network_list"), {"yhdyspinta": "outo", "haku": "x" * 5000}).status_code == 200


def test_what_the_source_does_not_tell_is_not_known_rather_than_none(place, cast, visitor):
    network(cast, place.ageing)
    assert "ei tietoa" in visitor.get(reverse("network_list")).content.decode()
    page = visitor.get(reverse("network_detail", args=["muistiverkosto"])).content.decode()
    assert "lähde ei kerro jäseniä" in page
    assert "lähde kertoo vain nimen" in page
    assert "Koonti 14.5.2024" in page


def test_a_network_shows_its_convener_and_its_members(place, cast, visitor):
    found = network(cast, place.ageing)
    unit = Unit.objects.create(organisation=place.county, name_fi="ravitsemusyksikkö")
    join(cast, found, place.county, unit=unit, role=MemberRole.CONVENER)
    join(cast, found, place.lahti, post=post(place.lahti), is_example=True)
    page = visitor.get(reverse("network_detail", args=["muistiverkosto"])).content.decode()
    assert (
        page.index("Kuka kutsuu koolle")
        < page.index("Ravitsemusyksikkö, Päijät-Hämeen hyvinvointialue")
        < page.index("Lahti: Koordinaattori")
    )
    assert "jäsenyydet esimerkkitietoa" in page
    assert reverse("post_detail", args=[Membership.objects.get(organisation=place.lahti).post_id]) in page


def test_names_that_stay_finnish_are_marked_for_the_ear(place, cast, visitor):
    network(cast, place.ageing)
    with translation.override("sv"):
        page = visitor.get(reverse("network_detail", args=["muistiverkosto"])).content.decode()
    assert '<h1 lang="fi">Muistiverkosto</h1>' in page


@pytest.mark.parametrize("name", ["network_detail", "network_picture"])
def test_an_unknown_network_is_not_there(place, visitor, name):
    assert visitor.get(reverse(name, args=["olematon"])).status_code == 404


def test_only_the_countys_people_add_networks_and_members(place, cast):
    with pytest.raises(NotPermitted):
        create_network(interface=place.ageing, details=NetworkDetails("X", "x"), by=cast.coordinator, now=NOW)
    found = network(cast, place.ageing)
    for person in (cast.coordinator, cast.county_official):
        with pytest.raises(NotPermitted):
            add_member(network=found, organisation=place.lahti, by=person, now=NOW)


def test_adding_a_member_twice_changes_nothing(place, cast):
    found = network(cast, place.ageing)
    assert join(cast, found, place.lahti).pk == join(cast, found, place.lahti).pk
    assert list(AuditEvent.objects.order_by("id").values_list("event", flat=True)) == [
        "network.created",
        "network.member_added",
    ]
    with pytest.raises(RuleBroken):
        join(cast, found, place.lahti, post=post(place.heinola))
    with pytest.raises(RuleBroken):
        network(cast, place.ageing)


def test_the_database_holds_a_membership_once_and_a_known_kind(place, cast):
    found = network(cast, place.ageing)
    Membership.objects.create(network=found, organisation=place.lahti)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(network=found, organisation=place.lahti)
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.filter(pk=found.pk).update(kind="outo")


def test_the_downloads_say_what_the_pages_say(place, cast, visitor, nutrition):
    found = network(cast, place.ageing, "=Muisti", kind=NetworkKind.WORKING)
    network(cast, nutrition, "Ruokaverkosto", "ruokaverkosto")
    join(cast, found, place.lahti, is_example=True)
    rows = list(csv.reader(io.StringIO(text_of(visitor.get(reverse("networks_export", args=["csv"])))), delimiter=";"))
    assert rows[1] == ["Ikääntyminen", "", "'=Muisti", "Työryhmä", "1", "Koonti 14.5.2024"]
    assert rows[2][:3] == ["Ikääntyminen", "Ravitsemus", "Ruokaverkosto"]
    assert rows[2][4] == ""
    one = list(
        csv.reader(
            io.StringIO(text_of(visitor.get(reverse("network_export", args=["muistiverkosto", "csv"])))), delimiter=";"
        )
    )
    assert one[1] == ["'=Muisti", "Ikääntyminen", "Lahti", "Jäsen", "Koonti 14.5.2024", "kyllä"]
    unknown = text_of(visitor.get(reverse("network_export", args=["ruokaverkosto", "csv"])))
    assert "ei tietoa" in unknown
    assert b"".join(visitor.get(reverse("networks_export", args=["xlsx"])).streaming_content)[:2] == b"PK"
    assert visitor.get(reverse("networks_export", args=["pdf"])).status_code == 404
    assert visitor.get(reverse("network_export", args=["muistiverkosto", "pdf"])).status_code == 404


def test_the_picture_and_its_table_tell_the_same(place, cast, visitor, nutrition):
    first = network(cast, place.ageing)
    second = network(cast, nutrition, "Ruokaverkosto", "ruokaverkosto")
    for town in (place.lahti, place.heinola, place.asikkala):
        join(cast, first, town)
    join(cast, second, place.county)
    page = visitor.get(reverse("network_picture", args=["ikaantyminen"]), {"toimija": "heinola"}).content.decode()
    assert "2 verkostoa, 4 toimijaa, 4 jäsenyyttä." in page
    assert "Heinola on mukana 1 verkostossa." in page
    assert "kaikki 3 kuntaa" in page
    assert page.count(">ei mukana<") == 1
    assert page.count("<title>") == 2  # of the page and of the drawing


def test_the_picture_can_be_taken_away_as_a_file(place, cast, visitor):
    join(cast, network(cast, place.ageing, "A & B <c>"), place.lahti)
    answer = visitor.get(reverse("network_picture_svg", args=["ikaantyminen"]))
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own drawing
    words = " ".join(element.text or "" for element in root.iter())
    assert "A & B <c>" in words
    assert not [element for element in root.iter() if "script" in element.tag]
    assert visitor.get(reverse("network_picture_svg", args=["liikunta"])).status_code == 404


def test_an_interface_without_known_members_has_nothing_to_draw(place, cast, visitor):
    network(cast, place.ageing)
    assert "Lähde ei kerro jäseniä" in visitor.get(reverse("network_picture", args=["ikaantyminen"])).content.decode()


def test_the_cell_shows_the_networks_of_its_interface(place, cast, visitor, nutrition):
    assert cell_links in list(CELL_LINKS)
    network(cast, nutrition, "Ruokaverkosto", "ruokaverkosto")
    where = reverse("network_detail", args=["ruokaverkosto"])
    for interface in ("ikaantyminen", "ravitsemus"):
        assert where in visitor.get(reverse("interface_cell", args=[interface, "lahti"])).content.decode()
    assert where not in visitor.get(reverse("interface_cell", args=["liikunta", "lahti"])).content.decode()


def test_many_networks_and_members_take_few_queries(place, cast, visitor):
    interfaces, towns = fill(place)
    for number in range(24):
        found = network(cast, interfaces[number % 2], f"Verkosto {number}", f"verkosto-{number}")
        Membership.objects.bulk_create(Membership(network=found, organisation=town) for town in towns)
    for where in (
        reverse("network_list"),
        reverse("network_detail", args=["verkosto-1"]),
        reverse("network_picture", args=[interfaces[0].slug]),
    ):
        visitor.get(where)
        with assert_queries():
            assert visitor.get(where).status_code == 200


def test_a_thicket_of_links_is_told_by_the_table_alone(place, cast, visitor):
    _interfaces, towns = fill(place, interfaces=2)
    for number in range(21):
        found = network(cast, place.ageing, f"Verkosto {number}", f"verkosto-{number}")
        Membership.objects.bulk_create(Membership(network=found, organisation=town) for town in towns)
    page = visitor.get(reverse("network_picture", args=["ikaantyminen"])).content.decode()
    assert MOST_LINKS < 21 * 10
    assert "liikaa yhteen kuvaan" in page
    assert 'class="network"' not in page
    assert "Asikkala on mukana 21 verkostossa." in page


def test_the_layout_is_the_same_every_time_and_leaves_no_two_on_one_spot():
    left = [("Kunnat", [(1, "A"), (2, "B")]), ("Muut", [(3, "C")])]
    right = [("", [(10, "X")]), ("Y", [(11, "Y1"), (12, "Y2")])]
    links = [(1, 10), (2, 10), (1, 12)]
    picture = layout(left, right, links, focus=1)
    assert picture == layout(left, right, links, focus=1)
    for spots in (picture.left, picture.right):
        places = [spot.y for spot in spots]
        assert len(places) == len(set(places))
        assert max(places) < picture.height
    assert [(spot.name, spot.degree, spot.chosen) for spot in picture.right] == [
        ("X", 2, True),
        ("Y1", 0, False),
        ("Y2", 1, True),
    ]
    assert [link.chosen for link in picture.links] == [False, True, True]


def test_moving_the_focus_moves_no_spot():
    left, right, links = [("", [(1, "A"), (2, "B")])], [("", [(10, "X")])], [(1, 10), (2, 10)]
    first, second = layout(left, right, links, focus=1), layout(left, right, links, focus=2)
    assert [spot.y for spot in first.left] == [spot.y for spot in second.left]
