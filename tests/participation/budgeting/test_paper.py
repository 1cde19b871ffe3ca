"""The desk and paper: one roll for every channel, keying by two people, totals that must be those of the box."""

import logging

import pytest
from django.test import Client, override_settings

from participation.budgeting.actions.ballots import BallotRefused, cast_ballot
from participation.budgeting.actions.codes import give_code, make_codes
from participation.budgeting.actions.kiosks import open_kiosk
from participation.budgeting.actions.paper import accept_papers, key_paper, mark_at_desk, print_papers
from participation.budgeting.enums import BallotType, Eligibility, VoteChannel
from participation.budgeting.models import Ballot, PaperEntry, Participation
from participation.budgeting.queries.counts import votes_of
from participation.budgeting.queries.paper import comparison_of, on_paper, serials_shuffled
from participation.budgeting.rules.identity import read_card
from participation.budgeting.rules.paper import Look, Unreadable, compare, read_marks
from people.identity import key_of
from people.models import User
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_codes import AINO, EERO, PROVIDER
from tests.participation.budgeting.test_views import text_of, url
from tests.personas import sign_in

pytestmark = pytest.mark.django_db


def aino_with_account(town):
    voter = town.voter()
    User.objects.filter(pk=voter.pk).update(identity_key=key_of("https://tunnistus.example", AINO))
    voter.refresh_from_db()
    return voter


def by_account(town):
    voter = User.objects.filter(identity_key=key_of("https://tunnistus.example", AINO)).first() or aino_with_account(town)
    choices, area = town.ids("Valot"), town.area("etela")
    cast_ballot(round=town.round, area=area, voter=voter, choices=choices, now=town.now)


def spend(town, code, kiosk=None):
    choices, area = town.ids("Valot"), town.area("etela")
    cast_ballot(round=town.round, area=area, voter=town.cast.anonymous, choices=choices, now=town.now, voter_code=code, kiosk=kiosk)


def code_of_a_list(town):
    return make_codes(round=town.round, holder="x", cards=[read_card(AINO)], by=town.keeper, now=town.now)[1][0]


def code_of_the_desk(town):
    return give_code(round=town.round, card=read_card(AINO), by=town.cast.official, now=town.now)[1]


def a_kiosk(town):
    return open_kiosk(round=town.round, place="Pääkirjasto", by=town.cast.official, now=town.now)[0]


def at_desk(town):
    mark_at_desk(round=town.round, card=read_card(AINO), by=town.cast.official, now=town.now)


WAYS = {
    "account": by_account, "code": lambda town: spend(town, code_of_a_list(town)), "paper": at_desk,
    "code of a desk": lambda town: spend(town, code_of_the_desk(town)),
    "code at a voting point": lambda town: spend(town, code_of_a_list(town), a_kiosk(town)),
    "code of a desk at a voting point": lambda town: spend(town, code_of_the_desk(town), a_kiosk(town)),
}  # fmt: skip


@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", WAYS)
@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_one_person_votes_once_in_any_two_ways(town, first, second):
    WAYS[first](town)
    with pytest.raises(BallotRefused) as refused:
        WAYS[second](town)
    assert refused.value.reason in {Eligibility.ALREADY_VOTED, Eligibility.CODE_USED}
    assert Participation.objects.count() == 1


@pytest.mark.parametrize("first", ["account", "paper", "code"])
@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_a_code_given_at_the_desk_is_worth_nothing_once_its_holder_has_voted_in_another_way(town, first):
    code, kiosk = code_of_the_desk(town), a_kiosk(town)
    WAYS[first](town)
    for where in (None, kiosk):
        with pytest.raises(BallotRefused) as refused:
            spend(town, code, where)
        assert refused.value.reason == Eligibility.CODE_USED


# The desk


def test_the_desk_refuses_with_the_same_reasons_as_the_page(town):
    with pytest.raises(BallotRefused) as young:
        mark_at_desk(round=town.round, card=read_card("030314A1250"), by=town.cast.moderator, now=town.now)
    assert young.value.reason == Eligibility.TOO_YOUNG
    town.close()
    with pytest.raises(BallotRefused) as late:
        at_desk(town)
    assert late.value.reason == Eligibility.CLOSED
    assert not Participation.objects.exists()


def test_only_those_who_take_votes_mark_people(town):
    for person in (town.cast.resident, town.cast.registrar, town.cast.auditor, town.cast.other_coordinator):
        with pytest.raises(NotPermitted):
            mark_at_desk(round=town.round, card=read_card(AINO), by=person, now=town.now)


def test_the_identity_code_is_nowhere_after_the_desk(open_town, caplog):
    town = open_town
    client = sign_in(Client(), town.cast.official)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(url("desk_vote", town), {"identity_code": AINO})
    assert answer.status_code == 302
    assert AINO not in caplog.text + str(answer.headers) + client.get(answer.url).content.decode()
    assert AINO not in " ".join(str(row) for row in Participation.objects.values())
    again = client.post(url("desk_vote", town), {"identity_code": AINO})
    assert again.status_code == 200
    wrong = client.post(url("desk_vote", town), {"identity_code": "131052-308U"})
    assert "error-message" in wrong.content.decode()
    assert Participation.objects.get().channel == VoteChannel.PAPER


# Papers


@pytest.mark.parametrize(
    ("typed", "kind", "marks"),
    [
        ("1 3", BallotType.KNAPSACK, {10: 1, 30: 1}), ("1,3;", BallotType.K_APPROVAL, {10: 1, 30: 1}), ("", BallotType.KNAPSACK, {}),
        ("1=5 2=1", BallotType.POINTS, {10: 5, 20: 1}), ("1=2 2=1", BallotType.RANKING, {10: 2, 20: 3}),
    ],
)  # fmt: skip
def test_marks_are_read_by_the_numbers_of_the_paper(typed, kind, marks):
    assert read_marks(typed, [10, 20, 30], kind, places=3) == marks


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *((typed, BallotType.KNAPSACK) for typed in ("4", "0", "1 1", "x", "1=2", "²")),
        *((typed, BallotType.POINTS) for typed in ("1", "1=0", "1=x")),
        *((typed, BallotType.RANKING) for typed in ("1", "1=4")),
    ],
)
def test_what_is_no_mark_is_refused(typed, kind):
    with pytest.raises(Unreadable):
        read_marks(typed, [10, 20, 30], kind, places=3)


def test_two_readings_agree_differ_or_are_decided():
    entries = {1: [(1, {5: 1})], 2: [(1, {5: 1}), (2, {5: 1})], 3: [(1, {5: 1}), (2, {})], 4: [(1, {5: 1}), (2, {}), (3, {6: 1})]}
    assert [(one.look, one.marks) for one in compare(entries)] == [
        (Look.SECOND, None), (Look.AGREED, {5: 1}), (Look.THIRD, None), (Look.DECIDED, {6: 1}),
    ]  # fmt: skip


def printed(town, size=3):
    return print_papers(round=town.round, area=town.area("etela"), place="Pääkirjasto", size=size, by=town.cast.official, now=town.now)


def key(town, batch, serial, words, by, decides=False):
    marks = dict.fromkeys(town.ids(*words), 1)
    return key_paper(batch=batch, serial=serial, marks=marks, decides=decides, by=by, now=town.now)


def marked(town, *codes):
    for code in codes:
        mark_at_desk(round=town.round, card=read_card(code), by=town.cast.official, now=town.now)


def accept(town, batch, protocol):
    return accept_papers(batch=batch, protocol=protocol, by=town.keeper, now=town.now)


def test_papers_go_into_the_box_when_two_people_agree_and_the_protocol_does_too(town):
    marked(town, AINO, EERO)
    batch = printed(town)
    for person in (town.cast.official, town.cast.moderator):
        key(town, batch, 1, ["Valot"], person)
        key(town, batch, 3, [], person)
    with pytest.raises(RuleBroken) as refused:
        accept(town, batch, 3)
    assert refused.value.code == "protocol"
    accept(town, batch, 2)
    assert Ballot.objects.filter(channel=VoteChannel.PAPER).count() == 2
    assert votes_of(town.area("etela")) == {town.ids("Valot")[0]: 1}
    with pytest.raises(RuleBroken) as again:
        accept(town, batch, 2)
    assert again.value.code == "accepted"
    town.close()
    town.seal()


def test_a_difference_waits_for_the_third_look_and_every_entry_stays_signed(town):
    marked(town, AINO)
    batch = printed(town)
    key(town, batch, 1, ["Valot"], town.cast.official)
    with pytest.raises(RuleBroken) as same:
        key(town, batch, 1, ["Valot"], town.cast.official)
    assert same.value.code == "same_person"
    with pytest.raises(RuleBroken):
        key(town, batch, 1, ["Valot"], town.cast.moderator, decides=True)
    key(town, batch, 1, ["Skeitti"], town.cast.moderator)
    assert [one.look for one in comparison_of(batch)] == [Look.THIRD]
    with pytest.raises(RuleBroken) as waits:
        accept(town, batch, 1)
    assert waits.value.code == "not_compared"
    key(town, batch, 1, ["Valot"], town.cast.moderator, decides=True)
    accept(town, batch, 1)
    assert votes_of(town.area("etela")) == {town.ids("Valot")[0]: 1}
    assert list(PaperEntry.objects.order_by("turn").values_list("keyed_by", flat=True)) == [
        town.cast.official.pk, town.cast.moderator.pk, town.cast.moderator.pk,
    ]  # fmt: skip


def test_there_are_never_more_papers_than_people_marked(town):
    marked(town, AINO)
    batch = printed(town)
    for serial in (1, 2):
        for person in (town.cast.official, town.cast.moderator):
            key(town, batch, serial, ["Valot"], person)
    with pytest.raises(RuleBroken) as refused:
        accept(town, batch, 2)
    assert refused.value.code == "too_many"
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("serial", "words"), [(0, ["Valot"]), (4, ["Valot"]), (1, ["Lintutorni"]), (1, ["Valot", "Skeitti", "Ulkokunto"])])
def test_a_paper_that_is_not_there_or_breaks_the_rules_is_not_keyed(town, serial, words):
    batch = printed(town)
    with pytest.raises(RuleBroken):
        key(town, batch, serial, words, town.cast.official)


def test_the_box_is_not_sealed_while_papers_are_missing(town):
    marked(town, AINO)
    town.close()
    with pytest.raises(RuleBroken, match="paper"):
        town.seal()


def test_papers_are_printed_in_a_drawn_order_with_the_numbers_that_are_keyed(open_town):
    town = open_town
    client = sign_in(Client(), town.cast.official)
    answer = client.post(url("paper_batches", town), {"area": "etela", "place": "Pääkirjasto", "size": "20"})
    sheets = text_of(client.get(answer.url))
    batch = town.round.paper_batches.get()
    assert all(f"1–{serial}" in sheets for serial in range(1, 21))
    assert sorted(serials_shuffled(batch)) == list(range(1, 21))
    assert [proposal.title_fi for proposal in on_paper(batch)][-1] == "Juomapisteet"


def test_papers_are_keyed_and_accepted_from_the_browser(open_town):
    town = open_town
    marked(town, AINO)
    batch = printed(town)
    keying, into = url("paper_keying", town, number=batch.number), url("paper_accept", town, number=batch.number)
    for person in (town.cast.official, town.cast.moderator):
        client = sign_in(Client(), person)
        assert "error-message" in client.post(keying, {"serial": "1", "marks": "99"}).content.decode()
        assert "error-message" in client.post(keying, {"serial": "1", "marks": ""}).content.decode()
        assert client.post(keying, {"serial": "1", "marks": "2"}).status_code == 302
    assert client.post(into, {"protocol": ""}).status_code == 302
    assert not Ballot.objects.exists()
    client.post(into, {"protocol": "1"})
    assert Ballot.objects.get().channel == VoteChannel.PAPER
