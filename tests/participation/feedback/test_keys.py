"""Keys of other services: made and revoked by administrators of the place, told once, kept as a hash."""

import pytest
from django.test import Client

from participation.feedback.models import ApiKey
from people.models import AuditEvent
from tests.personas import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/fi/lahti/avaimet/"


@pytest.fixture
def administrator(cast):
    return sign_in(Client(), cast.administrator)


def test_a_key_is_told_once_and_kept_as_a_hash(administrator):
    answer = administrator.post(PAGE, {"name": "Palauteappi"})
    text = answer.context["text"]
    assert text in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    key = ApiKey.objects.get()
    assert text not in str(ApiKey.objects.values_list().get())
    assert len(key.key_hash) == 64
    assert text not in administrator.get(PAGE).content.decode()
    assert "Palauteappi" in administrator.get(PAGE).content.decode()
    event = AuditEvent.objects.get(event="service.key_made")
    assert event.facts == {"service": "Palauteappi"}
    assert event.organisation_id == key.organisation_id


def test_one_key_in_use_for_one_service(administrator):
    administrator.post(PAGE, {"name": "Palauteappi"})
    again = administrator.post(PAGE, {"name": "palauteappi"})
    assert "on jo avain" in again.content.decode()
    assert ApiKey.objects.count() == 1
    administrator.post(f"{PAGE}{ApiKey.objects.get().pk}/lakkauta/")
    administrator.post(PAGE, {"name": "Palauteappi"})
    assert ApiKey.objects.filter(revoked_at=None).count() == 1


def test_revoking_is_told_once(administrator):
    administrator.post(PAGE, {"name": "Palauteappi"})
    address = f"{PAGE}{ApiKey.objects.get().pk}/lakkauta/"
    assert [administrator.post(address).status_code for _click in range(2)] == [302, 302]
    assert AuditEvent.objects.filter(event="service.key_revoked").count() == 1
    assert "lakkautettu" in administrator.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_a_name_is_needed(administrator, name):
    assert administrator.post(PAGE, {"name": name}).context["form"].errors
    assert not ApiKey.objects.exists()


def test_a_key_of_another_place_does_not_exist(administrator, place):
    key = ApiKey.objects.create(organisation=place.heinola, name="x", key_hash="h", created_at="2026-01-01T00:00Z")
    assert administrator.post(f"{PAGE}{key.pk}/lakkauta/").status_code == 404
    assert administrator.get("/fi/heinola/avaimet/").status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None
