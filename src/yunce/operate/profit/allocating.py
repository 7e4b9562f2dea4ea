# SPDX-License-Identifier: Apache-2.0
"""The plan's allocations of one month: pools with their costs and drivers, given out method by method in the plan's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from yunce.engine.allocate import Allocated, Method, allocate
from yunce.operate.profit.drivers import Drivers
from yunce.operate.profit.entries import Chart, Entry
from yunce.operate.profit.results import PoolFlow, Share
from yunce.plan.document import Plan
from yunce.plan.parts.people import Allocation
from yunce.values.money import yuan
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError

UNALLOCATED = "unallocated"


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of one month: its cost [fen] and how much of its driver each unit has, by unit."""

    allocation: Allocation
    unit: str
    account: str
    cost: int
    quantities: Mapping[str, Decimal]

    @property
    def is_whole(self) -> bool:
        """True for a whole unit's cost: what others charge the unit goes on through it."""
        return not self.account


@dataclass(slots=True)
class Month:
    """The allocations of one month as they are worked out: what each unit gave and got so far [fen]."""

    plan: Plan
    month: str
    entries: Sequence[Entry]
    chart: Chart
    drivers: Drivers
    given: dict[str, int]
    received: dict[str, int]
    flows: list[PoolFlow]
    problems: list[Problem]

    @classmethod
    def of(cls, plan: Plan, month: str, entries: Iterable[Entry], chart: Chart, drivers: Drivers) -> Month:
        """A month before anything is allocated."""
        own = [e for e in entries if e.month == month and not e.committed]
        return cls(plan, month, own, chart, drivers, defaultdict(int), defaultdict(int), [], [])

    def run(self) -> None:
        """Give out every pool: those of one method together, methods in the order in which the plan names them first."""
        active = [
            a
            for a in self.plan.allocations
            if a.period is None or a.period.first.strftime("%Y-%m") <= self.month <= f"{a.period.last:%Y-%m}"
        ]
        for method in dict.fromkeys(a.method or "direct" for a in active):
            pools = [self._pool(a) for a in active if (a.method or "direct") == method]
            self._give_out([pool for pool in pools if pool is not None], method)  # type: ignore[arg-type]

    def _is_in(self, period: Period) -> bool:
        return f"{period.first:%Y-%m}" <= self.month <= f"{period.last:%Y-%m}"

    def _pool(self, allocation: Allocation) -> Pool | None:
        source = allocation.pool
        if source is None or not source.unit:
            self.problems.append(Problem.of("profit.pool_missing", f"allocations[{allocation.id}]", id=allocation.id))
            return None
        account = self.chart.accounts[source.account].id if source.account in self.chart.accounts else source.account
        booked = [e for e in self.entries if e.unit == source.unit and e.kind != "revenue" and account in {"", e.account}]
        cost = sum(e.amount for e in booked)
        if not account:
            cost += self.received[source.unit] - self.given[source.unit]
        return Pool(allocation, source.unit, account, cost, self._quantities(allocation, source.unit))

    def _quantities(self, allocation: Allocation, unit: str) -> Mapping[str, Decimal]:
        """Each receiver's quantity of the driver; none at all where one of them was not reported (noted)."""
        if allocation.shares:
            return {to: share.amount for to, share in allocation.shares.items() if share is not None}
        parents = {u.parent for u in self.plan.units}
        receivers = allocation.to or tuple(u.id for u in self.plan.units if u.id != unit and u.id not in parents)
        driver = allocation.driver or "equal"
        asked = {to: self.drivers.quantity(driver, to, self.month) for to in receivers}
        missing = [to for to, quantity in asked.items() if quantity is None]
        if missing:
            names = "、".join(missing)
            where = f"allocations[{allocation.id}].driver"
            self.problems.append(Problem.of("profit.driver_missing", where, driver=driver, month=self.month, names=names))
            return dict.fromkeys(receivers, Decimal(0))
        return {to: quantity for to, quantity in asked.items() if quantity is not None}

    def _give_out(self, pools: Sequence[Pool], method: Method) -> None:
        """One method's pools at once. Raises `YunceError` for drivers that are negative and for a closed circle."""
        if not pools:
            return
        whole = {pool.unit: i for i, pool in reversed(list(enumerate(pools))) if pool.is_whole}
        centres = list(dict.fromkeys(to for pool in pools for to in pool.quantities if to not in whole))
        uses, ends = np.zeros((len(pools), len(pools))), np.zeros((len(centres), len(pools)))
        for j, pool in enumerate(pools):
            for to, quantity in pool.quantities.items():
                target, place = (uses, whole[to]) if to in whole else (ends, centres.index(to))
                target[place, j] = float(quantity)
        try:
            found = allocate([pool.cost for pool in pools], uses, ends, method)
        except YunceError as wrong:
            path = "、".join(pool.allocation.id for pool in pools)
            raise YunceError(*(Problem(p.code, f"allocations[{path}]", p.params) for p in wrong.problems)) from wrong
        self._book(pools, centres, found)

    def _book(self, pools: Sequence[Pool], centres: Sequence[str], found: Allocated) -> None:
        for j, pool in enumerate(pools):
            self.given[pool.unit] += pool.cost
            total = sum(pool.quantities.values(), Decimal(0))
            shares = []
            for i, centre in enumerate(centres):
                amount = int(found.parts[i, j])
                self.received[centre] += amount
                quantity = pool.quantities.get(centre)
                if amount or quantity:
                    share = None if quantity is None or not total else round(quantity / total, 6)
                    shares.append(Share(centre, quantity, share, yuan(amount)))
            left = int(found.parts[-1, j])
            self.received[UNALLOCATED] += left
            if left:
                where = f"allocations[{pool.allocation.id}]"
                self.problems.append(Problem.of("profit.unallocated", where, Severity.WARNING, amount=yuan(left), month=self.month))
            self.flows.append(self._flow(pool, (yuan(round(float(found.charged[j]))), tuple(shares), yuan(left))))

    def _flow(self, pool: Pool, ends: tuple[Decimal, tuple[Share, ...], Decimal]) -> PoolFlow:
        own, (charged, shares, left) = pool.allocation, ends
        method, driver = own.method or "direct", own.driver or ("shares" if own.shares else "equal")
        return PoolFlow(self.month, own.id, own.label, pool.unit, pool.account, method, driver, yuan(pool.cost), charged, shares, left)
