"""The course of a round: its phases one after another, more time, open again, cancelled; each with what refuses it and who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from participation.budgeting.actions.changes import Reason, cancel_round, extend_voting, reopen_voting
from participation.budgeting.actions.results import seal_box
from participation.budgeting.actions.rounds import begin_phase, close_voting, open_voting
from participation.budgeting.actions.seal import confirm_seal
from participation.budgeting.enums import ChangeKind, Eligibility, Feasibility, RoundEvent, RoundState
from participation.budgeting.models import Participation, Proposal, Result, Round, RoundChange, SealConfirmation
from participation.budgeting.permissions import can_view_round
from participation.budgeting.queries.protocol import protocol_of
from participation.matters.enums import Outcome, StepKind
from participation.matters.models import Matter
from people.models import AuditEvent, OutboxMail
from portal.clock import database_now
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_actions import idea, refusal
from tests.participation.budgeting.test_views import text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db

WHY = Reason("Kirjautuminen ei toiminut viimeisenä päivänä.", reason_sv="Inloggningen fungerade inte.")
BY_DECISION = Reason("Kirjautuminen ei toiminut.", decision="Kaupunginhallitus § 7", decided_on=date(2026, 10, 1))


def preparing(place, cast, now=NOW, **days):
    return build_town(place, cast, now, state="preparation", **days)


def begin(town, to, now=None):
    town.round = begin_phase(round=town.round, to=RoundState(to), by=town.keeper, now=now or town.now)


def code_of(caught):
    return caught.value.code


# Phases before the proposals


def test_a_round_goes_through_ideas_working_together_and_assessment_to_its_proposals(place, cast):
    town = preparing(place, cast)
    for to in ("ideas", "co_creation", "assessment"):
        begin(town, to)
        assert AuditEvent.objects.filter(event=f"round.{to}").count() == 1
    town.publish()
    assert (town.round.state, town.round.published_at) == (RoundState.PUBLISHED, NOW)


@pytest.mark.parametrize(
    ("path", "to"),
    [(("assessment",), "ideas"), (("ideas", "co_creation"), "ideas"), ((), "co_creation"), (("ideas", "assessment"), "co_creation")],
)
def test_a_phase_that_has_passed_or_has_no_turn_does_not_begin(place, cast, path, to):
    town = preparing(place, cast)
    for step in path:
        begin(town, step)
    with pytest.raises(RuleBroken) as caught:
        begin(town, to)
    assert code_of(caught) == "wrong_state"


@pytest.mark.parametrize("to", ["published", "voting", "counting", "results", "closed", "cancelled", "preparation"])
def test_beginning_a_phase_is_no_way_past_the_checks_of_the_other_steps(place, cast, to):
    town = preparing(place, cast)
    with pytest.raises(RuleBroken) as caught:
        begin(town, to)
    assert code_of(caught) == "wrong_phase"


def test_the_time_for_ideas_is_not_opened_after_its_last_day(place, cast):
    town = preparing(place, cast, ideas_open_on=NOW.date() - timedelta(days=30), ideas_close_on=NOW.date() - timedelta(days=1))
    with pytest.raises(RuleBroken) as caught:
        begin(town, "ideas")
    assert code_of(caught) == "too_late"
    begin(town, "ideas", now=NOW - timedelta(days=1))
    assert town.round.state == RoundState.IDEAS


def test_phases_belong_to_those_who_run_the_rounds_of_the_place(place, cast):
    town = preparing(place, cast)
    for person in (cast.resident, cast.official, cast.other_coordinator, cast.county_coordinator):
        with pytest.raises(NotPermitted):
            begin_phase(round=town.round, to=RoundState.IDEAS, by=person, now=NOW)


@pytest.mark.parametrize("to", ["ideas", "assessment"])
def test_until_they_are_published_the_proposals_are_seen_only_by_those_who_run_the_round(place, cast, visitor, to):
    town = preparing(place, cast, timezone.now())
    begin(town, to)
    page = text_of(visitor.get(url("round_detail", town)))
    assert "40 000" in page
    assert not [title for title in town.proposals if title in page]
    for name, more in (("proposal_list", {}), ("proposal_detail", {"proposal": town.ids("Valot")[0]})):
        assert visitor.get(url(name, town, **more)).status_code == 404
        assert sign_in(Client(), cast.coordinator).get(url(name, town, **more)).status_code == 200
    ballot = sign_in(Client(), town.voter()).post(url("ballot", town) + "?alue=etela", {"alue": "etela", "count": "1"})
    assert not [title for title in town.proposals if title in text_of(ballot)]
    assert refusal(town, town.voter("second"), town.ids("Valot"), now=town.round.voting_opens_at).reason == Eligibility.NOT_OPEN_YET


def test_in_the_time_for_ideas_the_page_asks_for_one_and_tells_until_when(place, cast, visitor):
    today = timezone.localdate()
    town = preparing(place, cast, timezone.now(), ideas_open_on=today, ideas_close_on=today + timedelta(days=3))
    begin(town, "ideas")
    page = visitor.get(url("round_detail", town))
    assert reverse("idea_new", args=["lahti"]) in page.content.decode()
    assert f"{town.round.ideas_close_on.day}.{town.round.ideas_close_on.month}." in text_of(page)
    Round.objects.update(ideas_open_on=today - timedelta(days=9), ideas_close_on=today - timedelta(days=1))
    assert "main" in visitor.get(url("round_detail", town)).content.decode()
    assert not visitor.get(url("round_detail", town)).context["page"].takes_ideas


def test_the_timeline_tells_what_happens_now_and_what_comes_next(place, cast, visitor):
    town = preparing(
        place, cast, timezone.now(), ideas_open_on=date(2026, 3, 1), ideas_close_on=date(2046, 4, 6), co_creation_ends_on=date(2046, 5, 4)
    )
    begin(town, "ideas")
    steps = visitor.get(url("round_detail", town)).context["page"].steps
    assert [step.state for step in steps] == ["now", *["coming"] * 5]
    assert "4.5.2046" in steps[0].next
    begin(town, "co_creation")
    begin(town, "assessment")
    steps = visitor.get(url("round_detail", town)).context["page"].steps
    assert [step.state for step in steps][:3] == ["done", "done", "now"]


def test_phases_are_begun_from_the_page_of_the_round(place, cast):
    town = preparing(place, cast, timezone.now())
    client = sign_in(Client(), cast.coordinator)
    page = client.get(url("round_manage", town)).content.decode()
    assert 'name="to" value="ideas"' in page
    client.post(url("round_phase", town), {"to": "ideas"})
    assert Round.objects.get().state == RoundState.IDEAS
    client.post(url("round_phase", town), {"to": "nonsense"})
    client.post(url("round_phase", town), {"to": "voting"})
    assert Round.objects.get().state == RoundState.IDEAS


# More time


def test_more_time_is_given_with_a_reason_that_everyone_sees_and_votes_are_taken_until_then(town, visitor):
    before, after = town.round.voting_closes_at, town.round.voting_closes_at + timedelta(days=2)
    town.round = extend_voting(round=town.round, closes_at=after, reason=WHY, by=town.keeper, now=before - timedelta(seconds=1))
    assert town.vote(town.voter(), town.ids("Valot"), now=after - timedelta(microseconds=1))
    assert refusal(town, town.voter("late"), town.ids("Valot"), now=after).reason == Eligibility.CLOSED
    [change] = RoundChange.objects.all()
    assert (change.kind, change.closes_from, change.closes_to) == (ChangeKind.EXTENDED, before, after)
    assert WHY.reason_fi in text_of(visitor.get(url("round_detail", town)))
    assert WHY.reason_sv in text_of(visitor.get(url("round_detail", town, "sv")))
    assert AuditEvent.objects.filter(event=RoundEvent.EXTENDED).count() == 1


@pytest.mark.parametrize(
    ("now_after_closing", "longer", "reason", "code"),
    [
        (timedelta(0), timedelta(days=1), WHY, "too_late"),
        (-timedelta(days=1), timedelta(0), WHY, "not_later"),
        (-timedelta(days=1), -timedelta(hours=1), WHY, "not_later"),
        (-timedelta(days=1), timedelta(days=1), Reason("  "), "no_reason"),
    ],
)
def test_time_is_not_added_too_late_backwards_or_without_a_reason(town, now_after_closing, longer, reason, code):
    closes = town.round.voting_closes_at
    with pytest.raises(RuleBroken) as caught:
        extend_voting(round=town.round, closes_at=closes + longer, reason=reason, by=town.keeper, now=closes + now_after_closing)
    assert code_of(caught) == code
    assert Round.objects.get().voting_closes_at == closes
    assert not RoundChange.objects.exists()


# Open again


def closed(town):
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    return town.round.voting_closes_at


def reopen(town, closes, reason=BY_DECISION, now=None):
    town.round = reopen_voting(round=town.round, closes_at=closes + timedelta(days=2), reason=reason, by=town.keeper, now=now or closes)


def test_a_closed_voting_is_opened_again_by_a_decision_and_counted_with_the_votes_of_both_times(town, visitor):
    closes = closed(town)
    reopen(town, closes)
    assert town.round.state == RoundState.VOTING
    assert town.vote(town.voter("second"), town.ids("Valot"), now=closes + timedelta(days=1))
    assert refusal(town, town.voter("first-again", birth_year=2020), town.ids("Valot"), now=closes).reason == Eligibility.TOO_YOUNG
    assert "Kaupunginhallitus § 7" in text_of(visitor.get(url("round_detail", town)))
    town.close()
    town.seal()
    assert town.count() == []
    assert Result.objects.get(area__slug="etela").ballots == 2
    [told] = protocol_of(town.round).changes
    assert told.decision == "Kaupunginhallitus § 7"
    keeper = sign_in(Client(), town.keeper)
    assert "Kirjautuminen ei toiminut." in text_of(keeper.get(url("count_protocol", town)))


def test_opening_again_needs_a_decision_and_a_closing_time_in_the_future(town):
    closes = closed(town)
    for reason, now, code in ((WHY, closes, "no_decision"), (BY_DECISION, closes + timedelta(days=2), "past")):
        with pytest.raises(RuleBroken) as caught:
            reopen(town, closes, reason, now)
        assert code_of(caught) == code
    assert Round.objects.get().state == RoundState.COUNTING


def test_a_first_confirmation_of_the_seal_falls_when_the_voting_is_opened_again(town):
    closes = closed(town)
    confirm_seal(round=town.round, backups_gone_on=date(2046, 1, 1), by=town.keeper, now=closes)
    reopen(town, closes)
    assert not SealConfirmation.objects.exists()
    assert Round.objects.get().backups_gone_on is None
    town.close()
    town.seal()  # the same two people confirm anew
    assert town.round.sealed_at is not None


def test_a_sealed_box_is_never_opened_again_not_even_in_the_database(town):
    closes = closed(town)
    town.seal()
    with pytest.raises(RuleBroken) as caught:
        reopen(town, closes)
    assert code_of(caught) == "sealed"
    for change in ({"state": RoundState.VOTING}, {"voting_closes_at": closes + timedelta(days=2)}, {"sealed_at": None}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            Round.objects.update(**change)


def test_a_counted_practice_round_is_not_opened_again_either(place, cast):
    town = build_town(place, cast, NOW, is_example=True)
    closes = closed(town)
    seal_box(round=town.round, now=closes)
    with pytest.raises(RuleBroken):
        reopen(town, closes)


def test_opening_for_the_first_time_is_no_way_back_from_counting(town):
    closes = closed(town)
    with pytest.raises(RuleBroken) as caught:
        open_voting(round=town.round, by=town.keeper, now=closes - timedelta(days=1))
    assert code_of(caught) == "wrong_state"


# Cancelled


def test_a_cancelled_round_takes_no_votes_keeps_everything_and_tells_why(town, visitor):
    town.vote(town.voter(), town.ids("Valot"))
    town.round = cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    assert refusal(town, town.voter("second"), town.ids("Valot")).reason == Eligibility.CANCELLED
    assert Participation.objects.count() == 1
    assert WHY.reason_fi in text_of(visitor.get(url("round_detail", town)))
    with pytest.raises(RuleBroken):
        cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)


def test_a_round_is_not_cancelled_without_a_reason_nor_after_its_result(town):
    with pytest.raises(RuleBroken) as caught:
        cancel_round(round=town.round, reason=Reason(" "), by=town.keeper, now=NOW)
    assert code_of(caught) == "no_reason"
    assert Round.objects.get().state == RoundState.VOTING
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    town.seal()
    town.count()
    town.confirm()
    with pytest.raises(RuleBroken) as caught:
        cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    assert code_of(caught) == "wrong_state"


def test_a_round_cancelled_before_its_proposals_were_out_does_not_show_them(place, cast, visitor):
    town = preparing(place, cast, timezone.now())
    begin(town, "assessment")
    cancel_round(round=town.round, reason=WHY, by=town.keeper, now=town.now)
    assert WHY.reason_fi in text_of(visitor.get(url("round_detail", town)))
    assert visitor.get(url("proposal_list", town)).status_code == 404


def answers(matter):
    return list(matter.steps.filter(kind=StepKind.ANSWERED).order_by("pk").values_list("public_text", flat=True))


def test_the_senders_of_ideas_are_told_once_of_the_cancelling_and_the_path_says_it(place, cast, visitor):
    lights, both, no, later = (idea(place, cast, title) for title in ("Valoja", "Kahdessa", "Torni", "Jätetty myöhemmin"))
    town = build_town(place, cast, NOW, state="preparation")
    for matter, words in ((lights, ["Valot"]), (both, ["Valot", "Skeitti"]), (no, ["Lintutorni"])):
        for number in town.ids(*words):
            Proposal.objects.get(pk=number).ideas.add(matter)
    Proposal.objects.filter(pk__in=town.ids("Lintutorni")).update(feasibility=Feasibility.NOT_FEASIBLE, feasibility_text_fi="Suojeltu.")
    town.publish()
    town.open()
    OutboxMail.objects.all().delete()
    cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    for matter in (lights, both):
        assert [WHY.reason_fi in answer for answer in answers(matter)].count(True) == 1
        matter.refresh_from_db()
        assert matter.outcome == Outcome.NOT_YET
        assert "peruttiin" in text_of(visitor.get(reverse("matter_detail", kwargs={"code": matter.reference})))
    assert len(answers(no)) == 1, "it was refused before"
    assert answers(later) == []
    assert OutboxMail.objects.filter(to=cast.resident.email).count() == 2, "one mail for each idea, however many proposals it is in"
    with pytest.raises(RuleBroken):
        cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    assert OutboxMail.objects.filter(to=cast.resident.email).count() == 2


def test_ideas_left_in_the_time_for_ideas_are_told_too_and_no_others(place, cast):
    mine, old = idea(place, cast, "Penkki"), idea(place, cast, "Vanha")
    Matter.objects.filter(pk=old.pk).update(received_at=NOW - timedelta(days=400))
    day = (NOW - timedelta(days=95)).date()
    town = build_town(place, cast, NOW, state="preparation", ideas_open_on=day, ideas_close_on=day + timedelta(days=300))
    begin(town, "ideas")
    cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    assert len(answers(mine)) == 1
    assert answers(old) == []


def test_a_round_cancelled_while_it_was_prepared_stays_unseen_and_nobody_is_told(place, cast, visitor):
    matter = idea(place, cast, "Valoja")
    town = build_town(place, cast, NOW, state="preparation")
    Proposal.objects.get(pk=town.ids("Valot")[0]).ideas.add(matter)
    town.round = cancel_round(round=town.round, reason=WHY, by=town.keeper, now=NOW)
    assert answers(matter) == []
    for person in (AnonymousUser(), cast.resident, cast.other_coordinator):
        assert not can_view_round(person, town.round)
        assert not Round.objects.visible_to(person).exists()
    assert can_view_round(town.keeper, town.round)
    assert Round.objects.visible_to(town.keeper).exists()
    assert visitor.get(url("round_detail", town)).status_code == 404
    assert url("round_detail", town) not in visitor.get(url("round_list")).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(state=RoundState.VOTING)


def test_what_was_changed_is_never_written_again(town):
    extend_voting(
        round=town.round, closes_at=town.round.voting_closes_at + timedelta(days=1), reason=WHY, by=town.keeper, now=NOW
    )
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        RoundChange.objects.update(reason_fi="Muu syy")


# The pages and the clock


def change_url(town, kind):
    return url("round_change", town, kind=kind)


def typed(moment, **more):
    at = timezone.localtime(moment)
    return {"closes_on_day": at.day, "closes_on_month": at.month, "closes_on_year": at.year, "closes_time": f"{at:%H.%M}", **more}


def test_more_time_is_given_from_the_page(open_town):
    town, client = open_town, sign_in(Client(), open_town.keeper)
    assert change_url(town, "lisaaika") in client.get(url("round_manage", town)).content.decode()
    after = (town.round.voting_closes_at + timedelta(days=1)).replace(second=0, microsecond=0)
    client.post(change_url(town, "lisaaika"), typed(after, reason_fi=WHY.reason_fi))
    assert Round.objects.get().voting_closes_at == after


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason_fi": ""}, "reason_fi"),
        ({"closes_time": "25.00"}, "closes_time"),
        ({"closes_on_year": 2020}, "closes_time"),
        ({"closes_on_day": 29, "closes_on_month": 3, "closes_on_year": 2037, "closes_time": "3.30"}, "closes_time"),  # spring forward
        ({"closes_on_day": 31, "closes_on_month": 2}, "closes_on"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_changes(open_town, fields, field):
    town, client = open_town, sign_in(Client(), open_town.keeper)
    before = town.round.voting_closes_at
    good = typed(before + timedelta(days=1), reason_fi=WHY.reason_fi)
    answer = client.post(change_url(town, "lisaaika"), {**good, **fields})
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["reason_fi"].value() == {**good, **fields}["reason_fi"]
    assert Round.objects.get().voting_closes_at == before


def test_an_hour_that_comes_twice_closes_at_the_second(open_town):
    town, client = open_town, sign_in(Client(), open_town.keeper)
    night = {"closes_on_day": 25, "closes_on_month": 10, "closes_on_year": 2037, "closes_time": "3.30", "reason_fi": "Syy"}
    client.post(change_url(town, "lisaaika"), night)
    assert Round.objects.get().voting_closes_at == datetime(2037, 10, 25, 1, 30, tzinfo=UTC)


def test_the_other_changes_have_their_pages_too_and_refuse_in_the_wrong_state(open_town):
    town, client = open_town, sign_in(Client(), open_town.keeper)
    assert client.get(change_url(town, "muu")).status_code == 404
    decided = {"decision": "§ 1", "decided_on_day": 1, "decided_on_month": 2, "decided_on_year": 2026}
    later = typed(town.round.voting_closes_at + timedelta(days=1), reason_fi="Syy", **decided)
    assert client.post(change_url(town, "uudelleen"), later).status_code == 302
    assert Round.objects.get().state == RoundState.VOTING
    assert not RoundChange.objects.exists()
    client.post(change_url(town, "peruutus"), {"reason_fi": WHY.reason_fi})
    assert Round.objects.get().state == RoundState.CANCELLED


def test_the_database_decides_whether_the_closing_time_has_come(place, cast):
    """A web process whose own clock is a day ahead does not close a vote: no `now` is given, so the database's clock is asked."""
    town = build_town(place, cast, timezone.now())
    with pytest.raises(RuleBroken) as caught:
        close_voting(round=town.round, by=town.keeper)
    assert code_of(caught) == "too_early"
    assert abs(database_now() - timezone.now()) < timedelta(minutes=1)
    Round.objects.update(voting_opens_at=timezone.now() - timedelta(days=9), voting_closes_at=timezone.now() - timedelta(seconds=1))
    assert close_voting(round=town.round, by=town.keeper).state == RoundState.COUNTING


def test_every_proposal_stays_hidden_in_its_own_table_too(place, cast):
    """`published_at` is what opens the proposals, so the database does not let a published round be without it."""
    town = build_town(place, cast, NOW, state="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=town.round.pk).update(published_at=None)
    assert Proposal.objects.exists()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_of_every_phase_speaks_its_language(place, cast, visitor, language):
    town = preparing(place, cast, timezone.now())
    begin(town, "ideas")
    with translation.override(language):
        body = text_of(visitor.get(url("round_detail", town, language)))
    assert {"fi": "Ideoiden keräys", "sv": "Idéer samlas in", "en": "Ideas are collected"}[language] in body
