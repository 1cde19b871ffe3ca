"""One matter on the desk: the whole path with its notes, who answers, and the steps that may be taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from interfaces.contacts.models import Post
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.queries import region_of
from participation.matters.enums import Channel, Helped, MatterKind, StepKind
from participation.matters.models import Matter, Step
from participation.matters.permissions import can_see_contacts, can_take_step, is_shown
from participation.matters.queries.attachments import FileRow, files_of
from participation.matters.queries.clock import Stay, stays_at
from participation.matters.queries.desk import Contact, cells_for, contacts_of, proposed_of
from participation.matters.queries.desk_around import MatterAround, called_words, calls_on, matter_around
from participation.matters.queries.path import PathStep, path_of, tags_of, with_files
from participation.matters.queries.places import desk_place
from participation.matters.queries.words import sender_line
from participation.matters.rules import AWAITING, steps_from
from people.enums import Permission
from people.models import Person, RoleGrant
from people.permissions import organisations_where
from people.rules import ROLE_PERMISSIONS
from portal.bars import PromiseClock, promise_clock
from portal.numerals import number

LANGUAGE_NAMES = dict(settings.LANGUAGES)
ROUTERS = [role for role, permits in ROLE_PERMISSIONS.items() if Permission.MATTER_ROUTE in permits]


@dataclass(frozen=True)
class DeskMatterPage:
    """One matter on the desk. `steps` hold the internal notes too, `stays` whose time has run; `offered` are steps that role and state
    permit."""

    matter: Matter
    tags: Sequence[tuple[str, str]]
    sender_line: str
    clock: PromiseClock | None
    steps: Sequence[PathStep]
    stays: Sequence[Stay]
    contacts: Sequence[Contact]
    proposed: Contact | None
    other_side: Contact | None
    suggested_receiver: int | None
    offered: Sequence[StepKind]
    facts: Sequence[tuple[str, str]]
    files: Sequence[FileRow]
    is_public: bool
    around: MatterAround

    @cached_property
    def posts(self) -> Sequence[Post]:
        """Read once for all forms of the page that offer them."""
        return list(posts_for(self.matter.organisation))


def desk_side_of(matter: Matter, person: Person) -> Organisation | None:
    """On whose desk the person looks at the matter: of those who answer now, or of those who had it first."""
    here = organisations_where(person, Permission.MATTER_VIEW)
    return next((place for place in (matter.organisation, matter.origin) if place.pk in here), None) or desk_place(person)


def desk_matter_page(matter: Matter, person: Person, now: datetime) -> DeskMatterPage:
    today = timezone.localdate(now)
    steps, calls = list(matter.steps.all()), calls_on(matter)
    files = files_of(matter, person, is_sender=False, at_desk=True)
    contacts = contacts_of(matter, cells_for([matter], today))
    proposed = proposed_of(matter, contacts)
    waits = matter.state in AWAITING
    return DeskMatterPage(
        matter=matter,
        tags=tags_of(matter, today),
        sender_line=sender_line(matter),
        clock=promise_clock(timezone.localdate(matter.received_at), matter.due_on, today) if waits else None,
        steps=with_files(with_calls(path_of(matter, steps, today, with_internal=True), steps, called_words(calls)), files),
        stays=stays_at(matter, steps, today),
        contacts=contacts,
        proposed=proposed,
        other_side=next((contact for contact in contacts if contact.post and contact is not proposed), None),
        suggested_receiver=matter.origin_id if matter.answers_elsewhere else matter.origin.parent_id,
        offered=offered_steps(matter, person),
        facts=[*facts_of(matter), *place_of(matter, person), *told_of(matter), *reply_of(matter, person)],
        files=[file for file in files if file.step is None],
        is_public=is_shown(matter),
        around=matter_around(matter, person, calls, now),
    )


def with_calls(path: Sequence[PathStep], steps: Sequence[Step], called: dict[int, str]) -> list[PathStep]:
    """The path with whom its notes called; it begins with the steps that have been taken."""
    taken = [
        replace(drawn, internal="\n\n".join([drawn.internal, _("Called to look: %(who)s") % {"who": called[step.pk]}]))
        if step.pk in called else drawn
        for drawn, step in zip(path, steps, strict=False)
    ]  # fmt: skip
    return [*taken, *path[len(steps) :]]


def offered_steps(matter: Matter, person: Person) -> list[StepKind]:
    return [step for step in steps_from(matter.state_now) if step != StepKind.WITHDRAWN and can_take_step(person, matter, step)]


def facts_of(matter: Matter) -> list[tuple[str, str]]:
    facts = [(_("How it came"), str(Channel(matter.channel).label)), (_("Language"), LANGUAGE_NAMES.get(matter.language, matter.language))]
    if matter.kind == MatterKind.IDEA:
        facts.append((_("Supporters"), number(matter.support_count)))
    return facts


def place_of(matter: Matter, person: Person) -> list[tuple[str, str]]:
    """The exact point, as coordinates that any map understands: only to those who answer."""
    if matter.latitude is None or not can_see_contacts(person, matter):
        return []
    return [(_("Exact place (WGS 84)"), f"{matter.latitude:f}, {matter.longitude:f}")]


def told_of(matter: Matter) -> list[tuple[str, str]]:
    """What the sender said of the answers, and the first of the matters that were joined to this one with how many more there are."""
    echoes = [(matter.echo_1, matter.echo_1_why), (matter.echo_2, matter.echo_2_why)]  # type: ignore[attr-defined]  # by desk_matter_at
    told = [
        (_("Did the answer help"), ": ".join(part for part in (str(Helped(helped).label), why) if part)) for helped, why in echoes if helped
    ]
    first, count = matter.joined_first, matter.joined_count  # type: ignore[attr-defined]  # by desk_matter_at
    if not first:
        return told
    return [*told, (_("Joined to this"), first.upper() + (f" + {count - 1}" if count > 1 else ""))]


def reply_of(matter: Matter, person: Person) -> list[tuple[str, str]]:
    """How the sender wants the answer; the contacts themselves only to those who answer."""
    if not matter.reply_email and not matter.reply_phone:
        return [(_("Answer"), _("on the path, found with the tracking code"))]
    allowed = can_see_contacts(person, matter)
    hidden = _("seen by those who answer")
    pairs = []
    if matter.reply_email:
        pairs.append((_("Answer by e-mail"), matter.reply_email if allowed else hidden))
    if matter.reply_phone:
        pairs.append((_("Answer by phone"), matter.reply_phone if allowed else hidden))
    return pairs


def posts_for(organisation: Organisation) -> QuerySet[Post]:
    """The posts to which the organisation may route: its own and its sectors'."""
    of_sector = Q(organisation__parent=organisation, organisation__kind=OrganisationKind.SECTOR)
    posts = Post.objects.filter(Q(organisation=organisation) | of_sector)
    return posts.select_related("unit", "organisation").order_by("title_fi")


def receivers_for(matter: Matter) -> QuerySet[Organisation]:
    """The county and the municipalities of the region, and those of their sectors in which somebody takes matters on; not the holder."""
    region = region_of(matter.origin)
    around = Q(pk=region.pk) | Q(parent=region, kind=OrganisationKind.MUNICIPALITY)
    sectors = Q(parent=region) | Q(parent__parent=region)
    staffed = RoleGrant.objects.filter(role__in=ROUTERS, user__is_active=True).values("organisation")
    found = Organisation.objects.filter(around | (sectors & Q(kind=OrganisationKind.SECTOR, pk__in=staffed)))
    return found.exclude(pk=matter.organisation_id).order_by("kind", "name_fi")
