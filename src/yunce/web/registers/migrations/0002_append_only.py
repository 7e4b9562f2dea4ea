# SPDX-License-Identifier: Apache-2.0
"""The database itself refuses to change an event that is written."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER register_events_stay BEFORE UPDATE ON yunce_registers_registerevent "
    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION register_events_stay() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER register_events_stay BEFORE UPDATE ON yunce_registers_registerevent "
    "FOR EACH ROW EXECUTE FUNCTION register_events_stay()",
)


def guard(_apps: Any, editor: Any) -> None:
    """Put the guard up."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(editor.connection.vendor, ()):
        editor.execute(statement)


def unguard(_apps: Any, editor: Any) -> None:
    """Take it down."""
    table = " ON yunce_registers_registerevent" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS register_events_stay{table}")


class Migration(migrations.Migration):
    dependencies = [("yunce_registers", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
