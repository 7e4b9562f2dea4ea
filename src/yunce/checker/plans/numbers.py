# SPDX-License-Identifier: Apache-2.0
"""SUM, BAND, TGT and CAP on a structured plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.rules import rule
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Target
from yunce.values.quantity import Quantity, Range

_TIMES = {"quarter": 4, "month": 12, "half_year": 2, "week": 52, "year": 1}


def low_of(value: Quantity | Range | None) -> Decimal | None:
    """The least that a value asks for."""
    return value.amount if isinstance(value, Quantity) else value.low if isinstance(value, Range) else None


@rule(
    "SUM101", Severity.ERROR, "子目标之和与上级目标不符",
    "“{name}”是 {stated}，所列子目标相加是 {expected}", "核对上级目标与子目标",
)  # fmt: skip
def children_add_up(plan: Plan) -> Iterator[Hit]:
    """以 parent 挂在同一目标下、指标相同且可相加的子目标,之和不应大于上级;覆盖全部期间时应相等。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics:
          - {id: gmv, name: 销售额, kind: sum, measured_in: CNY}
        targets:
          - {id: year, metric: gmv, period: 2026, value: 100万}
          - {id: h1, metric: gmv, period: 2026-H1, value: 40万, parent: year}
          - {id: h2, metric: gmv, period: 2026-H2, value: 50万, parent: year}
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics:
          - {id: gmv, name: 销售额, kind: sum, measured_in: CNY}
        targets:
          - {id: year, metric: gmv, period: 2026, value: 100万}
          - {id: h1, metric: gmv, period: 2026-H1, value: 40万, parent: year}
          - {id: h2, metric: gmv, period: 2026-H2, value: 60万, parent: year}
    """
    kinds = {one.id: one.kind for one in plan.metrics}
    children: dict[str, list[Target]] = defaultdict(list)
    for one in plan.targets:
        children[one.parent].append(one)
    for parent in plan.targets:
        own = [one for one in children[parent.id] if one.metric == parent.metric and not one.ratio_of]
        values = [amount for one in own if (amount := low_of(one.value)) is not None]
        whole = low_of(parent.value)
        if kinds.get(parent.metric, "sum") != "sum" or parent.ratio_of or whole is None or not values or len(values) < len(own):
            continue
        total = sum(values, Decimal(0))
        if total != whole and (total > whole or _covers(parent, own)):
            shown = " + ".join(text_of(one) for one in values) + f" = {text_of(total)} ≠ {text_of(whole)}"
            yield Hit((), text_of(whole), text_of(total), shown, {"name": parent.label}, path=f"targets[{parent.id}].value")


def _covers(parent: Target, children: list[Target]) -> bool:
    """True where the children's periods follow each other through the parent's, or each child is a unit's over the whole period."""
    if parent.period is None or any(one.period is None for one in children):
        return False
    if all(one.period == parent.period for one in children):
        return False
    periods = sorted((one.period for one in children if one.period is not None), key=lambda one: one.first)
    meets = all(earlier.until == later.first for earlier, later in pairwise(periods))
    return meets and periods[0].first == parent.period.first and periods[-1].until == parent.period.until


@rule(
    "SUM102", Severity.ERROR, "考核权重相加不是 100",
    "“{name}”的权重相加为 {stated}，应为 {expected}", "核对各项权重",
)  # fmt: skip
def weights_add_up(plan: Plan) -> Iterator[Hit]:
    """评分卡各项都有权重时,应合计 100(或 100%)。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: a, name: 甲}, {id: b, name: 乙}]
        scorecards:
          - {id: card, title: 店长, items: [{metric: a, weight: 60}, {metric: b, weight: 30}]}
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: a, name: 甲}, {id: b, name: 乙}]
        scorecards:
          - {id: card, title: 店长, items: [{metric: a, weight: 60}, {metric: b, weight: 40}]}
    """
    for card in plan.scorecards:
        weights = [one.weight.amount for one in card.items if one.weight is not None]
        total = sum(weights, Decimal(0))
        if len(weights) > 1 and len(weights) == len(card.items) and total not in {Decimal(100), Decimal(1)}:
            expected = "100" if total > 2 else "1"
            shown = " + ".join(text_of(one) for one in weights) + f" = {text_of(total)} ≠ {expected}"
            yield Hit((), text_of(total), expected, shown, {"name": card.label}, path=f"scorecards[{card.id}].items")


@rule(
    "BAND101", Severity.ERROR, "等级的起点重复",
    "“{name}”有两个等级都从 {stated} 分起", "改正其中一个起点",
)  # fmt: skip
def grades_apart(plan: Plan) -> Iterator[Hit]:
    """评分卡的等级各有自己的起点;同一起点的两个等级无法区分。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        scorecards:
          - {id: card, title: 店长, grades: [{name: A, from: 90}, {name: B, from: 90}]}
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        scorecards:
          - {id: card, title: 店长, grades: [{name: A, from: 90}, {name: B, from: 80}]}
    """
    for card in plan.scorecards:
        starts = [one.start.amount for one in card.grades if one.start is not None]
        for start in sorted({one for one in starts if starts.count(one) > 1}):
            yield Hit((), text_of(start), "", "", {"name": card.label}, path=f"scorecards[{card.id}].grades")


@rule(
    "TGT101", Severity.ERROR, "力争目标不如基本目标",
    "“{name}”的力争目标 {stated} 不如基本目标 {expected}", "核对两个目标",
)  # fmt: skip
def stretch_beyond(plan: Plan) -> Iterator[Hit]:
    """力争目标应比基本目标更进一步;越低越好的指标则应更低。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 400万, stretch: 300万}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 300万, stretch: 400万}]
    """
    better = {one.id: one.better for one in plan.metrics}
    for one in plan.targets:
        value, stretch = low_of(one.value), low_of(one.stretch)
        if value is not None and stretch is not None:
            lower = better.get(one.metric) == "lower"
            if (stretch > value) if lower else (stretch < value):
                sign = ">" if lower else "<"
                shown = f"{text_of(stretch)} {sign} {text_of(value)}"
                yield Hit((), text_of(stretch), text_of(value), shown, {"name": one.label}, path=f"targets[{one.id}].stretch")


@rule(
    "TGT102", Severity.QUESTION, "目标没有负责人",
    "目标“{name}”没有 owner", "写明由哪个岗位负责",
)  # fmt: skip
def has_owner(plan: Plan) -> Iterator[Hit]:
    """每个目标应有负责的岗位;计划里有岗位时才提出。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        roles: [{id: head, name: 店长}]
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 400万}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        roles: [{id: head, name: 店长}]
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        targets: [{id: t, metric: gmv, period: 2026, value: 400万, owner: head}]
    """
    for one in plan.targets if plan.roles else ():
        if not one.owner:
            yield Hit((), "", "", "", {"name": one.label}, path=f"targets[{one.id}].owner")


@rule(
    "TGT103", Severity.QUESTION, "目标与历史相差悬殊",
    "“{name}”的目标 {stated} 是所引历史 {expected} 的 {times} 倍", "核对单位，或说明增长从何而来",
)  # fmt: skip
def like_history(plan: Plan) -> Iterator[Hit]:
    """计划里引用了历史值(baselines)且期间一样长时,目标超过历史三倍或不到三分之一会提出疑问。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        baselines: [{id: b, metric: gmv, period: 2025, value: 100万}]
        targets: [{id: t, metric: gmv, period: 2026, value: 1000万}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        metrics: [{id: gmv, name: 销售额, kind: sum, measured_in: CNY}]
        baselines: [{id: b, metric: gmv, period: 2025, value: 100万}]
        targets: [{id: t, metric: gmv, period: 2026, value: 130万}]
    """
    for past in plan.baselines:
        was = low_of(past.value)
        for one in plan.targets:
            value = low_of(one.value)
            same = one.metric == past.metric and one.unit == past.unit and one.where == past.where and not one.ratio_of
            if not (same and was and value and one.period and past.period) or abs(one.period.days - past.period.days) > 3:
                continue
            if value > was * 3 or value * 3 < was:
                times = text_of((value / was).quantize(Decimal("0.1")))
                words = {"name": one.label, "times": times}
                shown = f"{text_of(value)} ÷ {text_of(was)} = {times}"
                yield Hit((), text_of(value), text_of(was), shown, words, path=f"targets[{one.id}].value")


@rule(
    "CAP101", Severity.WARNING, "各期覆盖加起来达不到全年要求",
    "“{name}”每期 {stated}，全年最多 {reached}，达不到 {expected}", "提高每期的覆盖，或降低全年要求",
)  # fmt: skip
def cover_reached(plan: Plan) -> Iterator[Hit]:
    """职责的每期覆盖乘以一年的期数,应达到全年覆盖。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        duties: [{id: d, title: 网点检查, every: quarter, cover: {per_period: 20%, per_year: 100%}}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        duties: [{id: d, title: 网点检查, every: quarter, cover: {per_period: 25%, per_year: 100%}}]
    """
    for one in plan.duties:
        if one.cover is None or one.every is None:
            continue
        each, whole = low_of(one.cover.per_period), low_of(one.cover.per_year)
        times = next((count for name, count in _TIMES.items() if str(one.every).startswith((name, f"{name}ly"))), 0)
        if each is not None and whole is not None and times and each * times < whole:
            reached = each * times
            shown = f"{text_of(each)} × {times} = {text_of(reached)} < {text_of(whole)}"
            words = {"name": one.label, "reached": text_of(reached)}
            yield Hit((), text_of(each), text_of(whole), shown, words, path=f"duties[{one.id}].cover")
