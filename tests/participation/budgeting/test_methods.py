"""Elections from files: every kind of vote, every rule, ties and exclusions, and equal shares against a slow twin by the definition."""

import json
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from participation.budgeting.rules.methods import RULES, count_poll, election_of_poll
from participation.budgeting.rules.polls import NotAPoll, read_poll, scores
from participation.budgeting.rules.shares import equal_shares
from participation.budgeting.rules.sharing import shares_of

FIVE = {"a": 50, "b": 40, "c": 30, "d": 20, "e": 10}


def file_of(costs, votes, budget=100, rule="greedy", kind="approval", **meta):
    """A .pb file: `votes` are cells of the column vote, or (vote, points)."""
    lines = ["META", "key;value", f"budget;{budget}", f"vote_type;{kind}", f"rule;{rule}"]
    lines += [f"{key};{value}" for key, value in meta.items()]
    lines += ["PROJECTS", "project_id;cost", *(f"{project};{cost}" for project, cost in costs.items())]
    lines += ["VOTES", "voter_id;vote;points"]
    for number, vote in enumerate(votes):
        choices, points = vote if isinstance(vote, tuple) else (vote, "")
        lines.append(f"{number};{choices};{points}")
    return "\n".join(lines) + "\n"


def selected(text, **options):
    return list(count_poll(read_poll(text), **options).selected)


def test_what_does_not_fit_is_skipped_or_ends_the_list():
    votes = ["a,b,c,e"] * 3 + ["a,b"] * 2 + ["a", "c,d"]
    assert selected(file_of(FIVE, votes, budget=85)) == ["a", "c"]
    assert selected(file_of(FIVE, votes, budget=85, rule="greedy-no-skip")) == ["a"]


def test_the_eighty_per_cent_rule_carries_out_the_first_that_nearly_fits():
    votes = ["a,b,c"] * 3 + ["a,b"] * 2 + ["a"]
    assert selected(file_of(FIVE, votes, budget=82, rule="greedy-custom")) == ["a", "b"]
    assert selected(file_of(FIVE, votes, budget=81, rule="greedy-custom")) == ["a"]


def test_a_threshold_of_the_file_or_of_the_counter_leaves_out_who_has_less():
    votes = ["a,e"] * 3 + ["d"] * 2
    assert selected(file_of(FIVE, votes, rule="greedy-threshold", min_project_score_threshold=3)) == ["a", "e"]
    assert selected(file_of(FIVE, votes, rule="greedy-threshold", min_project_score_threshold=3), threshold=Fraction(2)) == ["a", "e", "d"]


def test_nobody_is_carried_out_without_a_vote():
    assert selected(file_of(FIVE, ["a"])) == ["a"]


def test_a_tie_that_decides_money_is_told_and_another_is_not():
    decides = count_poll(read_poll(file_of(FIVE, ["a,b", "a,b"], budget=60)))
    assert (decides.selected, decides.ties) == (("a",), (("a", "b"),))
    assert count_poll(read_poll(file_of(FIVE, ["a,b", "a,b"], budget=90))).ties == ()


def test_the_excluded_and_the_withdrawn_take_no_money_but_keep_their_votes():
    costs = {**FIVE, "w": 999_999_999}
    outcome = count_poll(read_poll(file_of(costs, ["a,w", "a,b", "w"], budget=50)), excluded=["a"])
    assert outcome.selected == ("b",)
    assert outcome.excluded == ("a", "w")
    assert outcome.tally["a"] == outcome.tally["w"] == 2


@pytest.mark.parametrize(
    ("kind", "votes", "meta", "wanted"),
    [
        ("approval", ["a,b", "a,a"], {}, {"a": 2, "b": 1}),
        ("choose-1", ["a", "b", "a"], {}, {"a": 2, "b": 1}),
        ("cumulative", [("a,b", "4,6"), ("b", "0.5")], {}, {"a": 4, "b": Fraction(13, 2)}),
        ("scoring", [("a,b", "-1,3")], {}, {"a": -1, "b": 3}),
        ("ordinal", ["b,a,c", "a"], {"max_length": 3}, {"a": 5, "b": 3, "c": 1}),
        ("ordinal", [("b,a", "3,2")], {"max_length": 3}, {"a": 2, "b": 3}),
    ],
)
def test_each_kind_of_vote_gives_its_points(kind, votes, meta, wanted):
    points = scores(read_poll(file_of(FIVE, votes, kind=kind, **meta)))
    assert {project: value for project, value in points.items() if value} == wanted


SIXTY_FORTY = file_of({"a1": 40, "a2": 40, "b": 40}, ["a1,a2"] * 6 + ["b"] * 4)


def test_equal_shares_gives_the_smaller_group_its_part():
    assert set(selected(SIXTY_FORTY)) == {"a1", "a2"}
    assert set(selected(SIXTY_FORTY, rule="equalshares")) == {"a1", "b"}
    assert set(selected(SIXTY_FORTY, rule="equalshares/add1")) == {"a1", "b"}


def test_add1_spends_what_one_pass_leaves():
    text = file_of({"a": 30, "b": 30, "c": 30}, ["a", "a", "a,b", "b,c", "c"], budget=90)
    assert len(selected(text, rule="equalshares")) < len(selected(text, rule="equalshares/add1")) == 3


def test_the_comparison_takes_what_more_voters_gain_by():
    assert set(selected(SIXTY_FORTY, rule="equalshares/add1-comparison")) == {"a1", "a2"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no section META"),
        (file_of(FIVE, ["x"]), "“x”"),
        (file_of(FIVE, [("a,b", "1")], kind="cumulative"), "1 points"),
        (file_of({"a": "dear"}, ["a"]), "“dear” is not a number"),
        (file_of(FIVE, ["a"], kind="runes"), "“runes”"),
        ("META\nkey;value\nunit;X\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;a\n", "no budget"),
    ],
)
def test_a_file_that_is_no_election_says_why(text, says):
    with pytest.raises(NotAPoll, match=says):
        read_poll(text)


def test_names_with_semicolons_line_breaks_and_a_mark_of_utf8_are_read():
    text = '\ufeffMETA\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost;name\na;5;"Oja; ""uusi""\nsilta"\nVOTES\nvoter_id;vote\n1;a\n'
    assert selected(text) == ["a"]


def test_the_command_prints_one_object(tmp_path):
    path = tmp_path / "x.pb"
    path.write_text(file_of(FIVE, ["a,b", "a,b", "e"], budget=60), encoding="utf-8")
    out = StringIO()
    call_command("count_pb", str(path), "--json", "--exclude", "e", stdout=out)
    assert json.loads(out.getvalue()) == {
        "tally": {"a": 2, "b": 2, "c": 0, "d": 0, "e": 1}, "selected": ["a"], "ties": [["a", "b"]], "rule": "greedy", "excluded": ["e"],
    }  # fmt: skip
    call_command("count_pb", str(path), "--rule", "greedy-no-skip", "--threshold", "2", stdout=out)
    assert "rule greedy-no-skip" in out.getvalue()


def test_the_command_says_what_is_wrong_in_one_line(tmp_path):
    path = tmp_path / "x.pb"
    path.write_text(file_of(FIVE, ["a"], rule="lottery"), encoding="utf-8")
    for words in ([str(path)], [str(tmp_path / "none.pb")], [str(path), "--rule", "greedy", "--exclude", "x"]):
        with pytest.raises(CommandError):
            call_command("count_pb", *words, stdout=StringIO())


# Equal shares once more, by the definition alone: every voter a person, every round over all projects, the payment found by sorting.


def slow_equal_shares(costs, ballots, budget):
    left = [Fraction(budget) / len(ballots) for _ballot in ballots]
    chosen = []
    while True:
        offers = []
        for place, (project, cost) in enumerate(costs.items()):
            people = [n for n, ballot in enumerate(ballots) if project in ballot]
            if project in chosen or not people or sum(left[n] for n in people) < cost:
                continue
            due, count = Fraction(cost), len(people)
            for n in sorted(people, key=lambda n: left[n]):
                if left[n] * count >= due:
                    break
                due, count = due - left[n], count - 1
            payment = due / count
            offers.append((-(cost / payment), cost, -len(people), place, project, payment))
        if not offers:
            return chosen
        *_rank, project, payment = min(offers)
        for n, ballot in enumerate(ballots):
            if project in ballot:
                left[n] = max(left[n] - payment, Fraction(0))
        chosen.append(project)


@given(
    st.lists(st.sets(st.sampled_from("abcdefg"), max_size=5), min_size=1, max_size=25),
    st.lists(st.integers(1, 60), min_size=7, max_size=7),
    st.integers(10, 160),
)
def test_equal_shares_is_the_definition_and_never_spends_more_than_there_is(ballots, prices, budget):
    costs = dict(zip("abcdefg", prices, strict=True))
    poll = read_poll(file_of(costs, [",".join(sorted(ballot)) or " " for ballot in ballots], budget=budget))
    tally = scores(poll)
    shares = shares_of(election_of_poll(poll, "equalshares", tally, [], Fraction(0)))
    found = equal_shares(shares, budget)
    assert ["abcdefg"[number] for number in found.selected] == slow_equal_shares(costs, ballots, budget)
    for rule in RULES:
        if rule != "greedy-custom":
            assert count_poll(poll, rule=rule).cost <= budget
