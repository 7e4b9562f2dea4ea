# SPDX-License-Identifier: Apache-2.0
"""Where a block stands: in which plan of the file, under which headings, in a section of which role."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from yunce.reader.blocks import Document
from yunce.reader.scan.numerals import chinese_number

Genre = Literal["plan", "staffing", "budget", "appraisal", "report", "activity"]
Role = Literal["goal", "budget", "staffing", "appraisal", "duty", "schedule", "rule", "past", "activity", ""]

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "past",
        re.compile(
            r"总结|回顾|完成情况|工作成绩|取得|存在的?问题|现状|背景|成立的?原因|去年|上年|述职|亮点|经验|体会|情况分析|基本情况|概况"
        ),
    ),
    ("appraisal", re.compile(r"考核|绩效|评分|奖惩|奖罚|奖励|激励|评价标准|评比|评定|计分|打分")),
    ("budget", re.compile(r"预算|费用|成本|投入|资金|支出|投资|经费|开支|收支")),
    (
        "staffing",
        re.compile(
            r"编制|人员配[置备]|人员安排|岗位设置|组织架构|组织机构|团队建设|薪[资酬]|工资|定岗|招聘|人力|人员结构|排班|人手|用工|定员|(?:^|[、与和])人员$|人员(?:与|和)"
        ),
    ),
    ("goal", re.compile(r"目标|指标|任务(?!安排)|预期|效益")),
    ("duty", re.compile(r"职责|日常|岗位责任|工作内容|例行")),
    ("rule", re.compile(r"制度|规则|规定|机制|预警|原则|红线|要求|标准")),
    ("schedule", re.compile(r"进度|时间安排|日程|阶段|里程碑|推进计划|节点|排期|步骤|实施计划")),
    ("activity", re.compile(r"活动|促销|营销|推广|庆典|大促")),
)
_GENRES: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    ("appraisal", re.compile(r"考核|绩效|评分|奖惩")),
    ("staffing", re.compile(r"编制|定岗|人员配置|薪酬|薪资|招聘|排班")),
    ("budget", re.compile(r"预算|投资|测算|费用|收支|核算")),
    ("report", re.compile(r"总结|报告|述职|汇报")),
    ("activity", re.compile(r"活动|促销|庆典|大促")),
    ("plan", re.compile(r"计划|规划|方案|目标")),
)
_CUT_WORD = re.compile(
    r"(?:篇\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
    r"|(?:计划|方案|总结|报告|规划|范文|制度|办法|措施)\s?(?:\(?[一二三四五六七八九十]{1,3}\)?|\d{1,2}))[:：]?"
)
_TITLED = re.compile(r"[^,;。!?:|\t]*20\d\d[^,;。!?:|\t]*(?:计划书?|方案|规划|办法|细则|总结)(?:\([^()]{1,12}\))?")
_SAME_HOUSE, _LATEST_TITLE, _SHORTEST_PLAN = 3, 3, 5
"""Characters that the titles of one house share; the last block that the first may be; blocks that a plan has at least."""
_REPUBLIC = 1911
_OPENING, _OPENING_SIGNS = 40, 300
"""Blocks and signs at the beginning of a plan that tell its year where its title does not."""
_TITLE = re.compile(r"计划|方案|规划|总结|报告|预算|办法|制度|细则|目标|书$|安排|考核")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)|二[〇零○][一二三四五六七八九〇零○]{2}(?=年|财)|民国\s?1\d\d(?=年)")
_NO_WORD = re.compile(r"\W|\d")
_AHEAD = re.compile(r"今年|本年|明年|来年|下一?年|新一?年")


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One plan of a file: title, genre, span; `copy_of` the number of an earlier plan with the same words, else -1."""

    title: str
    genre: Genre
    start: int
    end: int
    year: str = ""
    copy_of: int = -1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its plan (-1 before the first), headings from the outermost to the nearest, the section's role."""

    plan: int
    headings: tuple[str, ...]
    role: Role
    heading_blocks: tuple[int, ...] = ()


def cut(document: Document) -> tuple[PlanPart, ...]:
    """The plans of a file. A line that names a numbered piece (篇2, 工作计划3) begins one where at least two such lines have one stem."""
    starts = _starts(document)
    if not starts:
        title = _first_title(document)
        return (_part(document, title, document.blocks[0].start, len(document.text)),) if document.blocks else ()
    ends = [document.blocks[at].start for at in starts[1:]] + [len(document.text)]
    parts: list[PlanPart] = []
    seen: dict[str, int] = {}
    for at, end in zip(starts, ends, strict=True):
        block = document.blocks[at]
        part = _part(document, document.plain[block.start : block.end], block.start, end)
        words = _NO_WORD.sub("", document.plain[block.end : end])
        copy_of = seen.setdefault(words, len(parts))
        parts.append(PlanPart(part.title, part.genre, part.start, part.end, part.year, -1 if copy_of == len(parts) else copy_of))
    return tuple(parts)


def _starts(document: Document) -> list[int]:
    """The indices of the blocks that begin a plan."""
    stems: dict[str, list[int]] = {}
    for at, block in enumerate(document.blocks):
        line = document.plain[block.start : block.end]
        if (
            block.kind in {"heading", "paragraph"}
            and len(line) <= 30
            and (found := _CUT_WORD.search(line))
            and found.end() >= len(line) - 1
        ):
            stems.setdefault("篇" if "篇" in found.group() else line[: found.start() + 2], []).append(at)
    lists = [places for places in stems.values() if len(places) > 1]
    return max(lists, key=len) if lists else _titled(document)


def _titled(document: Document) -> list[int]:
    """Where several plans of one house stand below each other: titles of one beginning, each with its year and a plan's last word."""
    found = []
    for at, block in enumerate(document.blocks):
        line = document.plain[block.body : block.end].strip()
        if block.kind in {"heading", "paragraph"} and not block.number and len(line) <= 40 and _TITLED.fullmatch(line):
            found.append((at, line))
    if len(found) < 2 or found[0][0] > _LATEST_TITLE:
        return []
    alike = [at for at, line in found if line[:_SAME_HOUSE] == found[0][1][:_SAME_HOUSE]]
    lines = {line for _, line in found}
    return alike if len(alike) > 1 and len(lines) == len(found) and min(map(_gap, alike, alike[1:])) >= _SHORTEST_PLAN else []


def _gap(one: int, following: int) -> int:
    return following - one


def _first_title(document: Document) -> str:
    lines = [document.plain[block.body : block.end] for block in document.blocks[:8] if block.kind != "furniture" and not block.cell]
    titles = [line for line in lines if len(line) <= 40 and _TITLE.search(line)]
    if titles:
        return next((line for line in titles[:2] if _YEAR.search(line)), titles[0])
    first = document.blocks[0]
    return document.plain[first.body : first.end][:40]


def _part(document: Document, title: str, start: int, end: int) -> PlanPart:
    years = Counter(map(_year, _YEAR.findall(title))) or _told_years(document, start, end)
    year = years.most_common(1)[0][0] if years else ""
    return PlanPart(title.strip(), _genre(title, document.plain[start:end]), start, end, year)


def _told_years(document: Document, start: int, end: int) -> Counter[str]:
    """How often the first words of a plan speak of each year, what a page shows around it left out."""
    own = (block for block in document.blocks if start <= block.start < end and block.kind != "furniture")
    words = "\n".join(document.plain[block.start : block.end] for block in islice(own, _OPENING))
    return Counter(map(_year, _YEAR.findall(words[:_OPENING_SIGNS])))


def _year(words: str) -> str:
    """A year in digits: 二〇二六, 民国115."""
    if words.startswith("民国"):
        return str(int(words[2:]) + _REPUBLIC)
    return words if words.isdigit() else str(chinese_number(words.replace("○", "〇")))


def _genre(title: str, words: str) -> Genre:
    """By the title's words; else by what the text speaks of most, for its length."""
    for genre, pattern in _GENRES:
        if pattern.search(title) and not (genre == "report" and "计划" in title):
            return genre
    counts = {genre: len(pattern.findall(words)) for genre, pattern in _GENRES[:3]}
    best = max(counts, key=lambda genre: counts[genre])
    return best if counts[best] * 60 > len(words) else "plan"


def places_of(document: Document, parts: tuple[PlanPart, ...]) -> tuple[Place, ...]:
    """The place of each block."""
    places: list[Place] = []
    chain: list[tuple[int, str, int]] = []
    here = Place(-1, (), "")
    for at, block in enumerate(document.blocks):
        plan = here.plan
        while plan + 1 < len(parts) and block.start >= parts[plan + 1].start:
            plan, chain = plan + 1, []
        if block.kind == "heading":
            chain = [one for one in chain if one[0] < block.level] + [(block.level, document.words(block), at)]
        if block.kind == "heading" or plan != here.plan:
            headings = tuple(words for _, words, _ in chain)
            here = Place(plan, headings, _role(headings), tuple(index for _, _, index in chain))
        places.append(here)
    return tuple(places)


def _role(headings: tuple[str, ...]) -> Role:
    """The role that the nearest heading tells; outer headings where it tells none. One that looks back and ahead tells goals."""
    for words in reversed(headings):
        for role, pattern in _ROLES:
            if pattern.search(words):
                return "goal" if role == "past" and _AHEAD.search(words) else role
    return ""
