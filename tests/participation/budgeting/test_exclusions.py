"""What does not go together, declared before the vote, and what is taken out afterwards: with a reason, a decision and a trail."""

import html
import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from participation.budgeting.actions.exclusions import (
    Grounds,
    declare_alternatives,
    exclude_proposal,
    undo_alternatives,
)
from participation.budgeting.actions.protocol import start_protocol
from participation.budgeting.enums import BallotFault, Verdict
from participation.budgeting.jobs.protocol import write_protocol
from participation.budgeting.models import CountFile, CountProtocol, Exclusion, Result
from participation.budgeting.queries.sentences import verdict_sentence
from participation.budgeting.rules.election import from_record
from people.models import AuditEvent
from portal.exceptions import NotPermitted, RuleBroken
from tests.participation.budgeting.test_views import ballot_url, text_of, url
from tests.participation.budgeting.town import build_town
from tests.personas import NOW, sign_in
from tests.queries import PAGE_BUDGET, assert_queries

pytestmark = pytest.mark.django_db
GROUNDS = Grounds(
    "Paikka myytiin.", "Kaupunginhallitus § 12", date(2026, 11, 20), "Platsen såldes.", "The place was sold."
)


@pytest.fixture
def before(place, cast):
    return build_town(place, cast, timezone.now(), state="published")


@pytest.fixture
def boss(client, cast):
    return sign_in(client, cast.coordinator)


def test_alternatives_are_declared_told_to_voters_and_only_the_first_is_carried_out(before, boss, visitor):
    valot, ramppi = before.ids("Valot", "Skeitti")
    answer = boss.post(url("round_proposals", before), {"proposals": [valot, ramppi]}, follow=True)
    assert "Valot Renkomäen pulkkamäkeen" in text_of(answer)
    before.open()
    assert "Vain yksi näistä voidaan toteuttaa" in text_of(visitor.get(ballot_url(before)))
    before.votes(*[("etela", [valot])] * 3, *[("etela", [ramppi])] * 2)
    before.now = before.round.voting_closes_at
    before.close()
    before.count()
    rows = {row.id: row for row in from_record(Result.objects.get(area__slug="etela").trace).rows}
    assert rows[valot].verdict == Verdict.FUNDED
    assert (rows[ramppi].verdict, rows[ramppi].rival) == (Verdict.RIVAL_FUNDED, valot)
    assert rows[ramppi].needed == 4
    assert AuditEvent.objects.filter(event="round.alternatives").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [(["Valot"], "vähintään kaksi"), (["Valot", "Lintutorni"], "yhden alueen"), ([], "vähintään kaksi")],
)
def test_a_wrong_group_is_told_beside_the_field(before, boss, words, says):
    answer = boss.post(url("round_proposals", before), {"proposals": before.ids(*words)})
    assert answer.status_code == 200
    assert says in text_of(answer)


def test_a_proposal_is_in_one_group_and_the_declaration_can_be_taken_back(before, boss):
    valot, ramppi, penkit = before.ids("Valot", "Skeitti", "Penkk")
    group = declare_alternatives(round=before.round, proposals=[valot, ramppi], by=before.keeper, now=before.now)
    with pytest.raises(RuleBroken):
        declare_alternatives(round=before.round, proposals=[valot, penkit], by=before.keeper, now=before.now)
    boss.post(url("alternatives_undo", before), {"group": group})
    assert not before.round.areas.filter(proposals__exclusive_group__isnull=False).exists()
    with pytest.raises(RuleBroken):
        undo_alternatives(round=before.round, group=group, by=before.keeper, now=before.now)


def test_nothing_is_declared_once_the_voting_is_open_not_even_past_the_program(town):
    valot, ramppi = town.ids("Valot", "Skeitti")
    with pytest.raises(RuleBroken):
        declare_alternatives(round=town.round, proposals=[valot, ramppi], by=town.keeper, now=town.now)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        town.area("etela").proposals.update(exclusive_group=1)


def test_a_proposal_is_taken_out_while_voting_goes_on_and_the_reason_is_for_everyone(open_town, boss, visitor):
    town = open_town
    [valot] = town.ids("Valot")
    fields = {
        "reason_fi": "Paikka myytiin.", "reason_sv": "", "reason_en": "", "decision": "Kaupunginhallitus § 12",
        "decided_on_day": "20", "decided_on_month": "11", "decided_on_year": "2026",
    }  # fmt: skip
    page = url("proposal_exclude", town, proposal=valot)
    assert "Kirjoita, mihin päätökseen" in text_of(boss.post(page, {**fields, "decision": ""}))
    assert not Exclusion.objects.exists()
    assert "Ehdotus on poistettu" in text_of(boss.post(page, fields, follow=True))
    assert "Valot Renkomäen" not in text_of(visitor.get(ballot_url(town)))
    assert "Paikka myytiin." in text_of(visitor.get(url("proposal_list", town)))
    assert AuditEvent.objects.filter(event="round.excluded").exists()
    assert boss.post(page, fields).status_code == 404


def test_votes_stay_on_the_ballots_and_are_told_but_take_no_money(town):
    valot, penkit = town.ids("Valot", "Penkk")
    town.votes(("etela", [valot]), ("etela", [valot, penkit]))
    exclude_proposal(
        proposal=town.proposals["Valot Renkomäen pulkkamäkeen"], grounds=GROUNDS, by=town.keeper, now=town.now
    )
    with pytest.raises(RuleBroken) as refused:
        town.vote(town.voter("late"), [valot])
    assert [problem.fault for problem in refused.value.problems] == [BallotFault.UNKNOWN]
    town.close()
    town.count()
    town.confirm()
    rows = {row.id: row for row in from_record(Result.objects.get(area__slug="etela").trace).rows}
    assert (rows[valot].verdict, rows[valot].votes) == (Verdict.WITHDRAWN, 2)
    assert rows[penkit].verdict == Verdict.FUNDED


def test_the_result_says_why_it_was_taken_out_and_by_which_decision(town, visitor):
    exclude_proposal(
        proposal=town.proposals["Valot Renkomäen pulkkamäkeen"], grounds=GROUNDS, by=town.keeper, now=town.now
    )
    town.votes(("etela", town.ids("Penkk")))
    town.close()
    town.count()
    town.confirm()
    for language, says in (
        ("fi", "Ei laskettu mukaan: Paikka myytiin. Kaupunginhallitus § 12, 20.11.2026."),
        ("sv", "Räknades inte: Platsen såldes. Kaupunginhallitus § 12, 20.11.2026."),
        ("en", "Not counted: The place was sold. Kaupunginhallitus § 12,"),
    ):
        assert says in text_of(visitor.get(url("area_result", town, language, area="etela")))


def test_a_counted_area_keeps_its_proposals_and_an_exclusion_never_changes(town):
    town.votes(("etela", town.ids("Penkk")))
    exclude_proposal(proposal=town.proposals["Lintutorni"], grounds=GROUNDS, by=town.keeper, now=town.now)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Exclusion.objects.update(reason_fi="Muu syy")
    town.close()
    town.count()
    with pytest.raises(RuleBroken):
        exclude_proposal(
            proposal=town.proposals["Skeittirampin korjaus"], grounds=GROUNDS, by=town.keeper, now=town.now
        )


def test_only_keepers_take_proposals_out(town):
    with pytest.raises(NotPermitted):
        exclude_proposal(proposal=town.proposals["Lintutorni"], grounds=GROUNDS, by=town.voter(), now=town.now)
    assert town.now == NOW


# The protocol


def counted(town):
    town.votes(("etela", town.ids("Penkk")))
    exclude_proposal(proposal=town.proposals["Lintutorni"], grounds=GROUNDS, by=town.keeper, now=town.now)
    town.close()
    town.count()
    return town


def test_the_protocol_is_for_its_keepers_until_the_result_is_out_and_then_for_everyone(town, boss, visitor, cast):
    page = url("count_protocol", town)
    assert boss.get(page).status_code == visitor.get(page).status_code == 404
    counted(town)
    assert visitor.get(page).status_code == 404
    assert sign_in(Client(), cast.resident).get(page).status_code == 404
    told = text_of(boss.get(page))
    for part in ("Penkkejä Launeen", "Kaupunginhallitus § 12", "Eniten ääniä saaneet toteutetaan ensin"):
        assert part in told
    assert town.round.configuration_hash in boss.get(page).content.decode()
    town.confirm()
    assert "§ 312" in text_of(visitor.get(page))
    with assert_queries(PAGE_BUDGET):
        visitor.get(page)


@pytest.mark.django_db(transaction=True)
def test_the_protocol_on_paper_is_a_tagged_pdf_in_three_languages(place, cast):
    town = counted(build_town(place, cast, NOW))
    boss = sign_in(Client(), cast.coordinator)
    job = start_protocol(round=town.round, by=town.keeper, now=town.now)
    write_protocol(job, lambda done, total: None)
    assert set(CountProtocol.objects.values_list("language", flat=True)) == {"fi", "sv", "en"}
    answer = boss.get(url("count_protocol_pdf", town))
    assert answer["Content-Type"] == "application/pdf"
    paper = CountProtocol.objects.get(language="fi")
    assert bytes(answer.content) == bytes(paper.content)
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        assert "Osallistuva budjetointi" in str(pdf.docinfo["/Title"])
    assert Client().get(url("count_protocol_pdf", town)).status_code == 404


def test_no_protocol_is_written_before_every_area_is_counted(town, boss):
    with pytest.raises(RuleBroken):
        start_protocol(round=town.round, by=town.keeper, now=town.now)


# Nothing leaks before the publishing minute


def links_of(body):
    found = re.findall(r'href="(/fi/[^"#]*)"', body)
    return {html.unescape(link) for link in found if "lahti" in link and "/lataa" not in link}


def test_a_crawl_as_every_persona_finds_nothing_of_a_counted_result_before_it_is_published(place, cast):
    town = counted(build_town(place, cast, timezone.now(), is_example=True))
    titles = {proposal.pk: proposal.title for proposal in town.proposals.values()}
    secrets = set(CountFile.objects.values_list("sha256", flat=True))
    for result in Result.objects.all():
        rows = [row for row in from_record(result.trace).rows if row.verdict != Verdict.WITHDRAWN]
        secrets |= {html.escape(verdict_sentence(row, titles, town.round)) for row in rows}
    assert len(secrets) > 6
    start = {"/fi/", "/fi/lahti/", url("round_list"), url("round_detail", town), url("proposal_list", town)}
    start |= {url("proposal_detail", town, proposal=number) for number in titles}
    for name, person in cast.everyone().items():
        if name == "coordinator":  # runs the round, and sees its protocol
            continue
        most = 45 if name == "anonymous" else len(start) + 5  # what only staff see is little; the rest is the same for all
        browser = sign_in(Client(), person)
        waiting, seen = sorted(start), set()
        while waiting and len(seen) < most:
            address = waiting.pop(0)
            seen.add(address)
            answer = browser.get(address)
            body = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace")
            assert not [secret for secret in secrets if secret in body], (name, address)
            if answer.get("Content-Type", "").startswith("text/html"):
                waiting += sorted(links_of(body) - seen - set(waiting))
        assert len(seen) > 10
