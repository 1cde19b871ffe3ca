"""Founding, freezing, voting, sealing, counting and publishing: every change, and what refuses it."""

import hashlib
import logging
import stat
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot, new_receipt
from participation.budgeting.actions.changes import Reason, cancel_round
from participation.budgeting.actions.keys import make_key
from participation.budgeting.actions.proposals import assess_proposal, make_proposal
from participation.budgeting.actions.results import publish_result, record_draw, seal_box, start_count
from participation.budgeting.actions.rounds import (
    AreaPlan,
    RoundPlan,
    begin_implementation,
    close_voting,
    configuration_hash,
    found_round,
    open_voting,
    publish_proposals,
)
from participation.budgeting.enums import (
    BallotFault,
    BallotType,
    Eligibility,
    Feasibility,
    RoundEvent,
    RoundState,
    TieRule,
)
from participation.budgeting.models import (
    Ballot,
    Choice,
    CountFile,
    Draw,
    Participation,
    Proposal,
    Result,
    Round,
    RoundArea,
)
from participation.budgeting.queries.ballots import receipt_status
from participation.budgeting.queries.configuration import configuration_text
from participation.budgeting.queries.keys import key_path
from participation.budgeting.rules.counting import draw_lot
from participation.matters.actions import answer_matter, leave_matter, publish_matter
from participation.matters.actions.door import Said
from participation.matters.enums import MatterKind, MatterState, Outcome, StepKind
from people.models import AuditEvent, User
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.town import build_town
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def refusal(town, voter, choices, **how):
    with pytest.raises(BallotRefused) as caught:
        town.vote(voter, choices, **how)
    return caught.value


def nothing_is_stored():
    return not Participation.objects.exists() and not Ballot.objects.exists() and not Choice.objects.exists()


# Founding and freezing


def test_a_round_is_founded_only_by_those_who_run_rounds_of_the_place(place, cast):
    plan = RoundPlan("osbu", 2026, "Osbu", NOW, NOW + timedelta(days=1), (AreaPlan("a", 1, {"name_fi": "A"}),))
    for person in (cast.resident, cast.moderator, cast.administrator, cast.other_coordinator, cast.county_coordinator):
        with pytest.raises(NotPermitted):
            found_round(organisation=place.lahti, plan=plan, by=person, now=NOW)
    assert (
        found_round(organisation=place.lahti, plan=plan, by=cast.coordinator, now=NOW).state == RoundState.PREPARATION
    )


@pytest.mark.parametrize(
    ("days", "areas", "code"),
    [
        (0, (AreaPlan("a", 1, {"name_fi": "A"}),), "voting_order"),
        (1, (), "no_money"),
        (1, (AreaPlan("a", 0, {"name_fi": "A"}),), "no_money"),
    ],
)
def test_a_round_that_could_not_be_voted_on_is_not_founded(place, cast, days, areas, code):
    plan = RoundPlan("osbu", 2026, "Osbu", NOW, NOW + timedelta(days=days), areas)
    with pytest.raises(RuleBroken) as caught:
        found_round(organisation=place.lahti, plan=plan, by=cast.coordinator, now=NOW)
    assert caught.value.code == code
    assert not Round.objects.exists()


def test_proposals_go_out_together_when_each_is_assessed(place, cast):
    town = build_town(place, cast, NOW, state="preparation")
    late = make_proposal(
        area=town.area("etela"), cost=100, texts={"title_fi": "Myöhäinen", "text_fi": "…"}, by=cast.coordinator, now=NOW
    )
    with pytest.raises(RuleBroken, match="1"):
        town.publish()
    assess_proposal(
        proposal=late, feasibility=Feasibility.NOT_FEASIBLE, reason_fi="Alue on suojeltu.", by=cast.coordinator, now=NOW
    )
    town.publish()
    assert town.round.state == RoundState.PUBLISHED
    with pytest.raises(RuleBroken) as caught:
        make_proposal(
            area=town.area("etela"), cost=100, texts={"title_fi": "Uusi", "text_fi": "…"}, by=cast.coordinator, now=NOW
        )
    assert caught.value.code == "published"


def test_a_refused_proposal_has_its_reason(place, cast):
    town = build_town(place, cast, NOW, state="preparation")
    [proposal] = Proposal.objects.filter(title_fi="Lintutorni")
    with pytest.raises(RuleBroken) as caught:
        assess_proposal(
            proposal=proposal, feasibility=Feasibility.NOT_FEASIBLE, reason_fi=" ", by=cast.coordinator, now=NOW
        )
    assert caught.value.code == "no_reason"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(feasibility=Feasibility.NOT_FEASIBLE)
    assert town.round.state == RoundState.PREPARATION


def test_an_area_without_proposals_is_not_opened(place, cast):
    town = build_town(place, cast, NOW, state="preparation")
    for name in ("Lintutorni", "Uimaportaat"):
        proposal = Proposal.objects.get(title_fi=name)
        assess_proposal(
            proposal=proposal, feasibility=Feasibility.NOT_FEASIBLE, reason_fi="Ei", by=cast.coordinator, now=NOW
        )
    with pytest.raises(RuleBroken, match="Pohjoinen"):
        town.publish()


def test_a_proposal_dearer_than_its_area_is_not_voted_on(place, cast):
    town = build_town(place, cast, NOW, state="published")
    Proposal.objects.filter(title_fi="Lintutorni").update(cost=35_001)
    with pytest.raises(RuleBroken, match="Lintutorni"):
        town.open()


def test_opening_freezes_the_rules_with_a_checksum_that_anyone_can_make_again(town):
    text = configuration_text(town.round)
    assert town.round.configuration_hash == hashlib.sha256(text.encode()).hexdigest()
    assert '"cost":6500' in text
    assert '"counting_rule":"skip"' in text


FROZEN = [
    (Round, {"counting_rule": "stop"}), (Round, {"threshold": 5}), (Round, {"tie_rule": TieRule.CHEAPER}), (Round, {"min_age": 18}),
    (Round, {"ballot_type": BallotType.K_APPROVAL, "max_choices": 3}), (Round, {"configuration_hash": "0" * 64}), (Round, {"year": 2030}),
    (RoundArea, {"budget": 99_000}), (Proposal, {"cost": 1}), (Proposal, {"title_fi": "Toinen"}), (Proposal, {"text_sv": "annat"}),
    (Proposal, {"feasibility": Feasibility.UNDECIDED, "assessed_at": None}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "change"), FROZEN, ids=lambda value: str(value))
def test_the_database_refuses_to_change_what_a_vote_stands_on(town, model, change):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        model.objects.update(**change)
    with transaction.atomic():
        assert configuration_hash(town.round) == town.round.configuration_hash


def test_nothing_is_added_to_a_frozen_round(town):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Proposal.objects.create(area=town.area("etela"), title_fi="Uusi", text_fi="…", cost=1)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        RoundArea.objects.create(round=town.round, slug="ita", name_fi="Itä", budget=1)


def test_before_opening_the_same_things_may_still_change(place, cast):
    build_town(place, cast, NOW, state="published")
    for model, change in FROZEN:
        if "configuration_hash" not in change:
            model.objects.update(**change)
    assert Round.objects.get().threshold == 5


def test_what_is_told_of_a_frozen_round_may_change(town):
    Proposal.objects.update(done_by="2027-10-31", place="Laune, Etelä", cost_text_fi="Lamput ja työ")
    Proposal.objects.filter(title_fi="Lintutorni").update(
        feasibility=Feasibility.WITHDRAWN, feasibility_text_fi="Tontti myytiin."
    )
    assert Proposal.objects.on_ballot().count() == 7


def test_ballots_envelopes_lots_and_results_are_never_changed(town):
    town.vote(town.voter(), town.ids("Valot"))
    other = town.ids("Skeitti")[0]
    for change in (
        lambda: Ballot.objects.update(seal="0" * 64),
        lambda: Participation.objects.update(cast_on="2020-01-01"),
        lambda: Choice.objects.update(proposal_id=other),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()


def test_the_key_is_a_file_of_its_owner_alone_and_is_never_replaced(town):
    path = key_path(town.round)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = path.read_bytes()
    assert len(key) == 32
    make_key(town.round)
    assert path.read_bytes() == key


def test_opening_after_the_closing_time_is_refused(place, cast):
    town = build_town(place, cast, NOW, state="published")
    with pytest.raises(RuleBroken) as caught:
        open_voting(round=town.round, by=town.keeper, now=town.round.voting_closes_at)
    assert caught.value.code == "too_late"


@pytest.mark.parametrize("step", [publish_proposals, open_voting, close_voting, begin_implementation])
def test_a_step_is_taken_once_and_in_its_turn(town, step):
    closed = town.round.voting_closes_at
    if step is close_voting:
        step(round=town.round, by=town.keeper, now=closed)
    with pytest.raises(RuleBroken):
        step(round=town.round, by=town.keeper, now=closed - timedelta(days=1) if step is open_voting else closed)


@pytest.mark.parametrize(
    "step", [publish_proposals, open_voting, close_voting, partial(cancel_round, reason=Reason("Syy")), begin_implementation, start_count]
)
def test_steps_belong_to_those_who_run_the_rounds_of_the_place(town, step):
    for person in (town.cast.resident, town.cast.official, town.cast.other_coordinator, town.cast.county_coordinator):
        with pytest.raises(NotPermitted):
            step(round=town.round, by=person, now=NOW)


# Casting a vote


def test_a_vote_leaves_one_envelope_and_one_ballot_with_no_common_key(town):
    voter = town.voter()
    choices = town.ids("Penkkejä", "Valot", "Juomapisteet")
    code = town.vote(voter, choices)
    [envelope], [ballot] = Participation.objects.all(), Ballot.objects.all()
    assert (envelope.round, envelope.cast_on) == (town.round, NOW.date())
    assert ballot.area.slug == "etela"
    assert sorted(Choice.objects.values_list("proposal_id", flat=True)) == sorted(choices)
    assert code.replace("-", "") not in (ballot.receipt_hash, ballot.seal)
    values = [{str(value) for value in vars(row).values()} for row in (envelope, ballot)]
    assert values[0] & values[1] <= {"web", str(ballot.area_id), str(town.round.pk)}


def test_no_column_of_envelope_or_ballot_holds_a_time_a_person_or_a_sequence():
    for model, allowed in (
        (Participation, {"id", "round", "voter_key", "channel", "cast_on"}),
        (Ballot, {"id", "area", "channel", "receipt_hash", "seal"}),
        (Choice, {"pk", "ballot", "proposal", "points"}),
    ):
        assert {field.name for field in model._meta.local_fields} == allowed
        assert model._meta.auto_field is None
        assert not any(
            field.get_internal_type() in {"DateTimeField", "TimeField"} for field in model._meta.local_fields
        )


def test_everyone_has_one_vote(town):
    voter = town.voter()
    town.vote(voter, town.ids("Valot"))
    again = refusal(town, voter, town.ids("Skeitti"), area="etela")
    assert again.reason == Eligibility.ALREADY_VOTED
    assert Ballot.objects.count() == Participation.objects.count() == 1


def test_one_identity_with_two_accounts_has_one_vote(town):
    first, second = town.voter("first"), town.voter("second")
    User.objects.filter(pk=first.pk).update(identity_key="a" * 64)
    first.refresh_from_db()
    town.vote(first, town.ids("Valot"))
    User.objects.filter(pk=first.pk).update(identity_key=None)
    User.objects.filter(pk=second.pk).update(identity_key="a" * 64)
    second.refresh_from_db()
    assert refusal(town, second, town.ids("Valot")).reason == Eligibility.ALREADY_VOTED


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"municipality": "heinola"}, Eligibility.OTHER_MUNICIPALITY),
        ({"birth_year": NOW.year - 12}, Eligibility.TOO_YOUNG),
    ],
)
def test_those_without_the_right_are_told_why(town, who, reason):
    assert refusal(town, town.voter(**who), town.ids("Valot")).reason == reason
    assert nothing_is_stored()


def test_those_who_turn_thirteen_this_year_may_vote(town):
    assert town.vote(town.voter(birth_year=NOW.year - 13), town.ids("Valot"))


def test_an_account_without_identification_is_asked_for_it(town):
    assert refusal(town, town.cast.official, town.ids("Valot")).reason == Eligibility.NOT_IDENTIFIED
    assert refusal(town, town.cast.anonymous, town.ids("Valot")).reason == Eligibility.NOT_SIGNED_IN
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("before", Eligibility.NOT_OPEN_YET), ("opening", Eligibility.OK), ("last", Eligibility.OK), ("closing", Eligibility.CLOSED),
    ],
)  # fmt: skip
def test_votes_are_taken_from_the_opening_second_to_just_before_the_closing_second(town, at, reason):
    moment = {
        "before": town.round.voting_opens_at - timedelta(microseconds=1), "opening": town.round.voting_opens_at,
        "last": town.round.voting_closes_at - timedelta(microseconds=1), "closing": town.round.voting_closes_at,
    }[at]  # fmt: skip
    if reason == Eligibility.OK:
        assert town.vote(town.voter(), town.ids("Valot"), now=moment)
    else:
        assert refusal(town, town.voter(), town.ids("Valot"), now=moment).reason == reason
        assert nothing_is_stored()


def test_a_page_that_was_opened_before_the_round_was_closed_does_not_vote_after_it(town):
    """The round in the voter's hand still says voting; the transaction reads it anew."""
    stale, voter = Round.objects.select_related("organisation").get(pk=town.round.pk), town.voter()
    Round.objects.update(is_example=True)
    close_voting(round=town.round, by=town.keeper, now=NOW)
    with pytest.raises(BallotRefused) as caught:
        cast_ballot(round=stale, area=town.area("etela"), voter=voter, choices=town.ids("Valot"), now=NOW)
    assert caught.value.reason == Eligibility.CLOSED
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("Valot", "Skeitti", "Ulkokunto"), BallotFault.OVER_BUDGET),
        ((), BallotFault.EMPTY),
        (("Lintutorni",), BallotFault.OTHER_AREA),
        (("Lainattavat", "Juomapisteet"), BallotFault.OVER_BUDGET),
    ],
)
def test_a_ballot_that_breaks_the_rules_is_not_stored(town, words, fault):
    refused = refusal(town, town.voter(), town.ids(*words))
    assert [problem.fault for problem in refused.problems] == [fault]
    assert nothing_is_stored()


def test_a_proposal_of_another_round_or_of_none_is_not_stored(town):
    assert refusal(town, town.voter(), [0, 999_999]).problems[0].fault == BallotFault.UNKNOWN
    assert nothing_is_stored()


def test_a_ballot_without_an_area_is_not_stored(town):
    with pytest.raises(BallotRefused) as caught:
        cast_ballot(round=town.round, area=None, voter=town.voter(), choices=town.ids("Juomapisteet"), now=NOW)
    assert BallotFault.NO_AREA in [problem.fault for problem in caught.value.problems]
    assert nothing_is_stored()


def test_without_the_key_no_vote_is_taken(town):
    voter = town.voter()
    key_path(town.round).unlink()
    with pytest.raises(RuleBroken):
        town.vote(voter, town.ids("Valot"))
    assert nothing_is_stored()


def test_a_receipt_finds_its_ballot_and_proves_that_it_is_unchanged(town):
    code = town.vote(town.voter(), town.ids("Valot", "Penkkejä"))
    status = receipt_status(town.round, code.lower().replace("-", " "))
    assert (status.is_found, status.is_intact, status.area.slug) == (True, True, "etela")
    assert not receipt_status(town.round, new_receipt()).is_found
    Choice.objects.filter(proposal_id=town.ids("Valot")[0]).delete()
    assert not receipt_status(town.round, code).is_intact


def test_receipts_are_all_different():
    assert len({new_receipt() for _ in range(500)}) == 500


def test_nothing_of_a_ballot_reaches_the_log_or_the_audit_trail(town, caplog):
    voters, written = (town.voter(), town.voter("other")), AuditEvent.objects.count()
    with caplog.at_level(logging.INFO):
        code = town.vote(voters[0], town.ids("Valot"))
        refusal(town, voters[1], town.ids("Valot", "Skeitti", "Ulkokunto"))
    [ballot] = Ballot.objects.all()
    for secret in (code, ballot.pk.hex, str(ballot.pk), ballot.receipt_hash, "Valot"):
        assert secret not in caplog.text
    assert AuditEvent.objects.count() == written


# Closing, sealing, counting


def test_voting_is_not_closed_before_its_time_except_in_a_practice_round(town):
    with pytest.raises(RuleBroken) as caught:
        close_voting(round=town.round, by=town.keeper, now=town.round.voting_closes_at - timedelta(seconds=1))
    assert caught.value.code == "too_early"
    Round.objects.update(is_example=True)
    round = close_voting(round=town.round, by=town.keeper, now=NOW)
    assert (round.state, round.voting_closes_at) == (RoundState.COUNTING, NOW)


def test_only_a_closed_box_is_sealed_and_only_once(town):
    with pytest.raises(RuleBroken):
        seal_box(round=town.round, now=NOW)
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    assert seal_box(round=town.round, now=NOW)
    assert not seal_box(round=town.round, now=NOW + timedelta(hours=1))
    assert Round.objects.get().sealed_at == NOW


def test_sealing_keeps_every_ballot_and_its_choices(town):
    codes = [town.vote(town.voter(f"v{n}"), town.ids("Valot", "Penkkejä")[: 1 + n % 2]) for n in range(12)]
    before = set(Choice.objects.values_list("ballot_id", "proposal_id"))
    marks = set(Participation.objects.values_list("voter_key", flat=True))
    town.close()
    seal_box(round=town.round, now=NOW)
    assert set(Choice.objects.values_list("ballot_id", "proposal_id")) == before
    assert set(Participation.objects.values_list("voter_key", flat=True)) == marks
    assert all(receipt_status(town.round, code).is_intact for code in codes)
    assert refusal(town, User.objects.get(email="v0@example.org"), town.ids("Valot")).reason == Eligibility.CLOSED


SOUTH_BALLOTS = [
    ("Valot", "Skeitti"), ("Valot", "Ulkokunto"), ("Valot", "Penkkejä"), ("Skeitti", "Ulkokunto"), ("Skeitti", "Ulkokunto"), ("Ulkokunto",),
]  # fmt: skip


def filled(town):
    """In the south gym 4, lights 3, ramp 3, benches 1: the ramp and the lights do not both fit after the gym."""
    town.votes(
        *(("etela", town.ids(*words)) for words in SOUTH_BALLOTS),
        ("pohjoinen", town.ids("Lintutorni", "Juomapisteet")),
        ("pohjoinen", town.ids("Lintutorni")),
    )
    town.close()
    return town


def test_the_count_gives_each_area_its_result(town):
    assert filled(town).count() == ["etela"]
    north = Result.objects.get(area__slug="pohjoinen")
    assert [(row["votes"], row["verdict"]) for row in north.trace["rows"]] == [(2, "funded"), (0, "below_threshold")]
    assert Result.objects.get(area__slug="koko-lahti").ballots == 1
    assert not Result.objects.filter(area__slug="etela").exists()


def test_a_deciding_tie_waits_for_a_public_lot_and_then_the_count_goes_on(town):
    filled(town).count()
    south = town.area("etela")
    with pytest.raises(RuleBroken) as caught:
        town.confirm()
    assert caught.value.code == "not_counted"
    for bad in ({"seed": " ", "witness": "x"}, {"seed": "x", "witness": ""}):
        with pytest.raises(RuleBroken):
            record_draw(round=town.round, area=south, by=town.keeper, now=NOW, **bad)
    draw = record_draw(
        round=town.round,
        area=south,
        seed="Lotto 49/2026: 3 7 11",
        witness="Keskusvaalilautakunnan sihteeri",
        by=town.keeper,
        now=NOW,
    )
    assert draw.order == draw_lot("Lotto 49/2026: 3 7 11", town.ids("Valot", "Skeitti"))
    assert town.count() == []
    result = Result.objects.get(area=south)
    assert [row["drawn"] for row in result.trace["rows"]] == [False, True, True, False]
    assert result.trace["rows"][1]["id"] == draw.order[0]
    with pytest.raises(RuleBroken) as late:
        record_draw(round=town.round, area=south, seed="uudestaan", witness="x", by=town.keeper, now=NOW)
    assert late.value.code == "no_tie"
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Draw.objects.update(seed="toinen")


def test_a_lot_is_drawn_only_where_a_tie_waits(town):
    filled(town).count()
    with pytest.raises(RuleBroken):
        record_draw(round=town.round, area=town.area("pohjoinen"), seed="x", witness="x", by=town.keeper, now=NOW)


def test_counting_again_changes_nothing(town):
    filled(town).count()
    before = list(Result.objects.order_by("pk").values())
    town.count()
    assert list(Result.objects.order_by("pk").values()) == before
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Result.objects.update(votes=9)


def test_the_stored_files_have_the_checksums_that_are_told(town):
    filled(town).count()
    assert CountFile.objects.count() == 2 * Result.objects.count() == 4
    for file in CountFile.objects.all():
        assert hashlib.sha256(file.content.encode()).hexdigest() == file.sha256
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        CountFile.objects.update(content="toinen")


def test_the_count_is_a_job_that_runs_once_for_two_clicks(town, django_capture_on_commit_callbacks):
    filled(town)
    with pytest.raises(RuleBroken, match="sinetöi"):
        start_count(round=town.round, by=town.keeper, now=NOW)
    town.seal()
    with django_capture_on_commit_callbacks(execute=True):
        first = start_count(round=town.round, by=town.keeper, now=NOW)
        second = start_count(round=town.round, by=town.keeper, now=NOW)
    assert first.pk == second.pk
    first.refresh_from_db()
    assert (first.state, first.result) == ("done", {"waiting": ["etela"]})
    assert first.total == 400


def test_only_a_closed_round_is_counted(town):
    with pytest.raises(RuleBroken):
        start_count(round=town.round, by=town.keeper, now=NOW)


# Publishing, and the paths of ideas


def counted(town):
    town.votes(
        ("etela", town.ids("Valot", "Penkkejä")), ("etela", town.ids("Valot")), ("pohjoinen", town.ids("Uimaportaat", "Juomapisteet")),
    )  # fmt: skip
    town.close()
    assert town.count() == []
    return town


def test_the_result_is_published_with_the_decision_that_confirmed_it(town):
    counted(town).confirm()
    round = Round.objects.get()
    assert (round.state, round.body, round.paragraph) == (RoundState.RESULTS, town.place.board, "§ 312")
    event = AuditEvent.objects.get(event=RoundEvent.CONFIRMED)
    assert event.facts["paragraph"] == "§ 312"


def test_the_decision_belongs_to_a_body_of_the_place(town, place):
    counted(town)
    place.board.organisation = place.heinola
    with pytest.raises(RuleBroken) as caught:
        publish_result(round=town.round, body=place.board, decided_on=NOW.date(), paragraph="", by=town.keeper, now=NOW)
    assert caught.value.code == "wrong_body"


def test_the_database_knows_no_result_without_a_decision(town):
    counted(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(state=RoundState.RESULTS)


def idea(place, cast, title):
    said = Said(kind=MatterKind.IDEA, title=title, text="Olisi hyvä.", topic=place.exercise)
    matter = leave_matter(organisation=place.lahti, said=said, by=cast.resident, now=NOW - timedelta(days=90))
    publish_matter(matter=matter, by=cast.moderator, now=NOW - timedelta(days=89))
    matter.refresh_from_db()
    return matter


def steps(matter):
    return list(matter.steps.order_by("pk").values_list("kind", flat=True))


def test_the_path_of_an_idea_tells_that_it_became_a_proposal_was_decided_and_is_carried_out(place, cast):
    lights, ramp, tower = (
        idea(place, cast, title) for title in ("Valoja pulkkamäkeen", "Ramppi kuntoon", "Torni lintuja varten")
    )
    town = build_town(place, cast, NOW, state="preparation")
    for matter, proposal in ((lights, "Valot"), (ramp, "Skeitti")):
        Proposal.objects.get(pk=town.ids(proposal)[0]).ideas.add(matter)
    no = make_proposal(
        area=town.area("etela"),
        cost=1,
        texts={"title_fi": "Torni", "text_fi": "…"},
        ideas=[tower],
        by=cast.coordinator,
        now=NOW,
    )
    assess_proposal(
        proposal=no, feasibility=Feasibility.NOT_FEASIBLE, reason_fi="Alue on suojeltu.", by=cast.coordinator, now=NOW
    )
    town.publish()
    assert "Alue on suojeltu." in tower.steps.get(kind=StepKind.ANSWERED).public_text
    town.open()
    counted(town).confirm()
    town.round = begin_implementation(round=town.round, by=town.keeper, now=NOW)
    assert steps(lights)[-3:] == [StepKind.ANSWERED, StepKind.DECIDED, StepKind.IMPLEMENTED]
    assert steps(ramp)[-2:] == [StepKind.ANSWERED, StepKind.DECIDED]
    decision = lights.steps.get(kind=StepKind.DECIDED)
    assert (decision.body, decision.paragraph, decision.public_text != "") == (place.board, "§ 312", True)
    lights.refresh_from_db()
    ramp.refresh_from_db()
    assert (lights.outcome, ramp.outcome) == (Outcome.YES, Outcome.NO)
    assert lights.state == MatterState.IMPLEMENTED


def test_an_idea_that_has_its_answer_already_keeps_it_beside_the_new_one(place, cast):
    matter = idea(place, cast, "Valoja pulkkamäkeen")
    answer_matter(matter=matter, text="Tutkimme.", outcome=Outcome.REPLY, by=cast.official, now=NOW)
    town = build_town(place, cast, NOW, state="preparation")
    Proposal.objects.get(pk=town.ids("Valot")[0]).ideas.add(matter)
    town.publish()
    assert steps(matter).count(StepKind.ANSWERED) == 2


def test_after_sealing_no_hidden_number_joins_a_ballot_to_an_envelope(town):
    """PostgreSQL numbers the transaction of each row, SQLite the row itself: before sealing both give everyone away."""
    for number in range(12):
        with transaction.atomic():
            town.vote(town.voter(f"v{number}"), town.ids("Valot"))
    town.close()
    before = hidden_pairs()
    seal_box(round=town.round, now=NOW)
    after = hidden_pairs()
    assert len(before) == 12
    if connection.vendor == "postgresql":
        assert len(after) in {0, 144}  # one transaction wrote all: everybody joins everybody, which joins nobody
    else:
        assert after != before


HIDDEN = {
    "postgresql": "SELECT p.voter_key, b.receipt_hash FROM budgeting_participation p JOIN budgeting_ballot b ON p.xmin = b.xmin",
    "sqlite": "SELECT p.voter_key, b.receipt_hash FROM budgeting_participation p JOIN budgeting_ballot b ON p.rowid = b.rowid",
}


def hidden_pairs() -> set[tuple[str, str]]:
    """(mark, receipt) pairs that the database's own numbering gives to whoever looks for them."""
    with connection.cursor() as cursor:
        cursor.execute(HIDDEN[connection.vendor])
        return set(cursor.fetchall())
