"""Choosing the rules of a round, and all rules side by side on made-up votes, earlier rounds and files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.budgeting.actions.terms import choose_rules
from participation.budgeting.enums import BallotType, CountingRule
from participation.budgeting.models import Round
from portal.exceptions import RuleBroken
from tests.participation.budgeting.test_methods import SIXTY_FORTY
from tests.participation.budgeting.test_views import text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in
from tests.queries import PAGE_BUDGET, assert_queries

pytestmark = pytest.mark.django_db
POINTS = {
    "ballot_type": "points", "max_choices": "", "max_points": "10", "counting_rule": "eighty", "threshold": "3", "tie_rule": "cheaper",
}  # fmt: skip


@pytest.fixture
def before(place, cast):
    return build_town(place, cast, NOW, state="preparation")


@pytest.fixture
def boss(client, cast):
    return sign_in(client, cast.coordinator)


def test_the_rules_are_chosen_on_a_page_and_go_into_the_frozen_configuration(before, boss):
    boss.post(url("round_rules", before), POINTS)
    round = Round.objects.get()
    assert (round.ballot_type, round.max_points, round.counting_rule) == (BallotType.POINTS, 10, CountingRule.EIGHTY)
    assert (round.threshold, round.tie_rule, round.max_choices) == (3, "cheaper", None)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"max_points": ""}, "vähintään 1"),
        ({"ballot_type": "ranking", "max_choices": "0"}, "vähintään 1"),
        ({"counting_rule": "shares"}, "joilla vain valitaan"),
        ({"threshold": "0"}, "vähintään 1"),
        ({"ballot_type": "lottery"}, "lottery"),
    ],
)
def test_rules_that_do_not_belong_together_are_told_beside_the_field(before, boss, changes, says):
    answer = boss.post(url("round_rules", before), {**POINTS, **changes})
    assert answer.status_code == 200
    assert says in text_of(answer)
    assert Round.objects.get().ballot_type == BallotType.KNAPSACK


def test_open_rules_are_frozen(town):
    rules = {"ballot_type": "points", "max_choices": None, "max_points": 5, "counting_rule": "skip", "threshold": 1, "tie_rule": "draw"}
    with pytest.raises(RuleBroken):
        choose_rules(round=town.round, rules=rules, by=town.keeper, now=town.now)


def test_made_up_votes_are_counted_by_every_rule_and_change_nothing(before, boss):
    page = url("rule_preview", before)
    told = text_of(boss.get(page))
    for rule in CountingRule:
        assert str(rule.label) in told
    assert "400 äänestyslippua" in told or "äänestyslippua" in told
    assert Round.objects.get().counting_rule == CountingRule.SKIP
    with assert_queries(PAGE_BUDGET):
        boss.get(page)
    assert text_of(boss.get(page)) == text_of(boss.get(page))


def test_a_file_of_another_town_is_counted_side_by_side(before, boss):
    file = SimpleUploadedFile("sixty-forty.pb", SIXTY_FORTY.encode())
    answer = boss.post(url("rule_preview", before), {"file": file})
    preview = answer.context["preview"]
    assert (preview.ballots, preview.differing) == (10, 2)
    assert [line.title for line in preview.lines if line.differs] == ["a2", "b"]


@pytest.mark.parametrize("content", [b"", b"kuva", b"\xff\xfe\x00", b"META\nkey;value\nbudget;x\n"])
def test_what_is_no_election_is_told_beside_the_field(before, boss, content):
    answer = boss.post(url("rule_preview", before), {"file": SimpleUploadedFile("x.pb", content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_votes_of_an_earlier_round_can_be_tried_but_not_those_of_an_open_one(before, boss, place, cast):
    before.publish()
    before.open()
    before.votes(("etela", before.ids("Penkk")), ("pohjoinen", before.ids("Lintu")))
    assert boss.get(url("rule_preview", before) + f"?aanet=r{before.area('etela').pk}").status_code == 404
    assert boss.get(url("rule_preview", before) + "?aanet=a99999").status_code == 404
    before.close()
    before.count()
    before.confirm()
    Round.objects.filter(pk=before.round.pk).update(slug="osbu-ennen")
    later = build_town(place, cast, NOW, state="preparation")
    answer = boss.get(url("rule_preview", later) + f"?aanet=r{before.round.areas.get(slug='etela').pk}")
    assert answer.context["preview"].ballots == 1
