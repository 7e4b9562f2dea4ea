# SPDX-License-Identifier: Apache-2.0
"""DATE, CASH and LAW on a structured plan: work in order and inside the plan, money in its period, words that the law forbids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from yunce.checker.findings import Hit, Severity
from yunce.checker.law import FAKE_ORDERS, RECRUITING, Provision, is_denied
from yunce.checker.rules import rule
from yunce.plan.document import LISTS, Plan

_DEEPEST = 6


@rule(
    "DATE101", Severity.ERROR, "工作的开始晚于完成",
    "“{name}”开始于 {stated}，完成于 {expected}", "核对两个日期",
)  # fmt: skip
def start_before_due(plan: Plan) -> Iterator[Hit]:
    """举措的开始不应晚于完成。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives: [{id: i, title: 装修, start: 2026-05-01, due: 2026-04-01}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives: [{id: i, title: 装修, start: 2026-03-01, due: 2026-04-01}]
    """
    for one in plan.initiatives:
        if one.start and one.due and one.start.first > one.due.last:
            shown = f"{one.start.first.isoformat()} > {one.due.last.isoformat()}"
            yield Hit((), one.start.text, one.due.text, shown, {"name": one.label}, path=f"initiatives[{one.id}].start")


@rule(
    "DATE102", Severity.WARNING, "前一项还没完成，后一项就要完成",
    "“{name}”应在 {stated} 完成，它所需要的“{needed}”要到 {expected} 才完成", "调整先后或日期",
)  # fmt: skip
def needs_first(plan: Plan) -> Iterator[Hit]:
    """举措所依赖的工作应先完成。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives:
          - {id: a, title: 选址, due: 2026-06-30}
          - {id: b, title: 开业, due: 2026-05-01, needs: [a]}
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives:
          - {id: a, title: 选址, due: 2026-03-31}
          - {id: b, title: 开业, due: 2026-05-01, needs: [a]}
    """
    known = {one.id: one for one in plan.initiatives}
    for one in plan.initiatives:
        for needed in (known[name] for name in one.needs if name in known):
            if one.due and needed.due and needed.due.last > one.due.last:
                words = {"name": one.label, "needed": needed.label}
                yield Hit((), one.due.text, needed.due.text, "", words, path=f"initiatives[{one.id}].needs")


@rule(
    "DATE103", Severity.WARNING, "阶段之间有空档或重叠",
    "“{name}”从 {stated} 开始，前一阶段之后应从 {expected} 开始", "核对两个阶段的期间",
)  # fmt: skip
def phases_meet(plan: Plan) -> Iterator[Hit]:
    """同一单元的阶段按时间首尾相接。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        phases:
          - {id: a, title: 筹备, period: 2026-01..2026-03}
          - {id: b, title: 运营, period: 2026-05..2026-12}
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        phases:
          - {id: a, title: 筹备, period: 2026-01..2026-03}
          - {id: b, title: 运营, period: 2026-04..2026-12}
    """
    for unit in dict.fromkeys(one.unit for one in plan.phases):
        phases = [one for one in plan.phases if one.unit == unit]
        for earlier, later in pairwise(phases):
            if earlier.period and later.period and earlier.period.until != later.period.first:
                stated, expected = later.period.first.isoformat(), earlier.period.until.isoformat()
                yield Hit((), stated, expected, "", {"name": later.label}, path=f"phases[{later.id}].period")


@rule(
    "CASH101", Severity.WARNING, "付款不在计划期间内",
    "“{name}”付于 {stated}，计划期间是 {expected}", "核对付款时间",
)  # fmt: skip
def paid_inside(plan: Plan) -> Iterator[Hit]:
    """预算行的付款时间应在计划期间之内。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        budget: [{id: b, title: 押金, pay: 2025-03, amount: 10万}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        budget: [{id: b, title: 押金, pay: 2026-03, amount: 10万}]
    """
    whole = plan.plan.period
    for one in plan.budget:
        if whole and one.pay and not whole.overlaps(one.pay):
            yield Hit((), one.pay.text, whole.text, "", {"name": one.label}, path=f"budget[{one.id}].pay")


@rule(
    "LAW101", Severity.ERROR, "计划了虚假交易",
    "“{stated}”属于虚假交易（{source}）", "删去这一项",
)  # fmt: skip
def no_fake_orders(plan: Plan) -> Iterator[Hit]:
    """结构化计划的任何文字里都不得安排刷单、补单一类虚假交易。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        budget: [{id: b, title: 前期刷单, pay: 2026-03, amount: 1万}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        budget: [{id: b, title: 付费测图, pay: 2026-03, amount: 1万}]
    """
    yield from _told(plan, FAKE_ORDERS)


@rule(
    "LAW102", Severity.ERROR, "多级拉人头计酬",
    "“{stated}”涉嫌传销（{source}）", "只按本人完成的真实销售计酬，不超过一级",
)  # fmt: skip
def no_recruiting(plan: Plan) -> Iterator[Hit]:
    """结构化计划的任何文字里都不得安排多级分销。

    不通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives: [{id: i, title: 建立三级分销体系, due: 2026-03-01}]
    通过:
        yunce: 1
        plan: {id: p, title: 计划, period: 2026}
        initiatives: [{id: i, title: 建立老客推荐奖励, due: 2026-03-01}]
    """
    yield from _told(plan, RECRUITING)


def _told(plan: Plan, provision: Provision) -> Iterator[Hit]:
    """Where an element's own words touch a provision; words that a document is quoted with are left to the document."""
    for name in LISTS:
        for element in getattr(plan, name):
            path = f"{name}[{getattr(element, 'id', '')}]"
            for field, words in _texts(element, 0):
                found = provision.words.search(words)
                if found and not is_denied(words[: found.start()]):
                    yield Hit((), found.group(), "", "", {"source": provision.cited}, path=f"{path}.{field}")


def _texts(part: object, depth: int) -> Iterator[tuple[str, str]]:
    """The texts of a part and of the parts in it."""
    if not isinstance(part, BaseModel) or depth > _DEEPEST:
        return
    for field in type(part).model_fields:
        value = getattr(part, field)
        if isinstance(value, str) and field != "source":
            yield field, value
        elif isinstance(value, BaseModel) and field != "source":
            yield from _texts(value, depth + 1)
        elif isinstance(value, tuple):
            for one in value:
                yield from ((field, one),) if isinstance(one, str) else _texts(one, depth + 1)
