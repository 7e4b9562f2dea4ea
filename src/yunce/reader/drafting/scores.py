# SPDX-License-Identifier: Apache-2.0
"""Scorecards of a draft: the lines of a table with weights, the grades of a table with bands and coefficients."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from yunce.reader.drafting.ids import Refs
from yunce.reader.drafting.work import block_at
from yunce.reader.drafting.written import Element, amount_of, common, value_of
from yunce.reader.reading import Reading, Statement

_WEIGHT = re.compile(r"权重|分值|占比|配分|标准分")
_COLUMNS = {"full": re.compile(r"满分"), "zero": re.compile(r"零分|0分"), "target": re.compile(r"目标值?|标准值?|指标值")}
_PAY = re.compile(r"系数")
Line = tuple[Statement, str]


def scorecards(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """The scorecards of tables that give weights, those with grades where a table gives bands; grades alone are one scorecard."""
    tables = _tables(reading, own)
    cards: dict[str, Element] = {}
    grades: list[Element] = []
    for rows in tables.values():
        weighted = [lines for lines in rows.values() if any(_WEIGHT.search(header) for _, header in lines)]
        if weighted:
            for lines in weighted:
                _line(reading, lines, refs, cards)
        else:
            grades += [grade for lines in rows.values() if (grade := _grade(reading, lines))]
    found = list(cards.values()) or ([{"id": "scorecard_1", "title": "绩效考核", "period": "month"}] if grades else [])
    if found and len(grades) > 1:
        ordered = sorted(grades, key=lambda row: -float(str(row["from"])))
        found = [{**card, "grades": ordered} for card in found]
    return found


def _tables(reading: Reading, own: Iterable[Statement]) -> dict[int, dict[int, list[Line]]]:
    """The statements of appraisal tables by table and row, each with the header above it."""
    statements = [one for one in own if one.kind in {"appraisal", "target", "total", "rule"}]
    places = {one.id: block_at(reading, one) for one in statements}
    found: dict[int, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for one in statements:
        cell = reading.document.blocks[places[one.id]].cell
        context = reading.cells.get(places[one.id])
        if cell is not None and context is not None and context.headers:
            found[cell.table][cell.row].append((one, context.headers[-1]))
    kinds = {table: {one.kind for lines in rows.values() for one, _ in lines} for table, rows in found.items()}
    return {table: rows for table, rows in found.items() if "appraisal" in kinds[table]}


def _line(reading: Reading, lines: list[Line], refs: Refs, cards: dict[str, Element]) -> None:
    """One line of a scorecard: the metric, its weight, what scores full and nothing."""
    weight, header = next(pair for pair in lines if _WEIGHT.search(pair[1]))
    goal = next((one for one, head in lines if _COLUMNS["target"].search(head)), weight)
    role = _role(reading, weight)
    row: Element = {"metric": refs.metric(goal), "weight": _points(reading, weight)}
    for name, form in _COLUMNS.items():
        found = next((one for one, head in lines if head != header and form.search(head)), None)
        if found is not None:
            row[name] = value_of(reading, found.mention) if name == "target" else amount_of(reading, found.mention)
    card = cards.setdefault(role, {"id": f"scorecard_{len(cards) + 1}", "period": "month", "items": []})
    if role and "for" not in card:
        card["for"] = [refs.roles.of(role)]
        card["title"] = f"{role}考核"
    card["items"].append({**row, **common(reading, weight)})  # type: ignore[attr-defined]


def _role(reading: Reading, one: Statement) -> str:
    """The post that a row is for: the first of two labels left of the weight, where the first column names posts."""
    at = block_at(reading, one)
    context = reading.cells.get(at)
    if context is None or len(context.labels) < 2:
        return ""
    return context.labels[0] if re.search(r"岗|员|长|理|管|席|师|组|工", context.labels[0]) else ""


def _points(reading: Reading, one: Statement) -> object:
    """A weight as points: 25% is 25."""
    amount = amount_of(reading, one.mention)
    return amount.rstrip("%") if isinstance(amount, str) else amount


def _grade(reading: Reading, lines: list[Line]) -> Element | None:
    """A grade: its name, the score from which it begins, its coefficient."""
    band = next((one for one, _ in lines if one.read_by == "table:band" or one.mention.unit == "分"), None)
    if band is None or band.mention.value is None:
        return None
    value = band.mention.value
    start = "0" if value.op in {"<", "<="} else str(value.low)
    name = " ".join(reading.document.text[band.mention.start : band.mention.end].split())
    at = block_at(reading, band)
    context = reading.cells.get(at)
    label = context.labels[-1] if context and context.labels else name
    pay = next((one for one, head in lines if _PAY.search(head)), None)
    return {
        "name": label,
        "from": start,
        **({"pay": amount_of(reading, pay.mention)} if pay else {}),
        **({"note": name} if label != name else {}),
    }
