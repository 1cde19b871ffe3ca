"""Overview, documents and the review of a card, through HTTP; the datasets that reports read."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from interfaces.contacts.models import Post
from people.models import AuditEvent
from portal.exceptions import ChangedMeanwhile, RuleBroken
from tests.personas import NOW, sign_in
from tests.queries import assert_queries
from tests.wellbeing.conftest import load, make_indicator
from wellbeing.plans.actions import CardTexts, Names, Review, add_plan, add_spearhead, lay_card, review_card
from wellbeing.plans.enums import PlanKind, Status
from wellbeing.plans.models import CardReview, IndicatorCard, Plan, Spearhead
from wellbeing.plans.queries import card_fields, card_of, cards_of, plan_page, plans_of, review_duties

CARD_TEXTS = CardTexts()
REVIEW = "/fi/hyvinvointi/indikaattorit/286/katsaus/"
PAGE = "/fi/hyvinvointi/indikaattorit/286/"


def text_of(response) -> str:
    return response.content.decode()


def typed(**changes):
    return {
        "status": "on_track",
        "reasons": "Toimet etenevät.",
        "done": "Kysely tehty",
        "coming": "Tulokset kouluihin",
        "seen": "1",
        **changes,
    }


def written(**changes) -> Review:
    return Review(**{"status": Status.ON_TRACK, "reasons": "Etenee.", "done": "", "coming": "", "seen": 1, **changes})


# Reading


def test_the_overview_shows_spearheads_their_indicators_and_status(card, spearhead, visitor):
    page = text_of(visitor.get("/fi/hyvinvointi/"))
    assert "Mielen hyvinvointi" in page
    assert "2020–2025" in page
    assert "Haasteita" in page
    assert "Tämä valinta on esimerkki." in page
    assert "25,7\u00a0%" in page


def test_the_overview_lists_what_has_no_result_apart(card, visitor):
    make_indicator(289, name_fi="Tosi humalassa")
    page = text_of(visitor.get("/fi/hyvinvointi/"))
    assert page.index("1 mittarilla ei ole täällä vielä tulosta") < page.index("Tosi humalassa")


def test_the_overview_keeps_its_budget_with_forty_indicators(card, spearhead, people, place, cast, client):
    for number in range(300, 340):
        indicator = make_indicator(number)
        load(indicator, place.county, {2021: "20.0", 2023: "21.0"})
        add_spearhead(
            organisation=place.county,
            slug=f"karki-{number}",
            names=Names(f"Kärki {number}"),
            years=(2020, 2025),
            source="x",
            position=number,
            indicators=[indicator],
        )
    sign_in(client, cast.county_official)
    client.get("/fi/hyvinvointi/")
    with assert_queries():
        assert client.get("/fi/hyvinvointi/").status_code == 200


def test_documents_are_told_by_whether_they_hold(place, visitor):
    for name, years in (("Vanha", (2021, 2025)), ("Nykyinen", (None, 2030)), ("Päiväämätön", (None, None))):
        add_plan(
            organisation=place.county,
            names=Names(name),
            kind=PlanKind.PLAN,
            years=years,
            url="https://esimerkki.example/",
            source="Esitys",
        )
    add_plan(
        organisation=place.lahti,
        names=Names("Lahden suunnitelma"),
        kind=PlanKind.PLAN,
        years=(2022, 2025),
        url="",
        source="Esitys",
    )
    page = plan_page(place.county, date(2026, 11, 23))
    assert [[row.plan.name for row in rows] for rows in (page.current, page.past, page.undated)] == [
        ["Nykyinen"],
        ["Vanha"],
        ["Päiväämätön"],
    ]
    assert [rows[0].years for rows in (page.current, page.past, page.undated)] == [
        "vuoteen 2030",
        "2021–2025",
        "ei tietoa",
    ]
    shown = text_of(visitor.get("/fi/hyvinvointi/suunnitelmat/"))
    assert shown.index("Voimassa") < shown.index("Nykyinen") < shown.index("Kausi päättynyt") < shown.index("Vanha")
    assert "Lahden suunnitelma" in shown


def test_the_same_document_is_kept_once(place):
    for url in ("https://a.example/", "https://b.example/"):
        add_plan(
            organisation=place.county, names=Names("Sama"), kind=PlanKind.PLAN, years=(2021, 2025), url=url, source="x"
        )
    assert [row.plan.url for row in plans_of(place.county, date(2026, 1, 1))] == ["https://b.example/"]
    assert Plan.objects.count() == 1


def test_the_list_of_documents_keeps_its_budget(place, visitor):
    for number in range(60):
        add_plan(
            organisation=place.lahti,
            names=Names(f"S {number}"),
            kind=PlanKind.PLAN,
            years=(2021, 2025),
            url="",
            source="x",
        )
    with assert_queries():
        visitor.get("/fi/hyvinvointi/suunnitelmat/")


def test_a_page_without_anything_loaded_is_a_page(place, visitor):
    assert visitor.get("/fi/hyvinvointi/").status_code == 200
    assert visitor.get("/fi/hyvinvointi/suunnitelmat/").status_code == 200


def test_without_a_county_there_is_nothing_to_show(db, visitor):
    assert visitor.get("/fi/hyvinvointi/").status_code == 404


def test_the_card_has_the_thirteen_fields_of_the_counties_model(card, place):
    """The indicator is the heading and the tasks the table; the other eleven are fields."""
    labels = [field.label for field in card_fields(card_of(286, place.county))]
    assert labels == [
        "Omistajat",
        "Yhteistyötahot",
        "Muutostavoite",
        "Kokonaisstatus",
        "Perustelut statukselle",
        "Riippuvuudet",
        "Saatu aikaan, edelliset 4 kk",
        "Saadaan aikaan, tulevat 4 kk",
        "Muut mittarit",
        "Tietosisältö",
        "Riskit ja huomiot",
    ]


def test_an_empty_field_of_the_card_reads_no_data(card, place):
    fields = {field.label: field for field in card_fields(card_of(286, place.county))}
    assert fields["Riippuvuudet"].text == "ei tietoa"
    assert fields["Riskit ja huomiot"].items == ["Tavoitetaanko oikeat kohderyhmät?", "Hoitoon pääsy pitkittyy"]
    assert fields["Omistajat"].text == "Toimia ei tiedetä."


def test_owners_are_posts(card, place):
    card.owners.add(Post.objects.create(organisation=place.county, title_fi="Johtaja, hyte- ja yhdyspintatyö"))
    fields = {field.label: field for field in card_fields(card_of(286, place.county))}
    assert fields["Omistajat"].items == ["Johtaja, hyte- ja yhdyspintatyö"]


def test_the_status_stands_with_its_sentence_and_its_mark(card, visitor):
    page = text_of(visitor.get(PAGE))
    assert "Toteutus käynnistymässä, haasteita toteutuksessa" in page
    assert "esimerkkitieto" in page
    assert "Vuodet 2023–2025" in page, "the head of the tasks' years"


def test_all_cards_are_read_with_a_steady_number_of_queries(card, place):
    for number in range(300, 310):
        lay_card_of(make_indicator(number), place)
    with assert_queries(4):
        cards = cards_of(place.county)
    assert [one.status for one in cards][:1] == [Status.CHALLENGES]
    assert cards[1].status == Status.UNKNOWN, "a card that nobody has reviewed"


def lay_card_of(indicator, place) -> IndicatorCard:
    from_nothing = {"texts": CARD_TEXTS, "owners": [], "tasks": [], "by": None, "now": NOW}
    return lay_card(indicator=indicator, organisation=place.county, **from_nothing)


# Reviewing


def test_a_review_is_added_and_the_earlier_one_stays(card, cast, client):
    answer = sign_in(client, cast.county_official).post(REVIEW, typed(), follow=True)
    assert "Katsaus on tallennettu." in text_of(answer)
    assert "Toimet etenevät." in text_of(answer)
    reviews = list(CardReview.objects.order_by("number").values_list("number", "status", "status_is_example"))
    assert reviews == [(1, "challenges", True), (2, "on_track", False)]
    event = AuditEvent.objects.get(event="card.on_track")
    assert (event.actor_id, event.facts) == (cast.county_official.pk, {"number": 286})


def test_the_form_starts_from_the_newest_review(card, cast, client):
    page = text_of(sign_in(client, cast.county_official).get(REVIEW))
    assert "Tuki ei tavoita." in page
    assert "Ilmiö on ymmärretty" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reasons": " "}, "Kirjoita perustelut statukselle."),
        ({"status": ""}, "Valitse status."),
        ({"status": "green"}, "green"),
        ({"reasons": "x" * 2001}, "2"),
    ],
)
def test_a_wrong_review_is_refused_beside_its_field_with_the_texts_kept(card, cast, client, changes, message):
    answer = sign_in(client, cast.county_official).post(REVIEW, typed(**changes))
    page = text_of(answer)
    assert answer.status_code == 200
    assert message in page
    assert "<title>Virhe:" in page
    assert "Tulokset kouluihin" in page
    assert CardReview.objects.count() == 1


def test_two_reviewers_at_once_both_keep_what_they_wrote(card, cast, client):
    review_card(card=card, review=written(), by=cast.county_coordinator, now=NOW)
    answer = sign_in(client, cast.county_official).post(REVIEW, typed())
    page = text_of(answer)
    assert "Joku muu kirjasi katsauksen" in page
    assert "Toimet etenevät." in page, "what was typed"
    assert "Etenee." in page, "what the other wrote"
    assert CardReview.objects.count() == 2
    assert 'name="seen" value="2"' in page
    client.post(REVIEW, typed(seen="2"))
    assert CardReview.objects.get(number=3).reasons == "Toimet etenevät."


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("resident", 403),
        ("official", 404),
        ("coordinator", 404),
        ("other_coordinator", 404),
        ("county_official", 200),
        ("county_coordinator", 200),
    ],
)
def test_a_card_is_reviewed_by_its_own_house_only(card, cast, client, who, status):
    page = sign_in(client, getattr(cast, who))
    assert page.get(REVIEW).status_code == status
    if status != 200:
        assert page.post(REVIEW, typed()).status_code == status
        assert CardReview.objects.count() == 1


def test_there_is_nothing_to_review_without_a_card(health, cast, client):
    assert sign_in(client, cast.county_official).get(REVIEW).status_code == 404


def test_the_action_refuses_an_old_view_and_empty_reasons(card, cast):
    with pytest.raises(ChangedMeanwhile):
        review_card(card=card, review=written(seen=0), by=cast.county_official, now=NOW)
    with pytest.raises(RuleBroken, match="perustelut"):
        review_card(card=card, review=written(reasons="  "), by=cast.county_official, now=NOW)


def test_the_next_review_is_due_in_four_months(card, cast):
    review = review_card(card=card, review=written(), by=cast.county_official, now=NOW)
    assert (review.reviewed_on, review.next_on) == (date(2026, 11, 23), date(2027, 3, 23))


def test_the_database_keeps_one_review_a_number(card):
    with pytest.raises(IntegrityError), transaction.atomic():
        CardReview.objects.create(
            card=card,
            number=1,
            reviewed_on=date(2026, 1, 1),
            next_on=date(2026, 5, 1),
            status="unknown",
            reasons="x",
            recorded_at=NOW,
        )


def test_the_desk_reminds_those_who_may_review(card, cast):
    now = timezone.now()
    (duty,) = review_duties(cast.county_official, now)
    assert duty.url == REVIEW
    assert duty.due_on == date(2024, 9, 14)
    assert review_duties(cast.official, now) == []
    assert review_duties(cast.anonymous, now) == []


def test_a_spearhead_is_brought_up_to_date_and_not_doubled(spearhead, health, place):
    add_spearhead(
        organisation=place.county,
        slug="mielen-hyvinvointi",
        names=Names("Mielen hyvinvointi"),
        years=(2026, 2029),
        source="x",
        position=1,
        indicators=[health],
    )
    assert Spearhead.objects.get().last_year == 2029
    assert [follow.is_example for follow in spearhead.follows.all()] == [False]
