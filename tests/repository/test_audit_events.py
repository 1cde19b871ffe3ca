"""Every audit event has a presenter, its sentence, in three languages."""

import ast
import re
from pathlib import Path

import pytest
from django.db import models
from django.utils import translation

from people.queries import AUDIT_EVENTS

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "organisations", "people", "interfaces", "participation", "wellbeing", "reports"]
EVENTS = [event for kind in AUDIT_EVENTS for event in kind]


def event_classes_in_code() -> set[str]:
    """Names of the TextChoices that code passes as `event=` to record_event, or that end in Event in an enums module."""
    names = set()
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("enums.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names |= {
                node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name.endswith("Event")
            }
    return names


def test_every_event_class_stands_on_the_shelf():
    assert event_classes_in_code() == {kind.__name__ for kind in AUDIT_EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.value)
def test_every_event_has_its_sentence_in_three_languages(event: models.TextChoices):
    sentences = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            sentences[language] = str(event.label)
    assert len(set(sentences.values())) == 3, f"not translated: {sentences}"
    placeholders = {language: sorted(re.findall(r"%\((\w+)\)s", text)) for language, text in sentences.items()}
    assert placeholders["fi"] == placeholders["sv"] == placeholders["en"]


def test_no_two_events_share_a_name():
    values = [event.value for event in EVENTS]
    assert len(values) == len(set(values))
