"""Who may speak under an idea, for how long, and in what capacity. Pure."""

from collections.abc import Iterable

from people.enums import Role

LONGEST_COMMENT = 1000  # characters
LONGEST_PEN_NAME = 60
SPEAKING: tuple[Role, ...] = (Role.OFFICIAL, Role.COORDINATOR, Role.MODERATOR)


def speaks_as(roles: Iterable[Role]) -> Role | None:
    """In what capacity somebody with these roles speaks for the organisation; None when as a resident like everyone."""
    held = set(roles)
    return next((role for role in SPEAKING if role in held), None)
