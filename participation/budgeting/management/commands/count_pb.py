"""Count an election file anew: `./kuuluu manage count_pb FILE.pb [--json] [--rule RULE] [--threshold N] [--exclude ID …]`."""

import json
from argparse import ArgumentParser
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participation.budgeting.rules.methods import RULES, Outcome, count_poll
from participation.budgeting.rules.polls import NotAPoll, Poll, number, read_poll


class Command(BaseCommand):
    help = "Counts an election in Pabulib's format from its votes alone and says who won."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the .pb file")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
        parser.add_argument("--rule", choices=RULES, help="another rule than the one that the file declares")
        parser.add_argument("--threshold", help="the fewest points that a project needs, instead of the file's")
        parser.add_argument("--exclude", action="append", default=[], metavar="ID", help="a project that takes no part; may be repeated")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            poll = read_poll(file.read_text(encoding="utf-8-sig"))
            limit = number(options["threshold"], "--threshold") if options["threshold"] else None
            outcome = count_poll(poll, rule=options["rule"], threshold=limit, excluded=options["exclude"])
        except (OSError, UnicodeDecodeError, NotAPoll, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(json.dumps(as_json(outcome), ensure_ascii=False) if options["json"] else as_table(outcome, poll))


def plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "tally": {project: plain(points) for project, points in outcome.tally.items()},
        "selected": list(outcome.selected),
        "ties": [list(tie) for tie in outcome.ties],
        "rule": outcome.rule,
        "excluded": list(outcome.excluded),
    }


def as_table(outcome: Outcome, poll: Poll) -> str:
    chosen = set(outcome.selected)
    lines = [f"rule {outcome.rule}, {len(poll.ballots)} ballots, {plain(outcome.cost)} of {plain(poll.budget)} used"]
    for project in sorted(outcome.tally, key=lambda p: -outcome.tally[p]):
        mark = "x" if project in outcome.excluded else "+" if project in chosen else " "
        lines.append(f"{mark} {project:<16} {plain(outcome.tally[project]):>9} {plain(poll.costs[project]):>14}")
    lines += [f"only the order of the file decided between: {', '.join(tie)}" for tie in outcome.ties]
    return "\n".join(lines)
