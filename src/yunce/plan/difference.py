# SPDX-License-Identifier: Apache-2.0
"""What changed between two plans, by element and field; the order of elements and the way a number is written do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from yunce.plan.canonical import canonical
from yunce.plan.document import LISTS, Plan
from yunce.plan.fields import Disputed, Open, Unknown, shown
from yunce.plan.parts.common import Element, Named
from yunce.plan.walk import item_names, join

_SINGULAR = {"headcount": "headcount", "duties": "duty", "budget": "budget_line"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` is the element's (`target`, `unit` ... `plan` for the head), `field` dotted and empty for a whole element."""

    op: Literal["added", "removed", "changed"]
    kind: str
    id: str
    field: str = ""
    old: str | None = None
    new: str | None = None


Leaf = tuple[str, str]
"""What a field means, for comparing; what it says, for showing."""


def diff(a: Plan, b: Plan) -> tuple[Change, ...]:
    """Changes from plan `a` to plan `b`, in the order of the language, elements by their ids."""
    found = [*_fields("plan", b.plan.id, dict(_leaves(a.plan, "", "plan", a)), dict(_leaves(b.plan, "", "plan", b)))]
    found += _fields("plan", b.plan.id, dict(_flat("use", a.use)), dict(_flat("use", b.use)))
    for name in dict.fromkeys((*a.adopt, *b.adopt)):
        old, new = (_adopted(name, plan) for plan in (a, b))
        found += _fields("adopt", name, old, new)
    for name in LISTS:
        found += _elements(name, a, b)
    return tuple(found)


def _adopted(pack: str, plan: Plan) -> Mapping[str, Leaf]:
    """What a plan adopts of a pack, by field; that it does so at all is one of them."""
    adoption = plan.adopt.get(pack)
    return {} if adoption is None else {"pack": (pack, pack), **dict(_leaves(adoption, "", f"adopt.{pack}", plan))}


def _elements(name: str, a: Plan, b: Plan) -> Iterator[Change]:
    """Changes in one list: those gone, those changed, those new."""
    kind = _SINGULAR.get(name, name.removesuffix("s"))
    old, new = _by_id(getattr(a, name)), _by_id(getattr(b, name))
    for own, element in old.items():
        if own in new:
            before, after = (dict(_leaves(part, "", f"{name}[{own}]", plan)) for part, plan in ((element, a), (new[own], b)))
            yield from _fields(kind, own, before, after)
        else:
            yield Change("removed", kind, own, old=_label(element))
    yield from (Change("added", kind, own, new=_label(element)) for own, element in new.items() if own not in old)


def _by_id(elements: tuple[Element, ...]) -> Mapping[str, Element]:
    """Elements by id; by their place where they have none of their own."""
    return dict(zip(item_names(elements), elements, strict=True))


def _label(element: Element) -> str:
    """What an element is called, with its value where it has one."""
    label = element.label if isinstance(element, Named) else element.name or element.title
    value = getattr(element, "value", None) or getattr(element, "amount", None)
    return f"{label} {shown(value)}" if value is not None else label


def _fields(kind: str, own: str, old: Mapping[str, Leaf], new: Mapping[str, Leaf]) -> Iterator[Change]:
    """Fields of one element that mean something else."""
    for field in dict.fromkeys((*old, *new)):
        before, after = old.get(field), new.get(field)
        if before is None and after is not None:
            yield Change("added", kind, own, field, None, after[1])
        elif after is None and before is not None:
            yield Change("removed", kind, own, field, before[1], None)
        elif before is not None and after is not None and before[0] != after[0]:
            yield Change("changed", kind, own, field, before[1], after[1])


def _leaves(part: BaseModel, field: str, path: str, plan: Plan) -> Iterator[tuple[str, Leaf]]:
    """Every stated value of a part by its dotted field; open values where they stand."""
    for name, info in type(part).model_fields.items():
        alias = info.alias or name
        here, place, value = join(field, alias), join(path, alias), getattr(part, name)
        if place in plan.open_values:
            yield here, _open(plan.open_values[place])
        elif isinstance(value, BaseModel):
            yield from _leaves(value, here, place, plan)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for step, item in zip(item_names(value), value, strict=True):
                yield from _leaves(item, f"{here}[{step}]", f"{place}[{step}]", plan)
        elif isinstance(value, Mapping):
            yield from _table(value, here, place, plan)
        elif value not in (None, "", (), False) and not (name == "id" and not field):
            yield from _flat(here, value)


def _table(table: Mapping[str, object], field: str, path: str, plan: Plan) -> Iterator[tuple[str, Leaf]]:
    """The entries of a table, each a field of its own."""
    for key, value in table.items():
        here, place = join(field, key), join(path, key)
        if place in plan.open_values:
            yield here, _open(plan.open_values[place])
        elif isinstance(value, Mapping):
            yield from _table(value, here, place, plan)
        else:
            yield from _flat(here, value)


def _flat(field: str, value: object) -> Iterator[tuple[str, Leaf]]:
    """One value as a leaf; a list of texts as one."""
    if isinstance(value, tuple):
        if value:
            yield field, (str(canonical(value)), "、".join(str(shown(each)) for each in value))
    else:
        yield field, (str(canonical(value)), str(shown(value)))


def _open(value: Open) -> Leaf:
    """An open value as a leaf."""
    words = f"存疑({' / '.join(value.readings)})" if isinstance(value, Disputed) else "未知"
    stated = value.stated if isinstance(value, Unknown | Disputed) else ""
    return str(canonical(value)), f"{words}:{stated}" if stated else words
