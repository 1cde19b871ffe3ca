"""What the benchmark of the ideas stands on: so many ideas of one town with three comments each, their paths and supports.

Run by the benchmark in a process of its own for each database (`python -m tests.bench.crowd COUNT`); prints the addresses and
what they ask.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any

import django

BATCH = 2_000
PLACE = "lahti"
COMMENTS_EACH = 3
# How often the words that are searched for stand in an idea: one in twenty, one in eighty (still a whole page of the few).
COMMON, RARE = ("penkkejä", 20), ("uimalaituri", 80)
# One title in four hundred, and what is typed by somebody who means the same.
WRITTEN, WRITES = "Penkki rantareitille", "Rantareitille penkki"
SEARCHED = {"penkki": "common", "uimalaiturit": "rare"}
SYLLABLES = ["ka", "la", "mi", "no", "ra", "su", "te", "vi", "hu", "jo", "pe", "ty", "sa", "ko", "lu", "ma", "ne", "ri", "to", "vu"]


def words(dice: Random, count: int) -> str:
    """Made-up Finnish: a few words are everywhere, most are rare, as in a real town."""
    numbers = (min(int(dice.paretovariate(0.7)), 40_000) for _word in range(count))
    return " ".join(SYLLABLES[n % 20] + SYLLABLES[n // 20 % 20] + SYLLABLES[n // 400 % 20] + ("ssa" if n % 3 else "n") for n in numbers)


def batches(count: int) -> Iterator[range]:
    return (range(start, min(start + BATCH, count)) for start in range(0, count, BATCH))


class Crowd:
    """The town and its people, and the making of rows."""

    def __init__(self, now: datetime) -> None:
        from interfaces.contacts.models import Interface, Post
        from organisations.models import Area, Organisation
        from people.models import User

        for chapter in ("ground", "people", "interfaces"):
            import_module(f"config.demo.{chapter}").load(now)
        self.now, self.dice = now, Random(2026)
        self.place = Organisation.objects.get(slug=PLACE)
        self.topics = list(Interface.objects.filter(region=self.place.parent))
        self.areas = list(Area.objects.filter(organisation=self.place))
        self.post = Post.objects.filter(organisation=self.place).first()
        self.sayings = [words(self.dice, 25) for _saying in range(500)]
        self.fans = User.objects.bulk_create(User(email=f"fan{n}@example.org", password="!") for n in range(60))

    def idea(self, number: int) -> Any:
        from participation.matters.enums import MatterKind, Outcome, Visibility
        from participation.matters.models import Matter
        from participation.matters.rules import code_from, reference_from
        from tests.bench.seed import PATHS, S

        state, received = PATHS[number % 5][0], self.now - timedelta(minutes=3 * number + self.dice.randrange(3))
        answered = received + timedelta(days=9) if state not in {S.OPEN, S.ROUTED} else None
        wanted = "".join(f" {word}" for word, every in (COMMON, RARE) if number % every == 0)
        return Matter(
            code=code_from(number.to_bytes(16)), reference=reference_from(number.to_bytes(8)), kind=MatterKind.IDEA, state=state,
            title=f"{WRITTEN if number % 400 == 0 else words(self.dice, 4)} {number}", text=f"{words(self.dice, 40)}{wanted}",
            topic=self.dice.choice(self.topics), area=self.dice.choice(self.areas),
            origin=self.place, organisation=self.place, visibility=Visibility.PUBLIC,
            received_at=received, due_on=received.date() + timedelta(days=14), answered_at=answered,
            outcome=Outcome.YES if answered else "", post=self.post, support_count=len(self.supporters(number)),
        )  # fmt: skip

    def supporters(self, number: int) -> list[Any]:
        return self.fans[: 60 if number % 97 == 0 else number % 4]

    def fill(self, count: int) -> None:
        from participation.feedback.models import Comment
        from participation.matters.models import Matter, Step, Support
        from tests.bench.seed import PATHS, path

        for numbers in batches(count):
            ideas = Matter.objects.bulk_create(self.idea(number) for number in numbers)
            pairs = list(zip(numbers, ideas, strict=True))
            Step.objects.bulk_create(step for number, idea in pairs for step in path(idea, PATHS[number % 5][1], self.post))
            Support.objects.bulk_create(
                Support(matter=idea, user=fan, at=self.now) for number, idea in pairs for fan in self.supporters(number)
            )
            first = Comment.objects.bulk_create(
                Comment(matter=idea, author=self.fans[n], pen_name="Kulkija", text=self.dice.choice(self.sayings), at=self.now)
                for idea in ideas for n in range(COMMENTS_EACH - 1)
            )  # fmt: skip
            Comment.objects.bulk_create(
                Comment(
                    matter_id=one.matter_id, parent=one, author=self.fans[9], pen_name="N", text=self.dice.choice(self.sayings), at=self.now
                )
                for one in first[:: COMMENTS_EACH - 1]
            )


def addresses(crowd: Crowd) -> dict[str, list[str]]:
    """What is asked for, by name: many addresses where one would be answered from a warm memory."""
    from participation.matters.models import Matter

    base, topic = f"/fi/{PLACE}/ideat/", crowd.topics[0].slug
    middle = Matter.objects.order_by("received_at")[Matter.objects.count() // 2]
    spot = f"0.{int(middle.received_at.timestamp()) * 1_000_000}.{middle.pk}"
    chosen = Random(7).sample(list(Matter.objects.values_list("reference", flat=True)), 300)
    return {
        "mixed": [base],
        "newest": [f"{base}?jarjestys=uusin"],
        "most supported": [f"{base}?jarjestys=kannatetuin"],
        "latest answered": [f"{base}?jarjestys=vastattu"],
        "half-way down": [f"{base}?jarjestys=uusin&jatko={spot}"],
        "without supports": [f"{base}?jarjestys=kannatetuin&jatko=0.0.{middle.pk}"],
        "topic": [f"{base}?jarjestys=uusin&aihe={topic}"],
        "area and stage": [f"{base}?jarjestys=kannatetuin&alue={crowd.areas[0].slug}&tila=odottaa"],
        **{f"search, {kind}": [f"{base}?jarjestys=uusin&haku={word}"] for word, kind in SEARCHED.items()},
        "search, mixed": [f"{base}?haku=penkki"],
        "idea": [f"/fi/asiat/{reference}/" for reference in chosen],
    }


def asked(path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = Client(SERVER_NAME="127.0.0.1").get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return len(captured)


def similar_plan(crowd: Crowd) -> dict[str, Any]:
    """How PostgreSQL looks for ideas like one that is being written: by which indexes, and how long."""
    from participation.matters.models import Matter
    from participation.matters.queries.similar import by_trigrams

    ideas = Matter.objects.of(crowd.place).shown().ideas()
    plan = json.loads(by_trigrams(ideas, WRITES, 5).explain(format="json", analyze=True))[0]
    indexes = sorted(set(re.findall(r'"Index Name": "(\w+)"', json.dumps(plan))))
    return {"milliseconds": plan["Execution Time"], "indexes": indexes}


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone, translation

    call_command("migrate", verbosity=0)
    with translation.override("fi"):
        crowd = Crowd(timezone.now())
        crowd.fill(count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    found = addresses(crowd)
    queries = {name: asked(paths[0]) for name, paths in found.items()}
    sys.stdout.write(json.dumps({"addresses": found, "queries": queries, "similar": similar_plan(crowd)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
