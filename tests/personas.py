"""The cast of the tests, named by role, and the place they live in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from interfaces.contacts.models import Interface
from organisations.enums import BodyKind, OrganisationKind
from organisations.models import Area, Body, Organisation
from people.enums import Role
from people.models import Person, RoleGrant, User

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "long enough for a test"


@dataclass(frozen=True)
class Place:
    county: Organisation
    lahti: Organisation
    heinola: Organisation
    asikkala: Organisation
    ageing: Interface
    exercise: Interface
    centre: Area
    board: Body


def build_place() -> Place:
    county = Organisation.objects.create(
        kind=OrganisationKind.COUNTY, slug="paijat-hame", code="09", name_fi="Päijät-Hämeen hyvinvointialue",
        name_sv="Päijänne-Tavastlands välfärdsområde", name_en="Wellbeing services county of Päijät-Häme", is_home=True,
    )  # fmt: skip
    towns = {
        slug: Organisation.objects.create(
            kind=OrganisationKind.MUNICIPALITY, slug=slug, code=code, name_fi=name, name_sv=swedish, name_en=name,
            name_genitive_fi=genitive, name_allative_fi=allative, name_inessive_fi=inessive, parent=county,
        )
        for slug, code, name, swedish, genitive, allative, inessive in [
            ("lahti", "398", "Lahti", "Lahtis", "Lahden", "Lahdelle", "Lahdessa"),
            ("heinola", "111", "Heinola", "Heinola", "Heinolan", "Heinolalle", "Heinolassa"),
            ("asikkala", "016", "Asikkala", "Asikkala", "Asikkalan", "Asikkalalle", "Asikkalassa"),
        ]
    }  # fmt: skip
    ageing = Interface.objects.create(
        region=county, slug="ikaantyminen", name_fi="Ikääntyminen", name_sv="Åldrande", name_en="Ageing", position=1
    )
    exercise = Interface.objects.create(
        region=county, slug="liikunta", name_fi="Liikunta", name_sv="Motion", name_en="Exercise", position=2
    )
    centre = Area.objects.create(
        organisation=towns["lahti"], slug="keskusta", name_fi="Keskusta", name_sv="Centrum", name_en="Centre"
    )
    board = Body.objects.create(
        organisation=towns["lahti"],
        kind=BodyKind.EXECUTIVE,
        name_fi="Kaupunginhallitus",
        name_sv="Stadsstyrelsen",
        name_en="City board",
    )
    return Place(county, towns["lahti"], towns["heinola"], towns["asikkala"], ageing, exercise, centre, board)


@dataclass(frozen=True)
class Cast:
    """Everyone of Lahti, unless the name says otherwise. `everyone()` lists them by name for matrices."""

    resident: User
    moderator: User
    coordinator: User
    official: User
    registrar: User
    auditor: User
    administrator: User
    county_official: User
    county_coordinator: User
    other_coordinator: User
    anonymous: AnonymousUser = field(default_factory=AnonymousUser)

    def everyone(self) -> dict[str, Person]:
        return dict(vars(self))


def invite(email: str, organisation: Organisation, role: Role) -> User:
    user = User.objects.create_user(f"{email}@example.org", PASSWORD, public_name="")
    if role != Role.RESIDENT:
        RoleGrant.objects.create(user=user, organisation=organisation, role=role, granted_at=NOW)
    return user


def invite_cast(place: Place) -> Cast:
    of_lahti = {role.value: invite(role.value, place.lahti, role) for role in Role}
    User.objects.filter(pk=of_lahti["resident"].pk).update(
        home_municipality=place.lahti, birth_year=1955, identified_at=NOW
    )
    of_lahti["resident"].refresh_from_db()
    return Cast(
        **of_lahti,
        county_official=invite("county-official", place.county, Role.OFFICIAL),
        county_coordinator=invite("county-coordinator", place.county, Role.COORDINATOR),
        other_coordinator=invite("other-coordinator", place.heinola, Role.COORDINATOR),
    )


def sign_in(client: Client, person: Person) -> Client:
    """Sign the person in, staff with their second factor done."""
    if isinstance(person, User):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        # allauth trusts the records only of the person to whom they belong.
        session["account_authentication_methods_user"] = str(person.pk)
        session["account_authentication_methods"] = [
            {"method": "password", "at": 0, "email": person.email},
            {"method": "mfa", "at": 0, "type": "totp"},
        ]
        session.save()
    return client
