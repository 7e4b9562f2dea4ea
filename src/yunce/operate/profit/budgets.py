# SPDX-License-Identifier: Apache-2.0
"""What the plan's budget lines hold: the amount of a period, what is booked and committed against it, and how that stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from yunce.operate.profit.entries import Chart, Entry
from yunce.operate.profit.results import BudgetState
from yunce.plan.document import Plan
from yunce.plan.parts.targets import BudgetLine
from yunce.values.money import yuan
from yunce.values.period import Grain, Period
from yunce.values.quantity import Quantity, Range

SIX = Decimal("0.000001")
WARN, STOP = Decimal("0.8"), Decimal(1)
LONG: frozenset[Grain] = frozenset({"quarter", "half_year", "year"})
"""Rhythms whose amount is for more than a month: it holds what was spent since their part began."""
Use = Literal["within", "warn", "stop"]


@dataclass(frozen=True, slots=True)
class Held:
    """A line in a period: its amount, the part of it that is due by now [CNY], and the days whose spending it holds."""

    line: BudgetLine
    account: str
    amount: Decimal
    due: Decimal
    window: Period


def year_of(plan: Plan, period: Period) -> Period:
    """The calendar years that a period touches, as far as the plan goes; the period itself where it reaches beyond."""
    years = Period(date(period.first.year, 1, 1), date(period.last.year + 1, 1, 1))
    found = years.intersect(plan.plan.period) if plan.plan.period is not None else None
    return found if found is not None and found.contains(period) else period


def budgets_of(plan: Plan, chart: Chart, entries: Sequence[Entry], period: Period) -> Iterator[BudgetState]:
    """Budget lines with an account: booked and committed against what the lines give the period.

    `entries` may reach beyond the period: a pot for several months holds what was spent since its first. Lines of one unit and
    account are filled in the order of their days, so that nothing counts twice.
    """
    below = units_below(plan)
    through = max((e.month for e in entries if not e.committed and e.month <= f"{period.last:%Y-%m}"), default="")
    groups: dict[tuple[str, str, Period], list[Held]] = defaultdict(list)
    order = {line.id: at for at, line in enumerate(plan.budget)}
    for line in plan.budget:
        held = _held(plan, line, period, through) if line.account else None
        if held is not None:
            account = chart.accounts[line.account].id if line.account in chart.accounts else line.account
            groups[line.unit, account, held.window].append(Held(line, account, held.amount, held.due, held.window))
    found: list[BudgetState] = []
    for (unit, account, window), lines in groups.items():
        units = below.get(unit, frozenset({unit})) if unit else None
        months = (f"{window.first:%Y-%m}", f"{window.last:%Y-%m}")
        own = [e for e in entries if e.account == account and months[0] <= e.month <= months[1] and (units is None or e.unit in units)]
        totals = tuple(sum(e.amount for e in own if e.committed is flag) for flag in (False, True))
        found += _filled(sorted(lines, key=_first), (totals[0], totals[1]))
    yield from sorted(found, key=lambda state: order[state.budget])


def _first(held: Held) -> date:
    return held.line.pay.first if held.line.pay is not None else held.window.first


def _filled(lines: Sequence[Held], totals: tuple[int, int]) -> Iterator[BudgetState]:
    """What is booked, then what is committed [fen], put into lines one after another; the last takes what is left over."""
    spent, committed = (yuan(total) for total in totals)
    for at, held in enumerate(lines):
        is_last = at == len(lines) - 1
        own_spent = spent if is_last else min(max(spent, Decimal(0)), held.amount)
        own_committed = committed if is_last else min(max(committed, Decimal(0)), held.amount - own_spent)
        spent, committed = spent - own_spent, committed - own_committed
        yield _state(held, own_spent, own_committed)


def _state(held: Held, spent: Decimal, committed: Decimal) -> BudgetState:
    line, total = held.line, spent + committed
    used = (total / held.amount).quantize(SIX, ROUND_HALF_UP) if held.amount else None
    warn = line.warn.amount if line.warn is not None else WARN
    stop = line.stop.amount if line.stop is not None else STOP
    state: Use = "stop" if total > held.amount * stop else "warn" if _is_early(held, total, warn) else "within"
    return BudgetState(
        line.id, line.label, line.unit, held.account, held.amount, spent, committed, held.amount - total, used, state
    )  # fmt: skip


def _is_early(held: Held, total: Decimal, warn: Decimal) -> bool:
    """A whole amount warns from its share on; one that comes bit by bit where more is used than has come."""
    return total > 0 and (total >= held.amount * warn if held.due >= held.amount else total > held.due)


def _held(plan: Plan, line: BudgetLine, period: Period, through: str) -> Held | None:
    """What a line gives a period: a pot once, a rhythm at each of its times; nothing where it does not touch the period."""
    amount = line.amount.amount if isinstance(line.amount, Quantity) else line.amount.high if isinstance(line.amount, Range) else None
    if amount is None:
        return None
    if line.every is None:
        span = line.pay or plan.plan.period or period
        if not span.overlaps(period):
            return None
        first = min(span.first, period.first) if len(span.parts("month")) > 1 else period.first
        return Held(line, "", amount, amount, Period(first, period.until))
    first = line.pay.first if line.pay is not None else min(period.first, plan.plan.period.first if plan.plan.period else period.first)
    until = line.until.until if line.until is not None else period.until
    whole = _whole(period, line.every.grain)
    inside = Period(first, until).intersect(whole) if first < until else None
    if inside is None or not inside.overlaps(period):
        return None
    times = _times(line, inside, first)
    due = sum(f"{time:%Y-%m}" <= through for time in times) if through else len(times)
    return Held(line, "", amount * len(times), amount * due, Period(max(whole.first, first), period.until))


def _whole(period: Period, grain: Grain) -> Period:
    """The period made whole by a rhythm of quarters or longer."""
    if grain not in LONG:
        return period
    return Period(Period.of(period.first, grain).first, Period.of(period.last, grain).until)


def _times(line: BudgetLine, inside: Period, start: date) -> tuple[date, ...]:
    """The days of a rhythm; those of a day of work as its part's first, for there it needs no calendar."""
    every = line.every
    if every is None:
        return ()
    if every.workdays or every.every == "workday":
        return tuple(part.first for part in inside.parts(every.grain) for _ in range(max(1, len(every.on))))
    return tuple(window.first for window in every.windows(inside, None, start=start))


def units_below(plan: Plan) -> Mapping[str, frozenset[str]]:
    """Each unit with those under it."""
    parents = {unit.id: unit.parent for unit in plan.units}
    found: dict[str, set[str]] = {unit: {unit} for unit in parents}
    for unit in parents:
        at, seen = parents[unit], {unit}
        while at in parents and at not in seen:
            found[at].add(unit)
            seen.add(at)
            at = parents[at]
    return {unit: frozenset(units) for unit, units in found.items()}
