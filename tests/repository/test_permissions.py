"""Every permission is granted by some role and used by some code; every role is described."""

import re
from pathlib import Path

import pytest

from people.enums import Permission, Role
from people.rules import ROLE_DESCRIPTIONS, ROLE_PERMISSIONS

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["organisations", "people", "interfaces", "participation", "wellbeing", "reports"]


def code() -> str:
    paths = [
        p
        for floor in FLOORS
        for p in (ROOT / floor).rglob("*.py")
        if p.name not in {"enums.py"} and p != ROOT / "people" / "rules.py"
    ]
    return "\n".join(p.read_text(encoding="utf-8") for p in paths)


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_granted_by_some_role(permission):
    assert any(permission in granted for granted in ROLE_PERMISSIONS.values())


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_used(permission):
    assert re.search(rf"\b(Permission|P)\.{permission.name}\b", code()), f"{permission.name} guards nothing"


@pytest.mark.parametrize("role", list(Role))
def test_every_role_says_what_it_is_for(role):
    assert role in ROLE_PERMISSIONS
    assert str(ROLE_DESCRIPTIONS[role]).strip()
