# SPDX-License-Identifier: Apache-2.0
"""Every function over series against a slow second way: plain Python, one day at a time, fractions, no arrays."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.expressions.test_checking import SCOPE
from yunce.plan.expressions import parse_expression, reach_of
from yunce.plan.expressions.evaluating import evaluate, latest
from yunce.plan.expressions.nodes import Arithmetic, Call, Compare, Expression, Logic, Name, Negative, Not, Number
from yunce.values.problem import Problem

Day = Fraction | bool | None


def slow(node: Expression, facts: dict[str, list[Day]], today: int) -> Day:
    """What an expression comes to on one day, by its definition."""
    if isinstance(node, Number):
        return Fraction(node.amount)
    if isinstance(node, Name):
        return facts[node.id][today]
    if isinstance(node, Call):
        return slow_call(node, facts, today)
    if isinstance(node, Negative):
        one = slow(node.of, facts, today)
        return None if one is None else -one
    if isinstance(node, Not):
        one = slow(node.of, facts, today)
        return None if one is None else not one
    if isinstance(node, Logic):
        parts = [slow(part, facts, today) for part in node.parts]
        decides = node.op == "or"
        return decides if decides in [p for p in parts if p is not None] else None if None in parts else not decides
    assert isinstance(node, Arithmetic | Compare)
    if isinstance(node.left, Call) and node.left.function == "streak":
        assert isinstance(node.right, Number)
        low, high = streak_bounds([slow(node.left.args[0], facts, day) for day in range(today + 1)])
        answers = {(length >= node.right.amount) == (node.op == ">=") for length in (low, high)}
        return answers.pop() if len(answers) == 1 else None
    left, right = slow(node.left, facts, today), slow(node.right, facts, today)
    if left is None or right is None or (node.op == "/" and right == 0):
        return None
    ops: dict[str, Any] = {
        "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: Fraction(left) / right,
        "<": lambda: left < right, "<=": lambda: left <= right, ">": lambda: left > right, ">=": lambda: left >= right,
        "==": lambda: left == right, "!=": lambda: left != right,
    }  # fmt: skip
    return ops[node.op]()  # type: ignore[no-any-return]


def slow_call(node: Call, facts: dict[str, list[Day]], today: int) -> Day:
    past = [slow(node.args[0], facts, day) for day in range(today + 1)]
    steps = int(node.args[1].amount) if len(node.args) > 1 and isinstance(node.args[1], Number) else None
    window = past if steps is None else past[-steps:]
    short = steps is not None and len(past) < steps
    if node.function == "last":
        return next((value for value in reversed(window) if value is not None), None)
    if node.function in {"change", "growth"}:
        lag = steps or 1
        before, now = (past[-1 - lag] if len(past) > lag else None), past[-1]
        if before is None or now is None or (node.function == "growth" and before <= 0):
            return None
        return now - before if node.function == "change" else Fraction(now) / before - 1
    if node.function in {"falls", "rises"}:
        return slow_falls(node, past, steps or 1)
    if node.function == "streak":
        return slow_streak(past)
    if short or None in window:
        return None
    known = [value for value in window if value is not None]
    if node.function == "trend":
        middle = Fraction(len(known) - 1, 2)
        above = sum((i - middle) * value for i, value in enumerate(known))
        return above / sum((i - middle) ** 2 for i in range(len(known)))
    total = sum((Fraction(value) for value in known), Fraction(0))
    return {"sum": total, "count": total, "mean": total / len(known), "min": min(known), "max": max(known)}[node.function]


def slow_falls(node: Call, past: list[Day], steps: int) -> Day:
    if len(past) <= steps:
        return None
    sign = 1 if node.function == "falls" else -1
    (reading, size) = (node.named[0][0], Fraction(node.named[0][1].amount)) if node.named else ("total", Fraction(0))  # type: ignore[union-attr]
    recent = [None if value is None else sign * value for value in past[-steps - 1 :]]
    answers: list[Day] = []
    for before, after in pairwise(recent):
        known = before is not None and after is not None
        answers.append(None if not known else before - after > 0 and (reading != "each" or before - after >= size))  # type: ignore[operator]
    first, final = recent[0], recent[-1]
    if reading == "total" and size:
        answers.append(None if first is None or final is None else first - final >= size)
    return False if False in answers else None if None in answers else True


def streak_bounds(past: list[Day]) -> tuple[int, int]:
    """The shortest and the longest that a streak can be, whatever the unknown days were."""
    ends = [next((n for n, value in enumerate(reversed(past)) if value in stops), len(past)) for stops in ((False, None), (False,))]
    return ends[0], ends[1]


def slow_streak(past: list[Day]) -> Day:
    length = 0
    for value in reversed(past):
        if value is None:
            return None
        if not value:
            break
        length += 1
    return Fraction(length)


NUMBERS = st.sampled_from(
    [
        "units", "gmv", "mean(units, {n})", "sum(units, {n})", "sum(gmv)", "mean(gmv)", "min(units, {n})", "max(gmv, {n})", "max(gmv)",
        "last(units)", "last(units, {n})", "change(units, {n})", "growth(gmv, {n})", "trend(units, {m})",
        "count(units > {k}, {n})", "count(units > {k})",
        "streak(units >= {k})", "units + {k}", "-gmv * 2", "gmv / (units - {k})", "mean(sum(units, 2), {n})",
    ]
)  # fmt: skip
CONDITIONS = st.sampled_from(
    [
        "falls(units, {n})", "rises(gmv, {n})", "falls(units, {n}, total={k})", "falls(gmv, {n}, each={k})", "rises(units, {n}, each={k})",
        "streak(units > {k}) >= {n}", "streak(units > {k}) < {n}", "not units == {k}", "units != {k}",
        "units > 1 and gmv > 1", "units > 1 or gmv <= 1",
        "not (units > 1 or falls(gmv, 2)) and gmv < {k}", "mean(units, {n}) >= {k}", "trend(gmv, {m}) > 0", "mean(units, {n}) > min(units)",
    ]
)  # fmt: skip
DAYS = st.none() | st.integers(-3, 4).map(Fraction)


@given(
    NUMBERS | CONDITIONS, st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=14), st.integers(1, 9), st.integers(2, 9), st.integers(0, 3)
)  # fmt: skip
@settings(max_examples=3 * settings.default.max_examples)
def test_arrays_give_what_the_slow_way_gives(
    form: str, days: list[tuple[Fraction | None, Fraction | None]], n: int, m: int, k: int
) -> None:
    tree = parse_expression(form.format(n=n, m=m, k=k))
    assert not isinstance(tree, Problem)
    facts: dict[str, list[Day]] = {"units": [a for a, _ in days], "gmv": [b for _, b in days]}
    arrays = {name: np.array([np.nan if v is None else float(v) for v in values]) for name, values in facts.items()}

    class Source:
        def value(self, name: str) -> Any:
            return arrays[name].copy()

        def window(self, name: str, steps: int) -> None:
            return None

        def plan(self, function: str, member: str) -> None:
            return None

        def target(self, name: str) -> None:
            return None

    found = evaluate(tree, SCOPE, Source())
    assert isinstance(found, np.ndarray)
    reach = reach_of(tree, "day")
    if reach is not None and reach <= len(days):
        arrays = {name: values[-reach:] for name, values in arrays.items()}
        tail, whole = latest(evaluate(tree, SCOPE, Source())), latest(found)
        assert tail == whole or abs(tail - whole) < 1e-9, (tail, whole)  # type: ignore[operator]
    for today in range(len(days)):
        expected = slow(tree, facts, today)
        if found.dtype == np.uint8:
            assert found[today] == {False: 0, None: 1, True: 2}[expected], (form, today)  # type: ignore[index]
        elif expected is None:
            assert np.isnan(found[today]), (form, today)
        else:
            assert abs(found[today] - float(expected)) < 1e-9, (form, today)
