# SPDX-License-Identifier: Apache-2.0
"""Many conditions over one source: read and checked once, what they share computed once, each answer given as soon as it is known.

Series are numbers; what is true of them is kept in bits (`planes`), so that joining conditions costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from yunce.plan.expressions import answers
from yunce.plan.expressions.answers import Answer
from yunce.plan.expressions.checking import check
from yunce.plan.expressions.evaluating import Evaluation, ExpressionError, Source
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Arithmetic, Compare, CompareOp, Expression, Logic, Negative, Not, Number, Within
from yunce.plan.expressions.planes import Board, Planes, Words, all_joined
from yunce.plan.expressions.sharing import counted, is_whole, lasting, wholes_of
from yunce.plan.expressions.units import Unit
from yunce.values.arithmetic import EXACT
from yunce.values.problem import has_errors


@dataclass(slots=True)
class Values:
    """What the parts come to, by their place; and where a number is unknown, once somebody asked."""

    board: Board
    of: list[Answer | Planes]
    gaps: list[Words | bool | None]
    """`False` where nobody asked yet."""

    def compare(self, place: int, op: CompareOp, limit: Decimal) -> Answer | Planes:
        """A part against one number."""
        left = self.of[place]
        if isinstance(left, Planes) or not isinstance(left, np.ndarray) or left.dtype != np.float64:
            return answers.compare(op, plain(left), limit)
        gaps = self.gaps[place]
        if isinstance(gaps, bool):
            missing = np.isnan(left)
            gaps = self.gaps[place] = self.board.packed(missing) if missing.any() else None
        return self.board.compared(op, answers.floats(left), float(limit), gaps)

    def truth(self, place: int) -> Answer | Planes:
        """A part; one that is a series of truth values in bits from now on."""
        found = self.of[place]
        if isinstance(found, np.ndarray) and found.dtype == np.uint8:
            found = self.of[place] = self.board.of(found)
        return found

    def let_go(self, place: int) -> None:
        """Nobody asks for this part any more."""
        self.of[place], self.gaps[place] = None, None


Join = Callable[[Values], "Answer | Planes"]


def plain(found: Answer | Planes) -> Answer:
    """What is in bits as a series again."""
    return found.truths() if isinstance(found, Planes) else found


@dataclass(frozen=True, slots=True)
class Programme:
    """Conditions made ready to be worked out again and again, each over other sources of the same scope."""

    scope: Scope
    parts: tuple[Expression, ...]
    """Names, calls and literals that the conditions join; each once."""
    joins: tuple[Join, ...]
    """What each condition makes of the parts' values."""
    uses: tuple[tuple[int, ...], ...]
    """The parts that each condition joins."""

    def run(self, source: Source, shape: tuple[int, int]) -> Iterator[tuple[int, Planes]]:
        """Each condition's place and where it holds, over so many subjects and steps.

        Those that share parts come together; a part is let go after its last use.
        """
        order = sorted(range(len(self.joins)), key=lambda place: self.uses[place])
        left = [0] * len(self.parts)
        for use in self.uses:
            for part in use:
                left[part] += 1
        evaluation = Evaluation(self.scope, source)
        values = Values(Board(*shape), [None] * len(self.parts), [False] * len(self.parts))
        done = [False] * len(self.parts)
        for place in order:
            for part in self.uses[place]:
                if not done[part]:
                    values.of[part], done[part] = evaluation.part(self.parts[part]), True
            yield place, values.board.of(self.joins[place](values))
            for part in self.uses[place]:
                left[part] -= 1
                if not left[part]:
                    values.let_go(part)


def programme(conditions: Sequence[Expression], scope: Scope) -> Programme:
    """The programme of some conditions. Raises `ExpressionError` with the problems of all that do not pass `check`."""
    problems = [problem for condition in conditions for problem in check(condition, scope)[1]]
    if has_errors(problems):
        raise ExpressionError(*problems)
    places: dict[Expression, int] = {}
    split = [wholes_of(each, scope) for each in conditions]
    uses = tuple(tuple(dict.fromkeys(places.setdefault(part, len(places)) for part in parts)) for _, parts in split)
    maker = _Maker(scope, places)
    return Programme(scope, tuple(places), tuple(maker.join(tree) for tree, _ in split), uses)


@dataclass(frozen=True, slots=True)
class _Maker:
    scope: Scope
    places: Mapping[Expression, int]

    def join(self, node: Expression) -> Join:
        """What a node makes of the parts' values, units settled."""
        if is_whole(node):
            place = self.places[node]
            return lambda values: values.truth(place)
        if isinstance(node, Compare):
            return self._compare(node)
        if isinstance(node, Logic):
            return self._logic(node)
        if isinstance(node, Not):
            inner = self.join(node.of)
            return lambda values: values.board.of(inner(values)).negated()
        if isinstance(node, Within):
            return self._within(node)
        if isinstance(node, Negative):
            of = self.join(node.of)
            return lambda values: answers.negative(plain(of(values)))
        return self._arithmetic(node) if isinstance(node, Arithmetic) else lambda _: None

    def _compare(self, node: Compare) -> Join:
        op = node.op
        run = self._lasting(node) or self._counted(node)
        if run is not None:
            return run
        if is_whole(node.left) and isinstance(node.right, Number):
            place, limit = self.places[node.left], EXACT.multiply(node.right.amount, self._factor(node.left, node.right))
            return lambda values: values.compare(place, op, limit)
        left, right = self.join(node.left), self._beside(node.left, node.right)
        return lambda values: answers.compare(op, plain(left(values)), plain(right(values)))

    def _lasting(self, node: Compare) -> Join | None:
        """A streak against a length: known as soon as its last elements are, whatever came before them."""
        found = lasting(node)
        if found is None:
            return None
        of, steps, negated = self.join(found.of), found.steps, found.negated
        if steps <= 0:
            return lambda _: not negated

        def join(values: Values) -> Planes:
            held = values.board.of(of(values)).lasting(steps)
            return held.negated() if negated else held

        return join

    def _counted(self, node: Compare) -> Join | None:
        """How many of a window hold, against a number: counted in whole numbers."""
        found = counted(node, self.scope)
        if found is None:
            return None
        of, window, least, negated = self.join(found.of), found.window, found.steps, found.negated

        def join(values: Values) -> Planes:
            enough = values.board.of(of(values)).counted(window, least)
            return enough.negated() if negated else enough

        return join

    def _logic(self, node: Logic) -> Join:
        op, parts = node.op, [self.join(part) for part in node.parts]
        return lambda values: all_joined(op, (values.board.of(part(values)) for part in parts))

    def _within(self, node: Within) -> Join:
        of, items, negated = self.join(node.of), [self._beside(node.of, item) for item in node.items], node.negated
        return lambda values: answers.within(plain(of(values)), [plain(item(values)) for item in items], negated=negated)

    def _arithmetic(self, node: Arithmetic) -> Join:
        op, left = node.op, self.join(node.left)
        if op in "+-":
            beside = self._beside(node.left, node.right)
            return lambda values: answers.arithmetic(op, plain(left(values)), plain(beside(values)))
        mine, theirs = self._unit(node.left), self._unit(node.right)
        factor = mine.leftover(theirs, 1 if op == "*" else -1) if mine and theirs else Decimal(1)
        right = self.join(node.right)
        return lambda values: answers.scaled(answers.arithmetic(op, plain(left(values)), plain(right(values))), factor)

    def _beside(self, wanted: Expression, node: Expression) -> Join:
        """A part in the unit of the one beside it."""
        inner, factor = self.join(node), self._factor(wanted, node)
        return inner if factor == 1 else lambda values: answers.scaled(plain(inner(values)), factor)

    def _factor(self, wanted: Expression, node: Expression) -> Decimal:
        """What a part is multiplied with to be in the unit of the one beside it."""
        mine, theirs = self._unit(node), self._unit(wanted)
        return EXACT.divide(mine.factor, theirs.factor) if mine and theirs else Decimal(1)

    def _unit(self, node: Expression) -> Unit | None:
        found, _ = check(node, self.scope)
        return found.unit if found else None
