"""Voting points: bound to a place by a clerk, one voter after the other with their own codes, nothing left for the next one."""

import re
import threading

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from participation.budgeting.actions import ballots
from participation.budgeting.actions.ballots import BallotRefused, cast_ballot
from participation.budgeting.actions.codes import give_code, make_codes, void_codes
from participation.budgeting.actions.kiosks import close_kiosk, open_kiosk
from participation.budgeting.enums import BoxEvent, CodeKind, Eligibility, VoteChannel
from participation.budgeting.models import Ballot, CodeBatch, Kiosk, Participation, VoterCode
from participation.budgeting.queries.kiosks import kiosk_with
from participation.budgeting.rules.identity import read_card
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.parallel import result, threads
from tests.participation.budgeting.test_codes import AINO, EERO
from tests.participation.budgeting.test_views import code_in, fields_of, text_of, url
from tests.personas import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def opened(town, place="Pääkirjasto"):
    return open_kiosk(round=town.round, place=place, by=town.cast.official, now=town.now)


def code_for(town, card=AINO):
    return give_code(round=town.round, card=read_card(card), by=town.cast.official, now=town.now)[1]


def cast(town, kiosk, voter_code, voter=None):
    return cast_ballot(
        round=town.round, area=town.area("etela"), voter=voter or town.cast.anonymous, choices=town.ids("Valot"), now=town.now,
        voter_code=voter_code, kiosk=kiosk,
    )  # fmt: skip


def reason_of(town, *given, **more):
    with pytest.raises(BallotRefused) as refused:
        cast(town, *given, **more)
    return refused.value.reason


# The voting point


def test_a_vote_on_the_device_comes_in_its_own_channel(town):
    kiosk, _code = opened(town)
    cast(town, kiosk, code_for(town))
    assert Participation.objects.get().channel == Ballot.objects.get().channel == VoteChannel.KIOSK


def test_nobody_votes_there_without_a_code_not_even_with_an_account(town):
    kiosk, _code = opened(town)
    assert reason_of(town, kiosk, "", voter=town.voter()) == Eligibility.CODE_UNKNOWN
    assert not Participation.objects.exists()


def test_only_those_who_take_votes_open_and_close_it(town):
    kiosk, _code = opened(town)
    for person in (town.cast.resident, town.cast.registrar, town.cast.auditor, town.cast.other_coordinator):
        with pytest.raises(NotPermitted):
            open_kiosk(round=town.round, place="x", by=person, now=town.now)
        with pytest.raises(NotPermitted):
            close_kiosk(kiosk=kiosk, by=person, now=town.now)
    assert AuditEvent.objects.filter(event=BoxEvent.KIOSK_OPENED).count() == 1


def test_its_code_is_stored_only_as_a_keyed_hash_and_is_no_voter_code(town):
    _kiosk, code = opened(town)
    assert code.replace("-", "") not in str(Kiosk.objects.values().get())
    assert kiosk_with(town.round, code.lower()) is not None
    assert kiosk_with(town.round, code_for(town)) is None
    assert reason_of(town, None, code) == Eligibility.CODE_UNKNOWN


def test_a_closed_point_takes_no_vote_and_the_code_stays_good(town):
    kiosk, code = opened(town)
    voter_code = code_for(town)
    close_kiosk(kiosk=kiosk, by=town.cast.moderator, now=town.now)
    assert kiosk_with(town.round, code) is None
    assert reason_of(town, kiosk, voter_code) == Eligibility.KIOSK_CLOSED
    assert cast(town, None, voter_code)
    with pytest.raises(RuleBroken):
        close_kiosk(kiosk=kiosk, by=town.cast.moderator, now=town.now)


def test_it_is_opened_only_while_votes_are_taken_and_has_a_place(town):
    with pytest.raises(RuleBroken):
        opened(town, " ")
    town.close()
    with pytest.raises(RuleBroken):
        opened(town)


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_the_vote_that_is_being_stored(town, tmp_path, monkeypatch):
    kiosk, _code = opened(town)
    voter_code, clerk = code_for(town), town.cast.official
    stored, may_go_on = threading.Event(), threading.Event()
    put_into_box = ballots.put_into_box

    def slowly(*args):
        stored.set()
        assert may_go_on.wait(30)
        put_into_box(*args)

    monkeypatch.setattr(ballots, "put_into_box", slowly)
    area, choices, nobody = town.area("etela"), town.ids("Valot"), town.cast.anonymous
    with threads(tmp_path) as pool:
        vote = pool.run(
            lambda: cast_ballot(
                round=town.round, area=area, voter=nobody, choices=choices, now=town.now, voter_code=voter_code, kiosk=kiosk
            )
        )
        assert stored.wait(30)
        closing = pool.run(lambda: close_kiosk(kiosk=kiosk, by=clerk, now=town.now))
        with pytest.raises(TimeoutError):
            closing.result(timeout=0.7)
        may_go_on.set()
        assert isinstance(result(vote), str)
        assert result(closing).closed_at is not None
        assert pool.run(lambda: (Participation.objects.count(), Ballot.objects.count())).result() == (1, 1)


# Codes given at a desk


def test_the_desk_gives_one_code_after_looking_at_the_roll(town):
    code = code_for(town)
    assert VoterCode.objects.get().voter_key
    assert code.replace("-", "") not in str(VoterCode.objects.values().get())
    assert not Participation.objects.exists()  # marked only when the vote is sent
    cast(town, None, code)
    with pytest.raises(BallotRefused) as refused:
        code_for(town)
    assert refused.value.reason == Eligibility.ALREADY_VOTED
    assert code_for(town, EERO)
    batch = CodeBatch.objects.get()
    assert (batch.kind, batch.size) == (CodeKind.DESK, 2)
    assert AuditEvent.objects.filter(event=BoxEvent.CODE_GIVEN).count() == 2
    assert AINO not in str(list(AuditEvent.objects.values()))


def test_a_second_code_for_a_lost_slip_is_the_same_vote(town):
    first, second = code_for(town), code_for(town)
    cast(town, None, second)
    assert reason_of(town, None, first) == Eligibility.CODE_USED


def test_the_desk_refuses_a_code_with_the_same_reasons_as_the_page(town):
    with pytest.raises(BallotRefused) as young:
        code_for(town, "030314A1250")
    assert young.value.reason == Eligibility.TOO_YOUNG
    with pytest.raises(NotPermitted):
        give_code(round=town.round, card=read_card(AINO), by=town.cast.registrar, now=town.now)
    town.close()
    with pytest.raises(BallotRefused) as late:
        code_for(town)
    assert late.value.reason == Eligibility.CLOSED


def test_the_codes_of_the_desks_are_made_void_together_and_the_next_begins_a_new_batch(town):
    code = code_for(town)
    void_codes(batch=CodeBatch.objects.get(), reason="Slips were lost", by=town.keeper, now=town.now)
    assert reason_of(town, None, code) == Eligibility.CODE_VOID
    assert cast(town, None, code_for(town))
    assert CodeBatch.objects.count() == 2


# Pages


def device(town, code):
    """A browser that has been bound to a voting point."""
    client = Client()
    assert client.post(url("kiosk", town), {"kiosk_code": code}).status_code == 302
    return client


def begin(client, town, voter_code):
    return client.post(url("kiosk", town), {"voter_code": voter_code})


def send(client, town, choices, page):
    return client.post(url("kiosk_ballot", town), {**fields_of(page), "proposals": choices, "send": "1"})


def test_a_clerk_opens_the_point_and_two_voters_vote_one_after_the_other(open_town):
    town = open_town
    clerk = sign_in(Client(), town.cast.official)
    page = clerk.post(url("kiosks", town), {"place": "Pääkirjasto"})
    code = re.search(r"code-box\">([0-9A-Z-]{14})<", page.content.decode()).group(1)
    assert code not in clerk.get(url("kiosks", town)).content.decode()
    client = device(town, code)
    assert "Pääkirjasto" in text_of(client.get(url("kiosk", town)))
    for card in (AINO, EERO):
        slip = clerk.post(url("desk_vote", town), {"identity_code": card, "code": "1"})
        voter_code = re.search(r"code-box\">([0-9A-Z-]{14})<", slip.content.decode()).group(1)
        assert begin(client, town, voter_code).url == url("kiosk_ballot", town)
        assert client.get(url("kiosk_ballot", town) + "?alue=").status_code == 200
        ballot = client.get(url("kiosk_ballot", town) + "?alue=etela")
        assert "Pääkirjasto" in text_of(ballot)
        thanks = send(client, town, town.ids("Valot"), ballot)
        assert code_in(thanks)
        assert thanks.headers["Refresh"].endswith(url("kiosk", town))
        assert client.get(url("kiosk_ballot", town)).url == url("kiosk", town)  # nothing is left of the voter
        start = client.get(url("kiosk", town))
        assert voter_code not in start.content.decode()
        assert voter_code not in str(client.cookies)
    assert [p.channel for p in Participation.objects.all()] == [VoteChannel.KIOSK] * 2
    kiosk = Kiosk.objects.get()
    assert clerk.post(url("kiosk_close", town, number=kiosk.number)).status_code == 302
    assert 'name="kiosk_code"' in client.get(url("kiosk", town)).content.decode()


def test_a_clerk_makes_the_device_at_hand_a_voting_point_without_a_code_and_leaves_it_signed_out(open_town):
    town, clerk = open_town, sign_in(Client(), open_town.cast.official)
    assert url("kiosks", town) in clerk.get(url("round_detail", town)).content.decode()
    answer = clerk.post(url("kiosks", town), {"place": "Pääkirjasto", "here": "1"})
    assert answer.url == url("kiosk", town)
    assert "Pääkirjasto" in text_of(clerk.get(answer.url))
    assert 'name="voter_code"' in clerk.get(answer.url).content.decode()
    assert clerk.get(url("kiosks", town)).status_code == 302, "the next hands on the device are the voters'"
    begin(clerk, town, code_for(town))
    page = clerk.get(url("kiosk_ballot", town) + "?alue=etela")
    assert code_in(send(clerk, town, town.ids("Valot"), page))
    assert Participation.objects.get().channel == VoteChannel.KIOSK
    wrong = sign_in(Client(), town.cast.official).post(url("kiosks", town), {"place": "", "here": "1"})
    assert "error-message" in wrong.content.decode()
    assert sign_in(Client(), town.cast.registrar).post(url("kiosks", town), {"place": "x", "here": "1"}).status_code == 403
    assert url("kiosks", town) not in Client().get(url("round_detail", town)).content.decode()


def test_the_next_voter_sees_the_proposals_in_another_order(open_town):
    town = open_town
    client = device(town, opened(town)[1])
    seeds = set()
    for _voter in range(3):
        begin(client, town, code_for(town))
        client.get(url("kiosk_ballot", town) + "?alue=etela")
        seeds.add(client.cookies["proposal_order"].value)
        client.get(url("kiosk", town))
    assert len(seeds) == 3


def test_a_used_code_is_told_at_the_start_and_a_wrong_ballot_keeps_its_choices(open_town):
    town = open_town
    client, code = device(town, opened(town)[1]), code_for(town)
    begin(client, town, code)
    page = client.get(url("kiosk_ballot", town) + "?alue=etela")
    over = send(client, town, town.ids("Valot", "Skeitti", "Ulkokunto"), page)
    assert over.context["has_errors"]
    assert len(fields_of(over)["proposals"]) == 3
    assert code_in(send(client, town, town.ids("Valot"), over))
    again = begin(client, town, code)
    assert again.status_code == 200
    assert "error-message" in again.content.decode()
    old_page = send(client, town, town.ids("Skeitti"), page)
    assert Ballot.objects.count() == 1
    assert url("kiosk", town) in old_page.content.decode()


def test_a_point_closed_while_somebody_votes_says_so_and_keeps_the_code(open_town):
    town = open_town
    kiosk, code = opened(town)
    client, voter_code = device(town, code), code_for(town)
    begin(client, town, voter_code)
    page = client.get(url("kiosk_ballot", town) + "?alue=etela")
    close_kiosk(kiosk=kiosk, by=town.cast.official, now=timezone.now())
    assert send(client, town, town.ids("Valot"), page).url == url("kiosk", town)
    assert not Participation.objects.exists()
    assert cast(town, None, voter_code)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_wrong_code_of_the_point_is_told_beside_the_field(open_town, language):
    answer = Client().post(url("kiosk", open_town, language), {"kiosk_code": "K7QF-2MWD-9XTB"})
    assert answer.status_code == 200
    assert "K7QF-2MWD-9XTB" in answer.content.decode()
    assert "error-message" in answer.content.decode()


def test_the_identity_code_is_not_on_the_slip_and_a_wrong_one_gives_no_code(open_town):
    town = open_town
    clerk = sign_in(Client(), town.cast.official)
    slip = clerk.post(url("desk_vote", town), {"identity_code": AINO, "code": "1"})
    assert AINO not in slip.content.decode()
    wrong = clerk.post(url("desk_vote", town), {"identity_code": "131052-308U", "code": "1"})
    assert "error-message" in wrong.content.decode()
    assert CodeBatch.objects.get().size == 1
    assert make_codes(round=town.round, holder="Koulu", count=1, by=town.keeper, now=town.now)
    assert "Annettu" in text_of(sign_in(Client(), town.keeper).get(url("code_batches", town)))
