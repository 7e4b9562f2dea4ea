# SPDX-License-Identifier: Apache-2.0
"""List marks as written: 一、 (一) 1. 1) ① 第一章 第二阶段: each with its rank among headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "[零〇一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾]{1,4}"
_FORMS = (
    (1, re.compile(rf"[ \t]*第[ ]?(?:{_CN}|\d{{1,2}})[ ]?[章编篇](?=[ :：、\t]|\S)")),
    (2, re.compile(rf"[ \t]*第[ ]?(?:{_CN}|\d{{1,2}})[ ]?(?:部分|节|阶段|步)(?=[ :：、(（\t]|$)")),
    (3, re.compile(rf"[ \t]*{_CN}[ ]?[、.．](?!\d)")),
    (4, re.compile(rf"[ \t]*[(（]{_CN}[)）][、.．]?")),
    (6, re.compile(r"[ \t]*\d{1,2}(?:\.\d{1,2}){1,3}[、.．]?(?=[ \t]|[一-鿿])(?!年|月|[万亿元%折倍版])")),
    (5, re.compile(r"[ \t]*\d{1,2}[ ]?(?:、(?!\d{1,2}[、月])|[.．](?!\d))")),
    (6, re.compile(r"[ \t]*[(（]\d{1,2}[)）][、.．]?")),
    (6, re.compile(r"[ \t]*\d{1,2}[)）][、.．]?")),
    (7, re.compile(r"[ \t]*[①-⑳⒈-⒛]")),
    (7, re.compile(r"[ \t]*[a-zA-Z][)）.、](?![a-zA-Z])")),
    (8, re.compile(r"[ \t]*[•·●○■□◆◇★☆※➢▪\-*+](?=[ \t])")),
)
_SENTENCE = re.compile(r"[。;；!！?？，,]")
_LABELLED = re.compile(r"[:：].")
_INTRODUCES = re.compile(r"[^\d:：,，。;；]{2,14}[:：]")
_UNIT_BEHIND = re.compile(r"\s?[(（\[【][^()（）\d]{0,8}(?:单位|金额)[^()（）\d]{0,10}[)）\]】]\s*(?=[:：]?\s*$)")
"""A unit in brackets behind the words of a heading: 一、经营指标（单位：万元）."""
_LOWEST = 7
_LONGEST_HEADING = 36


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as written, with its rank: 1 a chapter ... 7 the smallest, 8 a bullet."""

    text: str
    rank: int


def mark_of(line: str) -> Mark | None:
    """The mark that a line begins with."""
    for rank, form in _FORMS:
        if found := form.match(line):
            return Mark(found.group(), rank)
    return None


def heading_level(line: str, mark: Mark | None) -> int:
    """The level of a line as a heading, 0 where it is none: short with a mark (no bullet), or a few words that end with a colon.

    A sentence, or a label with its value, is no heading.
    """
    if mark is None or mark.rank > 6:
        return _LOWEST if _INTRODUCES.fullmatch(line.strip()) else 0
    words = line[len(mark.text) :].strip()
    if mark.rank <= 2 and len(words) <= _LONGEST_HEADING and not _SENTENCE.search(words):
        return mark.rank
    inner = _UNIT_BEHIND.sub("", words).rstrip(":：") or words
    is_short = 0 < len(inner) <= _LONGEST_HEADING and not _SENTENCE.search(inner) and not _LABELLED.search(inner)
    return mark.rank if is_short else 0
