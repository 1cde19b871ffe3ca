"""`./kuuluu bench [NAME]`: the benchmarks. Each prints its figures, as ratios to a reference of the same run where time is concerned."""

import importlib
import os
import sys
from pathlib import Path

BENCHES = {
    "pages": "the idea list, the idea and the ballot against minimal Django views with the same SQL, on PostgreSQL under gunicorn",
    "ideas": "the list, the search and an idea with 100,000 ideas and 300,000 comments against 1,000, on PostgreSQL under gunicorn",
    "votes": "the ballot POST with 100,000 ballots in the database against an empty box, on PostgreSQL under gunicorn",
    "count": "the count of 60,000 ballots, and equal shares with add1 on 6,600 ballots and 64 projects",
    "pdf": "the report and ten municipality cards: seconds, pages, memory and conformance",
}


def main(names: list[str]) -> int:
    if not names:
        for name, what in BENCHES.items():
            sys.stdout.write(f"{name:8} {what}\n")
        return 0
    for name in names:
        if name not in BENCHES:
            sys.stdout.write(f"There is no benchmark “{name}”. There are: {', '.join(BENCHES)}.\n")
            return 2
        importlib.import_module(f"tests.bench.{name}").run()
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main(sys.argv[1:]))
