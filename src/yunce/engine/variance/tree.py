# SPDX-License-Identifier: Apache-2.0
"""Why a value differs where it is more than one product: a tree of sums, differences, products and ratios down to its leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yunce.engine.variance.errors import VarianceError
from yunce.engine.variance.explain import METHODS, Method
from yunce.engine.variance.result import Explained, Rows, explained, named_convention
from yunce.engine.variance.slopes import Floats, slopes_by
from yunce.values.problem import Problem

Operation = Literal["leaf", "sum", "difference", "product", "ratio"]
_NONE = np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One value of a driver tree: a leaf with its numbers before and after (n,), or an operation on the nodes below.

    `difference` is the first child minus the others, `ratio` the first over the second.
    """

    name: str
    operation: Operation = "leaf"
    children: tuple[Node, ...] = ()
    base: Floats = field(default_factory=lambda: _NONE)
    actual: Floats = field(default_factory=lambda: _NONE)


def explain_tree(tree: Node, *, method: Method = "lmdi", unit: float = 1.0, rows: Rows = "apart") -> Explained:
    """What each leaf gave to the change of the root, closing exactly to the smallest unit.

    Each product and ratio is explained by the method (not pvm) among its own children, and a child's amount goes on to the child's own
    children in proportion to their changes (the chain rule), so that sums of channels, each with its own product, need nothing special.
    Leaves that share a name are added. Negative factors: Shapley in that node. Raises VarianceError for a wrong tree.
    Source: docs/method/variance.md, 3.
    """
    if method == "pvm" or method not in METHODS:
        raise VarianceError(Problem.of("variance.method_unknown", method=method))
    _check(tree)
    base, actual = _value(tree, before=True), _value(tree, before=False)
    stood_in = np.zeros(base.size, dtype=np.bool_)
    given: dict[str, Floats] = {}
    for name, part in _leaf_parts(tree, np.ones(base.size), method, stood_in):
        given[name] = given[name] + part if name in given else part
    drivers = tuple(given)
    parts = np.array([given[name] for name in drivers])
    convention = named_convention(method, drivers, int(stood_in.sum()), base.size)
    return explained(method, convention, drivers, (base, actual), parts, unit=unit, rows=rows)


def _check(node: Node) -> None:
    """Refuse nodes that cannot be computed."""
    reason = ""
    if node.operation == "leaf":
        if node.base.shape != node.actual.shape or node.base.ndim != 1 or node.base.size == 0:
            reason = f"{node.base.shape} / {node.actual.shape}"
        elif np.isinf(node.base).any() or np.isinf(node.actual).any():
            reason = "inf"
    elif not node.children or (node.operation == "ratio" and len(node.children) != 2):
        reason = f"{node.operation}: {len(node.children)}"
    if reason:
        raise VarianceError(Problem.of("variance.tree_wrong", node.name, node=node.name, reason=reason))
    for child in node.children:
        _check(child)
    if len({_value(child, before=True).size for child in node.children}) > 1:
        raise VarianceError(Problem.of("variance.tree_wrong", node.name, node=node.name, reason="n"))


def _value(node: Node, *, before: bool) -> Floats:
    """A node's value (n,); a ratio over zero is unknown."""
    if node.operation == "leaf":
        return np.asarray(node.base if before else node.actual, dtype=np.float64)
    below = np.array([_value(child, before=before) for child in node.children])
    if node.operation == "sum":
        return np.asarray(below.sum(axis=0))
    if node.operation == "difference":
        return np.asarray(below[0] - below[1:].sum(axis=0))
    if node.operation == "product":
        return np.asarray(below.prod(axis=0))
    unknown: Floats = np.full(below.shape[1], np.nan)
    return np.asarray(np.divide(below[0], below[1], out=unknown, where=below[1] != 0), dtype=np.float64)


def _leaf_parts(node: Node, slope: Floats, method: str, stood_in: NDArray[np.bool_]) -> Iterator[tuple[str, Floats]]:
    """Each leaf below a node with what it gave to the root, the node's own slope given."""
    if node.operation == "leaf":
        yield node.name, slope * (_value(node, before=False) - _value(node, before=True))
        return
    for child, own in zip(node.children, _child_slopes(node, method, stood_in), strict=True):
        yield from _leaf_parts(child, slope * own, method, stood_in)


def _child_slopes(node: Node, method: str, stood_in: NDArray[np.bool_]) -> Floats:
    """How much a node moves for each unit that each child moves."""
    base = np.array([_value(child, before=True) for child in node.children])
    actual = np.array([_value(child, before=False) for child in node.children])
    if node.operation in ("sum", "difference"):
        signs = np.ones(base.shape)
        signs[1:] = -1.0 if node.operation == "difference" else 1.0
        return signs
    through = np.ones(base.shape)
    if node.operation == "ratio":
        divisors = np.where((base[1] != 0) & (actual[1] != 0), base[1] * actual[1], np.nan)
        through[1] = -1.0 / divisors
        base[1], actual[1] = 1.0 / np.where(base[1] != 0, base[1], np.nan), 1.0 / np.where(actual[1] != 0, actual[1], np.nan)
    slopes, swapped = slopes_by(method, base, actual)
    stood_in |= swapped
    return slopes * through
