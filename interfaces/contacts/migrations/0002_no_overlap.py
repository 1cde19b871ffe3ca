from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Numbers are compared as ranges of one, because GiST knows ranges without any extension.
CELL = """
    int8range(interface_id, interface_id, '[]') WITH &&,
    int4range(CASE side WHEN 'county' THEN 1 ELSE 0 END, CASE side WHEN 'county' THEN 1 ELSE 0 END, '[]') WITH &&,
    int8range(COALESCE(municipality_id, 0), COALESCE(municipality_id, 0), '[]') WITH &&,
    daterange(valid_from, valid_to, '[]') WITH &&
"""


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One primary at a time, and the same post once at a time, in every cell: for all days, not only for today."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"ALTER TABLE contacts_assignment ADD CONSTRAINT assignment_primary_no_overlap EXCLUDE USING gist ({CELL}) WHERE (is_primary)"
        )
        editor.execute(
            "ALTER TABLE contacts_assignment ADD CONSTRAINT assignment_post_no_overlap EXCLUDE USING gist "
            f"({CELL}, int8range(post_id, post_id, '[]') WITH &&)"
        )


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name in ("assignment_primary_no_overlap", "assignment_post_no_overlap"):
            editor.execute(f"ALTER TABLE contacts_assignment DROP CONSTRAINT {name}")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
