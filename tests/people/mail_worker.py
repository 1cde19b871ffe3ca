"""A worker of the outbox in a process of its own: `python -m tests.people.mail_worker WAIT_FOR [unguarded]`.

Says it is ready, starts when the file WAIT_FOR appears, and prints how many mails it sent. `unguarded` is the twin without a claim:
read what waits, send it, mark it sent, as one would write it first.
"""

import os
import sys
import time
from pathlib import Path

import django


def unguarded() -> int:
    from django.utils import timezone

    from people.emails import letter
    from people.models import OutboxMail

    sent = 0
    for mail in list(OutboxMail.objects.waiting(timezone.now()).order_by("pk")):
        letter(mail).send()
        OutboxMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
        sent += 1
    return sent


def main(wait_for: Path, is_guarded: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from people.tasks import drain_outbox

    print("ready", flush=True)
    while not wait_for.exists():
        time.sleep(0.005)
    print(drain_outbox() if is_guarded else unguarded(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "unguarded" not in sys.argv)
