# SPDX-License-Identifier: Apache-2.0
"""The rules told: one for the terminal, all of them as the page of the docs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yunce.checker.excerpts import NAMES
from yunce.checker.health import COST, GRADES
from yunce.checker.plans.checking import PAST_RULES, PLAN_RULES
from yunce.checker.rulebook import RULES
from yunce.checker.rules import FAILS, PASSES, Rule

FAMILIES = {
    "SUM": "合计、余数、乘积、占比",
    "DATE": "日期与阶段",
    "NUM": "受损的数字",
    "BAND": "分档",
    "RATIO": "比例",
    "PPL": "人员与额度",
    "TGT": "目标",
    "CAP": "能力与覆盖",
    "CASH": "资金",
    "RULE": "上下限",
    "LAW": "法规",
    "TEXT": "文本",
}


def every_rule() -> tuple[Rule[Any], ...]:
    """The rules of documents, those of structured plans and those that also need facts."""
    return (*RULES, *PLAN_RULES, *PAST_RULES)


def explained(code: str) -> list[str]:
    """A rule in words with its examples; nothing where there is no such rule."""
    found = next((one for one in every_rule() if one.code == code), None)
    return list(_rule(found)) if found else []


def _rule(one: Rule[Any]) -> Iterator[str]:
    yield f"{one.code} {one.title}（{NAMES[one.severity]}）"
    yield one.explanation
    for kind in (FAILS, PASSES):
        for example in one.examples(kind):
            yield f"{kind.rstrip(':')}："
            yield from (f"    {line}" for line in example.splitlines())


def page() -> str:
    """The page of all rules, family by family."""
    return "\n".join([*_head(), *(line for family in FAMILIES for line in _family(family))]) + "\n"


def _head() -> Iterator[str]:
    yield "# 检查规则"
    yield ""
    yield "由规则自身生成（`scripts/write_checks.py`），请勿手改。用法与准确率见 [checking.md](checking.md)。"
    yield ""
    yield "健康分从 100 起：" + "、".join(f"{NAMES[kind]}每条扣 {cost}" for kind, cost in COST.items()) + "；同类多条按条数的 0.75 次方计。"
    yield (
        "、".join(f"{least} 分起“{name}”" for least, name in GRADES if least) + f"，其余“{GRADES[-1][1]}”；有错误时不会是“{GRADES[0][1]}”。"
    )
    yield ""


def _family(family: str) -> Iterator[str]:
    rules = sorted((one for one in every_rule() if one.family == family), key=lambda one: one.code)
    if rules:
        yield f"## {family} {FAMILIES[family]}"
        yield ""
    for one in rules:
        yield f"### {one.code} {one.title}"
        yield ""
        yield f"{NAMES[one.severity]}。{one.explanation}"
        yield ""
        for kind in (FAILS, PASSES):
            for example in one.examples(kind):
                yield f"{kind.rstrip(':')}："
                yield ""
                yield "```text"
                yield example
                yield "```"
                yield ""
