# SPDX-License-Identifier: Apache-2.0
"""Metrics from those they rest on, whole arrays at once; the same rules as for single cells."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from yunce.operate.conditions import formula_names
from yunce.operate.lower import is_entry
from yunce.plan.expressions.nodes import Arithmetic, Expression, Name, Negative, Number
from yunce.plan.expressions.parsing import parse_expression
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, YunceError

Floats = NDArray[np.float64]


def combined(name: str, metrics: Mapping[str, Metric], known: Mapping[str, Floats]) -> Floats:
    """A metric's values; NaN where one that it rests on is unknown or a ratio has nothing below its line.

    What is only ever entered by hand and was not entered counts as zero inside a formula, beside something known.
    """
    metric = metrics[name]
    if metric.measure:
        return known[name]
    if metric.numerator:
        above, below = combined(metric.numerator, metrics, known), combined(metric.denominator, metrics, known)
        return np.asarray(above / np.where(below == 0, np.nan, below))
    parts = {part: combined(part, metrics, known) for part in formula_names(metric.formula)}
    anything = np.stack([~np.isnan(values) for values in parts.values()]).any(axis=0)
    filled = {
        part: np.where(np.isnan(values) & anything, 0.0, values) if is_entry(metrics[part]) else values for part, values in parts.items()
    }
    tree = parse_expression(metric.formula)
    if isinstance(tree, Problem):
        raise YunceError(tree)
    return np.asarray(_value(tree, metric.formula, filled))


def _value(node: Expression, text: str, values: Mapping[str, Floats]) -> Floats:
    if isinstance(node, Number):
        return np.array(float(node.amount))
    if isinstance(node, Name):
        return values[node.id]
    if isinstance(node, Negative):
        return -_value(node.of, text, values)
    if isinstance(node, Arithmetic):
        left, right = _value(node.left, text, values), _value(node.right, text, values)
        if node.op == "/":
            return np.asarray(left / np.where(right == 0, np.nan, right))
        return np.asarray({"+": np.add, "-": np.subtract, "*": np.multiply}[node.op](left, right))
    raise YunceError(Problem.of("operate.formula_unusable", text=text))
