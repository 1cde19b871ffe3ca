"""Phases, the right to vote, valid ballots and the count: the rules alone, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.budgeting.enums import (
    BallotFault,
    BallotType,
    CodeState,
    CountingRule,
    Eligibility,
    RoundEvent,
    RoundState,
    TieRule,
    Verdict,
    VoterScope,
)
from participation.budgeting.models import Round
from participation.budgeting.rules.ballots import (
    Limits,
    Pot,
    ballot_problems,
    ballot_seal,
    plain_code,
    receipt_code,
    receipt_hash,
    shuffled,
    voter_key,
)
from participation.budgeting.rules.counting import (
    Candidate,
    Election,
    as_record,
    count,
    draw_lot,
    explained,
    from_record,
    tally,
)
from participation.budgeting.rules.eligibility import Voter, eligibility
from participation.budgeting.rules.moments import moment_at
from participation.budgeting.rules.rounds import EVENT, OWNER, PHASES, TRANSITIONS, Terms, phase, takes_ideas

OPENS = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)
LAHTI, HEINOLA = 1, 2


def terms(state=RoundState.VOTING, min_age=13):
    return Terms(state, OPENS, CLOSES, LAHTI, 2026, min_age)


def voter(**changes):
    known = {"is_signed_in": True, "is_identified": True, "municipality_id": LAHTI, "birth_year": 1955}
    return Voter(**{**known, **changes})


# States and phases


def test_every_state_has_its_transitions_its_owner_and_its_event():
    assert set(TRANSITIONS) == set(OWNER) == set(EVENT) == set(RoundState)
    assert set(EVENT.values()) < set(RoundEvent)
    columns = {field.name for field in Round._meta.get_fields()}
    assert {name for phase in PHASES.values() for name in (phase.begins, phase.ends) if name} <= columns


def test_every_state_can_be_reached_and_a_frozen_round_never_thaws():
    reached, waiting = set(), [RoundState.PREPARATION]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += TRANSITIONS[state]
    assert reached == set(RoundState)
    for state in RoundState.frozen():
        assert set(TRANSITIONS[RoundState(state)]) <= {*RoundState.frozen(), RoundState.CANCELLED}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, RoundState.PUBLISHED),
        (OPENS, RoundState.VOTING),
        (CLOSES - SECOND, RoundState.VOTING),
        (CLOSES - INSTANT, RoundState.VOTING),
        (CLOSES, RoundState.COUNTING),
        (CLOSES + SECOND, RoundState.COUNTING),
    ],
)
def test_voting_lasts_from_the_opening_second_to_just_before_the_closing_one(now, expected):
    assert phase(terms(), now) == expected


@pytest.mark.parametrize("state", [state for state in RoundState if state != RoundState.VOTING])
def test_outside_voting_the_clock_changes_nothing(state):
    assert {phase(terms(state), now) for now in (OPENS - SECOND, OPENS, CLOSES)} == {state}


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [("ideas", 5, True), ("ideas", 6, True), ("ideas", 7, False), ("preparation", 5, False), ("co_creation", 5, False)],
)
def test_the_whole_last_day_belongs_to_the_time_for_ideas(state, day, expected):
    assert takes_ideas(state, date(2026, 4, 6), date(2026, 4, day)) is expected


HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("on", "last", "expected"),
    [
        (date(2026, 3, 29), True, None),  # the clock goes from 3 to 4
        (date(2026, 3, 29), False, None),
        (date(2026, 10, 25), False, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 3.30 comes twice, from 4 back to 3
        (date(2026, 10, 25), True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 26), True, datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_half_past_three_on_the_nights_when_the_clock_is_moved(on, last, expected):
    assert moment_at(on, time(3, 30), HELSINKI, last=last) == expected


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_every_moment_that_a_clock_shows_reads_back_as_the_same_time(shown):
    for last in (False, True):
        moment = moment_at(shown.date(), shown.time(), HELSINKI, last=last)
        assert moment is None or moment.astimezone(HELSINKI).replace(tzinfo=None, fold=0) == shown


def test_a_vote_that_closes_at_half_past_three_in_autumn_is_open_through_both_of_them():
    closes = moment_at(date(2026, 10, 25), time(3, 30), HELSINKI, last=True)
    night = replace(terms(), opens_at=closes - timedelta(days=7), closes_at=closes)
    first = moment_at(date(2026, 10, 25), time(3, 30), HELSINKI, last=False)
    assert [phase(night, at) for at in (first, first + SECOND, closes - INSTANT)] == [RoundState.VOTING] * 3
    assert phase(night, closes) == RoundState.COUNTING


def test_a_vote_that_closes_at_four_on_the_spring_night_is_an_hour_shorter_by_the_wall():
    closes = moment_at(date(2026, 3, 29), time(4, 0), HELSINKI, last=True)
    last_before = moment_at(date(2026, 3, 29), time(2, 59, 59), HELSINKI, last=True)
    assert closes - last_before == SECOND
    night = Terms(RoundState.VOTING, last_before - timedelta(days=7), closes, LAHTI, 2026, 13)
    assert (phase(night, last_before), phase(night, closes)) == (RoundState.VOTING, RoundState.COUNTING)


# Who may vote


@pytest.mark.parametrize(
    ("who", "now", "expected"),
    [
        (voter(), OPENS, Eligibility.OK),
        (voter(), OPENS - SECOND, Eligibility.NOT_OPEN_YET),
        (voter(), CLOSES, Eligibility.CLOSED),
        (Voter(), OPENS, Eligibility.NOT_SIGNED_IN),
        (Voter(), CLOSES, Eligibility.CLOSED),
        (voter(is_identified=False), OPENS, Eligibility.NOT_IDENTIFIED),
        (voter(municipality_id=None), OPENS, Eligibility.NOT_IDENTIFIED),
        (voter(birth_year=None), OPENS, Eligibility.NOT_IDENTIFIED),
        (voter(municipality_id=HEINOLA), OPENS, Eligibility.OTHER_MUNICIPALITY),
        (voter(birth_year=2013), OPENS, Eligibility.OK),
        (voter(birth_year=2014), OPENS, Eligibility.TOO_YOUNG),
        (voter(has_voted=True), OPENS, Eligibility.ALREADY_VOTED),
        (voter(has_voted=True), CLOSES, Eligibility.CLOSED),
        (Voter(code=CodeState.GOOD), OPENS, Eligibility.OK),
        (Voter(code=CodeState.GOOD), CLOSES, Eligibility.CLOSED),
        (Voter(code=CodeState.UNKNOWN), OPENS, Eligibility.CODE_UNKNOWN),
        (Voter(code=CodeState.VOID), OPENS, Eligibility.CODE_VOID),
        (Voter(code=CodeState.USED), OPENS, Eligibility.CODE_USED),
        (voter(code=CodeState.USED), OPENS, Eligibility.CODE_USED),
    ],
)
def test_the_first_reason_that_stands_in_the_way_is_told(who, now, expected):
    assert eligibility(who, terms(), now) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (voter(municipality_id=HEINOLA), Eligibility.OK),
        (voter(municipality_id=None), Eligibility.OK),
        (voter(birth_year=None), Eligibility.NOT_IDENTIFIED),
        (voter(birth_year=2014), Eligibility.TOO_YOUNG),
        (Voter(), Eligibility.NOT_SIGNED_IN),
    ],
)
def test_a_round_may_take_the_votes_of_those_with_another_connection(who, expected):
    assert eligibility(who, replace(terms(), scope=VoterScope.CONNECTED), OPENS) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RoundState.PREPARATION, Eligibility.NOT_OPEN_YET),
        (RoundState.PUBLISHED, Eligibility.NOT_OPEN_YET),
        (RoundState.COUNTING, Eligibility.CLOSED),
        (RoundState.RESULTS, Eligibility.CLOSED),
        (RoundState.CANCELLED, Eligibility.CANCELLED),
    ],
)
def test_only_an_open_round_takes_votes(state, expected):
    assert eligibility(voter(), terms(state), OPENS) == expected


# What a ballot may hold

SOUTH = Pot(10, 40_000, {1: 6_500, 2: 12_000, 3: 15_000, 4: 14_500})
TOWN = Pot(9, 20_000, {7: 20_000, 8: 1_000})
NORTH = frozenset({21, 22})


def knapsack(**changes):
    return Limits(**{"ballot_type": BallotType.KNAPSACK, "pots": (TOWN, SOUTH), "elsewhere": NORTH, **changes})


def faults(choices, limits):
    return [problem.fault for problem in ballot_problems(choices, limits)]


@pytest.mark.parametrize("choices", [[1], [1, 2, 3], [7], [8, 1], [1, 1, 1]])
def test_choices_within_the_money_of_each_pot_are_a_ballot(choices):
    assert ballot_problems(choices, knapsack()) == []


def test_a_ballot_over_the_money_tells_by_how_much():
    [problem] = ballot_problems([2, 3, 4, 7], knapsack())
    assert (problem.fault, problem.area_id) == (BallotFault.OVER_BUDGET, SOUTH.area_id)
    assert (problem.amount, problem.limit, problem.excess) == (41_500, 40_000, 1_500)


def test_each_pot_has_its_own_money():
    assert faults([7, 8], knapsack()) == [BallotFault.OVER_BUDGET]
    assert faults([7, 8, 2, 3, 4], knapsack()) == [BallotFault.OVER_BUDGET] * 2


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], [BallotFault.EMPTY]),
        ([99], [BallotFault.UNKNOWN]),
        ([1, 99], [BallotFault.UNKNOWN]),
        ([21], [BallotFault.OTHER_AREA]),
        ([21, 99], [BallotFault.OTHER_AREA, BallotFault.UNKNOWN]),
    ],
)
def test_what_does_not_belong_on_the_ballot_is_named(choices, expected):
    assert faults(choices, knapsack()) == expected


def test_without_an_area_there_is_no_ballot():
    assert BallotFault.NO_AREA in faults([7], knapsack(needs_area=True))


def test_approval_limits_the_number_in_each_pot_and_not_the_money():
    limits = knapsack(ballot_type=BallotType.K_APPROVAL, max_choices=2)
    assert faults([2, 3, 7, 8], limits) == []
    [problem] = ballot_problems([1, 2, 3], limits)
    assert (problem.fault, problem.amount, problem.limit) == (BallotFault.TOO_MANY, 3, 2)


@given(st.sets(st.sampled_from([1, 2, 3, 4, 7, 8, 21, 99])))
def test_no_problem_means_within_every_limit(choices):
    if not ballot_problems(choices, knapsack()):
        assert choices
        assert choices <= SOUTH.costs.keys() | TOWN.costs.keys()
        assert all(sum(pot.costs[c] for c in choices & pot.costs.keys()) <= pot.budget for pot in (SOUTH, TOWN))


def test_the_order_of_proposals_is_the_voters_own_and_stays():
    ids = range(1, 9)
    assert shuffled(ids, "a") == shuffled(reversed(ids), "a")
    assert sorted(shuffled(ids, "a")) == list(ids)
    assert len({tuple(shuffled(ids, str(seed))) for seed in range(50)}) > 45


def test_each_place_on_the_ballot_falls_to_each_proposal_about_equally_often():
    first = [shuffled(range(8), f"voter {n}")[0] for n in range(4000)]
    assert all(400 < first.count(number) < 600 for number in range(8))


# Receipts, seals and marks


def test_a_receipt_has_at_least_eighty_random_bits_in_groups_without_confusing_signs():
    code = receipt_code(bytes(range(15)))
    assert len(code.replace("-", "")) * 5 >= 80
    assert [len(part) for part in code.split("-")] == [4] * 6
    assert not set(code) & set("ILOU")


@pytest.mark.parametrize("typed", ["K7QF-20W1-8B01", "k7qf 20w1 8b01", "K7QF2OWI8BOL", " k7qf–2owl–8bo1 "])
def test_a_receipt_is_found_however_it_is_typed(typed):
    assert receipt_hash(typed) == receipt_hash("K7QF20W18B01")
    assert plain_code(typed) == "K7QF20W18B01"


def test_the_seal_changes_with_any_choice_and_cannot_be_made_without_the_code():
    seal = ballot_seal("K7QF", 10, [1, 2])
    assert seal == ballot_seal("k7qf", 10, [2, 1, 2])
    others = {ballot_seal("K7QF", 10, [1]), ballot_seal("K7QF", 11, [1, 2]), ballot_seal("K7QG", 10, [1, 2])}
    assert seal not in others
    assert len(others) == 3


def test_the_mark_of_a_voter_differs_between_rounds_and_people():
    marks = {voter_key(key, who) for key in (b"a", b"b") for who in ("identity:1", "identity:2")}
    assert len(marks) == 4
    assert voter_key(b"a", "identity:1") in marks


# The count

NAMES = {"lights": 1, "gym": 2, "ramp": 3, "benches": 4, "dogs": 5, "skis": 6, "boxes": 7, "pump": 8}
SOUTH_VOTES = (
    Candidate(1, 12_000, 412), Candidate(2, 14_500, 388), Candidate(3, 15_000, 351), Candidate(4, 6_500, 297),
    Candidate(5, 9_800, 240), Candidate(6, 7_000, 233), Candidate(7, 4_200, 187), Candidate(8, 2_800, 154),
)  # fmt: skip


def test_most_votes_first_and_what_does_not_fit_is_skipped():
    trace = count(Election(40_000, SOUTH_VOTES))
    assert trace.funded == (1, 2, 4, 6)
    assert (trace.spent, trace.left) == (40_000, 0)
    told = {row.id: (row.left, row.verdict) for row in trace.rows}
    assert told[3] == (13_500, Verdict.NOT_FIT)
    assert told[5] == (7_000, Verdict.NOT_FIT)
    assert told[7] == (0, Verdict.MONEY_SPENT)
    assert [row.place for row in trace.rows] == list(range(1, 9))


def test_stop_ends_the_list_at_the_first_that_does_not_fit():
    trace = count(Election(40_000, SOUTH_VOTES, CountingRule.STOP))
    assert trace.funded == (1, 2)
    assert {row.id: row.stopped_by for row in trace.rows if row.verdict == Verdict.STOPPED} == dict.fromkeys(
        range(4, 9), 3
    )


def test_a_proposal_below_the_threshold_gets_no_money():
    trace = count(Election(40_000, SOUTH_VOTES, threshold=240))
    assert [row.id for row in trace.rows if row.verdict == Verdict.BELOW_THRESHOLD] == [6, 7, 8]
    assert trace.funded == (1, 2, 4)


def test_a_proposal_without_votes_is_never_done():
    trace = count(Election(40_000, (Candidate(1, 100, 0), Candidate(2, 100, 1))))
    assert trace.funded == (2,)


def test_a_withdrawn_proposal_takes_no_money_and_stands_last():
    candidates = (Candidate(1, 30_000, 9, withdrawn=True), Candidate(2, 30_000, 5))
    trace = count(Election(40_000, candidates))
    assert trace.funded == (2,)
    assert trace.rows[-1].verdict == Verdict.WITHDRAWN


TIE = (Candidate(1, 10_000, 9), Candidate(2, 25_000, 7), Candidate(3, 20_000, 7), Candidate(4, 5_000, 3))


def test_a_tie_that_decides_stops_the_count_until_a_lot_is_recorded():
    trace = count(Election(40_000, TIE))
    assert not trace.is_final
    assert trace.open_tie == (3, 2)
    assert {row.verdict for row in trace.rows[1:]} == {Verdict.TIE_OPEN}
    for lot, funded in (((2, 3), (1, 2, 4)), ((3, 2), (1, 3, 4))):
        settled = count(Election(40_000, TIE, draws=(lot,)))
        assert settled.is_final
        assert settled.funded == funded
        assert [row.drawn for row in settled.rows] == [False, True, True, False]


def test_a_lot_between_others_decides_nothing():
    assert count(Election(40_000, TIE, draws=((2, 4), (2, 3, 4), (2, 2, 3)))).open_tie == (3, 2)


def test_a_tie_in_which_all_fit_or_none_needs_no_lot():
    assert count(Election(60_000, TIE)).funded == (1, 3, 2, 4)
    assert count(Election(14_000, TIE)).funded == (1,)


def test_under_skip_one_that_is_too_dear_anyway_is_no_rival_but_under_stop_it_may_end_the_list():
    rivals = (Candidate(1, 50_000, 7), Candidate(2, 25_000, 7))
    assert count(Election(40_000, rivals)).funded == (2,)
    assert count(Election(40_000, rivals, CountingRule.STOP)).open_tie == (2, 1)


def test_cheaper_first_leaves_only_equal_costs_to_the_lot():
    assert count(Election(40_000, TIE, tie_rule=TieRule.CHEAPER)).funded == (1, 3, 4)
    twins = (Candidate(1, 30_000, 7), Candidate(2, 30_000, 7))
    assert count(Election(40_000, twins, tie_rule=TieRule.CHEAPER)).open_tie == (1, 2)


def test_anyone_can_draw_the_lot_again_from_its_seed():
    assert draw_lot("Veikkaus 7.12.", [3, 2, 9]) == draw_lot("Veikkaus 7.12.", [9, 3, 2])
    assert {tuple(draw_lot(str(seed), [1, 2])) for seed in range(20)} == {(1, 2), (2, 1)}


def test_a_ballot_gives_a_proposal_one_vote():
    assert tally([[1, 1, 2], [2], []]) == {1: 1, 2: 2}


def test_the_record_of_a_count_reads_back_the_same():
    for election in (Election(40_000, SOUTH_VOTES, CountingRule.STOP), Election(40_000, TIE)):
        trace = count(election)
        assert from_record(as_record(trace)) == trace
    with pytest.raises(ValueError, match="record of a count"):
        from_record({"rows": [], "budget": "40", "open_tie": []})


MOST_FIRST = [rule for rule in CountingRule if rule not in CountingRule.sharing()]
candidates = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 6), st.booleans(), st.sampled_from([None, None, 1, 2])), max_size=7
).map(lambda rows: tuple(Candidate(number, *row) for number, row in enumerate(rows, start=1)))
elections = st.builds(
    Election,
    st.integers(1, 120),
    candidates,
    st.sampled_from(MOST_FIRST),
    st.integers(0, 3),
    st.sampled_from(TieRule),
)


def settled(election):
    """The election counted to the end, every deciding tie drawn in the order of ids."""
    draws = []
    while (trace := count(Election(**{**vars(election), "draws": tuple(draws)}))).open_tie:
        draws.append(tuple(sorted(trace.open_tie)))
    return trace


@given(elections)
def test_the_count_never_spends_more_than_there_is(election):
    trace = settled(election)
    assert 0 <= trace.spent - trace.added <= election.budget
    assert trace.left == election.budget - trace.spent + trace.added
    last = [row for row in trace.rows if row.verdict == Verdict.TOPPED_UP]
    assert trace.added == sum(row.cost - row.left for row in last)
    assert len(last) <= (election.rule == CountingRule.EIGHTY)


@given(elections)
def test_every_proposal_has_one_row_in_the_order_of_votes(election):
    trace = settled(election)
    assert sorted(row.id for row in trace.rows) == sorted(c.id for c in election.candidates)
    counted = [row for row in trace.rows if row.verdict != Verdict.WITHDRAWN]
    assert [row.votes for row in counted] == sorted((row.votes for row in counted), reverse=True)
    lefts = [row.left for row in trace.rows]
    assert lefts == sorted(lefts, reverse=True)


@given(elections)
def test_every_refusal_is_true(election):
    for row in settled(election).rows:
        match row.verdict:
            case Verdict.FUNDED:
                assert row.cost <= row.left
                assert row.votes >= election.threshold
            case Verdict.NOT_FIT:
                assert row.cost > row.left > 0
            case Verdict.MONEY_SPENT:
                assert row.left == 0
            case Verdict.BELOW_THRESHOLD:
                assert row.votes < election.threshold
            case Verdict.STOPPED:
                assert election.rule.ends_the_list
            case Verdict.TOPPED_UP:
                assert election.rule == CountingRule.EIGHTY
                assert 0 < row.left < row.cost <= row.left * 5 / 4
            case Verdict.RIVAL_FUNDED:
                groups = {c.id: c.group for c in election.candidates}
                assert groups[row.id] == groups[row.rival]
            case Verdict.WITHDRAWN:
                assert next(c for c in election.candidates if c.id == row.id).withdrawn


@given(elections)
def test_stop_funds_a_beginning_of_the_list_and_skip_leaves_nothing_that_fits(election):
    trace = settled(election)
    out = {Verdict.BELOW_THRESHOLD, Verdict.WITHDRAWN, Verdict.RIVAL_FUNDED}
    eligible = [row for row in trace.rows if row.verdict not in out]
    funded = [row.is_funded for row in eligible]
    if election.rule.ends_the_list:
        assert funded == sorted(funded, reverse=True)
    else:
        assert all(row.cost > trace.left for row in eligible if not row.is_funded)


@given(elections)
def test_of_a_group_at_most_one_is_carried_out(election):
    group_of = {c.id: c.group for c in election.candidates}
    groups = [group_of[number] for number in settled(election).funded if group_of[number] is not None]
    assert len(groups) == len(set(groups))


@given(elections)
def test_the_votes_needed_are_the_fewest_with_which_it_would_be_carried_out(election):
    """Against the truth: with so many it is carried out whatever lots are drawn against it, with one fewer it is not."""
    trace = settled(election)
    drawn = replace(election, draws=tuple(tuple(sorted(tie)) for tie in trace.ties))
    for row in explained(drawn, trace).rows:
        if row.needed is not None:
            assert row.needed > row.votes
            assert row.id in unlucky(drawn, trace, row.id, row.needed).funded
            assert row.id not in unlucky(drawn, trace, row.id, row.needed - 1).funded
        elif row.verdict in {Verdict.NOT_FIT, Verdict.STOPPED, Verdict.MONEY_SPENT}:
            assert row.id not in unlucky(drawn, trace, row.id, 1000).funded


def unlucky(election, trace, number, votes):
    """The election with so many votes for one proposal, which loses every lot."""
    by_id = {c.id: c for c in election.candidates}
    order = [*(by_id[row.id] for row in trace.rows if row.id != number), replace(by_id[number], votes=votes)]
    return count(replace(election, candidates=tuple(order), ties_in_order=True))


@given(elections)
def test_a_lot_is_asked_for_exactly_when_the_order_of_a_tie_matters(election):
    """Against the truth by trying all orders: vary the order inside each group of equals and compare who is funded."""
    trace = count(election)
    groups: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in election.candidates:
        if not candidate.withdrawn:
            cost = candidate.cost if election.tie_rule == TieRule.CHEAPER else 0
            groups.setdefault((-candidate.votes, cost), []).append(candidate)
    left, open_tie, taken = election.budget, (), set()
    for _key, group in sorted(groups.items()):
        if group[0].votes < election.threshold:
            break
        outcomes = {frozenset(c.id for c in walk(order, left, election.rule, taken)[0]) for order in permutations(group)}
        if len(outcomes) > 1:
            open_tie = tuple(c.id for c in group)
            break
        funded, stopped = walk(group, left, election.rule, taken)
        left = max(left - sum(c.cost for c in funded), 0)
        taken |= {c.group for c in funded if c.group is not None}
        if stopped:
            break
    assert set(trace.open_tie) == set(open_tie)


def walk(order, left, rule, taken):
    funded, taken = [], set(taken)
    for candidate in order:
        if candidate.group in taken:
            continue
        if candidate.cost <= left:
            funded.append(candidate)
            left -= candidate.cost
            taken |= {candidate.group} - {None}
        elif rule.ends_the_list:
            nearly = rule == CountingRule.EIGHTY and 0 < left >= candidate.cost * 4 / 5
            return funded + [candidate] * nearly, True
    return funded, False


@given(elections, st.integers(1, 5))
def test_more_votes_never_take_the_money_away_under_stop_or_skip_for_the_cheapest(election, extra):
    """Monotone: a funded proposal that gets more votes is still funded, as long as no lot is drawn."""
    before = count(election)
    if before.open_tie or not before.funded:
        return
    lucky = before.funded[0]
    moved = tuple(
        Candidate(c.id, c.cost, c.votes + extra, c.withdrawn) if c.id == lucky else c for c in election.candidates
    )
    after = count(Election(**{**vars(election), "candidates": moved}))
    assert after.open_tie or lucky in after.funded
