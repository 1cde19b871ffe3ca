"""Categories: limits on the ballot, money and number in the count, frozen and told; and what equal shares leave, by most votes first."""

from dataclasses import replace
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from participation.budgeting.actions.categories import CategoryPlan, add_category, remove_category, sort_proposals
from participation.budgeting.actions.rounds import configuration_hash
from participation.budgeting.actions.terms import RULES, choose_rules
from participation.budgeting.enums import BallotFault, BallotType, CountingRule, Verdict
from participation.budgeting.models import Category, CountFile, Participation, Proposal, Result, Round
from participation.budgeting.rules.ballots import Limits, Pot, ballot_problems
from participation.budgeting.rules.caps import Cap, Room
from participation.budgeting.rules.counting import Candidate, Election, as_record, count, explained, from_record, tally
from participation.budgeting.rules.leading import decides
from participation.budgeting.rules.methods import election_of
from participation.budgeting.rules.polls import read_poll
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_export import HEADING, faults, file_of, recount
from tests.participation.budgeting.test_views import ballot_url, fields_of, send, text_of, url, voter_client
from tests.participation.budgeting.town import build_town
from tests.personas import sign_in

PARKS, SPORT = 7, 8


def candidates(*rows):
    return tuple(Candidate(n, cost, votes, category=category) for n, (cost, votes, category) in enumerate(rows, 1))


def verdicts(election):
    return {row.id: row.verdict for row in count(election).rows}


# The count


def test_a_category_takes_no_more_than_its_money():
    made = Election(100, candidates((30, 9, PARKS), (30, 8, PARKS), (10, 7, PARKS), (40, 6, SPORT)), caps={PARKS: Cap(budget=45)})
    assert count(made).funded == (1, 3, 4)
    [row] = [row for row in count(made).rows if row.id == 2]
    assert (row.verdict, row.category_left) == (Verdict.CATEGORY_SPENT, 15)
    assert from_record(as_record(count(made))) == count(made)


def test_a_category_has_no_more_proposals_than_its_number():
    made = Election(100, candidates((10, 9, PARKS), (10, 8, PARKS), (10, 7, SPORT)), caps={PARKS: Cap(most=1)})
    assert verdicts(made) == {1: Verdict.FUNDED, 2: Verdict.CATEGORY_FULL, 3: Verdict.FUNDED}
    told = explained(made, count(made))
    assert next(row for row in told.rows if row.id == 2).needed == 10  # more than the one that took the place


def test_without_limits_a_category_changes_nothing():
    rows = candidates((30, 9, PARKS), (30, 8, PARKS), (50, 7, SPORT))
    assert count(Election(100, rows)) == count(Election(100, tuple(replace(c, category=None) for c in rows)))


def test_a_tie_inside_a_category_waits_for_a_lot_when_its_money_is_not_enough_for_both():
    rows = candidates((30, 9, PARKS), (30, 9, PARKS), (30, 9, SPORT))
    made = Election(100, rows, caps={PARKS: Cap(budget=40)})
    assert count(made).open_tie == (1, 2, 3)
    assert count(replace(made, draws=((2, 1, 3),))).funded == (2, 3)
    assert count(replace(made, caps={PARKS: Cap(budget=60)})).funded == (1, 2, 3)


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from([None, 1, 2])), min_size=2, max_size=4), st.integers(1, 14), st.data())
def test_a_lot_is_asked_for_exactly_when_the_order_matters_also_with_categories(group, left, data):
    caps = {n: Cap(data.draw(st.none() | st.integers(1, 8)), data.draw(st.none() | st.integers(1, 2))) for n in (1, 2)}
    tied = [Candidate(n, cost, 5, category=category) for n, (cost, category) in enumerate(group)]
    outcomes = {frozenset(count(Election(left, order, caps=caps, ties_in_order=True)).funded) for order in permutations(tied)}
    room = Room(caps)
    active = [c for c in tied if room.refusal(c.category, c.cost) is None]
    assert decides(active, left, CountingRule.SKIP, room) == (len(outcomes) > 1)


def test_equal_shares_keep_to_the_limits_and_come_to_an_end():
    ballots = [[1, 2, 3]] * 6 + [[4]] * 2
    made = Election(
        80, candidates((20, 6, PARKS), (20, 6, PARKS), (10, 6, PARKS), (20, 2, None)), CountingRule.SHARES, ballots=ballots,
        caps={PARKS: Cap(budget=30)},
    )  # fmt: skip
    assert sorted(count(replace(made, draws=((1, 2),))).funded) == [1, 3, 4]
    assert verdicts(replace(made, draws=((1, 2),)))[2] == Verdict.CATEGORY_SPENT


# What equal shares leave

SPREAD = [[1, 2], [1, 2], [1, 3], [3], [4], [4, 2]]


def shared(fills_up, **more):
    costs = {1: 30, 2: 45, 3: 25, 4: 60}
    votes = tally(SPREAD)
    rows = tuple(Candidate(n, cost, votes[n]) for n, cost in costs.items())
    return Election(100, rows, CountingRule.SHARES, ballots=SPREAD, fills_up=fills_up, **more)


def test_what_is_left_is_used_by_most_votes_first():
    plain, filled = count(shared(False)), count(shared(True))
    assert plain.left >= min(row.cost for row in plain.rows if not row.is_funded) or filled.funded == plain.funded
    assert filled.funded[: len(plain.funded)] == plain.funded
    assert all(row.verdict == Verdict.FILLED for row in filled.rows if row.is_funded and row.id not in plain.funded)
    assert filled.spent <= 100


def test_the_fill_takes_the_most_voted_that_fits_and_says_so():
    ballots = [[1]] * 3 + [[2]] * 2 + [[3]]
    rows = candidates((30, 3, None), (50, 2, None), (20, 1, None))
    made = Election(100, rows, CountingRule.SHARES, ballots=ballots, grows=False)
    assert count(made).funded == (1,)
    filled = count(replace(made, fills_up=True))
    assert {row.id: row.verdict for row in filled.rows} == {1: Verdict.FUNDED, 2: Verdict.FILLED, 3: Verdict.FILLED}
    assert [row.left for row in filled.rows] == [100, 70, 20]


def test_the_comparison_looks_at_the_outcome_with_the_fill():
    made = replace(shared(True), rule=CountingRule.COMPARED)
    assert count(made).compared is not None
    assert count(made).funded in {count(shared(True)).funded, count(replace(shared(False), rule=CountingRule.SKIP)).funded}


# Files

any_ballots = st.lists(st.sets(st.integers(1, 5), min_size=1, max_size=4).map(sorted), min_size=1, max_size=12)
any_caps = st.dictionaries(st.sampled_from([1, 2]), st.builds(Cap, st.none() | st.integers(1, 80), st.none() | st.integers(1, 2)))


@given(
    any_ballots, st.lists(st.integers(1, 40), min_size=5, max_size=5), st.integers(40, 120), st.sampled_from(CountingRule.capping()),
    st.lists(st.sampled_from([None, 1, 2]), min_size=5, max_size=5), any_caps, st.booleans(),
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
def test_the_file_is_counted_alike_with_categories_and_fill(ballots, costs, budget, rule, kinds, caps, fills_up):
    votes = tally(ballots)
    rule = CountingRule(rule)
    rows = tuple(Candidate(n, cost, votes.get(n, 0), category=kind) for n, (cost, kind) in enumerate(zip(costs, kinds, strict=True), 1))
    made = Election(budget, rows, rule, ballots=ballots, caps=caps, fills_up=fills_up and rule in CountingRule.sharing())
    trace = count(made)
    assume(not trace.open_tie)
    spent, number = dict.fromkeys((1, 2), 0), dict.fromkeys((1, 2), 0)
    for row in rows:
        if row.id in trace.funded and row.category:
            spent[row.category] += row.cost
            number[row.category] += 1
    assert all(cap.budget is None or spent[n] <= cap.budget for n, cap in caps.items())
    assert all(cap.most is None or number[n] <= cap.most for n, cap in caps.items())
    assert trace.spent <= budget
    text = file_of(made, ballots, replace(HEADING, categories={1: "Puistot", 2: "Liikunta"}))
    assert count(election_of(read_poll(text))).funded == trace.funded


@pytest.mark.parametrize("rule", CountingRule.capping())
@pytest.mark.parametrize("fills_up", [False, True])
def test_the_recount_knows_categories_and_the_fill(tmp_path, rule, fills_up):
    ballots = [[1, 2], [1, 2, 5], [1, 3], [2, 1], [4], [4, 5], [1, 3, 5], [2, 4], [1, 2]]
    votes = tally(ballots)
    rows = tuple(
        Candidate(n, cost, votes[n], category=kind)
        for n, cost, kind in ((1, 30, PARKS), (2, 25, PARKS), (3, 20, SPORT), (4, 36, None), (5, 28, PARKS))
    )
    rule = CountingRule(rule)
    caps = {PARKS: Cap(budget=58), SPORT: Cap(most=1)}
    made = Election(110, rows, rule, ballots=ballots, caps=caps, fills_up=fills_up and rule in CountingRule.sharing())
    assert count(made).is_final
    text = file_of(made, ballots, replace(HEADING, categories={PARKS: "Puistot", SPORT: "Liikunta"}))
    run = recount(tmp_path, text)
    assert run.returncode == 0, run.stdout
    if rule == CountingRule.SKIP:
        assert recount(tmp_path, text.replace("at most 58 EUR", "at most 500 EUR")).returncode == 1


def test_the_file_has_the_formats_own_fields_and_passes_its_checker():
    rows = candidates((30, 4, PARKS), (20, 3, PARKS), (25, 2, SPORT))
    ballots = [[1, 2], [1, 2, 3], [1, 2], [1, 3]]
    heading = replace(HEADING, categories={PARKS: "Puistot, pihat", SPORT: "Liikunta"}, category_choices={PARKS: 2, SPORT: 2})
    text = file_of(Election(60, rows, caps={PARKS: Cap(budget=40)}), ballots, heading)
    assert "categories;Puistot  pihat,Liikunta" in text
    assert "budget_per_category;40,60" in text
    assert "max_length_per_category;2" in text
    assert "1;30;4;Ehdotus 1;Puistot  pihat;1" in text
    known = "greedy-exclusive potential mismatch"  # the checker has no rule for what a category takes
    assert [fault for fault in faults(text) if not fault.startswith(known)] == []


# The ballot


def test_a_ballot_has_no_more_of_a_category_than_its_limit_in_each_pot():
    here = Pot(1, 100, {1: 10, 2: 10, 3: 10}, categories={1: PARKS, 2: PARKS, 3: SPORT})
    there = Pot(2, 100, {4: 10}, categories={4: PARKS})
    limits = Limits(BallotType.K_APPROVAL, (here, there), max_choices=3, category_most={PARKS: 1})
    assert ballot_problems([1, 3, 4], limits) == []
    [problem] = ballot_problems([1, 2, 3], limits)
    assert (problem.fault, problem.category_id, problem.amount, problem.limit) == (BallotFault.TOO_MANY_OF_CATEGORY, PARKS, 2, 1)
    assert ballot_problems([1, 2], replace(limits, ballot_type=BallotType.KNAPSACK)) == [replace(problem, ids=(1, 2))]
    assert ballot_problems({1: 1, 2: 1}, replace(limits, ballot_type=BallotType.POINTS, max_points=5)) == []


# The round


@pytest.fixture
def before(place, cast):
    return build_town(place, cast, timezone.now(), state="published", ballot_type=BallotType.K_APPROVAL, max_choices=3)


def made(town, name="Puistot", *words, **limits):
    category = add_category(round=town.round, plan=CategoryPlan(name, **limits), by=town.keeper, now=town.now)
    sort_proposals(round=town.round, places=dict.fromkeys(town.ids(*words), category.pk), by=town.keeper, now=town.now)
    return category


@pytest.mark.django_db
def test_categories_are_made_and_filled_from_the_browser(before):
    town, client = before, sign_in(Client(), before.keeper)
    page = url("round_categories", town)
    fields = {"name_fi": "Puistot", "name_sv": "Parker", "name_en": "Parks", "max_choices": "1", "budget": "20000", "most": ""}
    wrong = client.post(page, {**fields, "name_fi": "", "budget": "x"})
    assert "error-message" in wrong.content.decode()
    assert 'value="Parker"' in wrong.content.decode()
    assert not Category.objects.exists()
    assert client.post(page, fields).status_code == 302
    category = Category.objects.get()
    assert "error-message" in client.post(page, fields).content.decode()  # the name is taken
    places = {f"category_{n}": str(category.pk) for n in town.ids("Valot", "Skeitti")}
    assert client.post(url("category_sort", town), places).status_code == 302
    assert set(Proposal.objects.filter(category=category).values_list("pk", flat=True)) == set(town.ids("Valot", "Skeitti"))
    assert "Valot" in text_of(client.get(page))
    client.post(url("category_sort", town), {f"category_{town.ids('Valot')[0]}": "999999"})
    assert Proposal.objects.filter(category=category).count() == 2
    client.post(url("category_remove", town), {"category": str(category.pk)})
    assert not Category.objects.exists()
    assert not Proposal.objects.filter(category__isnull=False).exists()


@pytest.mark.django_db
def test_the_ballot_tells_the_limit_and_refuses_too_many(before):
    town = before
    made(town, "Puistot", "Valot", "Skeitti", max_choices=1)
    town.open()
    client = voter_client(town)
    assert "Lajista ”Puistot” voit valita" in text_of(client.get(ballot_url(town)))
    answer = send(client, town, town.ids("Valot", "Skeitti"))
    assert "Puistot" in text_of(answer)
    assert len(fields_of(answer)["proposals"]) == 2
    assert not Participation.objects.exists()
    send(client, town, town.ids("Valot", "Ulkokunto"), page=answer)
    assert Participation.objects.count() == 1


@pytest.mark.django_db
def test_the_count_keeps_to_the_category_and_tells_why_in_words(before):
    town = before
    made(town, "Puistot", "Valot", "Skeitti", budget=20_000)
    town.open()
    town.votes(*[("etela", town.ids("Valot", "Skeitti"))] * 3, ("etela", town.ids("Valot", "Ulkokunto")), ("pohjoinen", town.ids("Uima")))
    town.close()
    town.seal()
    assert town.count() == []
    rows = {row.id: row for row in from_record(Result.objects.get(area__slug="etela").trace).rows}
    [ramp] = town.ids("Skeitti")
    assert (rows[ramp].verdict, rows[ramp].category_left) == (Verdict.CATEGORY_SPENT, 8_000)
    assert "at most 20000 EUR is used" in CountFile.objects.get(result__area__slug="etela", form="pb").content
    town.confirm()
    told = text_of(Client().get(url("area_result", town, area="etela")))
    assert "lajin ”Liikunta”" not in told
    assert "lajin ”Puistot” rahaa oli jäljellä 8 000" in told.replace("\xa0", " ")


@pytest.mark.django_db
def test_after_the_opening_everything_of_categories_is_frozen_also_past_the_program(before):
    town = before
    category = made(town, "Puistot", "Valot", budget=20_000)
    town.open()
    with pytest.raises(RuleBroken):
        made(town, "Liikunta")
    with pytest.raises(RuleBroken):
        remove_category(round=town.round, number=category.pk, by=town.keeper, now=town.now)
    for change in (
        lambda: Category.objects.update(budget=30_000),
        lambda: Category.objects.create(round=town.round, name_fi="Liikunta"),
        lambda: Proposal.objects.update(category=None),
        lambda: Round.objects.update(fills_up=True, counting_rule="shares"),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_the_configuration_hash_holds_the_categories(before):
    town = before
    hashes = {configuration_hash(town.round)}
    category = made(town, "Puistot", "Valot", budget=20_000)
    hashes.add(configuration_hash(town.round))
    Category.objects.filter(pk=category.pk).update(budget=20_001)
    hashes.add(configuration_hash(town.round))
    Proposal.objects.update(category=None)
    hashes.add(configuration_hash(town.round))
    town.round.fills_up = True
    hashes.add(configuration_hash(town.round))
    assert len(hashes) == 5


@pytest.mark.django_db
def test_rules_that_end_the_list_take_no_limits_of_categories(before):
    town = before
    rules = {name: getattr(town.round, name) for name in RULES}
    made(town, "Puistot", budget=20_000)
    with pytest.raises(RuleBroken):
        choose_rules(round=town.round, rules={**rules, "counting_rule": "stop"}, by=town.keeper, now=town.now)
    remove_category(round=town.round, number=Category.objects.get().pk, by=town.keeper, now=town.now)
    choose_rules(round=town.round, rules={**rules, "counting_rule": "stop"}, by=town.keeper, now=town.now)
    with pytest.raises(RuleBroken):
        made(town, "Puistot", most=1)
    with pytest.raises(NotPermitted):
        add_category(round=town.round, plan=CategoryPlan("x"), by=town.cast.official, now=town.now)


@pytest.mark.django_db
def test_the_fill_is_chosen_with_equal_shares_only(before):
    town, client = before, sign_in(Client(), before.keeper)
    fields = {"ballot_type": "knapsack", "threshold": "1", "tie_rule": "draw", "fills_up": "on"}
    client.post(url("round_rules", town), {**fields, "counting_rule": "shares"})
    assert Round.objects.get().fills_up
    assert "Jos rahaa jää sen jälkeen" in text_of(client.get(url("round_detail", town)))
    client.post(url("round_rules", town), {**fields, "counting_rule": "skip"})
    assert not Round.objects.get().fills_up
