# SPDX-License-Identifier: Apache-2.0
"""Can simulations be worked out: flows with a path or a source of it, months that are months, drivers that are whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yunce.plan.checks.known import Known
from yunce.plan.checks.scopes import plan_scope
from yunce.plan.expressions.kinds import Scope, number
from yunce.plan.fields import suggestion
from yunce.plan.parts.feasibility import Driver, Simulation
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, Severity

_OUTCOMES = {
    "payback_without_deposits": number("月"),
    "payback_without_stock": number("月"),
    "minimum_cash": number("CNY"),
    "final_cash": number("CNY"),
}


def outcome_scope(known: Known) -> Scope:
    """For a simulation's goals: what claims may name, and what else a simulation gives."""
    scope = plan_scope(known)
    return replace(scope, names={**scope.names, **_OUTCOMES})


def check_simulations(known: Known) -> Iterator[Problem]:
    """Every driver and every simulation of the plan."""
    for driver in known.plan.drivers:
        if not shape_of(driver) and not _is_open(known, f"drivers[{driver.id}]"):
            yield Problem.of("driver.incomplete", f"drivers[{driver.id}]")
    for simulation in known.plan.simulations:
        yield from _simulation(known, simulation)


def shape_of(driver: Driver) -> str:
    """The distribution that a driver's fields make, `""` where something of it is missing."""
    ends, likely = driver.low is not None and driver.high is not None, driver.likely is not None
    past = driver.history is not None or bool(driver.values)
    fits = {"empirical": past, "fixed": likely, "triangular": ends and likely, "pert": ends and likely}
    if driver.shape:
        return driver.shape if fits.get(driver.shape, ends) else ""
    if past:
        return "empirical"
    return "triangular" if ends and likely else "uniform" if ends else "fixed" if likely and driver.low is driver.high is None else ""


def _is_open(known: Known, path: str) -> bool:
    return any(place.startswith(path) for place in known.plan.open_values)


def _simulation(known: Known, simulation: Simulation) -> Iterator[Problem]:
    path, above = f"simulations[{simulation.id}]", list[str]()
    if simulation.start is None and known.plan.plan.period is None:
        yield Problem.of("simulation.no_start", path)
    goals = {target.metric for target in known.plan.targets}
    for flow in simulation.flows:
        here = f"{path}.flows[{flow.id}]"
        if flow.of and flow.of not in above and flow.of not in goals:
            yield Problem.of("simulation.of_nothing", f"{here}.of", of=flow.of, likely=suggestion(flow.of, (*above, *sorted(goals))))
        if not flow.of and not flow.path:
            yield Problem.of("simulation.no_path", here, Severity.WARNING if _is_open(known, here) else Severity.ERROR)
        yield from (Problem.of("simulation.month", f"{here}.path.{key}", month=key) for key in flow.path if month_of(key) is None)
        above.append(flow.id)
    for index, pair in enumerate(simulation.together):
        rank = pair.rank.amount if pair.rank is not None else Decimal(0)
        if len(set(pair.of)) != 2 or not -1 < rank < 1:
            yield Problem.of("simulation.pair", f"{path}.together[{index}]")


def month_of(text: str) -> Period | None:
    """The month that a key of a path names; nothing where it names none."""
    found = read_period(text)
    return found if isinstance(found, Period) and found.grain == "month" else None
