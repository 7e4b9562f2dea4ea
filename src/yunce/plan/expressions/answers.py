# SPDX-License-Identifier: Apache-2.0
"""Combining what parts of an expression come to: single values exactly in decimals, series in arrays; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yunce.plan.expressions.nodes import CompareOp, SumOp
from yunce.plan.expressions.truth import FALSE, TRUE, UNKNOWN, Floats, Truths, compared, negated, truths
from yunce.values.arithmetic import EXACT

Single = Decimal | bool | str | None
"""One value; `None` is unknown."""

Array = NDArray[np.float64] | NDArray[np.uint8] | NDArray[np.object_]
"""A series (..., T), time last: numbers with NaN unknown, truth values 0 1 2, texts with None unknown."""

Answer = Single | Array

_TURNED: Mapping[CompareOp, CompareOp] = MappingProxyType({"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="})


def latest(answer: Answer) -> Single:
    """The last element of a series of one subject, or the single value itself; `None` is unknown."""
    if not isinstance(answer, np.ndarray):
        return answer
    value: object = answer[..., -1].item()
    if answer.dtype == np.uint8:
        return None if value == UNKNOWN else value == TRUE
    if isinstance(value, float):
        return None if np.isnan(value) else Decimal(repr(value))
    return None if value is None else str(value)


def floats(answer: Answer) -> Floats:
    """A number as an array that fits beside others (a single one without axes); unknown is NaN."""
    if isinstance(answer, np.ndarray):
        return answer.astype(np.float64, copy=False)
    return np.array(np.nan if answer is None else float(answer))


def flags(answer: Answer) -> Truths:
    """A truth value as an array that fits beside others."""
    if isinstance(answer, np.ndarray):
        return answer.astype(np.uint8, copy=False)
    return np.array([UNKNOWN if answer is None else TRUE if answer else FALSE], dtype=np.uint8)


def scaled(answer: Answer, factor: Decimal) -> Answer:
    """A number in another unit."""
    if factor == 1 or answer is None:
        return answer
    return answer.astype(np.float64) * float(factor) if isinstance(answer, np.ndarray) else EXACT.multiply(_decimal(answer), factor)


def _decimal(answer: Single) -> Decimal:
    return answer if isinstance(answer, Decimal) else Decimal(answer or 0)


def negative(answer: Answer) -> Answer:
    """`-x`."""
    return scaled(answer, Decimal(-1))


def arithmetic(op: SumOp, left: Answer, right: Answer) -> Answer:
    """`left op right`; unknown where either is, and where it would divide by zero."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return _arrays(op, floats(left), floats(right))
    if left is None or right is None:
        return None
    one, other = _decimal(left), _decimal(right)
    if op == "/":
        return None if other == 0 else EXACT.divide(one, other)
    return {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}[op](one, other)


def _arrays(op: SumOp, left: Floats, right: Floats) -> Floats:
    if op == "+":
        return np.asarray(left + right)
    if op == "-":
        return np.asarray(left - right)
    if op == "*":
        return np.asarray(left * right)
    return np.asarray(left / np.where(right == 0, np.nan, right))


def compare(op: CompareOp, left: Answer, right: Answer) -> Answer:
    """`left op right`: true, false or unknown."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return _compare_arrays(op, left, right)
    if left is None or right is None:
        return None
    if op in {"==", "!="}:
        return (left == right) == (op == "==")
    one, other = _decimal(left), _decimal(right)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]


def _compare_arrays(op: CompareOp, left: Answer, right: Answer) -> Truths:
    sides = [np.asarray(side).dtype for side in (left, right) if isinstance(side, np.ndarray)]
    if any(dtype == np.object_ for dtype in sides):
        found = _same(_texts(left), _texts(right), np.equal(_texts(left), None) | np.equal(_texts(right), None))
    elif any(dtype == np.uint8 for dtype in sides):
        found = _same(flags(left), flags(right), (flags(left) == UNKNOWN) | (flags(right) == UNKNOWN))
    else:
        return (
            compared(_TURNED[op], floats(right), floats(left))
            if not isinstance(left, np.ndarray)
            else compared(op, floats(left), floats(right))
        )
    return negated(found) if op == "!=" else found


def _texts(answer: Answer) -> NDArray[np.object_]:
    return answer.astype(np.object_, copy=False) if isinstance(answer, np.ndarray) else np.array([answer], dtype=np.object_)


def _same(left: Array, right: Array, unknown: NDArray[np.bool_]) -> Truths:
    off = np.asarray(unknown, dtype=np.bool_)
    return truths(np.asarray(left == right, dtype=np.bool_) & ~off, off)


def negation(answer: Answer) -> Answer:
    """`not x`; not unknown is unknown."""
    if isinstance(answer, np.ndarray):
        return negated(flags(answer))
    return None if answer is None else not answer


def logic(op: Literal["and", "or"], parts: Sequence[Answer]) -> Answer:
    """`and`: false if one part is; `or`: true if one part is; else unknown if one part is."""
    if any(isinstance(part, np.ndarray) for part in parts):
        join = np.minimum if op == "and" else np.maximum
        return reduce(join, [flags(part) for part in parts])
    decides = op == "or"
    if decides in parts:
        return decides
    return None if None in parts else not decides


def within(of: Answer, items: Sequence[Answer], *, negated: bool) -> Answer:
    """Whether a value is one of several."""
    found = logic("or", [compare("==", of, item) for item in items])
    return negation(found) if negated else found
