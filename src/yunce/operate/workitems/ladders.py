# SPDX-License-Identifier: Apache-2.0
"""The ladder of an item: its own where its opening brings one, else the line of superiors of the role that owes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from yunce.operate.workitems.escalation import Ladder, Rung
from yunce.operate.workitems.item import Item
from yunce.values.work_clock import Hours

OFFICE = Hours(((540, 720), (780, 1080)))
"""A day of work of eight hours; what a rung's delay is measured in, whatever hours the clock itself runs."""
WORKDAY = timedelta(seconds=OFFICE.seconds)
FIRST, LATER = WORKDAY, 2 * WORKDAY
"""A superior is told one working day after the due time, each one above two working days after the one below."""
MOST_RUNGS = 5


def ladder_of(item: Item, superiors: Mapping[str, str]) -> Ladder:
    """The rungs of an item, lowest first; `superiors` says whom each role reports to. Delays are working time.

    An opening brings its own as `ladder`: pairs of a role and its delay in working hours [h], `[["lead", 4], ["manager", 8]]`.
    """
    own = item.data.get("ladder")
    if isinstance(own, list | tuple):
        pairs = (pair for pair in own if isinstance(pair, list | tuple) and len(pair) == 2 and isinstance(pair[1], int | float))
        return tuple(Rung(str(role), timedelta(hours=max(hours, 0))) for role, hours in pairs)[:MOST_RUNGS]
    line: list[str] = []
    role = superiors.get(item.owner, "")
    while role and role not in line and role != item.owner and len(line) < MOST_RUNGS:
        line.append(role)
        role = superiors.get(role, "")
    return tuple(Rung(one, LATER if n else FIRST) for n, one in enumerate(line))
