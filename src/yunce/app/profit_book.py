# SPDX-License-Identifier: Apache-2.0
"""Statements of centres as a workbook: levels as formulas, the waterfall of allocation, rails and budgets. Same result, same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from yunce.app.pay_sheet import EPOCH
from yunce.app.words import say
from yunce.operate.profit.results import Profit, Statement
from yunce.values.problem import Problem, YunceError

LINES: tuple[tuple[str, str, str], ...] = (
    ("收入", "revenue", ""),
    ("内部收入", "internal_revenue", ""),
    ("变动成本与税", "variable", ""),
    ("内部成本", "internal_cost", ""),
    ("边际贡献", "margin", "={c}3+{c}4-{c}5-{c}6"),
    ("直接费用", "direct", ""),
    ("部门贡献", "contribution", "={c}7-{c}8"),
    ("公共费用", "shared", ""),
    ("分出", "given", ""),
    ("分入", "received", ""),
    ("利润", "profit", "={c}9-{c}10+{c}11-{c}12"),
    ("工时", "hours", ""),
    ("每工时利润", "profit_per_hour", '=IF({c}14>0,ROUND({c}13/{c}14,2),"")'),
)
"""The lines of a statement from row 3 on, with the formulas of its levels."""
LEVELS = {"margin", "contribution", "profit"}


def write_profit(found: Profit, path: Path) -> None:
    """The workbook of a period's statements. Raises `YunceError` where the file cannot be written."""
    try:
        with path.open("wb") as out, xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": f"{found.title} {found.period}", "created": EPOCH})
            forms = {"head": book.add_format({"bold": True, "bottom": 1}), "money": book.add_format({"num_format": "#,##0.00"})}
            forms["level"] = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
            for month in dict.fromkeys(s.month for s in (*found.statements, *found.company)):
                _statements(book, found, month, forms)
            _accounts(book, found, forms)
            _waterfall(book, found, forms)
            _controls(book, found, forms)
            _notes(book, found.problems, forms)
    except OSError as e:
        raise YunceError(Problem.of("app.file_unwritable", str(path), reason=e.strerror or str(e))) from e


def _statements(book: Any, found: Profit, month: str, forms: Mapping[str, Any]) -> None:
    """One month: lines down, centres across, the company last as the sum of the centres."""
    sheet = book.add_worksheet(f"损益 {month}" if month else "损益 全期")
    columns: list[Statement] = [s for s in found.statements if s.month == month]
    own = len(columns)
    columns += [s for s in found.company if s.month == month and not found.centre]
    sheet.write_string(0, 0, f"{found.title} {month or found.period} 损益表", forms["head"])
    for line, (name, _, _) in enumerate(LINES, 2):
        sheet.write_string(line, 0, name)
    for column, statement in enumerate(columns, 1):
        sheet.write_string(1, column, statement.name, forms["head"])
        summed = (xl_col_to_name(1), xl_col_to_name(own)) if column > own and own else None
        _column(sheet, column, statement, summed, forms)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, max(1, len(columns)), 14)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _column(sheet: Any, column: int, statement: Statement, summed: tuple[str, str] | None, forms: Mapping[str, Any]) -> None:
    letter = xl_col_to_name(column)
    for line, (_, field, formula) in enumerate(LINES, 2):
        value = getattr(statement, field)
        form = forms["level" if field in LEVELS else "money"]
        if value is None:
            continue
        if formula:
            sheet.write_formula(line, column, formula.format(c=letter), form, float(value))
        elif summed:
            sheet.write_formula(line, column, f"=SUM({summed[0]}{line + 1}:{summed[1]}{line + 1})", form, float(value))
        else:
            sheet.write_number(line, column, float(value), form)


def _accounts(book: Any, found: Profit, forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("科目明细")
    _header(sheet, ("月份", "单位", "科目", "类别", "金额"), forms)
    kinds = {"revenue": "收入", "variable": "变动成本", "tax": "税", "direct": "直接费用", "shared": "公共费用"}
    rows = [(s.month, s.name, a.name, kinds[a.kind], a.amount) for s in found.statements if s.month for a in s.accounts]
    _rows(sheet, rows)


def _waterfall(book: Any, found: Profit, forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("分摊去向")
    _header(sheet, ("月份", "分摊", "费用池", "方法", "动因", "池的费用", "分给", "动因数量", "比例", "金额"), forms)
    rows: list[Sequence[object]] = []
    for pool in found.pools:
        head = (pool.month, pool.title, " ".join(word for word in (pool.unit, pool.account) if word), pool.method, pool.driver, pool.cost)
        rows += [(*head, share.centre, share.quantity, share.share, share.amount) for share in pool.shares]
        if pool.unallocated:
            rows.append((*head, "未分摊", None, None, pool.unallocated))
    _rows(sheet, rows)
    _header(sheet, ("月份", "内部结算", "提供方", "使用方", "数量", "单价", "金额"), forms, len(rows) + 2)
    _rows(sheet, [(t.month, t.transfer, t.seller, t.buyer, t.quantity, t.price, t.amount) for t in found.transfers], len(rows) + 3)


def _controls(book: Any, found: Profit, forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("护栏与预算")
    states = {"within": "在范围内", "over": "超出", "under": "低于", "unknown": "未知", "warn": "提醒", "stop": "停止"}
    _header(sheet, ("月份", "单位", "项目", "金额", "收入", "占比", "下限", "上限", "状态"), forms)
    guards = [
        (g.month or "全期", g.centre or "公司", g.name, g.amount, g.of, g.ratio, g.low, g.high, states[g.state]) for g in found.guards
    ]
    _rows(sheet, guards)
    line = len(guards) + 2
    for head, budgets in (("预算", found.budgets), (f"{found.year} 全年预算", found.year_budgets)):
        if budgets or head == "预算":
            _header(sheet, (head, "单位", "科目", "预算额", "已发生", "已承诺", "剩余", "使用率", "状态"), forms, line)
            rows = [(b.title, b.unit, b.account, b.amount, b.spent, b.committed, b.left, b.used, states[b.state]) for b in budgets]
            _rows(sheet, rows, line + 1)
            line += len(rows) + 2


def _notes(book: Any, problems: Sequence[Problem], forms: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("说明")
    _header(sheet, ("程度", "说明", "怎么办"), forms)
    marks = {"error": "错误", "warning": "提醒", "note": "说明"}
    _rows(sheet, [(marks[problem.severity.value], *say(problem)) for problem in problems])


def _header(sheet: Any, names: Sequence[str], forms: Mapping[str, Any], line: int = 0) -> None:
    for column, name in enumerate(names):
        sheet.write_string(line, column, name, forms["head"])


def _rows(sheet: Any, rows: Sequence[Sequence[object]], first: int = 1) -> None:
    """Cells: numbers as numbers, words as words that are never formulas, unknown left blank."""
    for line, row in enumerate(rows, first):
        for column, value in enumerate(row):
            if isinstance(value, Decimal | int):
                sheet.write_number(line, column, float(value))
            elif value not in {None, ""}:
                sheet.write_string(line, column, str(value))
