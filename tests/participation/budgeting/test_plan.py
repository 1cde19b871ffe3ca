"""Founding a round from a template and changing its plan, through the pages; what is wrong stays beside its field."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import Area
from participation.budgeting.enums import BallotType, RoundState, RoundTemplate, VoterScope
from participation.budgeting.models import Round, RoundArea
from participation.budgeting.rules.templates import DAYS, TEMPLATES, days_of, first_out_of_order
from people.models import AuditEvent
from tests.participation.budgeting.test_views import text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast):
    return sign_in(Client(), cast.coordinator)


def new_url(template):
    return f"{url('round_new')}?malli={template}"


def fields_of(response):
    """What a browser would send of the plan as it is shown."""
    form = response.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if field.name.endswith("_on") or field.name == "done_by":
            parts = field.field.widget.decompress(value) if not isinstance(value, list) else value
            sent |= {f"{field.name}_{part}": parts[n] for n, part in enumerate(("day", "month", "year"))}
        elif value not in (None, False):
            sent[field.name] = f"{value:%H.%M}" if field.name.endswith("_time") and not isinstance(value, str) else value
    return sent


def founded(keeper, template, **changes):
    answer = keeper.post(new_url(template), {**fields_of(keeper.get(new_url(template))), **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return Round.objects.latest("pk")


@pytest.mark.parametrize("template", RoundTemplate.values)
def test_every_template_founds_a_whole_round_that_only_its_keepers_see(place, keeper, visitor, template):
    Area.objects.create(organisation=place.lahti, slug="laune", name_fi="Laune")
    known = TEMPLATES[RoundTemplate(template)]
    round = founded(keeper, template)
    assert round.state == RoundState.PREPARATION
    assert (round.ballot_type, round.max_choices) == (known.rules["ballot_type"], known.rules.get("max_choices"))
    assert (round.min_age, round.voter_scope, round.commit_minutes) == (known.min_age, known.voter_scope, 60)
    assert timezone.localtime(round.voting_closes_at).hour == 16
    assert all([round.name_fi, round.name_sv, round.name_en])
    assert sum(round.areas.values_list("budget", flat=True)) >= known.whole + known.part
    assert keeper.get(reverse("round_manage", args=["lahti", round.slug])).status_code == 200
    assert visitor.get(reverse("round_detail", args=["lahti", round.slug])).status_code == 404
    assert AuditEvent.objects.filter(event="round.created").count() == 1


def test_the_town_and_its_areas_are_filled_in_from_the_place(place, keeper):
    Area.objects.filter(organisation=place.lahti).delete()
    for name in ("Laune", "Ahtiala"):
        Area.objects.create(organisation=place.lahti, slug=name.lower(), name_fi=name)
    round = founded(keeper, "town_areas")
    rows = list(round.areas.order_by("position").values_list("name_fi", "name_sv", "is_whole", "budget"))
    assert rows[0] == ("Koko Lahti", "Hela Lahtis", True, 40_000)
    assert {row[0] for row in rows[1:]} == {"Laune", "Ahtiala"}


def test_what_is_typed_is_what_is_founded(keeper):
    round = founded(
        keeper, "village", name_fi="Kylän kymppitonni", voter_scope=VoterScope.HOME, min_age="16", commit_minutes="15",
        eligible_voters="800",
        promise_fi="Teemme sen.", area_1_name_fi="Vääksy", area_1_budget="12000", area_2_name_fi="Kalkkinen", area_2_budget="3000",
        area_2_is_whole="on", voting_closes_time="20:30",
    )  # fmt: skip
    assert (round.slug, round.min_age, round.commit_minutes, round.eligible_voters) == ("kylan-kymppitonni", 16, 15, 800)
    assert round.promise_fi == "Teemme sen."
    assert list(round.areas.values_list("slug", "budget", "is_whole")) == [("vaaksy", 12_000, False), ("kalkkinen", 3_000, True)]
    assert timezone.localtime(round.voting_closes_at).strftime("%H.%M") == "20.30"
    assert round.year == timezone.localtime(round.voting_opens_at).year


def test_two_rounds_of_the_same_name_get_addresses_of_their_own_and_none_gets_that_of_the_founding_page(keeper):
    slugs = [founded(keeper, "one_pot", name_fi=name).slug for name in ("Osbu", "Osbu", "Uusi", "???")]
    assert slugs == ["osbu", "osbu-2", "uusi-2", "alue"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name_fi": ""}, ["name_fi"]),
        ({"min_age": "kolmetoista"}, ["min_age"]),
        ({"commit_minutes": "0"}, ["commit_minutes"]),
        ({"voting_opens_on_day": "31", "voting_opens_on_month": "2"}, ["voting_opens_on"]),
        ({"voting_closes_on_year": "2020"}, ["voting_closes_on"]),
        ({"ideas_close_on_day": "", "ideas_close_on_month": "", "ideas_close_on_year": ""}, ["ideas_close_on"]),
        ({"ideas_close_on_year": "2020"}, ["ideas_close_on"]),
        ({"voting_closes_time": "25.00"}, ["voting_closes_time"]),
        ({"area_1_name_fi": "", "area_1_name_sv": "", "area_1_name_en": "", "area_1_budget": ""}, ["area_1_name_fi"]),
        ({"area_1_budget": ""}, ["area_1_budget"]),
        ({"area_1_budget": "0"}, ["area_1_budget"]),
        ({"area_1_budget": "paljon"}, ["area_1_budget"]),
        ({"area_2_budget": "500"}, ["area_2_name_fi"]),
        ({"area_2_name_fi": "kaikki yhdessä", "area_2_budget": "500"}, ["area_2_name_fi"]),
        ({"area_1_is_whole": "on", "area_2_name_fi": "B", "area_2_budget": "5", "area_2_is_whole": "on"}, ["area_2_is_whole"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_keeps_what_was_typed_and_founds_nothing(keeper, changes, wrong):
    sent = {**fields_of(keeper.get(new_url("village"))), **changes}
    answer = keeper.post(new_url("village"), sent)
    assert list(answer.context["form"].errors) == wrong
    body = answer.content.decode()
    assert f'href="#id_{wrong[0]}' in body
    assert 'value="10000"' in body or "area_1_budget" in changes
    assert not Round.objects.exists()


def test_a_vote_of_a_single_day_must_close_after_it_opens(keeper):
    page = keeper.get(new_url("village"))
    sent = fields_of(page)
    for part in ("day", "month", "year"):
        sent[f"voting_closes_on_{part}"] = sent[f"voting_opens_on_{part}"]
    answer = keeper.post(new_url("village"), {**sent, "voting_closes_time": "9.00"})
    assert list(answer.context["form"].errors) == ["voting_closes_time"]


def test_a_round_opens_at_the_first_and_closes_at_the_second_of_the_hour_that_comes_twice(keeper):
    night = {"day": "25", "month": "10", "year": "2037"}
    opening, closing = ({f"voting_{what}_on_{part}": value for part, value in night.items()} for what in ("opens", "closes"))
    blank = {f"{name}_{part}": "" for name in DAYS if not name.startswith("voting") for part in night}
    round = founded(keeper, "village", **blank, **opening, **closing, voting_opens_time="3.30", voting_closes_time="3.30")
    assert round.voting_opens_at == datetime(2037, 10, 25, 0, 30, tzinfo=UTC)
    assert round.voting_closes_at == datetime(2037, 10, 25, 1, 30, tzinfo=UTC)


# Changing the plan


def sent_plan(keeper, town, **changes):
    page = keeper.get(url("round_plan", town))
    return keeper.post(url("round_plan", town), {**fields_of(page), **changes})


def test_the_plan_is_changed_until_the_voting_is_opened(place, cast, keeper):
    town = build_town(place, cast, NOW, state="preparation")
    answer = sent_plan(keeper, town, name_fi="Uusi nimi", min_age="10", area_2_budget="41000", area_4_name_fi="Länsi", area_4_budget="7000")
    assert answer.status_code == 302, answer.context["form"].errors
    round = Round.objects.get()
    assert (round.name_fi, round.slug, round.min_age) == ("Uusi nimi", "osbu", 10)
    assert list(round.areas.values_list("slug", "budget")) == [
        ("koko-lahti", 30_000), ("etela", 41_000), ("pohjoinen", 35_000), ("lansi", 7_000),
    ]  # fmt: skip
    assert round.areas.get(slug="etela").name_genitive_fi == "Etelän alueen"
    assert AuditEvent.objects.filter(event="round.planned").count() == 1


def test_saving_the_plan_as_it_is_changes_nothing(place, cast, keeper):
    town = build_town(place, cast, NOW, state="preparation")
    before = [Round.objects.values().get(), list(RoundArea.objects.order_by("pk").values())]
    assert sent_plan(keeper, town).status_code == 302
    after = [Round.objects.values().get(), list(RoundArea.objects.order_by("pk").values())]
    assert after == before


def test_an_area_with_proposals_is_not_left_out_and_nothing_else_changes_either(place, cast, keeper):
    town = build_town(place, cast, NOW, state="preparation")
    blank = {"area_3_name_fi": "", "area_3_name_sv": "", "area_3_name_en": "", "area_3_budget": ""}
    answer = sent_plan(keeper, town, name_fi="Toinen", **blank)
    assert "Pohjoinen" in text_of(answer)
    assert answer.context["form"].errors
    assert (Round.objects.get().name_fi, RoundArea.objects.count()) == ("Osallistuva budjetointi", 3)


def test_the_mark_of_the_whole_municipality_can_move_to_another_area(place, cast, keeper):
    town = build_town(place, cast, NOW, state="preparation")
    page = fields_of(keeper.get(url("round_plan", town)))
    del page["area_1_is_whole"]
    assert keeper.post(url("round_plan", town), {**page, "area_2_is_whole": "on"}).status_code == 302
    assert list(RoundArea.objects.filter(is_whole=True).values_list("slug", flat=True)) == ["etela"]


def test_once_the_proposals_are_out_days_change_but_money_does_not(place, cast, keeper):
    town = build_town(place, cast, NOW, state="published")
    assert sent_plan(keeper, town, min_age="12", area_1_budget="999", rows="6").status_code == 302
    assert Round.objects.get().min_age == 12
    assert RoundArea.objects.get(slug="koko-lahti").budget == 30_000
    assert RoundArea.objects.count() == 3


def test_an_opened_round_keeps_its_plan(open_town, keeper):
    sent_plan(keeper, open_town, name_fi="Toinen", min_age="10")
    assert (Round.objects.get().name_fi, Round.objects.get().min_age) == ("Osallistuva budjetointi", 13)


def test_only_those_who_run_rounds_found_them(place, cast):
    for name, person in cast.everyone().items():
        answer = sign_in(Client(), person).get(new_url("village"))
        assert (answer.status_code == 200) == (name == "coordinator"), name


# The rules alone


def test_the_days_of_every_template_are_in_order():
    for template in TEMPLATES.values():
        days = days_of(template, NOW.date())
        assert not first_out_of_order(days)
        assert {"voting_opens_on", "voting_closes_on"} <= set(days)
        assert template.rules["ballot_type"] in {BallotType.KNAPSACK, BallotType.K_APPROVAL}


def test_the_first_day_that_comes_too_early_is_found_over_days_that_are_not_set():
    day = NOW.date()
    assert first_out_of_order({"ideas_open_on": day, "results_on": day - timedelta(days=1)}) == "results_on"
    assert first_out_of_order({"ideas_open_on": day, "ideas_close_on": day, "done_by": None}) == ""
