"""The demo's story of this floor: what the documents say is there, the rest is empty or marked."""

from datetime import UTC, date, datetime

import pytest

from config.demo import ground, interfaces, people
from interfaces.contacts.enums import CellState, LifeStage, Side
from interfaces.contacts.models import Assignment, Interface, LifeStageService, Verification
from interfaces.contacts.queries import contacts_for, coverage
from interfaces.networks.models import Membership, Network
from interfaces.networks.queries import network_list
from organisations.models import Organisation
from people.queries import AUDIT_EVENTS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def county(db):
    ground.load(NOW)
    people.load(NOW)
    interfaces.load(NOW)
    return Organisation.objects.get(slug="paijat-hame")


def counts():
    return [
        model.objects.count() for model in (Interface, Assignment, Verification, LifeStageService, Network, Membership)
    ]


def test_the_story_of_contacts_networks_and_life_stages(county):
    """One load, many facts: loading takes seconds."""
    tree = list(Interface.objects.filter(region=county))
    assert len(tree) == 16
    assert sum(interface.is_priority for interface in tree) == 12
    assert {i.slug for i in tree if i.parent_id} == {"kulttuurihyvinvointi", "ravitsemus", "liikunta", "ehkaiseva-tyo"}
    assert all(interface.name_sv and interface.name_en for interface in tree)

    source_day = coverage(county, date(2024, 5, 14))
    asikkala = Organisation.objects.get(slug="asikkala")
    assert source_day.by_municipality[asikkala.pk].done == 16
    seven = [pair for pair in source_day.of(asikkala) if pair.municipality.title == "Hyvinvointikoordinaattori"]
    assert len(seven) == 7
    safety = Interface.objects.get(slug="varautuminen-ja-turvallisuus")
    pair = contacts_for(safety, asikkala, date(2024, 5, 14))
    assert [post.title for post in pair.county] == ["Riskienhallinta- ja turvallisuuspäällikkö", "Valmiuspäällikkö"]
    assert [post.title for post in pair.municipality] == ["Kunnanjohtaja"]

    hyte = Interface.objects.get(slug="hyvinvoinnin-ja-terveyden-edistaminen")
    for town in source_day.municipalities:
        title = source_day.pair(hyte, town).municipality.title
        assert title == ("Hyvinvointijohtaja" if town.slug == "asikkala" else "Hyvinvointikoordinaattori")

    today = coverage(county, TODAY)
    shown = {state for side in Side for state, count in today.states[side].items() if count}
    assert shown >= {
        CellState.FRESH,
        CellState.POST_ONLY,
        CellState.DUE,
        CellState.STALE,
        CellState.VACANT,
        CellState.BOUNCED,
    }
    assert all(row.is_example for row in Assignment.objects.filter(municipality__slug="lahti").exclude(interface=hyte))
    assert not Verification.objects.exclude(on=date(2024, 5, 14)).filter(is_example=False).exists()

    page = network_list(county)
    assert (page.total, len(page.headings)) == (95, 12)
    by_heading = {heading.interface.slug: len(heading.networks) for heading in page.headings}
    assert by_heading["hyvinvoinnin-ja-terveyden-edistaminen"] == 24
    assert sorted(by_heading.values()) == [1, 1, 2, 4, 4, 4, 10, 11, 11, 11, 12, 24]
    real = Membership.objects.filter(is_example=False)
    assert real.filter(network__slug="paijat-hameen-hyvinvointikoordinaattoreiden-verkosto").count() == 10
    assert not Membership.objects.exclude(network__interface__parent=hyte).exclude(network__interface=hyte).exists()

    services = LifeStageService.objects.filter(organisation__slug="lapinjarvi")
    assert {service.stage for service in services} == set(LifeStage.values)
    assert all(service.name_fi and service.name_sv and service.source for service in services)

    before = counts()
    interfaces.load(NOW)
    assert counts() == before, "loading again adds nothing"


def test_every_event_of_the_story_has_a_presenter():
    known = {event.value for kind in AUDIT_EVENTS for event in kind}
    assert {
        "contact.assigned",
        "contact.confirmed",
        "contact.bounced",
        "network.created",
        "network.member_added",
    } <= known
