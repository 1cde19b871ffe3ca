"""The database's clock: one for all web processes, whatever their own clocks say."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """What the database's clock shows at this statement, not at the beginning of the transaction. One query."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
