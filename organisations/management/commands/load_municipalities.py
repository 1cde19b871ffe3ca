"""Adds counties and municipalities from a file that the operator gives, and brings their names up to date on the next run."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from organisations.actions import take_municipality
from portal.exceptions import RuleBroken

COLUMNS = {"code", "name_fi", "name_sv", "languages", "hva_code", "hva_name_fi", "hva_name_sv"}


class Command(BaseCommand):
    help = (
        "Load counties and municipalities from a CSV file (UTF-8) with the columns code, name_fi, name_sv, languages (fi, sv, fi+sv or "
        "sv+fi), hva_code, hva_name_fi and hva_name_sv, and if it has them population_YEAR, latitude and longitude of the centre. "
        "Running it again changes only what has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--county", default="", help="Only this county's municipalities: its official code, for example 09."
        )
        parser.add_argument("--home", default="", help="The code of the county that this installation serves.")
        parser.add_argument("--source", default="Tilastokeskus", help="Source of the population figures.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for row in read(options["file"]) if options["county"] in {"", row["hva_code"]}]
        if not rows:
            raise CommandError("The file has no municipality of that county.")
        made = 0
        for row in rows:
            try:
                made += take_municipality(row=row, home=options["home"], source=options["source"])
            except RuleBroken as error:
                raise CommandError(f"{row['code']} {row['name_fi']}: {error.message}") from error
        self.stdout.write(f"{len(rows)} municipalities read, {made} of them new.")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of the file, each value trimmed. Raises CommandError that says what is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
    missing = COLUMNS - (rows[0].keys() if rows else set())
    if missing:
        raise CommandError(f"{path} lacks the columns: {', '.join(sorted(missing))}.")
    return rows
