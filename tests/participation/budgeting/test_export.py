"""The files from which anyone counts: what an independent checker says of them, and that they give the same winners."""

import csv
import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pabulib.checker import Checker

from participation.budgeting.enums import BallotType, CountingRule, TieRule
from participation.budgeting.models import Ballot, Participation, Result
from participation.budgeting.queries.counts import count_area, files_of
from participation.budgeting.rules.counting import Candidate, Election, count, from_record, tally
from participation.budgeting.rules.methods import election_of
from participation.budgeting.rules.pabulib import Heading, ballots_csv, pb_file
from participation.budgeting.rules.polls import read_poll
from tests.participation.budgeting.test_actions import filled
from tests.participation.budgeting.town import build_town
from tests.personas import NOW

HEADING = Heading(
    description="Participatory budgeting in Lahti 2026, South",
    unit="Lahti",
    subunit="Etelä",
    instance="2026",
    begins_on=date(2026, 11, 16),
    ends_on=date(2026, 12, 7),
    ballot_type=BallotType.K_APPROVAL,
    max_choices=4,
    comments=("Example data made for a demonstration. No real votes.",),
)


# Remarks about how people voted and about the mark of a withdrawn proposal, given as warnings; they are not faults of a file.
OBSERVATIONS = {
    "no_max_length_used",
    "project with no votes",
    "single project exceeded whole budget",
    "greedy-custom cannot be verified",
    "unused budget",
}


def faults(text: str) -> list[str]:
    """What the independent checker of the format finds wrong, the selection by the declared rule included."""
    report = Checker().process_files([text])[1]["results"]
    if not isinstance(report, dict):  # it says in words that all is well
        return []
    warnings = {kind: details for kind, details in report.get("warnings", {}).items() if kind not in OBSERVATIONS}
    return [f"{kind}: {details}" for kind, details in {**warnings, **report.get("errors", {})}.items()]


def file_of(election: Election, ballots: list[list[int]], heading: Heading = HEADING) -> str:
    return pb_file(heading, election, count(election), {c.id: f"Ehdotus {c.id}" for c in election.candidates}, ballots)


BALLOTS = [[1, 2], [1], [2, 3], [1, 4], [2], [1, 3]]


def election(budget=100, rule=CountingRule.SKIP, threshold=1, **more):
    votes = tally(BALLOTS)
    costs = {1: 50, 2: 40, 3: 60, 4: 10}
    return Election(
        budget,
        tuple(Candidate(n, cost, votes.get(n, 0)) for n, cost in costs.items()),
        rule,
        threshold,
        ballots=BALLOTS,
        **more,
    )


RULES_AND_LIMITS = [  # the checker knows no threshold for equal shares
    (rule, threshold)
    for rule in CountingRule
    for threshold in (1, 2, 3)
    if threshold == 1 or rule not in CountingRule.sharing()
]


@pytest.mark.parametrize(("rule", "threshold"), RULES_AND_LIMITS)
@pytest.mark.parametrize("budget", [60, 100, 110, 140])  # with money for all the checker of equal shares never ends
def test_the_file_passes_the_independent_checker(rule, threshold, budget):
    assert faults(file_of(election(budget, rule, threshold), BALLOTS)) == []


def test_the_checker_would_notice_a_wrong_winner_a_wrong_sum_and_a_vote_for_nothing():
    right = file_of(election(), BALLOTS)
    for wrong in (
        right.replace("1;50;4;Ehdotus 1;1", "1;50;4;Ehdotus 1;0"),
        right.replace("1;50;4;", "1;50;5;"),
        right.replace("\n1;1,2\n", "\n1;1,9\n"),
    ):
        assert wrong != right
        assert faults(wrong)


def test_names_with_semicolons_quotes_and_swedish_letters_survive():
    names = {1: 'Penkki; "iso"', 2: "Åker", 3: "=1+1", 4: " väli "}
    text = pb_file(HEADING, election(), count(election()), names, BALLOTS)
    assert faults(text) == []
    assert '"Penkki; ""iso"""' in text
    assert read_poll(text).costs == {"1": 50, "2": 40, "3": 60, "4": 10}


POINTS = [{1: 6, 2: 4}, {1: 10}, {2: 5, 3: 5}, {4: 1, 1: 3}]
ORDERS = [{1: 3, 2: 2, 4: 1}, {1: 3}, {2: 3, 3: 2}, {4: 3, 1: 2}]


@pytest.mark.parametrize("rule", [CountingRule.SKIP, CountingRule.STOP, CountingRule.EIGHTY])
@pytest.mark.parametrize("budget", [60, 100, 140])
@pytest.mark.parametrize(("kind", "ballots"), [(BallotType.POINTS, POINTS), (BallotType.RANKING, ORDERS)])
def test_points_and_rankings_pass_the_checker_and_are_counted_alike_by_everyone(tmp_path, kind, ballots, budget, rule):
    votes = tally(ballots)
    costs = {1: 50, 2: 40, 3: 60, 4: 10}
    made = Election(budget, tuple(Candidate(n, cost, votes[n]) for n, cost in costs.items()), rule)
    places, points = (3, None) if kind == BallotType.RANKING else (None, 10)
    text = file_of(made, ballots, replace(HEADING, ballot_type=kind, max_choices=places, max_points=points))
    assert faults(text) == []
    assert count(election_of(read_poll(text))).funded == count(made).funded
    assert recount(tmp_path, text).returncode == 0


def test_of_a_group_one_is_carried_out_wherever_it_is_counted(tmp_path):
    votes = tally(BALLOTS)
    groups = {1: 1, 2: 1, 4: 1, 3: None}
    made = Election(160, tuple(Candidate(n, 40, votes[n], group=group) for n, group in groups.items()))
    text = file_of(made, BALLOTS)
    assert count(made).funded == count(election_of(read_poll(text))).funded == (1, 3)
    assert recount(tmp_path, text).returncode == 0
    shared = replace(made, rule=CountingRule.SHARES, ballots=BALLOTS)
    text = file_of(shared, BALLOTS)
    assert count(shared).funded == count(election_of(read_poll(text))).funded
    assert recount(tmp_path, text).returncode == 0


def test_money_added_by_the_eighty_per_cent_rule_is_marked_in_the_file(tmp_path):
    text = file_of(election(82, CountingRule.EIGHTY), BALLOTS)
    assert "2;40;3;Ehdotus 2;2" in text
    assert faults(text) == []
    run = recount(tmp_path, text)
    assert run.returncode == 0, run.stdout


def test_a_withdrawn_proposal_carries_the_formats_own_mark():
    votes = tally(BALLOTS)
    taken_out = Election(
        100, (Candidate(1, 50, votes[1], withdrawn=True), Candidate(2, 40, votes[2]), Candidate(3, 70, votes[3]))
    )
    text = file_of(taken_out, [[b for b in ballot if b != 4] for ballot in BALLOTS])
    assert "1;999999999;4;Ehdotus 1;0" in text
    assert faults(text) == []
    assert count(election_of(read_poll(text))).funded == count(taken_out).funded


def test_a_lot_is_told_in_the_file_and_gives_the_same_winners():
    tie = Election(50, (Candidate(1, 30, 1), Candidate(2, 30, 1)), draws=((2, 1),))
    text = file_of(tie, [[1], [2]])
    assert count(election_of(read_poll(text))).open_tie == (1, 2)
    assert count(election_of(read_poll(text), TieRule.DRAW, tie.draws)).funded == (2,)


@given(
    st.lists(st.sets(st.integers(1, 5), min_size=1, max_size=4).map(sorted), min_size=1, max_size=12),
    st.lists(st.integers(1, 40), min_size=5, max_size=5),
    st.integers(40, 120),
    st.sampled_from(CountingRule),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
def test_any_election_written_and_read_again_has_the_same_winners_and_no_faults(ballots, costs, budget, rule):
    votes = tally(ballots)
    listed = tuple(Candidate(n, cost, votes.get(n, 0)) for n, cost in enumerate(costs, start=1))
    made = Election(budget, listed, rule, ballots=ballots)
    assume(not count(made).open_tie and sum(costs) > budget)
    text = file_of(made, ballots)
    assert count(election_of(read_poll(text), draws=made.draws)).funded == count(made).funded
    few_ties = len({(votes.get(n, 0)) for n in range(1, 6)}) == 5  # the checker breaks ties its own way
    if few_ties and (rule not in CountingRule.sharing() or len(count(made).funded) < 4):
        assert faults(text) == []


def test_the_columns_of_the_csv_add_up_to_the_votes():
    text = ballots_csv([1, 2, 3, 4], {n: f"=Ehdotus {n}" for n in range(1, 5)}, BALLOTS)
    assert text.startswith("\ufeff")
    header, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert header == ["aani", "1: =Ehdotus 1", "2: =Ehdotus 2", "3: =Ehdotus 3", "4: =Ehdotus 4"]
    sums = {n: sum(int(row[n] or 0) for row in rows) for n in range(1, 5)}
    assert sums == tally(BALLOTS)
    assert len(rows) == len(BALLOTS)


@pytest.mark.django_db
def test_the_published_files_of_a_real_round_pass_the_checker_and_hold_nothing_but_choices(place, cast):
    town = filled(build_town(place, cast, NOW, is_example=True))
    town.count()
    for result in Result.objects.select_related("area__round__organisation"):
        text = result.files.get(form="pb").content
        assert faults(text) == []
        assert "Example data" in text
        assert count(election_of(read_poll(text))).funded == from_record(result.trace).funded
        header = text.split("VOTES\n")[1].splitlines()[0]
        assert header == "voter_id;vote"
        marks = [*Participation.objects.values_list("voter_key", flat=True), *(b.pk.hex for b in Ballot.objects.all())]
        assert not any(mark in text or mark[:12] in text for mark in marks)


@pytest.mark.django_db
def test_the_order_of_rows_says_nothing_of_the_order_of_voting_and_is_the_same_every_time(place, cast):
    town = build_town(place, cast, NOW)
    for number in range(10):
        town.vote(town.voter(f"v{number}"), town.ids("Penkkejä") if number < 5 else town.ids("Valot"))
    area = town.area("etela")
    assert files_of(area, count_area(area)) == files_of(area, count_area(area))
    by_hash = sorted(
        Ballot.objects.all(), key=lambda ballot: hashlib.sha256(f"{area.pk}:{ballot.pk.hex}".encode()).digest()
    )
    assert count_area(area).ballots == [[choice.proposal_id for choice in ballot.choices.all()] for ballot in by_hash]


RECOUNT = Path(__file__).resolve().parents[3] / "participation/budgeting/static/budgeting/recount.py"


def recount(tmp_path, text, *words):
    """The program as somebody at home runs it: nothing of the project can be imported."""
    path = tmp_path / "area.pb"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(RECOUNT), str(path), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONIOENCODING": "utf-8"})


@pytest.mark.parametrize("rule", CountingRule)
@pytest.mark.parametrize(("budget", "threshold"), [(60, 1), (110, 2), (140, 3)])
def test_the_stand_alone_program_comes_to_the_same_result(tmp_path, rule, budget, threshold):
    run = recount(tmp_path, file_of(election(budget, rule, threshold), BALLOTS))
    assert (run.returncode, run.stderr) == (0, "")
    assert "Sama tulos kuin julkaistussa." in run.stdout


def test_the_stand_alone_program_notices_another_winner_and_another_sum(tmp_path):
    right = file_of(election(), BALLOTS)
    for wrong, says in (
        (right.replace("1;50;4;Ehdotus 1;1", "1;50;4;Ehdotus 1;0"), "ANNAT RESULTAT"),
        (right.replace("1;50;4;", "1;50;5;"), "5 publicerade röster, räknade 4"),
    ):
        run = recount(tmp_path, wrong, "sv")
        assert run.returncode == 1
        assert says in run.stdout


def test_the_stand_alone_program_follows_a_drawn_lot_and_a_withdrawal(tmp_path):
    tie = Election(50, (Candidate(1, 30, 1), Candidate(2, 30, 1), Candidate(3, 10, 1, withdrawn=True)), draws=((2, 1),))
    run = recount(tmp_path, file_of(tie, [[1], [2], [3]]), "en")
    assert run.returncode == 0, run.stdout
    assert "Ehdotus 2: carried out" in run.stdout
    assert "taken out after the vote" in run.stdout
