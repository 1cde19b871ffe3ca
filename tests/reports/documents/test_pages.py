"""The report and the cards as pages: the same frozen data as on paper, and a draft only for those who write it."""

import json
import re
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from organisations.models import Population
from reports.documents.actions import ask_compilation
from reports.documents.enums import DocumentKind
from reports.documents.queries.blocks import Report
from reports.documents.queries.card import Card
from reports.documents.queries.freezing import freeze, thaw
from reports.rounds.enums import RoundState
from reports.rounds.models import ReportRound
from tests.personas import NOW, sign_in
from tests.queries import assert_queries
from tests.reports.documents.test_compile import flat, one

pytestmark = pytest.mark.django_db


def address(name: str, language: str = "fi", **kwargs: object) -> str:
    with translation.override(language):
        return reverse(name, kwargs={"year": 2026, **kwargs})


def words(response) -> str:
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode())))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def status(client: Client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)  # the test client closes the file at its end, and leaves the database open
    return response.status_code


def figures(data: object) -> set[str]:
    """Every figure, table cell and finding of a frozen dataset."""
    found: set[str] = set()
    if isinstance(data, dict):
        if data.get("kind") == "facts":
            found |= {text for item in data["items"] for text in item}
        if "rows" in data and "columns" in data:
            found |= {cell for row in data["rows"] for cell in row}
        found |= {str(data[key]) for key in ("finding", "lead", "verdict") if data.get(key)}
        children = [value for key, value in data.items() if key not in {"table_given", "cover"}]
    else:
        children = list(data) if isinstance(data, list) else []
    return found.union(*(figures(child) for child in children)) if children else found


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_page_and_the_paper_show_the_same_figures(world, client, language):
    report = one(world, DocumentKind.REPORT, language)
    told = {text for text in figures(report.data) if len(text) > 1}
    page, paper = squeezed(words(client.get(address("report_detail", language)))), squeezed(flat(report))
    assert len(told) > 40
    assert sorted(t for t in told if squeezed(t) not in page) == []
    assert sorted(t for t in told if squeezed(t) not in paper) == []


def test_a_cards_page_and_paper_show_the_same_contacts_and_words(world, client):
    card = one(world, DocumentKind.MUNICIPALITY_CARD, "fi", "lahti")
    page, paper = words(client.get(address("municipality_card", slug="lahti"))), flat(card)
    for told in ("Liikkuva kaupunki.", "Kävelykerho torille", "4 viestiä asukkailta", "Ikääntyminen", "avoin"):
        assert squeezed(told) in squeezed(paper), told
    for told in ("Liikkuva kaupunki.", "Kävelykerho torille", "Ikääntyminen", "120 093"):
        assert squeezed(told) in squeezed(page), told


def test_a_version_stays_as_it_was_when_the_data_changes(world, client):
    before = words(client.get(address("report_detail")))
    Population.objects.filter(organisation=world.place.lahti, year=2022).update(inhabitants=1)
    assert words(client.get(address("report_detail"))) == before
    assert squeezed("120 093") in squeezed(before)


@pytest.mark.parametrize(("kind", "shape"), [(DocumentKind.REPORT, Report), (DocumentKind.MUNICIPALITY_CARD, Card)])
def test_what_was_frozen_thaws_into_the_same(world, kind, shape):
    for document in world.version.documents.filter(kind=kind):
        assert json.loads(json.dumps(freeze(thaw(shape, document.data)))) == document.data


def test_the_files_are_sent_whole_and_with_a_telling_name(world, client):
    for language, name, kwargs in (("fi", "report_pdf", {}), ("sv", "municipality_card_pdf", {"slug": "lahti"})):
        response = client.get(address(name, language, **kwargs))
        assert response["Content-Type"] == "application/pdf"
        assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
        assert re.search(rf"-2026-.*{language}\.pdf", response["Content-Disposition"])


def test_a_language_that_was_not_made_and_a_place_without_a_card_are_not_found(world, client):
    assert client.get(address("report_pdf", "en")).status_code == 404
    assert client.get(address("municipality_card", slug="paijat-hame")).status_code == 404
    assert client.get(address("report_pdf").replace("2026", "1999")).status_code == 404


@pytest.mark.parametrize(
    "state", [RoundState.PLANNING, RoundState.COLLECTING, RoundState.DRAFTING, RoundState.COMMENTS]
)
def test_a_draft_is_for_those_who_write_it_only(world, state):
    ReportRound.objects.filter(pk=world.round.pk).update(state=state)
    pages = [
        address("report_detail"),
        address("report_pdf"),
        address("municipality_card", slug="lahti"),
        address("municipality_card_pdf", slug="lahti"),
    ]
    doors = {who: sign_in(Client(), person) for who, person in world.cast.everyone().items()}
    found = {who: {status(door, url) for url in pages} for who, door in doors.items()}
    writers = {"county_official", "county_coordinator"}
    assert found == {who: {200} if who in writers else {404} for who in found}
    outsiders, insiders = (
        Client().get(reverse("report_list")),
        sign_in(Client(), world.cast.county_official).get(reverse("report_list")),
    )
    assert "2026" not in re.sub(r"(?s)<footer.*", "", outsiders.content.decode()).split("<main")[1]
    assert address("report_detail") in insiders.content.decode()


def test_only_those_who_may_compile_see_the_button(world):
    post = f'action="{address("report_compile")}"'
    seen = {
        who
        for who, person in world.cast.everyone().items()
        if post in sign_in(Client(), person).get(address("report_detail")).content.decode()
    }
    assert seen == {"county_official"}


def test_while_a_version_is_made_the_old_one_is_shown_and_the_work_is_told(world, client):
    ask_compilation(round=world.round, by=world.cast.county_official, now=NOW, languages=("fi",))
    page = words(client.get(address("report_detail")))
    assert "Uutta versiota laaditaan" in page
    assert "Mitä ei tehty ja miksi" in page


@pytest.mark.parametrize("name", ["report_list", "report_detail", "municipality_card"])
def test_the_pages_keep_the_query_budget(world, client, name):
    url = (
        reverse(name)
        if name == "report_list"
        else address(name, **({"slug": "lahti"} if name == "municipality_card" else {}))
    )
    client.get(url)
    with assert_queries():
        client.get(url)


def test_every_file_of_the_version_is_in_its_own_private_folder(world):
    names = list(world.version.documents.values_list("file", flat=True))
    assert all(name.startswith(f"documents/{world.version.pk}/") and default_storage.exists(name) for name in names)
    assert len(set(names)) == len(names)
