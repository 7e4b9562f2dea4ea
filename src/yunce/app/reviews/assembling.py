# SPDX-License-Identifier: Apache-2.0
"""A review as a plan: the reader's draft with ids that stay from version to version, the packs' metrics, places in the source. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from yunce.app.reviews.looking import Look, Number
from yunce.app.reviews.queue import is_open
from yunce.plan.packs import Pack
from yunce.plan.parts.targets import Metric
from yunce.reader.draft import draft
from yunce.reader.reading import Statement
from yunce.reader.scan.units import is_money, is_share
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity, number_text, read_value

Row = dict[str, object]
UNSEEN = "未审阅"
"""The tag of what nobody has looked at."""

BY_HAND_WORDS = "手工录入"
"""How a metric that no pack knows is measured, until somebody says where its facts come from."""

_BY_HAND = {"sum": "sum(measures.value)", "last": "last(measures.value)"}
_LISTS_BY_NAME = {"metrics": "metric", "units": "unit"}
_WRITTEN = ("value", "stretch", "amount", "headcount")
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_MOST = Decimal(10) ** 16
"""A larger number is shown as it was written."""


def plan_tree(seen: Look, at: int, plan_id: str, packs: Mapping[str, Pack]) -> Row:
    """The plan of one part of the file, ready to be written as YAML."""
    tree: Row = dict(draft(seen.now, at))
    numbers = {one.now.mention.start: one for one in seen.numbers}
    heading = dict(_mapping(tree["plan"]))
    tree["plan"] = {**heading, "id": plan_id}
    used = _link_metrics(tree, packs)
    names = _names(tree, numbers)
    renamed = _mapping(_renamed(tree, names))
    lists = {name: [_settled(row, numbers) for row in _rows(rows)] for name, rows in renamed.items() if isinstance(rows, list)}
    return {"yunce": renamed["yunce"], "plan": renamed["plan"], **({"use": used} if used else {}), **{k: v for k, v in lists.items() if v}}


def open_instead(tree: Row, problems: Iterable[Problem]) -> bool:
    """Leave open what the language refuses, so that it is settled by people and nothing else is held up; False where nothing was."""
    changed = False
    for problem in problems:
        row, field = _place(tree, problem.path)
        if row is not None:
            changed = _opened(row, field or "value") or changed
    return changed


def _opened(row: Row, field: str) -> bool:
    field = field if field in row else next((name for name in (*_WRITTEN, "period", "pay", "due") if name in row), "")
    value = row.get(field)
    if not field or isinstance(value, dict):
        return False
    row[field] = {"unknown": "true", "stated": str(value)}
    return True


def _place(tree: Row, path: str) -> tuple[Row | None, str]:
    """The row and the field that a path such as `targets[a].value` names."""
    name, _, rest = path.partition("[")
    own, _, field = rest.partition("]")
    rows = tree.get(name)
    found = next((row for row in _rows(rows) if row.get("id") == own), None) if isinstance(rows, list) else None
    return found, field.lstrip(".").partition(".")[0].partition("[")[0]


def _link_metrics(tree: Row, packs: Mapping[str, Pack]) -> list[str]:
    """Metrics that a pack knows by name are the pack's; the packs that are used."""
    rows = _rows(tree.get("metrics", []))
    known = _shared_out(rows, packs)
    replaced = {own: metric for own, (_, metric) in known.items()}
    kept = [
        {**row, "measure": _BY_HAND.get(str(row.get("kind")), _BY_HAND["last"]), "definition": BY_HAND_WORDS}
        for row in rows
        if str(row["id"]) not in known
    ]
    tree |= _mapping(_renamed({key: value for key, value in tree.items() if key != "metrics"}, replaced))
    tree["metrics"] = kept
    return list(dict.fromkeys(pack for pack, _ in known.values()))


def _shared_out(rows: Iterable[Row], packs: Mapping[str, Pack]) -> dict[str, tuple[str, str]]:
    """Row's id -> the pack and its metric. What several packs know is the metric of the one that knows most of the plan."""
    open_rows = {str(row["id"]): row for row in rows}
    found: dict[str, tuple[str, str]] = {}
    while open_rows:
        pack, mine = max(
            ((name, _metrics_of(pack, open_rows)) for name, pack in packs.items()), key=lambda one: len(one[1]), default=("", {})
        )
        if not mine:
            break
        found |= {own: (pack, metric) for own, metric in mine.items()}
        open_rows = {own: row for own, row in open_rows.items() if own not in mine}
    return {own: found[own] for own in map(str, (row["id"] for row in rows)) if own in found}


def _metrics_of(pack: Pack, rows: Mapping[str, Row]) -> dict[str, str]:
    """Row's id -> the metric of a pack that has its name and its unit."""
    named = {name: metric for metric in pack.metrics for name in metric.synonyms} | {metric.name: metric for metric in pack.metrics}
    known = ((own, named.get(str(row["name"])), str(row.get("measured_in", ""))) for own, row in rows.items())
    return {own: metric.id for own, metric, unit in known if metric is not None and _fits(metric, unit)}


def _fits(metric: Metric, measured_in: str) -> bool:
    """True where the pack measures it in what the text counts it in; bare numbers fit counts."""
    if is_money(measured_in) or is_money(metric.measured_in):
        return is_money(measured_in) and is_money(metric.measured_in)
    if is_share(measured_in) or metric.measured_in == "1" or measured_in == "1":
        return metric.measured_in == "1" and measured_in in {"1", "%"}
    return measured_in in {"", metric.measured_in}


def _names(tree: Row, numbers: Mapping[int, Number]) -> dict[str, str]:
    """Old id -> an id made of what the element is about, so that a changed number keeps it."""
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for name, rows in tree.items():
        for row in _rows(rows) if isinstance(rows, list) else ():
            old = str(row.get("id", ""))
            subject = _subject(name, row, numbers)
            if not old or not subject:
                continue
            own = f"{old.partition('_')[0]}_{hashlib.sha256(subject.encode()).hexdigest()[:8]}"
            taken[own] += 1
            found[old] = own if taken[own] == 1 else f"{own}_{taken[own]}"
    return found


def _subject(name: str, row: Row, numbers: Mapping[int, Number]) -> str:
    """What an element is about, in words; its value is no part of it."""
    if name in _LISTS_BY_NAME:
        return f"{name}|{row['name']}|{row.get('measured_in', '')}"
    number = _number(row, numbers)
    if number is None or not isinstance(number.now, Statement):
        return f"{name}|{row.get('name') or row.get('title') or row.get('says') or ''}"
    links = number.now.links
    period = "" if number.now.kind in {"milestone", "duty"} else links.period
    return f"{name}|{number.now.kind}|{links.what}|{links.scope}|{period}|{number.now.qualifier}"


def _settled(row: Row, numbers: Mapping[int, Number]) -> Row:
    """A row with its place in the source as it came, its values in words, and a tag where nobody has looked at it."""
    number = _number(row, numbers)
    row = {key: value for key, value in row.items() if key != "note"}
    for field in _WRITTEN:
        if isinstance(row.get(field), str):
            row[field] = readable(str(row[field]), number.words if number else "")
        elif isinstance(row.get(field), dict):
            row[field] = _choices(_mapping(row[field]))
    if number is None:
        return row
    if "metric" in row and isinstance(number.now, Statement) and "title" not in row:
        links = number.now.links
        row = {"id": row["id"], "title": " ".join(filter(None, (links.scope, links.what, links.period))), **row}
    place = {"quote": " ".join(number.quote.split()), "start": str(number.start), "end": str(number.end)}
    row["source"] = {**_mapping(row.get("source", {})), **place}
    return {**row, "tags": [UNSEEN]} if is_open(number) else row


def _choices(value: Row) -> Row:
    """A disputed value with each of its readings in 万 and 亿."""
    several = value.get("disputed")
    return {**value, "disputed": [readable(str(one), "") for one in several]} if isinstance(several, list) else value


def readable(value: str, words: str) -> str:
    """The value in the words that it was written in where they say the same, else in 万 and 亿.

    >>> readable("12000000", "1200万元"), readable("45000", ""), readable(">= 600000", "不低于60万")
    ('1200万元', '4.5万', '>= 60万')
    """
    found, stated = read_value(value), read_value(words) if words else None
    if isinstance(found, Problem):
        return value
    if isinstance(found, Quantity) and isinstance(stated, Quantity) and stated.amount == found.amount:
        return words if stated.unit in {found.unit, "CNY"} else value
    sign, _, number = value.rpartition(" ")
    plain = read_value(number)
    if ".." in value or not isinstance(plain, Quantity) or plain.unit:
        return value
    for scale, name in _SCALES:
        scaled = plain.amount / scale
        if 1 <= abs(scaled) < _MOST and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{sign} {number_text(scaled)}{name}".strip()
    return value


def _number(row: Row, numbers: Mapping[int, Number]) -> Number | None:
    start = str(_mapping(row.get("source", {})).get("start", ""))
    return numbers.get(int(start)) if start.isdecimal() else None


def _renamed(value: object, names: Mapping[str, str]) -> object:
    """A tree with ids replaced wherever they stand, as values and as keys; words of the source are left alone."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    if isinstance(value, dict):
        return {names.get(key, key): one if key in {"source", "stated"} else _renamed(one, names) for key, one in value.items()}
    return value


def _rows(rows: object) -> list[Row]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _mapping(value: object) -> Row:
    return dict(value) if isinstance(value, Mapping) else {}
