# SPDX-License-Identifier: Apache-2.0
"""Can the locks of a target hold together: known places, nothing above what it is part of, no two that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from yunce.plan.checks.known import Known
from yunce.plan.checks.members import TIME, check_dimension, check_member, read_member
from yunce.plan.checks.units_of_value import check_value
from yunce.plan.parts.targets import Lock, SplitStep, Target
from yunce.plan.walk import item_names
from yunce.values.period import Period
from yunce.values.problem import Problem, has_errors
from yunce.values.quantity import Quantity, number_text

Place = Mapping[str, str]


def check_locks(known: Known) -> Iterator[Problem]:
    """Every lock by itself; then the locks of a target against its value, its steps and each other."""
    for name, target in zip(item_names(known.plan.targets), known.plan.targets, strict=True):
        for index, lock in enumerate(target.locks):
            yield from _own(lock, f"targets[{name}].locks[{index}]", target, known)
        metric = known.metrics.get(target.metric)
        if metric is not None and metric.kind == "sum" and not target.ratio_of:
            yield from _pairs(target, f"targets[{name}].locks")
            yield from _totals(target, f"targets[{name}].locks")


def _own(lock: Lock, path: str, target: Target, known: Known) -> Iterator[Problem]:
    """A lock names dimensions of the split and members that exist, in the metric's unit."""
    steps = {step.by: step for step in target.split}
    for by, member in lock.at.items():
        here = f"{path}.at.{by}"
        unknown = check_dimension(by, here, known)
        if unknown is not None:
            yield unknown
            continue
        wrong = tuple(check_member(by, member, here, target, known))
        yield from wrong
        stated = _members(steps[by]) if by in steps else ()
        if by not in steps:
            yield Problem.of("lock.not_split_by", here, by=by, known="、".join(steps) or "-")
        elif not has_errors(wrong) and by not in TIME and stated and member not in stated:
            yield Problem.of("lock.unknown_member", here, by=by, member=member, known="、".join(stated))
    metric = known.metrics.get(target.metric)
    if metric is not None:
        yield from check_value(lock.value, metric, f"{path}.value", share=bool(target.ratio_of))
        if lock.value is not None and lock.value.amount < 0:
            yield Problem.of("lock.negative", f"{path}.value", stated=lock.value.text)


def _members(step: SplitStep) -> tuple[str, ...]:
    """The members that a step states; none where they come from history."""
    return tuple(step.values) or (tuple(step.weights.members) if step.weights else ())


def _pairs(target: Target, path: str) -> Iterator[Problem]:
    """Two locks of one place with two values; a lock above the one that it is part of."""
    for (_, first), (index, second) in combinations(enumerate(target.locks), 2):
        if first.value is None or second.value is None:
            continue
        if _same(first.at, second.at):
            if first.value.amount != second.value.amount:
                yield Problem.of("lock.contradiction", f"{path}[{index}]", value=second.value.text, other=first.value.text)
        elif _inside(second.at, first.at) and second.value.amount > first.value.amount:
            yield Problem.of("lock.over", f"{path}[{index}].value", value=second.value.text, whole=first.value.text, at=_words(first.at))
        elif _inside(first.at, second.at) and first.value.amount > second.value.amount:
            yield Problem.of("lock.over", f"{path}[{index}].value", value=first.value.text, whole=second.value.text, at=_words(second.at))


def _totals(target: Target, path: str) -> Iterator[Problem]:
    """Locks against the totals that bind them: the target's own value and each value that a step states."""
    binding: list[tuple[Place, Quantity]] = [({}, target.value)] if isinstance(target.value, Quantity) else []
    for step in target.split:
        binding += [({step.by: member}, value) for member, value in step.values.items() if value is not None and value.unit != "%"]
    for place, whole in binding:
        inside = [(index, lock) for index, lock in enumerate(target.locks) if lock.value is not None and _inside(lock.at, place)]
        for index, lock in inside:
            if _same(lock.at, place) and lock.value is not None and lock.value.amount != whole.amount:
                here = f"{path}[{index}].value"
                yield Problem.of("lock.contradicts_split", here, value=lock.value.text, whole=whole.text, at=_words(place))
        parts = [(index, lock) for index, lock in inside if not _same(lock.at, place)]
        for index, total, full in _sums(parts, place, target):
            if total > whole.amount or (full and total < whole.amount):
                code = "lock.over" if total > whole.amount else "lock.short"
                here = f"{path}[{index}].value"
                yield Problem.of(code, here, value=number_text(total), whole=whole.text, at=_words(place) or target.id)


def _sums(locks: list[tuple[int, Lock]], place: Place, target: Target) -> Iterator[tuple[int, Decimal, bool]]:
    """For each set of dimensions: the index of its last lock, the sum of its locks, whether they are all parts of the place."""
    groups: dict[frozenset[str], dict[frozenset[tuple[str, str]], tuple[int, Decimal]]] = {}
    for index, lock in locks:
        if lock.value is not None:
            groups.setdefault(frozenset(lock.at), {})[frozenset(lock.at.items())] = (index, lock.value.amount)
    for by, cells in groups.items():
        finer = by - set(place)
        step = next((step for step in target.split if finer == {step.by}), None)
        full = step is not None and by >= set(place) and bool(_members(step)) and len(cells) == len(_members(step))
        yield max(index for index, _ in cells.values()), sum((amount for _, amount in cells.values()), Decimal(0)), full


def _same(first: Place, second: Place) -> bool:
    return _inside(first, second) and _inside(second, first)


def _inside(part: Place, whole: Place) -> bool:
    """True where every cell of the first place is one of the second: its members fixed alike, or days within them."""
    return all(_fixes(part, by, member) for by, member in whole.items())


def _fixes(part: Place, by: str, member: str) -> bool:
    """True where a place lies within one member of a dimension."""
    if part.get(by) == member:
        return True
    span = read_member(by, member) if by in TIME else None
    if not isinstance(span, Period):
        return False
    own = [read_member(grain, part[grain]) for grain in part if grain in TIME]
    return any(isinstance(days, Period) and span.contains(days) for days in own)


def _words(place: Place) -> str:
    """A place as people read it."""
    return " · ".join(place.values())
