"""The audit trail is append-only also for SQL that goes past Django, and the cache of sign-in limits is shared by all processes.

Allowed: emptying `actor_id` when an account is erased, and removing a line that is over ten years old.
A later migration that makes SQLite rebuild the table drops these triggers: it must call `add` again (tests/people/test_audit.py tells).
"""

from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.management import call_command
from django.db import migrations

TABLE = "people_auditevent"
KEPT = ("id", "at", "event", "actor_role", "organisation_id", "subject_kind", "subject_id", "facts")

POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
                RETURN NEW;
            END IF;
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.at < now() - interval '10 years' THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_append_only()
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_append_only()
    """,
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER IF EXISTS {TABLE}_no_truncate ON {TABLE}",
    f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
    f"DROP FUNCTION IF EXISTS {TABLE}_append_only()",
]
SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE}
    WHEN NOT (NEW.actor_id IS NULL AND {SAME})
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_removal BEFORE DELETE ON {TABLE}
    WHEN OLD.at >= datetime('now', '-10 years')
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
    """,
]
SQLITE_BACK = [f"DROP TRIGGER IF EXISTS {TABLE}_no_change", f"DROP TRIGGER IF EXISTS {TABLE}_no_removal"]
BY_VENDOR = {"postgresql": (POSTGRESQL, POSTGRESQL_BACK), "sqlite": (SQLITE, SQLITE_BACK)}


def add(apps, schema_editor):
    for sql in BY_VENDOR[schema_editor.connection.vendor][0]:
        schema_editor.execute(sql, params=None)


def remove(apps, schema_editor):
    for sql in BY_VENDOR[schema_editor.connection.vendor][1]:
        schema_editor.execute(sql, params=None)


def tables_of_cache():
    return [cache._table for cache in caches.all(initialized_only=False) if isinstance(cache, BaseDatabaseCache)]


def add_cache(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def remove_cache(apps, schema_editor):
    for table in tables_of_cache():
        schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(table)}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(add, remove), migrations.RunPython(add_cache, remove_cache)]
