"""The audit trail: written once, read as sentences, shown to auditors and administrators of the organisation only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from people.actions import record_event
from people.enums import PeopleEvent
from people.models import AppendOnly, AuditEvent
from people.queries import AuditFilter, audit_page, sentence_of
from tests.personas import NOW, Cast, Place, sign_in
from tests.queries import assert_queries


def write(cast: Cast, place: Place, count: int = 1, **facts: str) -> AuditEvent:
    for _number in range(count):
        event = record_event(
            event=PeopleEvent.ROLE_GRANTED, by=cast.administrator, subject=place.lahti, organisation=place.lahti, now=timezone.now(),
            **{"role": "coordinator", **facts},
        )  # fmt: skip
    return event


def trail(who: str, cast: Cast, slug: str = "lahti", **wanted: str):
    return sign_in(Client(), cast.everyone()[who]).get(reverse("audit_trail", kwargs={"slug": slug}), wanted)


def test_the_model_refuses_change_and_removal(cast, place):
    event = write(cast, place)
    event.event = "people.something_else"
    for attempt in (
        event.save,
        event.delete,
        lambda: AuditEvent.objects.update(event="x"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.bulk_update([event], ["event"]),
        lambda: AuditEvent._base_manager.filter(pk=event.pk).update(event="x"),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            attempt()
    assert AuditEvent.objects.get().event == "people.role_granted"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_auditevent SET event = 'x'",
        "UPDATE people_auditevent SET facts = '{}'",
        "UPDATE people_auditevent SET actor_id = actor_id + 1",
        "UPDATE people_auditevent SET actor_id = NULL, actor_role = ''",
        "DELETE FROM people_auditevent",
    ],
)
def test_the_database_refuses_what_goes_past_the_model(cast, place, sql):
    write(cast, place)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEvent.objects.get().actor_id == cast.administrator.pk


def test_postgresql_refuses_to_empty_the_table_too(cast, place):
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_auditevent'"
            )
            assert cursor.fetchone() == (2,)  # SQLite has no TRUNCATE
        return
    write(cast, place)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE people_auditevent")


def test_an_erased_actor_leaves_the_role_behind(cast, place):
    event = write(cast, place)
    assert AuditEvent.objects.forget_actor(cast.administrator.pk) == 1
    event.refresh_from_db()
    assert (event.actor_id, event.actor_role) == (None, "administrator")


def test_lines_over_ten_years_old_may_be_forgotten_and_younger_ones_not(cast, place):
    old = record_event(
        event=PeopleEvent.DATA_EXPORTED,
        by=None,
        subject=place.lahti,
        organisation=place.lahti,
        now=timezone.now() - timedelta(days=3700),
    )
    young = write(cast, place)
    assert AuditEvent.objects.forget_older_than(timezone.now() - timedelta(days=3653)) == 1
    assert list(AuditEvent.objects.values_list("pk", flat=True)) == [young.pk] != [old.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.forget_older_than(timezone.now())


def test_the_sentence_names_a_capacity_and_not_a_person(cast, place):
    event = write(cast, place)
    with translation.override("en"):
        assert sentence_of(event) == "Administrator gave the role “Wellbeing coordinator”"
    with translation.override("fi"):
        assert "Pääkäyttäjä" in sentence_of(event)
    assert cast.administrator.email not in sentence_of(event)


def test_a_missing_fact_or_an_unknown_event_never_breaks_the_page(cast, place):
    AuditEvent.objects.create(
        at=NOW, event="people.role_granted", subject_kind="x", subject_id="1", organisation_id=place.lahti.pk
    )
    AuditEvent.objects.create(
        at=NOW, event="gone.for_good", subject_kind="x", subject_id="2", organisation_id=place.lahti.pk
    )
    AuditEvent.objects.create(
        at=NOW,
        event="people.role_granted",
        subject_kind="x",
        subject_id="3",
        organisation_id=place.lahti.pk,
        facts={"role": None, "actor": "%s"},
    )
    answer = trail("auditor", cast)
    assert answer.status_code == 200
    assert "gone.for_good" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302), ("resident", 403), ("moderator", 403), ("coordinator", 403), ("official", 403), ("registrar", 403),
        ("auditor", 200), ("administrator", 200), ("county_official", 404), ("county_coordinator", 404), ("other_coordinator", 404),
    ],
)  # fmt: skip
def test_only_auditors_and_administrators_of_the_place_read_it(cast, who, status):
    assert trail(who, cast).status_code == status


def test_another_places_lines_are_not_shown(cast, place):
    record_event(
        event=PeopleEvent.ROLE_GRANTED,
        by=None,
        subject=place.heinola,
        organisation=place.heinola,
        now=NOW,
        role="auditor",
    )
    assert trail("auditor", cast).context["lines"] == []


def test_the_filter_narrows_by_kind_day_and_code(cast, place):
    write(cast, place, code="KU-1234")
    record_event(
        event=PeopleEvent.ROLE_REMOVED,
        by=None,
        subject=place.lahti,
        organisation=place.lahti,
        now=timezone.now() - timedelta(days=40),
        role="auditor",
    )

    def shown(**wanted: str) -> list[str]:
        return [line.event for line in trail("auditor", cast, **wanted).context["lines"]]

    assert shown() == ["people.role_granted", "people.role_removed"]
    assert shown(kind="people.role_removed") == ["people.role_removed"]
    assert shown(subject="KU-1234") == ["people.role_granted"]
    assert shown(since=f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}") == ["people.role_granted"]
    assert shown(until=f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}") == ["people.role_removed"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"since": "yesterday"},
        {"kind": "no.such"},
        {"page": "ninety"},
        {"page": "999999"},
        {"since": "2026-12-01", "until": "2026-11-01"},
    ],
)
def test_a_filter_that_cannot_be_read_is_told_and_not_a_crash(cast, place, wanted):
    write(cast, place)
    answer = trail("auditor", cast, **wanted)
    assert answer.status_code == 200
    if "page" not in wanted:
        assert answer.context["form"].errors


def test_the_page_costs_the_same_whatever_the_number_of_lines(cast, place):
    write(cast, place, count=70)
    client = sign_in(Client(), cast.auditor)
    address = reverse("audit_trail", kwargs={"slug": "lahti"})
    client.get(address)
    with assert_queries():
        answer = client.get(address)
    assert len(answer.context["lines"]) == 50
    assert answer.context["page"].has_next()


def test_a_download_is_a_safe_csv_and_leaves_a_line_of_its_own(cast, place):
    write(cast, place, code="=HYPERLINK(1)")
    client = sign_in(Client(), cast.auditor)
    answer = client.post(reverse("audit_export", kwargs={"slug": "lahti"}), {"kind": "people.role_granted"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(text.strip().splitlines()) == 2
    assert "organisations.organisation =HYPERLINK" in text  # inside a cell, not at its start
    newest = audit_page(place.lahti, AuditFilter(), 1)[1][0]
    assert newest.event == "people.trail_downloaded"


def test_only_those_who_may_read_may_download(cast):
    for who, status in (("coordinator", 403), ("other_coordinator", 404), ("resident", 403), ("anonymous", 302)):
        assert (
            sign_in(Client(), cast.everyone()[who]).post(reverse("audit_export", kwargs={"slug": "lahti"})).status_code
            == status
        )
    assert not AuditEvent.objects.filter(event="people.trail_downloaded").exists()


def test_the_actors_roles_are_those_of_that_moment(cast, place):
    event = write(cast, place)
    cast.administrator.role_grants.all().delete()
    event.refresh_from_db()
    assert event.actor_role == "administrator"


def test_somebody_who_acts_for_another_organisation_keeps_the_own_role(cast, place):
    event = record_event(
        event=PeopleEvent.DATA_EXPORTED, by=cast.county_official, subject=place.lahti, organisation=place.lahti, now=NOW
    )
    assert event.actor_role == "official"


def test_a_resident_acts_as_a_resident(cast, place):
    event = record_event(
        event=PeopleEvent.DATA_EXPORTED, by=cast.resident, subject=place.lahti, organisation=None, now=NOW
    )
    assert event.actor_role == "resident"
