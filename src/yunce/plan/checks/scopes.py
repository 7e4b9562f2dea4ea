# SPDX-License-Identifier: Apache-2.0
"""What the names of a formula mean, by the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from yunce.plan.checks.known import Known
from yunce.plan.checks.metrics import parts_of
from yunce.plan.document import LISTS, Plan
from yunce.plan.expressions.kinds import BOOLEAN, TEXT, Scope, Shape, Type, number
from yunce.plan.measures import MeasureSpec, read_measure
from yunce.plan.parts.people import Scorecard
from yunce.plan.parts.targets import Metric
from yunce.values.grain import Grain

_COLUMN = {
    "text": TEXT,
    "day": TEXT,
    "moment": TEXT,
    "flag": BOOLEAN,
    "fen": number("CNY"),
    "seconds": number("秒"),
    "int": number(),
    "decimal": number(),
}
_ITEM = {
    "sku": TEXT,
    "role": TEXT,
    "category": TEXT,
    "price": number("CNY"),
    "cost": number("CNY"),
    "price_floor": number("1"),
    "min_stock": number(),
    "days_to_season_end": number("天"),
}
_UNIT = {"id": TEXT, "name": TEXT, "kind": TEXT, "parent": TEXT}
_OUTCOMES = {"payback_months": number("月"), "total_investment": number("CNY"), "npv": number("CNY"), "irr": number("1")}
_SERIES_DIMENSIONS = ("unit", "channel", "source", "sku", "person", "item", "platform", "shop", "campaign")


def metric_scope(known: Known, shape: Shape) -> dict[str, Type]:
    """Every metric as a number in its unit, also over a window (`orders(365d)`)."""
    return {own: number(metric.measured_in, shape, windowed=True) for own, metric in known.metrics.items()}


def sum_scope(known: Known) -> Scope:
    """For formulas and driver trees of metrics: other metrics."""
    return Scope({own: number(metric.measured_in) for own, metric in known.metrics.items()})


def filter_scope(metric: Metric | None, known: Known) -> Scope | None:
    """For filters: the columns of the tables that a metric is measured in; `None` where the tables' columns are not known."""
    if known.columns is None or metric is None:
        return None
    names: dict[str, Type] = {}
    for table in sorted(_tables(metric, known.metrics, frozenset())):
        names |= {column: _COLUMN.get(kind, TEXT) for column, kind in known.columns.get(table, {}).items()}
    units = frozenset(known.ids("units")) | {unit.label for unit in known.plan.units}
    return Scope(names, members={"unit": units} if known.plan.units else {}) if names else None


def _tables(metric: Metric, metrics: Mapping[str, Metric], seen: frozenset[str]) -> set[str]:
    """The tables that a metric and its parts are measured in."""
    spec = read_measure(metric.measure) if metric.measure else None
    own = {spec.table} if isinstance(spec, MeasureSpec) else set()
    deeper = (metrics[part] for part in parts_of(metric, metrics) if part not in seen)
    return own.union(*(_tables(part, metrics, seen | {metric.id}) for part in deeper))


def plan_scope(known: Known) -> Scope:
    """For gates and claims: metrics, targets, the plan's lists, what a simulation gives; `done`, `headcount`, `count` of members."""
    lists = {name: Type("text", shape="many") for name in LISTS}
    lists["budget"] = number("CNY", "many")
    measured = {target.id: known.metrics.get(target.metric) for target in known.plan.targets}
    targets = {own: number(metric.measured_in) for own, metric in measured.items() if metric is not None}
    done = frozenset(known.ids("initiatives", "campaigns", "phases", "duties", "budget"))
    functions = {
        "done": (BOOLEAN, done),
        "headcount": (number(), frozenset(known.ids("units", "roles"))),
        "count": (number(), frozenset(LISTS)),
    }
    return Scope({**lists, **metric_scope(known, "one"), **targets, **_OUTCOMES}, functions)


def rule_scope(known: Known, grain: Grain) -> Scope:
    """For rules: metrics as series, dimensions as texts, what is known of items and units."""
    return rule_names(known.plan, known.metrics, grain)


def rule_names(plan: Plan, metrics: Mapping[str, Metric], grain: Grain) -> Scope:
    """What a rule of a plan may name, given every metric that the plan may."""
    names: dict[str, Type] = {name: Type("text", shape="series") for name in _SERIES_DIMENSIONS}
    fields = {**_UNIT, **_ITEM, **_attributes(plan)}
    names |= {name: Type(kind.kind, kind.unit, "series") for name, kind in fields.items()}
    names["stock_days"] = number("天", "series")
    measured = {own: number(metric.measured_in, "series", windowed=True) for own, metric in metrics.items()}
    return Scope({**names, **measured}, grain=grain)


def attributes(known: Known) -> dict[str, Type]:
    """Attributes that the plan gives its units and items."""
    return _attributes(known.plan)


def _attributes(plan: Plan) -> dict[str, Type]:
    units = (name for unit in plan.units for name in unit.attributes)
    return dict.fromkeys((*units, *(name for item in plan.items for name in item.attributes)), TEXT)


def cover_scope(known: Known) -> Scope:
    """For coverage: the fields and attributes of units."""
    return Scope({**_UNIT, **attributes(known)})


def score_scope(known: Known) -> Scope:
    """For scores and vetoes: the value itself, its target and weight, any metric."""
    own = {name: number() for name in ("value", "target", "weight", "attainment", "full", "zero")}
    return Scope({**metric_scope(known, "one"), **own})


def quota_scope(card: Scorecard) -> Scope:
    """For quotas of grades: how many people have a grade, how many there are."""
    grades = frozenset(grade.name for grade in card.grades)
    return Scope({"people": number()}, {"count": (number(), grades or None)})


def follow_scope(card: Scorecard, grain: Grain) -> Scope:
    """For what follows from results: grade, score and coefficient as series over the card's periods."""
    grades = frozenset(grade.name for grade in card.grades)
    names = {"grade": Type("text", shape="series"), "score": number("", "series"), "pay": number("", "series")}
    return Scope(names, members={"grade": grades} if grades else {}, grain=grain)


def tier_scope(known: Known) -> Scope:
    """For customers' tiers: a buyer's metrics over a window."""
    return Scope({**metric_scope(known, "one"), "points": number(), "days_since_last_order": number("天")})
