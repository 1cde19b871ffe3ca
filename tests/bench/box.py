"""What the benchmark of the votes stands on: a vote with its voters, and so many ballots in its box already.

Run by the benchmark in a process of its own for each database (`python -m tests.bench.box BALLOTS VOTERS`); prints the address and the
forms of the voters.
"""

import json
import os
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import django


def made_up(round: Any, count: int) -> Iterator[Any]:
    """Votes within the money, of one area after another."""
    from django.utils import timezone

    from participation.budgeting.enums import VoteChannel
    from participation.budgeting.models import Proposal

    dice, today = Random(2026), timezone.localdate()
    areas = [area for area in round.areas.all() if not area.is_whole]
    cheap = {area.pk: list(Proposal.objects.filter(area=area, cost__lt=15_000).values_list("pk", flat=True)) for area in areas}
    for number in range(count):
        area = areas[number % len(areas)]
        yield area, dice.sample(cheap[area.pk], dice.randint(1, len(cheap[area.pk]))), VoteChannel.WEB, today


def main(count: int, voters: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from participation.budgeting.actions.practice import fill_practice_box
    from participation.budgeting.models import Round
    from tests.bench.seed import seed

    call_command("migrate", verbosity=0)
    town = seed(voters=voters)
    Round.objects.update(is_example=True)  # only a practice round takes made-up votes
    round = Round.objects.get()
    fill_practice_box(round=round, votes=made_up(round, count))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    path = f"/fi/{town.place}/budjetointi/{town.round_slug}/aanesta/"
    sys.stdout.write(json.dumps({"path": path, "voters": [(voter.session, voter.body) for voter in town.voters]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
