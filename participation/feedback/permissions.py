"""Who decides on a comment. `queries.moderation` asks the same as querysets."""

from django.utils.translation import gettext as _

from organisations.models import Organisation
from participation.feedback.enums import CommentState, CommentStepKind
from participation.feedback.models import Comment
from participation.feedback.rules.speaking import speaks_as
from participation.matters.enums import MatterKind
from participation.matters.models import Matter
from participation.matters.permissions import is_shown, own_no
from people.enums import Permission, Role
from people.models import Person, User
from people.permissions import has_permission, organisations_where
from portal.exceptions import NotPermitted, NotVisible


def check_can_moderate_anywhere(person: Person) -> None:
    if not organisations_where(person, Permission.MATTER_MODERATE):
        raise NotPermitted(
            _("Reading texts before they are shown belongs to moderators. Ask the administrator of your organisation if you need it.")
        )


def is_own_comment(person: Person, comment: Comment) -> bool:
    return isinstance(person, User) and comment.author_id is not None and comment.author_id == person.pk


def was_comment_appealed(comment: Comment) -> bool:
    return any(step.kind == CommentStepKind.APPEALED for step in comment.steps.all())


def is_comment_reviewed(comment: Comment) -> bool:
    """Whether the author asked for a review that is not decided yet."""
    return comment.state == CommentState.HELD and was_comment_appealed(comment)


def has_hidden(person: Person, comment: Comment) -> bool:
    return isinstance(person, User) and any(
        step.kind == CommentStepKind.HIDDEN and step.by_id == person.pk for step in comment.steps.all()
    )


def can_see_comment_at_desk(person: Person, comment: Comment) -> bool:
    """The moderators of the organisation that answers for the idea, and the county's when a review was asked for."""
    place = comment.matter.organisation
    if has_permission(person, Permission.MATTER_MODERATE, place):
        return True
    return has_permission(person, Permission.MATTER_MODERATE, place.parent_id) and was_comment_appealed(comment)


def can_moderate_comment(person: Person, comment: Comment) -> bool:
    """Whether the person may show or hide it. Once a review was asked for, whoever said no has no more say in it."""
    here = has_permission(person, Permission.MATTER_MODERATE, comment.matter.organisation)
    if not was_comment_appealed(comment):
        return here
    county = is_comment_reviewed(comment) and can_see_comment_at_desk(person, comment)
    return (here or county) and not has_hidden(person, comment)


def check_can_moderate_comment(person: Person, comment: Comment) -> None:
    """Raises NotVisible to those who have nothing to do with it, NotPermitted with the reason to the one who said no before."""
    if not can_see_comment_at_desk(person, comment):
        raise NotVisible(str(comment.pk))
    if can_moderate_comment(person, comment):
        return
    if has_hidden(person, comment):
        raise NotPermitted(own_no())
    raise NotPermitted(_("The review of this comment has ended. Its own municipality decides on it now."))


def check_is_own_comment(person: Person, comment: Comment) -> None:
    if not is_own_comment(person, comment):
        raise NotVisible(str(comment.pk))


def check_can_comment(person: Person, matter: Matter) -> User:
    """The account that speaks. Raises NotVisible for what is not shown, NotPermitted for those who have not signed in."""
    if not is_shown(matter) or matter.kind != MatterKind.IDEA:
        raise NotVisible(matter.reference)
    if not isinstance(person, User):
        raise NotPermitted(_("Sign in to take part in the discussion. Others see your pen name only."))
    return person


def capacity_of(user: User, matter: Matter) -> tuple[Organisation, Role] | None:
    """For which organisation and in which role somebody speaks: for the one that answers first, then for the one where it was left."""
    for organisation in (matter.organisation, matter.origin):
        role = speaks_as(user.roles.get(organisation.pk, frozenset()))
        if role is not None:
            return organisation, role
    return None
