# SPDX-License-Identifier: Apache-2.0
"""A line of a scorecard on arrays: which curve it is, the ratios it gives, the points of bonus and deduction, what a veto strikes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.engine import appraise
from yunce.operate.appraisal.given import item_key, item_name
from yunce.operate.appraisal.naming import Names, answer
from yunce.plan.expressions import Scope, Type, number
from yunce.plan.expressions.answers import Answer, flags, floats
from yunce.plan.expressions.truth import TRUE
from yunce.plan.parts.people import Scorecard, ScoreItem
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, Range

Floats = NDArray[np.float64]
DEFAULT_CAP = 1.2
"""How far above its target a result counts where the scorecard does not say it. Source: docs/method/appraisal.md, 1."""
POINTS_FROM = 5
"""A floor or cap above this is in points of 100: 120 is 1.2."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a scorecard, resolved: its name, its metric, its weight as a part of 100."""

    item: ScoreItem
    key: str
    name: str
    path: str
    weight: float
    better: str

    @property
    def is_scored(self) -> bool:
        """True for what is weighed; bonus, deduction and veto stand beside."""
        return self.item.kind in {"", "score"}


def lines_of(card: Scorecard, metrics: Mapping[str, Metric]) -> tuple[Line, ...]:
    """The lines of a card. Raises `YunceError` for weights that are missing or do not sum to 100, and for a bonus without points."""
    scored = [item for item in card.items if item.kind in {"", "score"}]
    weights = [item.weight.amount for item in scored if item.weight is not None]
    if len(weights) != len(scored) and len(scored) > 1:
        bare = next(i for i, item in enumerate(card.items) if item.kind in {"", "score"} and item.weight is None)
        raise YunceError(Problem.of("appraisal.weight_missing", f"scorecards[{card.id}].items[{bare}]"))
    total = sum(weights, Decimal(0)) if weights else Decimal(100)
    if total not in {Decimal(1), Decimal(100)}:
        raise YunceError(Problem.of("appraisal.weights_total", f"scorecards[{card.id}].items", total=total))
    found = []
    for index, item in enumerate(card.items):
        metric = metrics.get(item.metric)
        better = item.better or ("lower" if item.work in {"late", "open"} else metric.better if metric else "higher")
        weight = float(item.weight.amount / total * 100) if item.weight is not None else 100.0
        path = f"scorecards[{card.id}].items[{item.id or index}]"
        found.append(Line(item, item_key(item, index), item_name(item, index, metrics), path, weight, better))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Results:
    """The actuals and targets of one line (n,), and those of all metrics of the card, for formulas."""

    actual: Floats
    target: Floats
    metrics: Mapping[str, Floats] = field(default_factory=dict)
    scope: Mapping[str, Type] = field(default_factory=dict)


def ratios(line: Line, results: Results) -> Floats:
    """The ratio of each person on a scored line, floored and capped; NaN where not reported. Raises `YunceError`."""
    item = line.item
    raw = _raw(line, results)
    beyond = item.target is not None or not _is_own_curve(item)
    cap = _bound(item.cap, item, DEFAULT_CAP if beyond and not item.score and not _is_manual(item, results) else 1.0)
    return appraise.bounded(raw, _bound(item.floor, item, 0.0), np.inf if item.score and item.cap is None else cap)


def points(line: Line, results: Results) -> Floats:
    """The points that a bonus or deduction brings (n,), signed; 0 where nothing was reported."""
    item, actual = line.item, results.actual
    if item.score:
        found = _formula(item.score, line, results)
    else:
        free = float(item.free.amount) if item.free else 0.0
        each = float(item.points.amount) if item.points else 1.0
        found = np.maximum(0.0, actual - free) * abs(each)
    limit = abs(float(item.cap.amount)) if item.cap else np.inf
    signed = np.minimum(np.abs(found), limit) * (-1.0 if item.kind == "deduction" else 1.0)
    return np.where(np.isnan(signed), 0.0, signed)


def strikes(line: Line, results: Results) -> NDArray[np.bool_]:
    """Whom the line's veto strikes (n,); a line of kind veto without a condition strikes at any value above 0."""
    item = line.item
    if item.veto:
        known = _evaluated(item.veto, line, results)
        return np.broadcast_to(flags(known) == TRUE, results.actual.shape)
    if item.kind == "veto":
        return np.nan_to_num(results.actual) > 0
    return np.zeros(results.actual.shape, dtype=np.bool_)


def _taken_off(item: ScoreItem, weight: float) -> float:
    """The part of a line that one unit takes off: points of its weight, or `5%` of the line itself; where nothing is said all of it."""
    if item.deduct is None:
        return 1.0 if weight else 0.0
    if item.deduct.unit == "%":
        return float(item.deduct.amount)
    return float(item.deduct.amount) / weight if weight else 0.0


def _is_own_curve(item: ScoreItem) -> bool:
    """True for curves that are full at 1 by themselves."""
    return bool(item.steps or item.deduct or item.due or (item.full and item.zero))


def _is_manual(item: ScoreItem, results: Results) -> bool:
    """True where the number handed in is the score itself: nothing says what to compare it with."""
    return item.target is None and not _is_own_curve(item) and bool(np.isnan(results.target).all())


def _raw(line: Line, results: Results) -> Floats:
    """The ratio before floor and cap."""
    item, actual = line.item, results.actual
    if item.score:
        return _formula(item.score, line, results) / 100
    if item.steps:
        starts = [float(step.start.amount) for step in item.steps if step.start is not None]
        given = [_share(step.score) for step in item.steps if step.start is not None]
        return appraise.steps(actual, starts, given)
    if item.full is not None and item.zero is not None:
        return appraise.straight(actual, float(item.zero.amount), float(item.full.amount))
    if item.deduct is not None or item.due is not None:
        free = float(item.free.amount) if item.free else 0.0
        return appraise.deducted(actual, _taken_off(item, line.weight), free)
    if isinstance(item.target, Range):
        return _inside(item.target, actual, inverse=item.smaller == "inverse")
    target = np.where(np.isnan(results.target), float(item.target.amount) if isinstance(item.target, Quantity) else np.nan, results.target)
    if np.isnan(target).all():
        return actual / 100
    if line.better == "lower":
        return appraise.smaller_better(actual, target, inverse=item.smaller == "inverse")
    return appraise.larger_better(actual, target)


def _inside(target: Range, actual: Floats, *, inverse: bool) -> Floats:
    """A range; with one end open as far as the bound says, more than asked counts as more."""
    low, high = (None if end is None else float(end) for end in (target.low, target.high))
    if low is not None and high is None:
        return appraise.larger_better(actual, low)
    if high is not None and low is None:
        return appraise.smaller_better(actual, high, inverse=inverse)
    return appraise.inside(actual, low, high, inverse=inverse)


def _share(score: Quantity | None) -> float:
    """A step's score as a ratio: `60` points and `60%` are 0.6."""
    if score is None:
        return 0.0
    return float(score.amount) / (1 if abs(score.amount) <= POINTS_FROM and score.unit != "分" else 100)


def _bound(bound: Quantity | None, item: ScoreItem, otherwise: float) -> float:
    """A floor or cap as a ratio: `60%`, `0.6` and `60` are the same; of a formula it is in points."""
    if bound is None:
        return otherwise
    amount = float(bound.amount)
    written = bound.stated.strip().endswith("%")
    return amount / 100 if (item.score and not written) or amount > POINTS_FROM else amount


def _formula(text: str, line: Line, results: Results) -> Floats:
    return np.broadcast_to(floats(_evaluated(text, line, results)), results.actual.shape).astype(np.float64)


def _evaluated(text: str, line: Line, results: Results) -> Answer:
    """What a formula of a line comes to for everybody at once. Raises `YunceError`."""
    item, shape = line.item, results.actual.shape
    own = {name: getattr(item, name) for name in ("full", "zero")}
    with np.errstate(divide="ignore", invalid="ignore"):
        attained = results.actual / np.where(results.target == 0, np.nan, results.target)
    values = {
        **results.metrics,
        "value": results.actual,
        "target": results.target,
        "attainment": attained,
        "weight": np.full(shape, line.weight),
        **{name: np.full(shape, float(q.amount) if q is not None else np.nan) for name, q in own.items()},
    }
    names = {**results.scope, **{name: number() for name in ("value", "target", "weight", "attainment", "full", "zero")}}
    return answer(text, line.path, Scope(names), Names(values))
