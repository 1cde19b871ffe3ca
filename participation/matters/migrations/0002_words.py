"""Words that are found on PostgreSQL: titles by their trigrams, and the stems of a matter, kept by the database whoever writes the words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGRAMS = GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="matter_title_trigrams")
# Only the stems' own columns are compared, so that a step costs nothing here.
STEMS = """
    setweight(to_tsvector(config, NEW.title), 'A') || to_tsvector(config, NEW.text || ' ' || NEW.place)
"""
POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION matters_keep_stems() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE config regconfig := CASE NEW.language WHEN 'sv' THEN 'swedish' WHEN 'en' THEN 'english' ELSE 'finnish' END;
    BEGIN
        IF TG_OP = 'UPDATE' AND (NEW.title, NEW.text, NEW.place, NEW.language) = (OLD.title, OLD.text, OLD.place, OLD.language) THEN
            RETURN NULL;
        END IF;
        INSERT INTO matters_matterwords (matter_id, stems) VALUES (NEW.id, {STEMS})
        ON CONFLICT (matter_id) DO UPDATE SET stems = EXCLUDED.stems;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER matters_keep_stems AFTER INSERT OR UPDATE ON matters_matter
    FOR EACH ROW EXECUTE FUNCTION matters_keep_stems()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER IF EXISTS matters_keep_stems ON matters_matter",
    "DROP FUNCTION IF EXISTS matters_keep_stems()",
]


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite has neither: there titles are compared in Python (`queries.similar`) and words are searched as they are written."""
    if editor.connection.vendor == "postgresql":
        editor.add_index(apps.get_model("matters", "Matter"), TRIGRAMS)
        for sql in POSTGRESQL:
            editor.execute(sql, params=None)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for sql in POSTGRESQL_BACK:
            editor.execute(sql, params=None)
        editor.remove_index(apps.get_model("matters", "Matter"), TRIGRAMS)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [TrigramExtension(), migrations.RunPython(add, remove)]
