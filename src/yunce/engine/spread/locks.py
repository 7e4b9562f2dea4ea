# SPDX-License-Identifier: Apache-2.0
"""One total over its parts, with locks on parts and on subtotals that lie inside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral

import numpy as np

from yunce.engine.rounding import apportion
from yunce.engine.spread.errors import SpreadError
from yunce.engine.spread.leaves import Ints
from yunce.engine.spread.weights import Weights, whole_weights
from yunce.values.problem import Problem

LARGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Lock:
    """A fixed value for the sum of some parts (by their positions): one part, or several for a subtotal. value [unit of the total]."""

    members: tuple[int, ...]
    value: int


@dataclass(frozen=True, slots=True)
class _Node:
    """A lock with the locks directly inside it; the root is the total itself."""

    name: str
    lock: Lock
    inner: list[_Node]


def spread(total: int, weights: Weights, *, locks: Sequence[Lock] = ()) -> Ints:
    """Parts of a total in proportion to weights, exact, by largest remainder, ties by position; locked values subtracted first.

    total [fen or whole units], |total| < 2**63, a negative one mirrors the positive · weights (n,) [1], >= 0, taken exactly (floats as the
    binary fractions that they are) · locks on parts or on subtotals, nested or apart -> (n,) int64 that sum to the total and to each lock.
    Raises SpreadError with every problem: weights unknown, infinite, negative or all zero; locks over their total, contradicting, crossing.
    Source: docs/method/spread.md, 1 and 2.

    >>> spread(100_000_000, [1, 1, 1]).tolist()
    [33333334, 33333333, 33333333]
    """
    whole = whole_weights(weights)
    count = len(whole)
    size = _checked_total(total)
    root = _nested(size, count, _checked_locks(count, locks))
    parts = np.zeros(count, dtype=np.int64)
    problems: list[Problem] = []
    _fill(root, whole, parts, problems)
    if problems:
        raise SpreadError(*problems)
    return parts


def _checked_total(total: int) -> int:
    """A total as a whole number that fits 64 bits."""
    if isinstance(total, bool) or not isinstance(total, Integral):
        raise SpreadError(Problem.of("spread.total_not_whole", "total", value=total))
    if abs(int(total)) > LARGEST:
        raise SpreadError(Problem.of("spread.total_too_large", "total", value=total))
    return int(total)


def _checked_locks(count: int, locks: Sequence[Lock]) -> list[tuple[str, Lock, frozenset[int]]]:
    """Locks by falling size, each once: places known, values whole, no two that contradict."""
    problems: list[Problem] = []
    seen: dict[frozenset[int], tuple[str, Lock]] = {}
    for i, lock in enumerate(locks):
        name, members = f"locks[{i}]", frozenset(lock.members)
        if not members or min(members) < 0 or max(members) >= count or len(members) != len(lock.members):
            problems.append(Problem.of("spread.lock_place", name, members=sorted(lock.members), count=count))
        elif isinstance(lock.value, bool) or not isinstance(lock.value, Integral):
            problems.append(Problem.of("spread.total_not_whole", name, value=lock.value))
        elif abs(int(lock.value)) > LARGEST:
            problems.append(Problem.of("spread.total_too_large", name, value=lock.value))
        elif members in seen and seen[members][1].value != lock.value:
            problems.append(
                Problem.of("spread.locks_contradict", name, other=seen[members][0], value=lock.value, stated=seen[members][1].value)
            )
        else:
            seen.setdefault(members, (name, lock))
    if problems:
        raise SpreadError(*problems)
    return sorted(((name, lock, members) for members, (name, lock) in seen.items()), key=lambda found: -len(found[2]))


def _nested(total: int, count: int, locks: list[tuple[str, Lock, frozenset[int]]]) -> _Node:
    """The locks as a tree under the total. Two that overlap without one holding the other cannot be one tree: margins do that."""
    root = _Node("total", Lock(tuple(range(count)), total), [])
    placed: list[tuple[_Node, frozenset[int]]] = [(root, frozenset(range(count)))]
    problems: list[Problem] = []
    for name, lock, members in locks:
        crossing = [other.name for other, held in placed[1:] if held & members and not members <= held]
        if crossing:
            problems.append(Problem.of("spread.locks_cross", name, other=", ".join(crossing)))
            continue
        node = _Node(name, lock, [])
        next(outer for outer, held in reversed(placed) if members <= held).inner.append(node)
        placed.append((node, members))
    if problems:
        raise SpreadError(*problems)
    return root


def _fill(node: _Node, weights: list[int], parts: Ints, problems: list[Problem]) -> None:
    """Fill a node's parts: the locks inside it, then the rest over what is free."""
    fixed = sum(inner.lock.value for inner in node.inner)
    total, rest = node.lock.value, node.lock.value - fixed
    held = {place for inner in node.inner for place in inner.lock.members}
    free = [place for place in node.lock.members if place not in held]
    if not free and rest != 0:
        problems.append(Problem.of("spread.locks_differ", node.name, total=total, locked=fixed))
    elif (total >= 0 and rest < 0) or (total <= 0 and rest > 0 and node.inner):
        problems.append(Problem.of("spread.locks_over", node.name, total=total, locked=fixed))
    elif abs(rest) > LARGEST:
        problems.append(Problem.of("spread.total_too_large", node.name, value=rest))
    elif rest != 0 and not any(weights[place] for place in free):
        problems.append(Problem.of("spread.weights_zero", node.name, total=rest, count=len(free)))
    elif rest != 0:
        parts[free] = apportion(rest, [weights[place] for place in free])
    for inner in node.inner:
        _fill(inner, weights, parts, problems)
