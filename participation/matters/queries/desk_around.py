"""What stands around the desk and one matter: own views, calls of colleagues, what others did meanwhile, words to use again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.matters.enums import StepKind
from participation.matters.models import DeskFilter, Draft, Matter, Mention, ResponseTemplate
from participation.matters.permissions import can_take_step, can_work_on, check_can_answer_somewhere
from participation.matters.queries.colleagues import Colleague, address_of_staff, colleagues_at
from participation.matters.queries.desk_drafts import DraftCard, DraftNote, draft_note
from participation.matters.queries.similar import Similar, similar_on_desk
from participation.matters.queries.words import step_title, step_who
from participation.matters.rules import BESIDE, can_take
from people.enums import Permission
from people.models import Person, User
from people.permissions import organisations_where
from portal.exceptions import NotVisible

EXCERPT = 140


@dataclass(frozen=True)
class KeptFilter:
    id: int
    name: str
    url: str


@dataclass(frozen=True)
class DeskAround:
    """What the desk says of answers that wait, to those who answer."""

    drafts: DraftCard
    answers: bool


def desk_around(person: Person, drafts: DraftCard) -> DeskAround:
    return DeskAround(drafts, bool(organisations_where(person, Permission.MATTER_ANSWER)))


def filters_of(person: User) -> list[KeptFilter]:
    """The person's own views, by name. One query."""
    desk = reverse("desk")
    return [KeptFilter(kept.pk, kept.name, f"{desk}?{kept.query}") for kept in DeskFilter.objects.filter(user=person)]


def unseen(person: User) -> QuerySet[Mention]:
    return Mention.objects.filter(user=person, seen_at__isnull=True)


def with_calls(matters: QuerySet[Matter], person: Person) -> QuerySet[Matter]:
    """The matters with the newest call that waits for the person: its text and its writer."""
    calls = unseen(person) if isinstance(person, User) else Mention.objects.none()
    newest = calls.filter(step__matter=OuterRef("pk")).order_by("-step__at", "-pk")
    return matters.annotate(
        call_text=Subquery(newest.values("step__internal_text")[:1]), call_by=Subquery(newest.values("step__by__email")[:1])
    )


def called(person: Person) -> Q:
    """A colleague has called the person to the matter."""
    return Q(Exists(unseen(person).filter(step__matter=OuterRef("pk")))) if isinstance(person, User) else Q(pk__in=[])


def excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()}…"


def calls_on(matter: Matter) -> list[Mention]:
    """All calls to the matter, seen or not. One query, none for a matter without notes."""
    if all(step.kind != StepKind.NOTE for step in matter.steps.all()):
        return []
    return list(Mention.objects.filter(step__matter=matter).select_related("user").order_by("pk"))


def called_words(calls: Sequence[Mention]) -> dict[int, str]:
    """Whom each note called, by the step's id: “@official@example.org”."""
    found: dict[int, list[str]] = {}
    for mention in calls:
        found.setdefault(mention.step_id, []).append(f"@{address_of_staff(mention.user)}")
    return {step: ", ".join(words) for step, words in found.items()}


@dataclass(frozen=True)
class MatterAround:
    """What the page of one matter has beside its path. `seen_worker` is who worked on it when the page was drawn."""

    draft: Draft | None
    draft_note: DraftNote | None
    worker: str
    can_assign: bool
    is_mine: bool
    colleagues: Sequence[Colleague]
    others: Sequence[Colleague]
    templates: Sequence[ResponseTemplate]
    is_called: bool
    similar: Sequence[Similar]
    can_merge: bool


def matter_around(matter: Matter, person: Person, calls: Sequence[Mention], now: datetime) -> MatterAround:
    """`matter` is read with its assignee and its draft. At most three queries."""
    answers = can_take_step(person, matter, StepKind.ANSWERED) and can_take(matter.state_now, StepKind.ANSWERED)
    merges = can_take_step(person, matter, StepKind.MERGED) and can_take(matter.state_now, StepKind.MERGED)
    works = can_take_step(person, matter, StepKind.NOTE)
    draft: Draft | None = getattr(matter, "draft", None) if answers else None
    here = colleagues_at({matter.organisation_id} & organisations_where(person, Permission.MATTER_VIEW)) if works else []
    return MatterAround(
        draft=draft,
        draft_note=draft_note(draft, matter) if draft else None,
        worker=address_of_staff(matter.assignee) if matter.assignee else "",
        can_assign=can_work_on(person, matter),
        is_mine=matter.assignee_id is not None and matter.assignee_id == person.pk,
        colleagues=here,
        others=[colleague for colleague in here if colleague.user.pk != person.pk],
        templates=templates_for(matter) if answers else [],
        is_called=any(call.user_id == person.pk and call.seen_at is None for call in calls),
        similar=similar_on_desk(matter, person, now, limit=3),
        can_merge=merges,
    )


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else did after the page was opened: shown beside one's own text, so that neither is lost."""

    title: str
    who: str
    text: str


def meanwhile_of(matter: Matter, draft: Draft | None, seen: int, seen_draft: int | None) -> list[Meanwhile]:
    """The steps after the version that was seen, and another's draft. `matter` is read with its steps."""
    moved = [step for step in matter.steps.all() if step.kind not in (StepKind.RECEIVED, *BESIDE)]
    count = max(0, matter.version - seen)
    found = [Meanwhile(step_title(step), step_who(step), step.public_text) for step in (moved[-count:] if count else [])]
    if draft is not None and seen_draft is not None and draft.version != seen_draft:
        who = address_of_staff(draft.by) if draft.by else _("somebody who has left")
        found.append(Meanwhile(_("Draft of the answer"), who, draft.text))
    return found


def templates_for(matter: Matter) -> list[ResponseTemplate]:
    """What the organisation that answers may use here: of the topic first, then for all topics. One query."""
    fitting = Q(topic__isnull=True) | Q(topic=matter.topic_id) if matter.topic_id else Q(topic__isnull=True)
    found = ResponseTemplate.objects.filter(fitting, organisation=matter.organisation_id).order_by("title")
    return sorted(found, key=lambda template: template.topic_id is None)


def template_text(template: ResponseTemplate, language: str) -> str:
    """In the sender's language, otherwise in Finnish."""
    texts = {"sv": template.text_sv, "en": template.text_en}
    return texts.get(language) or template.text_fi


def templates_of(organisation: Organisation) -> QuerySet[ResponseTemplate]:
    return ResponseTemplate.objects.filter(organisation=organisation).select_related("topic").order_by("topic__position", "title")


def keeping_place(person: Person, slug: str) -> Organisation:
    """The organisation whose templates the person writes; of several the one in the address. Raises NotPermitted."""
    check_can_answer_somewhere(person)
    found = Organisation.objects.filter(pk__in=organisations_where(person, Permission.MATTER_ANSWER)).order_by("-kind", "name_fi")
    return found.filter(slug=slug).first() or found[0]


def template_at(template_id: int, person: Person) -> ResponseTemplate:
    """A template of an organisation in which the person answers. Raises NotVisible."""
    mine = organisations_where(person, Permission.MATTER_ANSWER)
    found = ResponseTemplate.objects.filter(pk=template_id, organisation__in=mine).select_related("organisation", "topic").first()
    if found is None:
        raise NotVisible(str(template_id))
    return found

