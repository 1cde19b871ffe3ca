"""Somebody who has never seen the page votes: how many actions it takes, and what the page says to those who cannot see it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from participation.budgeting.actions.codes import make_codes
from participation.budgeting.models import Ballot
from tests.journeys.conftest import enter
from tests.participation.budgeting.town import Town, build_town
from tests.personas import Cast, Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RECEIPT = r"[0-9A-Z]{4}(-[0-9A-Z]{4}){5}"


@dataclass
class Voter:
    """Counts what the person does. Opening the link is where it begins."""

    page: Page
    actions: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        self.actions.append(what.inner_text().strip())
        what.click()


@pytest.fixture
def new_town(place: Place, cast: Cast, tmp_path: Any, settings: settings) -> Callable[..., Town]:
    settings.DATA = tmp_path
    return lambda **fields: build_town(place, cast, timezone.now(), **fields)


def ballot_page(town: Town, live_server: Any, language: str = "fi") -> str:
    return f"{live_server.url}/{language}/lahti/budjetointi/{town.round.slug}/aanesta/"


def vote(voter: Voter) -> None:
    """From the choice of the area on."""
    voter.press(voter.page.get_by_role("link", name="Etelä", exact=True))
    voter.press(voter.page.locator("label", has_text="Valot Renkomäen"))
    voter.press(voter.page.locator("button[name=send]"))
    expect(voter.page.locator("h1")).to_contain_text("Kiitos")
    assert Ballot.objects.count() == 1
    assert len(voter.actions) <= 4, voter.actions


def test_from_the_link_with_a_code_to_the_receipt_in_at_most_four_actions(
    page: Page, live_server, new_town: Callable[..., Town]
) -> None:
    town = new_town()
    _batch, [code] = make_codes(round=town.round, holder="Koulu", count=1, by=town.keeper, now=timezone.now())
    voter = Voter(page)
    page.goto(f"{ballot_page(town, live_server)}koodi/#{code}")
    voter.press(page.locator("main form button"))
    vote(voter)
    assert len(voter.actions) == 4


def test_from_the_link_with_an_account_to_the_receipt_in_at_most_four_actions(
    page: Page, live_server, new_town: Callable[..., Town]
) -> None:
    town = new_town()
    enter(page.context, live_server.url, town.voter())
    voter = Voter(page)
    page.goto(ballot_page(town, live_server))
    vote(voter)
    assert len(voter.actions) == 3


# What a screen reader is told


def spoken(page: Page) -> list[tuple[str, str, dict[str, Any]]]:
    """(role, name, properties) of everything in the browser's accessibility tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node.get("ignored")]
    return [
        (node["role"]["value"], said(node, "name"), {"description": said(node, "description"), **properties_of(node)}) for node in shown
    ]


def said(node: dict[str, Any], what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def properties_of(node: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one["value"].get("value") for one in node["properties"]}


NAMELESS = {"checkbox", "textbox", "searchbox", "combobox", "button", "link", "img", "radio", "menulistpopup"}


@pytest.mark.parametrize("language", ["fi", *(pytest.param(one, marks=pytest.mark.nightly) for one in ("sv", "en"))])
@pytest.mark.parametrize(
    ("ballot", "role"),
    [
        ({}, "checkbox"), ({"ballot_type": "points", "max_points": 10}, "textbox"),
        ({"ballot_type": "ranking", "max_choices": 3}, "combobox"),
    ],
    ids=["knapsack", "points", "ranking"],
)
def test_every_choice_says_what_it_chooses_and_what_it_costs(
    page: Page, live_server, new_town: Callable[..., Town], ballot: dict[str, Any], role: str, language: str
) -> None:
    town = new_town(**ballot)
    page.goto(f"{ballot_page(town, live_server, language)}?alue=etela")
    tree = spoken(page)
    choices = [(name, props["description"]) for kind, name, props in tree if kind == role]
    titles = {proposal.title_fi: proposal.cost for proposal in town.proposals.values() if proposal.area.slug in {"etela", "koko-lahti"}}
    assert len(choices) == len(titles) == 6
    for title, cost in titles.items():
        [(_name, description)] = [choice for choice in choices if choice[0].endswith(title)]
        assert f"{cost:,}".replace(",", "") in "".join(c for c in description if c.isdigit()), "the cost is told with the choice"
    assert not [(kind, props) for kind, name, props in tree if kind in NAMELESS and not name.strip() and kind != "menulistpopup"]
    assert next(name for kind, name, _props in tree if kind == "heading")
    more = [name for kind, name, _props in tree if kind == "link" and any(name.find(title) >= 0 for title in titles)]
    assert len(more) == 6, "“Read more” says of what"
    landmarks = {kind for kind, _name, _props in tree}
    assert {"main", "banner", "contentinfo"} <= landmarks
    if role == "checkbox":
        page.locator("input[data-amount]").first.check()
        assert [props.get("checked") for kind, _name, props in spoken(page) if kind == "checkbox"].count("true") == 1
