# SPDX-License-Identifier: Apache-2.0
"""Cases from a file: a table with one case a row; everything wrong is told by row and column, and then nothing is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from yunce.operate.cases.report import Report
from yunce.operate.tabular import Sheet
from yunce.operate.workitems.states import Severity
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI
from yunce.web.cases.intake import Counter, wrong_with

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "问题", "主题", "title"),
    "kind": ("种类", "工单种类", "kind"),
    "category": ("类别", "分类", "category"),
    "text": ("说明", "内容", "详情", "text"),
    "unit": ("单位", "部门", "门店", "unit"),
    "severity": ("严重程度", "程度", "severity"),
    "name": ("姓名", "客户", "客户姓名", "name"),
    "contact": ("电话", "联系方式", "手机", "contact"),
    "amount": ("金额", "欠费金额", "退款金额", "amount"),
    "subject": ("对象", "订单", "房号", "subject"),
    "reference": ("编号", "工单号", "reference"),
    "channel": ("渠道", "来源", "channel"),
    "at": ("时间", "受理时间", "发生时间", "at"),
}
SEVERITIES = {"一般": Severity.MINOR, "严重": Severity.MAJOR, "特别严重": Severity.CRITICAL, **{s.value: s for s in Severity}}
CHANNELS = {"电话": "phone", "网上": "online", "线上": "online", "现场": "counter", "来信": "letter", "走访": "visit",
            "上级转办": "superior", "其他": "other"}  # fmt: skip
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y/%m/%d")
MOST = 20_000


def read_cases(sheet: Sheet, counter: Counter) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """The reports of a table's rows, and all that is wrong in them by row and column."""
    known = {name: next((h for h in sheet.header if h.strip().lower() in words), "") for name, words in COLUMNS.items()}
    if not known["title"]:
        return (), (Problem.of("case.column_missing", sheet.name, column="标题"),)
    reports: list[Report] = []
    problems: list[Problem] = []
    for line, row in sheet.rows[:MOST]:
        cells = {name: row[column].strip() for name, column in known.items() if column and row[column].strip()}
        report, wrong = _report(cells, counter, sheet.name, line)
        found = [*wrong, *(replace(p, path=f"{sheet.name}:{line}") for p in (wrong_with(report, counter) if not wrong else ()))]
        problems += found
        reports += [] if found else [report]
    return tuple(reports), tuple(problems)


def _report(cells: Mapping[str, str], counter: Counter, name: str, line: int) -> tuple[Report, list[Problem]]:
    wrong: list[Problem] = []

    def bad(column: str, wanted: str) -> None:
        wrong.append(Problem.of("case.cell_unreadable", name, row=line, column=COLUMNS[column][0], value=cells[column][:40], wanted=wanted))

    given: dict[str, object] = {k: cells[k] for k in ("title", "category", "text", "name", "contact", "subject", "reference") if k in cells}
    given["kind"] = _kind(cells.get("kind", ""), counter)
    given["unit"] = next((unit for unit, said in counter.units.items() if cells.get("unit") in {unit, said}), cells.get("unit", ""))
    given["channel"] = CHANNELS.get(cells.get("channel", ""), cells.get("channel", ""))
    if "severity" in cells:
        given["severity"] = SEVERITIES.get(cells["severity"], Severity.MINOR)
        if cells["severity"] not in SEVERITIES:
            bad("severity", "一般、严重、特别严重")
    if "amount" in cells:
        given["amount"] = _amount(cells["amount"])
        if given["amount"] is None:
            bad("amount", "一个数，例如 128.50")
    if "at" in cells:
        given["at"] = next(_moments(cells["at"]), None)
        if given["at"] is None:
            bad("at", "2026-11-22 09:30")
    return Report(**given), wrong  # type: ignore[arg-type]  # each field has just been read


def _kind(text: str, counter: Counter) -> str:
    """A kind by its id or title; where the plan has one only, nothing needs to be said."""
    if not text and len(counter.kinds) == 1:
        return next(iter(counter.kinds))
    return next((name for name, handled in counter.kinds.items() if text in {name, handled.kind.label}), text)


def _amount(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _moments(text: str) -> Iterator[datetime]:
    for form in FORMS:
        try:
            yield datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
