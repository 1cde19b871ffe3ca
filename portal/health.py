"""Is this process fit to serve? Each part answers in plain words, or with nothing when it is well."""

import tempfile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def database_trouble() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"does not answer ({type(error).__name__})"
    return ""


def migrations_trouble() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"cannot be read ({type(error).__name__})"
    return f"{len(waiting)} not applied: run ./kuuluu manage migrate" if waiting else ""


def data_folder_trouble() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"ready")
    except OSError as error:
        return f"cannot be written ({error.strerror})"
    return ""


CHECKS = {"database": database_trouble, "migrations": migrations_trouble, "data folder": data_folder_trouble}


def troubles() -> dict[str, str]:
    """What is wrong, by part; empty when the process is ready."""
    found = {part: check() for part, check in CHECKS.items()}
    return {part: trouble for part, trouble in found.items() if trouble}
