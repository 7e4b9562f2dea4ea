# SPDX-License-Identifier: Apache-2.0
"""The name of what a cell of a table measures: of its row, its column, its caption, or of row and column together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yunce.reader.contexts import Context
from yunce.reader.grid_units import unit_in
from yunce.reader.grids import CellContext
from yunce.reader.joined_names import joined
from yunce.reader.names_of_things import (
    AMOUNT,
    COST,
    ENTITY_STUB,
    GENERIC,
    HEADCOUNT,
    MEASURE_STUB,
    PAY,
    PEOPLE,
    POST_STUB,
    RATE,
    REVENUE,
    SCORE,
    TOTAL,
)
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.tidying import tidy

SIDES = frozenset({"收入", "成本", "费用", "利润", "支出", "投入", "毛利", "税金", "盈余", "结余"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DESCRIBES = re.compile(r"标准|要求|方式|方法|口径|说明|做法|要点|措施")
_SPENT = re.compile(r"(?:(?![及和与、的])[一-鿿]){2}费用?|成本|支出|投入|预算")
_LONGEST_NAME = 12
_MEASURED = re.compile(r"(?:[数量额率比]|占比|小计|产能|时长|面积|人力|[月日年]销|毛利|收入|利润)$|^人均|^单店|^单产|^户均")
"""Headers whose last word is a measure."""
_MEASURES_STUB = re.compile(r"指标|科目|要素|费用|成本|项目|岗位|职务|职位|职级|工种|人员|参数|标准|目标|任务|预算|支出")
"""Over names of measures, items and posts, which name the numbers of their rows themselves."""


@lru_cache(maxsize=4096)
def is_measure(name: str) -> bool:
    """True for a name that says what is measured: income, cost, a rate, a score."""
    return bool(not GENERIC.match(name) and any(p.search(name) for p in (REVENUE, COST, RATE, SCORE)))


def name_of_cell(context: Context) -> tuple[str, str]:
    """Metric and scope of a cell; row and column together where one alone tells too little."""
    cell = context.cell
    return joined(cell, *_row_or_column(context, cell), _of_caption(context)) if cell is not None else ("", "")


def _row_or_column(context: Context, cell: CellContext) -> tuple[str, str]:
    """Metric and scope. The label column's header tells whether rows are measures or the parts they are measured for."""
    headers = [words for one in cell.headers if (words := tidy(one))]
    labels = [words for one in cell.labels if (words := tidy(one)) and not words.isdigit()]
    if len(labels) > 1 and TOTAL.fullmatch(labels[-1]):
        labels.pop()
    named = [words for words in headers if not (GENERIC.match(words) or AMOUNT.fullmatch(words) or _YEAR.fullmatch(words))]
    if headers and labels and not named and _is_own_measure(headers[-1], cell.beside) and not is_measure(labels[-1]):
        return headers[-1], labels[-1]
    header, label = _joined(named), _label_of(context, labels)
    if not header:
        return _of_rows(context, label, headers)
    return (header, "") if not label else _of_both(context, header, label)


def _joined(headers: Sequence[str]) -> str:
    """The name of a column: the nearest header, behind the one above it where only that one measures: 存款新增 over 对公."""
    if len(headers) > 1 and is_measure(headers[-2]) and not is_measure(headers[-1]) and len(headers[-2] + headers[-1]) <= _LONGEST_NAME:
        return headers[-2] + headers[-1]
    return headers[-1] if headers else ""


def _of_both(context: Context, header: str, label: str) -> tuple[str, str]:
    """Metric and scope where both the column and the row have a name."""
    cell = context.cell
    if cell is None:
        return header, label
    if HEADCOUNT.search(header) and not PEOPLE.search(HEADCOUNT.sub("", header)) and not TOTAL.fullmatch(label):
        return label, header
    if is_share(context.mention.unit) and header.endswith("率") and not RATE.search(label):
        return header, label
    if is_money(context.mention.unit) and POST_STUB.search(cell.stub):
        return header, label
    if _is_beside_others(cell.stubs, header, cell.beside):
        return header, label
    if _columns_measure(cell.stub, header, cell.beside) and not is_measure(label):
        return header, label
    if _rows_measure(cell.stub, header, label):
        return label, header
    return header, label


@lru_cache(maxsize=1024)
def _columns_measure(stub: str, header: str, beside: tuple[str, ...]) -> bool:
    """True for one of several columns that each measure something of the things that the rows name: 业务量, 人均处理, 差错率."""
    if _MEASURES_STUB.search(stub) or not _MEASURED.search(header) or GENERIC.match(header) or AMOUNT.fullmatch(header):
        return False
    return any(words != header and _MEASURED.search(words) for words in map(tidy, beside))


@lru_cache(maxsize=1024)
def _is_beside_others(stubs: tuple[str, ...], header: str, beside: tuple[str, ...]) -> bool:
    """True for one of several named sums of the parts that a table lists: 研发投入 beside 市场投入, of stages."""
    if len(stubs) < 2 or not ENTITY_STUB.search(stubs[0]):
        return False
    return _is_named_sum(header) and any(_is_named_sum(tidy(words)) for words in beside)


def _is_named_sum(header: str) -> bool:
    measured = COST.search(header) or REVENUE.search(header)
    return bool(measured) and not AMOUNT.fullmatch(header) and not GENERIC.match(header)


@lru_cache(maxsize=1024)
def _is_own_measure(header: str, beside: tuple[str, ...]) -> bool:
    """True for a plain word of money between measures of the same rows: 费用 beside 收入, 成本 and 利润."""
    if COST.search(header) is None or (AMOUNT.fullmatch(header) and header not in SIDES):
        return False
    others = {tidy(words) for words in beside}
    return len({words for words in others if words in SIDES or REVENUE.search(words)}) > 1


def _label_of(context: Context, labels: list[str]) -> str:
    """The label that names the row: not what only describes it (标准, 要求) before a rhythm or a number."""
    cell = context.cell
    if not labels or cell is None:
        return ""
    told = [tidy(words) for words, stub in zip(cell.labels, cell.stubs, strict=True) if not _DESCRIBES.search(stub)]
    plain = [words for words in told if words in labels]
    return plain[-1] if plain and _DESCRIBES.search(cell.stub) else labels[-1]


def _rows_measure(stub: str, header: str, label: str) -> bool:
    """True where the row's label, not the column's header, names the measure."""
    if MEASURE_STUB.search(stub) and not ENTITY_STUB.search(stub):
        return not (PAY.search(header) or (POST_STUB.search(stub) and is_measure(header)))
    if ENTITY_STUB.search(stub):
        return False
    return is_measure(label) or not is_measure(header)


def _of_rows(context: Context, label: str, headers: list[str]) -> tuple[str, str]:
    """The name where headers are periods or plain 目标/金额: the row's label, or what the caption measures where rows are only parts."""
    cell = context.cell
    stub = cell.stub if cell else ""
    if cell and label and cell.headers and all(_YEAR.fullmatch(words.strip()) for words in cell.headers):
        return label, ""
    if cell and label and unit_in(cell.labels[-1]):  # a row with a unit of its own names a measure
        return label, ""
    is_part = not label or ENTITY_STUB.search(stub) or (not stub and not is_measure(label) and not PEOPLE.search(label))
    if label and headers and HEADCOUNT.search(headers[-1]) and not PEOPLE.search(HEADCOUNT.sub("", headers[-1])):
        return label, ""
    plain_headers = all(GENERIC.match(words) for words in headers)
    if is_part and plain_headers and (measure := _of_caption(context)):
        return measure, label
    if is_part and headers and ENTITY_STUB.search(stub):
        return headers[-1], label
    return (label, "") if label else (headers[-1] if headers else "", "")


def _of_caption(context: Context) -> str:
    """The measure that a table's caption or section names."""
    if not is_money(context.mention.unit):
        return ""
    return _measured_in((*context.place.headings, context.cell.heading if context.cell else ""))


@lru_cache(maxsize=1024)
def _measured_in(told: tuple[str, ...]) -> str:
    """The measure in the last of the words above a table that name one."""
    for words in reversed(told):
        found = [one for one in (REVENUE.search(words), _SPENT.search(words)) if one]
        if found:
            return max(found, key=lambda one: one.end()).group()
    return ""
