# SPDX-License-Identifier: Apache-2.0
"""Money to the plan: what comes in is a target, what goes out a budget, by name, column, group and section, in this order."""

from __future__ import annotations

import re
from functools import lru_cache

from yunce.reader.contexts import Context
from yunce.reader.grids import CellContext
from yunce.reader.linking import Links
from yunce.reader.names_of_things import COST, GOAL, PAY, REVENUE
from yunce.reader.scan.units import is_money
from yunce.reader.signs import in_goals, names_around
from yunce.reader.verdicts import Kind, Verdict

_REACHED = re.compile(r"(?:降至|降到|压降至|控制在|压缩到|下降到)\s?$")
_GAINED = re.compile(
    r"(?:促成|实现|达成|带来|创造|贡献|新增|投放|撬动|带动|成交|销售|创收|签下|落地|净增|冲刺?|保底|打底|做到|打到|完成)[^,;。\d]{0,8}$"
)
_MONEY_RATE = re.compile(r"(?:生产|产出|周转|创收|创利|贡献)率?$|人效|坪效|单产|效率$")
"""Money for each of something that tells how well is worked, not what is spent."""
_INCOME = re.compile(r"(?:收入|营收|销售额?|回款|业绩|产值)(?:预测|预算|计划|目标|测算|分解)?(?:\([^()]*\))?$")
"""A table's caption that tells all its rows to come in."""
_PROMOTION = re.compile(r"换购|购(?!置|买|进|物)|秒杀|优惠券|红包|代金券|无门槛")
_FEE_RATE = re.compile(r"费率|费用率|成本率|利润率|毛利率|税率")
_TAKEN_OFF = re.compile(r"(?:立?减|满|(?<![配运派输])送|返|抵)\s?$")
_WORK = re.compile(r"(?:改造|购置|采购|更换|安装|升级|搭建|装修|维修|翻新|扩建|大修|铺设|布展|租赁|检修|加固|绿化)(?:工程|项目)?$")
"""Work that is paid for."""
_NO_BRACKET = re.compile(r"[(（][^()（）]*[)）]|[:：]$")
_REWARDED = re.compile(r"奖励|奖罚|扣罚|处罚|罚款")
_LIMIT = re.compile(r"限额$")
_RENT, _RENTED = re.compile(r"租"), re.compile(r"(?:房|月|年|店|场地|仓库?|宿舍|设备|办公室?|房屋|门店)租金?(?:费用?)?$")
_LET = re.compile(r"[收出招][入缴租取]|租户|商户|应收|实收|客户")
"""What somebody says who lets, and does not rent."""
_PRICED = re.compile(r"(?:单|售|定|报|首发|到手|起)价(?:格)?(?:为|是|:)?\s?$|^价格$")
_SPENDS = re.compile(r"预算|费用|支出|投入|采购|经费|造价")
_EACH = re.compile(r"单|均|每")
_EACH_OR_RATE = re.compile(r"单|均|每|率")
_PLAIN_TAIL = re.compile(r"(?:总?额|金额|目标|计划|预算|款)$")


def judge_money(context: Context, links: Links) -> Verdict | None:
    """Money in is a target, money out a budget; a section's role decides for names that tell neither."""
    unit = context.mention.unit
    if not is_money(unit):
        return None
    if verdict := _asked_for(context):
        return verdict
    if "/" in unit and _MONEY_RATE.search(links.what) and not _FEE_RATE.search(links.what):
        return Verdict("target", "rule:rate of money", 0.65)
    if verdict := _money_by_name(context, links):
        return verdict
    if _is_price(context, links):
        return Verdict("context", "rule:price", 0.5)
    names = names_around(context, links)
    if COST.search(names) or context.place.role in {"budget", "staffing"}:
        return Verdict("budget", "section", 0.65)
    if REVENUE.search(names) or in_goals(context):
        return Verdict("target", "section", 0.65)
    return _by_clause(context, links)


def _by_clause(context: Context, links: Links) -> Verdict:
    """The side that the words of the clause or the heading tell; a guess where they tell none."""
    if COST.search(context.clause) or _WORK.search(links.what):
        return Verdict("budget", "clause", 0.55)
    if context.cell is None and context.place.headings and _INCOME.search(_NO_BRACKET.sub("", context.place.headings[-1])):
        return Verdict("target", "section", 0.55)
    if _GAINED.search(context.before) or GOAL.search(context.clause) or (context.cell is not None and context.cell.headers):
        return Verdict("target", "table" if context.cell is not None else "clause", 0.5)
    return (
        Verdict("budget", links.by, 0.4) if links.what and links.by in {"label", "clause", "noun"} else Verdict("target", "rule:money", 0.4)
    )


def _asked_for(context: Context) -> Verdict | None:
    """Prices, what is taken off them, and rewards by a table of their own: neither come in nor go out by plan."""
    if _PROMOTION.match(context.after) or _TAKEN_OFF.search(context.before):
        return Verdict("context", "rule:promotion", 0.6)
    header = context.cell.headers[-1] if context.cell is not None and context.cell.headers else ""
    if context.cell is not None and "价" in header.replace("客单价", ""):
        return _of_price(context.cell)
    if _REWARDED.search(header) and not COST.search(header):
        return Verdict("appraisal", "table:reward", 0.6)
    return None


def _of_price(cell: CellContext) -> Verdict:
    """A price in a table is a rule of what comes in, or a part of what is spent, by what the price is multiplied to."""
    others = " ".join(cell.beside) + cell.heading
    return Verdict("rule" if REVENUE.search(others) and not _SPENDS.search(others) else "budget", "rule:price", 0.5)


def _is_price(context: Context, links: Links) -> bool:
    """True for money for one of something outside of tables, goals and costs: 同城7.5元/票, 单价2.1元."""
    if context.cell is not None or in_goals(context) or COST.search(context.clause):
        return False
    return _PRICED.search(links.what) is not None or _PRICED.search(context.before) is not None


def _money_by_name(context: Context, links: Links) -> Verdict | None:
    """The side of money that its own name, or its column and group, tell."""
    cell = context.cell
    if _LIMIT.search(links.what) and cell is None:
        return Verdict("rule", "rule:limit", 0.55)
    if _RENT.search(links.what):
        is_own = _RENTED.search(links.what) is not None or (cell is not None and _RENTED.search(links.scope) is not None)
        is_let = _LET.search(context.sentence + " ".join(context.place.headings)) is not None
        if is_own and not is_let:
            return Verdict("budget", "rule:rent", 0.85)
    if cell is not None and "指标" in cell.stub and not re.search("预算", "".join(cell.headers)):
        is_spent = _head_side(links.what) == "budget" and not _EACH_OR_RATE.search(links.what)
        return Verdict("budget" if is_spent else "target", "table", 0.7)
    header = cell.headers[-1] if cell and cell.headers else ""
    is_bound = context.mention.value is not None and context.mention.value.op == "<=" and cell is None
    if _EACH.search(links.what) and (in_goals(context) or _REACHED.search(context.before) or is_bound):
        return Verdict("target", "rule:unit cost", 0.6)
    if cell is not None and _INCOME.search(cell.heading) and not _head_side(header):
        return Verdict("target", "table", 0.7)
    if cell is not None and COST.search(cell.stub) and not re.search("收入", links.what):
        return Verdict("budget", "table", 0.8)
    if context.place.role == "budget" and links.what.endswith("租金") and not re.search("收", context.place.headings[-1]):
        return Verdict("budget", "section", 0.7)
    if side := _head_side(links.what) or _side(cell.group if cell else "") or _side(header) or _side(links.what):
        return Verdict(side, links.by or "clause", 0.85)
    return None


@lru_cache(maxsize=4096)
def _head_side(name: str) -> Kind | None:
    """The side of a name whose last word tells it: 租金收入, 销售费用."""
    tail = _PLAIN_TAIL.sub("", name)
    return _side(name) if any(found.end() >= len(tail) for p in (COST, PAY, REVENUE) for found in p.finditer(name)) else None


@lru_cache(maxsize=4096)
def _side(name: str) -> Kind | None:
    """Budget or target by the word that stands last in a name, which is its head: 物业费收入 is income, 销售费用 is cost."""
    cost = max([found.end() for pattern in (COST, PAY) for found in pattern.finditer(name)], default=0)
    income = max([found.end() for found in REVENUE.finditer(name)], default=0)
    return None if cost == income == 0 else "budget" if cost > income else "target"
