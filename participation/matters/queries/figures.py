"""How the promise is kept, what came of matters, and the year for the report."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisations.models import Organisation
from organisations.queries import PromiseFigure, Story
from participation.matters.enums import Helped, MatterKind, MatterState, Outcome
from participation.matters.models import Echo, Matter, Step, Support
from participation.matters.queries.words import tag_of
from participation.matters.rules import CLOSED, FEWEST_ANSWERS, REFUSALS, middle, nine_in_ten, working_days_between
from people.models import User
from people.queries import OwnData
from portal.languages import active_language
from portal.numerals import day, no_data, number, percent

PROMISE_WINDOW = timedelta(days=365)
STORIES = 3


@dataclass(frozen=True)
class Answered:
    """One matter as the figures see it. `days` are working days from receipt to the first answer; None while it waits.

    `helped` is what the sender said last of an answer, empty when nothing was said.
    """

    kind: str
    topic_id: int | None
    topic_name: str
    state: str
    outcome: str
    days: int | None
    in_promise: bool
    is_overdue: bool
    is_example: bool
    helped: str


@dataclass(frozen=True)
class HelpedShare:
    """What senders said when asked whether the answer helped: counts, and the share of yes in per cent, None under five of them."""

    told: int
    yes: int
    partly: int
    no: int

    @property
    def share(self) -> float | None:
        return 100 * self.yes / self.told if self.told >= FEWEST_ANSWERS else None


@dataclass(frozen=True)
class TopicYear:
    """One topic's year; median and 90th percentile are None under five answers."""

    topic_id: int | None
    name: str
    received: int
    answered: int
    in_promise: int
    median_days: float | None
    nine_in_ten_days: int | None
    helped: HelpedShare


@dataclass(frozen=True)
class ParticipationYear:
    """What an organisation heard in a year (matters received in it), how it answered, and what came of it.

    `received` = `answered` + `waiting` + `closed` (not shown, taken back, joined to another, or somebody else's).
    `outcomes` add up to `answered`.
    Days are working days; `median_days` and `nine_in_ten_days` are None when there are under five answers (“ei tietoa”).
    """

    year: int
    received: int
    answered: int
    waiting: int
    overdue: int
    closed: int
    in_promise: int
    median_days: float | None
    nine_in_ten_days: int | None
    outcomes: dict[Outcome, int]
    done: int
    by_kind: dict[MatterKind, int]
    by_topic: tuple[TopicYear, ...]
    is_example: bool
    helped: HelpedShare

    @property
    def share_in_promise(self) -> float | None:
        """Per cent of the answers; None under five answers."""
        return 100 * self.in_promise / self.answered if self.answered >= FEWEST_ANSWERS else None



def participation_year(organisation: Organisation, year: int, on: date | None = None) -> ParticipationYear:
    """The year's figures of an organisation, of all that was left for it or is answered by it. One query.

    `on` is the day on which waiting matters are late or not: the last of the year unless told.
    """
    rows = figures_of(Matter.objects.of(organisation).filter(received_at__year=year), on or date(year, 12, 31))
    answered = [row for row in rows if row.days is not None]
    days = [row.days for row in answered if row.days is not None]
    closed = sum(row.days is None and row.state in CLOSED for row in rows)
    return ParticipationYear(
        year=year,
        received=len(rows),
        answered=len(answered),
        waiting=len(rows) - len(answered) - closed,
        overdue=sum(row.is_overdue for row in rows),
        closed=closed,
        in_promise=sum(row.in_promise for row in answered),
        median_days=middle(days),
        nine_in_ten_days=nine_in_ten(days),
        outcomes={outcome: sum(row.outcome == outcome for row in answered) for outcome in Outcome},
        done=sum(row.state in (MatterState.DONE, MatterState.CHECKED) for row in rows),
        by_kind={MatterKind(kind): count for kind, count in Counter(row.kind for row in rows).items()},
        by_topic=topics_of(rows),
        is_example=any(row.is_example for row in rows),
        helped=helped_by(rows),
    )


def helped_by(rows: Iterable[Answered]) -> HelpedShare:
    counts = Counter(row.helped for row in rows if row.helped)
    return HelpedShare(counts.total(), counts[Helped.YES], counts[Helped.PARTLY], counts[Helped.NO])


def figures_of(matters: QuerySet[Matter], on: date) -> list[Answered]:
    """The matters as figures; only what the figures need is read."""
    language = active_language()
    names = {"fi": "topic__name_fi", "sv": "topic__name_sv", "en": "topic__name_en"}
    told = Echo.objects.filter(matter=OuterRef("pk")).order_by("-round")
    promised = Coalesce("first_due_on", "due_on")
    rows = matters.order_by("received_at").values_list(
        "kind", "topic_id", "topic__name_fi", names[language], "state", "outcome", "received_at", "answered_at", promised, "is_example",
        Subquery(told.values("helped")[:1]),
    )  # fmt: skip
    return [
        Answered(
            kind=kind,
            topic_id=topic_id,
            topic_name=name or finnish or _("topic not known"),
            state=state,
            outcome=outcome,
            days=working_days_between(timezone.localdate(received), timezone.localdate(answered)) if answered else None,
            in_promise=answered is not None and timezone.localdate(answered) <= due,
            is_overdue=answered is None and state not in CLOSED and due < on,
            is_example=is_example,
            helped=helped or "",
        )
        for kind, topic_id, finnish, name, state, outcome, received, answered, due, is_example, helped in rows
    ]


def topics_of(rows: Iterable[Answered]) -> tuple[TopicYear, ...]:
    """Each topic's year, most received first; ties by name."""
    groups: dict[int | None, list[Answered]] = {}
    for row in rows:
        groups.setdefault(row.topic_id, []).append(row)
    years = []
    for topic_id, group in groups.items():
        days = [row.days for row in group if row.days is not None]
        in_promise = sum(row.in_promise for row in group)
        name = group[0].topic_name
        years.append(
            TopicYear(topic_id, name, len(group), len(days), in_promise, middle(days), nine_in_ten(days), helped_by(group))
        )
    return tuple(sorted(years, key=lambda topic: (-topic.received, topic.name)))


def front_promises(organisation: Organisation, now: datetime) -> Sequence[PromiseFigure]:
    """How the last twelve months' promises were kept. Under five answers the figure is “ei tietoa”. One query."""
    year = Matter.objects.of(organisation).filter(answered_at__gt=now - PROMISE_WINDOW, answered_at__lte=now)
    rows = figures_of(year, timezone.localdate(now))
    days = [row.days for row in rows if row.days is not None]
    enough = len(days) >= FEWEST_ANSWERS
    kept = sum(row.in_promise for row in rows)
    example = any(row.is_example for row in rows)
    promised = ngettext("We answer in %(n)s working day", "We answer in %(n)s working days", organisation.answer_promise_days)
    few = ngettext("%(n)s answer in a year: too few for a figure.", "%(n)s answers in a year: too few for a figure.", len(days))
    return [
        PromiseFigure(
            figure=percent(round(100 * kept / len(days))) if enough else no_data(),
            label=promised % {"n": organisation.answer_promise_days},
            base=_("%(kept)s messages of %(all)s got their answer in time. The longest wait was %(longest)s working days.")
            % {"kept": number(kept), "all": number(len(days)), "longest": max(days)} if enough else few % {"n": len(days)},
            is_example=example,
            url=reverse("matter_figures", kwargs={"slug": organisation.slug}),
        ),
        PromiseFigure(
            figure=_("%(n)s d") % {"n": number(middle(days), 1 if middle(days) != int(middle(days) or 0) else 0)} if enough else no_data(),
            label=_("So soon the answer comes"),
            base=_("Half of the answers came sooner than this, in working days.") if enough else few % {"n": len(days)},
            is_example=example,
        ),
    ]  # fmt: skip


def with_last_words(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The matters with their public steps, newest first, in `last_words`."""
    steps = Step.objects.filter(is_public=True).exclude(public_text="").order_by("-at", "-id")
    return matters.select_related("topic", "area", "organisation").prefetch_related(Prefetch("steps", steps, to_attr="last_words"))


def stories(organisation: Organisation) -> QuerySet[Matter]:
    """What everyone may read of matters from which something came, or did not; the newest answer first."""
    return Matter.objects.of(organisation).shown().answered().exclude(outcome=Outcome.REPLY).order_by("-answered_at", "-id")


def front_stories(organisation: Organisation) -> Sequence[Story]:
    """Three newest, one of them a no with its reason whenever there is one. Two queries."""
    newest = list(with_last_words(stories(organisation))[: STORIES * 8])
    refusal = next((matter for matter in newest if matter.outcome in REFUSALS), None)
    others = [matter for matter in newest if matter is not refusal]
    chosen = [*others[: STORIES - 1], refusal] if refusal else others[:STORIES]
    return [story_of(matter) for matter in chosen]


def story_of(matter: Matter) -> Story:
    state, words = tag_of(matter)
    last_words: list[Step] = matter.last_words  # type: ignore[attr-defined]  # put there by with_last_words
    return Story(
        who=who_and_when(matter),
        quotation=first_sentences(matter.text, 130),
        outcome=matter.came_of_it or matter.title,
        text=first_sentences(last_words[0].public_text, 160) if last_words else "",
        status=state,
        status_label=words,
        url=reverse("matter_detail", kwargs={"code": matter.reference}),
        is_example=matter.is_example,
    )


def who_and_when(matter: Matter) -> str:
    """“Asukas, Liipola · helmikuu”: never a name."""
    where = matter.area.name if matter.area else matter.place
    who = f"{pgettext('somebody', 'Resident')}, {where}" if where else pgettext("somebody", "Resident")
    return f"{who} · {month_of(matter.received_at)}"


def month_of(moment: datetime) -> str:
    return str(MONTHS[timezone.localdate(moment).month])


def first_sentences(text: str, most: int) -> str:
    """As many whole sentences as fit; the first one cut at a word when it alone is longer."""
    chosen = ""
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        longer = f"{chosen} {sentence}".strip()
        if len(longer) > most:
            break
        chosen = longer
    return chosen or Truncator(text.strip()).words(max(1, most // 9))


def own_matters(user: User) -> OwnData:
    """The person's matters for the export of own data. One query."""
    rows = Matter.objects.filter(author=user).select_related("origin", "topic")
    return OwnData(
        title=_("What I have told"),
        columns=[
            pgettext("own data", "Received"), pgettext("own data", "Kind"),
            _("Place"), _("Topic"), _("Title"), _("Text"), _("Where it happened"), _("Pen name"), _("State"),
            _("Tracking code"), _("E-mail for the answer"), _("Phone for the answer"),
        ],
        rows=[
            [
                day(row.received_at), str(MatterKind(row.kind).label), row.origin.name, row.topic.name if row.topic else "", row.title,
                row.text, row.place, row.sender_name, str(row.state_now.label), row.code, row.reply_email, row.reply_phone,
            ]
            for row in rows
        ],
    )  # fmt: skip


def own_supports(user: User) -> OwnData:
    """The ideas that the person supports. One query."""
    rows = Support.objects.filter(user=user).select_related("matter").order_by("at")
    return OwnData(
        title=_("Ideas that I support"),
        columns=[_("Day"), _("Idea")],
        rows=[[day(row.at), row.matter.title] for row in rows],
    )
