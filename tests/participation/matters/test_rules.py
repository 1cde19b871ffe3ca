"""Codes that survive being said aloud, working days of Finland, and the tables of states."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.matters.enums import MatterEvent, MatterKind, MatterState, Outcome, StepKind, Urgency, Visibility
from participation.matters.rules import (
    ALPHABET,
    BESIDE,
    EVENT,
    LEADS_TO,
    ONLY_FROM,
    OWNER,
    STEP_EVENT,
    STEP_PERMISSION,
    TRANSITIONS,
    add_working_days,
    can_take,
    code_from,
    coming_after,
    default_visibility,
    first_state,
    is_finished,
    is_working_day,
    middle,
    nine_in_ten,
    parse_code,
    parse_reference,
    reference_from,
    state_after,
    steps_from,
    urgency_of,
    working_days_between,
)  # fmt: skip
from participation.matters.rules.notices import sender_hears

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
CODES = st.binary(min_size=5, max_size=5)


@given(CODES)
def test_a_code_is_read_back_however_it_is_typed(raw):
    code = code_from(raw)
    dashes = (code.replace("-", ""), code.replace("-", " "), code.replace("-", "–"))
    for typed in (code, code.lower(), f"  {code} ", code.removeprefix("KUU-"), *dashes):
        assert parse_code(typed) == code
    assert parse_code(code.replace("0", "O").replace("1", "I")) == code
    assert parse_code(code.replace("0", "o").replace("1", "l")) == code


@given(CODES, CODES)
def test_different_bytes_give_different_codes(one, other):
    assert (code_from(one) == code_from(other)) == (one == other)


def test_a_code_holds_forty_bits_and_no_letter_that_is_mistaken_for_another():
    assert len(ALPHABET) ** 8 == 2**40
    assert not set("ILOU") & set(ALPHABET)
    assert code_from(bytes(5)) == "KUU-0000-0000"
    assert code_from(b"\xff" * 5) == "KUU-ZZZZ-ZZZZ"


@pytest.mark.parametrize(
    "typed", ["", "KUU", "KUU-7F4K-29X", "KUU-7F4K-29XHH", "KUU-7F4K-29XÄ", "UUUUUUUU", "7f4k29", "KUU-KUU-KUU", "☃" * 8]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert parse_code(typed) is None


@given(st.text(max_size=40))
def test_any_text_is_either_a_code_in_its_one_form_or_none(text):
    code = parse_code(text)
    assert code is None or parse_code(code) == code


@given(st.binary(min_size=4, max_size=4))
def test_a_reference_is_never_taken_for_a_code(raw):
    reference = reference_from(raw)
    assert parse_reference(reference.upper()) == reference
    assert parse_code(reference) is None


@settings(deadline=None)  # the first look at a year builds its holidays
@given(DAYS, st.integers(1, 40))
def test_the_promise_ends_on_a_working_day_and_counts_only_those(day, count):
    due = add_working_days(day, count)
    assert is_working_day(due)
    assert working_days_between(day, due) == count
    assert working_days_between(day, due - timedelta(days=1)) == count - 1


@settings(deadline=None)
@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_working_days_add_up(day, first, second):
    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (date(2026, 12, 21), 10, date(2027, 1, 8)),  # Christmas, New Year and Epiphany between
        (date(2026, 6, 12), 10, date(2026, 6, 29)),  # Midsummer Eve is a Friday
        (date(2026, 3, 30), 10, date(2026, 4, 15)),  # Good Friday and Easter Monday
        (date(2026, 11, 21), 10, date(2026, 12, 4)),  # a Saturday: Monday is the first day
        (date(2026, 11, 23), 10, date(2026, 12, 7)),  # Independence Day is a Sunday
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # the First of May, and a weekend
    ],
)
def test_the_answer_promise_knows_finnish_holidays(received, days, due):
    assert add_working_days(received, days) == due


def test_working_days_never_run_backwards():
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 20)) == 0
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        (date(2026, 11, 24), Urgency.LATE), (date(2026, 11, 25), Urgency.THIS_WEEK), (date(2026, 11, 29), Urgency.THIS_WEEK),
        (date(2026, 11, 30), Urgency.LATER),
    ],
)  # fmt: skip
def test_a_week_ends_on_sunday(due, urgency):
    assert urgency_of(due, date(2026, 11, 25)) == urgency


def test_every_state_has_its_row_in_every_table():
    assert set(TRANSITIONS) == set(OWNER) == set(EVENT) == set(MatterState)
    assert set(LEADS_TO) == set(STEP_EVENT) == set(StepKind)
    assert set(STEP_EVENT.values()) == set(MatterEvent)
    assert all(target in MatterState for targets in TRANSITIONS.values() for target in targets)


def test_every_state_can_be_reached_and_every_transition_has_a_step_that_makes_it():
    reached = {first_state(visibility) for visibility in Visibility}
    for _round in MatterState:
        reached |= {target for state in reached for target in TRANSITIONS[state]}
    assert reached == set(MatterState)
    for state, targets in TRANSITIONS.items():
        for target in targets:
            assert any(can_take(state, step) and state_after(state, step) == target for step in StepKind), (state, target)


@pytest.mark.parametrize("state", list(MatterState))
@pytest.mark.parametrize("step", list(StepKind))
def test_a_step_is_taken_exactly_where_the_table_leads(state, step):
    target = LEADS_TO[step]
    if step == StepKind.RECEIVED or step in BESIDE:
        assert state_after(state, step) == state
    else:
        assert can_take(state, step) == (target in TRANSITIONS[state] and state in ONLY_FROM.get(step, (state,)))


def test_only_ideas_wait_for_a_moderator():
    assert {kind for kind in MatterKind if first_state(default_visibility(kind)) == MatterState.IN_MODERATION} == {MatterKind.IDEA}


def test_a_step_of_staff_has_a_permission_and_tells_the_sender():
    theirs = {StepKind.RECEIVED, StepKind.WITHDRAWN, StepKind.NOTE, StepKind.APPEALED, StepKind.REOPENED, StepKind.FILE_APPEALED}
    assert set(STEP_PERMISSION) == set(StepKind) - theirs
    assert all(sender_hears(step, kind) for step in STEP_PERMISSION for kind in MatterKind)


def test_notes_can_always_be_written_and_an_ended_matter_takes_nothing_else():
    for state in (MatterState.WITHDRAWN, MatterState.CHECKED, MatterState.MERGED, MatterState.NOT_OURS):
        assert steps_from(state) == (StepKind.NOTE,)


@pytest.mark.parametrize(
    ("state", "outcome", "finished"),
    [
        (MatterState.OPEN, "", False), (MatterState.ANSWERED, Outcome.YES, False), (MatterState.ANSWERED, Outcome.NO, True),
        (MatterState.ANSWERED, Outcome.NOT_YET, True), (MatterState.ANSWERED, Outcome.REPLY, True),
        (MatterState.DECIDED, Outcome.PARTLY, False),
        (MatterState.IMPLEMENTED, Outcome.YES, False), (MatterState.DONE, Outcome.YES, True), (MatterState.DECLINED, "", True),
    ],
)  # fmt: skip
def test_a_yes_goes_on_and_a_no_is_an_answer(state, outcome, finished):
    assert is_finished(state, outcome) == finished
    assert bool(coming_after(state, outcome, MatterKind.IDEA)) == (not finished or state == MatterState.DONE)


def test_few_answers_give_no_figure():
    assert middle([1, 2, 3, 4]) is None
    assert nine_in_ten([1, 2, 3, 4]) is None
    assert middle([1, 2, 3, 4, 10]) == 3
    assert nine_in_ten(range(1, 11)) == 9
    assert nine_in_ten(range(1, 6)) == 5
