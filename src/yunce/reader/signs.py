# SPDX-License-Identifier: Apache-2.0
"""What around a number tells its kind: the role of its section, announced goals, all that names it."""

from __future__ import annotations

import re

from yunce.reader.contexts import Context
from yunce.reader.linking import Links

_GOALS = re.compile(r"目标|任务|指标")


def place_is_open(context: Context) -> bool:
    """True outside of sections that speak of costs, rules and scores."""
    return context.place.role not in {"budget", "rule", "appraisal", "staffing"}


def in_goals(context: Context) -> bool:
    """True in a section of goals or behind a label that announces them."""
    return context.place.role == "goal" or bool(_GOALS.search(context.label))


def names_around(context: Context, links: Links) -> str:
    """All that names the number: its link, its scope, its cell."""
    cell = context.cell
    around = " ".join((*cell.headers, *cell.labels)) if cell else context.label
    return f"{links.what} {links.scope} {around} {cell.heading if cell else ''}"
