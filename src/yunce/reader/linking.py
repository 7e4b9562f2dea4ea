# SPDX-License-Identifier: Apache-2.0
"""What a number is a number of: metric, period, owner. From cell headers, label, head noun, clause, heading; empty where unsure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from yunce.reader.contexts import Context
from yunce.reader.names_of_things import COST, GENERIC, OWNERS, PEOPLE, RATE, REVENUE, SCORE, TOTAL
from yunce.reader.scan.scanner import scan_words
from yunce.reader.scan.units import is_money, is_share, is_time

_MARKS = re.compile(r"[\s\"'“”‘’`*#_<>《》【】\[\]|]+")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[(（][^()（）]*$")
_DATES = re.compile(
    r"(?:(?:19|20)(?:\d\d|xx|XX|zz|__)|今|本|明|全|当|每|次|去|上)(?:年度?)|\d{1,2}(?:-\d{1,2})?月份?(?:\d{1,2}[日号])?|(?:第?[一二三四1-4]|上|下)(?:季度|半年)|Q[1-4]|(?:本|当|每|单|各)?(?:月度?|季度|周)(?=[一-鿿]{2})"
)
_TAIL = re.compile(
    r"(?:的?(?:目标值?|计划|任务|指标|要求|预算)?(?:必须|应|需|要|须|可|将|能|均|都|也|仍|再|还|已|预计|计划|力争|争取|确保|保证|初步|暂|基本|最终|全年|每天|每月|每周|每年|同比|环比|平均|分别|各|合计|总计|共计|累计|总共|共|大约|大概|约|左右|以上|不得?|超过|低于|高于|少于)*"
    r"(?:达到?|达成|实现|完成|控制在|控制|保持在|保持|维持在|稳定在|提升至|提升到|提高到|提高至|提高|提升|增长至?|增加至?|增至|降低到|降低至|降低|降至|降到|下降至?|下降|突破|为|是|在|到|至|不低于|不少于|不超过|定为|定于|设定为|设为|设|约为|有|可达|不足|扩大到|扩展到|压缩到|压降至|新增|占|=|:|≥|≤|>|<|于)?)$"
)
_HEAD = re.compile(
    r"^(?:\d+[.、)]|[前后底初内](?=完成|实现|达|上线|建成|投入|召开|开展|组织|上报|提交)|[、,;:)\]】>-]|如果|若|当|一旦|凡|并|且|及|和|与|以及|同时|力争|争取|确保|保证|实现|完成(?!率|量|情况|额|进度|度)|努力|全力|全面|预计|计划|将|其中|另外|即|从而|使得?|把|对(?!公|外|接|账|标|讲)|按|按照|为|由|在|以|要(?!素|点)|需(?!求)|应(?!收|付|急|用)|各|本|该|整体|总体|公司|达成(?!率)|达到|提高|提升(?!率|度)|降低|加强|控制(?!率)|新增|增加|投入(?!产出)|招聘|配置|配备|安排|设置|设|开展|包括|包含|初步|每月|每天|每周|年|月|的|了|到(?!店|货|场|岗|期|访|账)|与|也|已)+"
)
_AFTER = re.compile(r"^(?:的|用于|作为|左右|以上|以内|以下)?(?P<noun>[^\s,;。、:()（）\d+=×*/~-]{2,14})")
_NOT_NOUN = re.compile(
    r"^(?:左右|以上|以内|以下|之间|内|前|后|起|计算|为|是|在|以|和|与|及|并|的|每|不等|标准|完成|不含|包含|包括|进行|由|时|则|者|且|或|到|至|增长|提升|占|达到|给予|予以|扣|奖|元)"
)
_COMPARED = re.compile(r"[较比与]\s?(?:去年|上年|上一年|前年)|(?:去年|上年)(?:同期)?(?:相比)?(?:增|降|提|下|上|减)")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Links:
    """What is linked to a number, and where the name came from: table, label, noun, clause, heading or nothing."""

    what: str = ""
    period: str = ""
    owner: str = ""
    scope: str = ""
    by: str = ""


def link(context: Context, years: Mapping[int, str], inherited: Mapping[int, str]) -> Links:
    """The links of a number. `years`: the year of each plan; `inherited`: the period stated under each heading's block."""
    what, scope, by = _what(context)
    tier = context.tier.words if context.tier and not context.tier.is_head else ""
    scope = " / ".join(one for one in (scope, tier) if one)
    return Links(what, _period(context, years, inherited), _owner(context), scope, by)


def _what(context: Context) -> tuple[str, str, str]:
    """The metric's name, its scope, and where it was found."""
    if context.cell is not None and (context.cell.headers or context.cell.labels):
        inner = tidy(context.before) or tidy(context.label)
        what, scope = _of_cell(context)
        if inner and len(context.clause) > len(context.mention_words) + 3 and not GENERIC.match(inner):
            return inner, what, "clause"
        if what:
            return what, scope, "table"
    before, label = tidy(context.before), tidy(context.label)
    if context.mention.sort in {"date", "offset", "cadence"} and not before and not label:
        return tidy(context.after), "", "noun"
    if label and not GENERIC.match(label) and ":" in context.whole_before and label in tidy(context.whole_before.rpartition(":")[0]):
        return (before, label, "clause") if before != label and (_is_measure(before) or PEOPLE.search(before)) else (label, "", "label")
    name, by = _beside(context, before)
    if name:
        return name, "", by
    if label and not GENERIC.match(label):
        return label, "", "label"
    whole = tidy(context.whole_before)
    if whole and _is_measure(whole):
        return whole, "", "clause"
    if earlier := _of_earlier(context):
        return earlier, "", "sentence"
    return _of_headings(context) or (label or before), "", "heading"


def _beside(context: Context, before: str) -> tuple[str, str]:
    """The name right before or right behind the number: a measure in front, what is counted behind, else what there is."""
    behind = _noun_behind(context)
    if before and _is_measure(before) and not before[:2].isdigit():
        return before, "clause"
    if behind and _is_counted(context.mention.unit) and not behind[:1].isdigit():
        return behind, "noun"
    if behind and (not before or (is_money(context.mention.unit) and _is_measure(behind))):
        return behind, "noun"
    return (before, "clause") if before and not GENERIC.match(before) else ("", "")


def _of_earlier(context: Context) -> str:
    """The measure that an earlier clause of the sentence names: 2025年收入1560万,2026年计划1650万."""
    told = context.sentence[: context.sentence.find(context.clause)]
    for clause in reversed(re.split(r"[,、]", told)):
        name = tidy(re.split(r"\d+(?!\d|[年月日])", clause)[0])
        if name and _is_measure(name):
            return name
    return ""


def _is_counted(unit: str) -> bool:
    """True for units that stand before what they count: 2名客服, 120盏路灯."""
    return bool(unit) and "/" not in unit and not is_money(unit) and not is_share(unit) and not is_time(unit) and unit != "分"


def _is_measure(name: str) -> bool:
    return bool(not GENERIC.match(name) and any(p.search(name) for p in (REVENUE, COST, RATE, SCORE)))


def _of_cell(context: Context) -> tuple[str, str]:
    """Metric and scope of a cell: the header where it names a measure, else the row's label; the other is the scope."""
    cell = context.cell
    headers = [words for one in (cell.headers if cell else ()) if (words := tidy(one))]
    labels = [words for one in (cell.labels if cell else ()) if (words := tidy(one)) and not words.isdigit()]
    header, label = (headers[-1] if headers else ""), (labels[-1] if labels else "")
    if label and TOTAL.fullmatch(label) and len(labels) > 1:
        label = labels[-2]
    if not label or not header:
        if label and not _is_measure(label) and (measure := _of_caption(cell.heading if cell else "", context)):
            return measure, label
        return (header, "") if header and not label else (label, "")
    if not _is_measure(label) and (measure := _of_caption(cell.heading if cell else "", context)):
        return measure, label
    if GENERIC.match(header):
        wide = headers[-2] if len(headers) > 1 and not GENERIC.match(headers[-2]) else ""
        return label, wide
    if _is_measure(header) and not _is_measure(label):
        return header, label
    return (label, header) if _is_measure(label) or not _is_measure(header) else (header, label)


def _of_caption(caption: str, context: Context) -> str:
    """The measure that a table's caption or section names, where its columns are periods or plain 目标/金额."""
    cell = context.cell
    if cell is None or not all(GENERIC.match(name) for one in cell.headers if (name := tidy(one))):
        return ""
    for words in (caption, *reversed(context.place.headings)):
        if found := REVENUE.search(words) or re.search(r"(?:[一-鿿]{2}费用?|成本|支出|投入|预算)", words):
            return found.group()
    return ""


def _noun_behind(context: Context) -> str:
    found = _AFTER.match(context.after)
    if not found or _NOT_NOUN.match(found["noun"]):
        return ""
    return tidy(found["noun"])


def tidy(words: str) -> str:
    """A name out of the words before a number: dates, marks, cue verbs and joining words taken off; empty where nothing stays.

    >>> tidy("力争2026年销售额达到"), tidy("全年客诉率控制在")
    ('销售额', '客诉率')
    """
    words = _BRACKETS.sub("", _MARKS.sub("", words))
    words = _DATES.sub("", words).rstrip(":,;、(")
    for _ in range(3):
        shorter = _TAIL.sub("", words, count=1).rstrip(":,;、(的")
        if shorter == words:
            break
        words = shorter
    words = _HEAD.sub("", words).strip(":,;、()。-~/+")
    words = re.split(r"[,;。:!?]", words)[-1]
    if len(words) == 1 and words != "税":
        return ""
    return words if len(words) <= _LONGEST else _last_part(words)


def _last_part(words: str) -> str:
    """The end of a long clause behind its last joining word."""
    part = re.split(r"并|使|将|把|实现|确保|达到|通过|以及|同时|要求|保持|保证", words)[-1]
    return part if 1 < len(part) <= _LONGEST else ""


def _of_headings(context: Context) -> str:
    """The nearest heading that names a measure."""
    for words in reversed(context.place.headings):
        name = tidy(words)
        if 1 < len(name) <= 12 and _is_measure(name) and not any(sign.isdigit() for sign in name):
            return name
    return ""


def _period(context: Context, years: Mapping[int, str], inherited: Mapping[int, str]) -> str:
    """A period from the cell's headers and labels, the sentence, the heading; the year from the plan where it is not said."""
    year = years.get(context.place.plan, "")
    if context.cell is not None:
        for words in (*reversed(context.cell.headers), *reversed(context.cell.labels)):
            if when := first_period(words):
                return with_year(when, year)
    if listed := _of_list(context):
        return with_year(listed, year)
    compared = _COMPARED.search(context.clause) is not None
    clause = [m for m in context.neighbours if m.sort == "date" and m.end <= context.mention.start and not (compared and "last" in m.when)]
    if clause:
        return with_year(clause[-1].when, year)
    behind = [m for m in context.neighbours if m.sort == "date" and 0 <= m.start - context.mention.end <= 1 and "last" not in m.when]
    if behind:
        return with_year(behind[0].when, year)
    for block, words in zip(reversed(context.place.heading_blocks), reversed(context.place.headings), strict=True):
        if when := inherited.get(block) or first_period(words):
            return with_year(when, year)
    return year


def _of_list(context: Context) -> str:
    """Of 9/10/11月: 20万/40万/90万 the month at the number's own place, where both lists are equally long."""
    lists = [m for m in context.neighbours if m.sort == "date" and "," in m.when and m.end <= context.mention.start]
    if not lists:
        return ""
    months = lists[-1].when.split(",")
    numbers = sorted([m.start for m in context.neighbours if m.sort == "quantity" and m.start > lists[-1].end] + [context.mention.start])
    return months[numbers.index(context.mention.start)] if len(numbers) == len(months) else ""


@lru_cache(maxsize=4096)
def first_period(words: str) -> str:
    """The first date or period in a few words; empty where there is none."""
    return next((m.when for m in scan_words(words) if m.sort == "date"), "")


def with_year(when: str, year: str) -> str:
    """A date with the plan's year where it has none.

    >>> with_year("09-01..10-30", "2026"), with_year("Q4", "2026")
    ('2026-09-01..2026-10-30', '2026-Q4')
    """
    if not year or not when:
        return when
    when = (
        when.replace("this", year)
        .replace("next", str(int(year) + 1))
        .replace("before_last", str(int(year) - 2))
        .replace("last", str(int(year) - 1))
    )
    when = year if when == "year" else when
    parts = [one if re.match(r"(?:19|20)(?:\d\d|xx)", one) or one[:1] == "D" else f"{year}-{one}" for one in when.split("..")]
    return "..".join(parts) if "," not in when else when


def _owner(context: Context) -> str:
    if context.cell is not None and context.cell.owner:
        return context.cell.owner
    found = OWNERS.search(context.sentence)
    return next((name for name in found.groups() if name), "") if found else ""
