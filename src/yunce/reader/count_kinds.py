# SPDX-License-Identifier: Apache-2.0
"""Durations and things counted to the plan: a target, a time limit, a duty, or only said."""

from __future__ import annotations

import re

from yunce.reader.contexts import Context
from yunce.reader.linking import Links
from yunce.reader.names_of_things import DUTY, GOAL, REVENUE
from yunce.reader.scan.units import is_time
from yunce.reader.signs import in_goals
from yunce.reader.verdicts import Verdict, aside

_EVENTS = frozenset({"场", "次", "期", "课时", "学时"})
_ROUNDS = frozenset({"遍", "轮", "趟", "回"})
_SEATS = frozenset({"席", "岗"})
_SHAPES = frozenset({"班", "层", "栋", "幢", "号", "点", "版"})
"""Units of what is, not of what is planned."""
_PRESENT = re.compile(r"现有|目前|现在|原有|自有|在谈|已有|当前|概况|分摊")
_MADE = re.compile(
    r"(?:新开|新建|新设|扩建|改建|关闭|关停|撤并|淘汰|引入|培养|培育|认证|签订|清理|整治|办结|建成|投放|上架|上新|落地|走访|拜访|服务|接待|承办|承接|处理|接听|受理|完成|制作|拍摄|产出|收治|输送|保障|运送)[^,;。\d]{0,10}$"
)
"""Things that are to be made, opened, closed, served so many of."""
_OF_THE_YEAR = re.compile(r"(?:全年|年内|全年度|本年度?)(?!共?有)[^,;。\d]{0,12}$")
"""So many of something in the whole year."""
_FOLLOWS = re.compile(r"(?:低于|高于|超过|不足|未达到?|[少多]于|满)[^,;。]{1,8}(?:,|的)[^,;。\d]{1,10}$")
"""A bound and what follows from it: 得分低于85分,停线培训2天."""
_TAKEN_AWAY = re.compile(r"(?:停[一-鿿]{0,2}|下架|禁[一-鿿]{1,2})\s?$")
"""What is withheld for so long: 停岗7天."""
_COUNTS_FOR = re.compile(r"(?:的|者)?(?:扣|罚|奖|加)|(?:办结|完成(?!率)|答复|回复|到场|到达|反馈|结案|回访|处理完)")
"""What so long costs, or what is to be done within it: 旷工半天扣5分, 安全类1小时办结."""
_COUNTED = re.compile(r"数量?(?:\([^()]*\))?$")
_ACCEPTED = re.compile(r"验收|标准|要求")
"""Headers over what is to be fulfilled."""
_SIZE = re.compile(r"面积$|^(?:住宅|商铺|写字楼|车位|车库|楼栋|楼宇|入住)$")
_HAS_DIGIT = re.compile(r"\d")
_WITHIN = re.compile(r"内|里")
_LIMIT = re.compile(r"时限|期限|限时")
"""Headers over what may be taken at most."""
_LASTING = re.compile(r"时长|周期|时间|响应|周转|时效|天数|回收期")
_BY_THEN = re.compile(r"内|以内|之内|前")


def judge_time(context: Context, links: Links) -> Verdict | None:
    """A duration: a goal where it is named as one or bound from below, a time limit, a part of work, or only said."""
    if not is_time(context.mention.unit):
        return None
    words = context.mention_words + context.after[:2]
    last = context.mention.start - context.at + len(context.clause)
    if _WITHIN.search(words) and any(
        m.sort == "quantity" and context.mention.end <= m.start < last and not is_time(m.unit) for m in context.neighbours
    ):
        return aside("period of a number")
    if context.after.startswith(("为限", "为准")):
        return Verdict("rule", "rule:limit of time", 0.65)
    if context.cell is not None and context.place.role != "goal" and _LIMIT.search("".join(context.cell.headers[-1:])):
        return Verdict("rule", "table:limit of time", 0.6)
    if in_goals(context) or _LASTING.search(links.what) or context.before.rstrip().endswith("目标"):
        return Verdict("target", "rule:duration", 0.55)
    is_bound = context.mention.value is not None and context.mention.value.op != "="
    if context.cell is not None or (is_bound and context.mention.value and context.mention.value.op == ">="):
        return Verdict("target", "rule:duration", 0.5)
    if is_bound or _BY_THEN.search(context.mention_words + context.after[:3]):
        return Verdict("rule", "rule:time limit", 0.6)
    if _FOLLOWS.search(context.told + context.whole_before) or _TAKEN_AWAY.search(context.before) or _COUNTS_FOR.match(context.after):
        return Verdict("rule", "rule:consequence", 0.55)
    if not _HAS_DIGIT.search(context.mention_words):
        return Verdict("context", "rule:duration", 0.4)
    return Verdict("duty" if DUTY.search(context.clause) else "rule", "rule:duration", 0.45)


def judge_count(context: Context, links: Links) -> Verdict | None:
    """Things counted: a target where something is to be reached, a duty where it comes back, else only said."""
    mention = context.mention
    if context.cell is None and mention.value and mention.value.op == "=" and _SIZE.search(links.what) and not GOAL.search(context.clause):
        return Verdict("context", "rule:size", 0.55)
    if verdict := _by_unit(context):
        return verdict
    rhythm = _comes_again(context)
    if rhythm and _is_once(context):
        return Verdict("duty", "rule:once", 0.6)
    if rhythm and context.cell is None:
        is_goal = REVENUE.search(context.clause) or in_goals(context) or "目标" in context.clause
        return Verdict("target" if is_goal else "duty", "rule:rate", 0.65)
    if context.cell is not None and (context.place.role in {"goal", ""} or GOAL.search(" ".join(context.cell.headers))):
        return Verdict("target", "table", 0.65)
    if _OF_THE_YEAR.search(context.whole_before) and not rhythm:
        return Verdict("target", "rule:of the year", 0.55)
    if in_goals(context) or GOAL.search(context.clause) or _MADE.search(context.before) or (mention.value and mention.value.op != "="):
        return Verdict("target", "rule:goal word", 0.6)
    if _is_counted_in_table(context):
        return Verdict("target", "table:count", 0.5)
    if context.place.role == "budget" and not mention.unit:
        return Verdict("budget", "section", 0.45)
    return Verdict("duty" if mention.unit in _EVENTS | _ROUNDS else "target", "rule:work", 0.5) if _is_worked(context) else None


def judge_rest(context: Context, links: Links) -> Verdict:
    """What no step knows: in sections of rules and scores a part of them; what is named and counted is planned; else only said."""
    mention = context.mention
    if mention.sort != "quantity" or mention.value is None or not (links.what or mention.unit):
        return Verdict("context", "rule:rest", 0.4)
    if context.place.role == "appraisal":
        return Verdict("appraisal", "section", 0.4)
    if context.place.role == "rule":
        return Verdict("rule", "section", 0.4)
    if mention.unit in _SEATS:
        return Verdict("headcount" if context.place.role == "staffing" else "target", "unit", 0.45)
    is_loose = not mention.unit and context.cell is None and not _is_figure(context)
    is_word = not _HAS_DIGIT.search(context.mention_words)
    if is_loose or is_word or mention.unit in _SHAPES or _PRESENT.search(context.clause):
        return Verdict("context", "rule:rest", 0.4)
    return Verdict("target", "rule:named", 0.4)


def _is_figure(context: Context) -> bool:
    """True for a bare number that its clause ends with, or that a colon or a comparator stands before."""
    value = context.mention.value
    return not context.after.strip() or (value is not None and value.op != "=")


def _is_once(context: Context) -> bool:
    """True for the one time that a rhythm names: 每月清查一次."""
    value = context.mention.value
    is_one = value is not None and value.op == "=" and value.low == value.high == 1
    return is_one and context.mention.unit in {"次", "遍", "轮"}


def _by_unit(context: Context) -> Verdict | None:
    """What the unit alone tells: work in days of people; points and kinds that the text goes on to tell."""
    if context.mention.unit in {"人月", "人天", "人时"}:
        return Verdict("headcount", "unit", 0.5)
    return aside("count of what follows") if context.mention.unit in {"点", "种", "类", "步", "字"} and context.cell is None else None


def _is_counted_in_table(context: Context) -> bool:
    """True under a header that counts (门店数), or that tells what is accepted (验收标准)."""
    cell = context.cell
    if cell is None:
        return False
    return _COUNTED.search(cell.headers[-1] if cell.headers else "") is not None or _ACCEPTED.search("".join(cell.headers)) is not None


def _comes_again(context: Context) -> bool:
    """True for a number that a rhythm goes with: 每月不少于2次, 300件/天."""
    start = context.mention.start
    near = (m for m in context.neighbours if m.sort == "cadence" and 0 <= start - m.end <= 12)
    return bool(context.mention.per) or any(m.start >= start - context.at for m in near)


def _is_worked(context: Context) -> bool:
    """True for a number that words of work stand before, or for events beside."""
    in_words = context.cell is None or len(context.clause) > len(context.mention_words) + 2
    return in_words and DUTY.search(context.whole_before if context.mention.unit not in _EVENTS else context.sentence) is not None
