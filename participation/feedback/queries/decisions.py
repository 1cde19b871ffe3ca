"""The public count of a year's decisions on ideas and comments: how many came, were shown or not, and how reviews ended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisations.models import Organisation
from participation.feedback.enums import CommentStepKind
from participation.feedback.models import Comment, CommentStep
from participation.matters.enums import DeclineReason, StepKind, Visibility
from participation.matters.models import Step
from participation.matters.queries.year import FigureSection
from portal.numerals import number
from portal.tables import Column, Table

OLDEST_YEAR = 2020
NOTHING = "–"


@dataclass(frozen=True)
class Decisions:
    """What was decided in a year on ideas or on comments. Decisions after a review are counted as its end, not a second time.

    `at_once` is None where nothing is shown before somebody reads it.
    """

    came: int
    at_once: int | None
    shown: int
    hidden: dict[DeclineReason, int]
    reviews: int
    review_shown: int
    review_hidden: int

    @property
    def not_shown(self) -> int:
        return sum(self.hidden.values())


@dataclass(frozen=True)
class DecisionYear:
    organisation: Organisation
    year: int
    ideas: Decisions
    comments: Decisions

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(what, ideas, comments) in words, ready for a table."""
        return [(words, figure(ideas), figure(comments)) for words, ideas, comments in self.counts]

    @property
    def counts(self) -> list[tuple[str, int | None, int | None]]:
        ideas, comments = self.ideas, self.comments
        return [
            (pgettext("decisions", "Came"), ideas.came, comments.came),
            (pgettext("decisions", "Shown at once"), ideas.at_once, comments.at_once),
            (pgettext("decisions", "Read by a moderator and shown"), ideas.shown, comments.shown),
            (pgettext("decisions", "Read by a moderator and not shown"), ideas.not_shown, comments.not_shown),
            *(
                (not_shown_for(reason), ideas.hidden[reason], comments.hidden[reason])
                for reason in DeclineReason
            ),
            (pgettext("decisions", "Reviews asked for"), ideas.reviews, comments.reviews),
            (pgettext("decisions", "Review ended: shown after all"), ideas.review_shown, comments.review_shown),
            (pgettext("decisions", "Review ended: still not shown"), ideas.review_hidden, comments.review_hidden),
        ]  # fmt: skip

    @property
    def columns(self) -> Sequence[tuple[str, bool]]:
        return ((pgettext("decisions", "What"), False), (pgettext("decisions", "Ideas"), True), (pgettext("decisions", "Comments"), True))

    @property
    def caption(self) -> str:
        return _("Decisions on ideas and comments, %(place)s %(year)s") % {"place": self.organisation.name, "year": self.year}

    @property
    def is_empty(self) -> bool:
        return not any(ideas or comments for _words, ideas, comments in self.counts)


def figure(count: int | None) -> str:
    return NOTHING if count is None else number(count)


def not_shown_for(reason: DeclineReason) -> str:
    words = str(reason.label)
    return _("Not shown, the reason: %(reason)s") % {"reason": words[:1].lower() + words[1:]}


def year_of(typed: str, today: date) -> int:
    """The year that was asked for; this year when it is none that has been."""
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if is_year and OLDEST_YEAR <= int(typed) <= today.year else today.year


def bounds_of(year: int) -> tuple[datetime, datetime]:
    """The year in Finnish time: from its first moment to the next year's."""
    first, last = (timezone.make_aware(datetime.combine(date(start, 1, 1), time.min)) for start in (year, year + 1))
    return first, last


def decision_year(organisation: Organisation, year: int) -> DecisionYear:
    """Three queries, whatever the number of decisions. Counts of decisions tell of nobody, so none is held back."""
    return DecisionYear(organisation, year, decisions_on_ideas(organisation, year), decisions_on_comments(organisation, year))


def decisions_on_ideas(organisation: Organisation, year: int) -> Decisions:
    since, until = bounds_of(year)
    appealed = Step.objects.filter(matter=OuterRef("matter"), kind=StepKind.APPEALED, at__lte=OuterRef("at"), pk__lt=OuterRef("pk"))
    steps = Step.objects.filter(organisation=organisation, at__gte=since, at__lt=until, matter__visibility=Visibility.PUBLIC)
    kinds = [StepKind.RECEIVED, StepKind.PUBLISHED, StepKind.DECLINED, StepKind.APPEALED]
    counted = steps.filter(kind__in=kinds).annotate(again=Exists(appealed)).order_by().values_list("kind", "reason", "again")
    return decisions_from(Counter({(kind, reason, again): n for kind, reason, again, n in counted.annotate(n=Count("pk"))}), None, None)


def decisions_on_comments(organisation: Organisation, year: int) -> Decisions:
    """What officials say for the organisation is no resident's comment and is not counted."""
    since, until = bounds_of(year)
    comments = Comment.objects.filter(matter__organisation=organisation, organisation__isnull=True, at__gte=since, at__lt=until)
    counts = comments.aggregate(came=Count("pk"), at_once=Count("pk", filter=Q(held_for="")))
    appealed = CommentStep.objects.filter(comment=OuterRef("comment"), kind=CommentStepKind.APPEALED, pk__lt=OuterRef("pk"))
    steps = CommentStep.objects.filter(organisation=organisation, at__gte=since, at__lt=until)
    counted = steps.annotate(again=Exists(appealed)).order_by().values_list("kind", "reason", "again")
    found = Counter({(TOLD[kind], reason, again): n for kind, reason, again, n in counted.annotate(n=Count("pk"))})
    return decisions_from(found, counts["came"], counts["at_once"])


# A comment's steps by the names of an idea's, so that both are counted alike.
TOLD: dict[str, str] = {
    CommentStepKind.SHOWN.value: StepKind.PUBLISHED.value,
    CommentStepKind.HIDDEN.value: StepKind.DECLINED.value,
    CommentStepKind.APPEALED.value: StepKind.APPEALED.value,
}


def decisions_from(found: Counter[tuple[str, str, bool]], came: int | None, at_once: int | None) -> Decisions:
    """The counts from (kind of step, reason, whether a review went before)."""

    def total(kind: StepKind, again: bool | None = None) -> int:
        return sum(n for (each, _reason, after), n in found.items() if each == kind and again in (None, after))

    return Decisions(
        came=total(StepKind.RECEIVED) if came is None else came,
        at_once=at_once,
        shown=total(StepKind.PUBLISHED, again=False),
        hidden={reason: found[(StepKind.DECLINED.value, reason.value, False)] for reason in DeclineReason},
        reviews=total(StepKind.APPEALED),
        review_shown=total(StepKind.PUBLISHED, again=True),
        review_hidden=total(StepKind.DECLINED, again=True),
    )


def decision_section(organisation: Organisation, year: int) -> FigureSection | None:
    """The decisions on the page of a year's figures; nothing when nothing came. Three queries."""
    found = decision_year(organisation, year) if year >= OLDEST_YEAR else None
    if found is None or found.is_empty:
        return None
    return FigureSection(
        title=_("How we moderate"), text=_("What we have shown, what we have not and why, and how reviews ended. Each no has its reason."),
        caption=found.caption, columns=found.columns, rows=found.rows,
        url=f"{reverse('decision_figures', kwargs={'slug': organisation.slug})}?vuosi={year}", link_label=_("More on how we moderate"),
    )  # fmt: skip


def decision_table(found: DecisionYear) -> Table:
    """The same to take away."""
    columns = [Column(words, 60 if at == 0 else 18) for at, (words, _is_number) in enumerate(found.columns)]
    name = f"{found.organisation.slug}-{_('moderation')}-{found.year}"
    return Table(name, found.caption, columns, found.counts)
