# SPDX-License-Identifier: Apache-2.0
"""BAND: lists of ranges that should cover a scale: scores and coefficients, completion and bonus, amounts and grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import text_of
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.scales import NUMBER, Border, borders_of, halves_of, is_open, odd_band, scales_of, usual_gap


@rule(
    "BAND001", Severity.WARNING, "分档之间有空档",
    "{before} 与 {after} 之间没有档位", "把 {after} 改为从 {expected} 起，或补上一档",
)  # fmt: skip
def gap_between(paper: Paper) -> Iterator[Hit]:
    """依次排列的分档应连续,落在空档里的数没有系数可用。其他档都相接而只有一处不接时是错误。

    不通过:
        - 95分以上,系数1.2
        - 85-94分,系数1.0
        - 70-80分,系数0.8
        - 70分以下,系数0.5
    通过:
        - 95分以上,系数1.2
        - 85-94分,系数1.0
        - 70-84分,系数0.8
        - 70分以下,系数0.5
    """
    for borders in _scales(paper):
        usual = usual_gap(borders)
        inner = [one for one in borders if not is_open(one)]
        is_shared = bool(inner) and all(one.gap == 0 for one in inner)
        for one in borders:
            step = min(one.lower.step, one.upper.step)
            is_step = one.gap == step and not usual and (is_shared or not is_open(one) or _tells_end(one))
            if one.gap > step or is_step:
                yield _hit(paper, one, borders, usual if usual or is_open(one) else Decimal(0))


@rule(
    "BAND002", Severity.WARNING, "分档重叠",
    "{before} 与 {after} 重叠", "把 {after} 改为从 {expected} 起，或核对档位",
)  # fmt: skip
def overlap_between(paper: Paper) -> Iterator[Hit]:
    """依次排列的分档不应重叠:同一个数会落进两档。

    不通过:
        - 95-100分,系数1.2
        - 85-95分,系数1.0
        - 70-84分,系数0.8
        - 0-69分,系数0.5
    通过:
        - 95-100分,系数1.2
        - 85-94分,系数1.0
        - 70-84分,系数0.8
        - 0-69分,系数0.5
    """
    for borders in _scales(paper):
        usual = usual_gap(borders)
        for one in borders:
            if one.gap < 0 or (one.gap == 0 and usual and not is_open(one)):
                yield _hit(paper, one, borders, usual)


@rule(
    "BAND003", Severity.QUESTION, "分档的端点同属两档",
    "{before} 与 {after} 都含有 {stated}", "写明端点归哪一档，例如“80（含）-90”",
)  # fmt: skip
def shared_end(paper: Paper) -> Iterator[Hit]:
    """相邻两档写了同一个端点而没有说明归属。一组分档只提一次。

    不通过:
        | 得分 | 系数 |
        | --- | --- |
        | 90-100 | 1.2 |
        | 80-90 | 1.0 |
        | 60-80 | 0.8 |
    通过:
        | 得分 | 系数 |
        | --- | --- |
        | 90(含)-100 | 1.2 |
        | 80(含)-90 | 1.0 |
        | 60(含)-80 | 0.8 |
    """
    for borders in _scales(paper):
        usual = usual_gap(borders)
        shared = [
            one for one in borders if one.gap == 0 and is_open(one) == bool(usual) and not (one.lower.is_marked or one.upper.is_marked)
        ]
        if shared:
            one = shared[0]
            words = _words(paper, one)
            yield Hit((one.upper.span, one.lower.span), text_of(one.upper.low or Decimal(0)), "", "", words)


@rule(
    "BAND004", Severity.WARNING, "有一档不在次序里",
    "“{stated}”与其余各档的次序不合", "核对这一档的两端",
)  # fmt: skip
def out_of_order(paper: Paper) -> Iterator[Hit]:
    """四档以上的分档从高到低或从低到高排列时,只有一档打乱次序。

    不通过:
        - 95分以上,系数1.2
        - 25-94分,系数1.0
        - 70-84分,系数0.8
        - 70分以下,系数0.5
    通过:
        - 95分以上,系数1.2
        - 85-94分,系数1.0
        - 70-84分,系数0.8
        - 70分以下,系数0.5
    """
    for bands in scales_of(paper):
        if (odd := odd_band(bands)) is not None:
            yield Hit((odd.span,), paper.plain[odd.span.start : odd.span.end])


@rule(
    "BAND005", Severity.QUESTION, "以上与以下的两段没有接上",
    "“{before}”与“{after}”没有接上", "核对两个界限；若中间另有办法，写明",
)  # fmt: skip
def halves_meet(paper: Paper) -> Iterator[Hit]:
    """一句里按“以上”“以下”分成两段,写明了端点归属,两个界限却不相同;或者两段重叠。

    不通过:
        单户300万元以上的每月检查一次,500万元(含)以下的每季检查一次。
    通过:
        单户500万元以上的每月检查一次,500万元(含)以下的每季检查一次。
    """
    for upper, lower in paper.once("halves", lambda: list(halves_of(paper))):
        low, high = upper.low, lower.high
        if low is None or high is None or low == high or (high < low and lower.low is None and not (upper.is_marked or lower.is_marked)):
            continue
        words = {name: paper.plain[band.span.start : band.span.end] for name, band in (("before", lower), ("after", upper))}
        arithmetic = f"{text_of(low)} - {text_of(high)} = {text_of(low - high)}"
        yield Hit((upper.span, lower.span), text_of(low), text_of(high), arithmetic, words)


def _scales(paper: Paper) -> list[list[Border]]:
    return paper.once("scales", lambda: [borders for bands in scales_of(paper) if (borders := borders_of(bands))])


def _tells_end(one: Border) -> bool:
    """True where the closed side of an open border says which of its ends belongs to it: 80(含)-90 and 91以上 leave 90 out."""
    return any(band.is_marked and band.low is not None and band.high is not None for band in (one.lower, one.upper))


def _words(paper: Paper, one: Border) -> dict[str, str]:
    return {name: paper.plain[band.span.start : band.span.end] for name, band in (("before", one.lower), ("after", one.upper))}


def _hit(paper: Paper, one: Border, borders: Sequence[Border], usual: Decimal) -> Hit:
    """The hit of a border; an error where all others of the scale, two or more, meet as they should."""
    step = min(border.lower.step for border in borders)
    others = [border for border in borders if border is not one]
    is_sure = len(others) >= 2 and all(border.gap in {Decimal(0), step} for border in others)
    low, high = one.upper.low or Decimal(0), one.lower.high or Decimal(0)
    expected = high + usual
    quote = paper.reading.document.text[one.upper.span.start : one.upper.span.end]
    digits = re.match(NUMBER, quote)
    written = Decimal(digits.group().replace(",", "")) if digits else Decimal(0)
    scale = low / written if written else Decimal(1)
    edit = Edit(Span(one.upper.span.start, one.upper.span.start + len(digits.group())), text_of(expected / scale)) if digits else None
    arithmetic = f"{text_of(low)} - {text_of(high)} = {text_of(one.gap)}"
    severity = Severity.ERROR if is_sure else Severity.WARNING
    return Hit((one.upper.span, one.lower.span), text_of(low), text_of(expected), arithmetic, _words(paper, one), severity, edit)
