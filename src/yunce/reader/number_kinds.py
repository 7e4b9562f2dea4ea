# SPDX-License-Identifier: Apache-2.0
"""What a number is to the plan: total, duty, score, people, rule, share, money, time, count; the first step that knows decides."""

from __future__ import annotations

import re
from functools import lru_cache

from yunce.reader.conditions import is_condition
from yunce.reader.contexts import Context
from yunce.reader.count_kinds import judge_count, judge_rest, judge_time
from yunce.reader.grids import CellContext
from yunce.reader.linking import Links
from yunce.reader.money_kinds import judge_money
from yunce.reader.names_of_things import (
    ABSTRACT,
    CONDITION,
    DUTY,
    GOAL,
    OUTSIDERS,
    PEOPLE,
    SCORE,
    SHARE_OF,
    TOTAL,
)
from yunce.reader.scan.units import is_money, is_share, is_time
from yunce.reader.signs import in_goals, names_around, place_is_open
from yunce.reader.staff import is_staff
from yunce.reader.verdicts import Verdict, aside

_OPENS = re.compile(r"如果|若(?!干)|(?<![应相])当(?![年月日天地前班季期场])[^,;。]{2,30}[,]|一旦|凡|(?:的|(?<![学课小工用])时|者|后),")
_OF_EACH = re.compile(r"^(?:单?每|单)[^,;。]{0,4}(?:人数|上限)|上限$")
"""Headers over how many go to one of something."""
_STATED = re.compile(
    r"(?:超过|超出|低于|高于|少于|不足|未达到?|逾期)[^,;。]{1,14}的(?!占|比|数|次数|户数|人数|[^,;。]{0,4}[率量额])[一-鿿]"
)
_MEETS = re.compile(r"(?:超过|超出|低于|高于|少于|不足|未达到?|逾期)[^,;。]{1,14}的(?!占|比|数|[^,;。]{0,4}[率量额],)[^,;。\d]{1,10},")
"""A condition and whom it meets, in the same clause as what follows: 超过2%的门店停止要货一周."""
_IS_TOTAL = re.compile(r"合计|总计|小计|共计|^总(?!监|经理|部|店|台|裁|工|务|站|行|公司|账|控|装|医院|机|线)")
_PRICE, _HOW_MANY = re.compile(r"单价|均价|价格"), re.compile(r"数量|数$|人次|次数|场次|台套")
_CHANGE = re.compile(r"增减|增幅|降幅|同比|环比|变动|差异|差额")
_FACTOR_BEHIND = re.compile(r"\s?(?:\([^()]*\))?\s?(?:[×✕]|\*(?!\*))")
_FACTOR_BEFORE = re.compile(r"(?:×|(?<!\*)\*)\s?$")
_STEPPED = re.compile(r"(?:提成?|计提|返点?|奖励?|扣减?|分成|佣金)(?:比例|标准)?(?:为|按|:)?\s?$")
_OF_SCORE = re.compile(r"[得总]分\s?=")
"""A formula of a score: its factors are weights."""
_TAKES = re.compile(r"(?:各|则|的)?(?:扣|罚|减|加|奖)")
_MISSES = re.compile(r"(?:每|少|多|漏|低|超|降|欠|缺)[^,;。\d]{0,4}$")
"""What a step is counted by, and what it takes: 少1人扣2分, 每降低1个百分点扣3分."""
_SO_OFTEN = re.compile(r"[^,;。\d]{0,16}(?:的|者|即|取消|予以|视为)")
_PARTED = re.compile(r"分(?:为|成)?\s?$")
_STEPS_OF = frozenset({"档", "级", "期", "阶段", "步", "批", "等", "轮", "层"})
_ADDED_UP = re.compile(r"(?:合计|累计|总计|相加|之和)")
_OWN_COLUMN = re.compile(r"(?:工时|小时|时长|时间|额|值|产出?|率|利润|成本|费用|工资|薪|分)$")
_POST_COLUMN = re.compile(r"(?:[店导药营收护教技]员|师|店长|班长|组长|经理|主管|助理|客服|保安|保洁|专员|座席|坐席|工)(?:\([^()]*\))?$")
"""Headers that name a post, over plain numbers of those who hold it."""
_EXAMPLE = re.compile(r"(?:举?例|例如|比如|假设|假定|示例)\s?[:：,]?")
_REACHES = re.compile(r"(?:由|从)(?:目前|现在|现有|当前|上年|去年)?的?[^,;。\d]{0,4}\d[\d,.]*[^,;。\d]{0,8}[到至为]\s?$")
"""What a value becomes: 访客从现在的9,200做到12,000."""
_PAID_OUT = re.compile(r"每[^,;。\d]{1,4}[加减]\s?$|(?:扣|罚)[^,;。\d]{0,4}$|奖励[^,;。\d]{0,4}$")
_PART_PAID = re.compile(r"(?:支付|付款|结算|发放|兑现)(?![^,;。]*(?:率|占比))[^,;。]{0,8}$")
_OWN_RATE = re.compile(r"率$|率\(|ROI|投入产出|满意度|覆盖面|[度性]$")
_ALLOWS = re.compile(r"(?:以上|及以上|以内)?(?:的|者)?(?:方可|方能|方予|才能|才可|可以|准予|予以上岗)")
"""What a score admits to: 考核80分以上方可上岗."""
_OWN_INDEX = re.compile(
    r"(?:满意|健康|净推荐|美誉|信任|忠诚|认可|体验|敬业)[度值分]?|指数|NPS|DSR|口碑|(?:店铺|平台|服务|用户|网评|点评|物流)(?:综合)?评?分$",
    re.IGNORECASE,
)
_GOAL_RATE = re.compile(r"[^费税]率$|占比$|比重$|份额$")
_OF_ANOTHER = re.compile(r"占[^,;。比]{1,12}(?:的|达到?|至)?\s?$|的\s?$")
_SHARE_RATE = re.compile(r"毛利率|利润率|净利率|(?<![续缴付收退])费率|费用率|成本率|税率|占比|比重|构成")
_GIVES_EACH = re.compile(r"[配设奖扣增减补]")
_WORD = re.compile(r"[一-鿿]{2}")
_EQUALS = re.compile(r"=\s?$")
_COMPUTED = re.compile(r"[×*xX+÷/]")
_GOAL_WORD = re.compile(r"目标|任务|计划完成")
_OWN_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_REACHED = re.compile(r"(?:达到|实现|突破|增至|发展到|扩大到|保持)\s?$")
_WHOLE = re.compile(r"总(?:额|量|收入|利润)$")
_NEEDED = re.compile(r"共需?$")
_CHECKED_SHARE = re.compile(r"(?:检|抽|巡|督|排)查.{0,10}(?:覆盖|面|率|数|比例)")
_RATE = re.compile(r"率$")
_STAFFED = re.compile(r"增|招|配|设|需|[:：,、]\s?$")
_COUNT_COLUMN = re.compile(r"数(?:量)?$")
_HEADS = re.compile(r"人数|编制|定编|定员|人员数|在岗|缺编|超编|空编|缺员|拟增|配置数|岗位数|人头")
_REWARD = re.compile(r"奖|罚|(?<!折)扣|提成|系数|绩效|得分|津贴|返[点利佣]|佣金|计提|分红|激励|兑现|发放比例")
_IN_BRACKETS = re.compile(r"\(.*\)")
_GIVEN = re.compile(r"奖|罚|扣|予以|不予|给予")
_WANTED = re.compile(r"目标|力争")
_GROWN = re.compile(r"增长|成长|下降|降低|提高|提升|增幅|降幅|压降|节约|上升|减少")
_SHARE_AHEAD = re.compile(r"占[^,;。]{0,12}$|的\s?$")
_RATE_OR_PROFIT = re.compile(r"率$|毛利$|利润$|[^费本占]比例$|[^用费本]占比$")
_BROUGHT_TO = re.compile(r"(?:降|提|升|压|缩|增|控)[^,;。\d]{0,3}[到至在]\s?$")
_REACHED_RATE = re.compile(r"完成率|增长|提升|降低|满意|合格|转化")


def judge_number(context: Context, links: Links) -> Verdict:
    """The verdict on a quantity or proportion of the plan's own time."""
    if _is_count_of_words(context):
        return aside("count of what follows")
    if context.tier is not None and context.tier.is_head:
        return Verdict("rule", "record:tier", 0.75)
    if not context.is_alone and _is_bound_of_rule(context):
        return Verdict("rule", "rule:bound", 0.6)
    if context.cell is not None and context.cell.is_label and not context.cell.is_band:
        return aside("part of a name")
    if context.cell is None and _EXAMPLE.match(context.sentence.lstrip()):
        return Verdict("context", "rule:example", 0.6)
    if context.cell is None and context.mention.sort == "quantity" and _REACHES.search(context.whole_before):
        return Verdict("target", "rule:from to", 0.65)
    for step in _STEPS_ALONE if context.is_alone else _STEPS:
        if verdict := step(context, links):
            return verdict
    return judge_rest(context, links)


def _factor(context: Context, _: Links) -> Verdict | None:
    """Factors of a formula; those of a score are weights. What a step of a scale is counted by, in a cell."""
    if context.cell is not None and _MISSES.search(context.before) and _TAKES.fullmatch(context.after):
        return Verdict("appraisal", "rule:step", 0.65)
    is_last = _FACTOR_BEFORE.search(context.before) is not None
    if is_last and context.mention.unit == "%" and _OF_SCORE.search(context.clause):
        return Verdict("appraisal", "rule:weight", 0.7)
    return Verdict("context", "rule:factor", 0.6) if is_last or _FACTOR_BEHIND.match(context.after) else None


def _is_bound_of_rule(context: Context) -> bool:
    """每10家店配1人, 连续两个季度, 超支2%以内的: what a rule is counted by."""
    each = context.before.rstrip().endswith("每") and _GIVES_EACH.search(context.after + context.clause[context.at :])
    often = context.before.rstrip().endswith("累计") and _SO_OFTEN.match(context.onward) and not is_money(context.mention.unit)
    return bool(is_condition(context) or each or often or context.before.rstrip().endswith("连续"))


def _is_count_of_words(context: Context) -> bool:
    """Three goals, five aspects: the number of things that the text goes on to tell."""
    unit = context.mention.unit
    if context.cell is not None or is_share(unit) or is_money(unit) or context.mention.sort != "quantity":
        return False
    is_written = not any(sign.isdigit() for sign in context.mention_words)
    counted = unit in {"项", "大", "种", "类"} and is_written and _WORD.match(context.after) and not GOAL.search(context.before)
    parted = unit in _STEPS_OF and _PARTED.search(context.before)
    added = unit in {"季度", "月", "阶段", "期", "年"} and _ADDED_UP.match(context.after)
    return bool(unit in {"方面", "大"} or ABSTRACT.match(context.after) or counted or parted or added)


def _total(context: Context, links: Links) -> Verdict | None:
    """Sums of other numbers: by their word, as the result of a formula, in a row or column of totals."""
    cell = context.cell
    if cell is not None and cell.headers and _CHANGE.search(cell.headers[-1]):
        return Verdict("ratio" if is_share(context.mention.unit) else "context", "table:change", 0.6)
    if cell is None and context.mention.value and context.mention.value.op != "=" and CONDITION.search(context.clause):
        return None
    if cell is not None and (_has_total(cell.labels) or (_has_total(cell.headers) and not _is_line_amount(cell))):
        return Verdict("total", "table", 0.9)
    if _is_only_count(context):
        return None
    near = context.before[-8:] + (links.what if links.by in {"label", "clause"} else "")
    if near.endswith("共") and not is_money(context.mention.unit) and context.mention.unit not in {"人", "名"}:
        return None
    if (
        TOTAL.search(near)
        and not _GOAL_WORD.search(context.clause)
        and not (context.place.role == "goal" and _WHOLE.search(links.what))
        and context.mention.sort == "quantity"
        and not _REACHED.search(context.before)
        and not (context.mention.value and context.mention.value.op != "=")
        and not (near.endswith("累计") and _OWN_DAY.match(links.period))
        and not is_share(context.mention.unit)
    ):
        return Verdict("total", "rule:sum word", 0.8)
    if _EQUALS.search(context.before) and _COMPUTED.search(context.whole_before):
        return Verdict("total", "rule:formula", 0.85)
    return None


@lru_cache(maxsize=1024)
def _has_total(names: tuple[str, ...]) -> bool:
    return any(_IS_TOTAL.search(words.strip()) for words in names)


def _is_line_amount(cell: CellContext) -> bool:
    """True beside columns of a price and of how many: 小计 is there what one line comes to."""
    return _price_how_many(cell.beside)


@lru_cache(maxsize=1024)
def _price_how_many(headers: tuple[str, ...]) -> bool:
    return any(_PRICE.search(words) for words in headers) and any(_HOW_MANY.search(words) for words in headers)


def _is_only_count(context: Context) -> bool:
    """True for people who are the only ones of their sentence: 按1:15配置,共需10名 sums nothing up."""
    people = {"人", "名", "位"}
    if context.cell is not None or context.mention.unit not in people or not _NEEDED.search(context.before):
        return False
    return not any(m.unit in people for m in context.neighbours)


def _band(context: Context, _: Links) -> Verdict | None:
    """Bounds that part a scale, in a column of their own."""
    cell = context.cell
    if cell is None:
        return None
    if not cell.is_band:
        return Verdict("appraisal", "table:given", 0.7) if cell.is_given and _is_reward(context, cell) else None
    is_scored = context.mention.unit == "分" or context.place.role == "appraisal" or SCORE.search(" ".join((*cell.headers, cell.heading)))
    return Verdict("appraisal" if is_scored else "rule", "table:band", 0.7)


def _is_reward(context: Context, cell: CellContext) -> bool:
    """True for money, points and shares in a row of a scale under a header, or a caption, that speaks of reward."""
    unit = context.mention.unit
    if context.mention.sort != "quantity" or not (is_money(unit) or is_share(unit) or unit in {"", "分", "倍"}):
        return False
    return _REWARD.search(" ".join((*cell.headers, cell.heading))) is not None


def _steps(context: Context, _: Links) -> Verdict | None:
    """Steps of a commission or of a payment: 20万以内部分提5%, 签约后支付30%."""
    mention = context.mention
    if mention.unit == "%" and (_STEPPED.search(context.before) or _PART_PAID.search(context.before)):
        return Verdict("rule", "rule:step", 0.6)
    if is_money(mention.unit) and context.place.role == "appraisal" and _PAID_OUT.search(context.before):
        return Verdict("appraisal", "rule:step", 0.65)
    if is_money(mention.unit) and (context.after.startswith("部分") or _PAID_OUT.search(context.before)):
        return Verdict("rule", "rule:step", 0.6)
    return None


def _coverage(context: Context, _: Links) -> Verdict | None:
    """How much of something each round of a duty must see."""
    if context.mention.unit != "%" or context.cell is not None or context.place.role == "goal":
        return None
    rhythm = any(m.sort == "cadence" for m in context.neighbours)
    if _CHECKED_SHARE.search(context.clause) or (rhythm and DUTY.search(context.clause)):
        return Verdict("duty", "rule:coverage", 0.7)
    return None


def _score(context: Context, links: Links) -> Verdict | None:
    if context.mention.unit == "分":
        return _points(context, links)
    if is_time(context.mention.unit):
        return None
    if _RATE.search(links.what) and context.place.role != "appraisal" and context.cell is None:
        return None
    if _OWN_INDEX.search(links.what) and context.place.role != "appraisal" and context.cell is None:
        return Verdict("target", "rule:index", 0.6)
    if _HEADS.search(context.label or links.what) and is_staff(context, links.what) and context.cell is None:
        return Verdict("headcount", "rule:heads", 0.65)
    if SCORE.search(names_around(context, links)) or (SCORE.search(context.clause) and context.place.role == "appraisal"):
        return Verdict("appraisal", "rule:score word", 0.75)
    if context.place.role == "appraisal" and is_share(context.mention.unit):
        return Verdict("appraisal", "section", 0.6)
    return None


def _points(context: Context, links: Links) -> Verdict:
    """Points are given in appraisals; a satisfaction or an index that is measured in them is a goal like others."""
    cell = context.cell
    around = " ".join((*cell.headers, cell.heading)) if cell else context.around[1].replace(links.what, "")
    if _ALLOWS.match(context.after):
        return Verdict("rule", "rule:admits", 0.7)
    if context.before.endswith("满分") and _OWN_INDEX.search(context.clause):
        return Verdict("rule", "rule:full score", 0.6)
    measured = _OWN_INDEX.search(links.what) and context.place.role != "appraisal" and not SCORE.search(around)
    return Verdict("target", "rule:index", 0.65) if measured else Verdict("appraisal", "unit", 0.85)


def _people(context: Context, links: Links) -> Verdict | None:
    """People who work here; customers are counted, not employed."""
    unit = context.mention.unit
    if context.before.endswith(("前", "第")) and not context.before.endswith("售前"):  # a rank
        return None
    if not unit and context.cell is None and PEOPLE.match(context.after[:4]) and _STAFFED.search(context.whole_before):
        return Verdict("headcount", "noun", 0.65)
    names = names_around(context, links)
    if unit in {"人", "名", "个", "位"} and is_staff(context, names):
        return Verdict("headcount", "unit", 0.8)
    header = context.cell.headers[-1].strip() if context.cell and context.cell.headers else ""
    if _OF_EACH.search(header):
        return None
    if unit in {"", "席", "个"} and _COUNT_COLUMN.search(header) and PEOPLE.search(header) and not OUTSIDERS.search(header):
        return Verdict("headcount", "table", 0.8)
    if unit in {"", "岗"} and context.cell is not None and not _OWN_COLUMN.search(_IN_BRACKETS.sub("", header)) and _HEADS.search(names):
        return Verdict("headcount", "table", 0.85)
    if not unit and context.cell is not None and _POST_COLUMN.search(header) and not OUTSIDERS.search(header) and _is_whole(context):
        return Verdict("headcount", "table:post", 0.7)
    return None


def _is_whole(context: Context) -> bool:
    """True for a whole number, as people are counted."""
    value = context.mention.value
    return value is not None and value.low is not None and value.low == value.low.to_integral_value()


def _is_last_bound(context: Context, links: Links) -> bool:
    """True for a bound of a rate that ends its sentence, or that 不 begins and a stop ends: nothing follows from it."""
    value = context.mention.value
    if value is None or value.op == "=" or not _GOAL_RATE.search(links.what) or context.after.strip():
        return False
    return not context.onward.strip() or context.mention_words.startswith(("不", "≤", "≥"))


def _condition(context: Context, links: Links) -> Verdict | None:
    """Thresholds: what happens when, what may not be."""
    if context.mention.unit == "折":
        return Verdict("rule", "unit", 0.7)
    if context.is_alone or (context.place.role in {"goal", "budget", "staffing"} and context.cell is not None):
        return None
    opened = _OPENS.search(context.sentence[: context.sentence.find(context.clause)]) if len(context.sentence) < 90 else None
    opened = opened or (_MEETS.search(context.told) if len(context.sentence) < 90 else None)
    if not opened and _is_last_bound(context, links):
        return None
    if (opened or CONDITION.search(context.clause) or _STATED.search(context.whole_before)) and (
        not _WANTED.search(context.clause) or _GIVEN.search(context.clause)
    ):
        return Verdict("rule", "rule:condition", 0.6)
    return None


def _share(context: Context, links: Links) -> Verdict | None:
    mention = context.mention
    if not is_share(mention.unit) and mention.sort != "ratio" and mention.unit not in {"fraction", "成"}:
        return None
    names = names_around(context, links)
    rate = _OWN_RATE.search(links.what) and not _SHARE_RATE.search(links.what)
    stated_goal = mention.value and (mention.value.op != "=" or in_goals(context))
    if (
        rate
        and (mention.unit in {"%", "‰", "bp", "ppm"} or mention.sort == "ratio")
        and (stated_goal or _OWN_RATE.search(links.what) or GOAL.search(context.before))
    ):
        return Verdict("target", "rule:rate", 0.75)
    if _is_goal_rate(context, links):
        return Verdict("target", "rule:rate in goals", 0.65)
    if mention.sort == "quantity" and _GROWN.search(context.before):
        return Verdict("target", "rule:growth", 0.7)
    if mention.sort == "ratio" or mention.unit in {"fraction", "成"} or _is_own_share(context):
        return Verdict("ratio", "unit", 0.75)
    is_share_of = _SHARE_AHEAD.search(context.before) or SHARE_OF.search(names if links.what else context.clause)
    is_aimed = mention.value is not None and (mention.value.op != "=" or _BROUGHT_TO.search(context.before) is not None)
    if is_aimed and _RATE_OR_PROFIT.search(links.what) and place_is_open(context):
        return Verdict("target", "rule:bound", 0.65)
    if is_share_of and not _REACHED_RATE.search(links.what):
        return Verdict("ratio", "rule:share", 0.7)
    if context.place.role == "budget" and not rate and mention.value and mention.value.op == "=":
        return Verdict("ratio", "section", 0.55)
    return Verdict("target", "unit", 0.7)


def _is_own_share(context: Context) -> bool:
    """True for a share alone in brackets behind an amount: 直营9,600万元(75%)."""
    return context.before == "(" and context.after.startswith(")") and context.cell is None


def _is_goal_rate(context: Context, links: Links) -> bool:
    """True for a share that a goal names: 会员销售占比62% in a table of goals; 人工占45% is a share of another number."""
    if context.mention.sort != "quantity" or not _GOAL_RATE.search(links.what) or _OF_ANOTHER.search(context.before):
        return False
    cell = context.cell
    if cell is None:
        return context.place.role == "goal"
    header = cell.headers[-1] if cell.headers else ""
    in_goals = context.place.role == "goal" or any("目标" in words for words in cell.headers)
    return in_goals and not _GOAL_RATE.search(header) and not SCORE.search(header)


_STEPS = (_factor, _total, _band, _coverage, _score, _people, _steps, _condition, _share, judge_money, judge_time, judge_count)
_STEPS_ALONE = tuple(one for one in _STEPS if one not in {_factor, _coverage, _steps})
"""Those that look at more than the words in front of a number and behind it."""
