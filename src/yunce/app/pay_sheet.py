# SPDX-License-Identifier: Apache-2.0
"""An appraisal as a workbook: scores with their formulas, the pay sheet ready to print, pools, what was noted. Same result, same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from yunce.app.words import say
from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.values.problem import Problem, YunceError

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The time that a workbook carries: the same result is the same bytes."""
STATES = {"scored": "已计分", "held": "未报送，暂不计分", "vetoed": "一票否决"}
ITEM_STATES = {"scored": "", "not_reported": "未报送", "vetoed": "一票否决", "clear": "", "reweighted": "未报送，其余项分担"}
PAY_COLUMNS = (
    *("工号", "姓名", "岗位", "单位", "得分", "等级", "系数"),
    *("绩效基数", "应得绩效", "实发绩效", "固定工资", "提成", "扣款", "合计", "签名"),
)


def write_appraisal(found: Appraisal, path: Path) -> None:
    """The workbook of an appraisal. Raises `YunceError` where the file cannot be written."""
    try:
        with path.open("wb") as out, xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": f"{found.title} {found.period}", "created": EPOCH})
            forms = {"head": book.add_format({"bold": True, "bottom": 1}), "money": book.add_format({"num_format": "#,##0.00"})}
            forms["title"] = book.add_format({"bold": True, "font_size": 14})
            _items(book, found, forms)
            _pay(book, found, forms)
            _pools(book, found, forms)
            _notes(book, found.problems, forms)
    except OSError as e:
        raise YunceError(Problem.of("app.file_unwritable", str(path), reason=e.strerror or str(e))) from e


def _items(book: Any, found: Appraisal, forms: Mapping[str, Any]) -> None:
    """One row an item of a person; points are weight x ratio, the score their sum."""
    sheet = book.add_worksheet("考核明细")
    _header(sheet, ("工号", "姓名", "考核项", "实际", "目标", "比率", "权重", "得分", "数据来源", "确认人", "状态"), forms)
    line = 1
    for person in found.people:
        first = line
        for item in person.lines:
            _row(sheet, line, (person.person, person.name, item.name, item.actual, item.target, item.ratio, item.weight))
            weighs = item.weight is not None and item.ratio is not None and item.state == "scored" and person.reported == 1
            if weighs:
                ratio, weight = (xl_rowcol_to_cell(line, column) for column in (5, 6))
                sheet.write_formula(line, 7, f"={ratio}*{weight}", None, float(item.points or 0))
            else:
                _row(sheet, line, (item.points,), 7)
            _row(sheet, line, (item.source, item.confirmer, ITEM_STATES[item.state]), 8)
            line += 1
        _row(sheet, line, (person.person, person.name, "总分"))
        if _is_sum(person):
            total = f"=MAX(0,SUM({xl_rowcol_to_cell(first, 7)}:{xl_rowcol_to_cell(line - 1, 7)}))"
            sheet.write_formula(line, 7, total, None, float(person.score or 0))
        else:
            _row(sheet, line, (person.score,), 7)
        _row(sheet, line, (STATES[person.state],), 10)
        line += 1


def _is_sum(person: PersonResult) -> bool:
    """True where the score is the sum of its points: not rounded, not blended with another card's, not struck by a veto."""
    total = max(Decimal(0), sum((line.points for line in person.lines if line.points is not None), Decimal(0)))
    return person.state == "scored" and person.score is not None and abs(total - person.score) < Decimal("0.00001")


def _pay(book: Any, found: Appraisal, forms: Mapping[str, Any]) -> None:
    """The pay sheet: earned is base x coefficient, the totals are sums; landscape, one page wide, the head on every page."""
    sheet = book.add_worksheet("工资表")
    sheet.write_string(0, 0, f"{found.title} {found.period} 绩效工资表", forms["title"])
    _header(sheet, PAY_COLUMNS, forms, 2)
    for line, person in enumerate(found.people, 3):
        _pay_row(sheet, line, person, forms)
    last = 2 + len(found.people)
    if found.people:
        _row(sheet, last + 1, ("合计",))
        for column in range(7, 14):
            top, end = xl_rowcol_to_cell(3, column), xl_rowcol_to_cell(last, column)
            amounts = [_pay_amounts(person)[column - 7] for person in found.people]
            sheet.write_formula(last + 1, column, f"=SUM({top}:{end})", forms["money"], float(sum(a for a in amounts if a is not None)))
    _row(sheet, last + 3, ("制表：", "", "", "复核：", "", "", f"签批：{found.signed_by}"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_column(0, len(PAY_COLUMNS) - 1, 11)
    sheet.set_footer("&P / &N")


def _pay_amounts(person: PersonResult) -> tuple[Decimal | None, ...]:
    return (person.base, person.earned, person.pay, person.fixed, person.commission, person.deduction, person.total)


def _pay_row(sheet: Any, line: int, person: PersonResult, forms: Mapping[str, Any]) -> None:
    _row(sheet, line, (person.person, person.name, person.role, person.unit, person.score, person.grade, person.coefficient))
    for column, amount in enumerate(_pay_amounts(person), 7):
        if amount is not None:
            sheet.write_number(line, column, float(amount), forms["money"])
    if person.earned is not None:
        base, factor = (xl_rowcol_to_cell(line, column) for column in (7, 6))
        sheet.write_formula(line, 8, f"=ROUND({base}*{factor},2)", forms["money"], float(person.earned))
    if person.total is not None:
        parts = [xl_rowcol_to_cell(line, column) for column in (9, 10, 11, 12)]
        sheet.write_formula(line, 13, f"={parts[0]}+{parts[1]}+{parts[2]}-{parts[3]}", forms["money"], float(person.total))


def _pools(book: Any, found: Appraisal, forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("总额与名额")
    _header(sheet, ("单位", "应得合计", "总额", "实发合计", "缩减系数", "状态", "签批人"), forms)
    states = {"within": "在总额内", "scaled": "已签批缩减", "stopped": "超额，待签批", "waiting": "合用的卡还有人没有得分"}
    for line, pool in enumerate(found.pools, 1):
        _row(sheet, line, (pool.unit, pool.wanted, pool.limit, pool.paid, pool.scale, states[pool.state], pool.signed_by))
    line = len(found.pools) + 2
    _header(sheet, ("单位", "名额规则", "是否满足"), forms, line)
    for at, quota in enumerate(found.quotas, line + 1):
        _row(sheet, at, (quota.unit, quota.formula, {True: "满足", False: "不满足", None: "未知"}[quota.holds]))


def _notes(book: Any, problems: Sequence[Problem], forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("说明")
    _header(sheet, ("程度", "说明", "怎么办"), forms)
    marks = {"error": "错误", "warning": "提醒", "note": "说明"}
    for line, problem in enumerate(problems, 1):
        _row(sheet, line, (marks[problem.severity.value], *say(problem)))


def _header(sheet: Any, names: Sequence[str], forms: Mapping[str, Any], line: int = 0) -> None:
    for column, name in enumerate(names):
        sheet.write_string(line, column, name, forms["head"])


def _row(sheet: Any, line: int, values: Sequence[object], first: int = 0) -> None:
    """Cells of a row: numbers as numbers, words as words that are never formulas, unknown left blank."""
    for column, value in enumerate(values, first):
        if isinstance(value, Decimal | int):
            sheet.write_number(line, column, float(value))
        elif value not in {None, ""}:
            sheet.write_string(line, column, str(value))
