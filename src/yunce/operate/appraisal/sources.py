# SPDX-License-Identifier: Apache-2.0
"""Where an item's number comes from: what was handed in, else the ledger of work, else facts; and what the plan asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from yunce.operate.appraisal.given import Given, item_key
from yunce.operate.appraisal.long import Chosen
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.told import OneByOne, Told, Value
from yunce.operate.appraisal.wide import Picked
from yunce.plan.document import Plan
from yunce.plan.parts.people import ScoreItem
from yunce.values.period import Period
from yunce.values.problem import YunceError

if TYPE_CHECKING:
    from yunce.operate.facts import View


class Lookup(Protocol):
    """What facts and the plan say of a metric."""

    def value(self, metric: str, unit: str) -> Value | None:
        """A metric of a unit over the period; `None` where nothing was reported."""
        ...

    def by_person(self, metric: str) -> Mapping[str, Value]:
        """A metric of each person that facts name."""
        ...

    def target(self, metric: str, unit: str) -> Decimal | None:
        """What the plan asks of a unit in the period."""
        ...


@dataclass(slots=True)
class FactsLookup:
    """Facts and a plan over one period, each question asked once; what measures facts is loaded with the first question."""

    view: View
    plan: Plan
    period: Period
    values: dict[tuple[str, str], Value | None] = field(default_factory=dict)
    people: dict[str, Mapping[str, Value]] = field(default_factory=dict)

    def value(self, metric: str, unit: str) -> Value | None:
        """A metric of a unit (with those below it); told with how complete its reports are where they are not."""
        from yunce.operate.facts import Question
        from yunce.operate.measuring import measure
        from yunce.operate.rounding import settled

        if (metric, unit) not in self.values:
            row = measure(self.view, Question((metric,), self.period, (), unit)).rows[0]
            found = settled(row.values[0], self.view.metrics[metric])
            whole = row.complete is None or row.complete >= 1
            source = "facts" if whole else f"facts ({row.complete:.0%})"
            self.values[metric, unit] = None if found is None else Value(found, None, source)
        return self.values[metric, unit]

    def by_person(self, metric: str) -> Mapping[str, Value]:
        """A metric by the dimension `person`."""
        from yunce.operate.facts import Question
        from yunce.operate.measuring import measure
        from yunce.operate.rounding import settled

        if metric not in self.people:
            rows = measure(self.view, Question((metric,), self.period, ("person",))).rows
            known = ((r.at[0], settled(r.values[0], self.view.metrics[metric])) for r in rows)
            self.people[metric] = {name: Value(v, None, "facts") for name, v in known if v is not None}
        return self.people[metric]

    def target(self, metric: str, unit: str) -> Decimal | None:
        """The plan's target of a unit, its part of the period."""
        from yunce.operate.standing import standing_of

        for target in self.plan.targets:
            if target.metric != metric or target.unit not in {unit, ""} or target.ratio_of or target.where:
                continue
            try:
                standing = standing_of(self.view, target, unit, self.period)
            except YunceError:
                continue
            if standing is not None and standing.period == self.period:
                return standing.value
        return None


@dataclass(frozen=True, slots=True)
class NoFacts:
    """Nothing loaded: only what is handed in counts."""

    def value(self, metric: str, unit: str) -> None:
        """Nothing."""
        del metric, unit

    def by_person(self, metric: str) -> Mapping[str, Value]:
        """Nobody."""
        del metric
        return {}

    def target(self, metric: str, unit: str) -> None:
        """Nothing."""
        del metric, unit


@dataclass(slots=True)
class WhenAsked:
    """Facts that are opened with the first question: where everything was handed in nobody waits for them."""

    open: Callable[[], Lookup]
    opened: Lookup | None = None

    @property
    def _there(self) -> Lookup:
        if self.opened is None:
            self.opened = self.open()
        return self.opened

    def value(self, metric: str, unit: str) -> Value | None:
        """A metric of a unit."""
        return self._there.value(metric, unit)

    def by_person(self, metric: str) -> Mapping[str, Value]:
        """A metric of each person."""
        return self._there.by_person(metric)

    def target(self, metric: str, unit: str) -> Decimal | None:
        """What the plan asks of a unit."""
        return self._there.target(metric, unit)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that an item's number can come from, nearest first."""

    given: Given
    lookup: Lookup = field(default_factory=NoFacts)
    work: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """(role, or `@` and a person, measure of work) -> value, from the ledger of work."""
    root: str = ""
    """The unit that is the whole company."""

    def told(self, items: Sequence[ScoreItem], people: Sequence[Person]) -> tuple[Told, ...]:
        """Each item's results of people; unknown where nobody told anything."""
        kinds = dict.fromkeys(item.whose for item in items)
        known = {whose: self.given.of(_named(whose, people)) for whose in kinds}
        handed = ((item, known[item.whose].told(item_key(item, index))) for index, item in enumerate(items))
        return tuple(self._with_known(item, found, people) for item, found in handed)

    def _with_known(self, item: ScoreItem, found: Told, people: Sequence[Person]) -> Told:
        """Results that were handed in, the others by what is known."""
        if isinstance(found, Picked) or not (item.work or item.metric) or (isinstance(found, Chosen) and (found.rows >= 0).all()):
            return found
        values = (found.value(i) for i in range(len(people)))
        return OneByOne([self._known(item, p) if v is None else v for v, p in zip(values, people, strict=True)])

    def of_metric(self, metric: str, people: Sequence[Person]) -> Told:
        """The amount of a metric of each person; that of the unit where facts know no person."""
        return self.told((ScoreItem.model_validate({"metric": metric, "whose": "person"}),), people)[0]

    def _known(self, item: ScoreItem, person: Person) -> Value | None:
        """What the ledger of work, else facts say of an item."""
        if item.work:
            holder = f"@{person.id}" if item.whose == "person" else person.role or person.unit
            done = self.work.get((holder, item.work))
            return None if done is None else Value(done, None, "work")
        if item.whose == "person":
            by_person = self.lookup.by_person(item.metric)
            return by_person.get(person.id) or by_person.get(person.name)
        return self.lookup.value(item.metric, self.root if item.whose == "company" else person.unit)

    def target(self, item: ScoreItem, unit: str) -> Decimal | None:
        """What the plan asks of people in a unit where the scorecard does not say it."""
        if not item.metric or item.whose == "person":
            return None
        return self.lookup.target(item.metric, self.root if item.whose == "company" else unit)


def _named(whose: str, people: Sequence[Person]) -> Sequence[tuple[str, ...]]:
    """Under which names each one's result may have been handed in, nearest first."""
    if whose == "person":
        return [(p.id, p.name, p.role) for p in people]
    if whose in {"unit", "company"}:
        return [(p.unit, "") if whose == "unit" else ("", p.unit) for p in people]
    return [(p.id, p.name, p.role, p.unit, "") for p in people]
