# SPDX-License-Identifier: Apache-2.0
"""What a plan may name: its own elements, and what its packs and the calendar bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from yunce.plan.document import LISTS, Plan
from yunce.plan.fields import suggestion
from yunce.plan.measures import Columns
from yunce.plan.packs import Member, Pack
from yunce.plan.parts.common import Named
from yunce.plan.parts.organisation import Unit
from yunce.plan.parts.targets import Metric
from yunce.plan.parts.work import Checklist
from yunce.values.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """A plan with what stands around it; `labels` are ids with their names by list, for references and for the repair of wrong ones."""

    plan: Plan
    packs: Mapping[str, Pack]
    used: tuple[Pack, ...]
    calendar: Calendar
    metrics: Mapping[str, Metric]
    checklists: Mapping[str, Checklist]
    members: Mapping[str, tuple[Member, ...]]
    labels: Mapping[str, Mapping[str, str]]
    columns: Columns | None = None

    def ids(self, *lists: str) -> Set[str]:
        """Every id of some lists."""
        return {own for name in lists for own in self.labels.get(name, {})}

    def has(self, own: str, *lists: str) -> bool:
        """True where one of some lists has the id."""
        return any(own in self.labels.get(name, {}) for name in lists)

    def likely(self, word: str, *lists: str) -> str:
        """The id that a wrong word most likely means: by its name, else by its letters; the known ones where none is near."""
        labels = {own: label for name in lists for own, label in self.labels.get(name, {}).items()}
        by_name = next((own for own, label in labels.items() if label == word), "")
        return by_name or suggestion(word, labels)

    @property
    def units(self) -> Mapping[str, Unit]:
        """The plan's units by id."""
        return {unit.id: unit for unit in self.plan.units}


def known_of(plan: Plan, packs: Mapping[str, Pack], calendar: Calendar, columns: Columns | None = None) -> Known:
    """What the plan may name: packs in the order of `use`, later ones and then the plan's own elements winning."""
    used = tuple(packs[name] for name in dict.fromkeys(plan.use) if name in packs)
    metrics = {metric.id: metric for source in (*(pack.metrics for pack in used), plan.metrics) for metric in source if metric.id}
    checklists = {each.id: each for source in (*(pack.checklists for pack in used), plan.checklists) for each in source if each.id}
    members: dict[str, tuple[Member, ...]] = {}
    for pack in used:
        for dimension, more in pack.lists.items():
            members[dimension] = (*members.get(dimension, ()), *more)
    labels = {name: _labels(getattr(plan, name)) for name in LISTS}
    labels |= {"metrics": _labels(metrics.values()), "checklists": _labels(checklists.values())}
    return Known(plan, packs, used, calendar, metrics, checklists, members, labels, columns)


def _labels(elements: Iterable[object]) -> dict[str, str]:
    """Ids with the words for them."""
    return {element.id: element.label for element in elements if isinstance(element, Named) and element.id}
