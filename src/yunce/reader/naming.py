# SPDX-License-Identifier: Apache-2.0
"""The name of what a number measures: from cell headers and labels, the label, head noun, clause, a heading; empty where unsure."""

from __future__ import annotations

import re

from yunce.reader.actors import actor_before, deed_behind, doer_of
from yunce.reader.cell_names import SIDES, is_measure, name_of_cell
from yunce.reader.conditions import is_condition
from yunce.reader.contexts import Context
from yunce.reader.names_of_things import COST, GENERIC, PEOPLE, RATE
from yunce.reader.scan.units import is_money, is_share, is_time
from yunce.reader.tidying import WHEN, tidy

_AFTER = re.compile(r"^(?:的|用于|作为|左右|以上|以内|以下)?(?P<noun>[^\s,;。、:()（）\d+=×*/~-]{2,14})")
_COMMA = re.compile(r"[,、](?!\d)")
_NUMBER = re.compile(r"\d")
_TITLE = re.compile(r"(?:计划书?|方案|规划|细则|办法|制度)(?:\([^()]*\))?$")
_DOING = re.compile(r"打造|建设|新增|新建|开展|组织|举办|培养|完成|引进|引入|推出|落地|招募|招聘|签约|开设|更换|改造|安排")
"""Behind a label these only tell what is done with it: 样板项目:打造3个."""
_BREAKS_DOWN = re.compile(r"(?:项目|构成|组成|结构|分配|分布|权重|比例|占比|比重)(?:小结|如下|为|安排|情况|标准)?$")
"""Labels whose items have their own names: 得分构成:质检35%."""
_OF_BASE = re.compile(r"\s?(?:按|占)?[^占,;。\d]{1,10}的\s?")
"""What a share is taken of, behind a label that names it: 业务招待:签约额的0.6%."""
_IN_FRONT = re.compile(r"(?P<name>[^\d,;、()：:]{1,16})\s?\d[\d,.]*\s?[^\d,;、()]{0,4}\($")
"""What the number in front of a bracket is called: 普通席84席(70%)."""
_IN_BRACKET = re.compile(r"\d[^()]*\([^()\d,、]{1,8}$")
"""One number in brackets behind another: 接起比例85%(旺季80%)."""
_THAN = re.compile(r"[较比](?:去年|上年|上一年|前年|上期|20\d\d年?)度?[^,;。\d]{0,4}$")
_BRACKETS = re.compile(r"\([^()]*\)")
_TIMES = re.compile(r"(?:每[^,;。\d]{0,4})?[一二两三四五六七八九十\d]+次$")
_BY_THEN = re.compile(r"^(?:之前|以前|前|底前|末前|起)(?=[一-鿿]|$)")
_FROM = re.compile(r"(?P<name>[^,;。、:\d]{2,20})(?<!自)[由从](?:[^,;。:\d()]|20\d\d年){0,8}\d[^,;。:]{1,16}$")
"""What changes from one number to the next: 转化率由2.1%提升至."""
_CHANGES = re.compile(
    r"(?:前|逐步|陆续|再|拟|扩)?(?:翻[一两]?番|增补|补充|补足|补员|扩充|扩编|扩招|扩大|增员|增配|增加|增至|补至|调整|精简|缩减|压减|优化|提升|提高|降低|达到?|考虑|覆盖|发展|扩展)"
)
"""Words that only tell how a number changes."""
_NOT_NOUN = re.compile(
    r"^(?:左右|以上|以内|以下|之间|内|前|后|起|计算|为|是|在|以|和|与|及|并|的|每|不等|标准|完成|不含|包含|包括|进行|由|时|则|者|且|或|到|至|增长|提升|占|达到|给予|予以|扣|奖|元|部分|收取|提取|支付|配)"
)
_AMOUNT_LAST = re.compile(r"\d[\d,.]*\s?(?:[万亿千]?元|[万亿%])\s?$")
_NUMBER_OF_NO_DAY = re.compile(r"\d+(?!\d|[年月日])")


def name_of(context: Context) -> tuple[str, str, str]:
    """The metric's name, its scope, and where it was found."""
    if context.cell is not None and (context.cell.headers or context.cell.labels):
        inner = _before(context) or tidy(context.label)
        what, scope = name_of_cell(context)
        if what and is_share(context.mention.unit) and _OF_BASE.fullmatch(context.whole_before) and not is_condition(context):
            return what, inner, "table"
        if len(inner) > 1 and not GENERIC.match(inner):
            return inner, what, "clause"
        if what:
            return what, scope, "table"
    return _in_line(context, _before(context), tidy(context.label))


def _before(context: Context) -> str:
    """The name in front of the number; it reaches over a bracket that another number stands in: 近效期(6个月内)药品占比."""
    is_cut = context.before.startswith(")") and "(" in context.whole_before
    name = tidy(_BRACKETS.sub("", context.whole_before) if is_cut else context.before)
    return "" if context.label and _DOING.fullmatch(name) else name


def _in_line(context: Context, before: str, label: str) -> tuple[str, str, str]:
    """The name that a line of text gives: label, neighbour, earlier words, heading, in this order."""
    if found := _of_time(context, before, label) or _of_change(context, before):
        return found
    if (
        label
        and is_share(context.mention.unit)
        and _OF_BASE.fullmatch(context.whole_before.rpartition(":")[2])
        and not GENERIC.match(label)
    ):
        return label, before, "label"
    if label and not GENERIC.match(label) and ":" in context.whole_before and label in tidy(context.whole_before.rpartition(":")[0]):
        return _of_label(context, before, label)
    if found := _of_bracket(context, before) or _of_item(context, before, label):
        return found
    name, by = _beside(context, before)
    if name:
        return name, "", by
    return _of_farther(context, before, label)


def _of_farther(context: Context, before: str, label: str) -> tuple[str, str, str]:
    """The name where nothing beside the number gives one: label, earlier words, heading."""
    if label and not GENERIC.match(label):
        return label, "", "label"
    whole = tidy(context.whole_before)
    if whole and (is_measure(whole) or _THAN.search(context.whole_before)):
        return whole, "", "clause"
    if own := _of_clause_head(context) or _of_dated(context):
        return own, "", "clause"
    if earlier := _of_earlier(context):
        return earlier, "", "sentence"
    if GENERIC.match(before) and (previous := _of_previous(context)):
        return previous, "", "sentence"
    return _of_headings(context) or label or before or _of_previous(context), "", "heading"


def _of_time(context: Context, before: str, label: str) -> tuple[str, str, str] | None:
    """What a date or rhythm is of: what is done behind it, where the words in front name who does it or another date's event."""
    if context.mention.sort not in {"date", "offset", "cadence"}:
        return None
    behind = deed_behind(context)
    if not before and not label:
        done = behind or (_of_previous(context) if context.mention.sort == "cadence" else "")
        return done, "", "noun"
    if context.mention.sort != "cadence":
        listed = context.whole_before.rstrip().endswith("、") and not label
        return (behind, "", "noun") if listed and behind else None
    if actor_before(context) or doer_of(context.whole_before):
        done = behind if len(behind) > 1 and not GENERIC.match(behind) else _of_previous(context)
        return (done, "", "noun") if done else None
    return None


def _of_change(context: Context, before: str) -> tuple[str, str, str] | None:
    """The earlier name of a bound or a change that its own clause gives none: 超过2%的门店停止要货; 6月底前增补至148人."""
    if (changed := _FROM.search(context.whole_before)) and not is_measure(before) and len(name := tidy(changed["name"])) > 1:
        return name, "", "clause"
    words = _BY_THEN.sub("", before)
    is_unnamed = (not words and is_condition(context)) or _CHANGES.fullmatch(words)
    earlier = (_of_earlier(context) or _of_previous(context)) if is_unnamed else ""
    return (earlier, "", "sentence") if earlier else None


def _of_bracket(context: Context, before: str) -> tuple[str, str, str] | None:
    """The one number in brackets behind another has that one's name; its own words are the case: 接起比例85%(旺季80%)."""
    if context.before == "(" and context.after.startswith(")") and (owner := _IN_FRONT.search(context.whole_before)):
        return (name, "", "clause") if (name := tidy(owner["name"])) else None
    is_inside = _IN_BRACKET.search(context.whole_before) and context.after.startswith(")") and not is_measure(before)
    outer = _of_clause_head(context) if is_inside else ""
    return (outer, before, "clause") if outer else None


def _of_item(context: Context, before: str, label: str) -> tuple[str, str, str] | None:
    """The label that a later item stands under, or that a share of something else is named by: 业务招待:签约额的0.6%."""
    is_of_base = is_share(context.mention.unit) and _OF_BASE.fullmatch(context.whole_before.rpartition(":")[2])
    if (label and is_of_base and not GENERIC.match(label)) or _is_item_of(context, before, label):
        return label, before, "label"
    return None


def _is_item_of(context: Context, before: str, label: str) -> bool:
    """True for a later item under a label that measures money: 奖金基数:座席1500元,组长2400元."""
    return bool(
        before
        and (is_money(context.mention.unit) or (is_share(context.mention.unit) and RATE.search(label) and not COST.search(label)))
        and context.whole_before.strip().lstrip("、和及").endswith(before)
        and not context.after.strip(")")
        and is_measure(label)
        and not _BREAKS_DOWN.search(label)
        and not is_measure(before)
        and not _has_amount(context)
    )


def _has_amount(context: Context) -> bool:
    """True where the label states an amount itself, of which the items are parts: 总投资1,260万元:一期480万元."""
    colon = context.sentence.rfind(":", 0, max(context.sentence.find(context.clause), 0) + context.at)
    return colon > 0 and _AMOUNT_LAST.search(context.sentence[:colon]) is not None


def _of_clause_head(context: Context) -> str:
    """What the clause begins with, before its first number: 库存周转天数由92天压缩到80天."""
    name = tidy(_NUMBER.split(WHEN.sub("", context.whole_before))[0]) if _NUMBER.search(context.whole_before) else ""
    return "" if GENERIC.match(name) else name


def _of_dated(context: Context) -> str:
    """What stands in front of the time by which it is reached: 会员数年底达到8万人."""
    begin = context.mention.start - context.at
    cut = next((m for m in context.neighbours if m.sort == "date" and m.end == context.mention.start - len(context.before)), None)
    name = tidy(context.whole_before[: cut.start - begin]) if cut is not None and cut.start > begin else ""
    return "" if GENERIC.match(name) or any(sign.isdigit() for sign in name) else name


def _of_previous(context: Context) -> str:
    """What the clause before speaks of: 组织培训24场,人均不少于36学时."""
    told = _BRACKETS.sub("", context.told).rstrip(",、")
    name = tidy(_NUMBER.split(WHEN.sub("", _TIMES.sub("", _COMMA.split(told)[-1])))[0])
    return name if len(name) <= 10 else ""


def _of_label(context: Context, before: str, label: str) -> tuple[str, str, str]:
    """Behind a label that measures (奖金基数:座席1500元) a plain name is the scope; else the nearer name is the name."""
    if not before or before == label or GENERIC.match(before):
        return label, "", "label"
    if _BREAKS_DOWN.search(label):
        return before, label, "label"
    if is_measure(label) and not is_measure(before) and not (PEOPLE.search(before) and not is_money(context.mention.unit)):
        return label, before, "label"
    return before, label, "clause"


def _beside(context: Context, before: str) -> tuple[str, str]:
    """The name right before or right behind the number: a measure in front, what is counted behind, else what there is."""
    if before in SIDES:
        return before, "clause"
    behind = _noun_behind(context)
    if before and is_measure(before) and not before[:2].isdigit():
        return before, "clause"
    if behind and _is_counted(context.mention.unit) and not behind[:1].isdigit():
        return behind, "noun"
    if behind and (not before or (is_money(context.mention.unit) and is_measure(behind))):
        return behind, "noun"
    return (before, "clause") if before and not GENERIC.match(before) else ("", "")


def _of_earlier(context: Context) -> str:
    """The measure that an earlier clause of the sentence names: 2025年收入1560万,2026年计划1650万."""
    for clause in reversed(_COMMA.split(_BRACKETS.sub("", context.told))):
        name = tidy(_NUMBER_OF_NO_DAY.split(clause)[0])
        if name and is_measure(name):
            return name
    return ""


def _is_counted(unit: str) -> bool:
    """True for units that stand before what they count: 2名客服, 120盏路灯."""
    return bool(unit) and "/" not in unit and not is_money(unit) and not is_share(unit) and not is_time(unit) and unit != "分"


def _noun_behind(context: Context) -> str:
    found = _AFTER.match(context.after)
    if not found or _NOT_NOUN.match(found["noun"]):
        return ""
    return tidy(found["noun"])


def _of_headings(context: Context) -> str:
    """The nearest heading that names a measure."""
    for words in reversed(context.place.headings):
        name = "" if _TITLE.search(words) else tidy(words)
        if 1 < len(name) <= 12 and is_measure(name) and not any(sign.isdigit() for sign in name):
            return name
    return ""
