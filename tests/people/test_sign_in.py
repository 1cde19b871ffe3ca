"""Signing up, in, out and back in, the way a person does it: pages, and mails that really arrive."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from people.enums import Role
from people.models import AuditEvent, OutboxMail, RoleGrant, User
from people.tasks import drain_outbox
from tests.people.conftest import Postbox
from tests.personas import NOW, PASSWORD, Cast, Place

NEW = {"email": "uusi@example.org", "password1": "kolme kissaa katolla", "password2": "kolme kissaa katolla"}
pytestmark = pytest.mark.django_db


def link_in(body: str) -> str:
    return re.search(r"https?://testserver(/\S+)", body).group(1)


def newest_letter() -> OutboxMail:
    return OutboxMail.objects.latest("pk")


def verified(email: str = "asukas@example.org", **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in_by_password(client: Client, email: str = "asukas@example.org", password: str = PASSWORD, **data: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **data})


def code_of(secret: str, ago: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def test_an_account_is_made_with_an_email_that_is_proved_by_a_real_mail(
    place: Place, visitor: Client, postbox: Postbox
):
    answer = visitor.post(reverse("account_signup"), NEW)
    assert answer.url == reverse("account_email_verification_sent")
    assert sign_in_by_password(Client(), NEW["email"], NEW["password1"]).url == reverse(
        "account_email_verification_sent"
    )
    drain_outbox()
    letter = postbox.letters[0]
    assert letter["To"] == NEW["email"]
    page = visitor.get(link_in(letter.get_content()))
    assert NEW["email"] in page.content.decode()
    visitor.post(link_in(letter.get_content()))
    assert EmailAddress.objects.get(email=NEW["email"]).verified
    client = Client()
    assert sign_in_by_password(client, NEW["email"], NEW["password1"]).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_name_is_never_asked(place: Place, visitor: Client):
    form = visitor.get(reverse("account_signup")).context["form"]
    assert list(form.fields) == ["email", "password1", "password2"]


def test_the_language_of_the_account_is_that_of_the_page(place: Place, visitor: Client):
    with translation.override("sv"):
        visitor.post(reverse("account_signup"), NEW)
    assert User.objects.get().language == "sv"
    assert newest_letter().language == "sv"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ei osoite"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"password1": ""}, "password1"),
        ({"password1": "lyhyt", "password2": "lyhyt"}, "password1"),
        ({"password1": "password1234", "password2": "password1234"}, "password1"),
        ({"password2": "toinen salasana"}, "password2"),
        ({"email": "x" * 400 + "@example.org"}, "email"),
        ({"email": "uusi@example.org\x00"}, "email"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_what_was_typed_is_kept(place: Place, visitor: Client, wrong, field):
    answer = visitor.post(reverse("account_signup"), {**NEW, **wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not User.objects.exists()
    page = answer.content.decode()
    assert "error-summary" in page
    assert NEW["password1"] not in page
    if "email" not in wrong:
        assert f'value="{NEW["email"]}"' in page


def test_nobody_can_find_out_who_has_an_account(place: Place, visitor: Client):
    verified(NEW["email"])
    known = visitor.post(reverse("account_signup"), NEW)
    unknown = Client().post(reverse("account_signup"), {**NEW, "email": "toinen@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email=NEW["email"]).count() == 1
    for email in (NEW["email"], "kukaan@example.org"):
        answer = Client().post(reverse("account_reset_password"), {"email": email})
        assert answer.url == reverse("account_reset_password_done")
    wrong = [
        sign_in_by_password(Client(), email, "väärä salasana").context["form"].errors
        for email in (NEW["email"], "kukaan@example.org")
    ]
    assert wrong[0] == wrong[1]


def test_the_same_email_in_other_letters_is_the_same_account(place: Place, visitor: Client):
    verified(NEW["email"])
    visitor.post(reverse("account_signup"), {**NEW, "email": "UUSI@example.org"})
    assert User.objects.count() == 1
    client = Client()
    sign_in_by_password(client, "UUSI@Example.org")
    assert "_auth_user_id" in client.session


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(place: Place, visitor: Client):
    verified()
    visitor.post(reverse("account_reset_password"), {"email": "asukas@example.org"})
    link = link_in(newest_letter().body)
    form = visitor.get(link).url
    new = {"password1": "aivan uusi salasana", "password2": "aivan uusi salasana"}
    assert visitor.post(form, new).url == reverse("account_reset_password_from_key_done")
    client = Client()
    sign_in_by_password(client, password=new["password1"])
    assert "_auth_user_id" in client.session
    assert "token_fail" in Client().get(link).context


def test_a_changed_link_is_refused_in_plain_words(place: Place, visitor: Client):
    verified()
    visitor.post(reverse("account_reset_password"), {"email": "asukas@example.org"})
    link = link_in(newest_letter().body)
    answer = visitor.get(link[:-3] + ("xy/" if link[-3:-1] != "xy" else "zz/"))
    assert answer.status_code == 200
    assert answer.context["token_fail"]
    assert visitor.get(reverse("account_confirm_email", args=["no:such:key"])).status_code == 200


def test_the_sixth_wrong_password_within_five_minutes_is_not_even_tried(place: Place):
    verified()
    for _attempt in range(5):
        sign_in_by_password(Client(), password="väärä")
    client = Client()
    answer = sign_in_by_password(client)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_too_many_sign_ups_from_one_place_are_stopped_in_plain_words(place: Place):
    for number in range(21):
        answer = Client().post(reverse("account_signup"), {**NEW, "email": f"n{number}@example.org"})
    assert answer.status_code == 429
    assert "429.html" in [template.name for template in answer.templates]
    assert User.objects.count() == 20


def test_a_made_up_forwarding_header_does_not_lift_the_limit(place: Place):
    verified()
    for attempt in range(5):
        Client(headers={"X-Forwarded-For": f"10.0.0.{attempt}"}).post(
            reverse("account_login"), {"login": "asukas@example.org", "password": "väärä"}
        )
    client = Client(headers={"X-Forwarded-For": "10.9.9.9"})
    sign_in_by_password(client)
    assert "_auth_user_id" not in client.session


def test_the_session_gets_a_new_key_when_somebody_signs_in(place: Place, visitor: Client):
    verified()
    visitor.get(reverse("account_login"))
    session = visitor.session
    session["x"] = 1
    session.save()
    before = visitor.session.session_key
    visitor.cookies["sessionid"] = before
    sign_in_by_password(visitor)
    assert visitor.session.session_key != before


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(place: Place, wanted: str):
    verified()
    address = sign_in_by_password(Client(), next=wanted).url
    assert address.startswith("/")
    assert "evil" not in address


def test_signing_in_leads_back_to_where_one_came_from(place: Place):
    verified()
    assert sign_in_by_password(Client(), next=reverse("own_data")).url == reverse("own_data")


def test_signing_out_needs_a_post(place: Place):
    verified()
    client = Client()
    sign_in_by_password(client)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_get_in(place: Place):
    verified(is_active=False)
    client = Client()
    sign_in_by_password(client)
    assert "_auth_user_id" not in client.session


def staff(place: Place) -> User:
    user = verified("virkamies@example.org")
    RoleGrant.objects.create(user=user, organisation=place.lahti, role=Role.AUDITOR, granted_at=NOW)
    return user


def set_up(client: Client, wanted: str) -> str:
    """Set up an authenticator the way the page tells; returns its secret."""
    page = client.get(client.get(wanted).url)
    if page.status_code == 302:
        page = client.post(page.url, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_staff_set_up_a_second_factor_and_go_on_to_the_page_that_they_wanted(
    place: Place, django_capture_on_commit_callbacks
):
    staff(place)
    client = Client()
    sign_in_by_password(client, "virkamies@example.org")
    wanted = reverse("audit_trail", kwargs={"slug": "lahti"})
    assert client.get(wanted).status_code == 302
    set_up(client, wanted)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["way_on"] == wanted
    assert client.get(wanted).status_code == 200
    assert AuditEvent.objects.filter(event="people.second_factor_set").count() == 1


def test_next_time_the_password_is_not_enough(place: Place):
    staff(place)
    first = Client()
    sign_in_by_password(first, "virkamies@example.org")
    secret = set_up(first, reverse("audit_trail", kwargs={"slug": "lahti"}))
    client = Client()
    assert sign_in_by_password(client, "virkamies@example.org").url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.context["form"].errors["code"]
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("audit_trail", kwargs={"slug": "lahti"})).status_code == 200


def test_a_code_works_once(place: Place):
    staff(place)
    first = Client()
    sign_in_by_password(first, "virkamies@example.org")
    secret = set_up(first, reverse("audit_trail", kwargs={"slug": "lahti"}))
    code = code_of(secret)
    for client, gets_in in ((Client(), True), (Client(), False)):
        sign_in_by_password(client, "virkamies@example.org")
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is gets_in


def test_a_recovery_code_lets_in_once(place: Place):
    staff(place)
    first = Client()
    sign_in_by_password(first, "virkamies@example.org")
    set_up(first, reverse("audit_trail", kwargs={"slug": "lahti"}))
    code = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for client, gets_in in ((Client(), True), (Client(), False)):
        sign_in_by_password(client, "virkamies@example.org")
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is gets_in


def test_a_new_password_by_mail_does_not_go_past_the_second_factor(place: Place):
    user = staff(place)
    first = Client()
    sign_in_by_password(first, "virkamies@example.org")
    set_up(first, reverse("audit_trail", kwargs={"slug": "lahti"}))
    thief = Client()
    thief.post(reverse("account_reset_password"), {"email": user.email})
    form = thief.get(link_in(newest_letter().body)).url
    thief.post(form, {"password1": "varastettu salasana", "password2": "varastettu salasana"})
    assert sign_in_by_password(thief, user.email, "varastettu salasana").url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in thief.session


def test_taking_the_authenticator_off_asks_for_a_new_one_at_once(place: Place):
    staff(place)
    client = Client()
    sign_in_by_password(client, "virkamies@example.org")
    wanted = reverse("audit_trail", kwargs={"slug": "lahti"})
    set_up(client, wanted)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get(wanted).url.startswith(reverse("mfa_activate_totp"))


def test_the_email_is_changed_only_when_the_new_one_is_proved(place: Place):
    user = verified()
    client = Client()
    sign_in_by_password(client)
    answer = client.post(reverse("account_email"), {"email": "uudempi@example.org", "action_add": "1"}, follow=True)
    if answer.resolver_match.url_name == "account_reauthenticate":
        answer = client.post(
            answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], {"password": PASSWORD}, follow=True
        )
    user.refresh_from_db()
    assert user.email == "asukas@example.org"
    letter = OutboxMail.objects.get(to="uudempi@example.org")
    client.post(link_in(letter.body))
    user.refresh_from_db()
    assert user.email == "uudempi@example.org"
    assert OutboxMail.objects.filter(to="asukas@example.org", key__startswith="account.email.email_changed").exists()


PAGES = [
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_email_verification_sent",
    "account_reset_password_from_key_done", "account_inactive", "socialaccount_login_cancelled",
]  # fmt: skip


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_speaks_every_language(place: Place, visitor: Client, name: str, language: str):
    with translation.override(language):
        answer = visitor.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert not re.search(r"style=|<script(?! src)", page)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_logout",
        "mfa_index",
        "account_reauthenticate",
        "mfa_activate_totp",
    ],
)
def test_every_page_of_an_account_speaks_every_language(cast: Cast, name: str, language: str):
    client = Client()
    client.force_login(cast.resident, backend="django.contrib.auth.backends.ModelBackend")
    EmailAddress.objects.create(user=cast.resident, email=cast.resident.email, verified=True, primary=True)
    with translation.override(language):
        answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_no_mail_is_sent_past_the_outbox(place: Place, visitor: Client):
    visitor.post(reverse("account_signup"), NEW)
    assert OutboxMail.objects.count() == 1
    assert not mail.outbox
