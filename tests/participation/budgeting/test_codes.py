"""Voter codes: made, printed, spent once, void, refused with a reason; one roll for codes and accounts."""

import re

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot
from participation.budgeting.actions.codes import make_codes, void_codes
from participation.budgeting.enums import BoxEvent, CodeKind, Eligibility, VoteChannel
from participation.budgeting.models import Ballot, CodeBatch, Participation, VoterCode
from participation.budgeting.queries.electors import mark_of_card
from participation.budgeting.rules.codes import voter_code
from participation.budgeting.rules.identity import read_card
from participation.matters.rules import ALPHABET
from people.identity import key_of
from people.models import AuditEvent, User
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_views import code_in, send, text_of, url
from tests.personas import sign_in

pytestmark = pytest.mark.django_db
AINO, EERO = "131052-308T", "010190-123M"
PROVIDER = {"openid_connect": {"APPS": [{"settings": {"server_url": "https://tunnistus.example", "subject_claim": "hetu"}}]}}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def bearer(town, count=1):
    return make_codes(round=town.round, holder="Launeen koulu, 7B", count=count, by=town.keeper, now=town.now)


def named(town, *codes):
    return make_codes(round=town.round, holder="Palvelutalo", cards=[read_card(code) for code in codes], by=town.keeper, now=town.now)


def cast(town, voter_code, voter=None, **more):
    return cast_ballot(
        round=town.round, area=town.area("etela"), voter=voter or town.cast.anonymous, choices=town.ids("Valot"), now=town.now,
        voter_code=voter_code, **more,
    )  # fmt: skip


def reason_of(town, voter_code, **more):
    with pytest.raises(BallotRefused) as refused:
        cast(town, voter_code, **more)
    return refused.value.reason


# The codes


def test_a_code_has_sixty_random_bits_in_clear_letters():
    seen = {voter_code(number << 7) for number in range(500)}
    assert len(seen) == 500
    assert all(re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code) and set(code) <= {*ALPHABET, "-"} for code in seen)
    assert not set("ILOU") & set(ALPHABET)
    assert len({voter_code(1 << bit) for bit in range(60)}) == 60  # every one of the sixty bits shows


def test_codes_are_stored_only_as_keyed_hashes_and_the_trail_has_none(town):
    _batch, codes = bearer(town, 3)
    stored = " ".join(str(value) for row in VoterCode.objects.values() for value in row.values())
    events = " ".join(str(event.facts) for event in AuditEvent.objects.filter(event=BoxEvent.CODES_MADE))
    for code in codes:
        assert code not in stored + events
        assert code.replace("-", "") not in stored + events
    assert VoterCode.objects.count() == 3


def test_only_those_who_run_the_round_make_codes(town):
    with pytest.raises(NotPermitted):
        make_codes(round=town.round, holder="x", count=1, by=town.cast.official, now=town.now)
    assert not CodeBatch.objects.exists()


@pytest.mark.parametrize("count", [0, 1001])
def test_a_batch_is_not_empty_and_not_endless(town, count):
    with pytest.raises(RuleBroken):
        bearer(town, count)


def test_after_the_voting_no_codes_are_made(town):
    town.close()
    with pytest.raises(RuleBroken):
        bearer(town)


@pytest.mark.parametrize(
    ("typed", "year"),
    [(AINO, 1952), ("131052–308t", 1952), ("010113A999X", None), ("131052-308U", None), ("x 131052-308T", None), ("", None)],
)
def test_a_card_is_read_whole_or_not_at_all(typed, year):
    card = read_card(typed)
    assert (card.birth_year if card else None) == year
    assert card is None or card.code == AINO


# Spending


def test_a_code_is_a_vote_without_an_account_and_works_once(town):
    _batch, [code] = bearer(town)
    assert cast(town, code.lower().replace("-", " "))
    assert reason_of(town, code) == Eligibility.CODE_USED
    assert Participation.objects.get().channel == Ballot.objects.get().channel == VoteChannel.CODE


def test_a_refused_ballot_does_not_spend_the_code(town):
    _batch, [code] = bearer(town)
    with pytest.raises(BallotRefused):
        cast_ballot(round=town.round, area=None, voter=town.cast.anonymous, choices=[], now=town.now, voter_code=code)
    assert cast(town, code)


def test_an_unknown_code_and_one_of_another_round_are_refused(town):
    assert reason_of(town, "0000-0000-0000") == Eligibility.CODE_UNKNOWN
    bearer(town)
    assert reason_of(town, "0000-0000-0000") == Eligibility.CODE_UNKNOWN
    assert not Participation.objects.exists()


def test_a_void_batch_takes_no_more_votes_and_keeps_those_it_has(town):
    batch, [first, second] = bearer(town, 2)
    cast(town, first)
    void_codes(batch=batch, reason="Sheets were lost", by=town.keeper, now=town.now)
    assert reason_of(town, second) == Eligibility.CODE_VOID
    assert Ballot.objects.count() == 1
    with pytest.raises(RuleBroken):
        void_codes(batch=batch, reason="again", by=town.keeper, now=town.now)


def test_voiding_needs_a_reason(town):
    batch, _codes = bearer(town)
    with pytest.raises(RuleBroken):
        void_codes(batch=batch, reason=" ", by=town.keeper, now=town.now)


def test_a_code_that_is_made_void_between_page_and_sending_is_refused(town, monkeypatch):
    """The check inside the transaction decides, not the one before it."""
    from participation.budgeting.actions import ballots

    batch, [code] = bearer(town)
    before = ballots.check_choices

    def slow(*args):
        void_codes(batch=batch, reason="Lost", by=town.keeper, now=town.now)
        return before(*args)

    monkeypatch.setattr(ballots, "check_choices", slow)
    assert reason_of(town, code) == Eligibility.CODE_VOID
    assert not Participation.objects.exists()


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_the_code_of_a_person_on_a_list_and_their_account_are_one_vote(town):
    voter = town.voter()
    User.objects.filter(pk=voter.pk).update(identity_key=key_of("https://tunnistus.example", AINO))
    voter.refresh_from_db()
    _batch, [aino, eero] = named(town, AINO, EERO)
    cast(town, "", voter=voter)
    assert reason_of(town, aino) == Eligibility.CODE_USED
    assert cast(town, eero)
    _batch, [again] = named(town, EERO)
    assert reason_of(town, again) == Eligibility.CODE_USED
    assert mark_of_card(town.round, read_card(AINO)) in Participation.objects.values_list("voter_key", flat=True)


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_after_the_code_the_account_has_voted(town):
    voter = town.voter()
    User.objects.filter(pk=voter.pk).update(identity_key=key_of("https://tunnistus.example", AINO))
    voter.refresh_from_db()
    _batch, [aino] = named(town, AINO)
    cast(town, aino)
    assert reason_of(town, "", voter=voter) == Eligibility.ALREADY_VOTED


# Pages


def enter(client, town, code):
    return client.post(url("ballot_code", town), {"voter_code": code})


def test_the_holder_of_a_code_votes_without_signing_in(open_town):
    town = open_town
    _batch, [code] = bearer(town)
    client = Client()
    assert enter(client, town, code).url == url("ballot", town)
    answer = send(client, town, town.ids("Valot"))
    assert code_in(answer)
    assert Participation.objects.get().channel == VoteChannel.CODE
    assert "has been used" in text_of(client.post(url("ballot_code", town).replace("/fi/", "/en/"), {"voter_code": code}))


def test_a_reloaded_receipt_page_of_a_code_shows_the_receipt_again(open_town):
    town = open_town
    _batch, [code] = bearer(town)
    client = Client()
    enter(client, town, code)
    page = client.get(f"{url('ballot', town)}?alue=etela")
    first = send(client, town, town.ids("Valot"), page=page)
    again = send(client, town, town.ids("Valot"), page=page)
    assert code_in(first) == code_in(again) != ""
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_wrong_code_is_told_beside_the_field_and_stays_there(open_town, language):
    answer = Client().post(url("ballot_code", open_town, language), {"voter_code": "K7QF-0000-0000"})
    assert answer.status_code == 200
    assert "K7QF-0000-0000" in answer.content.decode()
    assert "error-message" in answer.content.decode()


def test_tries_are_limited_for_each_code_and_not_for_the_address(open_town):
    town = open_town
    _batch, [code] = bearer(town)
    client = Client()
    for _number in range(10):
        assert enter(client, town, "K7QF-0000-0000").status_code == 200
    assert enter(client, town, "K7QF-0000-0000").status_code == 302  # refused for a while, told by a message
    assert enter(client, town, "K7QF-0000-0001").status_code == 200
    assert enter(client, town, code).url == url("ballot", town)


def test_a_batch_is_made_and_printed_by_the_coordinator(open_town):
    town = open_town
    client = sign_in(Client(), town.keeper)
    page = client.post(url("code_batches", town), {"holder": "Launeen koulu, 7B", "count": "3", "people": ""})
    codes = re.findall(r"code-box\">([0-9A-Z-]{14})<", page.content.decode())
    assert len(codes) == 3
    assert page.content.decode().count("data:image/svg+xml") == 3
    assert all(enter(Client(), town, code).status_code == 302 for code in codes)
    assert not any(code in client.get(url("code_batches", town)).content.decode() for code in codes)


def test_a_list_is_checked_row_by_row_and_nothing_is_made_of_a_wrong_one(open_town):
    town = open_town
    client = sign_in(Client(), town.keeper)
    rows = f"{AINO}\n131052-308U\n{AINO}"
    page = client.post(url("code_batches", town, "en"), {"holder": "Palvelutalo", "count": "", "people": rows})
    assert "rows: 2" in text_of(page)
    assert "on two rows" in text_of(page)
    both = client.post(url("code_batches", town, "en"), {"holder": "x", "count": "2", "people": AINO})
    assert "either a list" in text_of(both)
    assert not CodeBatch.objects.exists()


def test_the_coordinator_makes_a_batch_void_from_the_page(open_town):
    town = open_town
    batch, _codes = bearer(town)
    client = sign_in(Client(), town.keeper)
    address = url("code_void", town, number=batch.number)
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Arkit katosivat"}).status_code == 302
    batch.refresh_from_db()
    assert batch.void_reason == "Arkit katosivat"
    assert "Arkit katosivat" in text_of(client.get(url("code_batches", town)))


def test_the_database_changes_no_code(town):
    from django.db import IntegrityError, transaction

    bearer(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        VoterCode.objects.update(voter_key="x")
    assert CodeBatch.objects.get().kind == CodeKind.BEARER
