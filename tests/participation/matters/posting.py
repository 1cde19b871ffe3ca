"""A database of its own for the test that kills the web server: `python -m tests.participation.matters.posting prepare|tell`.

`prepare` migrates and makes the place; `tell` prints as JSON what is in the database: titles, what is half done, mails that wait.
"""

import json
import os
import sys

import django


def prepare() -> None:
    from django.core.management import call_command

    from tests.personas import build_place

    call_command("migrate", verbosity=0)
    build_place()


def tell() -> None:
    from django.db.models import Exists, OuterRef

    from participation.matters.enums import MatterEvent, StepKind
    from participation.matters.models import Matter, Step
    from people.models import AuditEvent, OutboxMail

    received = Exists(Step.objects.filter(matter=OuterRef("pk"), kind=StepKind.RECEIVED))
    events = AuditEvent.objects.filter(event=MatterEvent.RECEIVED, subject_kind="matters.matter").values_list("subject_id", flat=True)
    mails = {key.split(":")[1] for key in OutboxMail.objects.values_list("key", flat=True) if key.startswith("matter:")}
    known = set(events)
    rows = list(Matter.objects.annotate(has_step=received).values_list("pk", "title", "has_step"))
    told = {
        "titles": [title for _pk, title, _has_step in rows],
        "without_step": [title for _pk, title, has_step in rows if not has_step],
        "without_event": [title for pk, title, _has_step in rows if str(pk) not in known],
        "without_mail": [title for pk, title, _has_step in rows if str(pk) not in mails],
        "events_of_nothing": sorted(known - {str(pk) for pk, _title, _has_step in rows}),
        "waiting": OutboxMail.objects.filter(sent_at__isnull=True, claimed_at__isnull=True).count(),
        "claimed": OutboxMail.objects.filter(sent_at__isnull=True, claimed_at__isnull=False).count(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    {"prepare": prepare, "tell": tell}[sys.argv[1]]()
