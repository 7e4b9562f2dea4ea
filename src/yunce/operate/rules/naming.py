# SPDX-License-Identifier: Apache-2.0
"""The subjects of a rule as people say them."""

from __future__ import annotations

from collections.abc import Callable

from yunce.operate.facts import View
from yunce.operate.units import UNASSIGNED
from yunce.plan.document import Plan


def subject_name(view: View, plan: Plan, each: str) -> Callable[[str], str]:
    """What gives a subject's name: a unit's, an item's by its sku, the whole's for none; else the subject as it is."""
    items = {item.sku: item.label for item in plan.items if item.sku} if each == "sku" else {}

    def name(subject: str) -> str:
        if each in ("", "unit"):
            return view.units.name(subject or view.units.root or UNASSIGNED) if subject or view.units.root else "全部"
        return items.get(subject, subject)

    return name
