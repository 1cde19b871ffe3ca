"""The whole life of a round in any order that Hypothesis thinks of, through the actions: what may be done is done, the rest refused.

200 lives in every run, 2,000 at night. Each life runs in a savepoint of one founded round and is rolled back.
"""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import IntegrityError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from participation.budgeting.actions.changes import Reason, cancel_round, extend_voting, reopen_voting
from participation.budgeting.actions.delivery import mark_proposal_done, record_spending
from participation.budgeting.actions.results import count_round, record_draw
from participation.budgeting.actions.rounds import (
    begin_implementation,
    begin_phase,
    close_voting,
    configuration_hash,
    finish_round,
    open_voting,
    publish_proposals,
)
from participation.budgeting.actions.seal import confirm_seal
from participation.budgeting.enums import CountForm, RoundState
from participation.budgeting.models import (
    Ballot,
    CountFile,
    Draw,
    Participation,
    Proposal,
    Result,
    Round,
    RoundArea,
    RoundChange,
)
from participation.budgeting.queries.winners import winners_in
from participation.budgeting.rules.counting import count
from participation.budgeting.rules.election import from_record
from participation.budgeting.rules.methods import election_of
from participation.budgeting.rules.polls import read_poll
from portal.exceptions import RuleBroken
from tests.participation.budgeting.test_export import faults
from tests.participation.budgeting.town import Town, build_town
from tests.personas import NOW

pytestmark = pytest.mark.django_db

S = RoundState
INSTANT = timedelta(microseconds=1)
WHY = Reason("Syy", decision="§ 1", decided_on=NOW.date())
VOTERS = 4
OPEN_ENDED = {S.PREPARATION, S.IDEAS, S.CO_CREATION, S.ASSESSMENT, S.PUBLISHED, S.VOTING, S.COUNTING}  # may still be cancelled


class Life(RuleBasedStateMachine):
    """What a person at the desk believes, beside what the database holds."""

    town: ClassVar[Town]
    voters: ClassVar[list]
    lives_to_the_end: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()
        self.state, self.now, self.sealed, self.voted = S.PREPARATION, NOW - timedelta(days=9), False, set()
        self.town.round = self.round  # as it is after the life before was rolled back
        self.closes = self.town.round.voting_closes_at
        self.published: dict | None = None

    def teardown(self) -> None:
        try:
            self.what_a_vote_stands_on_stays()
            self.no_area_spends_more_than_it_has()
            self.the_published_result_never_changes_and_its_files_give_it_again()
            self.every_change_of_course_has_its_reason()
        finally:
            type(self).lives_to_the_end += self.state in {S.IMPLEMENTATION, S.CLOSED}
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)

    @property
    def round(self) -> Round:
        return Round.objects.select_related("organisation").get(pk=self.town.round.pk)

    def takes(self, next_state: RoundState, step, /, **how) -> None:
        step(round=self.round, by=self.town.keeper, now=self.now, **how)
        self.state = next_state

    @property
    def is_over(self) -> bool:
        return self.now >= self.closes

    @property
    def takes_votes(self) -> bool:
        return self.state == S.VOTING and self.town.round.voting_opens_at <= self.now < self.closes

    # Time

    @rule(to=st.sampled_from(["an hour", "open", "just before", "closing"]))
    def time_passes(self, to: str) -> None:
        moment = {
            "an hour": self.now + timedelta(hours=1), "open": self.town.round.voting_opens_at, "just before": self.closes - INSTANT,
            "closing": self.closes,
        }[to]  # fmt: skip
        self.now = max(self.now, moment)

    # What may be done

    @precondition(lambda self: self.state in {S.PREPARATION, S.IDEAS, S.CO_CREATION})
    @rule(to=st.sampled_from([S.IDEAS, S.CO_CREATION, S.ASSESSMENT]))
    def a_phase_begins(self, to: RoundState) -> None:
        forward = {S.PREPARATION: {S.IDEAS, S.ASSESSMENT}, S.IDEAS: {S.CO_CREATION, S.ASSESSMENT}, S.CO_CREATION: {S.ASSESSMENT}}
        if to in forward[self.state]:
            self.takes(to, begin_phase, to=to)
        else:
            self.is_refused(begin_phase, to=to)

    @precondition(lambda self: self.state in {S.PREPARATION, S.ASSESSMENT})
    @rule()
    def the_proposals_come_out(self) -> None:
        self.takes(S.PUBLISHED, publish_proposals)

    @precondition(lambda self: self.state == S.PUBLISHED and not self.is_over)
    @rule()
    def the_voting_is_opened(self) -> None:
        self.takes(S.VOTING, open_voting)

    @precondition(lambda self: self.takes_votes)
    @rule(data=st.data(), voter=st.integers(0, VOTERS - 1), area=st.sampled_from(["etela", "pohjoinen"]))
    def somebody_votes(self, data: st.DataObject, voter: int, area: str) -> None:
        titles = {"etela": ["Valot", "Skeitti", "Juomapisteet"], "pohjoinen": ["Lintutorni", "Uimaportaat"]}[area]
        names = data.draw(st.lists(st.sampled_from(titles), min_size=1, unique=True))
        self.town.round = self.round
        choices = self.town.ids(*(["Uimaportaat"] if set(names) == {"Lintutorni", "Uimaportaat"} else names))
        if voter in self.voted:
            with pytest.raises(RuleBroken):
                self.town.vote(self.voters[voter], choices, area=area, now=self.now)
        else:
            assert self.town.vote(self.voters[voter], choices, area=area, now=self.now)
            self.voted.add(voter)

    @precondition(lambda self: self.state == S.VOTING and not self.is_over)
    @rule(days=st.integers(-1, 2))
    def more_time_is_asked_for(self, days: int) -> None:
        closes = self.closes + timedelta(days=days)
        if days > 0:
            self.takes(S.VOTING, extend_voting, closes_at=closes, reason=WHY)
            self.closes = closes
        else:
            self.is_refused(extend_voting, closes_at=closes, reason=WHY)

    @precondition(lambda self: self.state == S.VOTING and self.is_over)
    @rule()
    def the_voting_is_closed(self) -> None:
        self.takes(S.COUNTING, close_voting)

    @precondition(lambda self: self.state == S.COUNTING and not self.sealed)
    @rule(days=st.integers(1, 2))
    def the_voting_is_opened_again(self, days: int) -> None:
        closes = self.now + timedelta(days=days)
        self.takes(S.VOTING, reopen_voting, closes_at=closes, reason=WHY)
        self.closes = closes

    @precondition(lambda self: self.state == S.COUNTING and not self.sealed)
    @rule()
    def two_people_seal_the_box(self) -> None:
        for person in (self.town.keeper, self.town.cast.official):
            confirm_seal(round=self.round, backups_gone_on=self.now.date(), by=person, now=self.now)
        self.sealed = True

    @precondition(lambda self: self.state == S.COUNTING and self.sealed)
    @rule()
    def the_votes_are_counted(self) -> None:
        for slug in count_round(round=self.round, now=self.now, progress=lambda done, total: None):
            area = RoundArea.objects.get(round=self.town.round, slug=slug)
            record_draw(round=self.round, area=area, seed="7 14 21", witness="Lautakunta", by=self.town.keeper, now=self.now)

    @precondition(lambda self: self.state == S.COUNTING and Result.objects.count() == 3)
    @rule()
    def the_result_is_published(self) -> None:
        self.town.round = self.round
        self.town.confirm()
        self.state, self.published = S.RESULTS, {result.pk: result.trace for result in Result.objects.all()}

    @precondition(lambda self: self.state == S.RESULTS)
    @rule()
    def the_work_begins(self) -> None:
        self.takes(S.IMPLEMENTATION, begin_implementation)

    @precondition(lambda self: self.state == S.IMPLEMENTATION)
    @rule()
    def all_is_done_and_the_round_ends(self) -> None:
        winners = winners_in(self.round)
        if winners:
            self.is_refused(finish_round)
        for proposal in winners:
            proposal.area.round = self.round
            record_spending(proposal=proposal, spent=proposal.cost, by=self.town.keeper, now=self.now)
            mark_proposal_done(proposal=proposal, done_on=self.now.date(), by=self.town.keeper, now=self.now)
        self.takes(S.CLOSED, finish_round)

    @precondition(lambda self: self.state in OPEN_ENDED and len(self.voted) == 1)
    @rule(really=st.sampled_from([False, False, False, True]))
    def the_round_is_cancelled(self, really: bool) -> None:
        if really:
            self.takes(S.CANCELLED, cancel_round, reason=WHY)

    @rule(steps=st.integers(1, 4))
    def the_round_goes_on(self, steps: int) -> None:
        """Some steps of the straight way, so that many lives come to their end."""
        for _step in range(steps):
            self.take_the_next_step()

    def take_the_next_step(self) -> None:
        match self.state:
            case S.PREPARATION | S.ASSESSMENT:
                self.the_proposals_come_out()
            case S.IDEAS | S.CO_CREATION:
                self.a_phase_begins(to=S.ASSESSMENT)
            case S.PUBLISHED if not self.is_over:
                self.the_voting_is_opened()
            case S.VOTING if self.is_over:
                self.the_voting_is_closed()
            case S.VOTING:
                self.time_passes(to="closing" if self.voted else "open")
            case S.COUNTING if not self.sealed:
                self.two_people_seal_the_box()
            case S.COUNTING if Result.objects.count() < 3:
                self.the_votes_are_counted()
            case S.COUNTING:
                self.the_result_is_published()
            case S.RESULTS:
                self.the_work_begins()
            case S.IMPLEMENTATION:
                self.all_is_done_and_the_round_ends()

    # What may not

    @rule(step=st.sampled_from(["publish", "open", "extend", "close", "reopen", "implement", "finish", "cancel", "vote"]))
    def something_is_tried_out_of_turn(self, step: str) -> None:
        later = {"closes_at": self.closes + timedelta(days=30), "reason": WHY}
        tries = {
            "publish": (self.state in {S.PREPARATION, S.ASSESSMENT}, publish_proposals, {}),
            "open": (self.state == S.PUBLISHED and not self.is_over, open_voting, {}),
            "extend": (self.state == S.VOTING and not self.is_over, extend_voting, later),
            "close": (self.state == S.VOTING and self.is_over, close_voting, {}),
            "reopen": (self.state == S.COUNTING and not self.sealed, reopen_voting, later),
            "implement": (self.state == S.RESULTS, begin_implementation, {}),
            "finish": (self.state == S.IMPLEMENTATION, finish_round, {}),
            "cancel": (self.state in OPEN_ENDED, cancel_round, {"reason": WHY}),
        }
        if step == "vote":
            self.town.round = self.round
            if not self.takes_votes:
                with pytest.raises(RuleBroken):
                    self.town.vote(self.voters[0], self.town.ids("Valot"), now=self.now)
            return
        may, action, how = tries[step]
        if not may:
            self.is_refused(action, **how)

    def is_refused(self, step, /, **how) -> None:
        with pytest.raises(RuleBroken), transaction.atomic():
            step(round=self.round, by=self.town.keeper, now=self.now, **how)

    # What always holds: two cheap looks after every step, the rest at the end of the life

    @invariant()
    def the_round_is_where_it_is_believed_to_be(self) -> None:
        round = self.round
        assert (round.state, round.voting_closes_at, round.sealed_at is not None) == (self.state, self.closes, self.sealed)
        assert round.proposals_are_out == (round.state not in S.before_publishing() and round.published_at is not None)

    @invariant()
    def everybody_has_one_vote_and_the_numbers_agree(self) -> None:
        if self.state not in S.before_publishing():
            assert Participation.objects.count() == Ballot.objects.count() == len(self.voted)

    def what_a_vote_stands_on_stays(self) -> None:
        round = self.round
        if round.configuration_hash:
            assert configuration_hash(round) == round.configuration_hash
            with pytest.raises(IntegrityError), transaction.atomic():
                Proposal.objects.filter(area__round=round).update(cost=1)
        if self.sealed:
            with pytest.raises(IntegrityError), transaction.atomic():
                Round.objects.update(voting_closes_at=self.closes + timedelta(days=1))

    def no_area_spends_more_than_it_has(self) -> None:
        for result in Result.objects.select_related("area"):
            funded = from_record(result.trace).funded
            assert sum(Proposal.objects.filter(pk__in=funded).values_list("cost", flat=True)) <= result.area.budget
            assert set(Proposal.objects.filter(pk__in=funded).values_list("area_id", flat=True)) <= {result.area_id}

    def the_published_result_never_changes_and_its_files_give_it_again(self) -> None:
        if self.published is None:
            return
        assert {result.pk: result.trace for result in Result.objects.all()} == self.published
        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.update(ballots=99)
        for result in Result.objects.select_related("area__round"):
            election = election_of(read_poll(pb_of(result)), result.area.round.tie_rule, lots_of(result))
            assert count(election).funded == from_record(result.trace).funded
        if self.state in {S.RESULTS, S.CLOSED}:
            assert not [fault for result in Result.objects.filter(votes__gt=0) for fault in faults(pb_of(result))]

    def every_change_of_course_has_its_reason(self) -> None:
        assert not RoundChange.objects.filter(reason_fi="").exists()
        assert RoundChange.objects.filter(kind="cancelled").count() == (self.state == S.CANCELLED)


def pb_of(result: Result) -> str:
    return CountFile.objects.get(result=result, form=CountForm.PB).content


def lots_of(result: Result) -> list[list[int]]:
    return [draw.order for draw in Draw.objects.filter(area=result.area)]


def live(town: Town, lives: int, steps: int) -> int:
    Life.town, Life.lives_to_the_end = town, 0
    Life.voters = [town.voter(f"voter-{number}") for number in range(VOTERS)]
    run_state_machine_as_test(Life, settings=settings(max_examples=lives, stateful_step_count=steps, database=None))
    return Life.lives_to_the_end


def test_two_hundred_lives_of_a_round(place, cast):
    assert live(build_town(place, cast, NOW, state="preparation"), lives=200, steps=14) > 10


@pytest.mark.nightly
def test_two_thousand_lives_of_a_round(place, cast):
    assert live(build_town(place, cast, NOW, state="preparation"), lives=2_000, steps=40) > 100


def test_the_checker_would_tell_of_a_file_that_is_not_clean(place, cast):
    """So that an empty answer means something."""
    town = build_town(place, cast, NOW)
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    town.seal()
    town.count()
    good = pb_of(Result.objects.get(area__slug="etela"))
    assert not faults(good)
    assert faults(good.replace("num_votes;1", "num_votes;7"))
