"""What a feed tells: the newest public steps of what is shown, for a matter or for a topic, an area or a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.matters.enums import MatterKind, StepKind, Told, Visibility
from participation.matters.models import Step
from participation.matters.queries.figures import first_sentences
from participation.matters.queries.following import Thing
from participation.matters.queries.words import step_texts, step_title
from participation.matters.rules import SHOWN
from participation.matters.rules.notices import NOTICES
from portal.languages import active_language
from portal.text import tidy

MOST = 50


@dataclass(frozen=True)
class FeedEntry:
    """A step. `id` never changes; `text` is plain."""

    id: str
    title: str
    url: str
    at: datetime
    text: str


@dataclass(frozen=True)
class FeedPage:
    """`changed` is when something last happened here, also when it hid an entry; None when nothing has. Addresses are absolute."""

    title: str
    author: str
    page_url: str
    feed_url: str
    language: str
    entries: Sequence[FeedEntry]
    changed: datetime | None


def feed_page(thing: Thing) -> FeedPage:
    """Two queries."""
    of_thing = Step.objects.filter(within(thing), matter__visibility=Visibility.PUBLIC)
    steps = of_thing.filter(told_of(thing), is_public=True, matter__state__in=SHOWN)
    rows = steps.select_related("matter__organisation", "organisation", "receiver", "post__unit", "body").order_by("-at", "-pk")[:MOST]
    return FeedPage(
        title=tidy(pgettext("feed", "%(name)s – Kuuluu") % {"name": thing.name}),
        author="Kuuluu",
        page_url=settings.ADDRESS + thing.page_url,
        feed_url=settings.ADDRESS + thing.feed_url,
        language=active_language(),
        entries=[entry_of(step) for step in rows],
        changed=of_thing.order_by("-at").values_list("at", flat=True).first(),
    )


def within(thing: Thing) -> Q:
    match thing.field:
        case "matter":
            return Q(matter=thing.pk)
        case "topic":
            return Q(matter__topic=thing.pk) | Q(matter__topic__parent=thing.pk)
        case "area":
            return Q(matter__area=thing.pk)
    return Q(matter__origin=thing.pk) | Q(matter__organisation=thing.pk)


def told_of(thing: Thing) -> Q:
    """The steps of which followers of such a thing are told (rules.notices); of a matter all that are public."""
    if thing.field == "matter":
        return Q()
    news = Q()
    for kind in MatterKind:
        news |= Q(matter__kind=kind, kind__in=[step for step in StepKind if Told.AROUND in NOTICES[step, kind]])
    return news


def entry_of(step: Step) -> FeedEntry:
    matter = step.matter
    path = reverse("matter_detail", kwargs={"code": matter.reference})
    return FeedEntry(
        id=f"tag:{urlsplit(settings.ADDRESS).hostname},2026:{path}{step.pk}",
        title=tidy(f"{step_title(step)}: {matter.title}"),
        url=settings.ADDRESS + path,
        at=step.at,
        text=tidy(text_of(step)),
    )


def text_of(step: Step) -> str:
    """An idea's own words when it is shown, an answer in full, otherwise what happened."""
    match step.kind:
        case StepKind.PUBLISHED:
            return first_sentences(step.matter.text, 400)
        case StepKind.ANSWERED:
            return step.public_text
    return " ".join(step_texts(step, step.matter)) or _("Read the whole path on the page.")
