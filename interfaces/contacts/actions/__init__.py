"""Every change of contacts: who answers, the posts, the tree of interfaces and the stages of life."""

from interfaces.contacts.actions.answering import (
    PostDetails,
    confirm_contact,
    confirm_post,
    create_post,
    end_contact,
    flag_bounced,
    load_post,
    new_post,
    seen_mark,
    set_new_post,
    set_post,
    update_post,
)
from interfaces.contacts.actions.tree import Names, add_life_stage_service, create_interface, create_unit

__all__ = [
    "Names",
    "PostDetails",
    "add_life_stage_service",
    "confirm_contact",
    "confirm_post",
    "create_interface",
    "create_post",
    "create_unit",
    "end_contact",
    "flag_bounced",
    "load_post",
    "new_post",
    "seen_mark",
    "set_new_post",
    "set_post",
    "update_post",
]
