# SPDX-License-Identifier: Apache-2.0
"""Plan to questions: a metric becomes the measures that facts are asked for, and the way in which their answers combine. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from yunce.operate.conditions import condition_of, formula_names, formula_value
from yunce.plan.measures import MeasureSpec, read_measure
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Combine, Compare, Condition, Measure
from yunce.warehouse.tables import TABLES

ENTRIES = "measures"
"""The table of what was entered by hand, under a metric's id, name or synonym."""
FEN = 100
PAID = Compare("paid_at", "!=", None)
"""Sales are what was paid for: an order without a payment time is none."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A metric that is measured directly: its measure, its table, and the same metric as entered by hand."""

    id: str
    table: str
    measure: Measure
    entered: Measure | None
    in_fen: bool
    adds_up: bool
    names: tuple[str, ...] = ()
    """The metric's id, name and synonyms: under any of them it may be entered."""
    may_lack: bool = False
    """True where rows may leave the column empty, as exports without it do: nothing to add up is then unknown, not zero."""

    def in_unit(self, value: Decimal | int) -> Decimal:
        """An answer of the warehouse in the metric's own unit: yuan for money."""
        return Decimal(value) / FEN if self.in_fen else Decimal(value)


def lower(ids: Sequence[str], metrics: Mapping[str, Metric]) -> tuple[Basis, ...]:
    """The directly measured metrics that some metrics rest on, each once. Raises `YunceError` for a metric that is not known."""
    found: dict[str, Basis] = {}
    for name in ids:
        for base in _leaves(name, metrics, ()):
            found.setdefault(base, _basis(metrics[base]))
    return tuple(found.values())


def combine(name: str, metrics: Mapping[str, Metric], known: Mapping[str, Decimal | None]) -> Decimal | None:
    """A metric's value from those it rests on; `None` where one of them is unknown or a ratio has nothing below its line.

    What is only ever entered by hand and was not entered counts as zero inside a formula, beside something known.
    """
    metric = metrics[name]
    if metric.measure:
        return known[name]
    if metric.numerator:
        above, below = combine(metric.numerator, metrics, known), combine(metric.denominator, metrics, known)
        return above / below if above is not None and below else None
    parts = {part: combine(part, metrics, known) for part in formula_names(metric.formula)}
    if all(value is None for value in parts.values()):
        return None
    filled = {part: Decimal(0) if value is None and is_entry(metrics[part]) else value for part, value in parts.items()}
    return formula_value(metric.formula, filled)


def tables_of(name: str, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """The tables of facts that a metric rests on."""
    return tuple(dict.fromkeys(base.table for base in lower((name,), metrics)))


def find_metric(name: str, metrics: Mapping[str, Metric]) -> Metric:
    """The metric of an id. Raises `YunceError` with the likely one."""
    if name in metrics:
        return metrics[name]
    near = get_close_matches(name, metrics, n=1)
    raise YunceError(Problem.of("operate.metric_unknown", name, id=name, likely=near[0] if near else "—"))


def all_of(*conditions: Condition | None) -> Condition | None:
    """Conditions that must all hold; `None` is no condition."""
    kept = tuple(c for c in conditions if c is not None)
    return Combine("and", kept) if len(kept) > 1 else kept[0] if kept else None


def _leaves(name: str, metrics: Mapping[str, Metric], above: tuple[str, ...]) -> tuple[str, ...]:
    metric = find_metric(name, metrics)
    if name in above:
        raise YunceError(Problem.of("operate.metric_circular", name, chain=" → ".join((*above, name))))
    if metric.measure:
        return (name,)
    parts = (metric.numerator, metric.denominator) if metric.numerator else formula_names(metric.formula)
    if not parts:
        raise YunceError(Problem.of("operate.metric_empty", name, id=name))
    return tuple(leaf for part in parts for leaf in _leaves(part, metrics, (*above, name)))


def is_entry(metric: Metric) -> bool:
    """True for a metric that is only ever entered by hand."""
    spec = read_measure(metric.measure) if metric.measure else None
    return isinstance(spec, MeasureSpec) and spec.table == ENTRIES


def _basis(metric: Metric) -> Basis:
    spec = read_measure(metric.measure, metric.id)
    if isinstance(spec, Problem):
        raise YunceError(spec)
    where = condition_of(metric.where, f"metrics[{metric.id}].where") if metric.where else None
    names = tuple(dict.fromkeys((metric.id, metric.label, *metric.synonyms)))
    named = Compare("metric", "in", names)
    adds_up = metric.kind == "sum"
    if spec.table == ENTRIES:
        measure = Measure(metric.id, ENTRIES, spec.aggregate, spec.column, all_of(named, where))
        return Basis(metric.id, ENTRIES, measure, None, in_fen=False, adds_up=adds_up, names=names)
    paid = PAID if spec.table == "sales" else None
    measure = Measure(metric.id, spec.table, spec.aggregate, spec.column, all_of(paid, where), second=spec.second)
    entered = Measure(metric.id, ENTRIES, "sum" if adds_up else "last", "value", named)
    may_lack = spec.column not in ("*", *TABLES["lines" if spec.table == "sales" else spec.table].key)
    return Basis(metric.id, spec.table, measure, entered, in_fen=_is_money(spec), adds_up=adds_up, may_lack=may_lack, names=names)


def _is_money(spec: MeasureSpec) -> bool:
    table = TABLES["lines" if spec.table == "sales" else spec.table]
    adds = spec.aggregate in ("sum", "last", "min", "max", "mean")
    return adds and any(c.name == spec.column and c.type == "fen" for c in table.columns)
