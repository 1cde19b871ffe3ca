"""What the sender does: leave a matter, take it back."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interfaces.contacts.models import Interface
from organisations.models import Area, Organisation
from organisations.queries import region_of
from participation.matters.actions.step import Move, already_taken, check_state, check_unchanged, lock, write_step
from participation.matters.enums import Channel, HoldReason, MatterKind, StepKind, Visibility
from participation.matters.models import Matter, Step
from participation.matters.permissions import check_can_enter, check_is_sender
from participation.matters.queries.holding import is_new_author, stems_of
from participation.matters.rules import (
    CODE_BYTES,
    LONGEST_FROM_SERVICES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    REFERENCE_BYTES,
    add_working_days,
    code_from,
    default_visibility,
    first_state,
    reference_from,
)  # fmt: skip
from participation.matters.rules.holding import reasons_to_hold
from people.models import Person, User
from portal.exceptions import RuleBroken
from portal.text import mask_identity_codes

DRAWS = 5  # a taken code is one in a million millions; five draws never fail in practice


@dataclass(frozen=True)
class Said:
    """What a resident said, cleaned. Contacts are for the answer only; all of them may be empty.

    `latitude` and `longitude` (WGS 84) belong together. `source` names the service through which it came, when another one sent it.
    """

    kind: MatterKind
    title: str
    text: str
    language: str = "fi"
    topic: Interface | None = None
    area: Area | None = None
    place: str = ""
    sender_name: str = ""
    reply_email: str = ""
    reply_phone: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    source: str = ""


def leave_matter(
    *, organisation: Organisation, said: Said, by: Person, now: datetime, channel: Channel = Channel.WEB, token: UUID | None = None,
    is_example: bool = False,
) -> Matter:  # fmt: skip
    """Receive what a resident said. The same form (`token`) twice gives the same matter.

    On other channels than the web `by` is the member of staff who writes it down for the resident; another service (API) has shown its
    key already and has nobody. Raises RuleBroken, NotPermitted.
    """
    with transaction.atomic():
        known = Matter.objects.filter(token=token).first() if token else None
        if known is not None and same_words(known, said):
            return known
        token = None if known else token  # gone back and changed: another matter, not the old one again
        if channel not in (Channel.WEB, Channel.API):
            check_can_enter(by, organisation)
        check_said(said, organisation, LONGEST_FROM_SERVICES if channel == Channel.API else LONGEST_TEXT)
        draft = draft_of(masked(said), organisation, now)
        draft.channel, draft.token, draft.is_example = channel, token, is_example
        draft.author = by if channel == Channel.WEB and isinstance(by, User) else None
        draft.held_for = ",".join(held_for(said, draft, by))
        matter, is_new = keep(draft)
        if is_new:
            write_step(StepKind.RECEIVED, matter, Move(matter, by if isinstance(by, User) else None, now), organisation=organisation)
        return matter


def held_for(said: Said, draft: Matter, by: Person) -> tuple[HoldReason, ...]:
    """What a moderator should look at in a text that everyone will see; asked of the words as they were written."""
    if draft.visibility != Visibility.PUBLIC:
        return ()
    words = stems_of(draft.organisation)
    return reasons_to_hold(f"{said.title}\n{said.text}", is_new_author=is_new_author(by), words=words)


def same_words(known: Matter, said: Said) -> bool:
    return (known.title, known.text) == (masked(said).title.strip(), masked(said).text.strip())


def check_said(said: Said, organisation: Organisation, longest: int = LONGEST_TEXT) -> None:
    if not said.title.strip() or not said.text.strip():
        raise RuleBroken(_("Write a title and tell us in your own words."), code="empty")
    if len(said.title) > LONGEST_TITLE or len(said.text) > longest:
        raise RuleBroken(_("The text is too long."), code="too_long")
    if said.topic is not None and said.topic.region_id != region_of(organisation).pk:
        raise RuleBroken(_("This topic belongs to another region."), code="foreign_topic")
    if said.area is not None and said.area.organisation_id != organisation.pk:
        raise RuleBroken(_("This area belongs to another municipality."), code="foreign_area")


def masked(said: Said) -> Said:
    """The last guard: whatever way a text came, no identity code reaches the database."""
    return replace(
        said,
        title=mask_identity_codes(said.title),
        text=mask_identity_codes(said.text),
        place=mask_identity_codes(said.place),
        sender_name=mask_identity_codes(said.sender_name),
    )


def draft_of(said: Said, organisation: Organisation, now: datetime) -> Matter:
    visibility = default_visibility(said.kind)
    return Matter(
        kind=said.kind, state=first_state(visibility), visibility=visibility, title=said.title.strip(), text=said.text.strip(),
        place=said.place.strip(), language=said.language, origin=organisation, organisation=organisation, topic=said.topic, area=said.area,
        sender_name=said.sender_name.strip(), reply_email=said.reply_email, reply_phone=said.reply_phone.strip(), received_at=now,
        latitude=said.latitude, longitude=said.longitude, source=said.source,
        due_on=add_working_days(timezone.localdate(now), organisation.answer_promise_days),
    )  # fmt: skip


def keep(draft: Matter) -> tuple[Matter, bool]:
    """Save the draft under a fresh code and reference; or the matter that the same form left a moment ago, and False."""
    for _draw in range(DRAWS):
        draft.code = code_from(secrets.token_bytes(CODE_BYTES))
        draft.reference = reference_from(secrets.token_bytes(REFERENCE_BYTES))
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            twin = Matter.objects.filter(token=draft.token).first() if draft.token else None
            if twin is not None:
                return twin, False
            draft.pk = None
        else:
            return draft, True
    raise RuleBroken(_("The message could not be saved just now. Send it again."), code="no_free_code")


def withdraw_matter(
    *, matter: Matter, by: Person, code: str, now: datetime, version: int | None = None, token: UUID | None = None
) -> Step:
    """The sender takes the matter back before it is answered; the contacts are emptied. Raises NotVisible, RuleBroken, ChangedMeanwhile."""
    with transaction.atomic():
        move = Move(matter, by if isinstance(by, User) else None, now, version, token)
        row = lock(matter)
        check_is_sender(by, row, code)
        done = already_taken(row, token)
        if done is not None:
            return done
        check_unchanged(row, move)
        check_state(row, StepKind.WITHDRAWN)
        if row.merged.exists():
            raise RuleBroken(_("Others wait for the same answer, so this message cannot be taken back."), code="others_wait")
        row.reply_email = row.reply_phone = ""
        return write_step(StepKind.WITHDRAWN, row, move, organisation=row.organisation)
