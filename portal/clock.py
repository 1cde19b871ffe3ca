"""The database's clock: one for all web processes, whatever their own clocks say."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField, Func, Value

# SQLite's clock, to be read beside the columns of a row. PostgreSQL's is clock_timestamp().
SQLITE_CLOCK = Func(Value("%Y-%m-%d %H:%M:%f"), Value("now"), function="strftime", output_field=DateTimeField())


def database_now() -> datetime:
    """What the database's clock shows at this statement, not at the beginning of the transaction. One query."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
