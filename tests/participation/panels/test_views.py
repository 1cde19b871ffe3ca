"""Councils and panels of a place: what they may influence, from which source, and what nobody has told."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from participation.panels.actions import add_panel
from participation.panels.enums import PanelKind
from participation.panels.models import Panel
from participation.panels.queries import panels_of
from tests.personas import Place
from tests.queries import assert_queries


def add(place: Place, name: str = "Nuorisovaltuusto", kind: PanelKind = PanelKind.YOUTH, **more: object) -> Panel:
    texts = {"names": (name, f"{name} sv", f"{name} en"), "source": "Kuntalaki 410/2015", **more}
    return add_panel(organisation=place.lahti, kind=kind, **texts)


def test_a_panel_tells_what_it_can_influence_and_from_which_source(place: Place, client: Client) -> None:
    add(place, influence=("Kaikki toimialat.", "Alla sektorer.", "Every field."))
    text = client.get("/fi/lahti/raadit/").content.decode()
    assert "Kaikki toimialat." in text
    assert "Lähde: Kuntalaki 410/2015." in text
    assert "Alla sektorer." in client.get("/sv/lahti/raadit/").content.decode()


def test_what_the_source_does_not_tell_is_no_data(place: Place, client: Client) -> None:
    add(place)
    assert client.get("/fi/lahti/raadit/").content.decode().count("ei tietoa") == 2


def test_councils_of_the_law_stand_apart_from_the_places_own(place: Place, client: Client) -> None:
    add(place, "Kumppanuuspöydät", PanelKind.TABLE)
    add(place)
    page = panels_of(place.lahti)
    assert [panel.name_fi for panel in page.statutory] == ["Nuorisovaltuusto"]
    assert [panel.name_fi for panel in page.own] == ["Kumppanuuspöydät"]
    text = client.get("/fi/lahti/raadit/").content.decode()
    assert text.index("Lain vaatimat neuvostot") < text.index("Kumppanuuspöydät")


def test_a_place_without_panels_says_so_and_shows_another_way(place: Place, client: Client) -> None:
    add(place)
    text = client.get("/fi/heinola/raadit/").content.decode()
    assert "Raateja ei ole vielä lisätty: Heinola" in text
    assert "Nuorisovaltuusto</h3>" not in text
    assert "/fi/heinola/palaute/uusi/" in text


def test_examples_are_marked(place: Place, client: Client) -> None:
    add(place, is_example=True)
    assert 'class="example"' in client.get("/fi/lahti/raadit/").content.decode()


def test_adding_the_same_panel_twice_leaves_one(place: Place) -> None:
    assert add(place) == add(place)
    with pytest.raises(IntegrityError, match=r"panel_name_once|UNIQUE"), transaction.atomic():
        Panel.objects.create(organisation=place.lahti, kind=PanelKind.CLIENTS, name_fi="Nuorisovaltuusto", source="x")


def test_the_list_keeps_its_query_budget_whatever_the_number(place: Place, client: Client) -> None:
    for number in range(30):
        add(place, f"Raati {number}", PanelKind.CLIENTS)
    with assert_queries():
        assert client.get("/fi/lahti/raadit/").content.decode().count("Raati ") >= 30


def test_an_unknown_place_has_no_panels(place: Place, client: Client) -> None:
    assert client.get("/fi/eioo/raadit/").status_code == 404
    assert client.post("/fi/lahti/raadit/").status_code == 405
