"""Replacing a sent vote with its receipt: where the round allows it, once for each receipt, and without touching the roll."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from participation.budgeting.actions.ballots import BallotRefused
from participation.budgeting.actions.codes import make_codes
from participation.budgeting.actions.replacing import replace_ballot
from participation.budgeting.actions.seal import publish_commitments
from participation.budgeting.actions.terms import RULES, choose_rules
from participation.budgeting.enums import Eligibility, VoteChannel
from participation.budgeting.models import Ballot, Choice, Commitment, Leaves, Participation, Replacement, Round
from participation.budgeting.queries.ballots import receipt_status
from participation.budgeting.rules.commitments import leaf_of
from people.models import AuditEvent
from portal.exceptions import RuleBroken
from tests.participation.budgeting.parallel import threads
from tests.participation.budgeting.test_views import code_in, fields_of, text_of, url, voter_client
from tests.participation.budgeting.test_views import send as send_vote
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def changing(place, cast):
    """A round in which votes may be replaced, open at a fixed moment."""
    return build_town(place, cast, NOW, may_replace=True)


@pytest.fixture
def open_changing(place, cast):
    return build_town(place, cast, timezone.now(), may_replace=True)


def replace(town, receipt, choices, area="etela", now=None):
    return replace_ballot(round=town.round, area=town.area(area), receipt=receipt, choices=choices, now=now or town.now)


def reason_of(town, receipt, **more):
    with pytest.raises(BallotRefused) as refused:
        replace(town, receipt, town.ids("Skeitti"), **more)
    return refused.value.reason


def chosen():
    return sorted(Choice.objects.values_list("proposal_id", flat=True))


# The action


def test_the_receipt_takes_the_old_ballot_out_and_puts_the_new_one_in(changing):
    town = changing
    old = town.vote(town.voter(), town.ids("Valot"))
    events = AuditEvent.objects.count()
    new = replace(town, old.lower(), town.ids("Lintutorni"), area="pohjoinen")
    assert chosen() == town.ids("Lintutorni")
    assert (Participation.objects.count(), Ballot.objects.count()) == (1, 1)
    assert not receipt_status(town.round, old).is_found
    status = receipt_status(town.round, new)
    assert status.is_intact
    assert status.area.slug == "pohjoinen"
    assert AuditEvent.objects.count() == events  # a line with a time would be a link


def test_the_new_receipt_replaces_again_and_the_old_one_never(changing):
    town = changing
    first = town.vote(town.voter(), town.ids("Valot"))
    second = replace(town, first, town.ids("Skeitti"))
    assert reason_of(town, first) == Eligibility.RECEIPT_UNKNOWN
    replace(town, second, town.ids("Ulkokunto"))
    assert chosen() == town.ids("Ulkokunto")
    assert Replacement.objects.count() == 2


def test_the_new_ballot_keeps_the_channel_so_that_envelopes_and_ballots_agree(changing):
    town = changing
    _batch, [code] = make_codes(round=town.round, holder="Koulu", count=1, by=town.keeper, now=town.now)
    from participation.budgeting.actions.ballots import cast_ballot

    receipt = cast_ballot(
        round=town.round, area=town.area("etela"), voter=town.cast.anonymous, choices=town.ids("Valot"), now=town.now, voter_code=code
    )
    replace(town, receipt, town.ids("Skeitti"))
    assert Ballot.objects.get().channel == Participation.objects.get().channel == VoteChannel.CODE


def test_where_the_round_does_not_allow_it_nothing_is_replaced(town):
    receipt = town.vote(town.voter(), town.ids("Valot"))
    assert reason_of(town, receipt) == Eligibility.NOT_REPLACEABLE
    assert chosen() == town.ids("Valot")


def test_outside_the_voting_time_nothing_is_replaced(changing):
    town = changing
    receipt = town.vote(town.voter(), town.ids("Valot"))
    assert reason_of(town, receipt, now=town.round.voting_closes_at) == Eligibility.CLOSED
    town.close()
    assert reason_of(town, receipt) == Eligibility.CLOSED
    assert chosen() == town.ids("Valot")


def test_closing_between_page_and_storing_is_seen_inside_the_transaction(changing, monkeypatch):
    from participation.budgeting.actions import replacing

    town = changing
    receipt = town.vote(town.voter(), town.ids("Valot"))
    before = replacing.check_choices

    def slow(*args):
        Round.objects.update(is_example=True)
        town.round.refresh_from_db()
        town.close()
        return before(*args)

    monkeypatch.setattr(replacing, "check_choices", slow)
    assert reason_of(town, receipt) == Eligibility.CLOSED
    assert chosen() == town.ids("Valot")
    assert not Replacement.objects.exists()


def test_a_wrong_ballot_leaves_the_old_one_in_the_box(changing):
    town = changing
    receipt = town.vote(town.voter(), town.ids("Valot"))
    for choices in ([], town.ids("Valot", "Skeitti", "Ulkokunto"), town.ids("Lintutorni")):
        with pytest.raises(BallotRefused):
            replace(town, receipt, choices)
    assert receipt_status(town.round, receipt).is_intact


def test_nothing_stored_joins_the_old_ballot_the_new_one_and_the_voter(changing):
    town = changing
    receipt = town.vote(town.voter(), town.ids("Valot"))
    old = Ballot.objects.get()
    replace(town, receipt, town.ids("Skeitti"))
    [envelope], [ballot], [gone] = Participation.objects.all(), Ballot.objects.all(), Replacement.objects.all()
    assert {field.name for field in Replacement._meta.local_fields} == {"id", "round", "leaf"}
    assert gone.leaf == leaf_of(old.receipt_hash, old.seal)
    values = [{str(value) for value in vars(row).values()} for row in (envelope, ballot, gone)]
    common = {"web", str(ballot.area_id), str(town.round.pk)}
    assert (values[0] & values[1]) | (values[1] & values[2]) | (values[0] & values[2]) <= common


def test_the_commitment_tells_how_many_were_replaced_and_which_leaves_went(changing, visitor):
    town = changing
    receipts = [town.vote(town.voter(f"v{n}"), town.ids("Valot")) for n in range(3)]
    publish_commitments(town.now)
    before = set(Leaves.objects.get().content.split())
    replace(town, receipts[0], town.ids("Skeitti"))
    publish_commitments(town.now.replace(hour=town.now.hour + 2))
    leaves = Leaves.objects.get()
    assert before - set(leaves.content.split()) == set(leaves.replaced.split())
    assert Commitment.objects.first().replaced == 1
    assert Commitment.objects.first().ballots == 3
    assert leaves.replaced in visitor.get(url("box_replaced", town)).content.decode()
    assert "One ballot has been replaced" in text_of(visitor.get(url("round_box", town, "en")))


def test_the_round_is_sealed_and_counted_after_replacing(changing):
    town = changing
    receipt = town.vote(town.voter(), [*town.ids("Valot"), *town.ids("Juomapisteet")])
    town.votes(("etela", town.ids("Valot")), ("pohjoinen", town.ids("Lintutorni")))
    replace(town, receipt, [*town.ids("Skeitti"), *town.ids("Juomapisteet")])
    town.close()
    town.seal()
    town.count()
    assert Replacement.objects.count() == 1
    assert Participation.objects.count() == Ballot.objects.count() == 3


# Many windows at once

AT_ONCE = 12


def all_at_once(town, receipt):
    gate = threading.Barrier(AT_ONCE, timeout=30)
    area, choices = town.area("etela"), town.ids("Skeitti")

    def call():
        gate.wait()
        return replace_ballot(round=town.round, area=area, receipt=receipt, choices=choices, now=town.now)

    return [call] * AT_ONCE


def box():
    return Participation.objects.count(), Ballot.objects.count(), Choice.objects.count()


@pytest.mark.django_db(transaction=True)
def test_one_receipt_in_twelve_windows_at_once_replaces_one_ballot(changing, tmp_path):
    receipt = changing.vote(changing.voter(), changing.ids("Valot"))
    with threads(tmp_path) as pool:
        answers = pool.all(all_at_once(changing, receipt))
        assert pool.run(box).result() == (1, 1, 1)
    refused = [answer.reason for answer in answers if isinstance(answer, BallotRefused)]
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert refused == [Eligibility.RECEIPT_UNKNOWN] * (AT_ONCE - 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_the_same_windows_fill_the_box(changing, tmp_path, monkeypatch):
    """The twin: what holds is the constraint, and the test above would see it missing."""
    receipt = changing.vote(changing.voter(), changing.ids("Valot"))
    [once] = [one for one in Replacement._meta.constraints if one.name == "replacement_once"]
    monkeypatch.setattr(Replacement._meta, "constraints", [])

    def without() -> None:
        with connections["default"].schema_editor() as editor:
            editor.remove_constraint(Replacement, once)

    def put_back() -> None:
        Replacement.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Replacement, once)

    with threads(tmp_path) as pool:
        pool.run(without).result()
        try:
            pool.all(all_at_once(changing, receipt))
            envelopes, ballots, _choices = pool.run(box).result()
        finally:
            if connection.vendor == "postgresql":
                put_back()
    assert envelopes == 1
    assert ballots > 1


# Pages


def enter(client, town, receipt):
    return client.post(url("ballot_replace", town), {"code": receipt})


def send(client, town, choices, page):
    return client.post(url("replacing_ballot", town), {**fields_of(page), "proposals": choices, "send": "1"})


def test_a_vote_is_replaced_from_the_browser_without_an_account(open_changing):
    town = open_changing
    receipt = code_in(send_vote(voter_client(town), town, town.ids("Valot")))
    client = Client()
    assert enter(client, town, receipt).url == url("replacing_ballot", town)
    page = client.get(url("replacing_ballot", town))
    assert fields_of(page) == {**fields_of(page), "alue": "etela", "proposals": []}  # the area, never the choices
    over = send(client, town, town.ids("Valot", "Skeitti", "Ulkokunto"), page)
    assert over.context["has_errors"]
    answer = send(client, town, town.ids("Skeitti"), over)
    assert "on vaihdettu" in text_of(answer)
    assert receipt_status(town.round, code_in(answer)).is_intact
    assert chosen() == town.ids("Skeitti")
    again = send(client, town, town.ids("Skeitti"), over)
    assert code_in(again) == code_in(answer)  # the same form twice shows its receipt again
    assert (Participation.objects.count(), Ballot.objects.count()) == (1, 1)
    assert client.get(url("replacing_ballot", town)).status_code == 302  # the receipt is not in the browser any more


def test_another_area_may_be_chosen_for_the_new_ballot(open_changing):
    town = open_changing
    receipt = code_in(send_vote(voter_client(town), town, town.ids("Valot")))
    client = Client()
    enter(client, town, receipt)
    assert 'href="?alue=etela"' in client.get(url("replacing_ballot", town) + "?alue=").content.decode()
    page = client.get(url("replacing_ballot", town) + "?alue=pohjoinen")
    assert code_in(send(client, town, town.ids("Lintutorni"), page))
    assert Ballot.objects.get().area.slug == "pohjoinen"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_wrong_receipt_is_told_beside_the_field_and_stays_there(open_changing, language):
    answer = Client().post(url("ballot_replace", open_changing, language), {"code": "K7QF-2MWD-K7QF-2MWD-K7QF-2MWD"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "K7QF-2MWD-K7QF-2MWD-K7QF-2MWD" in body
    assert "error-message" in body


def test_where_it_is_not_allowed_the_page_says_so_and_no_page_offers_it(open_town):
    town = open_town
    client = voter_client(town)
    receipt = send_vote(client, town, town.ids("Valot"))
    offer = url("ballot_replace", town)
    for page in (receipt, client.get(url("ballot", town)), client.get(url("round_detail", town)), client.get(url("receipt_check", town))):
        assert offer not in page.content.decode()
    assert "cannot be replaced" in text_of(Client().get(url("ballot_replace", town, "en")))
    assert enter(Client(), town, code_in(receipt)).status_code == 200
    sent = Client().post(url("replacing_ballot", town), {"alue": "etela", "proposals": town.ids("Skeitti"), "send": "1"})
    assert sent.context["reason"].code == Eligibility.NOT_REPLACEABLE
    assert chosen() == town.ids("Valot")


def test_where_it_is_allowed_the_pages_lead_there(open_changing):
    town = open_changing
    client = voter_client(town)
    receipt = send_vote(client, town, town.ids("Valot"))
    for page in (client.get(url("ballot", town)), client.get(url("round_detail", town)), client.get(url("receipt_check", town))):
        assert url("ballot_replace", town) in page.content.decode()
    assert "vaihtaa" in text_of(receipt)


# The rule


def test_the_keeper_allows_it_on_the_page_of_rules_before_the_opening(place, cast):
    town = build_town(place, cast, timezone.now(), state="published")
    client = sign_in(Client(), town.keeper)
    rules = {"ballot_type": "knapsack", "counting_rule": "skip", "threshold": "1", "tie_rule": "draw", "max_choices": "", "max_points": ""}
    assert client.post(url("round_rules", town), {**rules, "may_replace": "on"}).status_code == 302
    assert Round.objects.get().may_replace
    assert client.get(url("round_rules", town)).context["form"]["may_replace"].value()
    client.post(url("round_rules", town), rules)
    assert not Round.objects.get().may_replace


def test_after_the_opening_it_is_frozen(changing):
    rules = {name: getattr(changing.round, name) for name in RULES}
    with pytest.raises(RuleBroken):
        choose_rules(round=changing.round, rules={**rules, "may_replace": False}, by=changing.keeper, now=changing.now)
    assert Round.objects.get().may_replace
