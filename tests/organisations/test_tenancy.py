"""Several municipalities in one installation: each sees and shows its own."""

import pytest
from django.test import Client

from organisations.actions import change_look, record_population
from organisations.queries import home_county, municipalities_of, place_or_home, public_organisation, region_of
from portal.exceptions import NotVisible
from tests.personas import NOW, Place


def test_each_municipality_has_its_own_look_and_name(place: Place, client: Client) -> None:
    change_look(organisation=place.heinola, brand="#1e4f8a", logo=None, remove_logo=False, now=NOW)
    heinola, lahti = (client.get(f"/fi/{slug}/").content.decode() for slug in ("heinola", "lahti"))
    assert "/teema/heinola.css" in heinola
    assert "/teema/heinola.css" not in lahti
    assert "Mitä kuuluu, Heinola?" in heinola


def test_links_of_a_places_page_stay_with_the_place(place: Place, client: Client) -> None:
    text = client.get("/fi/heinola/").content.decode()
    assert "/fi/heinola/osallistu/" in text
    assert "/fi/lahti/" not in text


def test_a_places_data_are_its_own(place: Place, client: Client) -> None:
    record_population(organisation=place.lahti, figures=[(2022, 120_175)], source="x")
    record_population(organisation=place.heinola, figures=[(2022, 18_131)], source="x")
    text = b"".join(client.get("/fi/heinola/avoin-data/vakiluku.csv")).decode()
    assert "18131" in text
    assert "120175" not in text


def test_places_are_found_by_their_slug_or_not_at_all(place: Place) -> None:
    assert public_organisation("lahti") == place.lahti
    assert place_or_home("") == home_county() == place.county
    assert region_of(place.lahti) == place.county == region_of(place.county)
    assert municipalities_of(place.county) == [place.asikkala, place.heinola, place.lahti]
    with pytest.raises(NotVisible):
        public_organisation("tukholma")
