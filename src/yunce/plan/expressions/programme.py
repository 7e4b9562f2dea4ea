# SPDX-License-Identifier: Apache-2.0
"""Many expressions over one source: read and checked once, what they share computed once, each answer given as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yunce.plan.expressions import answers
from yunce.plan.expressions.answers import Answer
from yunce.plan.expressions.checking import check
from yunce.plan.expressions.evaluating import Evaluation, ExpressionError, Source, is_part, parts_of
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Arithmetic, Compare, CompareOp, Expression, Logic, Negative, Not, Number, Within
from yunce.plan.expressions.truth import compared
from yunce.plan.expressions.units import Unit
from yunce.values.arithmetic import EXACT
from yunce.values.problem import has_errors


@dataclass(slots=True)
class Values:
    """What the parts come to, by their place; and where a number is unknown, once somebody asked."""

    of: list[Answer]
    gaps: list[NDArray[np.bool_] | None]

    def compare(self, place: int, op: CompareOp, limit: Decimal) -> Answer:
        """A part against one number."""
        left = self.of[place]
        if not isinstance(left, np.ndarray) or left.dtype != np.float64:
            return answers.compare(op, left, limit)
        gaps = self.gaps[place]
        if gaps is None:
            gaps = self.gaps[place] = np.isnan(left)
        return compared(op, answers.floats(left), np.array(float(limit)), gaps)

    def let_go(self, place: int) -> None:
        """Nobody asks for this part any more."""
        self.of[place] = self.gaps[place] = None


Join = Callable[[Values], Answer]


@dataclass(frozen=True, slots=True)
class Programme:
    """Expressions made ready to be worked out again and again, each over other sources of the same scope."""

    scope: Scope
    parts: tuple[Expression, ...]
    """Names, calls and literals that the expressions join; each once."""
    joins: tuple[Join, ...]
    """What each expression makes of the parts' values."""
    uses: tuple[tuple[int, ...], ...]
    """The parts that each expression joins."""

    def run(self, source: Source) -> Iterator[tuple[int, Answer]]:
        """Each expression's place and what it comes to; those that share parts come together, a part is let go after its last use."""
        order = sorted(range(len(self.joins)), key=lambda place: self.uses[place])
        left = [0] * len(self.parts)
        for use in self.uses:
            for part in use:
                left[part] += 1
        evaluation = Evaluation(self.scope, source)
        values = Values([None] * len(self.parts), [None] * len(self.parts))
        done = [False] * len(self.parts)
        for place in order:
            for part in self.uses[place]:
                if not done[part]:
                    values.of[part], done[part] = evaluation.part(self.parts[part]), True
            yield place, self.joins[place](values)
            for part in self.uses[place]:
                left[part] -= 1
                if not left[part]:
                    values.let_go(part)


def programme(expressions: Sequence[Expression], scope: Scope) -> Programme:
    """The programme of some expressions. Raises `ExpressionError` with the problems of all that do not pass `check`."""
    problems = [problem for expression in expressions for problem in check(expression, scope)[1]]
    if has_errors(problems):
        raise ExpressionError(*problems)
    places: dict[Expression, int] = {}
    uses = tuple(tuple(dict.fromkeys(places.setdefault(part, len(places)) for part in parts_of(each))) for each in expressions)
    maker = _Maker(scope, places)
    return Programme(scope, tuple(places), tuple(maker.join(each) for each in expressions), uses)


@dataclass(frozen=True, slots=True)
class _Maker:
    scope: Scope
    places: Mapping[Expression, int]

    def join(self, node: Expression) -> Join:
        """What a node makes of the parts' values, units settled."""
        if is_part(node):
            place = self.places[node]
            return lambda values: values.of[place]
        if isinstance(node, Negative):
            of = self.join(node.of)
            return lambda values: answers.negative(of(values))
        if isinstance(node, Arithmetic):
            return self._arithmetic(node)
        if isinstance(node, Compare):
            return self._compare(node)
        if isinstance(node, Within):
            return self._within(node)
        if isinstance(node, Not):
            inner = self.join(node.of)
            return lambda values: answers.negation(inner(values))
        return self._logic(node) if isinstance(node, Logic) else lambda _: None

    def _compare(self, node: Compare) -> Join:
        op = node.op
        if is_part(node.left) and isinstance(node.right, Number):
            place, limit = self.places[node.left], EXACT.multiply(node.right.amount, self._factor(node.left, node.right))
            return lambda values: values.compare(place, op, limit)
        left, right = self.join(node.left), self._beside(node.left, node.right)
        return lambda values: answers.compare(op, left(values), right(values))

    def _logic(self, node: Logic) -> Join:
        op, parts = node.op, [self.join(part) for part in node.parts]
        return lambda values: answers.logic(op, [part(values) for part in parts])

    def _within(self, node: Within) -> Join:
        of, items, negated = self.join(node.of), [self._beside(node.of, item) for item in node.items], node.negated
        return lambda values: answers.within(of(values), [item(values) for item in items], negated=negated)

    def _arithmetic(self, node: Arithmetic) -> Join:
        op, left = node.op, self.join(node.left)
        if op in "+-":
            beside = self._beside(node.left, node.right)
            return lambda values: answers.arithmetic(op, left(values), beside(values))
        mine, theirs = self._unit(node.left), self._unit(node.right)
        factor = mine.leftover(theirs, 1 if op == "*" else -1) if mine and theirs else Decimal(1)
        right = self.join(node.right)
        return lambda values: answers.scaled(answers.arithmetic(op, left(values), right(values)), factor)

    def _beside(self, wanted: Expression, node: Expression) -> Join:
        """A part in the unit of the one beside it."""
        inner, factor = self.join(node), self._factor(wanted, node)
        return inner if factor == 1 else lambda values: answers.scaled(inner(values), factor)

    def _factor(self, wanted: Expression, node: Expression) -> Decimal:
        """What a part is multiplied with to be in the unit of the one beside it."""
        mine, theirs = self._unit(node), self._unit(wanted)
        return EXACT.divide(mine.factor, theirs.factor) if mine and theirs else Decimal(1)

    def _unit(self, node: Expression) -> Unit | None:
        found, _ = check(node, self.scope)
        return found.unit if found else None
