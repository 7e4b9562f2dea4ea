# SPDX-License-Identifier: Apache-2.0
"""TGT on a structured plan beside what was loaded: the same days a year before, and the periods that the plan itself quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from yunce.checker.amounts import text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.plans.numbers import low_of
from yunce.checker.rules import rule
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target

_TIMES = 3
_CLOSE = Decimal("0.01")
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class History:
    """What facts say: of each target's days a year before by the target's id, of each baseline's own days by the baseline's id.

    Only periods that were reported whole are in it; values are in the metric's own unit.
    """

    year_before: Mapping[str, Decimal] = field(default_factory=dict)
    quoted: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """A plan beside its history."""

    plan: Plan
    history: History


@rule(
    "TGT201", Severity.WARNING, "引用的历史值与已导入的数据不符",
    "“{name}”写作 {stated}，已导入的数据是 {expected}", "核对历史值，或核对导入的数据是否齐全",
)  # fmt: skip
def quotes_hold(past: Past) -> Iterator[Hit]:
    """计划里引用的历史值(baselines)应与同一期间已导入的数据相符,相差不到百分之一的视为四舍五入。只在加 --facts 时检查,数据不全的期间不比。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        baselines: [{id: b, metric: gmv, period: 2025, value: 100万}]
        # 事实 b: 870000
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        baselines: [{id: b, metric: gmv, period: 2025, value: 100万}]
        # 事实 b: 1003000
    """
    for one in past.plan.baselines:
        stated, known = low_of(one.value), past.history.quoted.get(one.id)
        if stated is None or known is None or abs(stated - known) <= abs(known) * _CLOSE:
            continue
        shown = f"{text_of(stated)} - {text_of(known)} = {text_of(stated - known)}"
        yield Hit((), text_of(stated), text_of(known), shown, {"name": one.label}, path=f"baselines[{one.id}].value")


@rule(
    "TGT202", Severity.QUESTION, "目标与去年同期的数据相差悬殊",
    "“{name}”是去年同期的 {times} 倍", "说明依据，或调整目标",
)  # fmt: skip
def beside_last_year(past: Past) -> Iterator[Hit]:
    """目标超过去年同期实际的三倍,或不到三分之一。只在加 --facts 时检查,去年同期数据不全的不比。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 1000万}]
        # 事实 t: 1000000
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 130万}]
        # 事实 t: 1000000
    """
    for one, value, was in _beside(past):
        if value > was * _TIMES or value * _TIMES < was:
            times = text_of((value / was).quantize(_TENTH if value > was else _HUNDREDTH))
            shown = f"{text_of(value)} ÷ {text_of(was)} = {times}"
            words = {"name": one.label, "times": times}
            yield Hit((), text_of(value), text_of(was), shown, words, path=f"targets[{one.id}].value")


@rule(
    "TGT203", Severity.QUESTION, "目标不如去年同期的实际",
    "“{name}”是 {stated}，去年同期已做到 {expected}", "写明为何下调，或调整目标",
)  # fmt: skip
def worse_than_last_year(past: Past) -> Iterator[Hit]:
    """越高越好的指标,目标低于去年同期实际;越低越好的指标相反。相差不到百分之一的不提。只在加 --facts 时检查。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 90万}]
        # 事实 t: 1000000
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 110万}]
        # 事实 t: 1000000
    """
    better = {one.id: one.better for one in past.plan.metrics}
    for one, value, was in _beside(past):
        wanted = better.get(one.metric, "higher")
        short = was - value if wanted == "higher" else value - was if wanted == "lower" else Decimal(0)
        if short > was * _CLOSE and not (value > was * _TIMES or value * _TIMES < was):
            shown = f"{text_of(value)} - {text_of(was)} = {text_of(value - was)}"
            yield Hit((), text_of(value), text_of(was), shown, {"name": one.label}, path=f"targets[{one.id}].value")


def _beside(past: Past) -> Iterator[tuple[Target, Decimal, Decimal]]:
    """The targets that facts know the year before of, both values."""
    for one in past.plan.targets:
        value, was = low_of(one.value), past.history.year_before.get(one.id)
        if value is not None and value > 0 and was is not None and was > 0:
            yield one, value, was
