"""Who sees a matter, and who may take which step. `queries.visible_to` and `queries.on_desk_of` are the same rules as querysets."""

from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.matters.enums import MatterKind, MatterState, StepKind, Visibility
from participation.matters.models import Attachment, Matter
from participation.matters.rules import SHOWN, STEP_PERMISSION
from people.enums import Permission
from people.models import Person, User
from people.permissions import check_own_permission, check_permission, has_permission, organisations_where
from portal.exceptions import NotPermitted, NotVisible

WORKING: tuple[Permission, ...] = (Permission.MATTER_MODERATE, Permission.MATTER_ROUTE, Permission.MATTER_ANSWER)


def is_shown(matter: Matter) -> bool:
    return matter.visibility == Visibility.PUBLIC and matter.state in SHOWN


def is_author(person: Person, matter: Matter) -> bool:
    return isinstance(person, User) and matter.author_id is not None and matter.author_id == person.pk


def can_view(person: Person, matter: Matter) -> bool:
    """What is shown, everyone; the rest its author and those who take part in it, the desks that hold or have held it, and the county when
    a review was asked for.

    The code's holder is not asked here. Followers see no more than everyone.
    """
    theirs = is_author(person, matter) or is_participant(person, matter)
    return is_shown(matter) or theirs or can_view_on_desk(person, matter) or can_review(person, matter)


def is_participant(person: Person, matter: Matter) -> bool:
    """Of a matter for those who take part: the author of one that was joined to it."""
    if matter.visibility != Visibility.PARTICIPANTS or not isinstance(person, User):
        return False
    return matter.merged.filter(author=person).exists()


def desks_of(matter: Matter) -> set[int]:
    """Ids of the organisations whose desk shows it: the one that answers now, the one where it was left, each that handed it over."""
    return {matter.organisation_id, matter.origin_id, *(step.organisation_id for step in matter.steps.all())}


def can_view_on_desk(person: Person, matter: Matter) -> bool:
    mine = organisations_where(person, Permission.MATTER_VIEW)
    return bool(mine) and bool(mine & desks_of(matter))


def check_can_view_on_desk(person: Person, matter: Matter) -> None:
    if not can_view_on_desk(person, matter):
        raise NotVisible(matter.reference)


DECISIONS: tuple[StepKind, ...] = (StepKind.PUBLISHED, StepKind.DECLINED)


def was_appealed(matter: Matter) -> bool:
    return any(step.kind == StepKind.APPEALED for step in matter.steps.all())


def is_reviewed(matter: Matter) -> bool:
    """Whether the sender asked for a review that is not decided yet."""
    return matter.state == MatterState.IN_MODERATION and was_appealed(matter)


def can_review(person: Person, matter: Matter) -> bool:
    """The county's moderators see and decide what a municipality of theirs did not show, when its sender asks for a review.

    So a municipality with one moderator never has to judge its own no, and nobody needs to count moderators.
    """
    return has_permission(person, Permission.MATTER_MODERATE, matter.organisation.parent_id) and was_appealed(matter)


def has_declined(person: Person, matter: Matter) -> bool:
    return isinstance(person, User) and any(step.kind == StepKind.DECLINED and step.by_id == person.pk for step in matter.steps.all())


def can_moderate(person: Person, matter: Matter) -> bool:
    """Whether the person may show or not show it. Once a review was asked for, whoever said no has no more say in it."""
    here = has_permission(person, Permission.MATTER_MODERATE, matter.organisation_id)
    if not was_appealed(matter):
        return here
    return (here or (is_reviewed(matter) and can_review(person, matter))) and not has_declined(person, matter)


def own_no() -> str:
    return _("You decided not to show this text, so the review belongs to somebody else. Another moderator or the county decides.")


def can_take_step(person: Person, matter: Matter, step: StepKind) -> bool:
    """Whether the role permits the step; whether the state does is asked from the rules."""
    if step in DECISIONS:
        return can_moderate(person, matter)
    if step == StepKind.NOTE:
        return any(organisations_where(person, permission) & desks_of(matter) for permission in WORKING)
    return step in STEP_PERMISSION and has_permission(person, STEP_PERMISSION[step], matter.organisation_id)


def check_can_take_step(person: Person, matter: Matter, step: StepKind) -> None:
    """Raises NotVisible to those who do not see the matter at all, NotPermitted with the reason to those who only look on."""
    if not can_review(person, matter):
        check_can_view_on_desk(person, matter)
    if can_take_step(person, matter, step):
        return
    if step in DECISIONS and was_appealed(matter) and has_declined(person, matter):
        raise NotPermitted(own_no())
    if step in STEP_PERMISSION and matter.organisation_id not in organisations_where(person, Permission.MATTER_VIEW):
        message = _("This matter is now answered by %(organisation)s. You can follow it and write notes.")
        raise NotPermitted(message % {"organisation": matter.organisation.name})
    raise NotPermitted(_("Your role does not allow this step. Ask the administrator of your organisation if you need it."))


def check_can_route(person: Person) -> None:
    """Whether the person routes anywhere at all; each matter is asked again when it is routed."""
    if not organisations_where(person, Permission.MATTER_ROUTE):
        raise NotPermitted(_("Routing matters belongs to coordinators. Ask one of them, or answer the matter yourself."))


def can_see_contacts(person: Person, matter: Matter) -> bool:
    """The sender's e-mail and phone are for those who answer, not for everyone who may look on."""
    return has_permission(person, Permission.MATTER_ANSWER, matter.organisation_id)


def can_enter(person: Person, organisation: Organisation) -> bool:
    """Whether the person may write down what somebody says by phone, at the counter or on paper."""
    return any(has_permission(person, permission, organisation) for permission in WORKING)


def check_can_enter(person: Person, organisation: Organisation) -> None:
    if not can_enter(person, organisation):
        check_permission(person, Permission.MATTER_ANSWER, organisation)


def check_can_support(person: Person, matter: Matter) -> User:
    """The account that supports. Raises NotVisible for what is not shown, NotPermitted for those who have not signed in."""
    if not is_shown(matter) or matter.kind != MatterKind.IDEA:
        raise NotVisible(matter.reference)
    if not isinstance(person, User):
        raise NotPermitted(_("Sign in to support an idea. So each person's support counts once."))
    return person


def check_is_sender(person: Person, matter: Matter, code: str) -> None:
    """Only the sender takes it back, asks for a review or tells whether the answer helped: signed in as its author, or with the code."""
    if not is_author(person, matter) and code != matter.code:
        raise NotVisible(matter.reference)


def can_work_on(person: Person, matter: Matter) -> bool:
    """Whether the person has a role that works on matters where this one is answered now."""
    return any(has_permission(person, permission, matter.organisation_id) for permission in WORKING)


def check_can_assign(person: Person, matter: Matter) -> None:
    """Who works on a matter is settled among those who answer now. Raises NotVisible, NotPermitted."""
    check_can_view_on_desk(person, matter)
    if not can_work_on(person, matter):
        raise NotPermitted(_("Who works on the matter is settled by those who answer it now. You can follow it and write notes."))


def check_can_keep_templates(person: Person, organisation: Organisation) -> None:
    """Response templates belong to those who answer."""
    check_own_permission(person, Permission.MATTER_ANSWER, organisation)


def check_can_answer_somewhere(person: Person) -> None:
    """Whether the person answers anywhere at all; each matter is asked again."""
    if not organisations_where(person, Permission.MATTER_ANSWER):
        raise NotPermitted(_("Drafts and response templates are for those who answer. Ask your administrator for a role if you need it."))


def can_hide_files(person: Person, matter: Matter) -> bool:
    """Whether the person's work is to hide single pictures and documents of the matter from others."""
    return has_permission(person, Permission.MATTER_MODERATE, matter.organisation_id)


def was_file_appealed(file: Attachment) -> bool:
    return any(look.kind == StepKind.FILE_APPEALED for look in file.looks.all())


def is_file_reviewed(file: Attachment) -> bool:
    """Whether the sender asked for a review of the hidden file that is not decided yet."""
    looks = list(file.looks.all())
    return bool(looks) and looks[-1].kind == StepKind.FILE_APPEALED


def has_hidden_file(person: Person, file: Attachment) -> bool:
    return isinstance(person, User) and any(look.kind == StepKind.FILE_HIDDEN and look.by_id == person.pk for look in file.looks.all())


def can_review_file(person: Person, file: Attachment) -> bool:
    """The county's moderators see and decide it when a review was asked for, as with texts."""
    return has_permission(person, Permission.MATTER_MODERATE, file.matter.organisation.parent_id) and was_file_appealed(file)


def can_look_at_reviewed(person: Person, matter: Matter) -> bool:
    """Whether the person sees those hidden files of the matter of which a review was asked for."""
    return has_permission(person, Permission.MATTER_MODERATE, matter.organisation.parent_id)


def can_hide_file(person: Person, file: Attachment) -> bool:
    """Whether the person may hide the file or show it again. Once a review was asked for, whoever hid it has no more say in it."""
    here = can_hide_files(person, file.matter)
    if not was_file_appealed(file):
        return here
    return (here or (is_file_reviewed(file) and can_review_file(person, file))) and not has_hidden_file(person, file)


def own_hiding() -> str:
    return _("You decided not to show this file, so the review belongs to somebody else. Another moderator or the county decides.")


def check_can_look_at_file(person: Person, file: Attachment) -> None:
    """Raises NotVisible to those who neither have the matter on their desk nor review the file, NotPermitted if they are no moderators."""
    if not can_review_file(person, file):
        check_can_view_on_desk(person, file.matter)
        if not can_hide_files(person, file.matter):
            raise NotPermitted(_("Hiding a file belongs to moderators. Ask the administrator of your organisation if you need it."))


def check_can_hide_file(person: Person, file: Attachment) -> None:
    check_can_look_at_file(person, file)
    if can_hide_file(person, file):
        return
    if has_hidden_file(person, file):
        raise NotPermitted(own_hiding())
    raise NotPermitted(_("The review of this file has been decided. Its municipality can show it again."))
