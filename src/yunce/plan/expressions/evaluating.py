# SPDX-License-Identifier: Apache-2.0
"""What an expression comes to: exact decimals for single values, arrays for series, three-valued truth throughout.

"Today" is the last element of a series; a back-test is the same array read in full.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol, runtime_checkable

import numpy as np

from yunce.plan.expressions import answers, series
from yunce.plan.expressions.answers import Answer, Single, flags, floats, latest
from yunce.plan.expressions.blocks import in_blocks
from yunce.plan.expressions.calling import Many, Size, moves, over_many, over_series
from yunce.plan.expressions.checking import check
from yunce.plan.expressions.kinds import Scope
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
    children,
    measure_of,
)
from yunce.plan.expressions.signatures import CHARTS, SERIES
from yunce.plan.expressions.truth import TRUE, Floats, Truths, compared, negated
from yunce.plan.expressions.units import Unit, unit_of
from yunce.plan.expressions.windows import base_of, days_of_step, steps_of, test_of
from yunce.values.arithmetic import EXACT
from yunce.values.problem import Problem, YunceError, has_errors

__all__ = ["Answer", "Evaluation", "ExpressionError", "Many", "Single", "Source", "evaluate", "latest"]

KEPT = 48
"""How many arrays an evaluation remembers for the expressions that follow."""


class ExpressionError(YunceError, ValueError):
    """An expression was evaluated that does not pass its check, or whose source does not give what its scope says."""


class Source(Protocol):
    """Where values come from. Series are arrays (..., T), time last: float64 with NaN unknown, uint8 truth, object text with None."""

    def value(self, name: str) -> Answer | Many:
        """The value of a name of the scope; `None` is unknown, a tuple is many rows."""
        ...

    def window(self, name: str, steps: int) -> Answer:
        """A metric over the trailing steps at each step, as `orders(365d)` asks; `None` to add up the series of the name."""
        ...

    def plan(self, function: str, member: str) -> Single:
        """A function of a member of the plan: `done('open_shop')`."""
        ...

    def target(self, name: str) -> Floats | None:
        """The target of a metric at each step, for `falls(..., below=)`; `None` where it has none."""
        ...


@runtime_checkable
class Charts(Protocol):
    """A source that also draws control charts; charts need limits, which not every place has a method for."""

    def chart(self, chart: str, series: Sequence[Floats], test: str, base: int) -> Truths:
        """Where a control chart (`spc`, `spc_p`, `spc_u`) signals, its limits from so many steps before each one."""
        ...


def evaluate(expression: Expression, scope: Scope, source: Source) -> Answer:
    """What an expression comes to. Raises `ExpressionError` with the problems where it does not pass `check`."""
    return Evaluation(scope, source).answer(expression)


@dataclass(slots=True)
class Evaluation:
    """Expressions over one source; arrays that several of them share are computed once."""

    scope: Scope
    source: Source
    known: OrderedDict[Expression, Answer] = field(default_factory=OrderedDict)
    units: dict[Expression, Unit | None] = field(default_factory=dict)

    def answer(self, expression: Expression) -> Answer:
        """What an expression comes to. Raises `ExpressionError`, `NoSubjects`."""
        _, problems = check(expression, self.scope)
        if has_errors(problems):
            raise ExpressionError(*problems)
        return self._of(expression)

    def part(self, node: Expression) -> Answer:
        """What a name, a literal or a call of a checked expression comes to; only series are remembered for what follows."""
        return self._of(node)

    def _of(self, node: Expression) -> Answer:
        """What a node comes to. Names and calls are whole series, kept for other rules; what joins them is worked out in blocks."""
        if node in self.known:
            self.known.move_to_end(node)
            return self.known[node]
        if not is_part(node):
            parts = list(dict.fromkeys(parts_of(node)))
            return in_blocks(lambda found: self._join(node, dict(zip(parts, found, strict=True))), [self._of(part) for part in parts])
        found = self._leaf(node) if isinstance(node, Number | Span | Text | Truth | Name) else self._call_or_streak(node)
        if isinstance(found, np.ndarray):
            self.known[node] = found
            if len(self.known) > KEPT:
                self.known.popitem(last=False)
        return found

    def _leaf(self, node: Number | Span | Text | Truth | Name) -> Answer:
        if isinstance(node, Number):
            return node.amount
        if isinstance(node, Span):
            return Decimal(node.duration.amount)
        if isinstance(node, Text | Truth):
            return node.value
        found = self.source.value(node.id)
        if isinstance(found, tuple):
            raise ExpressionError(Problem.of("expression.many_rows", "", name=node.id))
        return found

    def _join(self, node: Expression, parts: Mapping[Expression, Answer]) -> Answer:
        """What a node comes to, given its names and calls."""
        if node in parts:
            return parts[node]
        if isinstance(node, Negative):
            return answers.negative(self._join(node.of, parts))
        if isinstance(node, Arithmetic):
            return self._arithmetic(node, parts)
        if isinstance(node, Compare):
            return answers.compare(node.op, self._join(node.left, parts), self._beside(node.left, node.right, parts))
        if isinstance(node, Within):
            items = [self._beside(node.of, item, parts) for item in node.items]
            return answers.within(self._join(node.of, parts), items, negated=node.negated)
        if isinstance(node, Not):
            return answers.negation(self._join(node.of, parts))
        return answers.logic(node.op, [self._join(part, parts) for part in node.parts]) if isinstance(node, Logic) else None

    # --- units --------------------------------------------------------------------------------------------------

    def _unit(self, node: Expression) -> Unit | None:
        if node not in self.units:
            found, _ = check(node, self.scope)
            self.units[node] = found.unit if found else None
        return self.units[node]

    def _beside(self, wanted: Expression, node: Expression, parts: Mapping[Expression, Answer]) -> Answer:
        """What a part comes to, in the unit of the one beside it."""
        mine, theirs = self._unit(node), self._unit(wanted)
        factor = EXACT.divide(mine.factor, theirs.factor) if mine and theirs else Decimal(1)
        return answers.scaled(self._join(node, parts), factor)

    def _arithmetic(self, node: Arithmetic, parts: Mapping[Expression, Answer]) -> Answer:
        if node.op in "+-":
            return answers.arithmetic(node.op, self._join(node.left, parts), self._beside(node.left, node.right, parts))
        left, right = self._unit(node.left), self._unit(node.right)
        factor = left.leftover(right, 1 if node.op == "*" else -1) if left and right else Decimal(1)
        return answers.scaled(answers.arithmetic(node.op, self._join(node.left, parts), self._join(node.right, parts)), factor)

    # --- calls --------------------------------------------------------------------------------------------------

    def _call_or_streak(self, node: Expression) -> Answer:
        if isinstance(node, Compare) and isinstance(node.left, Call) and isinstance(node.right, Number):
            return self._streak_is(node.op, node.left, int(node.right.amount))
        return self._call(node) if isinstance(node, Call) else None

    def _streak_is(self, op: str, node: Call, length: int) -> Answer:
        """A streak against a length: known as soon as its last elements are, whatever came before them."""
        least = length + (op in {">", "<="})
        of = flags(self._of(node.args[0]))
        found = series.all_of(of, least) if least > 0 else np.full_like(of, TRUE)
        return found if op in {">", ">="} else negated(found)

    def _call(self, node: Call) -> Answer:
        member = node.args[0] if node.args else None
        if isinstance(member, Text) and node.function in self.scope.functions:
            return self.source.plan(node.function, member.value)
        if node.function in CHARTS:
            return self._chart(node)
        steps = steps_of(node.args[1 if node.function in SERIES else 0], self.scope.grain) if self._has_window(node) else None
        if node.function not in SERIES:
            return self._metric(node.function, steps or 1)
        first = node.args[0]
        if isinstance(first, Name) and self.scope.names[first.id].shape == "many":
            rows = self.source.value(first.id)
            return over_many(node.function, rows if isinstance(rows, tuple) else ())
        if node.function in {"falls", "rises"}:
            target = self.source.target(first.id) if isinstance(first, Name) else None
            size = self._size(node)
            if size.is_plain_total:
                return self._total(node, size.amount)
            return in_blocks(lambda found: moves(node.function, found[0], steps or 1, size, found[1]), [self._of(first), target])
        return self._over_series(node.function, self._of(first), steps)

    def _total(self, node: Call, amount: float) -> Answer:
        """Falls in a row, and so far altogether: both of the same series as other sizes are, so they are worked out once."""
        moved, far = (
            self._of(replace(node, args=node.args[:2], named=())),
            self._of(replace(node, function="change", args=node.args[:2], named=())),
        )
        op, limit = ("<=", -amount) if node.function == "falls" else (">=", amount)
        return in_blocks(lambda found: np.minimum(flags(found[0]), compared(op, floats(found[1]), np.array(limit))), [moved, far])

    def _chart(self, node: Call) -> Answer:
        if not isinstance(self.source, Charts):
            raise ExpressionError(Problem.of("expression.no_charts", "", function=node.function))
        many = CHARTS[node.function]
        series_ = [floats(self._of(each)) for each in node.args[:many]]
        return self.source.chart(node.function, series_, test_of(node.args[many]), base_of(node, self.scope.grain))

    def _over_series(self, function: str, of: Answer, steps: int | None) -> Answer:
        if function in {"share", "rank"}:
            return over_series(function, of, steps)
        found = in_blocks(lambda parts: over_series(function, parts[0], steps), [of])
        return answers.scaled(found, EXACT.divide(1, days_of_step(self.scope.grain))) if function == "trend" else found

    @staticmethod
    def _has_window(node: Call) -> bool:
        return len(node.args) > 1 or node.function not in SERIES

    def _metric(self, name: str, steps: int) -> Answer:
        found = self.source.window(name, steps)
        values = self.source.value(name) if found is None else None
        return series.trailing(np.add, floats(values), steps) if isinstance(values, np.ndarray) else found

    def _size(self, node: Call) -> Size:
        given = [*(("total", size) for size in node.args[2:]), *node.named]
        measure = measure_of(given[0][1]) if given else None
        if measure is None:
            return Size()
        unit, of = unit_of(measure[1]), self._unit(node.args[0])
        factor = unit.factor / of.factor if unit and of and unit.fits(of) else Decimal(1)
        return Size(given[0][0], float(measure[0] * factor), relative=measure[1] == "%")


def is_part(node: Expression) -> bool:
    """Whether a node is worked out as a whole: a name, a literal, a call, a streak against a length."""
    if isinstance(node, Compare) and isinstance(node.left, Call) and node.left.function == "streak":
        whole = isinstance(node.right, Number) and not node.right.unit and node.right.amount == int(node.right.amount)
        return whole and node.op not in {"==", "!="}
    return isinstance(node, Number | Span | Text | Truth | Name | Call)


def parts_of(node: Expression) -> Iterator[Expression]:
    """The parts that a node joins."""
    if is_part(node):
        yield node
        return
    for child in children(node):
        yield from parts_of(child)
