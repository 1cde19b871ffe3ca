"""Votes from files: every kind of vote, faults told with their line, hostile files, nothing of the voters, history and practice."""

import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from participation.budgeting.actions.files import bring_in
from participation.budgeting.actions.practice import found_practice
from participation.budgeting.actions.rounds import close_voting
from participation.budgeting.enums import BallotType, RoundEvent, RoundState
from participation.budgeting.models import Ballot, Participation, Proposal, Round, VoteFile
from participation.budgeting.queries.results import rounds_of_year
from participation.budgeting.queries.shelves import open_votes
from participation.budgeting.rules.polls import NotAPoll, read_poll, without_voters
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_methods import FIVE, file_of
from tests.participation.budgeting.test_views import code_in, fields_of, text_of, url
from tests.participation.budgeting.town import Town, build_town
from tests.personas import NOW, sign_in

META = {
    "description": "Vote in a town", "country": "Finland", "unit": "Kylä", "subunit": "Pohjoinen", "instance": "2023", "min_length": "1",
    "max_length": "3", "max_sum_cost": "100", "language": "fi", "currency": "EUR", "comment": "#1: A note", "acknowledgments": "Kiitos",
}  # fmt: skip
KINDS = {
    "approval": ["a,b", "a", "b,c"], "choose-1": ["a", "b", "a"], "ordinal": ["a,b,c", "b,a", "c"],
    "cumulative": [("a,b", "6,4"), ("a", "10")], "scoring": [("a,b", "3,-1"), ("c", "2")],
}  # fmt: skip


def where(name, language="fi", **more):
    with translation.override(language):
        return reverse(name, kwargs={"slug": "lahti", **more})


def upload(client, text, name="Vanha äänestys", language="fi"):
    data = text if isinstance(text, bytes) else text.encode()
    sent = {"name": name, "file": SimpleUploadedFile("vote.pb", data)}
    return client.post(where("vote_files", language), sent)


@pytest.fixture
def keeper(client, cast):
    return sign_in(client, cast.coordinator)


# What is read


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("b;40", "a;40"), "line 10: PROJECTS names the project “a” twice"),
        (("b;40", "b;x"), "line 10: cost of b: “x” is not a number"),
        (("b;40", "b;1e999999999"), "line 10: cost of b: “1e999999999” is not a number"),
        (("b;40", "b;1/0"), "is not a number"),
        (("b;40", "b;-4"), "line 10: a project needs"),
        (("0;a,b", "0;a,z"), "line 16: a vote names the project “z”"),
        (("project_id;cost", "project_id;price"), "PROJECTS has no column cost"),
        (("budget;100", "money;100"), "META has no budget"),
        (("budget;100", "budget;" + "9" * 60), "budget: “9999"),
        (("vote_type;approval", "vote_type;shouting"), "is not one of"),
        (("VOTES", "NOTHING"), "there is no section VOTES"),
        (("0;a,b", "0;a,\x00b"), "zero byte"),
        (("min_length", "max_length;x\nmin_length"), "max_length: “x”"),
        (("0;a,b", '0;"' + "a" * 200_000 + '"'), "the file is no table"),
    ],
)
def test_a_fault_is_told_with_its_line(change, says):
    text = file_of(FIVE, ["a,b", "c"], min_length="1")
    assert change[0] in text
    with pytest.raises(NotAPoll) as wrong:
        read_poll(text.replace(*change, 1))
    assert says in str(wrong.value)


def test_a_hostile_file_is_refused_in_a_moment():
    began = time.monotonic()
    for text in ("\n" * 1_000_000, ";" * 1_000_000, "META\nPROJECTS\nVOTES\n", '"' * 500_001, "META;;;\n" * 200_000):
        with pytest.raises(NotAPoll):
            read_poll(text)
    assert time.monotonic() - began < 20


def test_nothing_of_the_voters_is_kept_but_their_votes():
    text = file_of(FIVE, ["a,b", "c"]).replace("voter_id;vote;points", "voter_id;age;sex;vote;neighborhood")
    text = text.replace("0;a,b;", "nimi.sukunimi;34;F;a,b;Laune").replace("1;c;", "secret-77;71;M;c;Ahtiala")
    kept = without_voters(text)
    assert kept.endswith("VOTES\nvoter_id;vote\n1;a,b\n2;c\n")
    for word in ("sukunimi", "secret-77", ";34;", ";F;", "Laune", "Ahtiala"):
        assert word not in kept
    assert read_poll(kept).ballots == read_poll(text).ballots


# History


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_vote_is_brought_in_looked_at_and_published(keeper, visitor, kind):
    text = file_of(FIVE, KINDS[kind], kind=kind, **META)
    answer = upload(keeper, text)
    file = VoteFile.objects.get()
    page = where("vote_file", number=file.number)
    assert answer.url == page
    assert visitor.get(page).status_code == 404
    shown = text_of(keeper.get(page))
    assert all(word in shown for word in (*META, *META.values()))
    keeper.post(where("vote_file_publish", number=file.number))
    told = text_of(visitor.get(page))
    assert "Tuotu tiedostosta" in told
    assert page in visitor.get(where("round_list")).content.decode()
    assert visitor.get(where("vote_file_pb", number=file.number)).content.decode() == file.content
    assert not Participation.objects.exists()
    assert not Ballot.objects.exists()
    assert not Round.objects.exists()
    events = list(AuditEvent.objects.filter(event__startswith="round.file").values_list("event", flat=True).order_by("pk"))
    assert events == [RoundEvent.FILE_BROUGHT, RoundEvent.FILE_PUBLISHED]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_wrong_file_is_told_beside_the_field_and_stores_nothing(keeper, language):
    for data in (b"", b"\xff\xfe", b"META\n", file_of(FIVE, ["a,z"]).encode()):
        answer = upload(keeper, data, "Oma nimi", language)
        assert answer.status_code == 200
        assert "error-message" in answer.content.decode()
        assert 'value="Oma nimi"' in answer.content.decode()
    assert "line 15" in text_of(answer)
    assert not VoteFile.objects.exists()


@pytest.mark.django_db
def test_the_same_file_comes_once_and_can_be_removed(keeper, place):
    text = file_of(FIVE, ["a,b"])
    upload(keeper, text)
    assert "error-message" in upload(keeper, text).content.decode()
    keeper.post(where("vote_file_remove", number=1))
    assert not VoteFile.objects.exists()
    assert keeper.post(where("vote_file_remove", number=1)).status_code == 404


@pytest.mark.django_db
def test_only_those_who_run_rounds_bring_files_in(place, cast):
    for person in (cast.official, cast.resident, cast.other_coordinator):
        with pytest.raises(NotPermitted):
            bring_in(organisation=place.lahti, name="x", text=file_of(FIVE, ["a"]), by=person, now=NOW)
    with pytest.raises(RuleBroken):
        bring_in(organisation=place.lahti, name=" ", text=file_of(FIVE, ["a"]), by=cast.coordinator, now=NOW)
    with pytest.raises(NotAPoll):
        bring_in(organisation=place.lahti, name="x", text="nonsense", by=cast.coordinator, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("selected", "says"),
    [({"a": 1, "b": 1, "e": 1}, "same winners"), ({"c": 1}, "other winners"), ({}, "names no winners")],
)
def test_our_own_count_is_compared_with_the_winners_of_the_file(keeper, place, cast, selected, says):
    text = file_of(FIVE, ["a,b,e", "a,b", "a"], budget=100).replace("project_id;cost", "project_id;cost;selected")
    for project, cost in FIVE.items():
        text = text.replace(f"\n{project};{cost}\n", f"\n{project};{cost};{selected.get(project, 0 if selected else '')}\n")
    bring_in(organisation=place.lahti, name="x", text=text, by=cast.coordinator, now=NOW)
    assert says in text_of(keeper.get(where("vote_file", "en", number=1)))


# Practice


def in_town(place, cast, text):
    return bring_in(organisation=place.lahti, name="Vanha äänestys", text=text, by=cast.coordinator, now=NOW)


@pytest.mark.django_db
def test_the_rules_are_tried_with_the_file(place, cast):
    town = build_town(place, cast, timezone.now(), state="preparation")
    file = bring_in(organisation=place.lahti, name="Kylän äänestys", text=file_of(FIVE, ["a,b", "c"]), by=cast.coordinator, now=NOW)
    client = sign_in(Client(), cast.coordinator)
    page = text_of(client.get(f"{url('rule_preview', town)}?aanet=t{file.pk}"))
    assert "Kylän äänestys" in page
    assert client.get(f"{url('rule_preview', town)}?aanet=t999").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "ballot", "most"),
    [("approval", BallotType.KNAPSACK, None), ("choose-1", BallotType.K_APPROVAL, 1), ("ordinal", BallotType.RANKING, 3),
     ("cumulative", BallotType.POINTS, None), ("scoring", BallotType.POINTS, None)],
)  # fmt: skip
def test_people_try_to_vote_in_a_practice_round_made_of_a_file(keeper, visitor, place, cast, kind, ballot, most):
    file = bring_in(
        organisation=place.lahti, name="Kylän äänestys", text=file_of(FIVE, KINDS[kind], kind=kind, **META), by=cast.coordinator, now=NOW
    )
    answer = keeper.post(where("vote_file_practice", number=file.number))
    round = Round.objects.get()
    assert answer.url == where("round_manage", round=round.slug)
    assert (round.ballot_type, round.max_choices, round.state) == (ballot, most, RoundState.VOTING)
    assert not Ballot.objects.exists(), "nothing of the file's votes comes into it"
    page = text_of(visitor.get(where("round_detail", round=round.slug)))
    assert "Harjoitus: Kylän äänestys" in page
    assert "harjoitus, tässä ei päätetä mitään" in page
    first = Proposal.objects.earliest("pk")
    town = Town(place, cast, timezone.now(), round)
    client, address = sign_in(Client(), town.voter()), where("ballot", round=round.slug)
    given = {"points": {f"points-{first.pk}": "3"}, "ranking": {f"place-{first.pk}": "1"}}.get(ballot, {"proposals": [first.pk]})
    shown = client.get(address)
    assert "harjoitus, tässä ei päätetä mitään" in text_of(shown)
    assert code_in(client.post(address, {**fields_of(shown), **given, "send": "1"}))
    assert "harjoitus" not in text_of(visitor.get(where("vote_file", number=file.number)))


@pytest.mark.django_db
def test_practice_counts_in_no_figures_and_stands_on_no_front_page(keeper, place, cast):
    file = bring_in(organisation=place.lahti, name="x", text=file_of(FIVE, ["a"]), by=cast.coordinator, now=NOW)
    round = found_practice(file=file, by=cast.coordinator, now=timezone.now())
    assert open_votes(place.lahti, timezone.now()) == []
    Round.objects.update(is_practice=False)
    assert len(open_votes(place.lahti, timezone.now())) == 1
    Round.objects.update(is_practice=True)
    town = Town(place, cast, timezone.now(), round)
    town.round = Round.objects.select_related("organisation").get()
    first = Proposal.objects.earliest("pk")
    town.vote(town.voter(), [first.pk], area="kaikki")
    town.round = close_voting(round=town.round, by=cast.coordinator, now=timezone.now() + timedelta(minutes=1))
    town.count()
    town.confirm(on=timezone.localdate())
    assert rounds_of_year(place.lahti, round.year) == []
    Round.objects.update(is_practice=False)
    assert len(rounds_of_year(place.lahti, round.year)) == 1


@pytest.mark.django_db
def test_a_file_without_proposals_that_fit_is_no_practice_round_and_only_keepers_open_one(place, cast):
    with pytest.raises(RuleBroken):
        found_practice(file=in_town(place, cast, file_of({"a": 500}, ["a"])), by=cast.coordinator, now=NOW)
    huge = file_of({"a": 5}, ["a"], budget=3_000_000_000)
    with pytest.raises(RuleBroken):
        found_practice(file=in_town(place, cast, huge), by=cast.coordinator, now=NOW)
    fine = in_town(place, cast, file_of(FIVE, ["a"]))
    with pytest.raises(NotPermitted):
        found_practice(file=fine, by=cast.official, now=NOW)
    assert not Round.objects.exists()
