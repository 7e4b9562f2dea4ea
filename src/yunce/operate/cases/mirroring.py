# SPDX-License-Identifier: Apache-2.0
"""What the facts are told of cases: what was at stake, what they cost, where. Source: docs/method/cases.md, 6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from yunce.operate.workitems.folding import after, fold
from yunce.operate.workitems.item import Event, Item, Opening
from yunce.operate.workitems.states import Kind, State

NOTHING = (None, None)
Sums = tuple[Decimal | None, Decimal | None]
"""What was at stake and what it cost [CNY]; `None` where nobody has told."""


@dataclass(frozen=True, slots=True)
class Costed:
    """What an event changed of a case's money in one unit. Told again, in another unit or cancelled, the difference counts."""

    item: str
    seq: int
    part: int
    """Counts the units that one event concerns."""
    at: datetime
    unit: str
    sort: str
    """The plan's kind of case."""
    category: str
    channel: str
    sku: str
    """What it is about, as it was told: an order, a device, goods."""
    person: str
    element: str
    amount: Decimal | None
    cost: Decimal | None


def costed(item: str, opening: Opening, events: Sequence[Event]) -> Iterator[Costed]:
    """What happened to the money of a case, in order; nothing of other work. Raises `ValueError` where the events open nothing."""
    if opening.kind is not Kind.CASE:
        return
    now = fold(item, opening, events[:1])
    before: Mapping[str, Sums] = {}
    for event in events:
        now = now if event.seq == now.version else after(now, event)
        sums = _sums(now)
        yield from _rows(now, event, before, sums)
        before = sums


def _sums(item: Item) -> Mapping[str, Sums]:
    """What a case has in each unit: what is at stake where it was taken in, what it cost where it is answered for."""
    if item.state is State.CANCELLED:
        return {}
    found: dict[str, Sums] = {item.opening.unit: (_money(item.data.get("amount")), None)}
    cost = _money(item.data.get("cost"))
    unit = str(item.data.get("blamed") or item.opening.unit)
    found[unit] = (found.get(unit, NOTHING)[0], cost)
    return found


def _money(told: object) -> Decimal | None:
    try:
        return Decimal(str(told)) if told not in (None, "") else None
    except InvalidOperation:
        return None


def _rows(item: Item, event: Event, before: Mapping[str, Sums], now: Mapping[str, Sums]) -> Iterator[Costed]:
    changed = [(unit, _less(now.get(unit, NOTHING), before.get(unit, NOTHING))) for unit in dict.fromkeys((*before, *now))]
    told = [(unit, sums) for unit, sums in changed if sums != NOTHING]
    opening, data = item.opening, item.data
    named = (str(data.get("case") or ""), str(data.get("category") or ""), str(data.get("channel") or ""), opening.subject)
    for part, (unit, (amount, cost)) in enumerate(told, start=1):
        yield Costed(item.id, event.seq, part, event.at, unit, *named, event.by, opening.element, amount, cost)


def _less(now: Sums, was: Sums) -> Sums:
    amount, cost = (None if a == b else (a or Decimal()) - (b or Decimal()) for a, b in zip(now, was, strict=True))
    return amount, cost
