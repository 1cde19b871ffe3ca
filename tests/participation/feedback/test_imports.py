"""Matters of other systems: read, looked at row by row, brought in once, whatever file somebody sends."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from participation.feedback.actions.imports import bring_batch, empty_old_rows
from participation.feedback.enums import ImportFormat, RowState
from participation.feedback.jobs import bring_in
from participation.feedback.models import ImportBatch
from participation.feedback.rules.imports import MOST_ROWS, BadFile, cells_in
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind, Visibility
from participation.matters.models import Matter
from people.models import AuditEvent, OutboxMail
from portal.enums import JobState
from portal.models import Job
from tests.participation.matters.story import HETU
from tests.personas import NOW, sign_in
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
PAGE = "/fi/tyopoyta/tuonti/"
OWN = """id;title;text;kind;place;area;topic;language;received;answered;answer;outcome
1;Penkki;Pysäkille penkki.;idea;Asema;Keskusta;Liikunta;fi;2025-03-01;2025-03-20;Penkki tuli.;yes
2;Valo;Polulle valo.;idea;;;;fi;1.4.2025;;;
3;;Otsikko puuttuu.;idea;;;;fi;2025-04-02;;;
4;Päivä;Väärä päivä.;idea;;;;fi;ylihuomenna;;;
2;Toinen;Sama tunnus.;idea;;;;fi;2025-04-03;;;
"""
# Names and layout as Decidim's own export flattens ProposalSerializer: parts with a slash, semicolons between.
DECIDIM = """id;category/id;category/name/fi;scope/name/fi;title/fi;body/fi;state;reference;answer/fi;supports;published_at;url
10;1;Liikunta;Keskusta;Uusi polku;<p>Metsään <b>polku</b>.</p><script>x</script>;accepted;FI-10;<p>Teemme sen.</p>;5;2024-05-01 10:00:00 UTC;https://x
11;;;;Silta;<p>Silta joelle.</p>;rejected;FI-11;<p>Ei ole rahaa.</p>;2;2024-05-02 10:00:00 UTC;https://x
12;;;;Puisto;<p>Puistoon wc.</p>;;FI-12;;0;2024-05-03 10:00:00 UTC;https://x
13;;;;Peruttu;<p>Ei enää.</p>;withdrawn;FI-13;;0;2024-05-03 10:00:00 UTC;https://x
"""
OPEN311 = [
    {
        "service_request_id": "638344", "status": "closed", "status_notes": "Lamppu vaihdettiin.", "service_name": "Liikunta",
        "service_code": "liikunta", "description": "Lamppu\n\nLamppu on rikki.", "requested_datetime": "2025-04-14T06:37:38+03:00",
        "updated_datetime": "2025-04-15T06:37:38+03:00", "address": "Asema", "lat": 60.98, "long": 25.66,
        "extended_attributes": {"title": "Lamppu"},
    },
    {"service_request_id": 638349, "status": "open", "description": "Kaivo on auki. Varokaa.",
    "requested_datetime": "2025-04-19T06:37:38Z"},
]  # fmt: skip


@pytest.fixture
def coordinator(cast):
    return sign_in(Client(), cast.coordinator)


def send(client, place, content, format="csv", **words):
    data = content if isinstance(content, bytes) else content.encode()
    given = {"organisation": place.lahti.pk, "format": format, "source": "Vanha järjestelmä", "kind": "idea", "was_shown": "on"}
    return client.post(PAGE, {**given, "file": SimpleUploadedFile("vanhat.csv", data), **words})


def read(client, place, content, format="csv", **words):
    answer = send(client, place, content, format, **words)
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportBatch.objects.get(pk=answer.url.strip("/").rsplit("/", 1)[1])


def bring(client, batch, run):
    with run(execute=True):
        answer = client.post(f"{PAGE}{batch.pk}/")
    assert answer.status_code == 302
    batch.refresh_from_db()
    return batch


def states(batch):
    return [row["state"] for row in batch.rows]


def test_a_file_is_looked_at_first_and_nothing_is_made(coordinator, place):
    batch = read(coordinator, place, OWN)
    assert not Matter.objects.exists()
    assert states(batch) == ["new", "new", "wrong", "wrong", "wrong"]
    text = coordinator.get(f"{PAGE}{batch.pk}/").content.decode()
    for words in ("Otsikko tai teksti puuttuu", "ei ole päivä", "Sama tunnus on aiemmin", "Tuo 2 uutta asiaa"):
        assert words in text
    assert AuditEvent.objects.get(event="service.file_read").facts == {"source": "Vanha järjestelmä", "rows": 5}


def test_what_is_new_comes_with_its_past(coordinator, place, django_capture_on_commit_callbacks):
    batch = bring(coordinator, read(coordinator, place, OWN), django_capture_on_commit_callbacks)
    assert states(batch) == ["done", "done", "wrong", "wrong", "wrong"]
    bench, light = Matter.objects.order_by("external_id")
    assert (bench.source, bench.external_id, bench.state, bench.outcome) == ("Vanha järjestelmä", "1", MatterState.ANSWERED, Outcome.YES)
    assert (bench.area, bench.topic, bench.place, bench.visibility) == (place.centre, place.exercise, "Asema", Visibility.PUBLIC)
    assert [step.kind for step in bench.steps.all()] == [StepKind.RECEIVED, StepKind.PUBLISHED, StepKind.ANSWERED]
    assert timezone.localdate(bench.received_at).isoformat() == "2025-03-01"
    assert bench.due_on >= timezone.localdate(bench.answered_at)
    assert light.state == MatterState.OPEN
    assert light.due_on > timezone.localdate()
    assert not OutboxMail.objects.exists()
    assert "Penkki tuli." in coordinator.get(f"/fi/asiat/{bench.reference}/").content.decode()
    assert AuditEvent.objects.filter(event="service.file_applied").count() == 1


def test_the_same_file_again_makes_nothing_twice(coordinator, place, django_capture_on_commit_callbacks):
    bring(coordinator, read(coordinator, place, OWN), django_capture_on_commit_callbacks)
    again = read(coordinator, place, OWN)
    assert states(again)[:2] == ["known", "known"]
    assert again.new_count == 0
    coordinator.post(f"{PAGE}{again.pk}/")
    assert Matter.objects.count() == 2
    assert not Job.objects.filter(arguments__batch=again.pk).exists()


def test_two_batches_of_the_same_file_read_beforehand_make_one_of_each(coordinator, place, django_capture_on_commit_callbacks):
    first, second = read(coordinator, place, OWN), read(coordinator, place, OWN)
    bring(coordinator, first, django_capture_on_commit_callbacks)
    assert states(bring(coordinator, second, django_capture_on_commit_callbacks))[:2] == ["known", "known"]
    assert Matter.objects.count() == 2


def test_pressing_twice_is_one_job(coordinator, place):
    batch = read(coordinator, place, OWN)
    assert coordinator.post(f"{PAGE}{batch.pk}/").url == coordinator.post(f"{PAGE}{batch.pk}/").url
    assert Job.objects.count() == 1
    assert AuditEvent.objects.filter(event="service.file_applied").count() == 1


def test_a_job_that_was_cut_off_goes_on(coordinator, place, cast, monkeypatch):
    rows = "id;title;text\n" + "".join(f"{n};Otsikko {n};Teksti {n}.\n" for n in range(120))
    batch = read(coordinator, place, rows)

    class Cut(Exception):
        pass

    def cut(done, total):
        if done >= 100:
            raise Cut

    with pytest.raises(Cut):
        bring_batch(batch=batch, by=cast.coordinator, now=timezone.now(), progress=cut)
    batch.refresh_from_db()
    assert states(batch).count("done") == Matter.objects.count() == 100
    job = Job(arguments={"batch": batch.pk}, started_by=cast.coordinator.pk, state=JobState.RUNNING)
    assert bring_in(job, lambda done, total: None) == {"came": 120}
    assert Matter.objects.count() == 120


def test_the_wrong_rows_come_back_as_a_file_that_can_be_mended(coordinator, place, django_capture_on_commit_callbacks):
    batch = bring(coordinator, read(coordinator, place, OWN.replace("Väärä päivä.", "=cmd()")), django_capture_on_commit_callbacks)
    answer = coordinator.get(f"{PAGE}{batch.pk}/korjattavat/")
    text = answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    assert text.startswith("\ufeffid;title;text;")
    assert "'=cmd()" in text
    mended = text.replace("3;;", "3;Otsikko;").replace("ylihuomenna", "2025-04-04").replace("\n2;Toinen", "\n5;Toinen")
    assert states(read(coordinator, place, mended)) == ["new", "new", "new"]
    assert dict(ImportBatch.objects.first().rows[1]["cells"])["text"] == "=cmd()"


def test_proposals_of_decidim(coordinator, place, django_capture_on_commit_callbacks):
    batch = bring(coordinator, read(coordinator, place, DECIDIM, "decidim"), django_capture_on_commit_callbacks)
    assert states(batch) == ["done", "done", "done", "wrong"]
    path, bridge, park = Matter.objects.order_by("external_id")
    assert (path.text, path.topic, path.area, path.outcome) == ("Metsään polku.", place.exercise, place.centre, Outcome.YES)
    assert (bridge.state, bridge.outcome, park.state) == (MatterState.ANSWERED, Outcome.NO, MatterState.OPEN)
    assert bridge.steps.last().public_text == "Ei ole rahaa."


def test_requests_of_open311(coordinator, place, django_capture_on_commit_callbacks):
    content = json.dumps(OPEN311)
    batch = read(coordinator, place, content, "open311", kind="feedback", was_shown="")
    bring(coordinator, batch, django_capture_on_commit_callbacks)
    lamp, well = Matter.objects.order_by("external_id")
    assert (lamp.title, lamp.text, lamp.topic, lamp.kind) == ("Lamppu", "Lamppu on rikki.", place.exercise, MatterKind.FEEDBACK)
    assert (lamp.state, lamp.steps.last().public_text, str(lamp.latitude)) == (MatterState.ANSWERED, "Lamppu vaihdettiin.", "60.980000")
    assert (well.title, well.state, well.visibility) == ("Kaivo on auki.", MatterState.OPEN, Visibility.PRIVATE)


def test_what_kuuluu_tells_by_georeport_comes_in(coordinator, place, visitor, cast, django_capture_on_commit_callbacks):
    bring(coordinator, read(coordinator, place, OWN), django_capture_on_commit_callbacks)
    Matter.objects.update(received_at=timezone.now())
    told = visitor.get("/georeport/v2/requests.json?jurisdiction_id=lahti&extensions=true").content
    batch = read(coordinator, place, told, "open311", source="Toinen Kuuluu")
    assert states(batch) == ["new", "new"]
    assert {row["title"] for row in batch.rows} == {"Penkki", "Valo"}


def test_ideas_that_were_not_public_wait_for_a_moderator(coordinator, place, django_capture_on_commit_callbacks):
    bring(coordinator, read(coordinator, place, OWN, was_shown=""), django_capture_on_commit_callbacks)
    assert set(Matter.objects.values_list("state", flat=True)) == {MatterState.IN_MODERATION}
    assert all(matter.answered_at is None for matter in Matter.objects.all())


def test_an_identity_code_is_masked(coordinator, place, django_capture_on_commit_callbacks):
    rows = f"id;title;text;answer\n1;Tunnus;{HETU} tässä.;Ja {HETU} tässä.\n"
    bring(coordinator, read(coordinator, place, rows), django_capture_on_commit_callbacks)
    matter = Matter.objects.get()
    assert HETU not in matter.text + matter.steps.last().public_text


def test_formulas_stay_texts(coordinator, place, django_capture_on_commit_callbacks):
    rows = "id;title;text\n1;=HYPERLINK(1);'=1+1\n"
    bring(coordinator, read(coordinator, place, rows), django_capture_on_commit_callbacks)
    assert (Matter.objects.get().title, Matter.objects.get().text) == ("=HYPERLINK(1)", "=1+1")
    text = b"".join(coordinator.get("/fi/lahti/avoin-data/asiat.csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert "'=1+1" in text


@pytest.mark.parametrize(
    ("content", "format", "words"),
    [
        (b"", "csv", "tyhjä"), (b"id;title;text\n", "csv", "ei ole rivejä"), ("id;title;text\n1;Ä;Ö\n".encode("latin-1"), "csv", "UTF-8"),
        ("id;title;text\n1;Ä;Ö\n".encode("utf-16"), "csv", "UTF-8"), (b"id;title;text\n1;a\x00;b\n", "csv", "tekstitiedosto"),
        (b"nimi;viesti\n1;2\n", "csv", "puuttuvat"), (b"id;title;text\n1;\"auki;b\n", "csv", "lainausmerkit"),
        (("id;title;text\n" + "1;" + "x" * 200_000 + ";b\n").encode(), "csv", "lainausmerkit"),
        (b"PK\x03\x04\xff\xfe", "csv", "UTF-8"), (b"{", "open311", "JSON"), (b'{"a": 1}', "open311", "luettelo"),
        (b"[1, 2]", "open311", "luettelo"),
        (b"[" * 200_000, "open311", "JSON"), (b"[]", "open311", "ei ole rivejä"), (b'[{"title": "x"}]', "open311", "puuttuvat"),
        (b"id;title;text\n" + b"1;a;b\n" * 100_000, "csv", "liian monta"), (b"x" * (5 * 1024 * 1024 + 1), "csv", "liian suuri"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(coordinator, place, content, format, words):
    answer = send(coordinator, place, content, format)
    assert answer.status_code == 200
    assert words in str(answer.context["form"].errors["file"])
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        "1;" + "x" * 121 + ";b;idea;fi;;", "1;a;" + "x" * 4001 + ";idea;fi;;", "1;a;b;tanssi;fi;;", "1;a;b;idea;fr;;",
        "1;a;b;idea;fi;2999-01-01;", ";a;b;idea;fi;;", "1;a;b;idea;fi;2025-01-02;2025-01-01", "x" * 121 + ";a;b;idea;fi;;",
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_and_the_others_go_on(coordinator, place, row):
    head = "id;title;text;kind;language;received;answered;answer\n"
    batch = read(coordinator, place, f"{head}{row};vastaus\n9;Hyvä;Rivi.;idea;fi;;;\n")
    assert states(batch) == [RowState.WRONG, RowState.NEW]
    assert batch.rows[0]["error"]


def test_the_most_rows_are_read(place):
    rows = b"id;title;text\n" + b"1;a;b\n" * MOST_ROWS
    assert len(cells_in(ImportFormat.CSV, rows)) == MOST_ROWS
    with pytest.raises(BadFile):
        cells_in(ImportFormat.CSV, rows + b"1;a;b\n")


def test_commas_do_as_well(coordinator, place):
    assert states(read(coordinator, place, 'id,title,text\n1,Penkki,"Penkki, ja pöytä."\n')) == ["new"]


def test_only_those_who_may_and_only_their_own(coordinator, cast, place):
    batch = read(coordinator, place, OWN)
    assert sign_in(Client(), cast.administrator).get(f"{PAGE}{batch.pk}/").status_code == 200
    for person, status in ((cast.other_coordinator, 404), (cast.official, 403), (cast.moderator, 403), (cast.resident, 403)):
        client = sign_in(Client(), person)
        assert client.get(f"{PAGE}{batch.pk}/").status_code == status
        assert client.post(f"{PAGE}{batch.pk}/").status_code == status
        assert client.get(f"{PAGE}{batch.pk}/korjattavat/").status_code == status
    assert "organisation" in send(sign_in(Client(), cast.other_coordinator), place, OWN).context["form"].errors
    assert not Job.objects.exists()


def test_rows_are_emptied_after_thirty_days_and_the_page_still_opens(coordinator, place):
    batch = read(coordinator, place, OWN)
    assert empty_old_rows(now=timezone.now()) == 0
    ImportBatch.objects.update(read_at=NOW.replace(year=2025))
    assert empty_old_rows(now=timezone.now()) == 1
    assert empty_old_rows(now=timezone.now()) == 0
    assert "ei säilytetä" in coordinator.get(f"{PAGE}{batch.pk}/").content.decode()
    assert coordinator.get(f"{PAGE}{batch.pk}/korjattavat/").status_code == 404


def test_a_page_of_thousands_of_rows_takes_few_queries(coordinator, place):
    batch = read(coordinator, place, "id;title;text\n" + "".join(f"{n};a;b\n" for n in range(3000)))
    with assert_queries(12):
        assert coordinator.get(f"{PAGE}{batch.pk}/?page=3").status_code == 200
