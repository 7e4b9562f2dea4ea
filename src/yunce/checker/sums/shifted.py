# SPDX-License-Identifier: Apache-2.0
"""Lost decimal points that a sum tells: the number fits its parts or its total as soon as the point is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Edit, Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import spans_of
from yunce.checker.sums.prose import prose_blocks

_WHOLE_DIGITS = re.compile(r"(?<![\d.,])\d[\d,]*[1-9](?![\d.,])")
_PLACES = (1, 2, 3)
_FEWEST = 2
"""Parts that a sum has at least."""
_MOST = 12


@rule(
    "NUM011", Severity.WARNING, "疑似漏了小数点",
    "“{stated}”加上小数点写作 {expected}，与旁边各数之和正好相合", "核对原文；若是漏了小数点，写成 {expected}",
)  # fmt: skip
def point_that_a_sum_tells(paper: Paper) -> Iterator[Hit]:
    """一个数与旁边各数相加对不上，而在某一位前加上小数点后正好相合，多半是漏了小数点。

    不通过:
        贷款净增分季推进:一季度29亿元、二季度1.7亿元、三季度1.2亿元、四季度1亿元,全年6.8亿元。
    通过:
        贷款净增分季推进:一季度2.9亿元、二季度1.7亿元、三季度1.2亿元、四季度1亿元,全年6.8亿元。
    """
    for _, slots in prose_blocks(paper):
        amounts = [one.amount for one in slots if one.amount.is_point]
        for unit in dict.fromkeys(one.unit for one in amounts):
            alike = [one for one in amounts if one.unit == unit]
            if _FEWEST < len(alike) <= _MOST:
                yield from _told(alike)


def _told(alike: Sequence[Amount]) -> Iterator[Hit]:
    """Each number of one unit whose point is lost."""
    for at, one in enumerate(alike):
        written = _WHOLE_DIGITS.search(one.words)
        values = [other.low for other in alike]
        if written is None or _sum_with(values, at):
            continue
        for places in _PLACES:
            values[at] = one.low.scaleb(-places)
            if (others := _sum_with(values, at)) and (text := _with_point(written.group(), places)):
                words = one.words[: written.start()] + text + one.words[written.end() :]
                total, parts = others[0], others[1:]
                terms = " + ".join(text_of(values[part]) for part in parts)
                arithmetic = f"{terms} = {text_of(values[total])}"
                places_of = spans_of([one, *(alike[other] for other in others if other != at)])
                yield Hit(places_of, one.words, words, arithmetic, edit=Edit(one.span, words))
                break


def _with_point(digits: str, places: int) -> str:
    """Digits with a point so many places from their end; empty where there are too few."""
    plain = digits.replace(",", "")
    return f"{Decimal(plain).scaleb(-places):,f}" if "," in digits and len(plain) > places + 3 else _placed(plain, places)


def _placed(plain: str, places: int) -> str:
    return f"{plain[:-places]}.{plain[-places:]}" if len(plain) > places else ""


def _sum_with(values: Sequence[Decimal], at: int) -> tuple[int, ...]:
    """A total and its parts right beside it, one of them at `at`, that add up: their positions, the total first; else nothing."""
    for total in range(len(values)):
        for run in (*_runs_behind(total, len(values)), *_runs_before(total)):
            if (at == total or at in run) and sum(values[part] for part in run) == values[total]:
                return (total, *run)
    return ()


def _runs_behind(total: int, size: int) -> Iterator[range]:
    return (range(total + 1, end) for end in range(total + 1 + _FEWEST, size + 1))


def _runs_before(total: int) -> Iterator[range]:
    return (range(start, total) for start in range(total - _FEWEST, -1, -1))
