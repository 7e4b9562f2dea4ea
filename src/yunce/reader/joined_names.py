# SPDX-License-Identifier: Apache-2.0
"""Names of cells whose row or column alone tells too little: 新开门店单价, 滨江店目标, 投入合计; rows of bounds, rows of sums."""

from __future__ import annotations

import re
from functools import lru_cache

from yunce.reader.grid_units import unit_in
from yunce.reader.grids import CellContext
from yunce.reader.names_of_things import AMOUNT, COST, ENTITY_STUB, GENERIC, HEADCOUNT, PEOPLE, POST_STUB, RATE, REVENUE
from yunce.reader.tidying import tidy

_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]|[\s*#_]+")
_OF_YEAR = re.compile(r"^(?:(?:19|20)\d\d|[本明今])年?(?:度|末|底)?")
_SUM = re.compile(r"(?:[片大战省]?区|公司|部门|各?项|整体|全部)?(?P<sum>合计|总计|小计|共计|汇总)")
_SUM_LAST = re.compile(r"(?:合计|总计|小计|共计|汇总)$")
_PERIOD = re.compile(
    r"(?:本|全|上|下|前|后)?年度?|[上下]半年|第?[一二三四1-4]季度?|Q[1-4]|第[一二三四五六七八九十\d]{1,2}(?:步|期|阶段|批|年|月|周|轮|学期)"
    r"|[一二三四五]期|\d{1,2}(?:[-至~]\d{1,2})?月份?|[一二三四五六七八九十]{1,2}月份?|[上中下]旬|(?:春|夏|秋|冬)季?|[旺淡平]季"
)
_NO_VALUE = re.compile(
    r"责任|负责|备注|说明|序号|编号|单位$|时间|日期|期限|起止|节点|验收|依据|措施|方式|进度|类[型别]|等级|批准|联系|来源|口径|频次|周期|公式"
)
_GOAL_ALONE = re.compile(r"(?:年度|全年|计划|考核|指标)?(?:目标|指标|任务|数)值?|数值|权重|分值|标准分?|得分|满分|要求|标准|内容|口径")
"""Columns that say of a measure how much it is to be: its own name needs none of them."""
_PRICE = re.compile(r"单价|均价|价格|定价|租金?单价|[月日年]租金?|人均|户均|单均|单店|每[一-鿿]{1,3}")
_AMOUNT_LAST = re.compile(r"(?:金额|预算|目标|计划|[总定]额|额度|安排|投入|费用|支出|经费|资金|投资|成本)$")
"""Columns that only say how much money goes to the row."""
_PART = re.compile(r"^占|占比|比例|比重|份额|费率|增幅|增速|增长率?")
_HOW_MANY = re.compile(r"数量|单价|均价|[人台套间家]数|次数|面积|业务量|定额|标准$")
_BOUND = re.compile(
    r"\s*(?:[≥≤<>]|(?:低于|不足|超过|高于|大于|小于|不低于)\s?\d"
    r"|[\d.,]{1,16}\s?(?:%|‰|[万亿]?元|万|分|天|年|次|户)?\s?(?:\([^()]{1,8}\))?\s?(?:以上|以下|及|至|-|~|—|–|\(|≤|<))"
)
_MEASURE_LAST = re.compile(r"(?:率|占比|比重|[额量]|利润|毛利|收入|成本|费用|客单价|均价|单价|满意度|人效|坪效)$")
_COME_AND_GO = re.compile(r"离[岗职]|退休|招聘|招募|补[员充]|新增|增[补减员]|减员|缺口|入职|调[入出]|净增|到岗|外包|派遣|在册|在编")
"""What happens to people who hold a post, besides how many they are."""
_LONGEST = 20


def sum_word(words: str) -> str:
    """合计 where the words are only that; empty otherwise."""
    found = _SUM.fullmatch(_BRACKETS.sub("", words))
    return found["sum"] if found else ""


def plain_name(name: str) -> str:
    """A name without the word of a sum at its end: 投入合计 is 投入."""
    return _SUM_LAST.sub("", name) or name


@lru_cache(maxsize=4096)
def column_word(words: str) -> str:
    """What a header says of its numbers, without year, unit and brackets; empty for periods and sums."""
    bare = _OF_YEAR.sub("", _BRACKETS.sub("", words)).strip("/、:：")
    return "" if len(bare) < 2 or _PERIOD.fullmatch(bare) or _SUM.fullmatch(bare) or _NO_VALUE.search(bare) else bare


def joined(cell: CellContext, what: str, scope: str, measured: str) -> tuple[str, str]:
    """Metric and scope, the metric's name made full. `measured`: what the table's caption measures.

    A name is put together only where row or column alone would be said of other numbers of the same table too.
    """
    if not cell.headers or not cell.labels:
        return what, scope
    header, label = column_word(cell.headers[-1]), tidy(cell.labels[-1])
    if _BOUND.match(cell.labels[-1]) and header and not GENERIC.match(header):
        return (what if what.endswith(header) else header), cell.labels[-1]
    if total := sum_word(cell.labels[-1]):
        return _of_sum_row(what, header, total, measured), scope
    if total := sum_word(cell.headers[-1]):
        return _of_sum_column(cell, what, label, total), scope
    if not header or not label:
        return what, scope
    if _PERIOD.fullmatch(label):
        return (header, label) if what == label else (what, scope)
    if what.endswith(header) and _measures_itself(cell.stub, label):
        return label, header
    if _is_too_little(cell, what, header, label):
        return _put_together(label, header), (label if ENTITY_STUB.search(cell.stub) else "")
    return what, scope


def _of_sum_row(what: str, header: str, total: str, measured: str) -> str:
    """The sum of a column: by its column, else by what the table measures."""
    is_plain = not what or what == measured or GENERIC.match(what) or column_word(what) == ""
    if not is_plain:
        return what
    if not header:
        return _put_together(measured, total)
    if AMOUNT.fullmatch(header):
        return _put_together(measured, total) if measured else what
    return _put_together(_put_together(measured, header) if GENERIC.match(header) else header, total)


def _of_sum_column(cell: CellContext, what: str, label: str, total: str) -> str:
    """The sum of a row: of the part that the row is for; a row that measures has its own name."""
    if not label:
        return what or total
    is_of_parts = ENTITY_STUB.search(cell.stub) or POST_STUB.search(cell.stub)
    measures = REVENUE.search(label) or COST.search(label) or RATE.search(label)
    return _put_together(label, total) if is_of_parts or not measures else label


def _measures_itself(stub: str, label: str) -> bool:
    """True for a row of another measure among rows of parts: 毛利率 under 城东, 城西, 县域."""
    return ENTITY_STUB.search(stub) is not None and _MEASURE_LAST.search(label) is not None


def _is_too_little(cell: CellContext, what: str, header: str, label: str) -> bool:
    """True where neither the row's nor the column's name is enough."""
    if what == label:
        return _needs_column(cell, header, label)
    is_item = not (ENTITY_STUB.search(cell.stub) or POST_STUB.search(cell.stub)) and bool(cell.stub)
    is_own = RATE.search(header) and not _PART.search(header)
    return is_item and what == tidy(cell.headers[-1]) and not is_own and not PEOPLE.search(header) and _has_others(cell)


def _needs_column(cell: CellContext, header: str, label: str) -> bool:
    """True where a row's name stands for several columns of which this one tells another thing."""
    if unit_in(cell.labels[-1]) or (_MEASURE_LAST.search(label) and not _PART.search(header)):
        return False
    if ENTITY_STUB.search(cell.stub):
        return True
    if POST_STUB.search(cell.stub):
        return _is_of_heads(header) and any(_is_of_heads(words) for words in cell.beside)
    if _PRICE.search(header) or _PART.search(header):
        return True
    if "指标" in cell.stub or _GOAL_ALONE.fullmatch(header):
        return False
    if any(_HOW_MANY.search(words) for words in cell.beside):
        return True
    is_other = (REVENUE.search(header) or COST.search(header) or unit_in(cell.headers[-1])) and not _AMOUNT_LAST.search(header)
    return bool(is_other) and _has_others(cell)


def _is_of_heads(header: str) -> bool:
    return (HEADCOUNT.search(header) or _COME_AND_GO.search(header)) is not None


def _has_others(cell: CellContext) -> bool:
    return any(column_word(words) for words in cell.beside)


def _put_together(first: str, last: str) -> str:
    """One name of two; one that holds the other stays alone, one too long loses its first part."""
    if not first or first in last:
        return last
    if last in first:
        return first
    return first + last if len(first) + len(last) <= _LONGEST else last
