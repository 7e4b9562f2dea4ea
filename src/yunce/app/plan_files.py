# SPDX-License-Identifier: Apache-2.0
"""Plans by reference: a file on disk, or the hash (or its beginning) of a stored version; read, resolved and with all problems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yunce.app.errors import PlanWrong
from yunce.app.packs import read_calendars, read_packs
from yunce.app.plan_store import PlanStore
from yunce.app.settings import Settings
from yunce.app.texts import read_text
from yunce.plan.document import Plan
from yunce.plan.measures import Columns
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, fingerprint, resolve
from yunce.values.problem import Problem
from yunce.warehouse.tables import TABLES

PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan's text and what became of it: `plan` is `None` where nothing could be read, `resolved` then too."""

    text: str
    plan: Plan | None
    resolved: Resolved | None
    problems: tuple[Problem, ...]
    fingerprint: str = ""
    """The hash of what the plan means with its packs; empty where there is no plan."""


def columns_of_facts() -> Columns:
    """The columns of each table of facts with their types, and of the derived `sales`: what measures are checked against."""
    columns = {name: {c.name: c.type for c in table.columns} for name, table in TABLES.items()}
    return {**columns, "sales": columns["lines"]}


def read_plan(reference: str, settings: Settings | None = None) -> Loaded:
    """The plan of a file or of a stored version (the current one for an empty reference).

    Raises `YunceError` where there is neither such a file nor such a version, or the file cannot be decoded.
    """
    settings = settings or Settings.read()
    path = Path(reference)
    stored = not reference or not (path.exists() or path.suffix in (".yaml", ".yml", ".json"))
    text = PlanStore(settings.home / PLANS).text(reference) if stored else read_text(path)
    return load_text(text, settings, name="" if stored else str(path))


@lru_cache(maxsize=16)
def load_text(text: str, settings: Settings, *, name: str = "") -> Loaded:
    """A plan's text parsed and resolved with the installed packs and calendar; all problems at once.

    The same text in the same installation is read once in a process; a changed calendar of the home counts from the next start.
    """
    plan, problems = parse(text, name=name)
    if plan is None:
        return Loaded(text, None, None, problems)
    resolved, more = resolve(plan, read_packs(), read_calendars(settings.home), columns=columns_of_facts())
    return Loaded(text, plan, resolved, (*problems, *more), fingerprint(resolved))


def usable(loaded: Loaded) -> Resolved:
    """The resolved plan. Raises `PlanWrong` with its errors where it has any."""
    errors = tuple(p for p in loaded.problems if p.severity.value == "error")
    if loaded.resolved is None or errors:
        raise PlanWrong(*(errors or loaded.problems))
    return loaded.resolved
