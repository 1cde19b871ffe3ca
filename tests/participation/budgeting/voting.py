"""A database of its own for the tests with a real web server: `python -m tests.participation.budgeting.voting COMMAND …`.

`prepare` makes a round that takes votes; `come N` gives it time and prints N voter codes and what is in the box; `close SECONDS` moves its
closing time; `unguard` takes away what holds a second vote; `tell` prints as JSON what is in the box.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

RECEIPTS = "receipts"


def prepare() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from tests.participation.budgeting.town import build_town
    from tests.personas import build_place, invite_cast

    call_command("migrate", verbosity=0)
    place = build_place()
    town = build_town(place, invite_cast(place), timezone.now())
    print(json.dumps({"round": town.round.pk, "choices": town.ids("Valot", "Skeitti")}))


def come(count: str) -> None:
    from django.utils import timezone

    from participation.budgeting.actions.codes import make_codes
    from participation.budgeting.models import Round
    from people.models import User

    move_close(36_000)
    round, keeper, codes = Round.objects.get(), User.objects.get(email="coordinator@example.org"), list[str]()
    while len(codes) < int(count):
        amount = min(1000, int(count) - len(codes))
        codes += make_codes(round=round, holder="Koulu", count=amount, by=keeper, now=timezone.now())[1]
    print(json.dumps({"codes": codes, "box": in_box([])}))


def close(seconds: str) -> None:
    print(json.dumps(move_close(float(seconds))))


def move_close(seconds: float) -> float:
    from django.utils import timezone

    from participation.budgeting.models import Round

    closes_at = timezone.now() + timedelta(seconds=seconds)
    Round.objects.update(voting_closes_at=closes_at)
    return closes_at.timestamp()


def unguard() -> None:
    from django.db import connection

    from participation.budgeting.models import Participation

    [once] = [one for one in Participation._meta.constraints if one.name == "participation_once"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Participation, once)


def tell() -> None:
    print(json.dumps(in_box([line.strip() for line in sys.stdin if line.strip()])))


def in_box(codes: list[str]) -> dict[str, Any]:
    """`broken` are the receipts of `codes` whose ballot is missing or not what was sent."""
    from django.db.models import Count

    from participation.budgeting.models import Ballot, Participation, Round
    from participation.budgeting.queries.ballots import receipt_status

    round = Round.objects.get()
    empty = Ballot.objects.annotate(n=Count("choices")).exclude(n=2).count()
    marks = Participation.objects.values_list("voter_key").annotate(n=Count("pk")).filter(n__gt=1).order_by().count()
    status = {code: receipt_status(round, code) for code in codes}
    return {
        "envelopes": Participation.objects.count(), "ballots": Ballot.objects.count(), "half": empty, "twice": marks,
        "broken": [code for code in codes if not (status[code].is_found and status[code].is_intact)],
    }  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    {"prepare": prepare, "come": come, "close": close, "unguard": unguard, "tell": tell}[sys.argv[1]](*sys.argv[2:])
