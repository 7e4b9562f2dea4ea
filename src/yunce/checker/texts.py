# SPDX-License-Identifier: Apache-2.0
"""TEXT: what is wrong with the document itself: cut short, empty sections, numbering, placeholders, copies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.reader.scan.numerals import counting_number

_CUT = re.compile(r"此处隐藏\d*个?字?|以下省略|未完待续|\(略\)|内容过长|查看全文|点击展开")
_PLACEHOLDER = re.compile(
    r"(?:某某|XX|xx|××|○○|\*\*)(?:有限)?(?:公司|部门|市|店|项目|集团|先生|经理)|[(（]待(?:定|补充|填|议)[)）]|错误!未定义书签|请在此处"
)
_DEEPEST = 4
"""Headings below this level are often lines of an outline."""
_CHINESE_MARK = re.compile(r"[(（]?(?P<n>[一二三四五六七八九十]{1,3})[)）、.．]")
_ARABIC_MARK = re.compile(r"[(（]?(?P<n>\d{1,2})[)）、.．](?!\d)")
_TITLE = re.compile(r"计划|方案|办法|目录|\d$")
_COUNT = re.compile(r"[\d一二三四五六七八九十]+")


@rule(
    "TEXT001", Severity.WARNING, "文档被截断",
    "“{stated}”表明有一部分内容不在文件里", "找到完整的文件再检查",
)  # fmt: skip
def truncated(paper: Paper) -> Iterator[Hit]:
    """“此处隐藏……个字”“未完待续”一类字样说明文件不完整。

    不通过:
        店铺装修、描述页优化……此处隐藏2042个字……提升业绩。
    通过:
        店铺装修、描述页优化,提升业绩。
    """
    yield from _words(paper, _CUT)


@rule(
    "TEXT006", Severity.WARNING, "计划里没有数字",
    "没有读到任何目标、预算、人数或期限", "写明数值；若文件另有内容，换完整的文件",
)  # fmt: skip
def no_numbers(paper: Paper) -> Iterator[Hit]:
    """一个数字也没有的文件无从执行,也无从检查。

    不通过:
        我们要努力提升业绩,做好服务。
    通过:
        全年销售额目标300万元。
    """
    first = next((block for at, block in enumerate(paper.blocks) if paper.is_text(at)), None)
    reading = paper.reading
    if first is not None and not (reading.statements or reading.aside):
        yield Hit((Span(first.body, first.end),))


@rule(
    "TEXT002", Severity.QUESTION, "占位文字没有填写",
    "“{stated}”还没有填写", "填写实际内容",
)  # fmt: skip
def placeholder(paper: Paper) -> Iterator[Hit]:
    """“某某公司”“(待定)”一类占位文字。

    不通过:
        与某某公司签订合作协议(待定)。
    通过:
        与城北物流公司签订合作协议。
    """
    yield from _words(paper, _PLACEHOLDER)


def _words(paper: Paper, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for at in paper.worded:
        for found in pattern.finditer(paper.words(at)):
            if found.group().startswith("**") and paper.words(at).count("**") > 1:  # the stars of bold words
                continue
            body = paper.blocks[at].body
            span = Span(found.start() + body, found.end() + body)
            yield Hit((span,), paper.reading.document.text[span.start : span.end])


@rule(
    "TEXT003", Severity.QUESTION, "标题下没有内容",
    "“{stated}”下面没有内容", "补上内容，或删去标题",
)  # fmt: skip
def empty_section(paper: Paper) -> Iterator[Hit]:
    """标题后面紧接着同级或更高一级的标题,或者文件结束。

    不通过:
        # 一、目标

        全年销售额300万元。

        # 二、预算

        # 三、进度

        每月5日前上报进度。
    通过:
        # 一、目标

        全年销售额300万元。

        # 二、预算

        全年费用30万元。
    """
    blocks = paper.blocks
    for at in range(len(blocks) - 1):
        one, following = blocks[at], blocks[at + 1]
        are_headings = one.kind == "heading" and following.kind == "heading" and paper.is_text(at)
        if are_headings and 0 < following.level <= one.level <= _DEEPEST and _form(one.number) in {"", _form(following.number)}:
            words = paper.words(at).strip()
            if words and paper.place(at).plan == paper.place(at + 1).plan and not _TITLE.search(words):
                yield Hit((Span(one.start, one.end),), words)


@rule(
    "TEXT004", Severity.QUESTION, "编号重复或跳号",
    "编号“{stated}”之前是“{before}”，应为第 {expected} 项", "核对编号，是否漏了一项",
)  # fmt: skip
def numbering(paper: Paper) -> Iterator[Hit]:
    """同一层标题的编号应连续、不重复。

    不通过:
        # 一、目标

        全年销售额300万元。

        # 三、预算

        全年费用30万元。

        # 四、进度

        每月5日前上报进度。
    通过:
        # 一、目标

        全年销售额300万元。

        # 二、预算

        全年费用30万元。
    """
    series: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        number = _number(block.number)
        if number and paper.is_text(at) and block.cell is None:
            form = _form(block.number)
            forms[form].append((at, number))
            if block.kind == "heading" and block.level <= _DEEPEST:
                series[paper.place(at).plan, paper.place(at).heading_blocks[:-1], form].append((at, number))
    for key, rows in series.items():
        for (before, first), (at, second) in pairwise(rows):
            is_odd = second != 1 and second != first + 1 and abs(second - first) <= 2
            if is_odd and not any(before < place < at and number == second - 1 for place, number in forms[str(key[-1])]):
                yield _jump(paper, before, at, first + 1)


def _form(number: str) -> str:
    """How a mark is written, its number taken out: 一、 and 二、 are alike, 第二部分 is another form."""
    return _COUNT.sub("1", number.strip())


def _jump(paper: Paper, before: int, at: int, expected: int) -> Hit:
    block, other = paper.blocks[at], paper.blocks[before]
    words = {"before": paper.plain[other.start : other.body].strip("# ")}
    stated = paper.plain[block.start : block.body].strip("# ")
    return Hit((Span(block.start, block.end), Span(other.start, other.end)), stated, str(expected), "", words)


def _number(mark: str) -> int:
    """The number of a mark; 0 where it has none."""
    if found := _CHINESE_MARK.search(mark):
        return counting_number(found["n"])
    found = _ARABIC_MARK.search(mark)
    return int(found["n"]) if found else 0


@rule(
    "TEXT005", Severity.WARNING, "文件里有重复的计划",
    "“{stated}”与前面的“{before}”内容相同", "删去重复的一份",
)  # fmt: skip
def copied_plan(paper: Paper) -> Iterator[Hit]:
    """同一个文件里两份计划的正文完全相同。

    不通过:
        工作计划1

        全年销售额300万元。

        工作计划2

        全年销售额300万元。
    通过:
        工作计划1

        全年销售额300万元。

        工作计划2

        全年回款260万元。
    """
    for part in paper.reading.plans:
        if part.copy_of >= 0:
            other = paper.reading.plans[part.copy_of]
            end = paper.plain.find("\n", part.start)
            yield Hit((Span(part.start, end if end > 0 else part.end),), part.title, "", "", {"before": other.title})
