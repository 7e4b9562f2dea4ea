# SPDX-License-Identifier: Apache-2.0
"""What a mention is to the plan: an element, a relation, or nothing; from unit, name, layout and the section's role, in this order."""

from __future__ import annotations

import re

from yunce.reader.actors import actor_before
from yunce.reader.contexts import Context
from yunce.reader.linking import BECOMES, Links
from yunce.reader.names_of_things import COMMIT, CONDITION, COST, DEADLINE, DUTY, GENERIC, PAST, RATE, REVENUE, SIGNED, STRETCH
from yunce.reader.number_kinds import judge_number
from yunce.reader.scan.mentions import Mention
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.tidying import tidy
from yunce.reader.verdicts import Kind, Verdict, aside

__all__ = ["Kind", "Verdict", "aside", "aside_of_past", "judge", "qualifier_of"]

_GROWTH = re.compile(
    r"(?:同比|环比|[较比与]?(?:去年|上年|上一年|前年)度?(?:同期|全年)?(?:相比)?)(?=[^,;。]{0,6}(?:增|提|降|减|升|长|高|\d))"
)
"""Growth over the past is no result of the past."""


_DONE_AT = re.compile(
    r"(?:起|内|间|前)?(?:由[^,;。]{1,8}|[^,;。\d]{0,4})?(?:完成(?!率|额)|上线|启动|开业|投产|投入使用|交付|验收|发布|举办|召开|签订|签约|建成|竣工|试运[营行]|导入|引入|实施|开展|组织|推广|开工|更换|切换|进场|到岗|提交|到位)"
)
_HAPPENING = re.compile(r"(?P<words>(?:双\d\d|618)?[一-鿿]{1,12})(?:、|(?=[,;。\s(]|$))")
_CARRIES = re.compile(r"[\s(]*[^,;。、]{0,12}\d")
_OCCASION = re.compile(
    r"(?:[节日季]|大促|促销|活动|周年庆?|庆典|年会|论坛|展会|博览会|发布会|比赛|竞赛|预售|开业|上线|封盘|入住|开学|专场|[月周])(?:期间|当天|启动|开始|开幕|举行)?$"
)
_SO_OFTEN = re.compile(r"[^,;。\d]{0,10}(?:的|者)(?:,|$)")
"""What happens so often in a time is a condition: 一年内两次不合格的,予以转岗."""
_PROCESS = re.compile(r"签订|签约|验收|到货|通知|投诉|报修|受理|下单|发布|发生|审批|合同|入职|到期|收货|交付|结束|中标|起飞|到港|报告|提交")
"""Events that come again and again: a distance behind one of them is a time limit, no date."""
GOAL_VERB = re.compile(r"完成(?!率|额)|上线|启动|开业|交付|验收|发布|举办|召开|签订|建成|竣工|导入|实施|提交|到位|更换")


_BASE_BEFORE = re.compile(r"(?:由|从)(?:目前|现在|现有|当前|上年|去年|20\d\d年)?(?:的|约)?\s?$")
_BASE_BEHIND = re.compile(r"[^,;。\d]{0,4}(?:(?:提|升|增|降|压|缩|减|扩|上|下)[^,;。\d]{0,4}[至到为]|[一-鿿]?[到至为]\s?\d)")
_ALREADY = re.compile(r"已|了|截至|实际")
_DONE = re.compile(r"已(?:经)?(?:完成|实现|达|有)|完成了|实现了|达到了")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:$|[一-鿿])")
_FOUR_DIGITS = re.compile(r"\d{4}")
_PLANNED = re.compile(r"计划|目标|前完成|将|[拟订]于|施行|起执行|生效")
_DAY = re.compile(r"(?:^|-)\d\d-\d\d(?:$|\.\.)")
_REACHES = re.compile(
    r"[\s:]*(?:[底末]|前)?(?:目标|计划|力争|确保|争取|预计|预算|将|要|应|需|须)*"
    r"(?:达到?|突破|为|的|[增升提降减压缩控扩](?:长|加|高|升|低|少|大|制)?[至到在]|不[低少高超][于过]|保持|稳定在?|(?P<deed>完成|实现))?[\s:]*"
)
"""What stands between a time and the number that is to be reached by then."""
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d$")
_HEADS = re.compile(r"起|\s{2,}|:\s?[一-鿿]{2}")
_STAGE = re.compile(r"阶段|期\(|步\(")
_NUMBER_BEFORE_THEN = re.compile(r"前[^,;。]{0,3}\d")
_AHEAD = re.compile(r"目标|计划|力争|确保|争取|将|预计|预算")
_NOW_SECTION = re.compile(r"在手|存量(?:情况|盘点)|现状|项目盘点|家底|现有(?:情况|资源|规模)")
"""Headings over what there is."""
_PAST_COLUMN = re.compile(r"年初|期初|去年|上年|同期|实际|已完成|历史|\b20\d\d年?实绩")
_NOW = re.compile(r"目前|现有|现在|已经?达到")
_TOLD_OF_PAST = re.compile(r"已有|已经|(?<![当全年月])累计(?!扣|达|超|满|\d)|截至|共检查|上年|去年")
_TURN = re.compile(r"今年|本年|明年|新的?一年|计划年度?")
"""Behind one of these a sentence that began with the past speaks of the plan's time."""
_SINCE = re.compile(r"(?:增长|成长|增加|提升|提高|下降|降低|减少|增幅|降幅|多|少)(?:约|近|了|不低于|不超过)?\s?$")
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:[万亿千百]|元|%)")
_OF_PAST = re.compile(r"去年|上年|上一年|前年|同期|实际|已|完成了|截至|过去|以来|曾")
_OPEN_STOCK = re.compile(
    r"(?<![较比])(?<!较去)(?<!比去)年初(?:的)?(?:应[收付]|欠|存|贷|库存|结余|未[收付]|在手|在册|不良|逾期|储备|现有)[^,;。\d]{0,8}$"
)
"""What there is when the year begins: 年初应收账款5,200万元."""
_COMPARED_WITH = re.compile(r"[较比与](?:去年|上年|上一年|前年|上期|同期)度?(?:同期|全年|实际|末)?的?[^,;。\d增减升降提高下上多少长]{0,6}$")
"""Right in front of what something is compared with: 较上年1,163.6万人次增长10%."""
_AT_FIRST = re.compile(r"(?<![较比])(?<!较去)(?<!比去)年初(?:余额|存量|数|值|为|水平)?\s?$")
_OWN_DAY = re.compile(r"\d{4}-\d\d")
_WANTED = re.compile(r"目标|计划|力争|确保|争取|将")


def aside_of_past(links: Links, own: str) -> Verdict | None:
    """Numbers of a year before the plan's own, or of an earlier half or quarter in its year, are results of the past."""
    year, part = own[:4], own[5:7]
    is_past = year.isdigit() and links.period[:4].isdigit() and links.period[:4] < year and ".." not in links.period
    earlier = links.period[5:]
    is_earlier = (
        links.period[:4] == year and part[:1] in {"H", "Q"} and earlier[:1] == part[:1] and len(earlier) == len(part) and earlier < part
    )
    return aside("past result") if is_past or is_earlier else None


def judge(context: Context, links: Links) -> Verdict:
    """The verdict on a mention."""
    mention = context.mention
    if mention.sort in {"number_mark", "name"}:
        return aside(mention.role or "name")
    if context.block.kind == "furniture" or context.place.plan < 0:
        return aside("outside the plan")
    if context.cell is not None and (context.cell.is_ordinal or (context.cell.is_header and mention.sort == "date")):
        return aside("numbering" if context.cell.is_ordinal else "period of its column")
    if context.cell is not None and context.cell.is_header and _YEAR_FIRST.match(context.clause.strip()) and not context.before:
        return aside("period of its column")
    if mention.sort == "date":
        return _date(context)
    if mention.sort in {"cadence", "offset", "clock"}:
        return _rhythm(context)
    if context.block.kind == "heading" and mention.unit in {"大", "个", "项", "点", "种", "类", "方面", ""} and mention.sort == "quantity":
        return aside("count of what follows")
    return _past(context, links) or judge_number(context, links)


def _date(context: Context) -> Verdict:
    """A date is a milestone where something is due or runs then; a frame for numbers of its sentence otherwise."""
    words, mention = context.sentence, context.mention
    if mention.when in {"20xx", "year", "this", "next", "last", "before_last"} or _FOUR_DIGITS.fullmatch(mention.when):
        return aside("year of the plan")
    if "last" in mention.when or (PAST.search(words) and not _PLANNED.search(words)):
        return aside("past result")
    if SIGNED.search(context.whole_before) and len(context.place.headings) <= 1:
        return aside("date of writing")
    if _frames_next(context):
        return aside("period of a number")
    if _is_due(context):
        return Verdict("milestone", "rule:due", 0.8)
    if _is_event(context):
        return Verdict("milestone", "rule:event", 0.65)
    if any(
        m.sort in {"quantity", "mask"} and m.value and (is_money(m.unit) or is_share(m.unit)) and m.start >= mention.end
        for m in context.neighbours
    ):
        return aside("period of a number")
    if context.block.kind == "heading":
        return Verdict("milestone", "rule:stage", 0.7) if ".." in mention.when or "阶段" in words else aside("period of its section")
    if context.cell is not None and (
        DEADLINE.search("".join(context.cell.headers)) or len(context.clause) <= mention.end - mention.start + 1
    ):
        return Verdict("milestone", "table", 0.85)
    return Verdict("milestone", "rule:date", 0.7)


def _frames_next(context: Context) -> bool:
    """True for a month or longer that only tells when the number behind it is reached: 下半年力争完成1,550万元."""
    end = context.mention.end
    found = None if context.cell is not None or _DAY.search(context.mention.when) else _REACHES.fullmatch(context.after)
    if found is None:
        return False
    at = end + len(context.after)
    following = next((m for m in context.neighbours if m.start == at and m.sort == "quantity"), None)
    if following is None:
        return False
    if context.before.rstrip().endswith(("由", "从")):  # 由2026年末的400户增加到
        return True
    is_named = context.after != "" and found["deed"] is None and len(tidy(context.before)) > 1
    return is_money(following.unit) or is_share(following.unit) or is_named


def _is_event(context: Context) -> bool:
    """True for a day or time that its own words fill: 3月8日女神节、9月开学季; 10月20日预售开始. 6月销售额80万 is framed by it."""
    words = context.onward.lstrip()
    found = _HAPPENING.match(words)
    if context.cell is not None or found is None or context.before.rstrip().endswith(("(", "由", "从", "自", "较", "比")):
        return False
    event = found["words"]
    if any(p.search(event) for p in (REVENUE, COST, RATE)) or GENERIC.match(event):
        return False
    is_day = _DAY.search(context.mention.when) is not None
    is_filled = "、" in found.group() or not _CARRIES.match(words[found.end() :])
    return (is_day and is_filled) or _OCCASION.search(event) is not None


def _is_due(context: Context) -> bool:
    """True for a day or time by which, or a stage in which, something is done: 4月30日前完成, 第三季度:车位改造, 第二阶段(5-9月):."""
    before, after = context.before.strip(), context.after.strip()
    if context.cell is not None or _YEAR_ALONE.match(context.mention.when):
        return False
    heads = not before and _HEADS.match(context.after + context.sentence[len(context.clause) :]) is not None
    is_alone = ".." in context.mention.when and not after and (before.endswith(":") or (not before and bool(context.told.strip())))
    if is_alone and _DAY.search(context.mention.when):  # 照明节能:54万元,6月1日至8月15日,节电率32%
        return True
    stage = before.endswith("(") and _STAGE.search(before) is not None
    by_day = after.startswith(("前", "之前", "以前")) and not _NUMBER_BEFORE_THEN.match(after)
    done = _DONE_AT.match(after) is not None
    return heads or stage or (by_day and bool(_DONE_AT.match(after.lstrip("之以前")) or GOAL_VERB.search(after))) or done


def _rhythm(context: Context) -> Verdict:
    mention = context.mention
    if mention.sort == "clock":
        return Verdict("duty", "rule:clock", 0.5) if DUTY.search(context.sentence) else Verdict("context", "rule:clock", 0.6)
    if mention.sort == "offset":
        is_rule = CONDITION.search(context.clause) or (
            "+" in mention.when and (_PROCESS.search(mention.when) or context.mention_words.endswith("内"))
        )
        return Verdict("rule" if is_rule else "milestone", "rule:offset", 0.65)
    if context.place.role == "past":
        return aside("past result")
    if mention.value is not None and "内" in context.mention_words and _SO_OFTEN.match(context.onward):
        return Verdict("rule", "rule:bound", 0.6)
    last = mention.start - context.at + len(context.clause)
    beside = [
        m for m in context.neighbours if m.sort == "quantity" and not _is_once(m) and 0 <= m.start - mention.end <= 12 and m.start < last
    ]
    if beside and mention.value is None and not DUTY.search(context.clause) and not actor_before(context):
        return aside("rate of a number")
    return Verdict("duty", "rule:cadence", 0.75)


def _is_once(one: Mention) -> bool:
    """每月清查一次: the number only says what the rhythm says."""
    return one.unit in {"次", "遍", "轮"} and one.value is not None and one.value.low == one.value.high == 1


def _is_goal_so_far(context: Context, links: Links) -> bool:
    """True for 累计 that is no past: by a month or day of its own (2027年6月30日:累计入驻600家), or with a bound (累计≥1824万元)."""
    value = context.mention.value
    return bool(_OWN_DAY.match(links.period)) or (value is not None and value.op != "=")


def _past(context: Context, links: Links) -> Verdict | None:
    """Results of the past are no elements, wherever they stand."""
    header = "".join(context.cell.headers) if context.cell else ""
    if _PAST_COLUMN.search(header) or "last" in links.period:
        return aside("past result")
    if context.is_alone:
        return aside("past result") if context.place.role == "past" or _tells_what_is(context) else None
    if _BASE_BEFORE.search(context.before) and _BASE_BEHIND.match(context.after):
        return aside("present value")
    return aside("past result") if not _is_growth_of_plan(context) and _is_told_of_past(context, links) else None


def _is_told_of_past(context: Context, links: Links) -> bool:
    """True where the words around a number tell of what was or is."""
    if context.place.role != "past" and BECOMES.search(context.whole_before) and not _ALREADY.search(context.told + context.whole_before):
        return False
    told, clause = context.around
    told = _GROWTH.sub("", told[max([found.start() for found in _TURN.finditer(told)], default=0) :])
    clause = _GROWTH.sub("", clause)
    clause = clause.replace(links.what, "") if links.what else clause
    if context.mention.unit in {"人", "名", "位"} and _NOW.search(context.clause) and context.place.role != "past":
        return False
    if _is_goal_so_far(context, links):
        told, clause = told.replace("累计", ""), clause.replace("累计", "")
    if _DONE.search(told) or (not _AHEAD.search(context.sentence) and (PAST.search(clause) or _TOLD_OF_PAST.search(told))):
        return True
    before = context.whole_before
    if _COMPARED_WITH.search(before) or _AT_FIRST.search(before) or _OPEN_STOCK.search(before):
        return True
    return context.place.role == "past" and not _WANTED.search(context.sentence) and not _is_dated_ahead(context, links)


def _tells_what_is(context: Context) -> bool:
    """True in a table that a heading over what there is introduces: 在手项目盘点."""
    heading = context.place.headings[-1] if context.place.headings else ""
    return _NOW_SECTION.search(heading) is not None and not _AHEAD.search(heading)


def _is_growth_of_plan(context: Context) -> bool:
    """True for a growth or difference whose own amount, the first of the sentence or of its turn, is not of the past."""
    if context.place.role == "past" or not _SINCE.search(context.whole_before):
        return False
    told = context.told + context.whole_before
    if _TURN.search(told):
        return True
    amount = _AMOUNT.search(told)
    return amount is not None and not _OF_PAST.search(told[: amount.start()]) and not _DONE.search(told)


def _is_dated_ahead(context: Context, links: Links) -> bool:
    """True where the sentence names a day of the plan's own year: a term of service, not a result."""
    year = links.period[:4]
    return year.isdigit() and any(m.sort == "date" and m.when[:4] == year and ".." in m.when for m in context.neighbours)


def qualifier_of(context: Context) -> str:
    """commit, stretch, at-least, about, or nothing."""
    names = context.clause + (" ".join(context.cell.headers) if context.cell else "")
    if STRETCH.search(names):
        return "stretch"
    if COMMIT.search(names):
        return "commit"
    if context.mention.about:
        return "about"
    return "at-least" if context.mention.value and context.mention.value.op == ">=" else ""
