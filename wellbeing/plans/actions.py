"""Laying down spearheads, documents and cards, and reviewing a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from interfaces.contacts.models import Post
from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken
from wellbeing.indicators.models import Indicator
from wellbeing.plans.enums import PlanEvent, PlanKind, Status
from wellbeing.plans.models import CardReview, CardTask, Follow, IndicatorCard, Plan, Spearhead
from wellbeing.plans.permissions import check_can_review
from wellbeing.plans.rules import EVENT, next_review


@dataclass(frozen=True)
class Names:
    fi: str
    sv: str = ""
    en: str = ""


@transaction.atomic
def add_spearhead(
    *,
    organisation: Organisation,
    slug: str,
    names: Names,
    years: tuple[int, int],
    source: str,
    position: int,
    indicators: Sequence[Indicator] = (),
    pairing_is_example: bool = False,
) -> Spearhead:
    """A spearhead with the indicators that tell of it; one that is there already is brought up to date."""
    fields = {
        "name_fi": names.fi,
        "name_sv": names.sv,
        "name_en": names.en,
        "first_year": years[0],
        "last_year": years[1],
        "source": source,
        "position": position,
    }
    spearhead, _created = Spearhead.objects.update_or_create(organisation=organisation, slug=slug, defaults=fields)
    for indicator in indicators:
        Follow.objects.update_or_create(
            spearhead=spearhead, indicator=indicator, defaults={"is_example": pairing_is_example}
        )
    return spearhead


def add_plan(
    *,
    organisation: Organisation,
    names: Names,
    kind: PlanKind,
    years: tuple[int | None, int | None],
    url: str,
    source: str,
    position: int = 0,
) -> Plan:
    """A guiding document; the same name in the same organisation is the same document."""
    fields = {
        "name_sv": names.sv,
        "name_en": names.en,
        "kind": kind,
        "first_year": years[0],
        "last_year": years[1],
        "url": url,
        "source": source,
        "position": position,
    }
    return Plan.objects.update_or_create(organisation=organisation, name_fi=names.fi, defaults=fields)[0]


@dataclass(frozen=True)
class Task:
    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    status: Status = Status.UNKNOWN
    is_example: bool = False


@dataclass(frozen=True)
class CardTexts:
    """The lasting fields of a card; lists have one item a line."""

    partners: str = ""
    aim: str = ""
    other_meters: str = ""
    dependencies: str = ""
    risks: str = ""
    content: str = ""
    owners_note: str = ""
    source: str = ""
    language: str = "fi"


@transaction.atomic
def lay_card(
    *,
    indicator: Indicator,
    organisation: Organisation,
    texts: CardTexts,
    owners: Sequence[Post],
    tasks: Sequence[Task],
    by: User | None,
    now: datetime,
) -> IndicatorCard:
    """A new card with its tasks; a card that is there already is returned as it is."""
    card, created = IndicatorCard.objects.get_or_create(
        indicator=indicator, organisation=organisation, defaults=vars(texts)
    )
    if created:
        card.owners.set(owners)
        CardTask.objects.bulk_create(
            CardTask(card=card, position=position, **vars(task)) for position, task in enumerate(tasks, start=1)
        )
        record_event(
            event=PlanEvent.CARD_ADDED, by=by, subject=card, organisation=organisation, now=now, number=indicator.number
        )
    return card


@dataclass(frozen=True)
class Review:
    """What the reviewer wrote. `seen`: number of the newest review when the form was opened, 0 for none."""

    status: Status
    reasons: str
    done: str
    coming: str
    seen: int
    language: str = "fi"
    reviewed_on: date | None = None
    next_on: date | None = None
    status_is_example: bool = False
    next_is_example: bool = False


@transaction.atomic
def review_card(*, card: IndicatorCard, review: Review, by: User, now: datetime) -> CardReview:
    """Append a review; the earlier ones stay as history.

    Raises ChangedMeanwhile when somebody else reviewed the card after the form was opened, RuleBroken (`reasons`) without reasons.
    """
    check_can_review(by, card)
    return append_review(card=card, review=review, by=by, now=now)


def append_review(*, card: IndicatorCard, review: Review, by: User | None, now: datetime) -> CardReview:
    """Inside the caller's transaction, after the permission is checked (or from a source document, then `by` is None)."""
    IndicatorCard.objects.select_for_update().get(pk=card.pk)
    newest = card.reviews.aggregate(newest=Max("number"))["newest"] or 0
    if newest != review.seen:
        raise ChangedMeanwhile(
            _(
                "Somebody else has reviewed the card after you opened it. Yours is not saved yet. Read theirs, then save yours after it."
            )
        )
    if not review.reasons.strip():
        raise RuleBroken(_("Write the reasons for the status."), code="reasons")
    reviewed_on = review.reviewed_on or timezone.localtime(now).date()
    stored = CardReview.objects.create(
        card=card,
        number=newest + 1,
        reviewed_on=reviewed_on,
        next_on=review.next_on or next_review(reviewed_on),
        status=review.status,
        reasons=review.reasons.strip(),
        done=review.done.strip(),
        coming=review.coming.strip(),
        language=review.language,
        recorded_at=now,
        status_is_example=review.status_is_example,
        next_is_example=review.next_is_example,
    )
    event = EVENT[review.status]
    record_event(
        event=event, by=by, subject=card, organisation=card.organisation, now=now, number=card.indicator.number
    )
    return stored
