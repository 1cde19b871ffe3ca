"""The same file brought in twice at once, the same request of a service at once: each matter once; and the twins without the guard."""

import threading
from dataclasses import replace
from uuid import uuid4

import pytest

from participation.feedback.actions import georeport, imports
from participation.feedback.actions.georeport import receive_request
from participation.feedback.actions.imports import bring_batch, read_batch
from participation.feedback.actions.keys import make_key
from participation.feedback.enums import ImportFormat, RowState
from participation.feedback.models import ImportBatch
from participation.matters.actions import bringing
from participation.matters.enums import MatterKind, StepKind
from participation.matters.models import Matter, Step
from people.models import OutboxMail
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import IDEA
from tests.personas import NOW

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, AT_ONCE = 12, 6
FILE = "id;title;text;received\n" + "".join(f"{n};Penkki {n};Pysäkille {n} penkki.;2025-03-01\n" for n in range(ROWS))


def gathered(calls):
    gate = threading.Barrier(len(calls), timeout=30)

    def begun(call):
        gate.wait()
        return call()

    return [lambda call=call: begun(call) for call in calls]


# The same file twice


@pytest.fixture
def batches(place, cast):
    """The same file read twice before either was brought in: both look new."""
    read = {
        "organisation": place.lahti, "format": ImportFormat.CSV, "source": "Vanha", "data": FILE.encode(), "file_name": "vanhat.csv",
        "kind": MatterKind.IDEA, "was_shown": True, "by": cast.coordinator, "now": NOW,
    }  # fmt: skip
    return [read_batch(**read).pk for _time in range(2)]


def bringing_both(batches, cast):
    def bring(pk):
        batch = ImportBatch.objects.select_related("organisation").get(pk=pk)
        return bring_batch(batch=batch, by=cast.coordinator, now=NOW, progress=lambda done, total: None)

    return gathered([lambda pk=pk: bring(pk) for pk in batches])


def rows_in(state):
    return sum(row["state"] == state for batch in ImportBatch.objects.all() for row in batch.rows)


def test_the_same_file_brought_in_twice_at_once_makes_each_matter_once(batches, cast, tmp_path):
    with threads(tmp_path) as pool:
        counts = pool.all(bringing_both(batches, cast))
        matters, steps = pool.run(lambda: (Matter.objects.count(), Step.objects.filter(kind=StepKind.RECEIVED).count())).result()
        done, known = pool.run(lambda: (rows_in(RowState.DONE), rows_in(RowState.KNOWN))).result()
    assert sum(counts) == matters == steps == done == ROWS, counts
    assert known == ROWS, "the other file says of each row that it is here already; none is wrong"


def test_without_its_id_and_token_each_row_comes_twice(batches, cast, tmp_path, monkeypatch):
    """The twin: what holds is the id of the other system, unique in the database, and the token made of it."""
    past = imports.Past
    monkeypatch.setattr(imports, "Past", lambda **words: replace(past(**words), external_id=""))
    monkeypatch.setattr(bringing, "uuid5", lambda *parts: uuid4())
    monkeypatch.setattr(bringing, "known_here", lambda past: None)
    with threads(tmp_path) as pool:
        pool.all(bringing_both(batches, cast))
        assert pool.run(Matter.objects.count).result() == 2 * ROWS


# The same request of a service


@pytest.fixture
def key(place, cast):
    return make_key(organisation=place.lahti, name="Palauteappi", by=cast.administrator, now=NOW)[0]


def posting(key):
    said = replace(IDEA, kind=MatterKind.FEEDBACK, reply_email="a@example.org")
    return gathered([lambda: receive_request(key=key, said=said, once="merkki-1", now=NOW)] * AT_ONCE)


def left():
    return Matter.objects.count(), OutboxMail.objects.filter(to="a@example.org").count()


def test_the_same_request_many_times_at_once_is_one_matter_with_one_receipt(key, tmp_path):
    with threads(tmp_path) as pool:
        answers = pool.all(posting(key))
        assert pool.run(left).result() == (1, 1)
    assert {getattr(answer, "code", answer) for answer in answers} == {answers[0].code}


def test_without_the_token_of_the_mark_each_one_is_a_matter(key, tmp_path, monkeypatch):
    """The twin."""
    monkeypatch.setattr(georeport, "token_of", lambda key, said, once, now: uuid4())
    with threads(tmp_path) as pool:
        pool.all(posting(key))
        assert pool.run(left).result() == (AT_ONCE, AT_ONCE)
