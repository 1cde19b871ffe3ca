"""Commitments, sealing by two people, the key's end, and the page that says what is promised."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from participation.budgeting.actions.ballots import cast_ballot
from participation.budgeting.actions.codes import make_codes
from participation.budgeting.actions.paper import mark_at_desk
from participation.budgeting.actions.seal import (
    APPEAL_TIME,
    confirm_seal,
    destroy_old_keys,
    publish_commitments,
    watch_balance,
)
from participation.budgeting.enums import BoxEvent, VoteChannel
from participation.budgeting.models import Ballot, Commitment, Participation, Round, SealConfirmation
from participation.budgeting.queries.box import inclusion_of, lines_of
from participation.budgeting.queries.keys import key_path
from participation.budgeting.rules.channels import ChannelLine, guarded
from participation.budgeting.rules.commitments import is_proven, leaf_of, merkle_root, proof_of
from participation.budgeting.rules.identity import read_card
from people.models import AuditEvent, OutboxMail
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_codes import AINO
from tests.participation.budgeting.test_views import text_of, url
from tests.personas import sign_in

HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
MINUTE = timedelta(minutes=1)


# The tree


@given(st.sets(HEX, min_size=1, max_size=40), st.data())
def test_every_leaf_is_proven_and_no_other(leaves, data):
    ordered = sorted(leaves)
    root = merkle_root(data.draw(st.permutations(ordered)))
    for leaf in ordered:
        assert is_proven(leaf, proof_of(leaf, ordered), root)
    stranger = data.draw(HEX.filter(lambda leaf: leaf not in leaves))
    assert proof_of(stranger, ordered) is None
    assert not is_proven(stranger, proof_of(ordered[0], ordered), root)


@given(st.sets(HEX, min_size=1, max_size=20), HEX)
def test_another_set_has_another_root(leaves, more):
    if more not in leaves:
        assert merkle_root(leaves) != merkle_root({*leaves, more})


def test_a_node_is_never_taken_for_a_leaf():
    one, two = leaf_of("a", "1"), leaf_of("b", "2")
    assert merkle_root([merkle_root([one, two])]) == merkle_root([one, two])  # a root alone proves no more than itself
    assert leaf_of("a", "1") != leaf_of("a", "2") != leaf_of("b", "2")


def test_an_empty_box_has_its_own_root():
    assert merkle_root([]) != merkle_root([leaf_of("a", "1")])


# Commitments


@pytest.mark.django_db
def test_a_commitment_is_published_when_it_is_due_and_mailed_to_the_auditors(town):
    code = town.vote(town.voter(), town.ids("Valot"))
    assert publish_commitments(town.now) == 1
    assert publish_commitments(town.now + MINUTE) == 0
    first = Commitment.objects.get()
    assert (first.ballots, first.envelopes, first.papers) == (1, {"web": 1}, {"web": 1})
    assert inclusion_of(town.round, code).is_proven
    later = town.vote(town.voter("eero"), town.ids("Skeitti"))
    assert inclusion_of(town.round, later).is_found
    assert not inclusion_of(town.round, later).is_proven
    assert publish_commitments(town.now + 60 * MINUTE) == 1
    assert inclusion_of(town.round, later).is_proven
    assert inclusion_of(town.round, code).is_proven
    mails = OutboxMail.objects.filter(key__startswith="commitment:")
    assert mails.count() == 4  # auditor and administrator, twice
    assert any(first.root in mail.body for mail in mails)
    assert town.round.configuration_hash not in mails[0].body


@pytest.mark.django_db
def test_a_removed_or_changed_ballot_shows_against_the_published_root(town):
    codes = [town.vote(town.voter(f"v{n}"), town.ids("Valot")) for n in range(5)]
    publish_commitments(town.now)
    root = Commitment.objects.get().root
    ballot = Ballot.objects.first()
    ballot.choices.all().delete()
    ballot.delete()
    publish_commitments(town.now + 60 * MINUTE)
    again = Commitment.objects.first()
    assert again.root != root
    assert again.envelopes["web"] == 5
    assert again.papers["web"] == 4
    assert sum(inclusion_of(town.round, code).is_found for code in codes) == 4


@pytest.mark.django_db
def test_a_difference_is_logged_and_shown(open_town, caplog, visitor):
    from django.utils import timezone

    town = open_town
    town.vote(town.voter(), town.ids("Valot"))
    Participation.objects.create(round=town.round, voter_key="x" * 64, cast_on=town.now.date())
    publish_commitments(timezone.now())
    assert "differ" in caplog.text
    assert "The numbers differ" in text_of(visitor.get(url("round_box", town, "en")))


def test_paper_waits_for_its_ballots_and_nothing_else_does():
    [paper] = lines_of({VoteChannel.PAPER: 3}, {VoteChannel.PAPER: 1})
    [web] = lines_of({VoteChannel.WEB: 3}, {VoteChannel.WEB: 1})
    [many] = lines_of({}, {VoteChannel.PAPER: 1})
    assert (paper.holds, paper.waits, web.holds, many.holds) == (True, True, False, False)


def lines(**ballots):
    return [ChannelLine(name, n, n, name == "paper") for name, n in ballots.items()]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"web": 40, "code": 9}, {"web": 40, "code": 9}),
        ({"web": 40, "code": 9, "kiosk": 2}, {"web": 40, "": 11}),
        ({"web": 40, "code": 3, "kiosk": 2}, {"web": 40, "": 5}),
        ({"web": 40, "code": 1, "kiosk": 2}, {"": 43}),
        ({"web": 3, "paper": 1}, {"": 4}),
        ({"web": 2}, {"web": 2}),
        ({}, {}),
    ],
)
def test_a_way_of_voting_with_few_ballots_is_told_together_with_another(given, told):
    assert {line.label: line.ballots for line in guarded(lines(**given))} == told


@given(st.lists(st.integers(0, 12), max_size=4))
def test_no_line_of_few_is_told_beside_others_and_the_sum_stays(sizes):
    told = guarded([ChannelLine(str(place), size, size) for place, size in enumerate(sizes)])
    assert sum(line.ballots for line in told) == sum(sizes)
    assert len(told) < 2 or all(line.ballots >= 5 for line in told)


def test_together_they_agree_only_when_each_of_them_does():
    both = [ChannelLine("code", 4, 3), ChannelLine("kiosk", 3, 4), *lines(web=20)]
    [web, together] = guarded(both)
    assert web.holds
    assert together.envelopes == together.ballots
    assert not together.holds


@pytest.mark.django_db
def test_the_page_of_the_box_points_at_nobody(open_town, visitor):
    from django.utils import timezone

    town = open_town
    for number in range(6):
        town.vote(town.voter(f"v{number}"), town.ids("Valot"))
    [code] = make_codes(round=town.round, holder="x", count=1, by=town.keeper, now=town.now)[1]
    cast_ballot(
        round=town.round, area=town.area("etela"), voter=town.cast.anonymous, choices=town.ids("Valot"), now=town.now, voter_code=code
    )
    publish_commitments(timezone.now())
    text = text_of(visitor.get(url("round_box", town, "en")))
    assert "Voter code" not in text
    assert "Together: ways with few ballots 7 7 Agree" in text
    assert "Envelopes and ballots agreed." in text


@pytest.mark.django_db
def test_the_balance_is_watched_every_minute(town, caplog):
    town.vote(town.voter(), town.ids("Valot"))
    mark_at_desk(round=town.round, card=read_card(AINO), by=town.cast.official, now=town.now)
    assert watch_balance() == 0
    Participation.objects.create(round=town.round, voter_key="x" * 64, cast_on=town.now.date())
    assert watch_balance() == 1
    assert "differ" in caplog.text


@pytest.mark.django_db
def test_commitments_and_confirmations_are_never_changed(town):
    publish_commitments(town.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(root="0" * 64)


# Sealing


def confirm(town, person, days=35):
    at = town.round.voting_closes_at
    return confirm_seal(round=town.round, backups_gone_on=at.date() + timedelta(days=days), by=person, now=at)


@pytest.mark.django_db
def test_the_box_is_sealed_by_two_different_people(town):
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    assert not confirm(town, town.keeper)
    with pytest.raises(RuleBroken) as refusal:
        confirm(town, town.keeper)
    assert refusal.value.code == "same_person"
    assert Round.objects.get().sealed_at is None
    assert confirm(town, town.cast.official, days=60)
    round = Round.objects.get()
    assert round.sealed_at is not None
    assert (round.backups_gone_on - round.voting_closes_at.date()).days == 60
    assert SealConfirmation.objects.count() == 2
    assert AuditEvent.objects.filter(event=BoxEvent.SEAL_CONFIRMED).count() == 2
    assert Commitment.objects.get().ballots == 1
    with pytest.raises(RuleBroken):
        confirm(town, town.cast.official)


@pytest.mark.django_db
def test_an_open_box_and_one_that_does_not_balance_are_not_sealed(town):
    with pytest.raises(RuleBroken):
        confirm(town, town.keeper)
    Participation.objects.create(round=town.round, voter_key="x" * 64, cast_on=town.now.date())
    town.close()
    with pytest.raises(RuleBroken) as refusal:
        confirm(town, town.keeper)
    assert refusal.value.code == "differ"
    assert not SealConfirmation.objects.exists()


@pytest.mark.django_db
def test_only_those_who_may_seal_confirm(town):
    town.close()
    for person in (town.cast.resident, town.cast.moderator, town.cast.registrar, town.cast.other_coordinator):
        with pytest.raises(NotPermitted):
            confirm(town, person)


@pytest.mark.django_db
def test_a_receipt_is_still_proven_after_the_sealing(town):
    code = town.vote(town.voter(), town.ids("Valot"))
    town.close()
    town.seal()
    assert inclusion_of(town.round, code).is_proven


# The key


@pytest.mark.django_db
def test_the_key_is_destroyed_when_the_time_for_appeal_is_over(town):
    town.vote(town.voter(), town.ids("Juomapisteet"), area="etela")
    town.votes(("etela", town.ids("Valot")), ("etela", town.ids("Valot")), ("pohjoinen", town.ids("Lintutorni")))
    town.close()
    town.seal()
    town.count()
    town.confirm()
    path = key_path(town.round)
    at = town.round.confirmed_at + APPEAL_TIME
    assert destroy_old_keys(at - MINUTE) == 0
    assert path.exists()
    assert destroy_old_keys(at) == 1
    assert not path.exists()
    assert destroy_old_keys(at + MINUTE) == 0
    assert Round.objects.get().key_destroyed_at == at
    assert AuditEvent.objects.filter(event=BoxEvent.KEY_DESTROYED).count() == 1


@pytest.mark.django_db
def test_the_key_of_a_running_round_stays(town):
    assert destroy_old_keys(town.now + timedelta(days=3650)) == 0
    assert key_path(town.round).exists()


# Pages


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_of_the_box_says_what_is_not_promised(open_town, visitor, language):
    text = text_of(visitor.get(url("round_box", open_town, language)))
    word = {"fi": "vaalilain mukainen", "sv": "vallagen", "en": "election law"}[language]
    assert word in text


@pytest.mark.django_db
def test_a_receipt_is_proven_on_the_page_and_anyone_makes_the_root_again(open_town, visitor):
    from django.utils import timezone

    town = open_town
    codes = [town.vote(town.voter(f"v{n}"), town.ids("Valot"), now=timezone.now()) for n in range(3)]
    publish_commitments(timezone.now())
    page = visitor.post(url("round_box", town, "en"), {"code": codes[0]})
    assert "under the latest seal" in text_of(page)
    leaves = visitor.get(url("box_leaves", town)).content.decode().split()
    assert merkle_root(leaves) == Commitment.objects.get().root
    assert "no ballot with this code" in text_of(visitor.post(url("round_box", town, "en"), {"code": "K7QF-2MWD"}))


@pytest.mark.django_db
def test_two_people_seal_from_the_browser(town):
    town.vote(town.voter(), town.ids("Valot"))
    town.close()
    gone = {"backups_gone_on_day": "1", "backups_gone_on_month": "2", "backups_gone_on_year": "2027", "saw": "on"}
    for person in (town.keeper, town.cast.official):
        client = sign_in(Client(), person)
        assert client.post(url("box_seal", town), {**gone, "saw": ""}).status_code == 200
        assert client.post(url("box_seal", town), gone).status_code == 302
    assert Round.objects.get().sealed_at is not None
