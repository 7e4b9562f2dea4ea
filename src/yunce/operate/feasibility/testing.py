# SPDX-License-Identifier: Apache-2.0
"""Whether a goal holds in each draw: the plan's own tests, worked out over all draws at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from yunce.engine.simulate.model import Drawn, Model, payback_of
from yunce.engine.simulate.money import irr, monthly_rate, npv, yearly_rate
from yunce.operate.feasibility.paths import Floats, middle_of
from yunce.plan.document import Plan
from yunce.plan.expressions.nodes import Arithmetic, Call, Compare, Expression, Logic, Name, Negative, Not, Number, Text, Truth, names_of
from yunce.values.problem import Problem, YunceError

Flags = NDArray[np.bool_]
_HALF_FEN = 0.005
_BLOCK = 5_000
_COMPARES: Mapping[str, Callable[[Floats, Floats], Flags]] = {
    "<": lambda a, b: a < b - _HALF_FEN,
    "<=": lambda a, b: a <= b + _HALF_FEN,
    ">": lambda a, b: a > b + _HALF_FEN,
    ">=": lambda a, b: a >= b - _HALF_FEN,
    "==": lambda a, b: np.abs(a - b) <= _HALF_FEN,
    "!=": lambda a, b: np.abs(a - b) > _HALF_FEN,
}
_FINE = 1e-9
_SMALL = 100.0
_SUMS: Mapping[str, Callable[[Floats, Floats], Floats]] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}


@dataclass(slots=True)
class Outcomes:
    """What draws come to, each worked out when it is first asked for: (n,) a name. What never happens is infinitely late."""

    plan: Plan
    model: Model
    drawn: Drawn
    targets: tuple[str, ...]
    discount: float | None = None
    opening: float = 0.0
    invested: float = 0.0
    """All that the budget pays [CNY], each time of a rhythm counted."""
    known: dict[str, Floats] = field(default_factory=dict)

    def value(self, name: str) -> Floats:
        """An outcome or a target's total. Raises `LookupError` where there is none of that name."""
        if name not in self.known:
            self.known[name] = self._value(name)
        return self.known[name]

    def _value(self, name: str) -> Floats:
        made = {
            "payback_months": lambda: self._payback("all"),
            "payback_without_deposits": lambda: self._payback("without_deposits"),
            "payback_without_stock": lambda: self._payback("without_deposits_and_stock"),
            "minimum_cash": lambda: self.drawn.balance.min(axis=1) + self.opening,
            "final_cash": lambda: self.drawn.balance[:, -1] + self.opening,
            "total_investment": lambda: np.full(self.drawn.draws, self.invested),
            "npv": self._npv,
            "irr": self._irr,
        }
        if name in made:
            return made[name]()
        return self.drawn.totals[:, self.targets.index(name)]

    def _payback(self, kind: str) -> Floats:
        found = payback_of(self.model, self.drawn, kind)
        return np.where(np.isnan(found), np.inf, found)

    def money(self) -> Floats:
        """What flows in each month, deposits coming back in the last one: (n, t) [CNY]."""
        flows = np.diff(self.drawn.balance, axis=1, prepend=0.0)
        flows[:, -1] += self.model.deposits.sum()
        return flows

    def _npv(self) -> Floats:
        if self.discount is None:
            raise LookupError("npv")
        return npv(monthly_rate(self.discount), self.money())

    def _irr(self) -> Floats:
        flows = self.money()
        parts = [irr(flows[at : at + _BLOCK]) for at in range(0, len(flows), _BLOCK)]
        return np.array([yearly_rate(one) for one in np.concatenate(parts).tolist()])


def is_certain(tree: Expression) -> bool:
    """True for a test of the plan's own numbers alone: no draw changes it."""
    return set(names_of(tree)) <= {"budget"}


def budget_of(plan: Plan) -> float:
    """All that the plan's budget lines pay, each once [CNY]; ranges by their middle, mere limits left out."""
    return sum(middle_of(line.amount) for line in plan.budget if line.amount is not None and not line.is_limit)


def holds(tree: Expression, outcomes: Outcomes, path: str, text: str) -> Flags:
    """Whether a test holds in each draw: (n,). Raises `YunceError` for what a simulation does not give."""
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            found = _of(tree, outcomes)
    except LookupError as e:
        raise YunceError(Problem.of("feasibility.test_unusable", path, test=text, name=str(e.args[0]))) from e
    return np.broadcast_to(found > 0, outcomes.drawn.draws).copy()


def _of(node: Expression, outcomes: Outcomes) -> Floats:
    """What a node comes to in each draw; truth is 1 and 0."""
    if isinstance(node, Number):
        return np.array(float(node.amount))
    if isinstance(node, Name):
        return _named(node.id, outcomes)
    if isinstance(node, Negative):
        return -_of(node.of, outcomes)
    if isinstance(node, Arithmetic):
        return _SUMS[node.op](_of(node.left, outcomes), _of(node.right, outcomes))
    if isinstance(node, Compare):
        return _compared(node, outcomes)
    if isinstance(node, Logic):
        parts = [_of(part, outcomes) for part in node.parts]
        return reduce(np.minimum if node.op == "and" else np.maximum, parts)
    if isinstance(node, Not):
        return 1.0 - _of(node.of, outcomes)
    return np.array(float(node.value)) if isinstance(node, Truth) else _called(node, outcomes)


def _compared(node: Compare, outcomes: Outcomes) -> Floats:
    """Money within half a fen; small numbers such as ratios as they are."""
    left, right = _of(node.left, outcomes), _of(node.right, outcomes)
    small = max(np.abs(np.where(np.isfinite(right), right, 0.0)).ravel().tolist(), default=0.0) < _SMALL
    scale = _FINE / _HALF_FEN if small else 1.0
    return _COMPARES[node.op](left / scale, right / scale).astype(np.float64)


def _named(name: str, outcomes: Outcomes) -> Floats:
    try:
        return outcomes.value(name)
    except (LookupError, ValueError) as e:
        raise LookupError(name) from e


def _called(node: Expression, outcomes: Outcomes) -> Floats:
    """`sum(budget)`, `count(roles)`, `headcount('cs')`."""
    first = node.args[0] if isinstance(node, Call) and len(node.args) == 1 else None
    if isinstance(node, Call) and node.function == "sum" and isinstance(first, Name) and first.id == "budget":
        return np.array(budget_of(outcomes.plan))
    member = first.value if isinstance(first, Text) else first.id if isinstance(first, Name) else ""
    if isinstance(node, Call) and node.function == "count" and member:
        return np.array(float(len(getattr(outcomes.plan, member, ()))))
    if isinstance(node, Call) and node.function == "headcount" and member:
        roles = [role for role in outcomes.plan.roles if member in (role.id, role.unit) and role.headcount is not None]
        return np.array(float(sum(role.headcount.amount for role in roles if role.headcount is not None)))
    raise LookupError(getattr(node, "function", type(node).__name__))
