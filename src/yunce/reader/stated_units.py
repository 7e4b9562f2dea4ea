# SPDX-License-Identifier: Apache-2.0
"""The unit that text states for the numbers below it or beside it: a heading's (单位:万元), a line 金额单位为万元, a label's (万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yunce.reader.blocks import Block, Document
from yunce.reader.grid_units import is_counted_otherwise, split_unit, unit_in, unit_line
from yunce.reader.names_of_things import COST, REVENUE
from yunce.reader.places import Place
from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.numerals import scaled
from yunce.reader.tidying import tidy
from yunce.values.light import light

_OPENS = re.compile(r"[:：]\s*$|[)）]\s*[:：]?\s*$")
_NAMED_NUMBER = re.compile(
    r"\s*(?:\d{1,2}月(?:份)?|[^\d:：,，;；。]{1,20})[:：\s]?\s?[≥≤<>]?\s?\d[\d,]*(?:\.\d+)?(?=\s*(?:$|[;；。,，、(（/至~—-]))"
)
"""A line that begins with a name and a bare number."""
_HAS_NUMBER = re.compile(r"\d")
_OWN_SCALE = re.compile(r"[万亿千百Ww]")
_LABEL_UNIT = re.compile(r"[^\s:：;；。,，、(（\d]\s?(?P<unit>[（(][^()（）\d]{1,8}[)）])\s?(?:目标|计划|预算)?\s?[:：为达至到≥≤]?")
_ENDS = re.compile(r"[;；。!?]|[,，、]\s?[^\d,，、;；。:：]{1,16}[:：(（]")
_PLACES = re.compile(r"(?:网点|门店|车辆|床位)$")
"""What a list may be of, but a section counts."""
_FOLLOWS_NUMBER = re.compile(r"\s*(?:$|[,;。、()/:\n+\-×*=÷≥≤<>~至到以左上下内和与及及其占较比同环为元])")
_NAMED = re.compile(r"[一-鿿)）A-Za-z:：=≥≤<>~、,/(（+×*\-至到从由]\s*$")
_NAME = re.compile(r"[^,，;；。:：()（）]*$")
_STAFF = re.compile(r"(?:员工|在[编岗册]|编制|司机|[员师]|经理|主管|[店班组队]长|主任|(?:早|中|晚|夜)班)$")
_NO_AMOUNT = re.compile(r"(?:ROI|NPS|DSR|CPI|SKU|KPI|CSAT|UV|第|排名|名次|版本|编号|电话|指数|倍|客流|流量|访客|会员|粉丝)$", re.IGNORECASE)


@light
@dataclass(frozen=True, slots=True)
class StatedUnit:
    """A unit as written (万元) and how closely it was stated: far from it only amounts of money have it, in its own list all do."""

    unit: str
    is_far: bool = False
    is_list: bool = False


def stated_units(document: Document, places: Sequence[Place]) -> dict[int, StatedUnit]:
    """The unit of each block outside of tables, by its index: of the list or line that it stands in, its section, the file."""
    found: dict[int, StatedUnit] = {}
    sections: list[tuple[int, tuple[int, ...], str]] = []
    listed = ""
    for at, block in enumerate(document.blocks):
        place = places[at]
        sections = [one for one in sections if one[0] == place.plan and place.heading_blocks[: len(one[1])] == one[1]]
        if block.cell is not None:
            listed = ""
            continue
        words = document.words(block)
        here = unit_line(words)
        if listed and _is_listed(block, words):
            found[at] = StatedUnit(listed, is_list=True)
            continue
        listed = _opened(words) if block.kind != "heading" or words.rstrip().endswith((":", "：")) else ""
        if own := here or (sections[-1][2] if sections else ""):
            found[at] = StatedUnit(own, not here and not sections[-1][1])
        if (stated := here or _of_heading(block, words)) and _announces(document, at, words):
            sections.append((place.plan, place.heading_blocks, stated))
    return found


def in_stated_units(document: Document, block: Block, mentions: Sequence[Mention], stated: StatedUnit | None) -> list[Mention]:
    """The mentions of a block with bare amounts in the unit of their label, else in the one stated above them."""
    words = document.plain[block.body : block.end]
    labels = _labels(words) if "(" in words else []
    if not labels and stated is None:
        return list(mentions)
    found = []
    for one in mentions:
        if _is_bare(one):
            start, end = one.start - block.body, one.end - block.body
            own = next((unit for first, last, unit in labels if first < end <= last), "")
            if own:
                one = in_unit(one, *split_unit(own), document.plain)
            elif stated is not None and _takes(words, start, end, stated):
                one = in_unit(one, *split_unit(stated.unit), document.plain)
        found.append(one)
    return found


def in_unit(one: Mention, scale: str, unit: str, plain: str) -> Mention:
    """A bare number in a unit; one that has a scale of its own keeps it."""
    if not _is_bare(one) or one.value is None or one.value.low is None:
        return one
    scale_words = "" if _OWN_SCALE.search(plain, one.start, one.end) else scale
    low, high = one.value.low, one.value.high
    first = scaled(low, scale_words)
    last = first if high is low else None if high is None else scaled(high, scale_words)
    return one.valued(Value(first, last, unit or ("CNY" if scale else ""), one.value.op))


def _is_bare(one: Mention) -> bool:
    return one.sort == "quantity" and one.value is not None and not one.value.unit and one.value.low is not None


def _labels(words: str) -> list[tuple[int, int, str]]:
    """Where a label with a unit in brackets reaches, and the unit: 营业收入(万元):8,640."""
    found = []
    for label in _LABEL_UNIT.finditer(words):
        unit = unit_in(label["unit"])
        if unit and any(split_unit(unit)):
            end = _ENDS.search(words, label.end())
            found.append((label.end(), end.start() if end else len(words), unit))
    return found


def _takes(words: str, start: int, end: int, stated: StatedUnit) -> bool:
    """True for a bare number that its name does not tell to be a count, a rate or an index, and that nothing is counted by."""
    name = tidy(_NAME.search(words[:start].rstrip(" :：=≥≤<>(（"))[0])  # type: ignore[index]
    if not _FOLLOWS_NUMBER.match(words[end:]) or (words[:start].strip() and not _NAMED.search(words[:start])):
        return False
    if split_unit(stated.unit)[1] != "CNY":
        return not stated.is_far
    is_money = REVENUE.search(name) or COST.search(name)
    if is_counted_otherwise(name) or _NO_AMOUNT.search(name) or (not is_money and _STAFF.search(name)):
        return False
    return bool(is_money) or stated.is_list or not (stated.is_far or _PLACES.search(name))


def _is_listed(block: Block, words: str) -> bool:
    return block.kind != "heading" and _NAMED_NUMBER.match(words) is not None


def _opened(words: str) -> str:
    """The unit in brackets at the end of a line that a list may follow."""
    if not _OPENS.search(words):
        return ""
    unit = unit_in(words.rstrip(" :：")[-16:])
    return unit if any(split_unit(unit)) else ""


def _of_heading(block: Block, words: str) -> str:
    """The unit of money that a heading names in brackets."""
    unit = unit_in(words) if block.kind == "heading" else ""
    return unit if split_unit(unit)[1] == "CNY" else ""


def _announces(document: Document, at: int, words: str) -> bool:
    """True for a heading, and for a line without numbers of its own that no table follows: its unit is of what comes."""
    if document.blocks[at].kind == "heading":
        return True
    following = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
    return following is not None and following.cell is None and not _HAS_NUMBER.search(words)
