"""Query budgets: a list or detail page asks the database at most so many times, whatever the number of rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGE_BUDGET = 12


@contextmanager
def assert_queries(at_most: int = PAGE_BUDGET) -> Iterator[CaptureQueriesContext]:
    """Fails and lists the queries when there are more than `at_most`; transaction control does not count."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    asked = [
        q["sql"]
        for q in captured.captured_queries
        if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK"))
    ]
    assert len(asked) <= at_most, f"{len(asked)} queries, budget {at_most}:\n" + "\n".join(sql[:300] for sql in asked)
