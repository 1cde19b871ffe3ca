"""Roles are given and removed by the organisation's own administrators, and every time it is written down."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.actions import grant_role
from people.enums import Role
from people.models import AuditEvent, RoleGrant, User
from portal.exceptions import NotPermitted
from tests.personas import NOW, Cast, Place, sign_in
from tests.queries import assert_queries


def page(slug: str = "lahti") -> str:
    return reverse("roles", kwargs={"slug": slug})


def newcomer(email: str = "uusi@example.org", *, is_verified: bool = True) -> User:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=is_verified, primary=True)
    return user


def give(cast: Cast, email: str = "uusi@example.org", role: str = "moderator"):
    return sign_in(Client(), cast.administrator).post(page(), {"email": email, "role": role})


def remove(cast: Cast, grant: RoleGrant, by: User | None = None, slug: str = "lahti"):
    address = reverse("role_remove", kwargs={"slug": slug, "grant": grant.pk})
    return sign_in(Client(), by or cast.administrator).post(address)


def test_an_administrator_gives_a_role_by_email(cast: Cast, place: Place):
    user = newcomer()
    assert give(cast, " Uusi@Example.org ").status_code == 302
    assert User.objects.get(pk=user.pk).roles == {place.lahti.pk: frozenset({Role.MODERATOR})}
    event = AuditEvent.objects.get()
    assert (event.event, event.actor_id, event.facts) == (
        "people.role_granted",
        cast.administrator.pk,
        {"role": "moderator"},
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "kukaan@example.org", "role": "moderator"}, "email"),
        ({"email": "odottaa@example.org", "role": "moderator"}, "email"),
        ({"email": "ei osoite", "role": "moderator"}, "email"),
        ({"email": "", "role": "moderator"}, "email"),
        ({"email": "uusi@example.org", "role": ""}, "role"),
        ({"email": "uusi@example.org", "role": "resident"}, "role"),
        ({"email": "uusi@example.org", "role": "king"}, "role"),
    ],
)
def test_what_cannot_be_given_is_told_beside_the_field(cast: Cast, sent: dict[str, str], field: str):
    newcomer()
    newcomer("odottaa@example.org", is_verified=False)
    answer = sign_in(Client(), cast.administrator).post(page(), sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert sent["email"] in answer.content.decode()
    assert not AuditEvent.objects.exists()


def test_the_same_role_is_given_once(cast: Cast, place: Place):
    user = newcomer()
    give(cast)
    assert give(cast).context["form"].errors["email"]
    assert user.role_grants.count() == AuditEvent.objects.count() == 1


def test_a_removed_role_ends_at_once(cast: Cast):
    client = sign_in(Client(), cast.auditor)
    trail = reverse("audit_trail", kwargs={"slug": "lahti"})
    assert client.get(trail).status_code == 200
    assert remove(cast, cast.auditor.role_grants.get()).url == page()
    assert client.get(trail).status_code == 403
    assert AuditEvent.objects.get().event == "people.role_removed"


def test_the_last_administrator_cannot_remove_themself(cast: Cast):
    own = cast.administrator.role_grants.get()
    answer = remove(cast, own)
    assert answer.url == page()
    assert RoleGrant.objects.filter(pk=own.pk).exists()


def test_one_of_two_administrators_may_go(cast: Cast, place: Place):
    newcomer()
    give(cast, role="administrator")
    own = cast.administrator.role_grants.get()
    assert remove(cast, own).url == reverse("region_front")
    assert not RoleGrant.objects.filter(pk=own.pk).exists()


def test_removing_twice_is_not_an_error_page(cast: Cast):
    grant = cast.auditor.role_grants.get()
    remove(cast, grant)
    assert remove(cast, grant).status_code == 404
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302), ("resident", 403), ("moderator", 403), ("coordinator", 403), ("official", 403), ("registrar", 403),
        ("auditor", 403), ("administrator", 200), ("county_official", 404), ("county_coordinator", 404), ("other_coordinator", 404),
    ],
)  # fmt: skip
def test_only_the_places_own_administrator_sees_the_page(cast: Cast, who: str, status: int):
    client = sign_in(Client(), cast.everyone()[who])
    assert client.get(page()).status_code == status
    if status != 200:
        assert client.post(page(), {"email": "moderator@example.org", "role": "administrator"}).status_code == status
        assert not AuditEvent.objects.exists()


def test_another_places_grant_cannot_be_removed_through_ones_own(cast: Cast):
    theirs = cast.other_coordinator.role_grants.get()
    assert remove(cast, theirs).status_code == 404
    assert remove(cast, theirs, slug="heinola").status_code == 404
    assert RoleGrant.objects.filter(pk=theirs.pk).exists()


def test_the_action_itself_checks_the_permission(cast: Cast, place: Place):
    newcomer()
    with pytest.raises(NotPermitted):
        grant_role(
            organisation=place.heinola, email="uusi@example.org", role=Role.MODERATOR, by=cast.administrator, now=NOW
        )


def test_the_page_costs_the_same_whatever_the_number_of_roles(cast: Cast, place: Place):
    for number in range(40):
        RoleGrant.objects.create(
            user=newcomer(f"v{number}@example.org"), organisation=place.lahti, role=Role.MODERATOR, granted_at=NOW
        )
    client = sign_in(Client(), cast.administrator)
    client.get(page())
    with assert_queries():
        assert len(client.get(page()).context["lines"]) == 46


def test_the_operator_appoints_the_first_administrator(cast: Cast, place: Place, capsys):
    user = newcomer()
    call_command("appoint_administrator", "uusi@example.org", "heinola")
    assert User.objects.get(pk=user.pk).roles == {place.heinola.pk: frozenset({Role.ADMINISTRATOR})}
    assert AuditEvent.objects.get().actor_id is None
    for wrong in (("kukaan@example.org", "heinola"), ("uusi@example.org", "narnia")):
        with pytest.raises(CommandError):
            call_command("appoint_administrator", *wrong)
