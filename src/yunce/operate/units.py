# SPDX-License-Identifier: Apache-2.0
"""The tree of units as queries need it: who is below whom, which facts are whose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yunce.plan.document import Plan
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Compare, UnitMap

UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class UnitTree:
    """Units by id with their parents and names; the order is the plan's."""

    parents: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    facts: UnitMap = field(default_factory=UnitMap)

    @property
    def root(self) -> str:
        """The one unit without a parent; empty where there are several or none, and then the whole is everything."""
        tops = [unit for unit, parent in self.parents.items() if not parent]
        return tops[0] if len(tops) == 1 else ""

    def below(self, unit: str) -> tuple[str, ...]:
        """A unit and everything under it, in the plan's order."""
        return tuple(u for u in self.parents if unit in self.above(u))

    def above(self, unit: str) -> tuple[str, ...]:
        """A unit and everything over it, nearest first."""
        chain: list[str] = []
        while unit and unit not in chain:
            chain.append(unit)
            unit = self.parents.get(unit, "")
        return tuple(chain)

    def members(self, unit: str) -> tuple[str, ...]:
        """The units whose facts count for a unit: its subtree; for the root also what matches no unit. Empty means every fact."""
        if not unit or unit == self.root:
            return ()
        return self.below(unit)

    def only(self, unit: str) -> Compare | None:
        """The condition that keeps a unit's facts; `None` where every fact counts."""
        members = self.members(unit)
        return Compare("unit", "in", members) if members else None

    def find(self, text: str) -> str:
        """The id of a unit given by id or name. Raises `YunceError` with the known ones."""
        if text in self.parents or text in ("", UNASSIGNED):
            return text
        hits = [unit for unit, name in self.names.items() if name == text]
        if len(hits) == 1:
            return hits[0]
        raise YunceError(Problem.of("operate.unit_unknown", "unit", id=text, known=", ".join(self.parents)))

    def name(self, unit: str) -> str:
        """A unit's name as people say it."""
        return self.names.get(unit, "未归属" if unit == UNASSIGNED else unit)


def unit_tree(plan: Plan) -> UnitTree:
    """The tree of a plan's units."""
    parents = {u.id: u.parent or "" for u in plan.units}
    names = {u.id: u.label for u in plan.units}
    by_word = {**{name: unit for unit, name in names.items()}, **{u: u for u in parents}}
    shops = {(u.match.platform, u.match.shop): u.id for u in plan.units if u.match}
    return UnitTree(parents, names, UnitMap(by_word, shops))
