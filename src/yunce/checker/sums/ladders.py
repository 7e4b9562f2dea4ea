# SPDX-License-Identifier: Apache-2.0
"""Calculations that run down a table: each row a rate of the row above (a funnel) or of the row of 100 % (what a price is made of)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import spans_of
from yunce.checker.sums.adding import edit_of

_OF_ABOVE = re.compile(r"转化|上一|上步|上级|环节|到达|留存")
_EACH = re.compile(r"均|单价|客单|每|单[件单票户]")
_HUNDRED = Decimal(100)
_FEWEST, _MOST_ROWS, _MOST_RATES = 2, 40, 4
_NEAR = Decimal("0.1"), Decimal(10)


@dataclass(frozen=True, slots=True)
class Step:
    """A row that is to be a rate of another."""

    base: Amount
    rate: Amount
    result: Amount
    row: int

    @property
    def expected(self) -> Decimal:
        """The base times the rate."""
        return self.base.low * self.rate.factor

    @property
    def holds(self) -> bool:
        """True as finely as the rate and the result are written."""
        room = abs(self.base.low) * self.rate.step / _HUNDRED / 2 + self.rate.factor * (self.base.step / 2 if self.base.is_coarse else 0)
        return fit(self.result, self.expected, self.expected, room) is not Fit.OFF


@rule(
    "SUM067", Severity.WARNING, "逐行推算的表格里有一行对不上",
    "“{name}”写作 {stated}，按上一步的数和比率算是 {expected}", "核对这一行的数、比率和上一步的数",
)  # fmt: skip
def rows_follow(paper: Paper) -> Iterator[Hit]:
    """漏斗表每一行等于上一行乘以本行的转化率,单价构成表每一行等于100%的那一行乘以占比;其余各行成立时,不成立的一行有误。

    不通过:
        | 环节 | 数量 | 上一环节转化率 |
        | --- | --- | --- |
        | 名单 | 80000条 | |
        | 接通 | 36000通 | 45% |
        | 意向 | 9600户 | 25% |
        | 成交 | 3600单 | 40% |
        | 复购 | 900单 | 25% |
    通过:
        | 环节 | 数量 | 上一环节转化率 |
        | --- | --- | --- |
        | 名单 | 80000条 | |
        | 接通 | 36000通 | 45% |
        | 意向 | 9000户 | 25% |
        | 成交 | 3600单 | 40% |
        | 复购 | 900单 | 25% |
    """
    for grid in grids_of(paper):
        if len(grid.rows) <= _MOST_ROWS:
            for rates in _rates(grid)[:_MOST_RATES]:
                for column in (at for at in grid.columns if at != rates):
                    yield from _ladder(grid, column, rates)
                    yield from _of_whole(grid, column, rates)


def _rates(grid: Grid) -> list[int]:
    """The columns that hold percentages only, in two rows or more."""
    found = []
    for column in grid.columns:
        cells = [one for row in grid.rows if (one := grid.amount(row, column)) is not None]
        if len(cells) >= _FEWEST and all(one.unit == "%" and one.is_point and one.op == "=" for one in cells):
            found.append(column)
    return found


def _plain(grid: Grid, row: int, column: int) -> Amount | None:
    one = grid.amount(row, column)
    return one if one is not None and one.is_point and one.op == "=" and one.unit != "%" and one.low > 0 else None


def _ladder(grid: Grid, column: int, rates: int) -> Iterator[Hit]:
    """Rows that are a rate of the row above them."""
    steps = []
    for above, row in zip(grid.rows, grid.rows[1:], strict=False):
        base, rate, result = _plain(grid, above, column), grid.amount(row, rates), _plain(grid, row, column)
        if base is not None and rate is not None and result is not None and 0 < rate.low < _HUNDRED:
            steps.append(Step(base, rate, result, row))
    held, odd = [one for one in steps if one.holds], [one for one in steps if not one.holds]
    is_told = _OF_ABOVE.search(grid.headers.get(rates, "") + grid.headers.get(column, "")) is not None
    is_one = len(odd) == 1 or (len(odd) == _FEWEST and odd[0].result is odd[1].base)
    if odd and is_one and len(held) >= (1 if is_told else _FEWEST) and (len(held) > len(odd) or is_told):
        yield _hit(grid, odd[0])
    if held and not odd:
        yield from _priced(grid, column, held[-1])


def _priced(grid: Grid, column: int, last: Step) -> Iterator[Hit]:
    """Below the last step, so much for each of it and what that comes to: 成交1.08万件, 件均保费3200元, 全年保费3456万元."""
    at = grid.rows.index(last.row)
    below = grid.rows[at + 1 : at + 3]
    each, total = (_plain(grid, row, column) for row in below) if len(below) == _FEWEST else (None, None)
    if (
        each is None
        or total is None
        or not each.unit.startswith("CNY")
        or total.unit != "CNY"
        or not _EACH.search(grid.labels.get(below[0], ""))
    ):
        return
    expected = last.result.low * each.low
    room = each.low * last.result.step / 2
    if fit(total, expected, expected, room) is Fit.OFF and _NEAR[0] * expected < total.low < _NEAR[1] * expected:
        shown = f"{text_of(last.result.low)} × {text_of(each.low)} = {text_of(expected)} ≠ {text_of(total.low)}"
        words = {"name": grid.labels.get(below[1], "")}
        spans, edit = spans_of([total, last.result, each]), edit_of(total, expected, expected)
        yield Hit(spans, text_of(total.low), text_of(expected), shown, words, edit=edit)


def _of_whole(grid: Grid, column: int, rates: int) -> Iterator[Hit]:
    """The row of 100 %, of which all other rows are a share."""
    pairs = {row: (rate, one) for row in grid.rows if (rate := grid.amount(row, rates)) and (one := _plain(grid, row, column))}
    wholes = [(row, one) for row, (rate, one) in pairs.items() if rate.low == _HUNDRED]
    if len(wholes) != 1 or len({one.unit for _, one in pairs.values()}) != 1:
        return
    whole_row, whole = wholes[0]
    parts = {row: pair for row, pair in pairs.items() if row != whole_row and 0 < pair[0].low < _HUNDRED}
    steps = [Step(whole, rate, one, row) for row, (rate, one) in parts.items()]
    odd = [one for one in steps if not one.holds]
    if len(odd) == len(steps) > _FEWEST and (hit := _other_whole(grid, whole, whole_row, steps)):
        yield hit


def _other_whole(grid: Grid, whole: Amount, row: int, steps: Sequence[Step]) -> Hit | None:
    """The hit of a whole that none of its shares agrees with, where they agree on another."""
    shares = sum((one.rate.factor for one in steps), Decimal(0))
    expected = sum((one.result.low for one in steps), Decimal(0)) / shares
    if not all(
        abs(one.result.low - expected * one.rate.factor) <= max(one.result.step, expected * one.rate.step / _HUNDRED) / 2 for one in steps
    ):
        return None
    expected = expected.quantize(whole.step) if whole.step < 1 else expected
    shown = f"{text_of(steps[0].result.low)} ÷ {text_of(steps[0].rate.low)}% = {text_of(expected)} ≠ {text_of(whole.low)}"
    spans = spans_of([whole, *(one.result for one in steps)])
    words = {"name": grid.labels.get(row, "")}
    return Hit(spans, text_of(whole.low), text_of(expected), shown, words, edit=edit_of(whole, expected, expected))


def _hit(grid: Grid, step: Step) -> Hit:
    shown = f"{text_of(step.base.low)} × {text_of(step.rate.low)}% = {text_of(step.expected)} ≠ {text_of(step.result.low)}"
    spans, words = spans_of([step.result, step.rate, step.base]), {"name": grid.labels.get(step.row, "")}
    edit = edit_of(step.result, step.expected, step.expected)
    return Hit(spans, text_of(step.result.low), text_of(step.expected), shown, words, edit=edit)
