"""One's own data: seen, taken along, changed and erased by oneself, and all of it written down."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from people.actions import empty_old_mails, end_unused_accounts, enqueue_mail, erase_account, record_event, set_consent
from people.enums import ConsentPurpose, PeopleEvent, Role
from people.models import AuditEvent, Consent, OutboxMail, RoleGrant, User
from people.queries import ERASERS, OWN_DATA
from portal.exceptions import RuleBroken
from tests.personas import NOW, Cast, Place, sign_in
from tests.queries import assert_queries


@pytest.fixture
def resident(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.resident, email=cast.resident.email, verified=True, primary=True)
    return cast.resident


@pytest.fixture
def client(resident: User) -> Client:
    return sign_in(Client(), resident)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


@pytest.mark.parametrize("name", ["own_data", "own_data_all"])
def test_only_with_an_account(place: Place, visitor: Client, name: str):
    assert visitor.get(reverse(name)).url == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.parametrize("name", ["own_data_download", "own_settings", "own_consents", "own_erase"])
def test_changes_need_an_account_and_a_post(place: Place, client: Client, visitor: Client, name: str):
    assert visitor.post(reverse(name)).url.startswith(reverse("account_login"))
    assert client.get(reverse(name)).status_code == 405


def test_everything_is_readable_on_a_page(client: Client, resident: User, place: Place):
    page = client.get(reverse("own_data_all")).content.decode()
    for known in (resident.email, "1955", "Lahti"):
        assert known in page


def test_everything_can_be_taken_along_as_json_and_that_is_written_down(client: Client, resident: User):
    answer = client.post(reverse("own_data_download"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    document = json.loads(answer.content)
    assert len(document["sections"]) == len(OWN_DATA)
    assert resident.email in answer.content.decode()
    assert events() == ["people.data_exported"]


def test_nobody_elses_data_is_in_it(client: Client, cast: Cast, place: Place):
    enqueue_mail(key="x", to=cast.moderator.email, subject="Toisen asia", body="…", language="fi", now=NOW)
    record_event(
        event=PeopleEvent.SECOND_FACTOR_SET, by=cast.moderator, subject=cast.moderator, organisation=None, now=NOW
    )
    text = client.post(reverse("own_data_download")).content.decode()
    assert cast.moderator.email not in text
    assert "Toisen asia" not in text


def test_the_page_costs_the_same_whatever_there_is(client: Client, resident: User):
    for number in range(30):
        record_event(event=PeopleEvent.DATA_EXPORTED, by=resident, subject=resident, organisation=None, now=NOW)
        enqueue_mail(key=str(number), to=resident.email, subject="x", body="x", language="fi", now=NOW)
    client.get(reverse("own_data_all"))
    with assert_queries(10 + OWN_DATA.budget()):
        client.get(reverse("own_data_all"))


def test_settings_are_saved_and_what_is_wrong_is_kept(client: Client, resident: User):
    client.post(reverse("own_settings"), {"public_name": "Mäntyniemen ääni", "language": "sv"})
    resident.refresh_from_db()
    assert (resident.public_name, resident.language) == ("Mäntyniemen ääni", "sv")
    answer = client.post(reverse("own_settings"), {"public_name": "x" * 61, "language": "de"})
    assert set(answer.context["form"].errors) == {"public_name", "language"}
    assert "x" * 61 in answer.content.decode()
    assert events() == ["people.settings_changed"]


def test_saving_what_did_not_change_is_not_an_event(client: Client, resident: User):
    client.post(reverse("own_settings"), {"public_name": "", "language": "fi"})
    assert events() == []


def test_consents_are_off_until_given_and_can_be_withdrawn(client: Client, resident: User):
    assert not any(field.initial for field in client.get(reverse("own_data")).context["consent_form"].fields.values())
    client.post(reverse("own_consents"), {"news": "on"})
    assert client.get(reverse("own_data")).context["consent_form"].fields["news"].initial
    client.post(reverse("own_consents"), {"news": "on"})
    client.post(reverse("own_consents"), {})
    consent = Consent.objects.get()
    assert consent.withdrawn_at is not None
    client.post(reverse("own_consents"), {"news": "on"})
    assert Consent.objects.count() == 2
    assert events() == ["people.consent_given", "people.consent_withdrawn", "people.consent_given"]


def test_two_tabs_give_a_consent_once(resident: User):
    assert set_consent(user=resident, purpose=ConsentPurpose.NEWS, given=True, now=NOW)
    assert not set_consent(user=resident, purpose=ConsentPurpose.NEWS, given=True, now=NOW)
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(("language", "word"), [("fi", "POISTA"), ("fi", "poista "), ("sv", "RADERA"), ("en", "ERASE")])
def test_the_account_is_erased_by_typing_the_word(client: Client, resident: User, language: str, word: str):
    with translation.override(language):
        answer = client.post(reverse("own_erase"), {"word": word})
        assert answer.url == reverse("region_front")
    assert not User.objects.filter(pk=resident.pk).exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("word", ["", "kyllä", "POIST", "x" * 500])
def test_without_the_word_nothing_is_erased(client: Client, resident: User, word: str):
    with translation.override("fi"):
        answer = client.post(reverse("own_erase"), {"word": word})
    assert answer.status_code == 200
    assert answer.context["form"].errors["word"]
    assert User.objects.filter(pk=resident.pk).exists()
    assert events() == []


def test_nothing_that_leads_to_the_person_is_left(resident: User, place: Place):
    """Every table is looked through: neither the number in a foreign key, nor the e-mail, nor the identity."""
    User.objects.filter(pk=resident.pk).update(identity_key="k" * 64, public_name="Mäntyniemen ääni")
    resident.refresh_from_db()
    set_consent(user=resident, purpose=ConsentPurpose.NEWS, given=True, now=NOW)
    enqueue_mail(key="asia:1", to=resident.email, subject="Vastaus", body="…", language="fi", now=NOW)
    TOTP.activate(resident, "JBSWY3DPEHPK3PXP")
    number = resident.pk
    erase_account(user=resident, now=NOW)
    for model in apps.get_models():
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                points_at_people = isinstance(field, models.ForeignKey) and field.related_model is User
                if points_at_people or field.name == "actor_id":
                    assert value != number, f"{model.__name__}.{field.name}"
                assert "resident@example.org" not in str(value), f"{model.__name__}.{field.name}"
                assert "k" * 64 not in str(value), f"{model.__name__}.{field.name}"
                assert "Mäntyniemen" not in str(value), f"{model.__name__}.{field.name}"


def test_the_floors_above_are_asked_before_the_account_goes(resident: User):
    seen = []

    def eraser(user: User, now) -> None:
        seen.append(User.objects.filter(pk=user.pk).exists())

    ERASERS.put(eraser)
    try:
        erase_account(user=resident, now=NOW)
    finally:
        ERASERS._places[:] = [place for place in ERASERS._places if place.provider is not eraser]
    assert seen == [True]


def test_an_eraser_that_fails_leaves_the_account_whole(resident: User):
    def eraser(user: User, now) -> None:
        raise RuleBroken("not now")

    ERASERS.put(eraser)
    try:
        with pytest.raises(RuleBroken):
            erase_account(user=resident, now=NOW)
    finally:
        ERASERS._places[:] = [place for place in ERASERS._places if place.provider is not eraser]
    assert User.objects.filter(pk=resident.pk).exists()
    assert events() == []


def test_the_last_administrator_gives_the_role_away_first(cast: Cast, place: Place):
    client = sign_in(Client(), cast.administrator)
    with translation.override("fi"):
        assert client.post(reverse("own_erase"), {"word": "POISTA"}).context["form"].errors["word"]
    RoleGrant.objects.create(user=cast.coordinator, organisation=place.lahti, role=Role.ADMINISTRATOR, granted_at=NOW)
    with translation.override("fi"):
        client.post(reverse("own_erase"), {"word": "POISTA"})
    assert not User.objects.filter(pk=cast.administrator.pk).exists()


def test_the_last_line_says_that_an_account_was_erased_and_not_whose(resident: User):
    erase_account(user=resident, now=NOW)
    line = AuditEvent.objects.get()
    assert (line.event, line.actor_id, line.actor_role, line.facts) == ("people.erased", None, "", {})


def age(user: User, days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(created_at=then, last_login=then)


def test_an_unused_account_is_warned_and_a_month_later_erased(resident: User):
    now = timezone.now()
    age(resident, 705)
    assert end_unused_accounts(now=now) == (1, 0)
    assert end_unused_accounts(now=now) == (0, 0)
    assert OutboxMail.objects.get().to == resident.email
    assert end_unused_accounts(now=now + timedelta(days=24)) == (0, 0)
    assert end_unused_accounts(now=now + timedelta(days=31)) == (0, 1)
    assert not User.objects.filter(pk=resident.pk).exists()


def test_who_signs_in_after_the_warning_keeps_the_account(resident: User):
    now = timezone.now()
    age(resident, 705)
    end_unused_accounts(now=now)
    User.objects.filter(pk=resident.pk).update(last_login=now)
    assert end_unused_accounts(now=now + timedelta(days=60)) == (0, 0)


def test_staff_operators_and_the_demo_are_not_erased_by_the_clock(cast: Cast):
    for user in cast.everyone().values():
        if isinstance(user, User):
            age(user, 2000)
    User.objects.filter(pk=cast.resident.pk).update(is_demo=True)
    assert end_unused_accounts(now=timezone.now()) == (0, 0)


def test_the_words_of_old_mails_are_emptied_and_their_keys_stay(resident: User):
    now = timezone.now()
    enqueue_mail(key="asia:1", to=resident.email, subject="Vastaus", body="…", language="fi", now=now)
    OutboxMail.objects.update(sent_at=now - timedelta(days=29))
    assert empty_old_mails(now=now) == 0
    OutboxMail.objects.update(sent_at=now - timedelta(days=31))
    assert empty_old_mails(now=now) == 1
    kept = OutboxMail.objects.get()
    assert (kept.to, kept.subject, kept.body, kept.key) == ("", "", "", "asia:1")
    assert not enqueue_mail(key="asia:1", to=resident.email, subject="x", body="x", language="fi", now=now)
