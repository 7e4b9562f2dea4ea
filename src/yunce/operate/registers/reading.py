# SPDX-License-Identifier: Apache-2.0
"""Entries from a table: one a row; everything wrong is told by row and column, and then nothing is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from yunce.operate.registers.retention import class_of
from yunce.operate.registers.sorts import DAYS, FIELDS, Sort, sort_of
from yunce.operate.registers.steps import check_days
from yunce.operate.tabular import Reading, Row, Sheet, period_of
from yunce.plan.document import Plan, Register
from yunce.values.duration import read_duration
from yunce.values.problem import Problem
from yunce.values.writing import trimmed

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "register": ("台账", "台账编号", "register"),
        "code": ("编号", "证书编号", "证号", "文号", "器具编号", "出厂编号", "code", "number"),
        "title": ("名称", "标题", "证书名称", "文件名称", "器具名称", "演练", "演练名称", "title", "name", "subject"),
        "unit": ("单位", "部门", "门店", "网点", "unit"),
        "holder": ("持有人", "姓名", "持证人", "人员", "holder", "person"),
        "issuer": ("发证机关", "发证机构", "颁发机构", "检定机构", "issuer"),
        "method": ("取得方式", "取证方式", "检定方式", "method"),
        "custodian": ("保管人", "负责人", "责任人", "custodian", "keeper"),
        "place": ("存放地点", "地点", "位置", "place"),
        "cycle": ("周期", "检定周期", "评审周期", "有效时长", "cycle", "valid"),
        "issued_on": ("发证日期", "签发日期", "检定日期", "生效日期", "issued_on", "issued"),
        "until": ("有效期至", "到期日", "到期日期", "有效期", "下次检定日期", "until", "expires"),
        "planned_on": ("计划日期", "演练日期", "planned_on", "planned"),
        "retention": ("保管期限", "保管年限", "retention"),
    }
)
LONGEST: Mapping[str, int] = MappingProxyType({"code": 100, "title": 200, "method": 200, "issuer": 200, "place": 200})
SHORT = 120
"""The longest of all other texts [characters]."""
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to write down of a new entry, or of one that is there."""

    register: str
    data: Mapping[str, object]
    line: int = 0

    def text(self, name: str) -> str:
        """A field's text; empty where it is not told."""
        return str(self.data.get(name) or "")

    @property
    def key(self) -> str:
        """What makes it this entry and no other: its number, else title and holder with unit and planned day."""
        told = ("code",) if self.text("code") else ("title", "holder", "unit", "planned_on")
        return "|".join((self.register, *(self.text(name) for name in told)))


def read_entries(sheet: Sheet, plan: Plan, today: date, register: Register | None = None) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The entries of a table's rows, and all that is wrong in them; with a register given, all belong to it."""
    reading = Reading.of(sheet, COLUMNS)
    columns = dict(reading.columns)
    if "title" not in columns and "holder" in columns:
        columns["title"] = columns["holder"]
    reading = replace(reading, columns=columns)
    needed = ("title",) if register or len(plan.registers) == 1 else ("title", "register")
    if len(sheet.rows) > MOST:
        return (), (Problem.of("register.too_many", sheet.name, limit=MOST),)
    if not reading.need(*needed):
        return (), tuple(reading.problems)
    drafts: list[Draft] = []
    seen: dict[str, int] = {}
    for row in reading.rows():
        home = register or _register(row, plan)
        draft = _draft(row, home, plan, today) if home else None
        if draft is None:
            continue
        if draft.key in seen:
            row.wrong("register.twice", columns["title"], value=draft.text("title"), first=seen[draft.key])
        seen.setdefault(draft.key, row.line)
        drafts.append(draft)
    return (() if reading.problems else tuple(drafts)), tuple(reading.problems)


def _register(row: Row, plan: Plan) -> Register | None:
    text = row.text("register")
    found = next((r for r in plan.registers if text in {r.id, r.label}), None)
    if found is None and not text and len(plan.registers) == 1:
        return plan.registers[0]
    if found is None:
        known = "、".join(r.label for r in plan.registers) or "-"
        row.wrong("register.unknown", row.reading.columns.get("register", ""), value=text[:40], known=known)
    return found


def _draft(row: Row, register: Register, plan: Plan, today: date) -> Draft | None:
    before = len(row.reading.problems)
    sort = sort_of(register.kind)
    given = {name: row.text(name) for name in FIELDS[sort] if row.text(name)}
    data, wrong = read_fields(given, plan, sort, today)
    for name, problem in wrong:
        row.wrong(problem.code, row.reading.columns.get(name, name), **dict(problem.params))
    return Draft(register.id, data, row.line) if len(row.reading.problems) == before else None


def read_fields(
    given: Mapping[str, str], plan: Plan, sort: Sort, today: date
) -> tuple[Mapping[str, object], tuple[tuple[str, Problem], ...]]:
    """What people wrote into the fields of an entry, as events keep it; and what is wrong, each with its field."""
    data: dict[str, object] = {}
    wrong: list[tuple[str, Problem]] = []
    for name in FIELDS[sort]:
        text = trimmed(given.get(name, ""))
        if name == "title" and not text:
            wrong.append((name, Problem.of("register.title_missing", name)))
        elif text:
            found = _value(name, text, plan)
            wrong += [(name, found)] if isinstance(found, Problem) else []
            data |= {} if isinstance(found, Problem) else {name: found}
    days = check_days("until", data, today)
    return data, (*wrong, *((("until", days),) if days else ()))


def _value(name: str, text: str, plan: Plan) -> object:
    """A field's value as an event keeps it, or its `Problem`."""
    if name in DAYS:
        period = period_of(text)
        is_day = not isinstance(period, Problem) and period.days == 1
        return period.first.isoformat() if is_day and not isinstance(period, Problem) else _bad(name, text, "2026-11-22")
    if name == "unit":
        unit = next((u.id for u in plan.units if text in {u.id, u.label}), None)
        return unit or Problem.of("register.unit_unknown", name, value=text[:40])
    if name == "cycle":
        found = read_duration(text)
        return _bad(name, text, "12mo、1年写作 12个月、30d") if isinstance(found, Problem) or not found.amount else found.text
    if name == "retention":
        return class_of(text) or _bad(name, text, "永久、30年、10年、5年、3年、1年")
    limit = LONGEST.get(name, SHORT)
    return text if len(text) <= limit else Problem.of("register.text_long", name, limit=limit)


def taken_over(draft: Draft) -> Draft:
    """A document that a table says to be issued, as one that was issued before it was written down here; others are drafts."""
    return replace(draft, data={**draft.data, "issued" if draft.text("issued_on") else "draft": True})


def _bad(name: str, text: str, wanted: str) -> Problem:
    return Problem.of("register.cell_unreadable", name, value=text[:40], wanted=wanted)
