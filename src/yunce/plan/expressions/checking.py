# SPDX-License-Identifier: Apache-2.0
"""What an expression gives where it stands, and everything in it that does not fit: unknown names, units, wrong arguments."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from yunce.plan.expressions.constants import constant_of
from yunce.plan.expressions.kinds import BOOLEAN, TEXT, Kind, Scope, Shape, Type
from yunce.plan.expressions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Span,
    Text,
    Truth,
    Within,
    measure_of,
)
from yunce.plan.expressions.printing import text_of
from yunce.plan.expressions.signatures import CHART_TESTS, CHARTS, READINGS, SERIES, SIGNATURES, Signature
from yunce.plan.expressions.units import DAY, MONTH, RATIO, Unit, unit_of
from yunce.plan.expressions.windows import steps_of, test_of
from yunce.values.problem import Problem, Severity

LEAST_BASE = 8
"""Fewer steps than these give a chart no limits."""

_KINDS = {"number": "数", "boolean": "判断", "text": "文字"}


def check(expression: Expression, scope: Scope, path: str = "") -> tuple[Type | None, tuple[Problem, ...]]:
    """The type that an expression gives, with every problem found; `None` where a problem leaves it open."""
    checker = _Checker(scope, path)
    found = checker.type_of(expression)
    return found, tuple(checker.problems)


def expect(kind: Kind, expression: Expression, scope: Scope, path: str = "") -> tuple[Problem, ...]:
    """The problems of an expression, and one more where it gives another kind than its place wants."""
    found, problems = check(expression, scope, path)
    if found is not None and found.kind != kind:
        wrong = Problem.of("expression.wrong_kind", path, column=expression.at + 1, wanted=_KINDS[kind], found=_KINDS[found.kind])
        return (*problems, wrong)
    return problems


@dataclass(slots=True)
class _Checker:
    scope: Scope
    path: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, at: int, severity: Severity = Severity.ERROR, **params: object) -> None:
        words = tuple((name, str(value)) for name, value in params.items())
        self.problems.append(Problem(f"expression.{code}", self.path, (("column", str(at + 1)), *words), severity))

    def type_of(self, node: Expression) -> Type | None:
        """The type of a node; `None` where a problem (noted) leaves it open."""
        if isinstance(node, Number):
            return Type("number", unit_of(node.unit))
        if isinstance(node, Span):
            return Type("number", unit_of(node.duration.unit))
        if isinstance(node, Text):
            return TEXT
        if isinstance(node, Truth):
            return BOOLEAN
        if isinstance(node, Name):
            return self._name(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, Negative):
            return self._want("number", node.of)
        if isinstance(node, Arithmetic):
            return self._arithmetic(node)
        return self._condition(node)

    def _condition(self, node: Compare | Within | Not | Logic) -> Type | None:
        if isinstance(node, Compare):
            return self._compare(node)
        if isinstance(node, Within):
            return self._within(node)
        parts = (node.of,) if isinstance(node, Not) else node.parts
        return self._joined(BOOLEAN, [self._want("boolean", part) for part in parts])

    def _want(self, kind: Kind, node: Expression) -> Type | None:
        """The type of a part that must be of a kind."""
        found = self.type_of(node)
        if found is not None and found.kind != kind:
            self.wrong("wrong_kind", node.at, wanted=_KINDS[kind], found=_KINDS[found.kind])
            return None
        return found

    def _joined(self, result: Type, parts: list[Type | None]) -> Type:
        shapes: list[Shape] = [part.shape for part in parts if part is not None]
        shape: Shape = "many" if "many" in shapes else "series" if "series" in shapes else "one"
        return replace(result, shape=shape)

    def _name(self, node: Name) -> Type | None:
        found = self.scope.names.get(node.id)
        if found is None:
            self._unknown("unknown_name", node.id, node.at, list(self.scope.names))
        return None if found is None else replace(found, windowed=False)

    def _unknown(self, code: str, name: str, at: int, known: list[str]) -> None:
        likely = get_close_matches(name, known, 1, 0.6)
        self.wrong(code, at, name=name, likely=likely[0] if likely else ", ".join(sorted(known)[:12]) or "-")

    def _arithmetic(self, node: Arithmetic) -> Type | None:
        left, right = self._want("number", node.left), self._want("number", node.right)
        if node.op == "/" and constant_of(node.right) == 0:
            self.wrong("divides_by_zero", node.right.at, Severity.WARNING, by=text_of(node.right))
        if left is None or right is None:
            return None
        if node.op in "+-":
            unit = self._same_unit(node, left, right)
        elif left.unit is None or right.unit is None:
            one = left.unit or right.unit
            unit = RATIO.times(one, -1) if one and node.op == "/" and left.unit is None else one
        else:
            unit = left.unit.times(right.unit, 1 if node.op == "*" else -1)
        return self._joined(Type("number", unit), [left, right])

    def _same_unit(self, node: Arithmetic | Compare, left: Type, right: Type) -> Unit | None:
        """The unit of both sides; a plain number takes the other's."""
        if left.unit is not None and right.unit is not None and not left.unit.fits(right.unit):
            self.wrong("units_differ", node.at, op=node.op, left=left.unit.text, right=right.unit.text)
        return left.unit or right.unit

    def _compare(self, node: Compare) -> Type | None:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if left is None or right is None:
            return BOOLEAN
        if left.kind != right.kind:
            self.wrong("wrong_kind", node.right.at, wanted=_KINDS[left.kind], found=_KINDS[right.kind])
        elif left.kind == "number":
            self._same_unit(node, left, right)
        elif node.op not in {"==", "!="}:
            self.wrong("no_order", node.at, op=node.op)
        self._member(node.left, node.right)
        self._member(node.right, node.left)
        return self._joined(BOOLEAN, [left, right])

    def _within(self, node: Within) -> Type | None:
        of = self.type_of(node.of)
        for item in node.items:
            literal = item.of if isinstance(item, Negative) else item
            if not isinstance(literal, Number | Span | Text | Truth):
                self.wrong("not_a_literal", item.at)
                continue
            found = self.type_of(item)
            if of is not None and found is not None and found.kind != of.kind:
                self.wrong("wrong_kind", item.at, wanted=_KINDS[of.kind], found=_KINDS[found.kind])
            elif of is not None and found is not None and of.unit and found.unit and not of.unit.fits(found.unit):
                self.wrong("units_differ", item.at, op="in", left=of.unit.text, right=found.unit.text)
            self._member(node.of, item)
        return self._joined(BOOLEAN, [of])

    def _member(self, name: Expression, member: Expression) -> None:
        """A quoted member of a name whose members are known must be one of them."""
        if isinstance(name, Name) and isinstance(member, Text) and name.id in self.scope.members:
            known = self.scope.members[name.id]
            if member.value not in known:
                self._unknown("unknown_member", member.value, member.at, sorted(known))

    # --- calls --------------------------------------------------------------------------------------------------

    def _call(self, node: Call) -> Type | None:
        if node.function in self.scope.functions and len(node.args) == 1 and isinstance(node.args[0], Text) and not node.named:
            return self._plan_call(node, node.args[0])
        if node.function in SERIES:
            return self._series_call(node, SERIES[node.function])
        if node.function in CHARTS:
            return self._chart_call(node, CHARTS[node.function])
        metric = self.scope.names.get(node.function)
        if metric is not None and metric.windowed:
            return self._metric_call(node, metric)
        if node.function in SIGNATURES or node.function in self.scope.functions:
            self.wrong("wants_a_member", node.at, function=node.function)
        elif metric is not None:
            self.wrong("not_over_a_window", node.at, name=node.function)
        else:
            known = [*sorted(SIGNATURES), *self.scope.functions, *(n for n, t in self.scope.names.items() if t.windowed)]
            self._unknown("unknown_function", node.function, node.at, known)
        return None

    def _plan_call(self, node: Call, member: Text) -> Type | None:
        result, known = self.scope.functions[node.function]
        if known is not None and member.value not in known:
            self._unknown("unknown_member", member.value, member.at, sorted(known))
        return result

    def _chart_call(self, node: Call, many: int) -> Type | None:
        """A control chart: its series, the test, and how many steps before give its limits."""
        if not many < len(node.args) <= many + 2 or node.named:
            form = f"{node.function}({', '.join('xn'[:many])}, 1[, 30])"
            self.wrong("arguments", node.at, function=node.function, form=form)
            return None
        for each in node.args[:many]:
            found = self._want("number", each)
            if found is not None and found.shape != "series":
                self.wrong("not_a_series", each.at, function=node.function)
        if not test_of(node.args[many]):
            self.wrong("chart_test", node.args[many].at, known=", ".join(CHART_TESTS))
        for base in node.args[many + 1 :]:
            self._window(base, least=LEAST_BASE)
        return replace(BOOLEAN, shape="series")

    def _metric_call(self, node: Call, metric: Type) -> Type | None:
        if len(node.args) != 1 or node.named:
            self.wrong("arguments", node.at, function=node.function, form=f"{node.function}(365d)")
            return None
        self._window(node.args[0])
        return replace(metric, shape="series" if metric.shape == "series" else "one", windowed=False)

    def _series_call(self, node: Call, signature: Signature) -> Type | None:
        least, most = (1, 1) if signature.window == "none" else (2, 2) if signature.window == "must" else (1, 2)
        if not least <= len(node.args) <= most + signature.sizes:
            self.wrong("arguments", node.at, function=node.function, form=_form(node.function, signature))
            return None
        of = self._over(node, signature)
        if len(node.args) > 1:
            self._window(node.args[1], least=2 if node.function == "trend" else 1)
        self._sizes(node, signature, of)
        return None if of is None else self._given(node.function, of)

    def _over(self, node: Call, signature: Signature) -> Type | None:
        """The type of the series that a function works on."""
        first = node.args[0]
        of = self.type_of(first) if signature.takes == "any" else self._want(signature.takes, first)
        if of is None:
            return None
        many = of.shape == "many" and signature.many and len(node.args) == 1
        if (of.shape == "series" and node.function != "distinct") or many:
            if node.function == "count" and of.shape == "series" and of.kind != "boolean":
                self.wrong("wrong_kind", first.at, wanted=_KINDS["boolean"], found=_KINDS[of.kind])
            return of
        self.wrong("not_a_series", first.at, function=node.function)
        return None

    def _window(self, node: Expression, least: int = 1) -> None:
        steps = steps_of(node, self.scope.grain)
        if steps is None or steps < least:
            self.wrong("window", node.at, grain=self.scope.grain, least=least)

    def _sizes(self, node: Call, signature: Signature, of: Type | None) -> None:
        """The sizes of falls and rises: at most one, in the series' unit or as a part of it."""
        third = [("total", node.args[2])] if len(node.args) > 2 else []
        given = [*third, *node.named]
        for name, _ in given:
            if not signature.sizes or name not in READINGS:
                self.wrong(
                    "unknown_argument", node.at, function=node.function, name=name, known=", ".join(READINGS) if signature.sizes else "-"
                )
                return
        if len(given) > 1:
            self.wrong("two_sizes", node.at, function=node.function)
        for _, value in given:
            self._size(node, value, of)

    def _size(self, node: Call, value: Expression, of: Type | None) -> None:
        """One size: a literal, not below 0, in the unit of the series; `%` of a rate is read as a part of it, which is seldom meant."""
        size = measure_of(value)
        if size is None or size[0] < 0:
            self.wrong("size", value.at)
        elif of is not None and of.unit is not None and size[1] == "%":
            if of.unit.is_ratio:
                self.wrong("percent_or_points", value.at, Severity.WARNING, text=text_of(value))
        elif of is not None and of.unit is not None:
            unit = unit_of(size[1])
            if unit is not None and not unit.fits(of.unit):
                self.wrong("units_differ", value.at, op=node.function, left=of.unit.text, right=unit.text)

    def _given(self, function: str, of: Type) -> Type:
        """What a function gives for a series or a collection of a type."""
        shape: Shape = "one" if of.shape == "many" else "series"
        if function in {"falls", "rises"}:
            return Type("boolean", shape=shape)
        if function in {"count", "distinct", "streak", "rank"}:
            return Type("number", None, shape)
        if function in {"growth", "share"}:
            return Type("number", RATIO, shape)
        if function == "trend":
            per = MONTH if self.scope.grain in {"month", "quarter", "half_year", "year"} else DAY
            return Type("number", None if of.unit is None else of.unit.per(per), shape)
        return Type("number", of.unit, shape)


def _form(function: str, signature: Signature) -> str:
    window = {"none": "", "may": "[, 7d]", "must": ", 3" if signature.sizes else ", 14d"}[signature.window]
    return f"{function}(x{window}{'[, total=5pp]' if signature.sizes else ''})"
