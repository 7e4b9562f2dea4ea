# SPDX-License-Identifier: Apache-2.0
"""What a mention is to the plan: an element, a relation, or nothing; from unit, name, layout and the section's role, in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from yunce.reader.contexts import Context
from yunce.reader.linking import Links
from yunce.reader.names_of_things import (
    ABSTRACT,
    COMMIT,
    CONDITION,
    COST,
    DEADLINE,
    DUTY,
    GOAL,
    OUTSIDERS,
    PAST,
    PAY,
    PEOPLE,
    REVENUE,
    SCORE,
    SHARE_OF,
    SIGNED,
    STRETCH,
    TOTAL,
)
from yunce.reader.scan.units import is_money, is_share, is_time

Kind = Literal["target", "budget", "headcount", "milestone", "duty", "rule", "appraisal", "ratio", "total", "role", "context"]


_GROWTH = re.compile(r"(?:同比|环比|[较比与]?(?:去年|上年|上一年|前年)(?:同期|全年)?(?:相比)?)(?=[^,;。]{0,6}(?:增|提|降|减|升|长|高|\d))")
"""Growth over the past is no result of the past."""


_DONE = re.compile(r"已(?:经)?(?:完成|实现|达|有)|完成了|实现了|达到了")
_PROMOTION = re.compile(r"换购|购(?!置|买|进|物)|秒杀|优惠券|红包|代金券|无门槛")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a mention with the rule that told it, or why it is left aside."""

    kind: Kind | None
    rule: str
    confidence: float = 0.6
    why: str = ""


def aside(why: str) -> Verdict:
    """Left aside, and why."""
    return Verdict(None, "", 0.0, why)


def aside_of_past(links: Links, year: str) -> Verdict | None:
    """Numbers of a year before the plan's own are results of the past."""
    is_past = year.isdigit() and links.period[:4].isdigit() and links.period[:4] < year and ".." not in links.period
    return aside("past result") if is_past else None


def judge(context: Context, links: Links) -> Verdict:
    """The verdict on a mention."""
    mention = context.mention
    if mention.sort in {"number_mark", "name"}:
        return aside(mention.role or "name")
    if context.block.kind == "furniture" or context.place.plan < 0:
        return aside("outside the plan")
    if context.cell is not None and (context.cell.is_ordinal or (context.cell.is_header and mention.sort == "date")):
        return aside("numbering" if context.cell.is_ordinal else "period of its column")
    if mention.sort == "date":
        return _date(context)
    if mention.sort in {"cadence", "offset", "clock"}:
        return _rhythm(context)
    if context.block.kind == "heading" and mention.unit in {"大", "个", "项", "点", "种", "类", "方面", ""} and mention.sort == "quantity":
        return aside("count of what follows")
    return _past(context, links) or _number(context, links)


def _date(context: Context) -> Verdict:
    """A date is a milestone where something is due or runs then; a frame for numbers of its sentence otherwise."""
    words, mention = context.sentence, context.mention
    if mention.when in {"20xx", "year", "this", "next", "last", "before_last"} or re.fullmatch(r"\d{4}", mention.when):
        return aside("year of the plan")
    if "last" in mention.when or (PAST.search(words) and not re.search(r"计划|目标|前完成|将", words)):
        return aside("past result")
    if SIGNED.search(context.whole_before) and not context.place.headings:
        return aside("date of writing")
    if any(
        m.sort in {"quantity", "mask"} and m.value and (is_money(m.unit) or is_share(m.unit)) and m.start > mention.end
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


def _rhythm(context: Context) -> Verdict:
    mention = context.mention
    if mention.sort == "clock":
        return Verdict("duty", "rule:clock", 0.5) if DUTY.search(context.sentence) else Verdict("context", "rule:clock", 0.6)
    if mention.sort == "offset":
        return Verdict("milestone" if not CONDITION.search(context.sentence) else "rule", "rule:offset", 0.65)
    if context.place.role == "past":
        return aside("past result")
    last = mention.start - context.at + len(context.clause)
    beside = [m for m in context.neighbours if m.sort == "quantity" and 0 <= m.start - mention.end <= 12 and m.start < last]
    if beside and mention.value is None:
        return aside("rate of a number")
    return Verdict("duty", "rule:cadence", 0.75)


def _past(context: Context, links: Links) -> Verdict | None:
    """Results of the past are no elements, wherever they stand."""
    header = "".join(context.cell.headers) if context.cell else ""
    if re.search(r"去年|上年|同期|实际|已完成|历史|\b20\d\d年?实绩", header) or "last" in links.period:
        return aside("past result")
    clause = _GROWTH.sub("", context.clause)
    future = re.search(r"目标|计划|力争|确保|争取|将|预计|预算", context.sentence)
    if (
        context.mention.unit in {"人", "名", "位"}
        and re.search(r"目前|现有|现在|已经?达到", context.clause)
        and context.place.role != "past"
    ):
        return None
    told = context.sentence[: context.sentence.find(context.clause) + len(context.clause)]
    told = _GROWTH.sub("", told)
    if _DONE.search(told):
        return aside("past result")
    if not future and (PAST.search(clause) or re.search(r"已有|已经|累计|截至|共检查|上年|去年", told)):
        return aside("past result")
    if context.place.role == "past" and not re.search(r"目标|计划|力争|确保|争取|将", context.sentence):
        return aside("past result")
    return None


def _number(context: Context, links: Links) -> Verdict:
    if (
        context.cell is None
        and (context.mention.unit in {"方面", "大"} or ABSTRACT.match(context.after))
        and not is_share(context.mention.unit)
    ):
        return aside("count of what follows")
    if context.tier is not None and context.tier.is_head:
        return Verdict("rule", "record:tier", 0.75)
    if re.match(r"\s?(?:\([^()]*\))?\s?[×*✕]", context.after) or re.search(r"[×*]\s?$", context.before):
        return Verdict("context", "rule:factor", 0.6)
    for step in (_total, _coverage, _score, _people, _condition, _share, _money, _time, _count):
        if verdict := step(context, links):
            return verdict
    return Verdict("context", "rule:rest", 0.4)


def _in_goals(context: Context) -> bool:
    """True in a section of goals or behind a label that announces them."""
    return context.place.role == "goal" or bool(re.search(r"目标|任务|指标", context.label))


def _names(context: Context, links: Links) -> str:
    """All that names the number: its link, its scope, its cell."""
    cell = context.cell
    around = " ".join((*cell.headers, *cell.labels)) if cell else context.label
    return f"{links.what} {links.scope} {around} {cell.heading if cell else ''}"


def _total(context: Context, links: Links) -> Verdict | None:
    """Sums of other numbers: by their word, as the result of a formula, in a row or column of totals."""
    cell = context.cell
    if cell is not None and any(re.search(r"合计|总计|小计|共计|^总", words.strip()) for words in (*cell.labels, *cell.headers)):
        return Verdict("total", "table", 0.9)
    near = context.before[-8:] + (links.what if links.by in {"label", "clause"} else "")
    if near.endswith("共") and not is_money(context.mention.unit) and context.mention.unit not in {"人", "名"}:
        return None
    if (
        TOTAL.search(near)
        and not re.search(r"目标|任务|计划完成", context.clause)
        and context.mention.sort == "quantity"
        and not is_share(context.mention.unit)
    ):
        return Verdict("total", "rule:sum word", 0.8)
    if re.search(r"=\s?$", context.before) and re.search(r"[×*xX+÷/]", context.whole_before):
        return Verdict("total", "rule:formula", 0.85)
    return None


def _coverage(context: Context, _: Links) -> Verdict | None:
    """How much of something each round of a duty must see."""
    if context.mention.unit != "%" or context.cell is not None:
        return None
    rhythm = any(m.sort == "cadence" for m in context.neighbours)
    if re.search(r"(?:检|抽|巡|督|排)查.{0,10}(?:覆盖|面|率|数|比例)", context.clause) or (rhythm and DUTY.search(context.clause)):
        return Verdict("duty", "rule:coverage", 0.7)
    return None


def _score(context: Context, links: Links) -> Verdict | None:
    if context.mention.unit == "分":
        return Verdict("appraisal", "unit", 0.85)
    if SCORE.search(_names(context, links)) or (SCORE.search(context.clause) and context.place.role == "appraisal"):
        return Verdict("appraisal", "rule:score word", 0.75)
    if context.place.role == "appraisal" and is_share(context.mention.unit):
        return Verdict("appraisal", "section", 0.6)
    return None


def _people(context: Context, links: Links) -> Verdict | None:
    """People who work here; customers are counted, not employed."""
    unit, names = context.mention.unit, _names(context, links)
    around = (names + context.clause).replace("客户经理", "").replace("客户服务", "").replace("会员专员", "")
    if context.before.endswith(("前", "第")):  # a rank
        return None
    if (
        not unit
        and context.cell is None
        and PEOPLE.match(context.after[:4])
        and re.search(r"增|招|配|设|需|[:：,、]\s?$", context.whole_before)
    ):
        return Verdict("headcount", "noun", 0.65)
    is_staff = (
        unit in {"人", "名"}
        or (unit == "个" and (context.after.startswith("人") or PEOPLE.search(context.after[:8])))
        or (unit == "位" and PEOPLE.search(around))
    )
    if is_staff and not context.mention.per and not OUTSIDERS.search(around):
        return Verdict("headcount", "unit", 0.8)
    if unit in {"", "岗"} and context.cell is not None and re.search(r"人数|编制|定编|定员|人员数|在岗|配置数|岗位数|人头", names):
        return Verdict("headcount", "table", 0.85)
    return None


def _condition(context: Context, _: Links) -> Verdict | None:
    """Thresholds: what happens when, what may not be."""
    if context.mention.unit == "折":
        return Verdict("rule", "unit", 0.7)
    if context.place.role in {"goal", "budget", "staffing"} and context.cell is not None:
        return None
    if CONDITION.search(context.sentence if len(context.sentence) < 60 else context.clause) and (
        not re.search(r"目标|力争", context.clause) or re.search(r"奖|罚|扣|予以|不予|给予", context.clause)
    ):
        return Verdict("rule", "rule:condition", 0.6)
    return None


def _share(context: Context, links: Links) -> Verdict | None:
    mention, names = context.mention, _names(context, links)
    if not is_share(mention.unit) and mention.sort != "ratio" and mention.unit not in {"fraction", "成"}:
        return None
    rate = re.search(r"率$|ROI|投入产出|满意度|覆盖面", links.what) and not re.search(
        r"毛利率|利润率|费率|费用率|成本率|税率|占比", links.what
    )
    stated_goal = mention.value and (mention.value.op != "=" or _in_goals(context))
    if (
        rate
        and (mention.unit == "%" or mention.sort == "ratio")
        and (stated_goal or links.what.endswith("率") or GOAL.search(context.before))
    ):
        return Verdict("target", "rule:rate", 0.75)
    if mention.sort == "ratio" or mention.unit in {"fraction", "成"}:
        return Verdict("ratio", "unit", 0.75)
    if mention.sort == "quantity" and re.search(r"增长|下降|降低|提高|提升|增幅|降幅|压降|节约|上升", context.before):
        return Verdict("target", "rule:growth", 0.7)
    is_share_of = re.search(r"占[^,;。]{0,12}$|的\s?$", context.before) or SHARE_OF.search(names if links.what else context.clause)
    if is_share_of and not re.search(r"完成率|增长|提升|降低|满意|合格|转化", links.what):
        return Verdict("ratio", "rule:share", 0.7)
    return Verdict("target", "unit", 0.7)


def _money(context: Context, links: Links) -> Verdict | None:
    """Money in is a target, money out a budget; a section's role decides for names that tell neither."""
    unit, names = context.mention.unit, _names(context, links)
    if not is_money(unit):
        return None
    if _PROMOTION.match(context.after):
        return Verdict("context", "rule:promotion", 0.6)
    if context.cell is not None and context.cell.headers and "价" in context.cell.headers[-1]:
        return Verdict("context", "rule:price", 0.6)
    if side := _side(links.what):
        return Verdict(side, links.by or "clause", 0.85)
    if COST.search(names) or context.place.role in {"budget", "staffing"}:
        return Verdict("budget", "section", 0.65)
    if REVENUE.search(names) or _in_goals(context):
        return Verdict("target", "section", 0.65)
    if COST.search(context.clause):
        return Verdict("budget", "clause", 0.55)
    return Verdict("target", "clause", 0.5) if GOAL.search(context.clause) else Verdict("context", "rule:money", 0.4)


def _side(name: str) -> Kind | None:
    """Budget or target by the word that stands last in a name, which is its head: 物业费收入 is income, 销售费用 is cost."""
    cost = max([found.end() for pattern in (COST, PAY) for found in pattern.finditer(name)], default=0)
    income = max([found.end() for found in REVENUE.finditer(name)], default=0)
    return None if cost == income == 0 else "budget" if cost > income else "target"


def _time(context: Context, links: Links) -> Verdict | None:
    if not is_time(context.mention.unit):
        return None
    if _in_goals(context) or re.search(r"时长|周期|时间|响应|周转|时效|天数", links.what):
        return Verdict("target", "rule:duration", 0.55)
    is_bound = context.mention.value is not None and context.mention.value.op != "="
    if is_bound or re.search(r"内|以内|之内|前", context.mention_words + context.after[:3]):
        return Verdict("rule", "rule:time limit", 0.6)
    return Verdict("context", "rule:duration", 0.5)


def _count(context: Context, _: Links) -> Verdict | None:
    """Things counted: a target where something is to be reached, a duty where it comes back, else only said."""
    mention = context.mention
    rhythm = bool(mention.per) or any(
        m.sort == "cadence" and 0 <= mention.start - m.end <= 12 and m.start >= mention.start - context.at for m in context.neighbours
    )
    if ABSTRACT.match(context.after) or (mention.unit in {"大", "点", "方面", "种", "类", "步", "字"} and context.cell is None):
        return aside("count of what follows")
    if rhythm and context.cell is None:
        is_goal = REVENUE.search(context.clause) or _in_goals(context) or "目标" in context.clause
        return Verdict("target" if is_goal else "duty", "rule:rate", 0.65)
    if context.cell is not None and (context.place.role in {"goal", ""} or GOAL.search(" ".join(context.cell.headers))):
        return Verdict("target", "table", 0.65)
    if _in_goals(context) or GOAL.search(context.clause) or (mention.value and mention.value.op != "="):
        return Verdict("target", "rule:goal word", 0.6)
    if context.place.role == "budget" and not mention.unit:
        return Verdict("budget", "section", 0.45)
    return None


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
