"""How a round moves: each state has its rows, and only the drawn arrows can be walked."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from people.models import AuditEvent
from portal.exceptions import NotPermitted, NotVisible, RuleBroken
from reports.documents.queries import can_see
from reports.rounds.actions import move_round, start_round
from reports.rounds.enums import PassageKey, RoundEvent, RoundState
from reports.rounds.models import ReportRound
from reports.rounds.rules import (
    CARD_PASSAGES,
    EVENT,
    OWNER,
    PUBLIC_STATES,
    REPORT_PASSAGES,
    TRANSITIONS,
    lines,
    may_move,
)
from tests.personas import NOW


def test_every_state_has_its_rows_and_can_be_reached():
    assert set(TRANSITIONS) == set(OWNER) == set(EVENT) == set(RoundState)
    reached, new = set(), {RoundState.PLANNING}
    while new:
        reached |= new
        new = {after for state in new for after in TRANSITIONS[state]} - reached
    assert reached == set(RoundState)


def test_what_is_public_never_goes_back_to_the_desk_except_from_the_boards():
    for state in PUBLIC_STATES:
        back = set(TRANSITIONS[state]) - set(PUBLIC_STATES)
        assert back == ({RoundState.DRAFTING} if state == RoundState.APPROVAL else set())


def test_every_passage_belongs_to_the_report_or_to_the_cards():
    assert sorted((*REPORT_PASSAGES, *CARD_PASSAGES)) == sorted(PassageKey)


def test_lines_are_paragraphs_without_the_empty_ones():
    assert lines("  yksi \n\n kaksi\r\n") == ["yksi", "kaksi"]
    assert lines(" \n ") == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(RoundState))
def test_a_round_walks_only_the_drawn_arrows(draft, cast, state):
    for target in RoundState:
        ReportRound.objects.filter(pk=draft.pk).update(state=state)
        if may_move(state, target):
            assert move_round(round=draft, state=target, by=cast.county_official, now=NOW).state == target
        else:
            with pytest.raises(RuleBroken):
                move_round(round=draft, state=target, by=cast.county_official, now=NOW)
    moved = AuditEvent.objects.filter(event=RoundEvent.ADVANCED).count()
    assert moved == len(TRANSITIONS[state])


@pytest.mark.django_db
def test_a_county_has_one_round_a_year_also_in_the_database(draft, place, cast):
    with pytest.raises(RuleBroken):
        start_round(county=place.county, year=2026, data_on=date(2026, 1, 1), by=cast.county_official, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRound.objects.create(county=place.county, year=2026, data_on=date(2026, 1, 1))


@pytest.mark.django_db
def test_others_may_neither_start_nor_move_a_round(draft, place, cast):
    for who, person in cast.everyone().items():
        if who in {"county_official", "county_coordinator"}:
            continue
        with pytest.raises((NotPermitted, NotVisible)):
            move_round(round=draft, state=RoundState.COLLECTING, by=person, now=NOW)
        with pytest.raises((NotPermitted, NotVisible)):
            start_round(county=place.county, year=2027, data_on=date(2027, 1, 1), by=person, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(RoundState))
def test_a_round_is_seen_by_all_from_the_boards_on_and_before_by_its_writers(draft, cast, state):
    draft.state = state
    seen = {who for who, person in cast.everyone().items() if can_see(person, draft)}
    writers = {"county_official", "county_coordinator"}
    assert seen == (set(cast.everyone()) if state in PUBLIC_STATES else writers)
