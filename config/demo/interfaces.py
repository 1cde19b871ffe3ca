"""Who answers for what in Päijät-Häme, who works together, and who helps in Lapinjärvi.

Posts, networks and services come from public slides of 14 May 2024 and are loaded as of that day: by now their confirmations are old.
The demo's coordinators then confirm many of them, on days made up for the demo and marked as examples.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify

from config.demo import interface_facts as facts
from config.demo import life_stage_facts as services
from config.demo import network_facts as networks
from config.demo.people import DOMAIN
from interfaces.contacts.actions import (
    PostDetails,
    add_life_stage_service,
    confirm_contact,
    create_interface,
    create_unit,
    flag_bounced,
    load_post,
    new_post,
)
from interfaces.contacts.enums import Side
from interfaces.contacts.models import Cell, Interface, Post, Unit
from interfaces.networks.actions import NetworkDetails, add_member, create_network
from interfaces.networks.enums import MemberRole
from interfaces.networks.models import Network
from organisations.models import Organisation
from people.models import User

SOURCE_DAY = datetime(2024, 5, 14, 12, tzinfo=ZoneInfo("Europe/Helsinki"))

# Days ago on which the demo's coordinators confirmed: the county's sides by interface, then municipalities' sides. What is not
# here keeps its source's day and is out of date; 0 marks mail that came back a week ago.
COUNTY_CONFIRMED = {
    "tyollisyys-ja-tyokyky": 40,
    "osallisuus": 350,
    facts.HYTE: 12,
    "kulttuurihyvinvointi": 96,
    "ravitsemus": 61,
    "liikunta": 25,
    "ehkaiseva-tyo": 33,
    "sivistyspalvelut": 96,
    "oppilashuolto-ja-lapsiperhepalvelut": 120,
    "harrastaminen": 25,
    "varautuminen-ja-turvallisuus": 200,
    "joukko-ja-palveluliikenne": 75,
    "toimeentulo": 40,
    "kotoutuminen-ja-maahanmuutto": 96,
}
TOWNS_CONFIRMED = {
    "asikkala": {slug: 30 for slug in facts.ASIKKALA if slug not in {"tyollisyys-ja-tyokyky", "ravitsemus"}}
    | {"ravitsemus": 373},
    "lahti": {
        "tyollisyys-ja-tyokyky": 21,
        "osallisuus": 8,
        facts.HYTE: 8,
        "ehkaiseva-tyo": 55,
        "sivistyspalvelut": 80,
        "liikunta": 80,
    },
    "heinola": {facts.HYTE: 345},
}


@transaction.atomic
def load(now: datetime) -> None:
    """Play the story of this part; running it again changes nothing but the example confirmations' days."""
    county = Organisation.objects.get(slug="paijat-hame")
    load_tree(county)
    load_county(county)
    load_towns(county)
    confirm_some(county, now)
    load_networks(county)
    load_life_stages()


def load_tree(county: Organisation) -> None:
    for position, (slug, names, is_sub_topic, stages) in enumerate(facts.INTERFACES, 1):
        parent = Interface.objects.get(region=county, slug=facts.HYTE) if is_sub_topic else None
        create_interface(
            region=county,
            slug=slug,
            names=names,
            position=position,
            parent=parent,
            is_priority=not is_sub_topic,
            stages=stages,
        )


def post_of(organisation: Organisation, title: str, unit: str = "", *, is_example: bool = False) -> Post:
    found = Post.objects.filter(organisation=organisation, title_fi=title, unit__name_fi=unit or None).first()
    swedish, english = facts.TITLES[title]
    details = PostDetails(title_fi=title, title_sv=swedish, title_en=english, unit=unit)
    return found or new_post(organisation, details, is_example=is_example)


def interface_of(county: Organisation, slug: str) -> Interface:
    return Interface.objects.select_related("region").get(region=county, slug=slug)


def load_county(county: Organisation) -> None:
    for names in facts.UNITS:
        create_unit(organisation=county, names=names)
    for slug, posts in facts.COUNTY.items():
        cell = Cell(interface_of(county, slug), county, Side.COUNTY)
        for title, unit in posts:
            load_post(cell=cell, post=post_of(county, title, unit), now=SOURCE_DAY, source=facts.SOURCE, confirmed=True)


def load_towns(county: Organisation) -> None:
    towns = {town.slug: town for town in Organisation.objects.filter(parent=county)}
    for slug, title in facts.ASIKKALA.items():
        cell = Cell(interface_of(county, slug), towns["asikkala"], Side.MUNICIPALITY)
        post = post_of(towns["asikkala"], title)
        load_post(cell=cell, post=post, now=SOURCE_DAY, source=facts.SOURCE, confirmed=True)
    for name in facts.COORDINATOR_TOWNS:
        cell = Cell(interface_of(county, facts.HYTE), towns[name], Side.MUNICIPALITY)
        post = post_of(towns[name], "Hyvinvointikoordinaattori")
        load_post(cell=cell, post=post, now=SOURCE_DAY, source=facts.STRUCTURE_SOURCE, confirmed=False)
    create_unit(organisation=towns["lahti"], names=facts.LAHTI_UNIT)
    for slug, (title, unit) in facts.LAHTI.items():
        cell = Cell(interface_of(county, slug), towns["lahti"], Side.MUNICIPALITY)
        post = post_of(towns["lahti"], title, unit)
        load_post(cell=cell, post=post, now=SOURCE_DAY, source=facts.LAHTI_SOURCE, confirmed=False, is_example=True)


def confirm_some(county: Organisation, now: datetime) -> None:
    """The coordinators confirm their own side, each on its day; mail to Iitti's post comes back to the county."""
    coordinator = {
        "asikkala": "asikkala-koordinaattori",
        "lahti": "koordinaattori",
        "heinola": "heinola-koordinaattori",
    }
    county_coordinator = User.objects.get(email=f"hva-koordinaattori@{DOMAIN}")
    for slug, days in COUNTY_CONFIRMED.items():
        confirm_example(
            Cell(interface_of(county, slug), county, Side.COUNTY), county_coordinator, now - timedelta(days)
        )
    for town, confirmed in TOWNS_CONFIRMED.items():
        place = Organisation.objects.get(slug=town)
        by = User.objects.get(email=f"{coordinator[town]}@{DOMAIN}")
        for slug, days in confirmed.items():
            confirm_example(Cell(interface_of(county, slug), place, Side.MUNICIPALITY), by, now - timedelta(days))
    returned = Cell(interface_of(county, facts.HYTE), Organisation.objects.get(slug="iitti"), Side.MUNICIPALITY)
    row = returned.assignments(now.date()).first()
    if row is not None:
        flag_bounced(
            cell=returned, assignment_id=row.pk, by=county_coordinator, now=now - timedelta(7), is_example=True
        )


def confirm_example(cell: Cell, by: User, on: datetime) -> None:
    confirm_contact(cell=cell, by=by, now=on, is_example=True)


def load_networks(county: Organisation) -> None:
    by = User.objects.get(email=f"hva-koordinaattori@{DOMAIN}")
    for interface_slug, rows in networks.NETWORKS.items():
        interface = interface_of(county, interface_slug)
        purpose = networks.NUTRITION_PURPOSE if interface_slug == networks.NUTRITION else ("", "", "")
        for position, (name, kind) in enumerate(rows, 1):
            slug = slugify(name)[:80].strip("-")
            if Network.objects.filter(region=county, slug=slug).exists():
                continue
            details = NetworkDetails(name, slug, kind, "", "", *purpose, position=position, source=networks.SOURCE)
            network = create_network(interface=interface, details=details, by=by, now=SOURCE_DAY)
            load_members(network, county, by)


def load_members(network: Network, county: Organisation, by: User) -> None:
    """Real members where a slide names them, and for the heading of wellbeing and health examples of the rest."""
    towns = list(Organisation.objects.municipalities().of_region(county).order_by("name_fi"))
    if network.name_fi == networks.COORDINATORS:
        for town in towns:
            post = Post.objects.filter(organisation=town, title_fi="Hyvinvointikoordinaattori").first()
            add_member(
                network=network, organisation=town, post=post, by=by, now=SOURCE_DAY, source=facts.STRUCTURE_SOURCE
            )
    if network.name_fi in networks.CONVENED_BY_NUTRITION_UNIT:
        convener = Unit.objects.get(organisation=county, name_fi="ravitsemusyksikkö")
        add_member(
            network=network, organisation=county, unit=convener, role=MemberRole.CONVENER, by=by, now=SOURCE_DAY, source=facts.SOURCE
        )  # fmt: skip
    words, others = networks.MEMBERS.get(network.name_fi, ("", ()))
    chosen = towns if words == "*" else [town for town in towns if town.slug in words.split()]
    for town in chosen:
        add_example(network, town, None, by)
    for word in others:
        unit = Unit.objects.filter(organisation=county, name_fi=word).first()
        add_example(network, county if unit else Organisation.objects.get(slug=word), unit, by)


def add_example(network: Network, organisation: Organisation, unit: Unit | None, by: User) -> None:
    add_member(
        network=network, organisation=organisation, unit=unit, by=by, now=SOURCE_DAY, source=networks.EXAMPLE, is_example=True
    )  # fmt: skip


def load_life_stages() -> None:
    place = Organisation.objects.get(slug="lapinjarvi")
    for position, (provider, names, stages) in enumerate(services.SERVICES, 1):
        for stage in stages:
            add_life_stage_service(
                organisation=place,
                stage=stage,
                provider=provider,
                names=names,
                position=position,
                source=services.SOURCE,
            )
