# SPDX-License-Identifier: Apache-2.0
"""What the plan says of the subjects: fields and attributes of units and items, the days left of a season."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from yunce.operate.rules.axes import Axes, Floats
from yunce.operate.rules.history import Texts
from yunce.plan.document import Plan
from yunce.plan.parts.organisation import Unit
from yunce.plan.parts.people import Item
from yunce.values.quantity import Quantity


def attributes(plan: Plan, axes: Axes) -> tuple[dict[str, Floats], dict[str, Texts]]:
    """Numbers, (S, 1) or (S, T), and texts (S, 1) by their names; NaN and None where the plan does not tell."""
    own = {axes.each: _texts(axes.subjects)} if axes.each else {}
    if axes.each == "unit":
        return {}, own | _of_units(plan, axes)
    if axes.each == "sku":
        return _of_items(plan, axes, own)
    return {}, own


def _texts(values: tuple[str | None, ...]) -> Texts:
    found = np.empty((len(values), 1), dtype=object)
    found[:, 0] = [value or None for value in values]
    return found


def _of_units(plan: Plan, axes: Axes) -> dict[str, Texts]:
    units = {unit.id: unit for unit in plan.units}
    fields: dict[str, Callable[[Unit], str]] = {
        "id": lambda unit: unit.id,
        "name": lambda unit: unit.label,
        "kind": lambda unit: unit.kind,
        "parent": lambda unit: unit.parent or "",
    }
    named = dict.fromkeys(name for unit in plan.units for name in unit.attributes)
    fields |= {name: (lambda unit, name=name: unit.attributes.get(name, "")) for name in named}  # type: ignore[misc]  # a default binds the name
    return {name: _texts(tuple(of(units[s]) if s in units else None for s in axes.subjects)) for name, of in fields.items()}


def _of_items(plan: Plan, axes: Axes, own: dict[str, Texts]) -> tuple[dict[str, Floats], dict[str, Texts]]:
    items = {item.sku or item.id: item for item in plan.items}
    found = [items.get(subject) for subject in axes.subjects]
    texts = own | {name: _texts(tuple(getattr(i, name) if i else None for i in found)) for name in ("role", "category")}
    for name in dict.fromkeys(name for item in plan.items for name in item.attributes):
        texts[name] = _texts(tuple(i.attributes.get(name) if i else None for i in found))
    numbers = {name: np.array([[_amount(i, name)] for i in found]) for name in ("price", "cost", "price_floor", "min_stock")}
    ends = np.array([[float(i.season_end.last.toordinal()) if i and i.season_end else np.nan] for i in found])
    today = np.array([float(step.last.toordinal()) for step in axes.steps])
    return {**numbers, "days_to_season_end": ends - today}, texts


def _amount(item: Item | None, name: str) -> float:
    found = getattr(item, name, None)
    return float(found.amount) if isinstance(found, Quantity) else np.nan
