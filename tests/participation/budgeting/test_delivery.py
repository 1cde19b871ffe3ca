"""Carrying out the winners: stages, euros, pictures with words, done, and what it changed; on the pages and on the ideas' paths."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from participation.budgeting.actions.delivery import check_proposal_effect, plan_milestone, record_spending
from participation.budgeting.actions.rounds import begin_implementation, finish_round
from participation.budgeting.enums import RoundState
from participation.budgeting.models import Delivery, DeliveryPicture, Milestone, Proposal
from participation.matters.enums import MatterState, StepKind
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_actions import counted, idea
from tests.participation.budgeting.test_views import text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db

WORDS = {"fi": "Valot syttyivät.", "sv": "Ljusen tändes.", "en": ""}


@pytest.fixture
def lights(place, cast):
    return idea(place, cast, "Valoja mäkeen")


@pytest.fixture
def works(place, cast, lights):
    """A round that is being carried out; an idea became its winner `Valot`."""
    town = build_town(place, cast, NOW, state="preparation")
    Proposal.objects.get(pk=town.ids("Valot")[0]).ideas.add(lights)
    town.publish()
    town.open()
    counted(town).confirm()
    town.round = begin_implementation(round=town.round, by=town.keeper, now=NOW)
    return town


@pytest.fixture
def keeper(cast):
    return sign_in(Client(), cast.coordinator)


def winner(town, title="Valot"):
    return Proposal.objects.select_related("area__round__organisation").get(pk=town.ids(title)[0])


def page(town, title="Valot"):
    return url("round_delivery", town, proposal=town.ids(title)[0])


def public(town, title="Valot", language="fi"):
    return text_of(Client().get(url("proposal_detail", town, language, proposal=town.ids(title)[0])))


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def png(name="kuva.png"):
    target = BytesIO()
    Image.new("RGB", (12, 8), "green").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue(), "image/png")


def send(client, town, what, **fields):
    return client.post(page(town), {"what": what, **fields})


def test_stages_are_planned_done_in_their_turn_and_told_on_the_path_and_the_pages(works, keeper, lights):
    today = timezone.localdate()
    for text, days in (("Lamput tilattu", -3), ("Pylväät pystyssä", 40)):
        planned = dated("planned_on", today + timedelta(days=days))
        send(keeper, works, "stage", text_fi=text, text_sv=f"{text} sv", **planned)
    assert "Lamput tilattu" in public(works)
    assert "Lamput tilattu sv" in public(works, language="sv")
    assert "Myöhässä" in text_of(Client().get(url("round_detail", works)))
    first = Milestone.objects.get(text_fi="Lamput tilattu")
    send(keeper, works, "stage_done", milestone=first.pk, **dated("stage_done_on", today))
    first.refresh_from_db()
    assert first.done_on == today
    told = lights.steps.filter(kind=StepKind.IMPLEMENTED).latest("pk")
    assert ("Lamput tilattu" in told.public_text, told.next_text, told.next_by) == (True, "Pylväät pystyssä", today + timedelta(days=40))
    assert "Pylväät pystyssä" in text_of(Client().get(url("round_detail", works)))
    assert AuditEvent.objects.filter(event="round.milestone_done").count() == 1


def test_a_stage_is_not_done_in_the_future_nor_twice(works, keeper):
    stage = plan_milestone(proposal=winner(works), words=WORDS, planned_on=NOW.date(), by=works.keeper, now=NOW)
    tomorrow = dated("stage_done_on", timezone.localdate() + timedelta(days=1))
    assert list(send(keeper, works, "stage_done", milestone=stage.pk, **tomorrow).context["form"].errors) == ["stage_done_on"]
    today = dated("stage_done_on", timezone.localdate())
    for _time in range(2):
        send(keeper, works, "stage_done", milestone=stage.pk, **today)
    assert AuditEvent.objects.filter(event="round.milestone_done").count() == 1


def test_an_open_stage_can_be_removed_and_a_done_one_cannot(works, keeper):
    stages = [plan_milestone(proposal=winner(works), words=WORDS, planned_on=NOW.date(), by=works.keeper, now=NOW) for _n in range(2)]
    Milestone.objects.filter(pk=stages[1].pk).update(done_on=NOW.date())
    for stage in stages:
        keeper.post(url("delivery_remove", works, proposal=winner(works).pk, what="vaihe"), {"number": stage.pk})
    assert list(Milestone.objects.all()) == [stages[1]]


def test_euros_used_are_told_beside_the_cost_also_when_they_are_more(works, keeper):
    send(keeper, works, "spent", spent="13500")
    assert Delivery.objects.get().spent == 13_500
    told = public(works)
    assert "13 500" in told
    assert "12 000" in told
    assert "13 500" in text_of(Client().get(url("round_detail", works)))
    assert list(send(keeper, works, "spent", spent="paljon").context["form"].errors) == ["spent"]


def test_a_picture_is_made_anew_and_says_what_it_shows(works, keeper):
    answer = send(keeper, works, "picture", picture=png("oma nimi.png"), alt_fi="Valot mäessä", alt_sv="Ljus i backen")
    assert answer.status_code == 302, answer.context["form"].errors
    [picture] = DeliveryPicture.objects.all()
    assert (picture.width, picture.height, picture.kind) == (12, 8, "image/png")
    body = Client().get(url("proposal_detail", works, proposal=winner(works).pk)).content.decode()
    assert 'alt="Valot mäessä"' in body
    shown = Client().get(url("delivery_picture", works, proposal=winner(works).pk, picture=picture.pk))
    assert shown.status_code == 200
    assert shown.getvalue().startswith(b"\x89PNG")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert "oma" not in shown.headers["Content-Disposition"]
    wrong = url("delivery_picture", works, proposal=works.ids("Skeitti")[0], picture=picture.pk)
    assert Client().get(wrong).status_code == 404


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"alt_fi": ""}, "alt_fi"),
        ({"alt_fi": "   "}, "alt_fi"),
        ({"picture": b"not a picture"}, "picture"),
        ({"picture": b""}, "picture"),
        ({"picture": None}, "picture"),
    ],
)
def test_without_words_or_without_a_picture_nothing_is_kept(works, keeper, fields, wrong):
    given = {"picture": png(), "alt_fi": "Valot", **fields}
    if isinstance(given["picture"], bytes):
        given["picture"] = SimpleUploadedFile("x.png", given["picture"], "image/png")
    answer = send(keeper, works, "picture", **{name: value for name, value in given.items() if value is not None})
    assert list(answer.context["form"].errors) == [wrong]
    assert not DeliveryPicture.objects.exists()


def test_the_database_keeps_no_picture_without_words(works):
    picture = {"file": "x.png", "kind": "image/png", "width": 1, "height": 1, "at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryPicture.objects.create(proposal=winner(works), alt_fi="", **picture)


@pytest.mark.django_db(transaction=True)
def test_a_removed_picture_takes_its_file_along(works, keeper):
    send(keeper, works, "picture", picture=png(), alt_fi="Valot")
    [picture] = DeliveryPicture.objects.all()
    assert default_storage.exists(picture.file.name)
    keeper.post(url("delivery_remove", works, proposal=winner(works).pk, what="kuva"), {"number": picture.pk})
    assert not DeliveryPicture.objects.exists()
    assert not default_storage.exists(picture.file.name)


def test_done_and_what_it_changed_are_told_on_the_path_and_the_page(works, keeper, lights):
    today = timezone.localdate()
    assert "effect" not in keeper.get(page(works)).context["forms"]
    send(keeper, works, "done", **dated("done_on", today))
    lights.refresh_from_db()
    assert lights.state == MatterState.DONE
    send(keeper, works, "effect", effect_fi="Mäessä lasketaan iltaisin.")
    lights.refresh_from_db()
    assert lights.state == MatterState.CHECKED
    assert "Mäessä lasketaan iltaisin." in lights.steps.get(kind=StepKind.CHECKED).public_text
    assert "Mäessä lasketaan iltaisin." in public(works)
    assert Delivery.objects.get().effect_on == today


def test_what_is_not_done_has_no_effect_and_an_open_stage_is_not_passed_over(works, keeper):
    with pytest.raises(RuleBroken) as caught:
        check_proposal_effect(proposal=winner(works), words=WORDS, by=works.keeper, now=NOW)
    assert caught.value.code == "not_done"
    plan_milestone(proposal=winner(works), words=WORDS, planned_on=NOW.date(), by=works.keeper, now=NOW)
    send(keeper, works, "done", **dated("done_on", timezone.localdate()))
    assert not Delivery.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(proposal=winner(works), effect_fi="Paljon", effect_on=NOW.date())


def test_a_round_ends_when_every_winner_is_done_and_effects_come_after(works, keeper):
    with pytest.raises(RuleBroken) as caught:
        finish_round(round=works.round, by=works.keeper, now=NOW)
    assert caught.value.code == "not_done"
    for row in keeper.get(url("delivery_list", works)).context["rows"]:
        keeper.post(row.manage_url, {"what": "done", **dated("done_on", timezone.localdate())})
    keeper.post(url("round_finish", works))
    works.round.refresh_from_db()
    assert works.round.state == RoundState.CLOSED
    send(keeper, works, "effect", effect_fi="Hyvä.")
    assert Delivery.objects.get(effect_fi="Hyvä.").proposal_id == winner(works).pk
    send(keeper, works, "spent", spent="1")
    assert not Delivery.objects.filter(spent=1).exists()


def test_only_what_the_residents_chose_is_carried_out(works, keeper):
    assert keeper.get(page(works, "Skeitti")).status_code == 404
    with pytest.raises(RuleBroken) as caught:
        record_spending(proposal=winner(works, "Skeitti"), spent=1, by=works.keeper, now=NOW)
    assert caught.value.code == "not_chosen"


def test_only_those_who_run_the_round_record_the_work(works, cast):
    for person in (cast.resident, cast.official, cast.other_coordinator):
        with pytest.raises(NotPermitted):
            record_spending(proposal=winner(works), spent=1, by=person, now=NOW)


def test_before_the_work_begins_nothing_is_recorded(place, cast):
    town = build_town(place, cast, NOW)
    counted(town).confirm()
    with pytest.raises(RuleBroken) as caught:
        record_spending(proposal=winner(town), spent=1, by=town.keeper, now=NOW)
    assert caught.value.code == "wrong_state"


def test_the_work_is_begun_from_the_page_of_the_round(place, cast, keeper):
    town = build_town(place, cast, NOW)
    counted(town).confirm()
    keeper.post(url("round_implement", town))
    town.round.refresh_from_db()
    assert town.round.state == RoundState.IMPLEMENTATION
    assert page(town) in keeper.get(url("delivery_list", town)).content.decode()
