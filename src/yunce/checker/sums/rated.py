# SPDX-License-Identifier: Apache-2.0
"""What the rates of a table come to, told under it: 按上表测算,全年毛利6696万元,综合毛利率27.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.blocks import is_total

_STEM = re.compile(r"(?P<stem>[一-鿿]{2})率")
_OF_TABLE = re.compile(r"上表|表中|综合|加权|平均|测算|据此")
_BEHIND = 2
_FEWEST = 2
_HUNDRED = Decimal(100)
_NEAR = Decimal("0.3"), Decimal(3)


@dataclass(frozen=True, slots=True)
class Rated:
    """A table's amounts with their rates: what they come to, the amounts' sum, and how far rounding may move the first."""

    stem: str
    result: Decimal
    whole: Decimal
    room: Decimal
    amounts: tuple[Amount, ...]


@rule(
    "SUM068", Severity.WARNING, "按表中比率算出的总数与表后写的不符",
    "“{name}”写作 {stated}，按上表各行的金额和比率算是 {expected}", "核对表后的数与表中的金额、比率",
)  # fmt: skip
def rates_of_table(paper: Paper) -> Iterator[Hit]:
    """表格各行写了金额和毛利率、表后写“按上表测算,毛利……,综合毛利率……”时,毛利应等于各行金额乘以毛利率之和,综合毛利率应等于毛利除以金额之和。

    不通过:
        | 产品 | 订单额(万元) | 毛利率 |
        | --- | --- | --- |
        | 整机 | 6000 | 25% |
        | 备件 | 2000 | 45% |

        按上表测算,全年毛利2600万元,综合毛利率30%。
    通过:
        | 产品 | 订单额(万元) | 毛利率 |
        | --- | --- | --- |
        | 整机 | 6000 | 25% |
        | 备件 | 2000 | 45% |

        按上表测算,全年毛利2400万元,综合毛利率30%。
    """
    for grid in grids_of(paper):
        found = list(_rated(grid))
        last = max(one.block for one in grid.cells)
        for at in range(last + 1, min(last + 1 + _BEHIND, len(paper.blocks))) if len(found) == 1 else ():
            if paper.blocks[at].cell is None and paper.is_text(at) and _OF_TABLE.search(paper.words(at)):
                yield from (hit for slot in slots_of(paper, at) if (hit := _hit(slot, found[0])))


def _rated(grid: Grid) -> Iterator[Rated]:
    """Each pair of a column of money and a column of rates that most rows fill."""
    rows = [row for row in grid.rows if not is_total(grid.labels.get(row, ""))]
    for column in grid.columns:
        stem = _STEM.search(grid.headers.get(column, ""))
        rates = [one for row in rows if (one := grid.amount(row, column)) is not None and one.unit == "%" and one.is_point]
        if stem is None or len(rates) < _FEWEST or len(rates) != len(rows):
            continue
        for other in grid.columns:
            amounts = [one for row in rows if (one := grid.amount(row, other)) is not None and one.unit == "CNY" and one.is_point]
            if len(amounts) == len(rows):
                result = sum((one.low * rate.factor for one, rate in zip(amounts, rates, strict=True)), Decimal(0))
                fine = ((one, rate) for one, rate in zip(amounts, rates, strict=True) if "." in rate.words)
                room = sum((one.low * rate.step / _HUNDRED / 2 for one, rate in fine), Decimal(0))
                whole = sum((one.low for one in amounts), Decimal(0))
                yield Rated(stem["stem"], result, whole, room, (*amounts, *rates))


def _hit(slot: Slot, table: Rated) -> Hit | None:
    """The hit of the result or of the rate of all, where it is named after the column and is another."""
    stated = slot.amount
    is_rate, is_result = f"{table.stem}率" in slot.lead, table.stem in slot.lead
    if (
        not (is_rate or is_result)
        or not stated.is_point
        or stated.op != "="
        or stated.unit != ("%" if is_rate else "CNY")
        or not table.whole
    ):
        return None
    times = _HUNDRED / table.whole if is_rate else Decimal(1)
    expected = table.result * times
    if fit(stated, expected, expected, table.room * times) is not Fit.OFF or not _NEAR[0] * expected < stated.low < _NEAR[1] * expected:
        return None
    shown_value = expected.quantize(min(stated.step, Decimal(1))) if is_rate else expected
    sign = "%" if is_rate else ""
    shown = f"{text_of(shown_value)}{sign} ≠ {text_of(stated.low)}{sign}"
    spans, edit = spans_of([stated, *table.amounts]), edit_of(stated, shown_value, shown_value)
    return Hit(spans, text_of(stated.low) + sign, text_of(shown_value) + sign, shown, {"name": slot.lead.strip(" ,，")}, edit=edit)
