"""The residents' directory by topic and by stage of life, and the doors on the front page."""

import pytest
from django.urls import reverse
from django.utils import translation

from interfaces.contacts.actions import add_life_stage_service
from interfaces.contacts.enums import LifeStage, ProviderKind
from interfaces.contacts.models import LifeStageTopic
from interfaces.contacts.queries.directory import help_doors
from organisations.models import Organisation
from organisations.queries import FRONT_HELP
from tests.interfaces.region import assign, days_ago, post
from tests.queries import assert_queries


@pytest.fixture
def lapinjarvi(place):
    region = Organisation.objects.create(kind="county", slug="ita-uusimaa", code="01", name_fi="Itä-Uusimaa")
    return Organisation.objects.create(
        kind="municipality",
        slug="lapinjarvi",
        code="407",
        name_fi="Lapinjärvi",
        name_sv="Lappträsk",
        parent=region,
        languages="fi+sv",
    )


def serve(town, names, stage=LifeStage.OLDER, provider=ProviderKind.COUNTY, position=1):
    return add_life_stage_service(
        organisation=town, stage=stage, provider=provider, names=names, position=position, source="Esitys 14.5.2024"
    )


def test_every_topic_tells_both_sides_and_says_what_is_not_known(place, visitor):
    Organisation.objects.filter(pk=place.lahti.pk).update(phone="03 814 11")
    municipal = post(place.lahti, phone="03 123 4567", phone_hours="ma–pe 9–11")
    assign(place.ageing, place.lahti, municipal, confirmed_on=days_ago(30))
    assign(place.ageing, place.county, post(place.county, "Johtaja"))
    page = visitor.get(reverse("contact_directory", args=["lahti"])).content.decode()
    for text in (
        "Ikääntyminen",
        "Liikunta",
        "Koordinaattori",
        "tel:031234567",
        "ma–pe 9–11",
        "Johtaja",
        "Ei tietoa.",
        "tel:0381411",
    ):
        assert text in page
    assert "Puhelin: ei tietoa. Kysy vaihteesta tätä toimea." in page


def test_the_countys_directory_leads_to_its_municipalities(place, visitor):
    assign(place.ageing, place.county, post(place.county, "Johtaja"))
    page = visitor.get(reverse("contact_directory", args=["paijat-hame"])).content.decode()
    assert "Johtaja" in page
    assert reverse("contact_directory", args=["heinola"]) in page


def test_a_place_without_anything_known_says_whom_to_ask(lapinjarvi, visitor):
    page = visitor.get(reverse("contact_directory", args=["lapinjarvi"])).content.decode()
    assert "Täältä ei ole vielä yhteystietoja" in page


def test_a_stage_of_life_groups_services_by_their_provider(lapinjarvi, visitor):
    serve(lapinjarvi, ("Apteekki", "Apoteket", "Pharmacy"), provider=ProviderKind.COMPANY, position=1)
    serve(lapinjarvi, ("Fysioterapeutti", "Fysioterapeut", "Physiotherapist"), position=2)
    serve(lapinjarvi, ("Neuvola", "", ""), stage=LifeStage.FAMILIES, position=3)
    page = visitor.get(reverse("life_stage", args=["lapinjarvi", "ikaihmiset"])).content.decode()
    assert "Kun tarvitset jaksamista arkeen" in page
    assert (
        page.index("Hyvinvointialue</h2>")
        < page.index("Fysioterapeutti")
        < page.index("Yritykset</h2>")
        < page.index("Apteekki")
    )
    body = page.split("Muut elämänvaiheet")[0]
    assert "Neuvola" not in body
    assert "Puhelinnumerot: lähteessä ei tietoa" in body
    assert "Esitys 14.5.2024" in body


def test_the_same_page_speaks_swedish_and_marks_what_stays_finnish(lapinjarvi, visitor):
    serve(lapinjarvi, ("Fysioterapeutti", "Fysioterapeut", ""), position=1)
    serve(lapinjarvi, ("Lapinjärven Martat", "", ""), provider=ProviderKind.ASSOCIATION, position=2)
    with translation.override("sv"):
        page = visitor.get(reverse("life_stage", args=["lapinjarvi", "ikaihmiset"])).content.decode()
    assert "När du behöver orka i vardagen" in page
    assert "Fysioterapeut<" in page
    assert '<span lang="fi">Lapinjärven Martat</span>' in page


@pytest.mark.parametrize("where", [("lapinjarvi", "taaperot"), ("olematon", "nuoret")])
def test_an_unknown_stage_or_place_is_not_there(lapinjarvi, visitor, where):
    assert visitor.get(reverse("life_stage", args=where)).status_code == 404


def test_a_stage_shows_the_topics_that_matter_in_it(place, visitor):
    LifeStageTopic.objects.create(interface=place.ageing, stage=LifeStage.OLDER)
    assign(place.ageing, place.lahti, post(place.lahti))
    page = visitor.get(reverse("life_stage", args=["lahti", "ikaihmiset"])).content.decode()
    assert "Koordinaattori" in page
    assert "Liikunta" not in page.split("<main", 1)[1]
    assert "Koordinaattori" not in visitor.get(reverse("life_stage", args=["lahti", "nuoret"])).content.decode()


def test_the_front_page_has_a_door_for_each_stage_in_which_somebody_helps(place, lapinjarvi):
    assert help_doors in list(FRONT_HELP)
    LifeStageTopic.objects.create(interface=place.ageing, stage=LifeStage.OLDER)
    for position, name in enumerate(["Neuvola", "Perhekahvila", "Koulu", "Neljäs"]):
        serve(lapinjarvi, (name, "", ""), stage=LifeStage.FAMILIES, position=position)
    with assert_queries(2):
        (door,) = help_doors(lapinjarvi)
    assert (door.title, door.text, door.rings) == ("Lapsiperheet", "Neuvola, Perhekahvila, Koulu", 2)
    assert door.url == reverse("life_stage", args=["lapinjarvi", "lapsiperheet"])
    assert [found.title for found in help_doors(place.lahti)] == ["Ikäihmiset"]


def test_directory_and_stage_stay_within_their_queries(place, visitor):
    LifeStageTopic.objects.create(interface=place.ageing, stage=LifeStage.OLDER)
    for town in (place.lahti, place.county):
        assign(place.ageing, town, post(town))
    for where in (reverse("contact_directory", args=["lahti"]), reverse("life_stage", args=["lahti", "ikaihmiset"])):
        visitor.get(where)
        with assert_queries():
            assert visitor.get(where).status_code == 200
