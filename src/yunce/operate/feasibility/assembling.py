# SPDX-License-Identifier: Apache-2.0
"""A plan's simulation as a model of numbers: its drivers, its flows, its budget, the totals that its targets are measured by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from yunce.engine.simulate.drivers import Driver as Uncertain
from yunce.engine.simulate.errors import SimulateError
from yunce.engine.simulate.model import Flow as Moving
from yunce.engine.simulate.model import Model, Total
from yunce.operate.conditions import condition_of
from yunce.operate.facts import Question, View
from yunce.operate.feasibility.paths import Floats, Months, middle_of, paid_path, payments, target_path, written_path
from yunce.operate.measuring import measure
from yunce.plan.checks.simulations import shape_of
from yunce.plan.document import Plan
from yunce.plan.parts.feasibility import Driver, DriverHistory, Simulation
from yunce.plan.parts.targets import BudgetLine, Target
from yunce.values.duration import add_months
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import Range

DEPOSITS = frozenset({"deposit", "押金", "保证金"})
STOCK = frozenset({"stock", "货款", "库存", "备货"})
_THIN = 6


@dataclass(slots=True)
class Assembled:
    """The model while it is put together, with what its places are called."""

    view: View
    plan: Plan
    simulation: Simulation
    months: Months
    drivers: list[Uncertain] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    """Id and title of each driver."""
    flows: list[Moving] = field(default_factory=list)
    flow_at: dict[str, int] = field(default_factory=dict)
    metric_at: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """The flows that carry a metric, with their unit."""
    totals: list[Total] = field(default_factory=list)
    measured: list[Target] = field(default_factory=list)
    """The target of each total."""
    fixed: Floats = field(default_factory=lambda: np.zeros(0))
    deposits: Floats = field(default_factory=lambda: np.zeros(0))
    stock: Floats = field(default_factory=lambda: np.zeros(0))
    invested: float = 0.0
    """All that the budget pays in the plan's time [CNY]; ranges by their middle."""
    left_out: list[str] = field(default_factory=list)
    """Targets that no flow carries."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def model(self) -> Model:
        """The model. Raises `SimulateError`."""
        at = {name: place for place, (name, _) in enumerate(self.names)}
        ranks = {
            (at[pair.of[0]], at[pair.of[1]]): float(pair.rank.amount)
            for pair in self.simulation.together
            if pair.rank is not None and len(pair.of) == 2
        }
        parts = (tuple(self.drivers), tuple(self.flows))
        return Model(self.months.count, *parts, self.fixed, self.deposits, self.stock, tuple(self.totals), ranks)


def assemble(view: View, plan: Plan, simulation: Simulation) -> Assembled:
    """The model of a simulation. Raises `YunceError` for what cannot be drawn or worked out."""
    period = simulation.start or plan.plan.period
    if period is None:
        raise YunceError(Problem.of("simulation.no_start", f"simulations[{simulation.id}]"))
    count = int(simulation.months.amount) if simulation.months is not None else 36
    months = Months(period.first.replace(day=1), max(1, min(count, 600)))
    found = Assembled(view, plan, simulation, months)
    found.fixed, found.deposits, found.stock = (np.zeros(months.count) for _ in range(3))
    for driver in plan.drivers:
        found.drivers.append(_uncertain(found, driver))
        found.names.append((driver.id, driver.label))
    inside = view.units.members(simulation.unit) if simulation.unit else ()  # empty also for the whole
    for line in plan.budget:
        if line.amount is not None and not line.is_limit:
            found.invested += middle_of(line.amount) * max(1, len(payments(line, view, plan)))
        if not line.is_limit and (not inside or line.unit in inside):
            _pay(found, line)
    _flow_all(found)
    for target in plan.targets:
        _measure(found, target)
    if found.left_out:
        words = {"targets": "、".join(found.left_out[:8]) + ("…" if len(found.left_out) > 8 else "")}
        found.problems.append(Problem.of("feasibility.target_not_carried", "targets", Severity.NOTE, **words))
    return found


def _uncertain(found: Assembled, driver: Driver) -> Uncertain:
    """A driver of the plan as a distribution. Raises `YunceError` with its path."""
    path = f"drivers[{driver.id}]"
    ends = [float(one.amount) if one is not None else 0.0 for one in (driver.low, driver.likely, driver.high)]
    values = tuple(float(one.amount) for one in driver.values if one is not None)
    if driver.history is not None:
        values = _past(found, driver, driver.history)
    try:
        return Uncertain(shape_of(driver) or "fixed", ends[0], ends[1], ends[2], values, driver.each == "month")  # type: ignore[arg-type]  # one of the shapes
    except SimulateError as wrong:
        raise YunceError(*(Problem(p.code, path, p.params) for p in wrong.problems)) from wrong


def _past(found: Assembled, driver: Driver, history: DriverHistory) -> tuple[float, ...]:
    """What a metric's months were. Raises `YunceError` where nothing is known of them."""
    path = f"drivers[{driver.id}].history"
    if history.period is None:
        raise YunceError(Problem.of("feasibility.history_empty", path, id=driver.id, metric=history.metric))
    now = _months_of(found, history, history.period, path)
    values = [value for value in now if value is not None]
    if history.value_as == "share_of_mean" and values:
        mean = sum(values, Decimal(0)) / len(values)
        values = [value / mean for value in values] if mean else []
    if history.value_as == "over_last_year":
        before = Period(add_months(history.period.first, -12), add_months(history.period.until, -12))
        pairs = zip(now, _months_of(found, history, before, path), strict=False)
        values = [new / old for new, old in pairs if new is not None and old]
    if not values:
        raise YunceError(Problem.of("feasibility.history_empty", path, id=driver.id, metric=history.metric))
    if len(values) < _THIN:
        found.problems.append(Problem.of("feasibility.history_thin", path, Severity.WARNING, id=driver.id, count=len(values)))
    return tuple(float(value) for value in values)


def _months_of(found: Assembled, history: DriverHistory, period: Period, path: str) -> list[Decimal | None]:
    condition = condition_of(history.where, path) if history.where else None
    parts = period.parts("month")
    return [measure(found.view, Question((history.metric,), part, (), history.unit, condition)).rows[0].values[0] for part in parts]


def _pay(found: Assembled, line: BudgetLine) -> None:
    """A budget line as money out; a range of amounts becomes a driver of its own."""
    times = payments(line, found.view, found.plan)
    if line.amount is None or not times:
        note = Problem.of("feasibility.not_dated", f"budget[{line.id}]", Severity.WARNING, title=line.label)
        found.problems.append(note)
        return
    path, notes = paid_path(line, times, found.months)
    found.problems += notes
    middle = middle_of(line.amount)
    if (
        isinstance(line.amount, Range)
        and line.amount.low is not None
        and line.amount.high is not None
        and line.amount.low < line.amount.high
    ):
        found.drivers.append(Uncertain("uniform", float(line.amount.low), 0.0, float(line.amount.high)))
        found.names.append((f"budget.{line.id}", line.label))
        found.flows.append(Moving(path, (len(found.drivers) - 1,), -1))
    else:
        found.fixed -= path * middle
    if line.kind in DEPOSITS:
        found.deposits += path * middle
    if line.kind in STOCK:
        found.stock += path * middle


def _flow_all(found: Assembled) -> None:
    """The flows in their order; each may take the path and the drivers of one before it."""
    at = {name: place for place, (name, _) in enumerate(found.names)}
    for flow in found.simulation.flows:
        own = tuple(at[name] for name in flow.drivers if name in at)
        if flow.of in found.flow_at:
            base = found.flows[found.flow_at[flow.of]]
            path, drivers = base.path.copy(), (*base.drivers, *own)
        elif flow.of:
            path, drivers = target_path(found.view, found.plan, flow.of, flow.unit or found.simulation.unit, found.months), own
        else:
            path, drivers = written_path(flow, found.months), own
        if flow.of and flow.until is not None:
            path[max(found.months.at(flow.until.last) + 1, 0) :] = 0.0
        found.flow_at[flow.id] = len(found.flows)
        if flow.metric:
            found.metric_at.setdefault(flow.metric, []).append((len(found.flows), flow.unit or found.simulation.unit))
        found.flows.append(Moving(path, drivers, {"in": 1, "out": -1}.get(flow.cash, 0)))


def _measure(found: Assembled, target: Target) -> None:
    """The total that a target is measured by; told where no flow carries it."""
    path = f"targets[{target.id}]"
    flows = _carrying(found, target.metric, target.unit)
    over = _carrying(found, target.ratio_of, target.unit) if target.ratio_of else ()
    if target.period is None or target.value is None or not flows or (target.ratio_of and not over):
        found.left_out.append(target.id)
        return
    span = found.months.span(target.period)
    if len(span) < len(target.period.parts("month")):
        found.problems.append(Problem.of("feasibility.target_outside", path, Severity.NOTE, id=target.id))
        return
    first = span.stop - 1 if target.per == "month" and target.reach in ("by_end", "") else span.start
    found.totals.append(Total(tuple(flows), first, span.stop, tuple(over)))
    found.measured.append(target)


def _carrying(found: Assembled, metric: str, unit: str) -> Sequence[int]:
    return [at for at, own in found.metric_at.get(metric, ()) if not own or own == unit]
