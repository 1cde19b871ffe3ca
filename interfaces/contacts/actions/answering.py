"""Every change of posts and of who answers for what."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from interfaces.contacts.enums import ContactEvent, Side, VerificationOutcome
from interfaces.contacts.models import Assignment, Cell, Interface, Post, Unit, Verification
from interfaces.contacts.permissions import check_can_confirm, check_can_edit, check_can_flag, keeper_of, may_answer_for
from organisations.models import Organisation
from people.actions import record_event
from people.models import User
from portal.exceptions import ChangedMeanwhile, RuleBroken


@dataclass(frozen=True)
class PostDetails:
    """What is told of a post; `unit` is the Finnish name of its unit, made when there is none. Unknown is empty."""

    title_fi: str
    title_sv: str = ""
    title_en: str = ""
    unit: str = ""
    mailbox: str = ""
    phone: str = ""
    phone_hours: str = ""

    def columns(self) -> dict[str, str]:
        """What stands on the post itself."""
        return {name: text for name, text in asdict(self).items() if name != "unit"}


def seen_mark(cell: Cell, on: date) -> str:
    """What stands in the cell, as a mark that a form carries: when it differs at sending, somebody else was faster."""
    return "-".join(str(pk) for pk in sorted(cell.assignments(on).values_list("pk", flat=True)))


@transaction.atomic
def create_post(*, organisation: Organisation, details: PostDetails, by: User, now: datetime) -> Post:
    """A new post in the organisation. Raises RuleBroken when it has one with this title in this unit already."""
    check_can_edit(by, organisation)
    post = new_post(organisation, details)
    record_event(
        event=ContactEvent.POST_CREATED, by=by, subject=post, organisation=organisation, now=now, post=post.title_fi
    )
    return post


@transaction.atomic
def update_post(*, post: Post, details: PostDetails, by: User, now: datetime) -> Post:
    """Change the titles, the unit, the mailbox or the phone of a post, in every cell at once."""
    keeper = keeper_of(post)
    check_can_edit(by, keeper)
    unit = unit_named(post.organisation, details.unit)
    if Post.objects.filter(organisation=post.organisation, unit=unit, title_fi=details.title_fi).exclude(pk=post.pk):
        raise RuleBroken(double(), code="double")
    columns = details.columns()
    if unit != post.unit or any(getattr(post, name) != text for name, text in columns.items()):
        Post.objects.filter(pk=post.pk).update(unit=unit, **columns)
        post.refresh_from_db()
        record_event(
            event=ContactEvent.POST_CHANGED, by=by, subject=post, organisation=keeper, now=now, post=post.title_fi
        )
    return post


@transaction.atomic
def set_post(
    *, cell: Cell, post: Post, seen: str, by: User, now: datetime, beside: bool = False, source: str = ""
) -> Assignment:
    """From today on the post answers in the cell: instead of those that do now, or `beside` them. It counts as confirmed today.

    Doing it twice changes nothing. Raises ChangedMeanwhile when the cell holds other posts than `seen` (see seen_mark).
    """
    check_can_edit(by, cell.owner)
    today = localdate(now)
    lock(cell)
    standing = list(cell.assignments(today).select_related("post"))
    same = next((row for row in standing if row.post_id == post.pk), None)
    if same is not None and (beside or len(standing) == 1):
        return same
    if seen != seen_mark(cell, today):
        raise ChangedMeanwhile(
            _("Somebody else changed this contact after you opened the page. Look at it again, then choose.")
        )
    if not beside:
        for row in standing:
            end(row, today, cell=cell, by=by, now=now)
        standing = []
    return place(cell=cell, post=post, by=by, now=now, is_primary=not standing, source=source)


@transaction.atomic
def set_new_post(
    *, cell: Cell, details: PostDetails, seen: str, by: User, now: datetime, beside: bool = False
) -> Assignment:
    """Add a post to the organisation that keeps the cell, and let it answer there: both or neither."""
    post = create_post(organisation=cell.owner, details=details, by=by, now=now)
    return set_post(cell=cell, post=post, seen=seen, by=by, now=now, beside=beside)


@transaction.atomic
def load_post(
    *, cell: Cell, post: Post, now: datetime, source: str, confirmed: bool, is_example: bool = False
) -> Assignment:
    """Put a post into the cell as a document says. For commands run by the operator: no person's permission is asked.

    `confirmed`: the document itself says on that day who answers. The same document twice changes nothing.
    """
    today = localdate(now)
    lock(cell)
    standing = list(cell.assignments(today))
    same = next((row for row in standing if row.post_id == post.pk), None)
    if same is not None:
        return same
    return place(
        cell=cell,
        post=post,
        by=None,
        now=now,
        is_primary=not standing,
        source=source,
        confirmed=confirmed,
        is_example=is_example,
    )


@transaction.atomic
def confirm_contact(*, cell: Cell, by: User, now: datetime, source: str = "", is_example: bool = False) -> int:
    """Say that every post in the cell still answers. Returns how many were confirmed anew; on the same day again: none."""
    check_can_confirm(by, cell.owner)
    today = localdate(now)
    lock(cell)
    rows = list(cell.assignments(today).select_related("post"))
    if not rows:
        raise RuleBroken(_("There is no post to confirm: the place is vacant. Choose a post first."), code="vacant")
    return sum(confirm(row, cell=cell, by=by, now=now, source=source, is_example=is_example) for row in rows)


@transaction.atomic
def confirm_post(*, post: Post, by: User, now: datetime) -> int:
    """Confirm the post in every cell where it answers today. Returns how many cells were confirmed anew."""
    check_can_confirm(by, keeper_of(post))
    rows = post.assignments.in_force(localdate(now)).select_related("post", "interface__region", "municipality")
    return sum(confirm(row, cell=cell_of(row), by=by, now=now) for row in rows.select_for_update(of=("self",)))


@transaction.atomic
def end_contact(*, cell: Cell, assignment_id: int, by: User, now: datetime) -> bool:
    """From today on the post no longer answers in the cell; what it was stays in the history.

    The next post of the cell, if there is one, becomes the first to contact. False when it had ended already.
    """
    check_can_edit(by, cell.owner)
    today = localdate(now)
    lock(cell)
    standing = list(cell.assignments(today).select_related("post"))
    row = next((row for row in standing if row.pk == assignment_id), None)
    if row is None:
        return False
    rest = [other for other in standing if other.pk != row.pk]
    end(row, today, cell=cell, by=by, now=now)
    if row.is_primary and rest:
        promote(rest[0], today)
    return True


@transaction.atomic
def flag_bounced(*, cell: Cell, assignment_id: int, by: User, now: datetime, is_example: bool = False) -> bool:
    """Note that mail to the post came back. False when that is known or the post has left the cell."""
    check_can_flag(by, cell)
    today = localdate(now)
    lock(cell)
    row = cell.assignments(today).select_related("post").filter(pk=assignment_id).first()
    if row is None or row.bounced_on is not None:
        return False
    Assignment.objects.filter(pk=row.pk).update(bounced_on=today)
    Verification.objects.create(assignment=row, on=today, outcome=VerificationOutcome.BOUNCED, is_example=is_example)
    record(ContactEvent.BOUNCED, row, cell=cell, by=by, now=now)
    return True


# What the verbs above are made of; each runs inside their transaction, with the cell locked.


def lock(cell: Cell) -> None:
    """One change of the interface at a time (on SQLite the write transaction itself stands for this)."""
    Interface.objects.select_for_update().get(pk=cell.interface.pk)


def new_post(organisation: Organisation, details: PostDetails, *, is_example: bool = False) -> Post:
    columns = details.columns()
    post, created = Post.objects.get_or_create(
        organisation=organisation,
        unit=unit_named(organisation, details.unit),
        title_fi=columns.pop("title_fi"),
        defaults={"is_example": is_example, **columns},
    )
    if not created:
        raise RuleBroken(double(), code="double")
    return post


def double() -> str:
    return _("There is already a post with this title. Choose it from the list.")


def unit_named(organisation: Organisation, name: str) -> Unit | None:
    return Unit.objects.get_or_create(organisation=organisation, name_fi=name)[0] if name else None


def place(
    *,
    cell: Cell,
    post: Post,
    by: User | None,
    now: datetime,
    is_primary: bool,
    source: str = "",
    confirmed: bool = True,
    is_example: bool = False,
) -> Assignment:
    if not may_answer_for(post, cell.owner):
        raise RuleBroken(_("This post belongs to another organisation."), code="foreign")
    today = localdate(now)
    row = Assignment.objects.create(
        interface=cell.interface,
        side=cell.side,
        municipality=cell.municipality,
        post=post,
        is_primary=is_primary,
        valid_from=today,
        confirmed_on=today if confirmed else None,
        source=source,
        is_example=is_example,
    )
    if confirmed:
        Verification.objects.create(
            assignment=row, on=today, outcome=VerificationOutcome.CONFIRMED, source=source, is_example=is_example
        )
    record(ContactEvent.ASSIGNED, row, cell=cell, by=by, now=now)
    return row


def confirm(
    row: Assignment, *, cell: Cell, by: User, now: datetime, source: str = "", is_example: bool = False
) -> bool:
    today = localdate(now)
    if row.confirmed_on == today and row.bounced_on is None:
        return False
    Assignment.objects.filter(pk=row.pk).update(confirmed_on=today, bounced_on=None)
    Verification.objects.create(
        assignment=row, on=today, outcome=VerificationOutcome.CONFIRMED, source=source, is_example=is_example
    )
    record(ContactEvent.CONFIRMED, row, cell=cell, by=by, now=now)
    return True


def end(row: Assignment, today: date, *, cell: Cell, by: User, now: datetime) -> None:
    """The last day was yesterday. What began today never held for a day: it goes, and the audit trail remembers it."""
    record(ContactEvent.ENDED, row, cell=cell, by=by, now=now)
    if row.valid_from is not None and row.valid_from >= today:
        row.delete()
    else:
        Assignment.objects.filter(pk=row.pk).update(valid_to=today - timedelta(days=1))


def promote(row: Assignment, today: date) -> None:
    """Make the post the first to contact from today on; until yesterday it stood beside another, and history keeps that."""
    if row.valid_from is not None and row.valid_from >= today:
        Assignment.objects.filter(pk=row.pk).update(is_primary=True)
        return
    log = list(row.verifications.order_by("on", "id"))
    Assignment.objects.filter(pk=row.pk).update(valid_to=today - timedelta(days=1))
    successor = Assignment.objects.create(
        interface=row.interface,
        side=row.side,
        municipality=row.municipality,
        post=row.post,
        is_primary=True,
        valid_from=today,
        confirmed_on=row.confirmed_on,
        bounced_on=row.bounced_on,
        source=row.source,
        is_example=row.is_example,
    )
    Verification.objects.bulk_create(
        Verification(
            assignment=successor, on=entry.on, outcome=entry.outcome, source=entry.source, is_example=entry.is_example
        )
        for entry in log
    )


def cell_of(row: Assignment) -> Cell:
    return Cell(row.interface, row.municipality or row.interface.region, Side(row.side))


def record(event: ContactEvent, row: Assignment, *, cell: Cell, by: User | None, now: datetime) -> None:
    record_event(
        event=event,
        by=by,
        subject=row,
        organisation=cell.owner,
        now=now,
        post=row.post.title_fi,
        interface=cell.interface.name_fi,
    )
