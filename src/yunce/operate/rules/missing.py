# SPDX-License-Identifier: Apache-2.0
"""What a rule asks that nobody has told: metrics without facts, a dimension that facts do not name, what the plan leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yunce.operate.lower import lower
from yunce.operate.rules.axes import Floats
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.gathering import STOCK_DAYS
from yunce.operate.rules.history import History
from yunce.plan.expressions.nodes import Call, Expression, names_of, walk
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, Severity

EACH: Mapping[str, str] = {
    "unit": "单位", "channel": "渠道", "source": "来源", "sku": "商品", "person": "人员", "item": "款式", "platform": "平台",
    "shop": "店铺", "campaign": "活动",
}  # fmt: skip
"""What the members of a dimension are called."""


@dataclass(slots=True)
class Missing:
    """What is missing in one history; each name is looked at once."""

    history: History
    metrics: Mapping[str, Metric]
    seen: dict[str, bool] = field(default_factory=dict)

    def of(self, condition: Condition, known: int) -> tuple[Problem, ...]:
        """What keeps a rule from being tested, in whole or in part; `known` counts the cells that it could judge."""
        found = tuple(self._found(condition))
        if found or known:
            return found
        return (self._problem("rules.too_short", condition, steps=len(self.history.steps), need=condition.reach or "–"),)

    def _found(self, condition: Condition) -> Iterator[Problem]:
        if not self.history.subjects:
            parts = dict.fromkeys(part for name in condition.names for part in self._parts(name))
            said = self._said(parts) or "–"
            each = EACH.get(condition.look.each, condition.look.each) if self.history.steps else ""
            yield self._problem("rules.nobody" if each else "rules.nothing", condition, metrics=said, each=each)
            return
        for name in condition.names:
            if not self.is_known(name):
                yield self._unknown(condition, name)
        for metric in _below(condition.when):
            if not self._has(self.history.targets.get(metric)):
                yield self._problem("rules.no_target", condition, metric=self.label(metric))

    def _unknown(self, condition: Condition, name: str) -> Problem:
        """A name that is known of nobody: a metric with the parts that lack, or a field of the plan."""
        parts = self._parts(name)
        if not parts:
            return self._problem("rules.field_unknown", condition, name=name, each=EACH.get(condition.look.each, "对象"))
        lacking = [part for part in parts if not self._has(self.history.bases.get(part))] or list(parts)
        tables = dict.fromkeys(base.table for base in lower(lacking, self.metrics))
        told = {"metric": self.label(name), "id": name, "parts": self._said(lacking), "tables": "、".join(tables)}
        return self._problem("rules.metric_missing", condition, **told)

    def is_known(self, name: str) -> bool:
        """True where something is known of a name, of anybody at any step."""
        if name not in self.seen:
            texts = self.history.texts.get(name)
            told = texts is not None and any(text is not None for text in texts.flat)
            self.seen[name] = told or self._has(self.history.numbers.get(name))
        return self.seen[name]

    def label(self, name: str) -> str:
        """A metric as people call it."""
        return self.metrics[name].label if name in self.metrics else name

    def _said(self, parts: Iterable[str]) -> str:
        return "、".join(f"{self.label(part)}（{part}）" for part in parts)

    def _parts(self, name: str) -> Sequence[str]:
        """The directly measured metrics that a name rests on; none for what the plan tells."""
        names = STOCK_DAYS if name == "stock_days" else (name,)
        return [base.id for base in lower([one for one in names if one in self.metrics], self.metrics)]

    @staticmethod
    def _has(values: Floats | None) -> bool:
        return values is not None and not bool(np.isnan(values).all())

    @staticmethod
    def _problem(code: str, condition: Condition, **params: object) -> Problem:
        return Problem.of(code, f"rules[{condition.rule.id}]", severity=Severity.WARNING, rule=condition.rule.label, **params)


def _below(tree: Expression) -> Iterator[str]:
    """The metrics that a condition holds against their target."""
    calls = (node for node, _ in walk(tree) if isinstance(node, Call) and any(name == "below" for name, _ in node.named))
    for call in calls:
        yield from names_of(call.args[0]) if call.args else ()
