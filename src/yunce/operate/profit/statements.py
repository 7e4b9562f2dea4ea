# SPDX-License-Identifier: Apache-2.0
"""Statements: the levels of each centre's month from entries, internal prices and allocation; the company; the whole period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from yunce.operate.profit.allocating import UNALLOCATED, Month
from yunce.operate.profit.drivers import Drivers
from yunce.operate.profit.entries import Entry
from yunce.operate.profit.results import AccountLine, Kind, Statement, TransferLine
from yunce.operate.units import UNASSIGNED
from yunce.plan.document import Plan
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, Severity

CENT = Decimal("0.01")
NAMES = {UNASSIGNED: "未归属", UNALLOCATED: "未分摊", "": "公司合计"}
Lines = Mapping[tuple[str, str, Kind], int]


def transfers_of(plan: Plan, month: str, drivers: Drivers) -> tuple[list[TransferLine], list[Problem]]:
    """What units owe each other by internal price: the buyer's quantity x the price, to the fen."""
    found, problems = [], []
    for transfer in plan.transfers:
        inside = transfer.period is None or f"{transfer.period.first:%Y-%m}" <= month <= f"{transfer.period.last:%Y-%m}"
        if not inside or transfer.price is None:
            continue
        quantity = drivers.quantity(transfer.of, transfer.buyer, month)
        price = transfer.price.amount
        amount = None if quantity is None else (quantity * price).quantize(CENT, ROUND_HALF_UP)
        if quantity is None:
            path = f"transfers[{transfer.id}]"
            problems.append(Problem.of("profit.quantity_missing", path, Severity.WARNING, of=transfer.of, unit=transfer.buyer, month=month))
        found.append(TransferLine(month, transfer.id, transfer.seller, transfer.buyer, quantity, price, amount))
    return found, problems


def statements_of(month: Month, transfers: Iterable[TransferLine]) -> list[Statement]:
    """Each centre's statement of a month, in the plan's order; then what is unassigned and unallocated, where there is any."""
    lines: dict[str, dict[tuple[str, str, Kind], int]] = defaultdict(lambda: defaultdict(int))
    for entry in month.entries:
        lines[entry.unit][entry.account, entry.name, entry.kind] += entry.amount
    earned: dict[str, int] = defaultdict(int)
    owed: dict[str, int] = defaultdict(int)
    for transfer in transfers:
        if transfer.amount is not None:
            earned[transfer.seller] += fen(transfer.amount)
            owed[transfer.buyer] += fen(transfer.amount)
    names = {unit.id: unit.label for unit in month.plan.units}
    touched = {*lines, *earned, *owed, *(u for u, amount in month.received.items() if amount), *month.given}
    found = []
    others = [unit for unit in lines if unit not in {*names, UNASSIGNED}]
    for unit in (*names, *others, *(extra for extra in (UNASSIGNED, UNALLOCATED) if extra in touched)):
        inner = (earned[unit], owed[unit], month.given.get(unit, 0), month.received.get(unit, 0))
        hours = month.drivers.quantity("hours", unit, month.month)
        if unit in touched or hours is not None:
            found.append(_statement((month.month, unit, names.get(unit) or NAMES.get(unit, unit)), lines[unit], inner, hours))
    return found


def _statement(head: tuple[str, str, str], lines: Lines, inner: tuple[int, int, int, int], hours: Decimal | None) -> Statement:
    sums: dict[str, int] = defaultdict(int)
    for (_, _, kind), amount in lines.items():
        sums[kind] += amount
    earned, owed, given, received = inner
    margin = sums["revenue"] + earned - sums["variable"] - sums["tax"] - owed
    contribution = margin - sums["direct"]
    profit = contribution - sums["shared"] + given - received
    accounts = tuple(AccountLine(account, name, kind, yuan(amount)) for (account, name, kind), amount in lines.items())
    month, centre, name = head
    return Statement(
        month, centre, name, yuan(sums["revenue"]), yuan(earned), yuan(sums["variable"] + sums["tax"]), yuan(owed), yuan(margin),
        yuan(sums["direct"]), yuan(contribution), yuan(sums["shared"]), yuan(given), yuan(received), yuan(profit), hours,
        per_hour(yuan(profit), hours), accounts,
    )  # fmt: skip


def per_hour(profit: Decimal, hours: Decimal | None) -> Decimal | None:
    """Profit per hour of labour [CNY/h]; unknown without hours."""
    return (profit / hours).quantize(CENT, ROUND_HALF_UP) if hours else None


def together(month: str, centre: str, name: str, parts: Sequence[Statement]) -> Statement:
    """Statements added up: the company of a month, or a centre's whole period. Hours are those that were reported."""
    lines: dict[tuple[str, str, Kind], int] = defaultdict(int)
    for part in parts:
        for line in part.accounts:
            lines[line.account, line.name, line.kind] += fen(line.amount)
    earned, owed, given, received = (
        sum(fen(getattr(part, field)) for part in parts) for field in ("internal_revenue", "internal_cost", "given", "received")
    )
    known = [part.hours for part in parts if part.hours is not None]
    return _statement((month, centre, name), lines, (earned, owed, given, received), sum(known, Decimal(0)) if known else None)


def company_profit(entries: Iterable[Entry]) -> int:
    """The company's profit straight from its ledger [fen]: what every statement together must come to."""
    return sum(e.amount if e.kind == "revenue" else -e.amount for e in entries if not e.committed)
