# SPDX-License-Identifier: Apache-2.0
"""The database itself refuses to change an event that is written."""

from typing import Any

from django.db import migrations

SQLITE = ("CREATE TRIGGER work_events_stay BEFORE UPDATE ON yunce_work_workevent BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION work_events_stay() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER work_events_stay BEFORE UPDATE ON yunce_work_workevent FOR EACH ROW EXECUTE FUNCTION work_events_stay()",
)


def guard(_apps: Any, editor: Any) -> None:
    """Put the guard up."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(editor.connection.vendor, ()):
        editor.execute(statement)


def unguard(_apps: Any, editor: Any) -> None:
    """Take it down."""
    table = " ON yunce_work_workevent" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS work_events_stay{table}")


class Migration(migrations.Migration):
    dependencies = [("yunce_work", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
