"""The database itself refuses to change what a vote stands on.

From opening on (configuration_hash set) rules, money and proposals of a round are frozen; ballots, envelopes, lots and results are
never changed at all. SQLite rebuilds a table to change it and then forgets its triggers, so a later migration of these tables thaws
first and freezes last: `thaw` as the migration before it left things, `freeze` with its own NEVER and MORE
(tests/participation/budgeting/test_actions.py notices when it does not).
"""

from django.db import migrations

ROUND = (
    "organisation_id", "year", "min_age", "ballot_type", "max_choices", "counting_rule", "threshold", "tie_rule", "configuration_hash", "key_name",
    "max_points", "voter_scope", "may_replace",
)  # fmt: skip
AREA = ("round_id", "slug", "is_whole", "budget", "max_choices")
PROPOSAL = ("area_id", "title_fi", "title_sv", "title_en", "text_fi", "text_sv", "text_en", "cost", "exclusive_group")
# A sealed box holds the round fast: it never goes back to voting and its closing time stays.
SEALED = ("voting_opens_at", "voting_closes_at", "sealed_at")
NEVER = [
    "budgeting_participation", "budgeting_ballot", "budgeting_choice", "budgeting_draw", "budgeting_result", "budgeting_countfile",
    "budgeting_exclusion", "budgeting_votercode", "budgeting_commitment", "budgeting_sealconfirmation", "budgeting_roundchange",
    "budgeting_replacement",
]  # fmt: skip
# Columns by table that a later migration froze too.
MORE: dict[str, tuple[str, ...]] = {"round": (), "roundarea": (), "proposal": ()}

FROZEN_ROUND = "SELECT 1 FROM budgeting_round r WHERE r.id = NEW.round_id AND r.configuration_hash <> ''"
FROZEN_AREA = (
    "SELECT 1 FROM budgeting_round r JOIN budgeting_roundarea a ON a.round_id = r.id "
    "WHERE a.id = NEW.area_id AND r.configuration_hash <> ''"
)
FROZEN_PICTURE = (
    "SELECT 1 FROM budgeting_round r JOIN budgeting_roundarea a ON a.round_id = r.id JOIN budgeting_proposal p ON p.area_id = a.id "
    "WHERE p.id = NEW.proposal_id AND r.configuration_hash <> ''"
)
BACK = "NEW.state IN ('preparation', 'ideas', 'co_creation', 'assessment', 'published', 'voting')"
# trigger name, table, event, row condition, query that finds a frozen round (empty: always refuse)
Guard = tuple[str, str, str, str, str]


def differs(columns: tuple[str, ...], unequal: str) -> str:
    return "(" + " OR ".join(f"OLD.{column} {unequal} NEW.{column}" for column in columns) + ")"


def guards(unequal: str, never: list[str], more: dict[str, tuple[str, ...]]) -> list[Guard]:
    round_columns, area_columns, proposal_columns = (
        columns + more[table] for table, columns in (("round", ROUND), ("roundarea", AREA), ("proposal", PROPOSAL))
    )
    back = f"OLD.feasibility {unequal} NEW.feasibility AND NEW.feasibility <> 'withdrawn'"
    return [
        ("freeze_round", "budgeting_round", "UPDATE", f"OLD.configuration_hash <> '' AND {differs(round_columns, unequal)}", ""),
        ("freeze_area_new", "budgeting_roundarea", "INSERT", "", FROZEN_ROUND),
        ("freeze_area", "budgeting_roundarea", "UPDATE", differs(area_columns, unequal), FROZEN_ROUND),
        ("freeze_proposal_new", "budgeting_proposal", "INSERT", "", FROZEN_AREA),
        ("freeze_proposal", "budgeting_proposal", "UPDATE", f"({differs(proposal_columns, unequal)} OR {back})", FROZEN_AREA),
        *category_guards(more.get("category", ()), unequal),
        *picture_guards(more.get("proposalpicture", ()), unequal),
        ("keep_sealed", "budgeting_round", "UPDATE", f"OLD.sealed_at IS NOT NULL AND ({BACK} OR {differs(SEALED, unequal)})", ""),
        *((f"never_change_{table.removeprefix('budgeting_')}", table, "UPDATE", "", "") for table in never),
    ]


def category_guards(columns: tuple[str, ...], unequal: str) -> list[Guard]:
    """The categories of an open round and their limits; a new one would change nothing, but the published list would not be whole."""
    if not columns:
        return []
    return [
        ("freeze_category_new", "budgeting_category", "INSERT", "", FROZEN_ROUND),
        ("freeze_category", "budgeting_category", "UPDATE", differs(columns, unequal), FROZEN_ROUND),
    ]


def picture_guards(columns: tuple[str, ...], unequal: str) -> list[Guard]:
    """A picture on the ballot stays as it is. Taking one away is possible: it may have to go because of somebody's rights."""
    if not columns:
        return []
    return [
        ("freeze_picture_new", "budgeting_proposalpicture", "INSERT", "", FROZEN_PICTURE),
        ("freeze_picture", "budgeting_proposalpicture", "UPDATE", differs(columns, unequal), FROZEN_PICTURE),
    ]


def freeze(apps, schema_editor, never=NEVER, more=MORE):
    if schema_editor.connection.vendor == "postgresql":
        for name, table, event, condition, finds in guards("IS DISTINCT FROM", never, more):
            test = f"IF EXISTS ({finds}) THEN" if finds else "IF TRUE THEN"
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION budgeting_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test} "
                f"RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
            )
            when = f"WHEN ({condition})" if condition else ""
            schema_editor.execute(
                f"CREATE TRIGGER budgeting_{name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION budgeting_{name}()"
            )
    else:
        for name, table, event, condition, finds in guards("IS NOT", never, more):
            when = " AND ".join(part for part in (condition, f"EXISTS ({finds})" if finds else "") if part)
            schema_editor.execute(
                f"CREATE TRIGGER budgeting_{name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN {when}' if when else ''} "
                f"BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END"
            )


def thaw(apps, schema_editor, never=NEVER, more=MORE):
    for name, table, *_rest in guards("IS NOT", never, more):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS budgeting_{name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS budgeting_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS budgeting_{name}")


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0001_initial")]

    operations = [migrations.RunPython(freeze, thaw)]
