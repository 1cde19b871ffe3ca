"""Who sees which matters: the same rules as permissions.can_view and can_view_on_desk, as querysets."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from organisations.models import Organisation
from participation.matters.enums import StepKind, Visibility
from participation.matters.models import Attachment, Echo, Matter, MatterQuerySet, Step
from participation.matters.permissions import is_author, is_shown
from participation.matters.queries.path import with_steps
from participation.matters.rules import SHOWN, parse_code, parse_reference
from people.enums import Permission
from people.models import Person, User
from people.permissions import organisations_where
from portal.exceptions import NotVisible

ALONGSIDE = ("origin__parent", "organisation", "topic", "area", "post__unit", "post__organisation")


def desk_condition(person: Person) -> Q:
    mine = organisations_where(person, Permission.MATTER_VIEW)
    handled = Step.objects.filter(matter=OuterRef("pk"), organisation__in=mine)
    return Q(organisation__in=mine) | Q(origin__in=mine) | Q(Exists(handled)) if mine else Q(pk__in=[])


def review_condition(person: Person) -> Q:
    """What the county's moderators look at again, the twin of permissions.can_review."""
    mine = organisations_where(person, Permission.MATTER_MODERATE)
    appealed = Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.APPEALED)
    return Q(Exists(appealed), organisation__parent__in=mine) if mine else Q(pk__in=[])


def reviewed_files(person: Person) -> QuerySet[Attachment]:
    """Hidden files whose senders ask for a review that waits: of the person's organisations and of those of its region. The twin of
    permissions.can_hide_file, but for the one who hid it, who sees that it waits for another."""
    mine = organisations_where(person, Permission.MATTER_MODERATE)
    last = Step.objects.filter(file=OuterRef("pk")).order_by("-at", "-pk")
    asked = Attachment.objects.annotate(last=Subquery(last.values("kind")[:1]), arrived_at=Subquery(last.values("at")[:1]))
    here = Q(matter__organisation__in=mine) | Q(matter__organisation__parent__in=mine)
    return asked.filter(here, last=StepKind.FILE_APPEALED).order_by("arrived_at", "pk")


def visible_to(person: Person) -> MatterQuerySet:
    """What is shown to everyone, what is the person's own or joined by it, what the person's desks hold or have held, and what the county
    reviews."""
    condition = Q(visibility=Visibility.PUBLIC, state__in=SHOWN) | desk_condition(person) | review_condition(person)
    if isinstance(person, User):
        joined = Matter.objects.filter(merged_into=OuterRef("pk"), author=person)
        condition |= Q(author=person) | Q(Exists(joined), visibility=Visibility.PARTICIPANTS)
    return Matter.objects.filter(condition)


def on_desk_of(person: Person) -> MatterQuerySet:
    return Matter.objects.filter(desk_condition(person))


def whole() -> QuerySet[Matter]:
    """Matters with all that their pages tell."""
    return with_steps(Matter.objects.select_related(*ALONGSIDE))


def matter_by_code(typed: str) -> Matter | None:
    """The matter of a tracking code, however it was typed."""
    code = parse_code(typed)
    return whole().filter(code=code).first() if code else None


def matter_at(address: str, person: Person, *, sent: list[int]) -> tuple[Matter, bool]:
    """The matter at a code or a reference, and whether the reader is its sender. `sent`: what this session has left. Raises NotVisible.

    The reference of a joined matter leads to the one in which it goes on: links that people have shared still work.
    """
    matter = matter_by_code(address)
    if matter is not None:
        return matter, True
    reference = parse_reference(address)
    matter = whole().filter(reference=reference).first() if reference else None
    if matter is None:
        raise NotVisible(address)
    if is_author(person, matter) or matter.pk in sent:
        return matter, True
    if is_shown(matter) or visible_to(person).filter(pk=matter.pk).exists():
        return matter, False
    target = whole().filter(pk=matter.merged_into_id).first() if matter.merged_into_id else None
    if target is None or not is_shown(target):
        raise NotVisible(address)
    return target, False


def matter_sent(sent: list[int], organisation: Organisation | None) -> Matter | None:
    """The last matter that this browser has sent (to the organisation)."""
    matters = whole().filter(pk__in=sent)
    return (matters.filter(origin=organisation) if organisation else matters).order_by("-received_at", "-id").first()


def desk_matter_at(reference: str, person: Person) -> Matter:
    """The matter at a reference on the person's desk. Raises NotVisible, also for what everyone may see on its own page."""
    on_desk = with_steps(on_desk_of(person).select_related(*ALONGSIDE, "author", "assignee", "draft__by"))
    matter = on_desk.annotate(**joined(), **echoes()).filter(reference=parse_reference(reference)).first()
    if matter is None:
        raise NotVisible(reference)
    return matter


def joined() -> dict[str, Subquery]:
    """The matters joined to this one: the reference of the first, and how many there are."""
    merged = Matter.objects.filter(merged_into=OuterRef("pk")).order_by()
    count = merged.values("merged_into").annotate(n=Count("pk")).values("n")
    return {"joined_first": Subquery(merged.order_by("reference").values("reference")[:1]), "joined_count": Subquery(count)}


def echoes() -> dict[str, Subquery]:
    """Of each round what the sender said of the answer, and why."""
    found: dict[str, Subquery] = {}
    for round in (1, 2):
        echo = Echo.objects.filter(matter=OuterRef("pk"), round=round)
        found |= {f"echo_{round}": Subquery(echo.values("helped")[:1]), f"echo_{round}_why": Subquery(echo.values("why")[:1])}
    return found
