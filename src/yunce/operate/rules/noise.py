# SPDX-License-Identifier: Apache-2.0
"""How often a condition would hold if nothing happened: exactly where that is known, else on shuffled histories. Source: rules.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import factorial

import numpy as np
from numpy.typing import NDArray

from yunce.operate.rules.axes import Floats
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import judge, looks_across
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Call, Expression
from yunce.plan.expressions.windows import steps_of

SEED = 20_260_101
CELLS = 200_000
"""Cells of shuffled history: a rate of 4 % is then right within about 0.1 points."""
MOST_COPIES = 4000
MOST_APART = 50


@dataclass(frozen=True, slots=True)
class Noise:
    """The rate at which a condition would hold on noise [1]; `None` where there is too little history. `is_exact` for a formula."""

    rate: float | None
    is_exact: bool = False


def noise_of(condition: Condition, scope: Scope, history: History) -> Noise:
    """The expected rate of a condition where each subject's known steps come in any order, all its metrics of a step together."""
    exact = exact_rate(condition.when, scope)
    if exact is not None:
        return Noise(exact, is_exact=True)
    used = [name for name in condition.names if name in history.numbers]
    if not used or 0 in history.shape:
        return Noise(None)
    bare = replace(condition, close=None, rest=0)
    held = known = 0
    for shuffled in _shuffles(history, _touched(history, used), apart=looks_across(condition)):
        found = judge((bare,), scope, shuffled)[0]
        held, known = held + found.held, known + found.known
    return Noise(held / known if known else None)


def exact_rate(node: Expression, scope: Scope) -> float | None:
    """`n` falls in a row of a series without order have chance 1 / (n + 1)!: one order of n + 1 values out of all."""
    if isinstance(node, Call) and node.function in {"falls", "rises"} and len(node.args) == 2 and not node.named:
        steps = steps_of(node.args[1], scope.grain)
        return 1 / factorial(steps + 1) if steps else None
    return None


def _touched(history: History, used: list[str]) -> list[str]:
    """The names that move: what is the same at every step stays."""
    steps = history.shape[1]
    return [name for name in used if history.numbers[name].shape[-1] == steps]


def _shuffles(history: History, names: list[str], *, apart: bool) -> Iterator[History]:
    """Histories in which each subject's steps come in another order; many copies of the subjects in one, unless they are compared."""
    rng = np.random.default_rng(SEED)
    subjects, steps = history.shape
    if subjects * steps > CELLS and not apart:
        history = _picked(history, np.sort(rng.choice(subjects, max(CELLS // steps, 1), replace=False)))
        subjects = history.shape[0]
    copies = min(max(CELLS // (subjects * steps), 1), MOST_APART if apart else MOST_COPIES)
    if not apart:
        history, copies = _picked(history, np.tile(np.arange(subjects), copies)), 1
    known = np.stack([~np.isnan(history.numbers[name]) for name in names]).all(axis=0) if names else np.ones(history.shape, dtype=bool)
    for _ in range(copies):
        yield _shuffled(history, names, _orders(known, rng))


def _picked(history: History, rows: NDArray[np.int64]) -> History:
    """The history of some subjects, each as often as it is named."""

    def cut(parts: Mapping[str, Floats]) -> dict[str, Floats]:
        return {name: part[rows] if part.ndim == 2 and part.shape[0] > 1 else part for name, part in parts.items()}

    texts = {name: part[rows] if part.shape[0] > 1 else part for name, part in history.texts.items()}
    subjects = tuple(history.subjects[row] for row in rows)
    numbers = {name: part[rows] if part.shape[0] == len(history.subjects) else part for name, part in history.numbers.items()}
    bases = {name: part[rows] if part.shape[0] == len(history.subjects) else part for name, part in history.bases.items()}
    return replace(history, subjects=subjects, numbers=numbers, texts=texts, targets=cut(history.targets), bases=bases)


def _orders(known: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.int64]:
    """For each subject an order of its known steps; unknown ones stay where they are."""
    steps = np.arange(known.shape[1])
    order = np.broadcast_to(steps, known.shape).copy()
    places = np.argsort(np.where(known, steps, steps.size), axis=1, kind="stable")
    drawn = np.argsort(np.where(known, rng.random(known.shape), 2.0), axis=1)
    counts = known.sum(axis=1, keepdims=True)
    moved = steps < counts
    row = np.broadcast_to(np.arange(known.shape[0])[:, np.newaxis], known.shape)
    order[row[moved], places[moved]] = drawn[moved]
    return order


def _shuffled(history: History, names: list[str], order: NDArray[np.int64]) -> History:
    numbers = dict(history.numbers)
    for name in names:
        numbers[name] = np.take_along_axis(numbers[name], order, axis=1)
    bases = {name: np.take_along_axis(part, order, axis=1) for name, part in history.bases.items() if part.shape == order.shape}
    return replace(history, numbers=numbers, bases=bases)
