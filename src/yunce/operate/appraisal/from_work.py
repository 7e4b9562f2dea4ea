# SPDX-License-Identifier: Apache-2.0
"""The ledger of work as results: what each post and person completed, on time, late, closed, what is open at the end of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, State
from yunce.operate.workitems.statistics import closure

SIX = Decimal("0.000001")


def results_of_work(items: Iterable[Item], first: datetime, until: datetime) -> Mapping[tuple[str, str], Decimal]:
    """(post, measure) -> value for items that fell due in [first, until), seen at its end; a ratio of nothing is left out.

    Who was given items stands beside the posts, as `@` and the name.

    `completion` closed over found · `on_time` closed by their due time over due · `late` how many were not [件] · `closure` the same as
    completion, of rectifications and cases · `open` how many are still owed [件]. What was cancelled counts nowhere.
    """
    own: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.due is None or not first <= item.due < until or item.state is State.CANCELLED:
            continue
        for holder in filter(None, (item.owner, item.assignee and f"@{item.assignee}")):
            own[holder].append(item)
    found: dict[tuple[str, str], Decimal] = {}
    for post, due in own.items():
        whole = closure(due, until)
        found |= {(post, "late"): Decimal(whole.due - whole.closed_by_due), (post, "open"): Decimal(whole.found - whole.closed)}
        cases = closure([i for i in due if i.opening.kind in {Kind.RECTIFICATION, Kind.CASE}], until)
        for name, ratio in (("completion", whole.rate), ("on_time", whole.on_time_rate), ("closure", cases.rate)):
            if ratio is not None:
                found[post, name] = Decimal(repr(ratio)).quantize(SIX, ROUND_HALF_UP)
    return found
