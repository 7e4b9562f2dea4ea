# SPDX-License-Identifier: Apache-2.0
"""What a document says of one thing in one place holds in its other places: the kind of a name, the name of a table's total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.reader.parallels import Judged
from yunce.reader.scan.units import is_money
from yunce.reader.verdicts import Kind

_SURE, _WEAK = 0.65, 0.55
_ELEMENTS: frozenset[Kind] = frozenset({"target", "budget"})
_LARGE = 1000


def settle_alike(judged: Sequence[Judged]) -> list[Judged]:
    """All judged mentions of a file. Weak kinds take what the same name is elsewhere; tables without a measure their total's name."""
    named = _named_by_totals(judged)
    sure: dict[tuple[str, bool], Counter[Kind]] = {}
    for one in named:
        kind = one.verdict.kind
        if kind in _ELEMENTS and one.verdict.confidence >= _SURE and one.links.what:
            sure.setdefault(_key(one), Counter())[kind] += 1
    found = []
    for one in named:
        known = sure.get(_key(one))
        if known and one.verdict.kind in _ELEMENTS and one.verdict.confidence <= _WEAK:
            one = replace(one, verdict=replace(one.verdict, kind=known.most_common(1)[0][0], rule="same name"))
        found.append(one)
    return found


def _key(one: Judged) -> tuple[str, bool]:
    return one.links.what, is_money(one.context.mention.unit)


def _named_by_totals(judged: Sequence[Judged]) -> list[Judged]:
    """A table whose measure only its heading tells is of what a line of text calls its grand total: 签约额2.4亿, 合计24000万元."""
    told: dict[Decimal, str] = {}
    for one in judged:
        value = _large(one)
        if one.context.cell is None and value is not None and one.links.by in {"clause", "label"} and one.links.what:
            told.setdefault(value, one.links.what)
    names: dict[tuple[int, str], str] = {}
    for one in judged:
        value = _large(one)
        table = _table(one)
        if value in told and table is not None and one.verdict.kind == "total" and _is_borrowed(one):
            names[table, one.links.what] = told[value]
    if not names:
        return list(judged)
    return [_renamed(one, names) for one in judged]


def _renamed(one: Judged, names: Mapping[tuple[int, str], str]) -> Judged:
    table = _table(one)
    name = names.get((table, one.links.what)) if table is not None and is_money(one.context.mention.unit) else None
    return replace(one, links=replace(one.links, what=name)) if name and _is_borrowed(one) else one


def _is_borrowed(one: Judged) -> bool:
    """True where neither a header nor a label of the cell holds the name: it was taken from the caption."""
    cell = one.context.cell
    return cell is not None and bool(one.links.what) and not any(one.links.what in words for words in (*cell.headers, *cell.labels))


def _table(one: Judged) -> int | None:
    place = one.context.block.cell
    return place.table if place else None


def _large(one: Judged) -> Decimal | None:
    """A large sum of money; small numbers agree by chance."""
    value = one.context.mention.value
    if value is None or value.low is None or value.low != value.high or not is_money(one.context.mention.unit):
        return None
    return value.low if value.low >= _LARGE else None
