"""What the desk keeps around the matters: who works on what, calls to colleagues, filters, and words to use again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interfaces.contacts.models import Interface
from organisations.models import Organisation
from organisations.queries import region_of
from participation.matters.actions.drafts import tell
from participation.matters.actions.step import lock
from participation.matters.actions.telling import tell_mentioned
from participation.matters.enums import DeskEvent
from participation.matters.models import DeskFilter, Matter, Mention, ResponseTemplate, Step
from participation.matters.permissions import can_view_on_desk, can_work_on, check_can_assign, check_can_keep_templates
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken

MOST_FILTERS = 20


def assign_matter(*, matter: Matter, assignee: User | None, seen: int | None, by: User, now: datetime) -> bool:
    """Say who of the organisation that answers now works on the matter, or nobody. False when it is so already.

    `seen` is the id of the one who worked on it when the page was opened. Raises NotVisible, NotPermitted, RuleBroken, ChangedMeanwhile.
    """
    with transaction.atomic():
        row = lock(matter)
        check_can_assign(by, row)
        wanted = assignee.pk if assignee else None
        if row.assignee_id == wanted:
            return False
        if row.assignee_id != seen:
            raise ChangedMeanwhile(_("Somebody took or gave this matter after you opened the page. Look who works on it now."))
        if assignee is not None and not can_work_on(assignee, row):
            raise RuleBroken(_("Choose a colleague who has a role here."), code="not_here")
        row.assignee = assignee
        row.save(update_fields=["assignee"])
        tell(DeskEvent.ASSIGNED if assignee else DeskEvent.UNASSIGNED, row, by, now)
        return True


def call_colleagues(*, step: Step, matter: Matter, called: Sequence[User], now: datetime) -> None:
    """Call colleagues to the matter of a note just written: each once, by the desk and by one mail. Raises RuleBroken."""
    for user in called:
        if not can_view_on_desk(user, matter):
            raise RuleBroken(_("One of the colleagues does not see this matter. Choose others."), code="not_here")
        Mention.objects.get_or_create(step=step, user=user)
    tell_mentioned(step, called, now=now)


def see_mentions(*, matter: Matter, by: User, now: datetime) -> int:
    """The one who was called has seen it. Returns how many calls that were."""
    return Mention.objects.filter(step__matter=matter, user=by, seen_at__isnull=True).update(seen_at=now)


def keep_filter(*, name: str, query: str, by: User, now: datetime) -> DeskFilter:
    """Keep what the desk shows under a name; the same name again means the new choices. Raises RuleBroken."""
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(_("Give the view a name."), code="no_name")
    if not query:
        raise RuleBroken(_("Choose first what the desk shows. The whole desk needs no name."), code="no_query")
    mine = DeskFilter.objects.filter(user=by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_FILTERS:
        raise RuleBroken(_("You have %(n)s views already. Remove one first.") % {"n": MOST_FILTERS}, code="too_many")
    kept, _is_new = DeskFilter.objects.update_or_create(user=by, name=name, defaults={"query": query})
    return kept


def remove_filter(*, filter_id: int, by: User) -> bool:
    """Remove a kept filter of one's own; False when there is none."""
    removed, _rows = DeskFilter.objects.filter(pk=filter_id, user=by).delete()
    return removed > 0


@dataclass(frozen=True)
class TemplateWords:
    title: str
    text_fi: str
    text_sv: str = ""
    text_en: str = ""
    topic: Interface | None = None


def save_template(
    *, organisation: Organisation, words: TemplateWords, by: User, now: datetime, template: ResponseTemplate | None = None, version: int = 0
) -> ResponseTemplate:
    """Write a response template, or a new version of it. Raises NotVisible, NotPermitted, RuleBroken, ChangedMeanwhile."""
    check_can_keep_templates(by, organisation)
    if words.topic is not None and words.topic.region_id != region_of(organisation).pk:
        raise RuleBroken(_("This topic belongs to another region."), code="foreign_topic")
    with transaction.atomic():
        row = lock_template(template, version) if template else ResponseTemplate(organisation=organisation, version=0)
        for name, value in {**stripped(words), "version": row.version + 1}.items():
            setattr(row, name, value)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as twin:
            raise RuleBroken(_("Your organisation has a template with this title already."), code="same_title") from twin
        tell_of(DeskEvent.TEMPLATE_SAVED, row, by, now)
    return row


def stripped(words: TemplateWords) -> dict[str, object]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in vars(words).items()}


def lock_template(template: ResponseTemplate, version: int) -> ResponseTemplate:
    row = ResponseTemplate.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=template.pk).first()
    if row is None or row.version != version:
        raise ChangedMeanwhile(_("Somebody changed this template after you opened the page. Both texts are here: put them together."))
    return row


def remove_template(*, template: ResponseTemplate, by: User, now: datetime, version: int) -> bool:
    """Remove a response template; answers that used it stay. Raises NotVisible, NotPermitted, ChangedMeanwhile."""
    check_can_keep_templates(by, template.organisation)
    with transaction.atomic():
        row = lock_template(template, version)
        tell_of(DeskEvent.TEMPLATE_REMOVED, row, by, now)
        row.delete()
    return True


def tell_of(event: DeskEvent, row: ResponseTemplate, by: User, now: datetime) -> None:
    record_event(event=event, by=by, subject=row, organisation=row.organisation, now=now, title=row.title)
