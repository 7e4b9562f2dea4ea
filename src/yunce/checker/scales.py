# SPDX-License-Identifier: Apache-2.0
"""Bands as they are written (90-100, 80%≤完成率<100%, 满1年不满3年, [80,90)), the scales that they make, and the borders of a scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yunce.checker.entries import lines_in_order
from yunce.checker.findings import Span
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper

_PLAIN = r"\d+(?:\.\d+)?"
_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![,\d])"
NUMBER = rf"{_GROUPED}|{_PLAIN}"
"""Thousands parted by commas; at a band's upper end not where the next band begins right behind: 50-100,100-200."""
_SCALE = {
    "": Decimal(1),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "千": Decimal(1000),
    "百万": Decimal(10**6),
    "W": Decimal(10**4),
    "w": Decimal(10**4),
}
_MARK = r"(?:\((?:不?含|包括)[^()]{0,6}\))?"
_WORDS = (
    "%|‰|分(?!钟)|个百分点|元|人次|人|名|次|家|户|件|单|天|小时|分钟|秒|岁|年|个月|平方米|平米|㎡|m²|条|项|个|台|套|吨|公里|间|场|张|笔|级"
)
_ANY = (
    r"(?![以及至到或含万亿千百的每年月日号点时周季])[一-鿿](?:(?![以及至到或含])[一-鿿])?"
    r"(?=\s?(?:\(不?含|\(包括|(?:及其?|或|含)?以[上下内]|-|~|至|到|—|≤|<))"
)
"""A unit of any other name, known by the sign of a band behind it: 1600通以上, 20店次至30店次."""
_UNIT = rf"(?P<{{0}}>{_WORDS}|{_ANY})?"


def _value(name: str) -> str:
    grouped = _GROUPED + (r"(?!\s?(?:[-~至到—－]|及?以上))" if name.startswith("high") else "")
    return rf"(?P<{name}>{grouped}|{_PLAIN})\s?(?P<{name}s>百万|万|亿|千|[Ww](?![A-Za-z]))?{_UNIT.format(name + 'u')}{_MARK}"


_AT_LEAST = r"≥|>=|>|大于(?:或?等于)?|高于|超过|不低于|不少于|不小于|达到|满"
_AT_MOST = r"≤|<=|<|小于(?:或?等于)?|低于|少于|不超过|不高于|不大于|不足|不满|未满|不到|未达到?"
_RANGE = re.compile(rf"(?<![\d.\-]){_value('low')}\s?(?:-{{1,4}}|~|至|到|—+|－)\s?{_value('high')}(?![\d.])(?!以上|以下)")
_BETWEEN = re.compile(rf"(?<![\d.]){_value('low')}\s?(?:≤|<|<=)\s?[^\d≤<>≥,。;]{{0,12}}?(?:≤|<|<=)\s?{_value('high')}(?![\d.])")
_BOTH_SAID = re.compile(
    rf"(?:(?<![不未])(?:{_AT_LEAST})\s?{_value('low')}|(?<![\d.\-]){_value('lowb')}(?:及其?|或|含)?以上)"
    rf"\s?[,、]?(?:且|但|并|至)?(?:(?:{_AT_MOST})\s?{_value('high')}(?!以上)|{_value('highb')}(?:及其?|或|含)?以下)"
)
_INTERVAL = re.compile(
    rf"(?:\[\s?{_value('low')}\s?[,，]\s?{_value('high')}\s?[)\]]|\(\s?{_value('lowb')}\s?[,，]\s?{_value('highb')}\s?\])"
)
_OVER = re.compile(
    rf"(?<![\d.\-]){_value('low')}(?:(?:\s?(?:及其?|或|含|\(含\)|[,，])?以上|及更高){_MARK}|起)"
    rf"|(?<![不未])(?:{_AT_LEAST})\s?{_value('lowb')}(?!以)"
)
_UNDER = re.compile(
    rf"(?<![\d.\-]){_value('high')}\s?(?:(?:及其?|或|含)?以下|以内){_MARK}"
    rf"|(?:{_AT_MOST})\s?{_value('highb')}(?!以)"
)
_FORMS = (
    (re.compile(r"[≤<]"), _BETWEEN, True),
    (re.compile(r"[\[(]\s?\d"), _INTERVAL, True),
    (re.compile(rf"{_AT_MOST}|以下"), _BOTH_SAID, True),
    (re.compile(r"[-~至到—－]\s?\d"), _RANGE, False),
    (re.compile(rf"{_AT_LEAST}|以上|及更高|起"), _OVER, False),
    (re.compile(rf"{_AT_MOST}|以下|以内"), _UNDER, False),
)
"""A sign without which a form cannot be, the form, and whether it always says which ends belong to its band."""
_SIGNS = re.compile(r"[-~至到—－≤<≥>上高起过足下内达于满\[(]")
"""One of these stands in every band."""
_STRICT = re.compile(r"超过|(?:大|小)于(?!或?等)|(?<!不)(?:高|低)于|不足|不满|未满|不到|[<>](?!=)|不?含")
"""Words that say whether an end belongs to its band."""
_SENTENCE = re.compile(r"[。\n]")
_LEAD = re.compile(r"(?:^|[,，;；。:：、)）\s])(?P<name>[一-鿿]{2,8})\s?$")
_MEASURED = re.compile(r"率|额|费|利|价|周转|成本|收入|时长|周期|天数")
_LONGEST_NAME = 12
_CONTINUOUS = frozenset({"平方米", "平米", "㎡", "m²", "元", "吨", "公里", "小时", "%"})
"""Units of what is measured, not counted: it may lie between whole numbers."""
FEWEST = 3
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
    for sign, form, is_marked in _FORMS:
        for one in form.finditer(words) if sign.search(words) else ():
            if not any(one.start() < end and start < one.end() for start, end in taken):
                taken.append((one.start(), one.end()))
                if form is _RANGE and one["lowu"] and one["highu"] and one["lowu"] != one["highu"]:
                    continue
                found[one.start()] = _band(one, is_marked, offset)
    return [found[at] for at in sorted(found)]


def _band(one: re.Match[str], is_marked: bool, offset: int) -> Band:
    groups = one.groupdict()
    low, high = groups.get("low") or groups.get("lowb"), groups.get("high") or groups.get("highb")
    low_scale, high_scale = groups.get("lows") or groups.get("lowbs") or "", groups.get("highs") or groups.get("highbs") or ""
    units = [groups.get(name) or "" for name in ("highu", "highbu", "lowu", "lowbu")]
    scales = _SCALE[low_scale or (high_scale if high else "")], _SCALE[high_scale]
    decimals = max((len(text.partition(".")[2]) for text in (low, high) if text), default=0)
    step = (scales[1] if high else scales[0]).scaleb(-decimals)
    return Band(
        Decimal(low.replace(",", "")) * scales[0] if low else None,
        Decimal(high.replace(",", "")) * scales[1] if high else None,
        next((unit for unit in units if unit), ""),
        step,
        Span(one.start() + offset, one.end() + offset),
        is_marked or _STRICT.search(one.group()) is not None,
    )


def scales_of(paper: Paper) -> Sequence[list[Band]]:
    """The lists of bands: a column of a table, the lines of a list, the sentences of a paragraph."""
    return paper.once("bands", lambda: tuple(_lists(paper)))


def _lists(paper: Paper) -> Iterator[list[Band]]:
    for grid in grids_of(paper):
        columns = sorted({one.cell.column for one in grid.cells})
        for column in columns:
            if column != columns[0] and "价" in grid.headers.get(column, ""):
                continue  # what things of different kinds cost is no scale
            cells = [one for one in grid.cells if one.cell.column == column and one.cell.row >= grid.head]
            bands = [_only(bands_in(one.words, paper.blocks[one.block].body), one.words) for one in cells]
            known = [one for one in bands if one is not None]
            yield known if _parts_a_scale(known) else []
    for lines in lines_in_order(paper):
        firsts = [bands_in(paper.words(at)[:60], paper.blocks[at].body)[:1] for at in lines]
        yield [one for first in firsts for one in first]
    for at, block in enumerate(paper.blocks):
        if paper.is_text(at) and block.cell is None and len(paper.amounts.get(at, ())) >= FEWEST:
            yield from _sentences(paper, at)


def _parts_a_scale(bands: Sequence[Band]) -> bool:
    """True for a column with an open end, or of which at least half of the neighbours touch: other ranges are of different things."""
    if any(one.low is None or one.high is None for one in bands):
        return True
    ends = sorted((one.low, one.high, one.step) for one in bands if one.low is not None and one.high is not None)
    touching = sum(0 <= upper[0] - lower[1] <= lower[2] for lower, upper in pairwise(ends))
    return touching * 2 >= len(ends) - 1


def _sentences(paper: Paper, at: int) -> Sequence[list[Band]]:
    """The bands of each sentence of a block."""
    return paper.once(("bands", at), lambda: tuple(_in_sentences(paper.words(at), paper.blocks[at].body)))


def _in_sentences(words: str, offset: int) -> Iterator[list[Band]]:
    """The bands of each sentence, those of another unit apart."""
    start = 0
    for end in [*(one.start() for one in _SENTENCE.finditer(words)), len(words)]:
        for bands in _by_name(bands_in(words[start:end], offset + start), words, offset):
            by_unit: dict[str, list[Band]] = {}
            for one in bands:
                by_unit.setdefault(one.unit, []).append(one)
            is_one = len(by_unit.keys() - {""}) < FEWEST - 1
            yield from [bands] if is_one else by_unit.values()
        start = end + 1


def _by_name(bands: Sequence[Band], words: str, offset: int) -> list[list[Band]]:
    """The bands of a sentence, parted where another measure begins (毛利42-45%,推广费率11-13%); names of grades part nothing."""
    found: list[list[Band]] = []
    name = ""
    for one in bands:
        lead = _LEAD.search(words, max(0, one.span.start - offset - _LONGEST_NAME), one.span.start - offset)
        own = lead["name"] if lead else ""
        if not found or (own and name and not set(own) & set(name) and _MEASURED.search(own + name)):
            found.append([])
        name = own or name
        found[-1].append(one)
    return found


def halves_of(paper: Paper) -> Iterator[tuple[Band, Band]]:
    """Two open bands of one sentence, the upper one and the lower one, the second without a name of its own: 500万以上…,500万(含)以下…."""
    for at, block in enumerate(paper.blocks):
        if not paper.is_text(at) or block.cell is not None or len(paper.amounts.get(at, ())) < FEWEST - 1:
            continue
        for bands in _sentences(paper, at):
            upper, lower = [one for one in bands if one.high is None], [one for one in bands if one.low is None]
            if len(bands) == FEWEST - 1 and len(upper) == 1 and not lower:
                lower = [one for one in bands if one.high is not None and one is bands[0] and _is_near(one, upper[0])]
            if len(bands) == FEWEST - 1 and len(upper) == len(lower) == 1:
                second = max(bands, key=lambda one: one.span.start)
                if paper.plain[: second.span.start].rstrip()[-1:] in {",", ";", "，", "；"}:
                    yield upper[0], lower[0]


def _is_near(closed: Band, opened: Band) -> bool:
    """True for a closed band behind which an open one begins, not farther off than the closed one is wide."""
    low, high, start = closed.low, closed.high, opened.low
    return low is not None and high is not None and start is not None and low < start and abs(start - high) < high - low


def _only(bands: Sequence[Band], words: str) -> Band | None:
    """The one band that a cell consists of."""
    if len(bands) != 1:
        return None
    return bands[0] if len(words) - (bands[0].span.end - bands[0].span.start) <= _TRAILING else None


def borders_of(bands: Sequence[Band]) -> list[Border]:
    """The borders of a scale from the lowest band up; none where the bands are no scale (other units, no order, several open ends)."""
    units = {one.unit for one in bands if one.unit}
    opened = [one for one in bands if one.low is None], [one for one in bands if one.high is None]
    if len(bands) < FEWEST or len(units) > 1 or len(opened[0]) > 1 or len(opened[1]) > 1 or len(opened[0]) + len(opened[1]) == len(bands):
        return []
    keys = [one.low if one.low is not None else -Decimal("Infinity") for one in bands]
    if keys[0] > keys[-1] and all(earlier >= later for earlier, later in pairwise(keys)):
        bands = list(reversed(bands))
    elif keys[0] == keys[-1] or not all(earlier <= later for earlier, later in pairwise(keys)):
        return []
    if any(one.low is not None and one.high is not None and one.low >= one.high for one in bands):
        return []
    return [Border(a, b, b.low - a.high) for a, b in pairwise(bands) if a.high is not None and b.low is not None]


def odd_band(bands: Sequence[Band]) -> Band | None:
    """The only band that stands out of order in a scale of four or more; `None` where there is none."""
    if len(bands) <= FEWEST or borders_of(bands):
        return None
    rests = {at: borders_of([*bands[:at], *bands[at + 1 :]]) for at in range(len(bands))}
    overlaps = {at: sum(one.gap < 0 for one in rest) for at, rest in rests.items() if len(rest) >= len(bands) - 2}
    best = [at for at in overlaps if overlaps[at] == min(overlaps.values())]
    return bands[best[0]] if len(best) == 1 else None


def usual_gap(borders: Sequence[Border]) -> Decimal:
    """How far apart the ends of this scale are where they meet: nothing where ends are shared, else one step."""
    inner = [one for one in borders if not is_open(one)] or borders
    if any(one.lower.is_marked or one.upper.is_marked for one in inner):
        return Decimal(0)
    if inner[0].lower.unit in _CONTINUOUS and any(_is_wide(one) for one in inner):
        return Decimal(0)
    gaps = [one.gap for one in inner]
    step = min(one.lower.step for one in borders)
    shared, stepped = gaps.count(Decimal(0)), gaps.count(step)
    return Decimal(0) if shared >= stepped else step


def _is_wide(one: Border) -> bool:
    """True for a gap that is about as wide as the bands beside it: 1-2万平方米, 3-4万平方米."""
    widths = [band.high - band.low for band in (one.lower, one.upper) if band.low is not None and band.high is not None]
    return bool(widths) and one.gap * 3 >= max(widths)


def is_open(one: Border) -> bool:
    """True where one side says 以上 or 以下: in common speech either may hold the end."""
    return one.lower.low is None or one.upper.high is None
