# SPDX-License-Identifier: Apache-2.0
"""Budget lines, milestones, phases, duties and rules of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from yunce.reader.drafting.ids import Refs
from yunce.reader.drafting.written import Element, common, period_of, unknown, value_of
from yunce.reader.reading import Reading, Statement
from yunce.reader.scan.units import is_money

_RHYTHMS = re.compile(
    r"daily|workday|weekly(?::[a-z]{3})?|ten_days|monthly(?::(?:[1-9]|[12]\d|3[01]|last|last_wd))?|bimonthly|quarter|half_year|yearly"
)
_EVERY = {"月": "monthly", "年": "yearly", "季度": "quarter", "季": "quarter", "周": "weekly", "天": "daily", "半年": "half_year"}
_STAGE = re.compile(r"阶段|期$|期\(|期（|准备|筹备|培育|推进")
_LONGEST = 60


def budget(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """Money that goes out."""
    rows = []
    for one in own:
        if one.kind == "budget" and is_money(one.mention.unit):
            unit, every = refs.unit(one.links.scope), _EVERY.get(one.mention.unit.partition("/")[2], "")
            row: Element = {"id": f"budget_{one.id}", "title": one.links.what or "未命名"}
            row |= {"unit": unit} if unit else {}
            row |= {"pay": period_of(one.links.period)} if one.links.period else {}
            row |= {"every": every} if every else {}
            row |= {"owner": refs.roles.of(one.links.owner)} if one.links.owner else {}
            rows.append({**row, "amount": value_of(reading, one.mention), **common(reading, one)})
    return rows


def initiatives(reading: Reading, own: Iterable[Statement], refs: Refs) -> tuple[list[Element], list[Element]]:
    """Work that ends on a day, and stages that run from one day to another."""
    steps, phases = [], []
    for one in own:
        if one.kind != "milestone" or one.mention.sort not in {"date", "offset"}:
            continue
        title = one.links.what or _sentence(reading, one)
        first, _, last = one.links.period.partition("..")
        rest = common(reading, one)
        if last and (one.read_by == "rule:stage" or _STAGE.search(title)):
            phases.append({"id": f"phase_{one.id}", "title": title, "period": period_of(one.links.period, str(rest["note"])), **rest})
            continue
        row: Element = {"id": f"step_{one.id}", "title": title}
        row |= {"start": period_of(first), "due": period_of(last)} if last else {"due": period_of(first, _quote(rest))}
        row |= {"owner": refs.roles.of(one.links.owner)} if one.links.owner else {}
        steps.append({**row, **rest})
    return steps, phases


def duties(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """Work that comes back; how much of a population each round must see is part of it."""
    rows: list[Element] = []
    last: tuple[int, Element] | None = None
    for one in own:
        if one.kind != "duty":
            continue
        if one.mention.sort == "cadence":
            when = one.mention.when
            every: object = when if _RHYTHMS.fullmatch(when) else unknown(_quote(common(reading, one)) or when)
            row: Element = {"id": f"duty_{one.id}", "title": one.links.what or _sentence(reading, one), "every": every}
            row |= {"owner": refs.roles.of(one.links.owner)} if one.links.owner else {}
            rows.append({**row, **common(reading, one)})
            last = (block_at(reading, one), rows[-1])
        elif last is not None and one.mention.unit == "%" and last[0] == block_at(reading, one) and "cover" not in last[1]:
            last[1]["cover"] = {"per_period": value_of(reading, one.mention)}
    return rows


def rules(reading: Reading, own: Iterable[Statement]) -> list[Element]:
    """A rule for each sentence that holds bounds; its condition is words until somebody writes it as a formula."""
    found: dict[str, Element] = {}
    for one in own:
        if one.kind == "rule" and one.read_by != "record:tier":
            words = _sentence(reading, one)
            row: Element = {"id": f"rule_{one.id}", "title": words, "when": unknown(words)}
            found.setdefault(words, {**row, **common(reading, one)})
    return list(found.values())


def _quote(rest: Element) -> str:
    source = rest["source"]
    return str(source["quote"]) if isinstance(source, dict) else ""


def block_at(reading: Reading, one: Statement) -> int:
    """The index of the block that a statement stands in."""
    return bisect_right([block.start for block in reading.document.blocks], one.mention.start) - 1


def _sentence(reading: Reading, one: Statement) -> str:
    """The sentence around a statement, cut where it is long."""
    block = reading.document.blocks[block_at(reading, one)]
    text = reading.document.text
    start = max((found.end() for found in re.finditer(r"[。；;]", text[block.body : one.mention.start])), default=0) + block.body
    stop = re.search(r"[。；;]", text[one.mention.end : block.end])
    words = " ".join(text[start : one.mention.end + stop.start() if stop else block.end].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
