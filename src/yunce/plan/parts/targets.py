# SPDX-License-Identifier: Apache-2.0
"""Metrics and the numbers that a plan sets for them: baselines, targets with their splits and locks, budget, claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from yunce.plan.fields import OPEN, Amount, Formula, MetricRef, Part, Rhythm, RoleRef, TargetRef, Text, UnitRef, Value, When, choice
from yunce.plan.parts.common import Named

Grain = Annotated[Text, choice("day", "week", "ten_days", "month", "quarter", "half_year", "year")]


class Metric(Named):
    """A number that can be measured. `kind` says how it adds up; `measured_in` is CNY, 人, 件, 单, 次, 1 ..."""

    definition: Text = ""
    kind: Annotated[Text, choice("sum", "ratio", "distinct", "last")] = ""
    measured_in: Text = ""
    better: Annotated[Text, choice("higher", "lower", "inside")] = "higher"
    measure: Text = ""
    where: Formula = ""
    numerator: MetricRef = ""
    denominator: MetricRef = ""
    formula: Formula = ""
    drivers: Formula = ""
    synonyms: tuple[Text, ...] = ()


class Baseline(Named):
    """A result of the past that the plan quotes."""

    metric: MetricRef
    period: When
    value: Value = None
    unit: UnitRef = ""
    where: Formula = ""


class Weights(Part):
    """How a step spreads: `equal`, by members, or by the history of a metric aligned to the calendar, events or lunar days."""

    equal: bool = False
    history: MetricRef = ""
    align: Annotated[Text, choice("calendar", "events", "lunar")] = "calendar"
    period: When = None
    where: Formula = ""
    members: Mapping[str, Amount] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _by_form(cls, raw: object) -> object:
        """`equal`; a mapping with `history`; else members with their weights."""
        if raw == "equal":
            return {"equal": True}
        if isinstance(raw, dict) and "history" not in raw and "members" not in raw:
            return {"members": raw}
        return raw


class SplitStep(Part):
    """One step of a split, along one dimension: by values, by weights, or by another member's own table (`per`)."""

    by: Text
    values: Mapping[str, Amount] = Field(default_factory=dict)
    weights: Weights | None = None
    per: Mapping[str, Mapping[str, Amount]] = Field(default_factory=dict)
    note: Text = ""


class Lock(Part):
    """A cell or subtotal that spreading must not move, with its reason and until when."""

    at: Annotated[Mapping[str, Text], BeforeValidator(lambda raw: {} if isinstance(raw, OPEN) else raw)]
    value: Amount
    reason: Text = ""
    by: RoleRef = ""
    until: When = None
    note: Text = ""


class Target(Named):
    """What a metric shall reach in a unit and period; `ratio_of` makes it a ratio goal, a cost metric makes it a budget."""

    metric: MetricRef
    ratio_of: MetricRef = ""
    unit: UnitRef = ""
    period: When
    value: Value = None
    stretch: Value = None
    per: Annotated[Text, choice("day", "week", "ten_days", "month", "quarter", "half_year", "year")] = ""
    reach: Annotated[Text, choice("by_end", "every", "average", "total")] = ""
    where: Formula = ""
    parent: TargetRef = ""
    split: tuple[SplitStep, ...] = ()
    locks: tuple[Lock, ...] = ()


LIMITS = frozenset({"limit", "额度", "控制额度"})


class BudgetLine(Named):
    """Money with a date and a nature (deposit, stock, ...): cash and payback come from it.

    With an `account` it also holds what is spent there; one of kind `limit` does that alone, and is no payment of its own.
    """

    unit: UnitRef = ""
    pay: When = None
    amount: Value = None
    kind: Text = ""
    account: Text = ""
    warn: Amount = None
    stop: Amount = None
    every: Rhythm = None
    until: When = None

    @property
    def is_limit(self) -> bool:
        """True where it only bounds what an account may spend: that money is in the plan's flows already."""
        return self.kind in LIMITS


class Claim(Named):
    """What the plan says of itself: tested, never used."""

    says: Text = ""
    test: Formula = ""
