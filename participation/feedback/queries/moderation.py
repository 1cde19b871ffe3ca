"""What waits for a moderator: ideas and comments together, the oldest first, each with why it waits and who may decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisations.models import Organisation
from participation.feedback.enums import CommentState, CommentStepKind
from participation.feedback.models import Comment, CommentStep
from participation.feedback.permissions import can_moderate_comment, has_hidden, is_comment_reviewed
from participation.feedback.rules import can_take_comment_step
from participation.matters.enums import DeclineReason, HideReason, HoldReason, MatterState, StepKind, Visibility
from participation.matters.models import Attachment, HoldWord, Matter, Step
from participation.matters.permissions import (
    DECISIONS,
    can_hide_file,
    can_moderate,
    has_declined,
    is_reviewed,
    own_hiding,
    own_no,
)
from participation.matters.queries import sender_line
from participation.matters.queries.path import with_steps
from participation.matters.queries.visible import review_condition, reviewed_files
from participation.matters.rules import ROUTING_PROMISE, add_working_days, can_take, parse_reference
from participation.matters.rules.holding import listed_words, parse_reasons
from people.enums import Permission
from people.models import Person, RoleGrant, User
from people.permissions import organisations_where
from people.rules import ROLE_PERMISSIONS
from portal.bars import PromiseClock, promise_clock
from portal.exceptions import NotVisible
from portal.numerals import day

MOST_OF_A_KIND = 60
LATELY = timedelta(days=60)
IDEA, COMMENT, FILE = "idea", "kommentti", "liite"
WAITING, IDEAS, COMMENTS, REVIEWS, DECLINED = "", "ideat", "kommentit", "uudelleen", "ei-naytetyt"
DECIDERS = [role for role, permissions in ROLE_PERMISSIONS.items() if Permission.MATTER_MODERATE in permissions]


@dataclass(frozen=True)
class Decision:
    """A decision or a wish for a review, in words. `text` is what was said to the author, or by the author."""

    title: str
    text: str
    on: str


@dataclass(frozen=True)
class Item:
    """An idea, a comment or a hidden file as a moderator reads it; `subject` of a file is its matter.

    `refusal` says why this reader does not decide; then nothing may be chosen.

    `can_show` and `can_hide` are what state and role permit. `clock` is there while the text waits.
    """

    kind: str
    key: str
    title: str
    text: str
    language: str
    who: str
    place: str
    arrived_at: datetime
    clock: PromiseClock | None
    signs: Sequence[str]
    is_review: bool
    history: Sequence[Decision]
    refusal: str
    can_show: bool
    can_hide: bool
    version: int
    is_example: bool
    subject: Matter | Comment
    about: str = ""
    about_url: str = ""
    attachments: Sequence[Attachment] = ()

    @property
    def url(self) -> str:
        """A file is decided on where it was hidden."""
        if self.kind == FILE:
            return reverse("desk_file", kwargs={"code": self.code, "attachment": self.key})
        return reverse("moderation_item", kwargs={"kind": self.kind, "key": self.key})

    @property
    def code(self) -> str:
        """The reference of the matter, by which its files open."""
        return self.subject.reference if isinstance(self.subject, Matter) else self.subject.matter.reference

    @property
    def kind_words(self) -> str:
        words = {IDEA: pgettext("matter", "Idea"), COMMENT: pgettext("moderation", "Comment"), FILE: pgettext("moderation", "File")}
        return words[self.kind]

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_late


@dataclass(frozen=True)
class QueuePage:
    items: Sequence[Item]
    is_cut: bool
    places: Sequence[Organisation]

    @property
    def late(self) -> int:
        return sum(item.is_late for item in self.items)

    @property
    def reviews(self) -> int:
        return sum(item.is_review for item in self.items)

    @property
    def is_example(self) -> bool:
        return any(item.is_example for item in self.items)


def moderated_matters(person: Person) -> QuerySet[Matter]:
    """Public ones of the person's organisations, and those of the region of which a review was asked; the twin of `can_moderate`."""
    mine = organisations_where(person, Permission.MATTER_MODERATE)
    found = Matter.objects.filter(Q(organisation__in=mine) | review_condition(person), visibility=Visibility.PUBLIC)
    asked = Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.APPEALED).order_by("-at").values("at")[:1]
    return with_steps(
        found.select_related("organisation__parent", "origin", "topic", "area").prefetch_related("attachments")
    ).annotate(arrived_at=Coalesce(Subquery(asked), F("received_at"))).order_by("arrived_at", "pk")


def moderated_comments(person: Person) -> QuerySet[Comment]:
    mine = organisations_where(person, Permission.MATTER_MODERATE)
    appealed = CommentStep.objects.filter(comment=OuterRef("pk"), kind=CommentStepKind.APPEALED)
    found = Comment.objects.filter(
        Q(matter__organisation__in=mine) | Q(Exists(appealed), matter__organisation__parent__in=mine)
    )
    return (
        found.select_related("matter__organisation__parent", "author", "parent", "organisation")
        .prefetch_related("steps")
        .annotate(arrived_at=Coalesce(Subquery(appealed.values("at")[:1]), F("at")))
        .order_by("arrived_at", "pk")
    )


def moderated_files(person: Person) -> QuerySet[Attachment]:
    files = reviewed_files(person).select_related("step", "matter__organisation__parent", "matter__topic", "matter__area")
    return files.prefetch_related("looks")


def queue_page(person: Person, now: datetime, group: str = WAITING) -> QueuePage:
    """What waits for the person, the oldest promise first. At most ten queries, whatever waits."""
    today = timezone.localdate(now)
    matters = [] if group == COMMENTS else list(matters_in(moderated_matters(person), group, now)[: MOST_OF_A_KIND + 1])
    comments = [] if group == IDEAS else list(comments_in(moderated_comments(person), group, now)[: MOST_OF_A_KIND + 1])
    files = list(moderated_files(person)[: MOST_OF_A_KIND + 1]) if group in (WAITING, REVIEWS) else []
    words = words_of({matter.organisation_id for matter in matters} | {comment.matter.organisation_id for comment in comments})
    items = [
        *(item_of_matter(matter, person, words, today) for matter in matters[:MOST_OF_A_KIND]),
        *(item_of_comment(comment, person, words, today) for comment in comments[:MOST_OF_A_KIND]),
        *(item_of_file(file, person, today) for file in files[:MOST_OF_A_KIND]),
    ]
    items.sort(key=lambda item: item.arrived_at, reverse=group == DECLINED)
    places = Organisation.objects.filter(pk__in=organisations_where(person, Permission.MATTER_MODERATE)).order_by("kind", "name_fi")
    return QueuePage(items, max(len(matters), len(comments), len(files)) > MOST_OF_A_KIND, list(places))


def matters_in(matters: QuerySet[Matter], group: str, now: datetime) -> QuerySet[Matter]:
    if group == DECLINED:
        said_no = Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.DECLINED, at__gt=now - LATELY)
        return matters.filter(Exists(said_no), state=MatterState.DECLINED).order_by("-received_at", "-pk")
    waiting = matters.filter(state=MatterState.IN_MODERATION)
    appealed = Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.APPEALED)
    return waiting.filter(Exists(appealed)) if group == REVIEWS else waiting


def comments_in(comments: QuerySet[Comment], group: str, now: datetime) -> QuerySet[Comment]:
    if group == DECLINED:
        return comments.filter(state=CommentState.HIDDEN, decided_at__gt=now - LATELY).order_by("-at", "-pk")
    waiting = comments.filter(state=CommentState.HELD)
    appealed = CommentStep.objects.filter(comment=OuterRef("pk"), kind=CommentStepKind.APPEALED)
    return waiting.filter(Exists(appealed)) if group == REVIEWS else waiting


def words_of(organisations: Iterable[int]) -> dict[int, list[str]]:
    """The lists of words of the organisations. One query."""
    words: dict[int, list[str]] = {}
    for organisation, stem in HoldWord.objects.filter(organisation__in=list(organisations)).values_list("organisation", "stem"):
        words.setdefault(organisation, []).append(stem)
    return words


def clock_of(arrived_at: datetime, today: date) -> PromiseClock:
    arrived = timezone.localdate(arrived_at)
    return promise_clock(arrived, add_working_days(arrived, ROUTING_PROMISE), today)


def signs_of(held_for: str, text: str, stems: Sequence[str]) -> list[str]:
    """Why the rule asks for a look, in words; the listed words that it found are named."""
    signs = []
    for reason in parse_reasons(held_for):
        found = listed_words(text, stems) if reason == HoldReason.LISTED_WORD else ()
        signs.append(f"{reason.label}: {', '.join(found)}" if found else str(reason.label))
    return signs


def item_of_matter(matter: Matter, person: Person, words: Mapping[int, Sequence[str]], today: date) -> Item:
    waits = matter.state == MatterState.IN_MODERATION
    arrived_at: datetime = matter.arrived_at  # type: ignore[attr-defined]  # annotated by moderated_matters
    may = can_moderate(person, matter)
    whole = f"{matter.title}\n{matter.text}"
    return Item(
        kind=IDEA, key=matter.reference, title=matter.title, text=matter.text, language=matter.language, who=sender_line(matter),
        place=matter.organisation.name, arrived_at=arrived_at, clock=clock_of(arrived_at, today) if waits else None,
        signs=signs_of(matter.held_for, whole, words.get(matter.organisation_id, ())), is_review=is_reviewed(matter),
        history=[decision_of_step(step) for step in matter.steps.all() if step.kind in (*DECISIONS, StepKind.APPEALED)],
        refusal=own_no() if not may and has_declined(person, matter) else "",
        can_show=may and can_take(matter.state_now, StepKind.PUBLISHED), can_hide=may and can_take(matter.state_now, StepKind.DECLINED),
        version=matter.version, is_example=matter.is_example, subject=matter, attachments=list(matter.attachments.all()),
    )  # fmt: skip


def item_of_comment(comment: Comment, person: Person, words: Mapping[int, Sequence[str]], today: date) -> Item:
    state, matter = CommentState(comment.state), comment.matter
    arrived_at: datetime = comment.arrived_at  # type: ignore[attr-defined]  # annotated by moderated_comments
    may = can_moderate_comment(person, comment)
    return Item(
        kind=COMMENT, key=str(comment.pk), title=_("Comment on: %(title)s") % {"title": matter.title}, text=comment.text,
        language=matter.language, who=commenter(comment), place=matter.organisation.name, arrived_at=arrived_at,
        clock=clock_of(arrived_at, today) if state == CommentState.HELD else None,
        signs=signs_of(comment.held_for, comment.text, words.get(matter.organisation_id, ())), is_review=is_comment_reviewed(comment),
        history=[decision_of_comment_step(step) for step in comment.steps.all()],
        refusal=own_no() if not may and has_hidden(person, comment) else "",
        can_show=may and can_take_comment_step(state, CommentStepKind.SHOWN),
        can_hide=may and can_take_comment_step(state, CommentStepKind.HIDDEN), version=comment.version, is_example=matter.is_example,
        subject=comment, about=matter.title, about_url=reverse("matter_detail", kwargs={"code": matter.reference}),
    )  # fmt: skip


def item_of_file(file: Attachment, person: Person, today: date) -> Item:
    """A hidden file whose sender asks for a review."""
    matter, may = file.matter, can_hide_file(person, file)
    arrived_at: datetime = file.arrived_at  # type: ignore[attr-defined]  # annotated by reviewed_files
    return Item(
        kind=FILE, key=str(file.pk), title=_("A file of: %(title)s") % {"title": matter.title}, text="", language=matter.language,
        who=sender_line(matter), place=matter.organisation.name, arrived_at=arrived_at, clock=clock_of(arrived_at, today), signs=(),
        is_review=True, history=[decision_of_look(look) for look in file.looks.all()], refusal="" if may else own_hiding(), can_show=may,
        can_hide=may, version=len(file.looks.all()), is_example=matter.is_example, subject=matter, attachments=[file],
    )  # fmt: skip


def decision_of_look(look: Step) -> Decision:
    """What was decided on a file, or what its sender said of the decision."""
    if look.kind == StepKind.FILE_HIDDEN:
        words = str(HideReason(look.reason).label)
        return Decision(_("Not shown: %(reason)s") % {"reason": words[:1].lower() + words[1:]}, look.public_text, day(look.at))
    return Decision(str(StepKind(look.kind).label), look.internal_text, day(look.at))


def commenter(comment: Comment) -> str:
    facts = {"on": day(comment.at), "name": comment.pen_name or comment.role}
    return _("Written by %(name)s %(on)s") % facts if facts["name"] else _("Written without a name %(on)s") % facts


def no_words(reason: str) -> str:
    words = str(DeclineReason(reason).label) if reason in DeclineReason.values else ""
    return _("Not shown: %(reason)s") % {"reason": words[:1].lower() + words[1:]}


def decision_of_step(step: Step) -> Decision:
    title = no_words(step.reason) if step.kind == StepKind.DECLINED else str(StepKind(step.kind).label)
    return Decision(title, step.internal_text if step.kind == StepKind.APPEALED else step.public_text, day(step.at))


def decision_of_comment_step(step: CommentStep) -> Decision:
    title = no_words(step.reason) if step.kind == CommentStepKind.HIDDEN else str(CommentStepKind(step.kind).label)
    return Decision(title, step.text, day(step.at))


def item_at(kind: str, key: str, person: Person, now: datetime) -> Item:
    """One text with all that was decided on it. Raises NotVisible."""
    today = timezone.localdate(now)
    if kind == IDEA:
        matter = moderated_matters(person).filter(reference=parse_reference(key)).first()
        if matter is not None:
            return item_of_matter(matter, person, words_of([matter.organisation_id]), today)
    elif kind == COMMENT and key.isascii() and key.isdigit() and len(key) < 19:
        comment = moderated_comments(person).filter(pk=int(key)).first()
        if comment is not None:
            return item_of_comment(comment, person, words_of([comment.matter.organisation_id]), today)
    raise NotVisible(key)


def said_no(item: Item) -> set[int]:
    """Ids of those who said no to the text before."""
    no = {StepKind.DECLINED.value, CommentStepKind.HIDDEN.value}
    return {step.by_id for step in item.subject.steps.all() if step.kind in no and step.by_id}


def others_who_decide(item: Item) -> str:
    """Who decides when the reader may not, in words: colleagues, the county, or nobody yet. One query."""
    matter = item.subject if isinstance(item.subject, Matter) else item.subject.matter
    place = matter.organisation
    around = {place.pk, place.parent_id}
    grants = RoleGrant.objects.filter(organisation__in=around - {None}, role__in=DECIDERS, user__is_active=True)
    count = grants.exclude(user__in=said_no(item)).values("user").distinct().count()
    if not count:
        return _("Nobody else can decide now. The administrator of %(place)s gives somebody the role of moderator.") % {"place": place.name}
    words = ngettext("%(n)s other person can decide it.", "%(n)s other people can decide it.", count)
    return words % {"n": count}


def own_comment(reference: str, comment: int, person: Person) -> Comment:
    """The person's own comment under the idea, or under one that was joined to it. Raises NotVisible."""
    found = None
    if isinstance(person, User):
        word = parse_reference(reference) or "-"
        under = Matter.objects.filter(Q(reference=word) | Q(merged__reference=word)).values("pk")
        comments = Comment.objects.select_related("matter__organisation", "matter__origin", "author").prefetch_related("steps")
        found = comments.filter(pk=comment, matter__in=under, author=person).first()
    if found is None:
        raise NotVisible(str(comment))
    return found
