# SPDX-License-Identifier: Apache-2.0
"""The things that elements of a draft refer to by id: metrics, units, roles; each name once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yunce.reader.drafting.written import Element, unknown
from yunce.reader.reading import Aside, Statement
from yunce.reader.scan.units import is_money, is_share, is_time

_PLAIN = re.compile(r"[^:：,，。;；]{1,16}")
_TOTALS = re.compile(r"合计|总计|小计|共计|全年|累计|汇总|总体|全部")
_UNIT_WORDS = {"CNY": "元", "1": "比例", "money": "金额", "share": "比例", "time": "时间", "points": "分", "count": "数"}
_LOWER_IS_BETTER = re.compile(r"成本|费用|差错|投诉|流失|退货|损耗|废品|不良|欠费|事故|时长|响应|等候|排队|缺货|能耗|逾期|遗失|故障")


@dataclass
class Names:
    """Names in the order in which they were first met, each with its id."""

    prefix: str
    ids: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The id of a name; a new one where it is new; empty for an empty name."""
        return self.ids.setdefault(name, f"{self.prefix}_{len(self.ids) + 1}") if name else ""

    def rows(self) -> list[Element]:
        """The elements themselves."""
        return [{"id": own, "name": name} for name, own in self.ids.items()]


@dataclass
class Refs:
    """All that one draft refers to. A metric is told by its name and by what it is measured in."""

    units: Names = field(default_factory=lambda: Names("unit"))
    roles: Names = field(default_factory=lambda: Names("role"))
    metrics: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)

    def metric(self, one: Statement | Aside) -> str:
        """The id of the metric that a number is of; a draft never guesses how it is measured."""
        name = one.links.what or "未命名指标"
        own, units = self.metrics.setdefault((name, nature(one.mention.unit)), (f"metric_{len(self.metrics) + 1}", []))
        units.append(_measured_in(one))
        return own

    def unit(self, scope: str) -> str:
        """The id of the part of the organisation that a scope names; empty for tiers, totals and periods."""
        name = scope.partition(" / ")[0].strip()
        return self.units.of(name) if _PLAIN.fullmatch(name) and not _TOTALS.search(name) and not name[:1].isdigit() else ""

    def metric_rows(self) -> list[Element]:
        """The metrics, those of one name but different units told apart."""
        first = self._first_of_name()
        rows: list[Element] = []
        for (name, kind), (own, units) in self.metrics.items():
            measured_in = units[0] if len(set(units)) == 1 else ""
            title = name if first[name] == own else f"{name}（{_UNIT_WORDS.get(units[0], units[0]) or _UNIT_WORDS[kind]}）"
            row: Element = {"id": own, "name": title, "kind": "sum" if kind in {"money", "count"} else "last"}
            row |= {"measured_in": measured_in} if measured_in else {}
            row |= {"better": "lower"} if _LOWER_IS_BETTER.search(name) else {}
            rows.append({**row, "measure": unknown(name)})
        return rows

    def _first_of_name(self) -> dict[str, str]:
        """Name -> the metric that keeps it as it is: the one that most numbers are of."""
        found: dict[str, tuple[int, str]] = {}
        for (name, _), (own, units) in self.metrics.items():
            if len(units) > found.get(name, (0, ""))[0]:
                found[name] = (len(units), own)
        return {name: own for name, (_, own) in found.items()}


def nature(unit: str) -> str:
    """What kind of number a unit is of: money, share, time, points, count."""
    if is_money(unit):
        return "money"
    if is_share(unit) or unit in {"1:n", "n:1", "fraction", "ppm", "倍", "1/100000"}:
        return "share"
    first = unit.split("/")[0]
    return "time" if is_time(first) else "points" if first == "分" else "count"


def _measured_in(one: Statement | Aside) -> str:
    """The metric's unit: a share is 1; parts of a piece are not counted in pieces."""
    unit, kind = one.mention.unit, nature(one.mention.unit)
    if kind == "share":
        return "1"
    value = one.mention.value
    ends = [end for end in (value.low, value.high) if end is not None] if value else []
    if kind == "money":
        return "CNY" if unit.startswith("CNY") and not any(end % 1 and (end * 100) % 1 for end in ends) else ""
    return unit.split("/")[0] if not any(end % 1 for end in ends) else ""
