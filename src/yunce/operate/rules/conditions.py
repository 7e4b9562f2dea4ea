# SPDX-License-Identifier: Apache-2.0
"""A plan's rules as conditions: read, checked, with the way that they look at facts and how long they rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yunce.operate.rules.gathering import Look
from yunce.plan.checks.scopes import rule_names
from yunce.plan.document import Plan
from yunce.plan.expressions import names_of, parse_expression, reach_of, readings
from yunce.plan.expressions.checking import expect
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Expression
from yunce.plan.parts.rules import Rule
from yunce.plan.parts.targets import Metric
from yunce.values.duration import Duration
from yunce.values.grain import Grain
from yunce.values.problem import Problem, has_errors

_DAYS: Mapping[Grain, float] = {"day": 1, "week": 7, "ten_days": 10, "month": 30, "quarter": 91, "half_year": 182, "year": 365}
_MONTH, _WORKDAY = 30, 1.4
"""Days of a month, and of a working day, where a rest is counted in steps."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule made ready. `rest` is how many steps must lie between a closing and the next opening."""

    rule: Rule
    look: Look
    when: Expression
    close: Expression | None = None
    rest: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it uses."""
        return tuple(dict.fromkeys((*names_of(self.when), *(names_of(self.close) if self.close else ()))))

    @property
    def reach(self) -> int | None:
        """How many of the last steps its answer depends on; `None` for all of them."""
        own = reach_of(self.when, self.look.grain)
        other = reach_of(self.close, self.look.grain) if self.close else 1
        return None if own is None or other is None else max(own, other)

    def read_as(self) -> Mapping[str, Expression]:
        """The condition in each reading of its falls and rises; empty where it has none with a size."""
        return readings(self.when)


def names_in(text: str) -> tuple[str, ...]:
    """The names that a condition uses; none where it cannot be read."""
    tree = parse_expression(text)
    return () if isinstance(tree, Problem) else names_of(tree)


def grain_of(rule: Rule) -> Grain:
    """The step at which a rule is evaluated."""
    return rule.every.grain if rule.every is not None else "day"


def look_of(rule: Rule) -> Look:
    """How a rule looks at facts."""
    return Look(rule.each, grain_of(rule), rule.unit, rule.where)


def scope_of(plan: Plan, metrics: Mapping[str, Metric], grain: Grain) -> Scope:
    """What a rule may name."""
    return rule_names(plan, metrics, grain)


def conditions_of(plan: Plan, metrics: Mapping[str, Metric], rules: Iterable[Rule]) -> tuple[tuple[Condition, ...], tuple[Problem, ...]]:
    """The rules that can be evaluated, and everything that is wrong with the others."""
    found: list[Condition] = []
    problems: list[Problem] = []
    for rule in rules:
        own, wrong = _condition(rule, scope_of(plan, metrics, grain_of(rule)))
        problems += wrong
        if own is not None:
            found.append(own)
    return tuple(found), tuple(problems)


def _condition(rule: Rule, scope: Scope) -> tuple[Condition | None, tuple[Problem, ...]]:
    path = f"rules[{rule.id}]"
    when = _read(rule.when, scope, f"{path}.when")
    close = _read(rule.close_when, scope, f"{path}.close_when") if rule.close_when else (None, ())
    problems = (*when[1], *close[1])
    if has_errors(problems) or when[0] is None:
        return None, problems
    rest = steps_of_rest(rule.cooldown, scope.grain)
    return Condition(rule, look_of(rule), when[0], close[0], rest), problems


def _read(text: str, scope: Scope, path: str) -> tuple[Expression | None, tuple[Problem, ...]]:
    tree = parse_expression(text, path)
    if isinstance(tree, Problem):
        return None, (tree,)
    return tree, expect("boolean", tree, scope, path)


def steps_of_rest(rest: Duration | None, grain: Grain) -> int:
    """A rest in whole steps, rounded up: a week is seven days or one week; a month counts 30 days, a working day 1.4."""
    if rest is None:
        return 0
    days = rest.amount * _MONTH if rest.unit == "mo" else rest.amount * _WORKDAY if rest.unit == "wd" else rest.days or 0
    return int(-(-days // _DAYS[grain]))
