# SPDX-License-Identifier: Apache-2.0
"""Seats for a week of quarter hours, shifts that cover it, 100,000 draws of money; beside pyworkforce where it is installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from time import perf_counter, process_time

import numpy as np

from measuring import report, scaled
from yunce.engine.simulate.drivers import Driver
from yunce.engine.simulate.model import Flow, Model, simulate
from yunce.engine.staff.cover import Effort, cover
from yunce.engine.staff.erlang import Callers
from yunce.engine.staff.required import Goals, required
from yunce.engine.staff.shifts import Shift, shift_table

DAYS, PER_DAY, ROUNDS = 7, 96, 5
HOURS = np.arange(PER_DAY) / 4
DEMAND = np.ceil(4 + 30 * np.exp(-(((HOURS - 10.5) / 3) ** 2)) + 20 * np.exp(-(((HOURS - 18) / 2.5) ** 2)))
SHIFTS = (*(Shift(first * 4, 36, 4, 14, 20) for first in range(15)), *(Shift(first * 4, 24) for first in (0, 6, 12, 15, 18)))


def least(work: Callable[[], object]) -> tuple[float, float]:
    """The least processor time and wall time of some rounds [s]."""
    times = []
    for _ in range(ROUNDS):
        begin, wall = process_time(), perf_counter()
        work()
        times.append((process_time() - begin, perf_counter() - wall))
    return min(cpu for cpu, _ in times), min(wall for _, wall in times)


def seats() -> None:
    """Erlang C for 672 intervals: at most 50 ms."""
    calls = np.random.default_rng(0).integers(1, 200, DAYS * PER_DAY)
    took, _ = least(lambda: required(calls * 3 / 15, Callers(180, 20), Goals(within=0.8)))
    figures: dict[str, object] = {"time": f"{took * 1000:.1f} ms", "mark": f"<= 50 ms: {'met' if took <= 0.05 else 'missed'}"}
    if find_spec("pyworkforce"):
        from pyworkforce.queuing import ErlangC

        peer, _ = least(
            lambda: [ErlangC(transactions=int(n), asa=1 / 3, aht=3, interval=15).required_positions(service_level=0.8) for n in calls]
        )
        figures["pyworkforce"] = f"{peer * 1000:.1f} ms"
    report("seats for 7 days x 96 intervals", figures)


def shifts() -> None:
    """Shifts with breaks for a week: a gap of 1 % within 10 s."""
    table = shift_table(SHIFTS, DAYS, PER_DAY)
    demand = np.tile(DEMAND, DAYS)
    took, _ = least(lambda: cover(demand, table.covers, table.work, effort=Effort(gap=0.01)))
    gap = cover(demand, table.covers, table.work, effort=Effort(gap=0.01)).gap
    good = took <= 10 and gap <= 0.01
    report(
        "shifts for 7 days x 96 intervals x 20 shifts, their breaks placed",
        {"time": f"{took:.2f} s", "gap": f"{gap:.2%}", "mark": f"<= 10 s to 1 %: {'met' if good else 'missed'}"},
    )


def draws(each_month: bool, name: str) -> None:
    """100,000 draws x 36 months x 20 drivers: at most 2 s."""
    shapes = ("triangular", "triangular", "normal", "uniform")
    drivers = tuple(Driver(shapes[at % 4], 0.8, 1.0, 1.3, each_month=each_month) for at in range(20))  # type: ignore[arg-type]
    path, nothing = np.linspace(1e4, 5e5, 36), np.zeros(36)
    model = Model(36, drivers, tuple(Flow(path, (at,), 1) for at in range(20)), -path, nothing, nothing)
    cpu, wall = least(lambda: simulate(model, scaled(100_000), 1))
    report(
        name,
        {
            "processor time": f"{cpu:.2f} s",
            "wall time": f"{wall:.2f} s",
            "mark": f"<= 2 s of processor time: {'met' if cpu <= 2 else 'missed'}",
        },
    )


def main() -> None:
    """All of them."""
    seats()
    shifts()
    draws(each_month=False, name="100,000 draws x 36 months x 20 drivers")
    draws(each_month=True, name="the same with every driver drawn anew each month")


if __name__ == "__main__":
    main()
