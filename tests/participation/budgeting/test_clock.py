"""Whose clock decides about a vote: the database's, read when the round is locked, and never that of the process that answers."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot
from participation.budgeting.actions.codes import give_code
from participation.budgeting.actions.kiosks import open_kiosk
from participation.budgeting.actions.paper import mark_at_desk
from participation.budgeting.actions.replacing import replace_ballot
from participation.budgeting.enums import Eligibility
from participation.budgeting.models import Ballot, Participation, Round
from participation.budgeting.rules.identity import read_card
from tests.participation.budgeting.parallel import result, threads
from tests.participation.budgeting.test_codes import AINO
from tests.participation.budgeting.test_views import ballot_url, code_in, fields_of, text_of
from tests.participation.budgeting.town import build_town
from tests.personas import sign_in

pytestmark = pytest.mark.django_db
HALF_AN_HOUR, AN_HOUR = timedelta(minutes=30), timedelta(hours=1)
real_now = timezone.now


def process_clock(monkeypatch, shift):
    """What this process believes the time to be; the database goes on knowing better."""
    monkeypatch.setattr(timezone, "now", lambda: real_now() + shift)


def closes(town, moment):
    Round.objects.update(voting_closes_at=moment)
    town.round.refresh_from_db()


def reason_of(call):
    with pytest.raises(BallotRefused) as refused:
        call()
    return refused.value.reason


def test_a_process_whose_clock_is_an_hour_behind_takes_no_vote_after_the_close(open_town, monkeypatch):
    town = open_town
    closes(town, real_now() - HALF_AN_HOUR)
    client = sign_in(Client(), town.voter())
    process_clock(monkeypatch, -AN_HOUR)
    page = client.get(ballot_url(town))
    sent = client.post(ballot_url(town), {**fields_of(page), "proposals": town.ids("Valot"), "send": "1"})
    assert "Äänestys on päättynyt" in text_of(sent)
    assert not Participation.objects.exists()
    assert not Ballot.objects.exists()


def test_told_by_its_own_clock_the_same_process_would_take_it(open_town, monkeypatch):
    """The twin: the test above sees a vote that the process itself decides about."""
    town = open_town
    closes(town, real_now() - HALF_AN_HOUR)
    process_clock(monkeypatch, -AN_HOUR)
    cast_ballot(round=town.round, area=town.area("etela"), voter=town.voter(), choices=town.ids("Valot"), now=timezone.now())
    assert Ballot.objects.count() == 1


def test_a_process_whose_clock_is_ahead_turns_nobody_away(open_town, monkeypatch):
    town = open_town
    client = sign_in(Client(), town.voter())
    page = client.get(ballot_url(town))
    closes(town, real_now() + HALF_AN_HOUR)
    process_clock(monkeypatch, AN_HOUR)
    sent = client.post(ballot_url(town), {**fields_of(page), "proposals": town.ids("Valot"), "send": "1"})
    assert code_in(sent)
    assert Participation.objects.count() == Ballot.objects.count() == 1


def test_the_desk_the_voting_point_and_a_replacement_are_decided_by_the_same_clock(place, cast, monkeypatch):
    town = build_town(place, cast, timezone.now(), may_replace=True)
    clerk, card = town.cast.official, read_card(AINO)
    receipt = town.vote(town.voter(), town.ids("Valot"))
    kiosk, _code = open_kiosk(round=town.round, place="Pääkirjasto", by=clerk)
    _batch, voter_code = give_code(round=town.round, card=card, by=clerk)
    closes(town, real_now() - HALF_AN_HOUR)
    process_clock(monkeypatch, -AN_HOUR)
    choices = {"area": town.area("etela"), "choices": town.ids("Skeitti")}
    anyone = town.cast.anonymous
    for late in (
        lambda: mark_at_desk(round=town.round, card=card, by=clerk),
        lambda: give_code(round=town.round, card=card, by=clerk),
        lambda: cast_ballot(round=town.round, voter=anyone, voter_code=voter_code, kiosk=kiosk, **choices),
        lambda: replace_ballot(round=town.round, receipt=receipt, **choices),
    ):
        assert reason_of(late) == Eligibility.CLOSED
    assert Participation.objects.count() == Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_vote_that_waited_for_a_lock_until_after_the_close_is_late(place, cast, tmp_path):
    """Whoever holds the round changes nothing in it, so the row that the vote reads is the one it began with: only the clock is later."""
    town = build_town(place, cast, timezone.now())
    voter, choices, area = town.voter(), town.ids("Valot"), town.area("etela")
    held, seconds = threading.Event(), 1.2
    closes(town, timezone.now() + timedelta(seconds=0.7))

    def hold() -> None:
        with transaction.atomic():
            Round.objects.select_for_update().get(pk=town.round.pk)
            held.set()
            time.sleep(seconds)

    with threads(tmp_path) as pool:
        holding = pool.run(hold)
        assert held.wait(30)
        vote = pool.run(lambda: cast_ballot(round=town.round, area=area, voter=voter, choices=choices))
        refused = result(vote)
        assert result(holding) is None
        assert isinstance(refused, BallotRefused), refused
        assert refused.reason == Eligibility.CLOSED
        assert pool.run(lambda: (Participation.objects.count(), Ballot.objects.count())).result() == (0, 0)
