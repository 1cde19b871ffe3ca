"""The pages: voting without script, every refusal, results hidden until they are published, and the round run from the browser."""

import html
import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from participation.budgeting.enums import BallotType, Eligibility, Feasibility, RoundState
from participation.budgeting.models import Ballot, Choice, CountFile, Participation, Proposal, Round
from participation.budgeting.permissions import can_manage_round, can_view_round
from participation.budgeting.queries.ballots import receipt_status
from participation.budgeting.queries.shelves import led_to_proposals, open_votes, own_votes, round_duties
from people.models import User
from tests.participation.budgeting.test_actions import counted, idea
from tests.participation.budgeting.town import Town, build_town
from tests.personas import sign_in
from tests.queries import PAGE_BUDGET, assert_queries

pytestmark = pytest.mark.django_db


def url(name, town=None, language="fi", **more):
    kwargs = {"slug": "lahti", **({"round": town.round.slug} if town else {}), **more}
    with translation.override(language):
        return reverse(name, kwargs=kwargs)


def text_of(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def ballot_url(town, area="etela"):
    return f"{url('ballot', town)}?alue={area}"


def voter_client(town, name="aino", **who):
    return sign_in(Client(), town.voter(name, **who))


def fields_of(response):
    """What a browser would send: hidden fields and ticked boxes of the ballot's form."""
    forms = re.findall(r"<form.*?</form>", response.content.decode(), re.S)
    form = next(form for form in forms if 'name="receipt"' in form)
    fields = {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    }
    ticked = [
        re.search(r'value="(\d+)"', box).group(1)
        for box in re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", form)
        if " checked" in box
    ]
    return {**fields, "proposals": ticked}


def send(client, town, choices, *, area="etela", button="send", page=None):
    fields = fields_of(page or client.get(ballot_url(town, area)))
    return client.post(ballot_url(town, area), {**fields, "proposals": choices, button: "1"})


def code_in(response):
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}", text_of(response))
    return found.group() if found else ""


# Rounds and proposals


def test_everyone_finds_the_round_its_areas_money_and_proposals(open_town, visitor):
    town = open_town
    assert "Osallistuva budjetointi" in text_of(visitor.get(url("round_list")))
    page = text_of(visitor.get(url("round_detail", town)))
    for word in ("Koko Lahti", "Etelä", "Pohjoinen", "40 000", town.round.configuration_hash):
        assert word in page
    listing = text_of(visitor.get(url("proposal_list", town)))
    assert all(title in listing for title in town.proposals)
    [lights] = town.ids("Valot")
    assert "12 000" in text_of(visitor.get(url("proposal_detail", town, proposal=lights)))


def test_the_list_of_one_area_shows_only_its_proposals(open_town, visitor):
    listing = text_of(visitor.get(url("proposal_list", open_town) + "?alue=pohjoinen"))
    assert "Lintutorni" in listing
    assert "Skeittirampin" not in listing


def test_a_proposal_of_another_round_is_not_found(open_town, visitor):
    assert visitor.get(url("proposal_detail", open_town, proposal=999_999)).status_code == 404


def test_a_round_in_preparation_is_seen_only_by_those_who_prepare_it(place, cast):
    town = build_town(place, cast, timezone.now(), state="preparation")
    for name, person in cast.everyone().items():
        sees = name == "coordinator"
        assert can_view_round(person, town.round) == sees
        assert Round.objects.visible_to(person).exists() == sees
        client = sign_in(Client(), person)
        assert client.get(url("round_detail", town)).status_code == (200 if sees else 404)
        assert ("Osallistuva budjetointi 2" in client.get(url("round_list")).content.decode()) is False
        assert (
            town.round.name_fi in text_of(client.get(url("round_list"))).replace("Osallistuva budjetointi –", "")
        ) == sees or not sees


@pytest.mark.parametrize("name", ["round_detail", "proposal_list", "ballot", "receipt_check", "round_result"])
def test_a_round_of_another_place_is_not_found_under_this_one(open_town, visitor, name):
    with translation.override("fi"):
        assert visitor.get(reverse(name, kwargs={"slug": "heinola", "round": "osbu"})).status_code == 404
    assert visitor.get(url(name, open_town).replace("osbu", "toinen")).status_code == 404


def test_proposals_that_cannot_be_voted_on_are_listed_with_their_reason(open_town, visitor):
    Proposal.objects.filter(title_fi="Lintutorni").update(
        feasibility=Feasibility.WITHDRAWN, feasibility_text_fi="Tontti myytiin."
    )
    assert "Tontti myytiin." in text_of(visitor.get(url("proposal_list", open_town)))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_speaks_the_language_of_its_address(open_town, language):
    client = voter_client(open_town)
    names = {"fi": "Söder|South", "sv": "Etelä|South", "en": "Etelä|Söder"}[language]
    for name in ("round_detail", "proposal_list", "ballot"):
        body = text_of(client.get(url(name, open_town, language)))
        assert not re.search(rf"\b({names})\b", body), name
        assert {"fi": "Etelä", "sv": "Söder", "en": "South"}[language] in body


# Voting


def test_the_whole_vote_by_plain_forms_choose_area_choose_proposals_send_and_get_a_receipt(open_town):
    town, client = open_town, voter_client(open_town)
    chooser = client.get(url("ballot", town))
    assert 'href="?alue=etela"' in chooser.content.decode()
    page = client.get(ballot_url(town))
    assert "Lintutorni" not in text_of(page)
    choices = town.ids("Valot", "Penkkejä", "Juomapisteet")
    recount = send(client, town, choices, button="count", page=page)
    assert sorted(fields_of(recount)["proposals"]) == sorted(str(number) for number in choices)
    assert "21 500" in text_of(recount)  # 40 000 less 12 000 and 6 500
    assert not Ballot.objects.exists()
    receipt = send(client, town, choices, page=recount)
    assert receipt.status_code == 200
    assert "no-store" in receipt.headers["Cache-Control"]
    assert receipt_status(town.round, code_in(receipt)).is_intact
    assert sorted(Choice.objects.values_list("proposal_id", flat=True)) == sorted(choices)
    assert client.get(ballot_url(town)).context["reason"].code == Eligibility.ALREADY_VOTED


def test_sending_the_same_form_twice_gives_one_vote_and_the_same_receipt(open_town):
    client = voter_client(open_town)
    page = client.get(ballot_url(open_town))
    first, second = (send(client, open_town, open_town.ids("Valot"), page=page) for _ in range(2))
    assert code_in(first) == code_in(second) != ""
    assert Ballot.objects.count() == 1


def test_voting_again_from_another_window_is_told_calmly_and_shows_no_receipt(open_town):
    client = voter_client(open_town)
    other_window = client.get(ballot_url(open_town))
    send(client, open_town, open_town.ids("Valot"))
    again = send(client, open_town, open_town.ids("Skeitti"), page=other_window)
    assert again.status_code == 200
    assert again.context["reason"].code == Eligibility.ALREADY_VOTED
    assert not code_in(again)
    assert list(Choice.objects.values_list("proposal_id", flat=True)) == open_town.ids("Valot")


def test_a_receipt_code_that_this_site_did_not_make_is_not_used(open_town):
    client = voter_client(open_town)
    fields = fields_of(client.get(ballot_url(open_town)))
    answer = client.post(
        ballot_url(open_town),
        {**fields, "receipt": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA:forged", "proposals": open_town.ids("Valot"), "send": "1"},
    )
    assert code_in(answer) != "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"
    assert Ballot.objects.count() == 1


def test_a_ballot_over_the_money_tells_the_excess_and_keeps_every_choice(open_town):
    client, choices = voter_client(open_town), open_town.ids("Valot", "Skeitti", "Ulkokunto", "Juomapisteet")
    answer = send(client, open_town, choices)
    assert not Participation.objects.exists()
    assert sorted(fields_of(answer)["proposals"]) == sorted(str(number) for number in choices)
    told = text_of(answer)
    assert "41 500" in told
    assert "1 500" in told
    assert answer.context["has_errors"]
    assert 'href="#proposals-etela"' in answer.content.decode()
    mended = send(client, open_town, choices[:2], page=answer)
    assert code_in(mended)


@pytest.mark.parametrize("choices", [[], ["abc"], ["-1"], ["9" * 40], ["999999"]])
def test_what_is_no_choice_is_refused_in_words_and_never_breaks(open_town, choices):
    answer = send(voter_client(open_town), open_town, choices)
    assert answer.status_code == 200
    assert answer.context["has_errors"]
    assert not Participation.objects.exists()


def test_a_choice_of_another_area_is_left_out_and_told(open_town):
    answer = send(voter_client(open_town), open_town, open_town.ids("Valot", "Lintutorni"))
    assert fields_of(answer)["proposals"] == [str(open_town.ids("Valot")[0])]
    assert not Participation.objects.exists()


def test_a_ballot_sent_without_an_area_asks_for_it(open_town):
    client = voter_client(open_town)
    answer = client.post(url("ballot", open_town), {"proposals": open_town.ids("Juomapisteet"), "send": "1"})
    assert answer.context["has_errors"]
    assert 'href="?alue=etela"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"municipality": "heinola"}, Eligibility.OTHER_MUNICIPALITY),
        ({"birth_year": timezone.now().year - 12}, Eligibility.TOO_YOUNG),
    ],
)
def test_those_without_the_right_see_the_reason_before_they_choose_anything(open_town, who, reason):
    page = voter_client(open_town, **who).get(ballot_url(open_town))
    assert page.status_code == 200
    assert page.context["reason"].code == reason


def test_an_account_without_identification_is_told_how_to_identify_or_where_to_go(open_town):
    page = sign_in(Client(), open_town.cast.official).get(ballot_url(open_town))
    assert page.context["reason"].code == Eligibility.NOT_IDENTIFIED
    sent = sign_in(Client(), open_town.cast.official).post(
        ballot_url(open_town), {"alue": "etela", "proposals": open_town.ids("Valot")}
    )
    assert sent.context["page"].reason.code == Eligibility.NOT_IDENTIFIED
    assert fields_of(sent)["proposals"] == [str(open_town.ids("Valot")[0])]


def test_choices_made_before_signing_in_wait_in_the_voters_own_browser(open_town, visitor):
    town, choices = open_town, open_town.ids("Valot", "Juomapisteet")
    answer = send(visitor, town, choices)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/fi/kirjaudu/?next=")
    assert "Valot" not in answer.headers["Location"]
    for number in choices:
        assert f"={number}" not in answer.headers["Location"]
    visitor.force_login(town.voter(), backend="django.contrib.auth.backends.ModelBackend")
    page = visitor.get(url("ballot", town))
    assert sorted(fields_of(page)["proposals"]) == sorted(str(number) for number in choices)
    assert fields_of(page)["alue"] == "etela"
    receipt = send(visitor, town, choices, page=page)
    assert code_in(receipt)
    assert receipt.cookies["ballot_draft"]["max-age"] == 0


def test_a_ballot_over_the_money_is_told_before_anybody_is_sent_to_sign_in(open_town, visitor):
    answer = send(visitor, open_town, open_town.ids("Valot", "Skeitti", "Ulkokunto"))
    assert answer.status_code == 200
    assert answer.context["has_errors"]


def test_the_area_is_chosen_by_the_voter_and_not_by_us(open_town, visitor):
    page = visitor.get(url("ballot", open_town))
    assert re.findall(r'href="\?alue=(\w+)"', page.content.decode()) == ["etela", "pohjoinen"]
    assert not page.context["has_errors"]
    assert visitor.get(url("ballot", open_town) + "?nayta=1").context["has_errors"]
    assert visitor.get(url("ballot", open_town) + "?nayta=1&alue=etela").context["page"].booth.area.slug == "etela"


def test_reading_more_of_a_proposal_opens_beside_the_ballot_so_that_no_choice_is_lost(open_town, visitor):
    body = visitor.get(ballot_url(open_town)).content.decode()
    for number in open_town.ids("Valot", "Juomapisteet"):
        assert re.search(rf'<a href="{url("proposal_detail", open_town, proposal=number)}" target="_blank">', body)


def test_a_draft_cookie_from_elsewhere_is_not_read(open_town):
    client = voter_client(open_town)
    client.cookies["ballot_draft"] = "eyJhcmVhIjoiZXRlbGEifQ:forged"
    assert fields_of(client.get(ballot_url(open_town)))["proposals"] == []


@pytest.mark.parametrize(("days", "reason"), [(-30, Eligibility.CLOSED), (30, Eligibility.NOT_OPEN_YET)])
def test_outside_the_voting_time_the_page_tells_when_and_takes_no_vote(place, cast, days, reason):
    town = build_town(place, cast, timezone.now())
    page = voter_client(town)
    Round.objects.update(
        voting_opens_at=town.round.voting_opens_at + timedelta(days=days),
        voting_closes_at=town.round.voting_closes_at + timedelta(days=days),
    )
    assert page.get(ballot_url(town)).context["reason"].code == reason
    sent = page.post(ballot_url(town), {"alue": "etela", "proposals": town.ids("Valot"), "send": "1"})
    assert sent.context["page"].reason.code == reason
    assert fields_of(sent)["proposals"] == [str(town.ids("Valot")[0])]
    assert not Participation.objects.exists()


def test_an_approval_ballot_counts_choices_instead_of_money(place, cast):
    town = build_town(place, cast, timezone.now(), ballot_type=BallotType.K_APPROVAL, max_choices=2)
    client = voter_client(town)
    answer = send(client, town, town.ids("Valot", "Skeitti", "Ulkokunto"))
    assert answer.context["has_errors"]
    assert "3 / 2" in text_of(answer)
    assert code_in(send(client, town, town.ids("Skeitti", "Ulkokunto"), page=answer))


def order_on(page):
    return re.findall(r'id="proposal-(\d+)"', page.content.decode())


def test_the_order_of_proposals_is_the_voters_own_and_stays_over_reloads_and_signing_in(open_town, visitor):
    first, again = visitor.get(ballot_url(open_town)), visitor.get(ballot_url(open_town))
    assert order_on(first) == order_on(again)
    visitor.force_login(open_town.voter(), backend="django.contrib.auth.backends.ModelBackend")
    assert order_on(visitor.get(ballot_url(open_town))) == order_on(first)
    orders = {tuple(order_on(Client().get(ballot_url(open_town)))) for _ in range(12)}
    assert len(orders) > 4


def test_nothing_of_the_ballot_stays_in_the_session_the_log_or_an_address(open_town, caplog):
    client = voter_client(open_town)
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        receipt = send(client, open_town, open_town.ids("Valot", "Penkkejä"))
    assert not any("ballot" in key or "receipt" in key for key, _value in client.session.items())
    stored = str(dict(client.session.items()))
    assert code_in(receipt) not in stored + caplog.text
    assert "no-store" in receipt.headers["Cache-Control"]


def test_the_vote_takes_few_statements(open_town):
    client = voter_client(open_town)
    page = client.get(ballot_url(open_town))
    with assert_queries(at_most=14):
        assert code_in(send_only(client, open_town, page))


def send_only(client, town, page):
    return client.post(
        ballot_url(town), {**fields_of(page), "proposals": town.ids("Valot", "Penkkejä", "Juomapisteet"), "send": "1"}
    )


def test_a_receipt_is_checked_without_telling_the_vote(open_town):
    client = voter_client(open_town)
    code = code_in(send(client, open_town, open_town.ids("Valot")))
    page = Client().post(url("receipt_check", open_town), {"code": code.lower()})
    assert page.context["status"].is_intact
    assert "Valot" not in text_of(page)
    assert not Client().post(url("receipt_check", open_town), {"code": "AAAA"}).context["status"].is_found
    assert Client().post(url("receipt_check", open_town), {"code": ""}).context["form"].errors
    Choice.objects.all().delete()
    assert not Client().post(url("receipt_check", open_town), {"code": code}).context["status"].is_intact


# Results


def decided(place, cast) -> Town:
    town = counted(build_town(place, cast, timezone.now()))
    Round.objects.update(eligible_voters=1000)
    town.confirm()
    return town


RESULT_PAGES = [
    ("round_result", {}),
    ("area_result", {"area": "etela"}),
    ("ballots_csv", {"area": "etela"}),
    ("ballots_pb", {"area": "etela"}),
]


@pytest.mark.parametrize(("name", "more"), RESULT_PAGES)
def test_nobody_sees_a_result_before_it_is_published(place, cast, name, more):
    town = counted(build_town(place, cast, timezone.now()))
    for person in cast.everyone().values():
        assert sign_in(Client(), person).get(url(name, town, **more)).status_code == 404


def test_the_result_tells_of_every_proposal_why(place, cast, visitor):
    town = decided(place, cast)
    whole = text_of(visitor.get(url("round_result", town)))
    assert "0,3 %" in whole
    assert "Kaupunginhallitus" in whole
    south = visitor.get(url("area_result", town, area="etela"))
    told = text_of(south)
    for line in south.context["area"].lines:
        assert line.why.replace("\xa0", " ") in told
        assert line.title in told
    assert [line.is_winner for line in south.context["area"].lines] == [True, True, False, False]
    files = CountFile.objects.filter(result__area__slug="etela")
    assert all(file.sha256 in told for file in files)
    assert len(files) == 2


def test_the_published_files_are_those_that_were_counted(place, cast, visitor):
    town = decided(place, cast)
    for name, start in (("ballots_csv", b"\xef\xbb\xbfaani;"), ("ballots_pb", b"META\n")):
        answer = visitor.get(url(name, town, area="etela"))
        assert answer.content.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]
    assert visitor.get(url("ballots_csv", town, area="ei-ole")).status_code == 404


def test_a_proposal_tells_what_came_of_it(place, cast, visitor):
    town = decided(place, cast)
    [lights], [ramp] = town.ids("Valot"), town.ids("Skeitti")
    assert visitor.get(url("proposal_detail", town, proposal=lights)).context["page"].is_winner
    assert not visitor.get(url("proposal_detail", town, proposal=ramp)).context["page"].is_winner


def test_in_a_round_of_one_pot_the_result_is_the_page_of_the_pot(place, cast, visitor):
    town = decided(place, cast)
    assert visitor.get(url("round_result", town)).context.get("area") is None


# Shelves


def test_the_front_page_and_the_countys_get_the_open_vote_with_its_voters(open_town, place):
    open_town.vote(open_town.voter(), open_town.ids("Valot"), now=timezone.now())
    with assert_queries(3):
        [item] = open_votes(place.lahti, timezone.now())
    assert item.prominent
    assert [figure for figure, _label in item.facts] == ["1"]
    assert [(vote.url, vote.place) for vote in open_votes(place.county, timezone.now())] == [(item.url, "Lahti")]
    assert open_votes(place.heinola, timezone.now()) == []
    assert open_votes(place.lahti, open_town.round.voting_closes_at) == []


def test_the_path_of_an_idea_leads_to_its_proposal(place, cast):
    matter = idea(place, cast, "Valoja pulkkamäkeen")
    town = build_town(place, cast, timezone.now(), state="preparation")
    Proposal.objects.get(pk=town.ids("Valot")[0]).ideas.add(matter)
    assert led_to_proposals(matter) == []
    town.publish()
    town.open()
    with assert_queries(2):
        [there] = led_to_proposals(matter)
    assert there.title == "Valot Renkomäen pulkkamäkeen"
    counted(town).confirm()
    [then] = led_to_proposals(matter)
    assert then.text != there.text


def test_the_desk_of_those_who_run_rounds_says_what_waits(place, cast):
    town = build_town(place, cast, timezone.now(), state="published")
    coordinator = User.objects.get(pk=cast.coordinator.pk)
    with assert_queries(2):
        [duty] = round_duties(coordinator, timezone.now())
    assert duty.url == url("round_manage", town)
    assert round_duties(cast.official, timezone.now()) == []
    town.open()
    assert round_duties(cast.coordinator, timezone.now()) == []
    [late] = round_duties(cast.coordinator, town.round.voting_closes_at)
    assert late.title != duty.title


def test_ones_own_data_tell_that_one_has_voted_but_not_what(open_town):
    voter = open_town.voter()
    assert own_votes(voter).rows == []
    open_town.vote(voter, open_town.ids("Valot"), now=timezone.now())
    with assert_queries(2):
        [row] = own_votes(voter).rows
    assert "Valot" not in " ".join(row)


# Running the round from the browser

MANAGE = ["round_publish", "round_open", "round_close", "round_count", "round_draw", "round_confirm"]


@pytest.mark.parametrize("name", MANAGE)
def test_running_a_round_is_for_those_who_run_rounds_of_the_place(open_town, name):
    for who, person in open_town.cast.everyone().items():
        status = sign_in(Client(), person).post(url(name, open_town), {}).status_code
        foreign = who in {"county_official", "county_coordinator", "other_coordinator"}
        expected = {"anonymous": {302}, "coordinator": {200, 302}}.get(who, {404} if foreign else {403})
        assert status in expected, f"{who}: {status}"
        assert can_manage_round(person, open_town.round) == (who == "coordinator")
    assert sign_in(Client(), open_town.cast.coordinator).get(url(name, open_town)).status_code == 405


def test_the_page_of_running_is_shown_to_the_same(open_town):
    expected = {
        "anonymous": 302,
        "coordinator": 200,
        "county_official": 404,
        "county_coordinator": 404,
        "other_coordinator": 404,
    }
    for who, person in open_town.cast.everyone().items():
        status = sign_in(Client(), person).get(url("round_manage", open_town)).status_code
        assert status == expected.get(who, 403), who


def test_the_thread_of_a_round_is_played_through_the_browser(place, cast, django_capture_on_commit_callbacks):
    town = build_town(place, cast, timezone.now(), state="preparation", is_example=True)
    keeper = sign_in(Client(), cast.coordinator)

    def press(name, **data):
        with django_capture_on_commit_callbacks(execute=True):
            answer = keeper.post(url(name, town), data)
        town.round.refresh_from_db()
        return answer

    for name, state in (("round_publish", RoundState.PUBLISHED), ("round_open", RoundState.VOTING)):
        assert keeper.get(url("round_manage", town)).status_code == 200
        assert press(name).status_code == 302
        assert town.round.state == state
    for number, words in enumerate(
        (("Valot", "Skeitti"), ("Valot",), ("Ulkokunto", "Juomapisteet"), ("Ulkokunto",), ("Skeitti",))
    ):
        assert code_in(send(voter_client(town, f"v{number}"), town, town.ids(*words)))
    press("round_close")
    assert town.round.state == RoundState.COUNTING
    assert "/tyot/" in press("round_count").headers["Location"]
    page = keeper.get(url("round_manage", town))
    [tie] = page.context["page"].ties
    assert tie.area.slug == "etela"
    assert press("round_draw", area="etela", seed="", witness="").context["form"].errors
    press("round_draw", area="etela", seed="Lotto 7 12 33", witness="Sihteeri")
    press("round_count")
    assert keeper.get(url("round_manage", town)).context["page"].is_counted
    today = timezone.localdate()
    day = {"decided_on_day": today.day, "decided_on_month": today.month, "decided_on_year": today.year}
    wrong = press(
        "round_confirm",
        body=place.board.pk,
        decided_on_day="31",
        decided_on_month="2",
        decided_on_year="2026",
        paragraph="§ 1",
    )
    assert wrong.context["decision"].errors
    assert town.round.state == RoundState.COUNTING
    done = press("round_confirm", body=place.board.pk, paragraph="§ 312", **day)
    assert done.headers["Location"] == url("round_result", town)
    assert Client().get(url("round_result", town)).status_code == 200


def test_a_step_out_of_turn_is_told_and_changes_nothing(open_town):
    keeper = sign_in(Client(), open_town.cast.coordinator)
    answer = keeper.post(
        url("round_publish", open_town), HTTP_REFERER=f"http://testserver{url('round_manage', open_town)}", follow=True
    )
    assert answer.status_code == 200
    assert Round.objects.get().state == RoundState.VOTING
    assert list(answer.context["messages"])


# Query budgets


PAGES = [
    ("round_list", {}), ("round_detail", {"round": "osbu"}), ("proposal_list", {"round": "osbu"}), ("ballot", {"round": "osbu"}),
    ("receipt_check", {"round": "osbu"}), ("round_manage", {"round": "osbu"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_page_keeps_its_query_budget(open_town, name, more):
    client = sign_in(Client(), open_town.cast.coordinator)
    address = url(name, **more)
    client.get(address)
    with assert_queries(PAGE_BUDGET):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("name", "more"), RESULT_PAGES)
def test_a_result_page_keeps_its_query_budget(place, cast, name, more):
    town = decided(place, cast)
    client = sign_in(Client(), cast.coordinator)
    client.get(url(name, town, **more))
    with assert_queries(PAGE_BUDGET):
        answer = client.get(url(name, town, **more))
    assert answer.status_code == 200


def test_the_ballot_of_a_voter_keeps_its_query_budget(open_town):
    client = voter_client(open_town)
    client.get(ballot_url(open_town))
    cache.clear()
    with assert_queries(PAGE_BUDGET):
        client.get(ballot_url(open_town))


# Points and rankings


def points_town(place, cast):
    return build_town(place, cast, timezone.now(), ballot_type=BallotType.POINTS, max_points=10)


def ranking_town(place, cast):
    return build_town(place, cast, timezone.now(), ballot_type=BallotType.RANKING, max_choices=2, max_points=None)


def sent(client, town, fields, button="send"):
    page = client.get(ballot_url(town))
    return client.post(ballot_url(town), {**fields_of(page), **fields, button: "1"})


def stored(town):
    return dict(Choice.objects.values_list("proposal_id", "points"))


def test_points_are_given_in_number_fields_without_script(place, cast):
    town = points_town(place, cast)
    [valot], [penkkeja], [juoma] = town.ids("Valot"), town.ids("Penkk"), town.ids("Juoma")
    client = voter_client(town)
    assert "10 pistettä" in text_of(client.get(ballot_url(town)))
    answer = sent(client, town, {f"points-{valot}": "7", f"points-{penkkeja}": " 3 ", f"points-{juoma}": ""})
    assert code_in(answer)
    assert stored(town) == {valot: 7, penkkeja: 3}
    assert receipt_status(town.round, code_in(answer)).is_intact


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"Valot": "7", "Penkk": "4"}, "annoit 11 pistettä"),
        ({"Valot": "kaksi"}, "kokonaislukuina"),
        ({"Valot": "-3"}, "kokonaislukuina"),
        ({"Valot": "99999999999999999999"}, "kokonaislukuina"),
        ({"Valot": ""}, "Valitse ainakin yksi"),
        ({"Valot": "0"}, "Valitse ainakin yksi"),
    ],
)
def test_wrong_points_are_told_beside_the_list_and_what_was_typed_stays(place, cast, typed, says):
    town = points_town(place, cast)
    fields = {f"points-{town.ids(word)[0]}": text for word, text in typed.items()}
    answer = sent(voter_client(town), town, fields)
    assert says in text_of(answer)
    assert not Ballot.objects.exists()
    for name, text in fields.items():
        if text not in {"", "0"}:
            assert re.search(rf'name="{name}" value="{re.escape(text[:20])}"', answer.content.decode())


def test_a_ranking_is_given_by_choosing_places(place, cast):
    town = ranking_town(place, cast)
    [valot], [penkkeja] = town.ids("Valot"), town.ids("Penkk")
    answer = sent(voter_client(town), town, {f"place-{valot}": "2", f"place-{penkkeja}": "1"})
    assert code_in(answer)
    assert stored(town) == {penkkeja: 2, valot: 1}


@pytest.mark.parametrize(
    ("first", "second", "says"), [("1", "1", "vain yksi ehdotus"), ("2", "", "puuttuu"), ("9", "", "puuttuu"), ("x", "", "puuttuu")]
)
def test_a_ranking_has_each_place_once_from_the_first_on(place, cast, first, second, says):
    town = ranking_town(place, cast)
    [valot], [penkkeja] = town.ids("Valot"), town.ids("Penkk")
    answer = sent(voter_client(town), town, {f"place-{valot}": first, f"place-{penkkeja}": second})
    assert says in text_of(answer)
    assert not Ballot.objects.exists()


def test_points_survive_signing_in(place, cast, visitor):
    town = points_town(place, cast)
    [valot] = town.ids("Valot")
    page = visitor.get(ballot_url(town))
    visitor.post(ballot_url(town), {**fields_of(page), f"points-{valot}": "4", "send": "1"})
    assert f'name="points-{valot}" value="4"' in visitor.get(ballot_url(town)).content.decode()


def test_counting_again_without_script_tells_the_points_given(place, cast):
    town = points_town(place, cast)
    [valot] = town.ids("Valot")
    assert "4 / 10" in text_of(sent(voter_client(town), town, {f"points-{valot}": "4"}, button="count"))


def test_a_tick_is_one_vote_whatever_the_form_says(open_town):
    [valot] = open_town.ids("Valot")
    sent(voter_client(open_town), open_town, {"proposals": [valot], f"points-{valot}": "50"})
    assert stored(open_town) == {valot: 1}
