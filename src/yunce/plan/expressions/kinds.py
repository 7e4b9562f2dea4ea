# SPDX-License-Identifier: Apache-2.0
"""What an expression gives, and what the names in it are: the scope that a caller provides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from yunce.plan.expressions.units import Unit, unit_of
from yunce.values.grain import Grain

Kind = Literal["number", "boolean", "text"]

Shape = Literal["one", "series", "many"]
"""One value; a value at each step of time (and for each subject); many rows without an order, such as a plan's budget."""


@dataclass(frozen=True, slots=True)
class Type:
    """Kind, unit and shape; a number without a unit (`None`) is a plain count that fits any unit."""

    kind: Kind
    unit: Unit | None = None
    shape: Shape = "one"
    windowed: bool = False
    """Whether the name may be asked over a window, `orders(365d)`."""


def number(measured_in: str = "", shape: Shape = "one", *, windowed: bool = False) -> Type:
    """The type of a number measured in a unit as plans write it (`CNY`, `人`, `%`, `天`)."""
    return Type("number", unit_of(measured_in), shape, windowed)


BOOLEAN = Type("boolean")
TEXT = Type("text")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of an expression mean where it stands."""

    names: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}))
    """Metrics, dimensions, columns, values by their id."""
    functions: Mapping[str, tuple[Type, frozenset[str] | None]] = field(default_factory=lambda: MappingProxyType({}))
    """Functions of a member of the plan (`done headcount count`): what they give and which members there are (`None`: any)."""
    members: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """For text names whose members are known: which they are."""
    grain: Grain = "day"
    """The step of every series: a window of `7d` is seven days or one week."""
