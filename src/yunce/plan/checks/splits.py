# SPDX-License-Identifier: Apache-2.0
"""Do the steps of a split add up: one way a step, known members, values that sum to what is split, weights that can spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from yunce.plan.checks.known import Known
from yunce.plan.checks.members import TIME, check_dimension, check_member, read_member
from yunce.plan.checks.units_of_value import check_value
from yunce.plan.parts.targets import SplitStep, Target
from yunce.plan.walk import item_names
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Quantity, number_text

Table = Mapping[str, Quantity | None]
_SHOWN = 6
WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
"""Days may be weighed by their weekday: `{mon: 1, sat: 1.5}`; one that is left out weighs nothing."""


def check_splits(known: Known) -> Iterator[Problem]:
    """Every step of every target's split."""
    for name, target in zip(item_names(known.plan.targets), known.plan.targets, strict=True):
        seen: list[SplitStep] = []
        for index, step in enumerate(target.split):
            path = f"targets[{name}].split[{index}]"
            yield from _step(step, path, target, seen, known)
            seen.append(step)


def _step(step: SplitStep, path: str, target: Target, before: list[SplitStep], known: Known) -> Iterator[Problem]:
    """One step, given those before it."""
    unknown = check_dimension(step.by, f"{path}.by", known)
    if unknown is not None:
        yield unknown
        return
    if step.by in {earlier.by for earlier in before}:
        yield Problem.of("split.repeated_dimension", f"{path}.by", by=step.by)
    ways = [way for way in ("values", "weights", "per") if getattr(step, way)]
    opened = any(f"{path}.{way}" in known.plan.open_values for way in ("values", "weights", "per"))
    if len(ways) != 1 and not opened:
        yield Problem.of("split.one_way", path, by=step.by, found="、".join(ways) or "-")
    yield from _values(step, path, target, known)
    if step.weights is not None:
        yield from _weights(step.by, step.weights.members, f"{path}.weights", target, known)
    yield from _per(step, path, target, before, known)


def _values(step: SplitStep, path: str, target: Target, known: Known) -> Iterator[Problem]:
    """Members and values of a step; for metrics that add up, their sum is what is split."""
    here = f"{path}.values"
    wrong = [problem for member in step.values for problem in check_member(step.by, member, f"{here}.{member}", target, known)]
    yield from wrong
    if not step.values:
        return
    if step.by in TIME:
        yield from _apart(step, here)
    shares = _are_shares(step.values)
    metric = known.metrics.get(target.metric)
    if metric is not None and not shares:
        for member, value in step.values.items():
            yield from check_value(value, metric, f"{here}.{member}", share=bool(target.ratio_of))
    if not _adds_up(target, known) or not isinstance(target.value, Quantity):
        return
    if metric is not None and any(check_value(target.value, metric, path)):
        return  # the whole itself is wrong: told at its own place
    whole = Decimal(1) if shares and target.value.unit != "%" else target.value.amount
    left_out = () if any(problem.severity is Severity.ERROR for problem in wrong) else _left_out(step, target, known)
    if not wrong or left_out is not None:
        yield from _sum(step.values, whole, here, left_out)


def _are_shares(table: Table) -> bool:
    """True where every stated value is a percentage."""
    stated = [value for value in table.values() if value is not None]
    return bool(stated) and all(value.unit == "%" for value in stated)


def _adds_up(target: Target, known: Known) -> bool:
    """True where the target's cells add up to it: a sum metric, no ratio goal, no amount a day or month."""
    metric = known.metrics.get(target.metric)
    return metric is not None and metric.kind == "sum" and not target.ratio_of and not target.per


def _left_out(step: SplitStep, target: Target, known: Known) -> tuple[str, ...] | None:
    """Members that the dimension has and the table does not; `None` where a dimension's members cannot all be known."""
    if step.by in TIME and target.period is not None:
        spans = [span for span in (read_member(step.by, member) for member in step.values) if isinstance(span, Period)]
        return tuple(part.text for part in target.period.parts(TIME[step.by]) if not any(span.contains(part) for span in spans))
    if step.by == "unit":
        children = [unit.id for unit in known.plan.units if unit.parent == target.unit]
        return tuple(unit for unit in children if unit not in step.values) if children else None
    return None


def _sum(table: Table, whole: Decimal, path: str, left_out: tuple[str, ...] | None) -> Iterator[Problem]:
    """The stated values against the whole: over it never, under it only where members are unknown or left out."""
    stated = [value.amount for value in table.values() if value is not None]
    total = sum(stated, Decimal(0))
    unknown = [member for member, value in table.items() if value is None] + list(left_out or ())
    rest = whole - total
    arithmetic = " + ".join(number_text(amount) for amount in stated[:24]) + (" + …" if len(stated) > 24 else "")
    names = "、".join(unknown[:_SHOWN]) + ("…" if len(unknown) > _SHOWN else "")
    code = "split.over" if rest < 0 else "split.remainder" if unknown else "split.under" if rest else ""
    if code:
        yield Problem.of(
            code,
            path,
            Severity.WARNING if code == "split.remainder" else Severity.ERROR,
            total=number_text(total),
            whole=number_text(whole),
            rest=number_text(abs(rest)),
            arithmetic=arithmetic,
            members=names,
        )


def _apart(step: SplitStep, path: str) -> Iterator[Problem]:
    """No two time members share a day."""
    spans = [(member, span) for member, span in ((m, read_member(step.by, m)) for m in step.values) if isinstance(span, Period)]
    spans.sort(key=lambda pair: pair[1].first)
    for (first, one), (second, other) in pairwise(spans):
        if one.overlaps(other):
            yield Problem.of("split.members_overlap", f"{path}.{second}", member=second, other=first)


def _weights(by: str, members: Table, path: str, target: Target, known: Known) -> Iterator[Problem]:
    """Weights by members, for days also by weekday: none negative, not all zero, every member known."""
    by_weekday = by == "day" and set(members) <= WEEKDAYS
    for member, weight in members.items():
        if not by_weekday:
            yield from check_member(by, member, f"{path}.{member}", target, known)
        if weight is not None and weight.amount < 0:
            yield Problem.of("split.weight_negative", f"{path}.{member}", member=member, weight=weight.text)
    stated = [weight for weight in members.values() if weight is not None]
    if members and len(stated) == len(members) and not any(weight.amount for weight in stated):
        yield Problem.of("split.weights_zero", path)
    metric = known.metrics.get(target.metric)
    if metric is not None and (metric.kind not in {"sum", ""} or target.ratio_of):
        yield Problem.of(
            "split.not_additive", path, Severity.WARNING, metric=target.metric, kind="ratio" if target.ratio_of else metric.kind
        )


def _per(step: SplitStep, path: str, target: Target, before: list[SplitStep], known: Known) -> Iterator[Problem]:
    """Tables by the members of an earlier step: values sum to that member's own, or weights spread it."""
    owners = {member: values for earlier in before for member, values in _owners(earlier).items()}
    for owner, table in step.per.items():
        here = f"{path}.per.{owner}"
        if owner not in owners:
            yield Problem.of("split.per_unknown", here, member=owner, known="、".join(owners))
        own = owners.get(owner)
        if own is not None and not _are_shares(table):
            for member in table:
                yield from check_member(step.by, member, f"{here}.{member}", target, known)
            if _adds_up(target, known):
                yield from _sum(table, own.amount, here, None)
        else:
            yield from _weights(step.by, table, here, target, known)


def _owners(step: SplitStep) -> Mapping[str, Quantity | None]:
    """The members of a step; with their values where it states amounts."""
    if step.values:
        return {member: None if _are_shares(step.values) else value for member, value in step.values.items()}
    if step.weights is not None:
        return dict.fromkeys(step.weights.members)
    return {member: value for table in step.per.values() for member, value in table.items()}
