"""From ideas to proposals: several ideas in one, assessments that nobody sees before all are published, declined ideas with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from participation.budgeting.enums import Feasibility, RoundState
from participation.budgeting.models import DeclinedIdea, Proposal, Round
from participation.matters.enums import Outcome, StepKind
from people.models import AuditEvent
from tests.participation.budgeting.test_actions import idea
from tests.participation.budgeting.test_views import text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db

TYPED = {
    "area": "etela", "title_fi": "Valaistu mäki", "text_fi": "Valot ja penkki.", "cost": "9000", "cost_text_fi": "Lamput ja työ.",
    "upkeep": "120", "feasibility": "feasible", "finished": "on",
}  # fmt: skip


@pytest.fixture
def preparing(place, cast):
    """Without days for ideas every shown idea of the place is looked at."""
    return build_town(place, cast, NOW, state="preparation")


@pytest.fixture
def keeper(cast):
    return sign_in(Client(), cast.coordinator)


@pytest.fixture
def lights(place, cast):
    return idea(place, cast, "Valoja mäkeen")


@pytest.fixture
def bench(place, cast):
    return idea(place, cast, "Penkki mäen päälle")


def answer_of(matter):
    matter.refresh_from_db()
    return matter.steps.get(kind=StepKind.ANSWERED).public_text


def test_two_ideas_become_one_proposal_and_each_keeps_its_own_path(preparing, keeper, lights, bench):
    page = keeper.get(url("round_ideas", preparing))
    assert [matter.pk for matter in page.context["page"].waiting] == [lights.pk, bench.pk]
    form = keeper.get(url("proposal_new", preparing), {"idea": [lights.pk, bench.pk]}).context["form"]
    assert form["title_fi"].value() == "Valoja mäkeen"
    assert form["ideas"].value() == [lights.pk, bench.pk]
    answer = keeper.post(url("proposal_new", preparing), {**TYPED, "ideas": [lights.pk, bench.pk]})
    assert answer.status_code == 302, answer.context["form"].errors
    made = Proposal.objects.get(title_fi="Valaistu mäki")
    assert (made.cost, made.upkeep, made.feasibility, made.assessed_at is not None) == (9_000, 120, Feasibility.FEASIBLE, True)
    assert set(made.ideas.all()) == {lights, bench}
    assert not keeper.get(url("round_ideas", preparing)).context["page"].waiting
    preparing.publish()
    assert "Valaistu mäki" in answer_of(lights)
    assert "Valaistu mäki" in answer_of(bench)
    assert lights.author == preparing.cast.resident
    page = text_of(Client().get(url("proposal_detail", preparing, proposal=made.pk)))
    assert "120" in page
    assert "Penkki mäen päälle" in page


def test_an_assessment_is_seen_by_nobody_else_before_all_proposals_are_published(preparing, keeper, visitor, lights):
    keeper.post(url("proposal_new", preparing), {**TYPED, "ideas": [lights.pk], "finished": ""})
    made = Proposal.objects.get(title_fi="Valaistu mäki")
    Round.objects.update(state=RoundState.ASSESSMENT)
    assert visitor.get(url("proposal_detail", preparing, proposal=made.pk)).status_code == 404
    assert not lights.steps.filter(kind=StepKind.ANSWERED).exists()
    keeper.post(url("round_publish", preparing))
    assert Round.objects.get().state == RoundState.ASSESSMENT, "one assessment is not finished"
    edit = url("proposal_edit", preparing, proposal=made.pk)
    keeper.post(edit, {**TYPED, "ideas": [lights.pk]})
    keeper.post(url("round_publish", preparing))
    assert Round.objects.get().state == RoundState.PUBLISHED
    assert visitor.get(url("proposal_detail", preparing, proposal=made.pk)).status_code == 200
    keeper.post(edit, {**TYPED, "title_fi": "Toinen"})
    assert not Proposal.objects.filter(title_fi="Toinen").exists()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title_fi": ""}, ["title_fi"]),
        ({"cost": "0"}, ["cost"]),
        ({"cost": "paljon"}, ["cost"]),
        ({"area": "kuu"}, ["area"]),
        ({"upkeep": ""}, ["upkeep"]),
        ({"upkeep": "-1"}, ["upkeep"]),
        ({"cost_text_fi": " "}, ["cost_text_fi"]),
        ({"feasibility": "not_feasible"}, ["reason_fi"]),
        ({"feasibility": "undecided"}, ["feasibility"]),
    ],
)
def test_an_unfinished_proposal_is_told_beside_its_field_and_nothing_is_written(preparing, keeper, changes, wrong):
    answer = keeper.post(url("proposal_new", preparing), {**TYPED, **changes})
    assert list(answer.context["form"].errors) == wrong
    assert answer.context["form"]["text_fi"].value() == TYPED["text_fi"]
    assert not Proposal.objects.filter(text_fi="Valot ja penkki.").exists()


def test_a_proposal_is_written_anew_and_an_idea_taken_out_waits_again(preparing, keeper, lights, bench):
    keeper.post(url("proposal_new", preparing), {**TYPED, "ideas": [lights.pk, bench.pk]})
    made = Proposal.objects.get(title_fi="Valaistu mäki")
    edit = url("proposal_edit", preparing, proposal=made.pk)
    form = keeper.get(edit).context["form"]
    assert (form["upkeep"].value(), form["finished"].value(), set(form["ideas"].value())) == (120, True, {lights.pk, bench.pk})
    keeper.post(edit, {**TYPED, "title_fi": "Valot", "area": "pohjoinen", "ideas": [lights.pk]})
    made.refresh_from_db()
    assert (made.title_fi, made.area.slug, list(made.ideas.all())) == ("Valot", "pohjoinen", [lights])
    assert [matter.pk for matter in keeper.get(url("round_ideas", preparing)).context["page"].waiting] == [bench.pk]
    assert AuditEvent.objects.filter(event="round.proposed", facts__title="Valot").exists()
    assert AuditEvent.objects.filter(event="round.assessed", facts__title="Valot").exists()


def test_a_declined_idea_gets_its_reason_on_its_path_when_the_proposals_are_published(preparing, keeper, lights, bench):
    decline = url("ideas_decline", preparing) + f"?idea={lights.pk}&idea={bench.pk}"
    assert "Penkki mäen päälle" in text_of(keeper.get(decline))
    assert list(keeper.post(decline, {"reason_fi": ""}).context["form"].errors) == ["reason_fi"]
    keeper.post(decline, {"reason_fi": "Mäki on valtion.", "reason_sv": "Backen är statens."})
    assert DeclinedIdea.objects.count() == 2
    assert not lights.steps.filter(kind=StepKind.ANSWERED).exists()
    preparing.publish()
    assert "Mäki on valtion." in answer_of(lights)
    assert lights.outcome == Outcome.NO
    keeper.post(decline, {"reason_fi": "Toinen syy."})
    assert not DeclinedIdea.objects.filter(reason_fi="Toinen syy.").exists()


def test_a_declined_idea_that_becomes_a_proposal_after_all_is_declined_no_more(preparing, keeper, lights):
    keeper.post(url("ideas_decline", preparing) + f"?idea={lights.pk}", {"reason_fi": "Ei."})
    made = preparing.proposals["Lintutorni"]
    keeper.post(
        url("proposal_edit", preparing, proposal=made.pk), {**TYPED, "title_fi": "Lintutorni", "area": "pohjoinen", "ideas": [lights.pk]}
    )
    assert DeclinedIdea.objects.exists(), "a declined idea is not offered, so it is not taken by a form"
    Proposal.objects.get(pk=made.pk)


def test_an_idea_of_a_proposal_is_not_declined(preparing, keeper, lights):
    keeper.post(url("proposal_new", preparing), {**TYPED, "ideas": [lights.pk]})
    keeper.post(url("ideas_decline", preparing) + f"?idea={lights.pk}", {"reason_fi": "Ei."})
    assert not DeclinedIdea.objects.exists()


def test_without_a_chosen_idea_there_is_nothing_to_decline(preparing, keeper):
    answer = keeper.get(url("ideas_decline", preparing), follow=True)
    assert answer.redirect_chain
    assert "idea" in text_of(answer)


def test_a_round_with_days_looks_at_the_ideas_of_those_days_to_the_last_minute(place, cast, keeper, lights):
    left = lights.received_at.date()
    for opens, closes, waits in ((0, 0, True), (1, 2, False), (-2, -1, False)):
        town = build_town(
            place, cast, NOW, state="preparation", ideas_open_on=left + timedelta(days=opens), ideas_close_on=left + timedelta(days=closes)
        )
        assert bool(keeper.get(url("round_ideas", town)).context["page"].waiting) is waits
        Round.objects.filter(pk=town.round.pk).update(slug=f"osbu-{opens}")


def test_the_upkeep_is_frozen_with_the_proposal_and_an_open_assessment_is_no_decision(town, place, cast):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Proposal.objects.update(upkeep=1)
    Round.objects.filter(pk=town.round.pk).update(slug="toinen")
    other = build_town(place, cast, NOW, state="preparation")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(area__round=other.round).update(feasibility=Feasibility.UNDECIDED)


def test_only_those_who_run_the_round_write_proposals(preparing, cast, lights):
    for name, person in cast.everyone().items():
        client = sign_in(Client(), person)
        for page in ("round_ideas", "proposal_new"):
            assert (client.get(url(page, preparing)).status_code == 200) == (name == "coordinator"), name
