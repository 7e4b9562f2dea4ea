# SPDX-License-Identifier: Apache-2.0
"""A plan as flows: paths over months times the drivers that move them; drawn many times over, in chunks apart from each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yunce.engine.simulate.drivers import Driver, Floats, Pairs, draw_all, normal_correlation
from yunce.engine.simulate.errors import SimulateError
from yunce.engine.simulate.money import payback
from yunce.values.problem import Problem

CHUNK = 5_000
_THREADS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A path over the months (t,) [CNY or another unit] times its drivers (their places); `cash` is +1 in, -1 out, 0 no money."""

    path: Floats
    drivers: tuple[int, ...] = ()
    cash: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    """What a goal is measured by: the sum of flows over months [first, until), or its ratio to that of others (`over`)."""

    flows: tuple[int, ...]
    first: int
    until: int
    over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything that is drawn: months (t), drivers, flows, what is paid for certain, and what of it comes back.

    fixed (t,) certain flows, out negative · deposits (t,) what of it are deposits, positive · stock (t,) the same for goods.
    """

    months: int
    drivers: tuple[Driver, ...]
    flows: tuple[Flow, ...]
    fixed: Floats
    deposits: Floats
    stock: Floats
    totals: tuple[Total, ...] = ()
    ranks: Pairs = field(default_factory=dict)

    def __post_init__(self) -> None:
        paths = (self.fixed, self.deposits, self.stock, *(flow.path for flow in self.flows))
        if self.months < 1 or any(path.shape != (self.months,) or not np.isfinite(path).all() for path in paths):
            raise SimulateError(Problem.of("simulate.paths_wrong", months=self.months))
        places = [at for flow in self.flows for at in flow.drivers]
        if any(not 0 <= at < len(self.drivers) for at in places):
            raise SimulateError(Problem.of("simulate.driver_missing", count=len(self.drivers)))
        if any(self.drivers[at].each_month for pair in self.ranks for at in pair if 0 <= at < len(self.drivers)):
            raise SimulateError(Problem.of("simulate.correlation_monthly"))


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What the draws gave: balance (n, t) running cash · totals (n, goals) · drivers (n, k), monthly ones by their mean."""

    balance: Floats
    totals: Floats
    drivers: Floats

    @property
    def draws(self) -> int:
        """How many."""
        return len(self.balance)


def simulate(model: Model, draws: int, seed: int) -> Drawn:
    """The model drawn so many times. The same seed gives the same numbers, whatever runs at once.

    Raises SimulateError. Source: docs/method/simulation.md, 1-3.
    """
    if not 1 <= draws <= 10_000_000:
        raise SimulateError(Problem.of("simulate.draws_outside", draws=draws))
    triangle = normal_correlation(model.ranks, len(model.drivers))
    found = Drawn(np.empty((draws, model.months)), np.empty((draws, len(model.totals))), np.empty((draws, len(model.drivers))))

    def fill(number: int) -> None:
        first, until = number * CHUNK, min((number + 1) * CHUNK, draws)
        chance = np.random.default_rng([seed, number])
        drawn = draw_all(model.drivers, (until - first, model.months), triangle, chance)
        part = work_out(model, drawn, until - first)
        for whole, own in ((found.balance, part.balance), (found.totals, part.totals), (found.drivers, part.drivers)):
            whole[first:until] = own

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(fill, range(-(-draws // CHUNK))))
    return found


def work_out(model: Model, drawn: Sequence[Floats], number: int) -> Drawn:
    """The flows of given draws, their cash and totals. drawn: (n,) or (n, t) a driver.

    A flow that only steady drivers move is a number times a path: it is never spread out over the months, a product of matrices does it.
    """
    cash = np.broadcast_to(model.fixed, (number, model.months)).copy()
    factors = [_steady(flow, drawn, number) for flow in model.flows]
    changing = [_changing(flow, drawn) for flow in model.flows]
    plain = [at for at, flow in enumerate(model.flows) if flow.cash and changing[at] is None]
    if plain:
        cash += np.column_stack([factors[at] for at in plain]) @ np.array([model.flows[at].cash * model.flows[at].path for at in plain])
    for flow, factor, moving in zip(model.flows, factors, changing, strict=True):
        if flow.cash and moving is not None:
            cash += moving * (flow.cash * flow.path) * factor[:, None]
    np.cumsum(cash, axis=1, out=cash)

    def summed(flows: tuple[int, ...], first: int, until: int) -> Floats:
        found = np.zeros(number)
        for at in flows:
            path, moving = model.flows[at].path[first:until], changing[at]
            found += factors[at] * (path.sum() if moving is None else moving[:, first:until] @ path)
        return found

    totals = np.empty((number, len(model.totals)))
    for at, total in enumerate(model.totals):
        totals[:, at] = summed(total.flows, total.first, total.until)
        if total.over:
            totals[:, at] = _ratio(totals[:, at], summed(total.over, total.first, total.until))
    means = [one.mean(axis=1) if one.ndim == 2 else one for one in drawn]
    return Drawn(cash, totals, np.column_stack(means) if means else np.empty((number, 0)))


def _steady(flow: Flow, drawn: Sequence[Floats], number: int) -> Floats:
    """What the drivers that stay the same over the months make together: (n,)."""
    found = np.ones(number)
    for at in flow.drivers:
        if drawn[at].ndim == 1:
            found *= drawn[at]
    return found


def _changing(flow: Flow, drawn: Sequence[Floats]) -> Floats | None:
    """What the drivers that are drawn anew each month make together: (n, t); nothing where there are none."""
    monthly = [drawn[at] for at in flow.drivers if drawn[at].ndim == 2]
    found = monthly[0] if monthly else None
    for each in monthly[1:]:
        found = each if found is None else found * each
    return found


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below != 0, above / below, np.nan)


Hit = Callable[[Drawn], NDArray[np.bool_]]


KINDS = ("all", "without_deposits", "without_deposits_and_stock")


def payback_of(model: Model, drawn: Drawn, kind: str) -> Floats:
    """The month of payback (n,): `all` that is paid, without deposits that come back, without deposits and goods."""
    if kind == "all":
        return payback(drawn.balance)
    left_out = model.deposits if kind == "without_deposits" else model.deposits + model.stock
    return payback(drawn.balance + np.cumsum(left_out))


def paybacks(model: Model, drawn: Drawn) -> Mapping[str, Floats]:
    """All of them by their kind."""
    return {kind: payback_of(model, drawn, kind) for kind in KINDS}
