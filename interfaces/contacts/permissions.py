"""Who may keep the contacts of a side up to date: its own organisation's people, nobody else."""

from django.utils.translation import gettext as _

from interfaces.contacts.models import Cell, Post
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from people.enums import Permission
from people.models import Person, User
from people.permissions import has_permission
from portal.exceptions import NotPermitted, NotVisible


def can_edit(person: Person, owner: Organisation) -> bool:
    """Whether the person may choose the posts of this organisation."""
    return has_permission(person, Permission.CONTACT_EDIT, owner)


def check_can_edit(person: Person, owner: Organisation) -> None:
    """Raises NotVisible to strangers of the organisation and NotPermitted to its people without the right."""
    if not can_edit(person, owner):
        refuse(person, owner)


def can_confirm(person: Person, owner: Organisation) -> bool:
    """Whether the person may say that a contact of this organisation holds."""
    return has_permission(person, Permission.CONTACT_CONFIRM, owner)


def check_can_confirm(person: Person, owner: Organisation) -> None:
    if not can_confirm(person, owner):
        refuse(person, owner)


def can_flag(person: Person, cell: Cell) -> bool:
    """Whether the person may note that mail came back: people of both sides notice it."""
    return (
        can_confirm(person, cell.owner) or can_confirm(person, cell.interface.region) or can_confirm(person, cell.place)
    )


def check_can_flag(person: Person, cell: Cell) -> None:
    if not can_flag(person, cell):
        refuse(person, cell.owner)


def refuse(person: Person, owner: Organisation) -> None:
    if not isinstance(person, User) or owner.pk not in person.roles:
        raise NotVisible(owner.slug)
    raise NotPermitted(
        _("Your role does not allow you to change contacts. Ask a coordinator or registrar of your organisation.")
    )


def keeper_of(post: Post) -> Organisation:
    """The organisation whose people keep the post: its own, or for a sector's post the one that the sector belongs to."""
    home = post.organisation
    return home.parent if home.kind == OrganisationKind.SECTOR and home.parent is not None else home


def may_answer_for(post: Post, owner: Organisation) -> bool:
    """Whether the post belongs to the organisation or to one of its sectors."""
    return keeper_of(post).pk == owner.pk
