"""Reads about plans: spearheads with their indicators, guiding documents by year, cards with their newest review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interfaces.contacts.models import Post
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.enums import Permission
from people.models import Person
from people.permissions import organisations_where
from people.queries import Duty
from portal.charts.timeline import TimelineSpec
from portal.exceptions import NotVisible
from portal.languages import active_language, language_of
from portal.numerals import day, no_data
from wellbeing.indicators.models import Indicator
from wellbeing.indicators.queries import (
    CardField,
    CardSheet,
    CardTaskRow,
    OverviewRow,
    ThemeRows,
    overview_themes,
)
from wellbeing.plans.enums import PlanKind, Status
from wellbeing.plans.models import CardReview, CardTask, IndicatorCard, Plan, Spearhead
from wellbeing.plans.permissions import can_review
from wellbeing.plans.rules import STATUS_SENTENCES, as_ruler, in_force, is_late


@dataclass(frozen=True)
class Card:
    """A card with its newest review and its tasks. `review` None: nobody has reviewed it yet."""

    card: IndicatorCard
    review: CardReview | None
    tasks: tuple[CardTask, ...]
    owners: tuple[Post, ...]

    @property
    def status(self) -> Status:
        return Status(self.review.status) if self.review else Status.UNKNOWN

    @property
    def status_sentence(self) -> str:
        return str(STATUS_SENTENCES[self.status])


def with_reviews(cards: Sequence[IndicatorCard]) -> list[Card]:
    return [
        Card(
            card,
            max(card.reviews.all(), key=lambda review: review.number, default=None),
            tuple(sorted(card.tasks.all(), key=lambda task: task.position)),
            tuple(card.owners.all()),
        )
        for card in cards
    ]


def cards_of(organisation: Organisation) -> list[Card]:
    """The organisation's cards in the indicators' order, each with its newest review. Four queries."""
    cards = IndicatorCard.objects.filter(organisation=organisation).select_related("indicator", "organisation")
    return with_reviews(
        list(cards.prefetch_related("reviews", "tasks", "owners").order_by("indicator__position", "indicator__number"))
    )


def card_of(number: int, organisation: Organisation) -> Card:
    """Raises NotVisible."""
    found = IndicatorCard.objects.filter(indicator__number=number, organisation=organisation).select_related(
        "indicator", "organisation"
    )
    for card in with_reviews(list(found.prefetch_related("reviews", "tasks", "owners"))):
        return card
    raise NotVisible(number)


@dataclass(frozen=True)
class PlanRow:
    plan: Plan
    kind: str
    years: str
    in_force: bool | None
    language: str


def years_text(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return no_data()
    if first is None:
        return _("until %(year)s") % {"year": last}
    if last is None:
        return pgettext("document", "since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def plans_of(organisation: Organisation, on: date) -> list[PlanRow]:
    """The guiding documents of an organisation in their own order; `in_force` on the day's year, None where the years are not known."""
    return [plan_row(plan, on.year) for plan in Plan.objects.filter(organisation=organisation)]


def plan_row(plan: Plan, year: int) -> PlanRow:
    return PlanRow(
        plan=plan,
        kind=str(PlanKind(plan.kind).label),
        years=years_text(plan.first_year, plan.last_year),
        in_force=None
        if plan.first_year is None and plan.last_year is None
        else in_force(plan.first_year, plan.last_year, year),
        language=language_of(plan, "name"),
    )


@dataclass(frozen=True)
class PlanPage:
    """The region's documents, in force and past, and the municipalities' own pages and plans."""

    county: Organisation
    current: Sequence[PlanRow]
    past: Sequence[PlanRow]
    undated: Sequence[PlanRow]
    pages: Sequence[PlanRow]
    municipal: Sequence[tuple[Organisation, Sequence[PlanRow]]]


def plan_page(county: Organisation, on: date) -> PlanPage:
    own = plans_of(county, on)
    documents = [row for row in own if row.plan.kind != PlanKind.PAGE]
    by_place: dict[Organisation, list[PlanRow]] = {}
    rows = Plan.objects.filter(
        organisation__parent=county, organisation__kind=OrganisationKind.MUNICIPALITY
    ).select_related("organisation")
    for plan in rows.order_by("organisation__name_fi", "position"):
        by_place.setdefault(plan.organisation, []).append(plan_row(plan, on.year))
    return PlanPage(
        county=county,
        current=[row for row in documents if row.in_force],
        past=[row for row in documents if row.in_force is False],
        undated=[row for row in documents if row.in_force is None],
        pages=[row for row in own if row.plan.kind == PlanKind.PAGE],
        municipal=list(by_place.items()),
    )


# Spearheads


@dataclass(frozen=True)
class SpearheadRow:
    """A spearhead with the indicators that tell of it. `pairing_is_example`: the source names no indicators for it."""

    spearhead: Spearhead
    indicators: Sequence[OverviewRow]
    statuses: Sequence[tuple[str, str, bool]]
    pairing_is_example: bool


@dataclass(frozen=True)
class OverviewPage:
    county: Organisation
    spearheads: Sequence[SpearheadRow]
    years: str
    in_force: bool
    source: str
    themes: Sequence[ThemeRows]
    without_results: int


def spearheads_of(organisation: Organisation) -> list[Spearhead]:
    return list(Spearhead.objects.filter(organisation=organisation).prefetch_related("follows"))


def overview_page(county: Organisation, on: date) -> OverviewPage:
    """The state of wellbeing at a glance: spearheads, cards by status, and every indicator by theme."""
    themes = overview_themes(county, on)
    rows = {row.indicator.pk: row for theme in themes for row in theme.rows}
    statuses = newest_reviews(county)
    spearheads = spearheads_of(county)
    first = spearheads[0] if spearheads else None
    return OverviewPage(
        county=county,
        spearheads=[spearhead_row(spearhead, rows, statuses) for spearhead in spearheads],
        years=years_text(first.first_year, first.last_year) if first else "",
        in_force=bool(first and in_force(first.first_year, first.last_year, on.year)),
        source=first.source if first else "",
        themes=themes,
        without_results=sum(1 for row in rows.values() if not row.year),
    )


def newest_reviews(organisation: Organisation) -> dict[int, CardReview]:
    """The review that holds, by indicator id; a card that nobody has reviewed is not there. One query."""
    reviews = CardReview.objects.filter(card__organisation=organisation).select_related("card").order_by("number")
    return {review.card.indicator_id: review for review in reviews}


def spearhead_row(spearhead: Spearhead, rows: dict[int, OverviewRow], reviews: dict[int, CardReview]) -> SpearheadRow:
    follows = [follow for follow in spearhead.follows.all() if follow.indicator_id in rows]
    follows.sort(key=lambda follow: (not rows[follow.indicator_id].year, rows[follow.indicator_id].indicator.position))
    found = [
        (rows[f.indicator_id].indicator.name, reviews[f.indicator_id]) for f in follows if f.indicator_id in reviews
    ]
    return SpearheadRow(
        spearhead=spearhead,
        indicators=[rows[follow.indicator_id] for follow in follows],
        statuses=[(name, review.status, review.status_is_example) for name, review in found],
        pairing_is_example=any(follow.is_example for follow in follows),
    )


# The card on its indicator's page


def card_sheet(indicator: Indicator, organisation: Organisation, person: Person) -> CardSheet | None:
    """The card of the indicator in the organisation, all thirteen fields of the county's model; None where there is no card."""
    found = IndicatorCard.objects.filter(indicator=indicator, organisation=organisation).select_related(
        "indicator", "organisation"
    )
    for card in with_reviews(list(found.prefetch_related("reviews", "tasks", "owners"))):
        return sheet_of(card, may_review=can_review(person, card.card))
    return None


def sheet_of(card: Card, *, may_review: bool) -> CardSheet:
    texts, review = card.card, card.review
    language = "" if texts.language == active_language() else texts.language
    years = [day.year for task in card.tasks for day in (task.starts_on, task.ends_on) if day]
    first, last = (min(years), max(years)) if years else (0, 0)
    number = texts.indicator.number
    return CardSheet(
        title=_("Indicator card %(number)s") % {"number": number},
        when=review_when(review),
        fields=card_fields(card),
        tasks=[task_row(task, first, last) for task in card.tasks],
        years=TimelineSpec("", first, last, head=True) if years else None,
        language=language,
        review_url=reverse("card_review", kwargs={"number": number}) if may_review else "",
        review_is_example=bool(review and review.next_is_example),
        tasks_are_examples=any(task.is_example for task in card.tasks),
    )


def review_when(review: CardReview | None) -> str:
    if review is None:
        return _("Reviewed every four months · not reviewed yet")
    words = {"last": day(review.reviewed_on), "next": day(review.next_on)}
    if is_late(review.next_on, timezone.localdate()):
        return _("Reviewed every four months · last on %(last)s, the next was due on %(next)s") % words
    return _("Reviewed every four months · last on %(last)s, next on %(next)s") % words


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def text_field(label: str, text: str, language: str) -> CardField:
    """A field with one line as a text, with more as a list; empty is “no data”."""
    items = lines(text)
    if not items:
        return CardField(label, no_data())
    return (
        CardField(label, items[0], language=language)
        if len(items) == 1
        else CardField(label, items=items, language=language)
    )


def card_fields(card: Card) -> list[CardField]:
    """In the order of the county's card; the indicator itself is the heading and the tasks stand under the fields."""
    texts, review = card.card, card.review
    language = "" if texts.language == active_language() else texts.language
    review_language = "" if review is None or review.language == active_language() else review.language
    owners = [post.title for post in card.owners]
    status = CardField(
        pgettext("card", "Overall status"),
        state=card.status.value,
        state_sentence=card.status_sentence,
        is_example=bool(review and review.status_is_example),
    )
    return [
        CardField(
            pgettext("card", "Owners"),
            items=owners,
            text=texts.owners_note or ("" if owners else no_data()),
            language=language,
        ),
        text_field(pgettext("card", "Partners"), texts.partners, language),
        text_field(pgettext("card", "Aimed change"), texts.aim, language),
        status,
        text_field(pgettext("card", "Reasons for the status"), review.reasons if review else "", review_language),
        text_field(pgettext("card", "Dependencies"), texts.dependencies, language),
        text_field(pgettext("card", "Done in the last 4 months"), review.done if review else "", review_language),
        text_field(
            pgettext("card", "To be done in the next 4 months"), review.coming if review else "", review_language
        ),
        text_field(pgettext("card", "Other meters"), texts.other_meters, language),
        text_field(pgettext("card", "Content of the indicator"), texts.content, language),
        text_field(pgettext("card", "Risks and remarks"), texts.risks, language),
    ]


def task_row(task: CardTask, first: int, last: int) -> CardTaskRow:
    start, end = as_ruler(task.starts_on, task.ends_on)
    return CardTaskRow(task.text, TimelineSpec("", first, last, start, end), task.status)


def review_duties(person: Person, now: object) -> Sequence[Duty]:
    """Cards whose review is near or late, for those who may review them. One query."""
    organisations = organisations_where(person, Permission.INDICATOR_EDIT)
    if not organisations:
        return []
    today = timezone.localdate()
    newest = CardReview.objects.filter(card=OuterRef("pk")).order_by("-number")
    cards = (
        IndicatorCard.objects.filter(organisation__in=organisations)
        .select_related("indicator")
        .annotate(
            next_on=Subquery(newest.values("next_on")[:1]),
            next_is_example=Subquery(newest.values("next_is_example")[:1]),
        )
    )
    return [
        Duty(
            group=_("Indicator cards"),
            title=_("Review the card of indicator %(number)s") % {"number": card.indicator.number},
            text=card.indicator.name,
            url=reverse("card_review", kwargs={"number": card.indicator.number}),
            due_on=card.next_on or today,
            is_example=bool(card.next_is_example),
        )
        for card in cards
        if card.next_on is None or (card.next_on - today).days <= 30
    ]
