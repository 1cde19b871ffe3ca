"""A whole region for the tests of this floor: ten municipalities, sixteen interfaces, every cell filled on both sides."""

from datetime import date, timedelta

from interfaces.contacts.enums import Side
from interfaces.contacts.models import Assignment, Interface, Post, Verification
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from tests.personas import Place

TODAY = date(2026, 11, 23)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def assign(interface: Interface, place: Organisation, post: Post, **fields: object) -> Assignment:
    """The post answers in the place: on the county's side when the place is the county or `side` says so."""
    side = fields.pop("side", Side.COUNTY if place.is_county else Side.MUNICIPALITY)
    row = Assignment.objects.create(
        interface=interface, side=side, municipality=None if place.is_county else place, post=post, **fields
    )
    if row.confirmed_on:
        Verification.objects.create(assignment=row, on=row.confirmed_on, outcome="confirmed")
    return row


def post(organisation: Organisation, title: str = "Koordinaattori", **fields: object) -> Post:
    return Post.objects.create(organisation=organisation, title_fi=title, **fields)


def fill(place: Place, *, towns: int = 10, interfaces: int = 16) -> tuple[list[Interface], list[Organisation]]:
    """Every cell has a post on both sides; what is there already stays."""
    all_towns = list(Organisation.objects.filter(parent=place.county))
    for number in range(len(all_towns), towns):
        all_towns.append(
            Organisation.objects.create(
                kind=OrganisationKind.MUNICIPALITY,
                slug=f"kunta-{number}",
                name_fi=f"Kunta {number}",
                parent=place.county,
            )
        )
    tree = list(Interface.objects.filter(region=place.county))
    for number in range(len(tree), interfaces):
        tree.append(
            Interface.objects.create(
                region=place.county, slug=f"aihe-{number}", name_fi=f"Aihe {number}", position=number + 1
            )
        )
    posts = {organisation.pk: post(organisation, "Vastaava") for organisation in [place.county, *all_towns]}
    for interface in tree:
        for organisation in [place.county, *all_towns]:
            assign(interface, organisation, posts[organisation.pk], confirmed_on=days_ago(10), valid_from=days_ago(500))
    return tree, all_towns
