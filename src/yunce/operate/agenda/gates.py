# SPDX-License-Identifier: Apache-2.0
"""Gates: whether a phase's condition holds by what was done, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from yunce.operate.agenda.timeless import Timeless
from yunce.operate.workitems.item import Item
from yunce.plan.document import LISTS, Phase, Plan
from yunce.plan.expressions import Scope, check, parse_expression
from yunce.plan.expressions.kinds import BOOLEAN, number
from yunce.values.problem import Problem, has_errors


@dataclass(frozen=True, slots=True)
class Gate:
    """A phase's gate: open, shut, or (`None`) not known, since it asks for numbers that only facts have."""

    phase: str
    is_open: bool | None
    undone: tuple[str, ...] = ()
    """Elements that it waits for."""


def gates(plan: Plan, items: Iterable[Item]) -> tuple[Gate, ...]:
    """The gate of each phase that has one, by the items that the plan brought."""
    kept = tuple(items)
    by_element: dict[str, list[Item]] = {}
    for item in kept:
        by_element.setdefault(item.opening.element.partition(".")[2], []).append(item)
    source = _Done(plan, frozenset(own for own, of in by_element.items() if of and all(item.is_closed for item in of)), [])
    return tuple(_gate(phase, source) for phase in plan.phases if phase.gate)


def _gate(phase: Phase, source: _Done) -> Gate:
    from yunce.plan.expressions.evaluating import evaluate, latest  # brings the arrays

    asked = _Done(source.document, source.closed, [])
    tree = parse_expression(phase.gate)
    scope = Scope(functions={"done": (BOOLEAN, None), "headcount": (number(), None), "count": (number(), frozenset(LISTS))})
    if isinstance(tree, Problem) or has_errors(check(tree, scope)[1]):
        return Gate(phase.id, None)
    value = latest(evaluate(tree, scope, asked))
    return Gate(phase.id, value if isinstance(value, bool) else None, tuple(dict.fromkeys(asked.missing)))


@dataclass(frozen=True, slots=True)
class _Done(Timeless):
    """What a gate may ask: what is done, how many people the plan has."""

    document: Plan
    closed: frozenset[str]
    missing: list[str]

    def plan(self, function: str, member: str) -> Decimal | bool | None:
        """`done('x')`, `headcount('unit or role')`, `count('phases')`."""
        if function == "done":
            self.missing.extend([] if member in self.closed else [member])
            return member in self.closed
        if function == "count":
            return Decimal(len(getattr(self.document, member, ())))
        counts = [r.headcount for r in self.document.roles if member in (r.id, r.unit)]
        known = [count.amount for count in counts if count is not None]
        return sum(known, Decimal()) if len(known) == len(counts) and counts else None
