# SPDX-License-Identifier: Apache-2.0
"""The subjects of a rule as people say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from yunce.operate.facts import View
from yunce.operate.units import UNASSIGNED
from yunce.plan.document import Plan
from yunce.warehouse.port import Measure, Query

GOODS = frozenset({"sku", "item"})
"""Subjects that orders name by a title."""
LOOKED_BACK = timedelta(days=400)
"""How far back the titles of goods are looked for [d]."""
SOLD = "lines"


def subject_name(view: View, plan: Plan, each: str) -> Callable[[str], str]:
    """What gives a subject's name: a unit's; goods' by the plan, else by the title that most of its orders have; else as it is."""
    named = {item.sku: item.label for item in plan.items if item.sku} if each == "sku" else {}
    told = {**_titles(view, each), **named} if each in GOODS else {}

    def name(subject: str) -> str:
        if each in ("", "unit"):
            return view.units.name(subject or view.units.root or UNASSIGNED) if subject or view.units.root else "全部"
        return told.get(subject, subject)

    return name


def _titles(view: View, each: str) -> Mapping[str, str]:
    """The title that most orders of each goods have; of several the first by its signs."""
    days = view.coverage.days
    if not any(table == SOLD and reported.size for (table, _), reported in days.items()):
        return {}
    rows = Measure("rows", SOLD, "count", "*")
    asked = Query((rows,), (each, "title"), view.as_of - LOOKED_BACK, view.until, None, view.units.facts, view.known_at)
    best: dict[str, tuple[int, str]] = {}
    for goods, title, count in view.facts.query(asked).select(each, "title", "rows").iter_rows():
        if goods and title and (-count, title) < best.get(goods, (1, "")):
            best[goods] = (-count, title)
    return {goods: title for goods, (_, title) in best.items()}
