# SPDX-License-Identifier: Apache-2.0
"""Targets, baselines and claims of a draft: one target for each metric, unit and period; two values for one thing stay disputed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yunce.reader.drafting.ids import Refs, nature
from yunce.reader.drafting.written import Element, common, per_of, period_of, unknown, value_of
from yunce.reader.reading import Aside, Reading, Statement
from yunce.values.period import Period, read_period

_GOAL_RATIO = re.compile(r"费率|费用率|成本率|毛利率?|利润率|税率|费用|成本|占[^比]")
_PAST = frozenset({"past result", "present value"})
Key = tuple[str, str, str, str]


def targets(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """The targets, each part of the smallest one that holds its period."""
    found: dict[Key, Element] = {}
    for one in own:
        if _is_target(one):
            _add(reading, one, refs, found)
    rows = list(found.values())
    for row in rows:
        if parent := _parent(row, rows):
            row["parent"] = parent
    return rows


def _is_target(one: Statement) -> bool:
    """A target, or a ratio to reach: a cost rate, a margin."""
    if one.mention.sort not in {"quantity", "ratio", "mask", "blank"} or not one.links.what:
        return False
    return one.kind == "target" or (one.kind == "ratio" and bool(_GOAL_RATIO.search(one.links.what)))


def _add(reading: Reading, one: Statement, refs: Refs, found: dict[Key, Element]) -> None:
    metric, unit, per = refs.metric(one), refs.unit(one.links.scope), per_of(one.mention.unit)
    period, value = period_of(one.links.period), value_of(reading, one.mention)
    key = (metric, unit, per, _days(period))
    before = found.get(key)
    if before is not None and one.qualifier == "stretch" and "stretch" not in before:
        before["stretch"] = value
        return
    if before is not None and "value" in before:
        before["value"] = _disputed(before["value"], value)
        return
    if before is not None:
        before["value"] = value
        return
    row: Element = {"id": f"target_{one.id}", "metric": metric}
    row |= {"unit": unit} if unit else {}
    row |= {"period": period, "stretch" if one.qualifier == "stretch" else "value": value}
    row |= {"per": per} if per else {}
    row |= {"owner": refs.roles.of(one.links.owner)} if one.links.owner else {}
    found[key] = {**row, **common(reading, one)}


def _days(period: object) -> str:
    """The days of a period, however it is written: a quarter is its three months."""
    whole = read_period(period) if isinstance(period, str) else None
    return whole.name if isinstance(whole, Period) else str(period)


def _disputed(first: object, second: object) -> object:
    """Two values for one thing: the same is said twice, others are for people to settle."""
    readings = [str(one) for one in first["disputed"]] if isinstance(first, dict) and "disputed" in first else [str(first)]
    if isinstance(second, dict) or str(second) in readings:
        return first
    if isinstance(first, dict) and "unknown" in first:
        return second
    return {"disputed": [*readings, str(second)], "stated": "原文有多个数值"}


def _parent(row: Element, rows: list[Element]) -> str:
    """The target of the same metric and unit whose period holds this one's; the shortest of them."""
    inner = _whole(row)
    if inner is None:
        return ""
    same = [one for one in rows if one is not row and all(one.get(name) == row.get(name) for name in ("metric", "unit", "per"))]
    holders = [(outer, one) for one in same if (outer := _whole(one)) and outer != inner and outer.contains(inner)]
    return str(min(holders, key=lambda pair: pair[0].days)[1]["id"]) if holders else ""


def _whole(row: Element) -> Period | None:
    period = read_period(str(row["period"])) if isinstance(row["period"], str) else None
    return period if isinstance(period, Period) else None


def baselines(reading: Reading, aside: Iterable[Aside], refs: Refs) -> list[Element]:
    """Results of the past that the plan quotes, where they have a name."""
    rows = []
    for at, one in enumerate(aside, 1):
        if one.why in _PAST and one.links.what and one.mention.sort in {"quantity", "ratio"} and nature(one.mention.unit) != "points":
            row: Element = {"id": f"baseline_{at}", "metric": refs.metric(one), "period": period_of(one.links.period)}
            rows.append({**row, "value": value_of(reading, one.mention), **common(reading, one)})
    return rows


def claims(reading: Reading, own: Iterable[Statement]) -> list[Element]:
    """The sums that the plan states of itself."""
    rows: list[Element] = []
    for one in own:
        if one.kind == "total" and one.mention.sort == "quantity":
            words = " ".join(filter(None, (one.links.scope, one.links.what, str(common(reading, one)["source"]["quote"]))))  # type: ignore[index]
            rows.append({"id": f"claim_{one.id}", "says": words, "test": unknown(words), **common(reading, one)})
    return rows
