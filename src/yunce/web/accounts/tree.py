# SPDX-License-Identifier: Apache-2.0
"""The tree of units as rights reach down it: each unit with the one above, and all below a unit looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property


class Parents(dict[str, str]):
    """Units by id with the one above, empty for the top, in the plan's order. Made once and not changed."""

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for unit, above in self.items():
            found[above].append(unit)
        return found

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        return {}

    def below(self, unit: str) -> tuple[str, ...]:
        """A unit and everything under it, in the plan's order; every unit for the empty one, none for one that nobody knows."""
        if unit not in self._below:
            self._below[unit] = self._look(unit)
        return self._below[unit]

    def _look(self, unit: str) -> tuple[str, ...]:
        if not unit:
            return tuple(self)
        found, waiting = {unit}, [unit]
        while waiting:
            new = [child for child in self._children.get(waiting.pop(), ()) if child not in found]  # a circle of units ends too
            found.update(new)
            waiting += new
        return tuple(one for one in self if one in found)
