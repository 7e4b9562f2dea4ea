# SPDX-License-Identifier: Apache-2.0
"""Whom a coverage is about: the units that its condition names, and how much is at stake with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yunce.operate.agenda.timeless import Timeless
from yunce.plan.document import Plan, Unit
from yunce.plan.expressions import Scope, Type, expect, parse_expression
from yunce.plan.parts.work import Cover
from yunce.values.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RISKS = {"高": 3.0, "重大": 3.0, "high": 3.0, "中": 2.0, "较大": 2.0, "medium": 2.0, "低": 1.0, "一般": 1.0, "low": 1.0}
"""Grades of risk in words, greater first; numbers are taken as they are."""


def subjects_of(plan: Plan, cover: Cover, path: str) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units that a coverage is about, in the plan's order: where its condition is true; without one every unit with none below."""
    if not cover.of:
        parents = {unit.parent for unit in plan.units}
        return tuple(unit for unit in plan.units if unit.id not in parents), ()
    tree = parse_expression(cover.of, f"{path}.of")
    if isinstance(tree, Problem):
        return (), (tree,)
    fields = _fields(plan.units)
    scope = Scope({name: Type("text", shape="series") for name in fields})
    problems = expect("boolean", tree, scope, f"{path}.of")
    if problems or not plan.units:
        return (), tuple(problems)
    from yunce.plan.expressions.evaluating import evaluate  # brings the arrays
    from yunce.plan.expressions.truth import TRUE

    truths = evaluate(tree, scope, _Columns(fields, len(plan.units)))
    whole = _flat(truths, len(plan.units))
    return tuple(unit for unit, truth in zip(plan.units, whole, strict=True) if truth == TRUE or truth is True), ()


def _flat(truths: object, count: int) -> Sequence[object]:
    """One truth a unit, also where the condition is the same for all."""
    values: list[object] = truths.reshape(-1).tolist() if hasattr(truths, "reshape") else [truths]
    return values if len(values) == count else values * count


def _fields(units: Sequence[Unit]) -> dict[str, list[str | None]]:
    """What is known of units: id, name, kind, parent, attributes; nothing where a unit does not tell."""
    names = dict.fromkeys(name for unit in units for name in unit.attributes)
    fields: dict[str, list[str | None]] = {name: [unit.attributes.get(name) for unit in units] for name in names}
    fields["id"] = [unit.id for unit in units]
    fields["name"] = [unit.label for unit in units]
    fields["kind"] = [unit.kind or None for unit in units]
    fields["parent"] = [unit.parent or None for unit in units]
    return fields


@dataclass(frozen=True, slots=True)
class _Columns(Timeless):
    """The fields of units as the expressions want them: (units, 1)."""

    fields: Mapping[str, Sequence[str | None]]
    count: int

    def value(self, name: str) -> NDArray[np.object_]:
        """A field of every unit."""
        import numpy as np

        return np.array(self.fields[name], dtype=np.object_).reshape(self.count, 1)


def risks_of(units: Sequence[Unit], attribute: str) -> tuple[float, ...]:
    """How much is at stake with each: the attribute as a number or a grade, NaN where it is not told; empty without an attribute."""
    return tuple(_risk(unit.attributes.get(attribute, "")) for unit in units) if attribute else ()


def _risk(text: str) -> float:
    plain = text.strip().lower()
    if plain in RISKS:
        return RISKS[plain]
    try:
        return float(plain)
    except ValueError:
        return float("nan")
