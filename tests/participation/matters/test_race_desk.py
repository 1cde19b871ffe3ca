"""Two who decide, two who answer, two clocks: one outcome each, nobody's words lost; and the twins without the guard, which lose them."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from participation.matters import actions
from participation.matters.actions import DraftWords, drafts, publishing
from participation.matters.actions import step as steps
from participation.matters.enums import DeclineReason, MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import Draft, Matter, Step
from people.models import OutboxMail
from portal.exceptions import ChangedMeanwhile
from tests.participation.budgeting.parallel import threads
from tests.participation.matters.story import fresh, leave
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3  # two at once, several times over: one round may happen to come one after the other


@pytest.fixture
def browsers(cast):
    return {name: sign_in(Client(), getattr(cast, name)) for name in ("moderator", "coordinator", "official")}


def at_once(*calls):
    """The calls, each waiting for the others before it begins."""
    gate = threading.Barrier(len(calls), timeout=30)

    def begun(call):
        gate.wait()
        return call()

    return [lambda call=call: begun(call) for call in calls]


def send(client, matter, word, **words):
    address = f"/fi/tyopoyta/asiat/{matter.reference}/{word}/"
    return client.post(address, {"version": matter.version, "token": str(uuid4()), **words})


def waiting(place, **words):
    return fresh(leave(place.lahti, kind=MatterKind.FEEDBACK, reply_email="a@example.org", **words))


def answering(browsers, matter):
    """Two officials answer the same matter with texts of their own."""
    return at_once(*[
        lambda name=name: send(browsers[name], matter, "vastaa", text=f"Vastaus: {name}", outcome=Outcome.REPLY, draft=0)
        for name in ("official", "coordinator")
    ])  # fmt: skip


def deciding(browsers, matter):
    """One moderator shows the idea while another declines it."""
    return at_once(
        lambda: send(browsers["moderator"], matter, "nayta"),
        lambda: send(browsers["coordinator"], matter, "ala-nayta", reason=DeclineReason.INSULT, text="Näin emme puhu."),
    )


def answers_of(matter):
    return list(Step.objects.filter(matter=matter, kind=StepKind.ANSWERED).values_list("public_text", flat=True))


def test_of_two_answers_at_once_one_is_given_and_the_other_writer_sees_both(place, browsers, tmp_path):
    matters = [waiting(place) for _round in range(ROUNDS)]
    with threads(tmp_path) as pool:
        for matter in matters:
            answers = pool.all(answering(browsers, matter))
            assert sorted(answer.status_code for answer in answers) == [302, 409]
            loser = next(answer for answer in answers if answer.status_code == 409).content.decode()
            assert "Vastaus: official" in loser
            assert "Vastaus: coordinator" in loser
            assert len(pool.run(lambda matter=matter: answers_of(matter)).result()) == 1
        assert pool.run(lambda: OutboxMail.objects.filter(body__contains="Vastaus: ").count()).result() == ROUNDS


def test_without_the_version_both_answers_are_given_and_the_resident_hears_two(place, browsers, tmp_path, monkeypatch):
    """The twin: what holds is the version under the lock."""
    monkeypatch.setattr(steps, "check_unchanged", lambda row, move: None)
    matter = waiting(place)
    with threads(tmp_path) as pool:
        answers = pool.all(answering(browsers, matter))
        given = pool.run(lambda: answers_of(matter)).result()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert sorted(given) == ["Vastaus: coordinator", "Vastaus: official"]


def test_of_two_moderators_at_once_one_decides_and_the_other_keeps_the_words(place, browsers, tmp_path):
    matters = [fresh(leave(place.lahti, reply_email="a@example.org")) for _round in range(ROUNDS)]
    with threads(tmp_path) as pool:
        for matter in matters:
            shown, declined = pool.all(deciding(browsers, matter))
            assert sorted([shown.status_code, declined.status_code]) == [302, 409]
            state = pool.run(lambda matter=matter: Matter.objects.get(pk=matter.pk).state).result()
            assert state == (MatterState.OPEN if shown.status_code == 302 else MatterState.DECLINED)
            if declined.status_code == 409:
                assert "Näin emme puhu." in declined.content.decode()
            kinds = [StepKind.PUBLISHED, StepKind.DECLINED]
            assert pool.run(lambda matter=matter, kinds=kinds: Step.objects.filter(matter=matter, kind__in=kinds).count()).result() == 1


def test_without_the_version_and_the_state_under_the_lock_two_decisions_stand(place, browsers, tmp_path, monkeypatch):
    """The twin: shown and declined at the same time, and the resident hears both."""
    monkeypatch.setattr(steps, "check_unchanged", lambda row, move: None)
    monkeypatch.setattr(steps, "check_state", lambda row, kind: None)
    matter = fresh(leave(place.lahti, reply_email="a@example.org"))
    with threads(tmp_path) as pool:
        answers = pool.all(deciding(browsers, matter))
        kinds = [StepKind.PUBLISHED, StepKind.DECLINED]
        both = pool.run(lambda: Step.objects.filter(matter=matter, kind__in=kinds).count()).result()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert both == 2


def saving(cast, matter):
    return at_once(*[
        lambda name=name: actions.save_draft(
            matter=matter, words=DraftWords(text=f"Luonnos: {name}"), by=getattr(cast, name), now=NOW, seen=matter.version, version=1
        )
        for name in ("official", "coordinator")
    ])  # fmt: skip


def first_draft(cast, matter):
    words = DraftWords(text="Yhteinen alku", outcome=Outcome.REPLY)
    return actions.save_draft(matter=matter, words=words, by=cast.official, now=NOW, seen=matter.version, version=0)


def test_of_two_writers_of_a_draft_at_once_one_saves_and_the_other_hears_it(place, cast, tmp_path):
    matter = waiting(place)
    first_draft(cast, matter)
    with threads(tmp_path) as pool:
        answers = pool.all(saving(cast, matter))
        assert pool.run(lambda: Draft.objects.get().version).result() == 2
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "Draft"]


def test_without_the_drafts_version_the_later_one_overwrites_the_first(place, cast, tmp_path, monkeypatch):
    """The twin: both hear that it was saved, and one text is gone."""
    monkeypatch.setattr(drafts, "check_draft_unchanged", lambda draft, version: None)
    matter = waiting(place)
    first_draft(cast, matter)
    with threads(tmp_path) as pool:
        answers = pool.all(saving(cast, matter))
        left = pool.run(lambda: Draft.objects.get().text).result()
    assert not any(isinstance(answer, ChangedMeanwhile) for answer in answers)
    assert left in ("Luonnos: official", "Luonnos: coordinator")


def test_two_clocks_at_once_publish_each_draft_once(place, cast, tmp_path):
    matters = [waiting(place, title=f"Asia {number}") for number in range(4)]
    for matter in matters:
        first_draft(cast, matter)
        actions.time_draft(matter=matter, version=1, at=NOW + timedelta(minutes=1), by=cast.official, now=NOW)
    later = NOW + timedelta(minutes=2)
    with threads(tmp_path) as pool:
        counts = pool.all(at_once(*[lambda: publishing.publish_due_drafts(now=later)] * 3))
        given = pool.run(lambda: Step.objects.filter(kind=StepKind.ANSWERED).count()).result()
    assert sum(counts) == given == len(matters)


def test_a_draft_that_is_saved_at_its_minute_is_published_or_kept_but_never_both(place, cast, tmp_path):
    matters = [waiting(place, title=f"Asia {number}") for number in range(ROUNDS)]
    later = NOW + timedelta(minutes=2)
    with threads(tmp_path) as pool:
        for matter in matters:
            words = DraftWords(text="Uusi teksti", outcome=Outcome.REPLY)
            pool.run(lambda matter=matter: first_draft(cast, matter)).result()
            pool.run(lambda matter=matter: actions.time_draft(
                matter=matter, version=1, at=NOW + timedelta(minutes=1), by=cast.official, now=NOW
            )).result()  # fmt: skip
            pool.all(at_once(
                lambda: publishing.publish_due_drafts(now=later),
                lambda matter=matter, words=words: actions.save_draft(
                    matter=matter, words=words, by=cast.coordinator, now=later, seen=matter.version, version=1
                ),
            ))  # fmt: skip
            given = pool.run(lambda matter=matter: answers_of(matter)).result()
            kept = pool.run(lambda matter=matter: list(Draft.objects.filter(matter=matter).values_list("text", flat=True))).result()
            assert (given, kept) in ((["Yhteinen alku"], []), ([], ["Uusi teksti"]))
