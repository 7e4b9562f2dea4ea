# SPDX-License-Identifier: Apache-2.0
"""What pages look up in a plan at every request, made once a plan: the tree of its units, how units and roles are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from yunce.plan.document import Plan
from yunce.web.accounts.tree import Parents


@dataclass(frozen=True, slots=True)
class Known:
    """Unit -> the one above; unit -> its name; role -> its label. All empty where there is no plan."""

    parents: Parents = field(default_factory=Parents)
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


class _Same:
    """A plan as a question: equal to itself alone. Comparing plans whole would cost more than the answer."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


NOTHING = Known()


def known_of(plan: Plan | None) -> Known:
    """What is known of a plan."""
    return _look(_Same(plan)) if plan else NOTHING


@lru_cache(maxsize=16)
def _look(asked: _Same) -> Known:
    plan = asked.plan
    return Known(
        Parents({unit.id: unit.parent or "" for unit in plan.units}),
        MappingProxyType({unit.id: unit.name for unit in plan.units}),
        MappingProxyType({role.id: role.label for role in plan.roles}),
    )
