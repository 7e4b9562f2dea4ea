# SPDX-License-Identifier: Apache-2.0
"""BAND: lists of ranges that should cover a scale: scores and coefficients, completion and bonus, amounts and grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import text_of
from yunce.checker.entries import lines_in_order
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_NUMBER = r"\d+(?:\.\d+)?"
_SCALE = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百万": Decimal(10**6)}
_MARK = r"(?:\((?:不?含|包括)[^()]{0,4}\))?"
_UNIT = r"(?P<{0}>%|‰|分(?!钟)|个百分点|元|人|名|次|家|户|件|单|天|小时|分钟|岁|年|平方米|㎡|条|项|个|m²)?"


def _value(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER})\s?(?P<{name}s>百万|万|亿|千)?{_UNIT.format(name + 'u')}{_MARK}"


_RANGE = re.compile(rf"(?<![\d.\-]){_value('low')}\s?(?:-{{1,2}}|~|至|到|—+|－)\s?{_value('high')}(?![\d.])(?!以上|以下)")
_BETWEEN = re.compile(rf"(?<![\d.]){_value('low')}\s?(?:≤|<|<=)\s?[^\d≤<>≥,。;]{{0,12}}?(?:≤|<|<=)\s?{_value('high')}(?![\d.])")
_OVER = re.compile(
    rf"(?<![\d.\-]){_value('low')}(?:\s?(?:及其?|或|含|\(含\)|[,，])?以上|及更高|起)"
    rf"|(?:≥|>=|>|不低于|高于|超过|大于|达到)\s?(?P<low2>{_NUMBER})(?P<low2s>万|亿|千)?{_UNIT.format('low2u')}(?!以)"
)
_UNDER = re.compile(
    rf"(?<![\d.\-]){_value('high')}(?:\s?(?:及其?|或|含)?以下|以内)"
    rf"|(?:≤|<=|<|低于|不足|小于|不到|未达到?)\s?(?P<high2>{_NUMBER})(?P<high2s>万|亿|千)?{_UNIT.format('high2u')}(?!以)"
)
_SIGNS = re.compile(r"[-~至到—－≤<≥>上高起过足下内达于]")
"""One of these stands in every band."""
_FEWEST = 3
_TRAILING = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A range of a scale; `None` where it is open. `step` is what its last written digit is worth."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    step: Decimal
    span: Span
    is_marked: bool
    """It says which of its ends belong to it."""


@dataclass(frozen=True, slots=True)
class Border:
    """Where a lower and a higher band meet: how far apart their ends are."""

    lower: Band
    upper: Band
    gap: Decimal


def bands_in(words: str, offset: int) -> list[Band]:
    """The bands that words hold, in order."""
    if not _SIGNS.search(words):
        return []
    found: dict[int, Band] = {}
    taken: list[tuple[int, int]] = []
    for pattern in (_BETWEEN, _RANGE, _OVER, _UNDER):
        for one in pattern.finditer(words):
            if not any(one.start() < end and start < one.end() for start, end in taken):
                taken.append((one.start(), one.end()))
                found[one.start()] = _band(one, pattern is _BETWEEN, offset)
    return [found[at] for at in sorted(found)]


def _band(one: re.Match[str], is_marked: bool, offset: int) -> Band:
    groups = one.groupdict()
    low, high = groups.get("low") or groups.get("low2"), groups.get("high") or groups.get("high2")
    low_scale, high_scale = groups.get("lows") or groups.get("low2s") or "", groups.get("highs") or groups.get("high2s") or ""
    units = [groups.get(name) or "" for name in ("highu", "high2u", "lowu", "low2u")]
    scales = _SCALE[low_scale or (high_scale if high else "")], _SCALE[high_scale]
    decimals = max((len(text.partition(".")[2]) for text in (low, high) if text), default=0)
    step = (scales[1] if high else scales[0]).scaleb(-decimals)
    return Band(
        Decimal(low) * scales[0] if low else None,
        Decimal(high) * scales[1] if high else None,
        next((unit for unit in units if unit), ""),
        step,
        Span(one.start() + offset, one.end() + offset),
        is_marked or "含" in one.group(),
    )


def scales_of(paper: Paper) -> Iterator[list[Band]]:
    """The lists of bands: a column of a table, the lines of a list, the clauses of a paragraph."""
    for grid in grids_of(paper):
        for column in sorted({one.cell.column for one in grid.cells}):
            cells = [one for one in grid.cells if one.cell.column == column and one.cell.row >= grid.head]
            bands = [_only(bands_in(one.words, paper.blocks[one.block].body), one.words) for one in cells]
            yield [one for one in bands if one is not None]
    for lines in lines_in_order(paper):
        firsts = [bands_in(paper.words(at)[:60], paper.blocks[at].body)[:1] for at in lines]
        yield [one for first in firsts for one in first]
    for at, block in enumerate(paper.blocks):
        if paper.is_text(at) and block.cell is None and len(paper.amounts.get(at, ())) >= _FEWEST:
            yield bands_in(paper.words(at), block.body)


def _only(bands: Sequence[Band], words: str) -> Band | None:
    """The one band that a cell consists of."""
    if len(bands) != 1:
        return None
    return bands[0] if len(words) - (bands[0].span.end - bands[0].span.start) <= _TRAILING else None


def borders_of(bands: Sequence[Band]) -> list[Border]:
    """The borders of a scale from the lowest band up; none where the bands are no scale (other units, no order, several open ends)."""
    units = {one.unit for one in bands if one.unit}
    opened = [one for one in bands if one.low is None], [one for one in bands if one.high is None]
    if len(bands) < _FEWEST or len(units) > 1 or len(opened[0]) > 1 or len(opened[1]) > 1 or len(opened[0]) + len(opened[1]) == len(bands):
        return []
    keys = [one.low if one.low is not None else -Decimal("Infinity") for one in bands]
    if all(earlier > later for earlier, later in pairwise(keys)):
        bands = list(reversed(bands))
    elif not all(earlier < later for earlier, later in pairwise(keys)):
        return []
    if any(one.low is not None and one.high is not None and one.low >= one.high for one in bands):
        return []
    return [Border(a, b, b.low - a.high) for a, b in pairwise(bands) if a.high is not None and b.low is not None]


def odd_band(bands: Sequence[Band]) -> Band | None:
    """The only band that stands out of order in a scale of four or more; `None` where there is none."""
    if len(bands) <= _FEWEST or borders_of(bands):
        return None
    rests = {at: borders_of([*bands[:at], *bands[at + 1 :]]) for at in range(len(bands))}
    overlaps = {at: sum(one.gap < 0 for one in rest) for at, rest in rests.items() if len(rest) >= len(bands) - 2}
    best = [at for at in overlaps if overlaps[at] == min(overlaps.values())]
    return bands[best[0]] if len(best) == 1 else None


def usual_gap(borders: Sequence[Border]) -> Decimal:
    """How far apart the ends of this scale are where they meet: nothing where ends are shared, else one step."""
    inner = [one for one in borders if not _is_open(one)] or borders
    if any(one.lower.is_marked or one.upper.is_marked for one in inner):
        return Decimal(0)
    gaps = [one.gap for one in inner]
    step = min(one.lower.step for one in borders)
    shared, stepped = gaps.count(Decimal(0)), gaps.count(step)
    return Decimal(0) if shared >= stepped else step


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
        for one in borders:
            step = min(one.lower.step, one.upper.step)
            if one.gap > step or (one.gap == step and not usual and (not _is_open(one) or _tells_end(one))):
                yield _hit(paper, one, borders, usual if usual or _is_open(one) else Decimal(0))


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
            if one.gap < 0 or (one.gap == 0 and usual and not _is_open(one)):
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
        shared = [one for one in borders if one.gap == 0 and not _is_open(one) and not (one.lower.is_marked or one.upper.is_marked)]
        if shared and not usual_gap(borders):
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


def _scales(paper: Paper) -> list[list[Border]]:
    return paper.once("scales", lambda: [borders for bands in scales_of(paper) if (borders := borders_of(bands))])


def _is_open(one: Border) -> bool:
    """True where one side says 以上 or 以下: in common speech either may hold the end."""
    return one.lower.low is None or one.upper.high is None


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
    digits = re.match(_NUMBER, quote)
    scale = low / Decimal(digits.group()) if digits and Decimal(digits.group()) else Decimal(1)
    edit = Edit(Span(one.upper.span.start, one.upper.span.start + len(digits.group())), text_of(expected / scale)) if digits else None
    arithmetic = f"{text_of(low)} - {text_of(high)} = {text_of(one.gap)}"
    severity = Severity.ERROR if is_sure else Severity.WARNING
    return Hit((one.upper.span, one.lower.span), text_of(low), text_of(expected), arithmetic, _words(paper, one), severity, edit)
