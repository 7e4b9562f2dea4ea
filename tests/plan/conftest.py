# SPDX-License-Identifier: Apache-2.0
"""The shipped pack and calendar, read once; a plan checked in full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from yunce.plan.document import Plan
from yunce.plan.packs import Pack, parse_pack
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.calendar import Calendar, read_calendar
from yunce.values.problem import Problem
from yunce.warehouse.tables import TABLES

PACKS = Path(__file__).parents[2] / "src" / "yunce" / "packs"
COLUMNS = {name: {column.name: column.type for column in table.columns} for name, table in TABLES.items()}
COLUMNS["sales"] = COLUMNS["lines"]
Checked = tuple[Plan | None, Resolved | None, tuple[Problem, ...]]


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    texts = [path.read_text("utf-8") for path in sorted((PACKS / "calendar_cn").glob("*.yaml"))]
    found, problems = read_calendar(*texts, (PACKS / "ecommerce" / "calendar.yaml").read_text("utf-8"))
    assert problems == ()
    return found


@pytest.fixture(scope="session")
def pack() -> Pack:
    files = ("pack.yaml", "metrics.yaml", "lists.yaml")
    found, problems = parse_pack({name: (PACKS / "ecommerce" / name).read_text("utf-8") for name in files})
    assert problems == () and found is not None
    return found


@pytest.fixture(scope="session")
def checked(pack: Pack, calendar: Calendar) -> Callable[[str], Checked]:
    def check(text: str) -> Checked:
        plan, problems = parse(text)
        if plan is None:
            return None, None, problems
        resolved, more = resolve(plan, {"ecommerce": pack}, calendar, columns=COLUMNS)
        return plan, resolved, (*problems, *more)

    return check
