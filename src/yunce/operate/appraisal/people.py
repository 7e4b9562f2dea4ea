# SPDX-License-Identifier: Apache-2.0
"""Whom a scorecard is about: people of a roster, of a sheet of results, or the posts themselves where no names are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunce.operate.tabular import Names, Reading, Row, Sheet
from yunce.plan.document import Plan
from yunce.plan.parts.organisation import Role
from yunce.plan.parts.people import Scorecard
from yunce.values.money import fen
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

PERSON: Names = {
    "person": ("person", "工号", "员工编号", "人员编号", "人员", "姓名", "员工", "员工姓名", "被考核人", "考核对象", "employee", "id"),
    "name": ("name", "姓名", "员工姓名", "名称"),
    "role": ("role", "岗位", "职位", "职务", "post"),
    "unit": ("unit", "部门", "单位", "所属部门", "中心", "department", "dept", "centre"),
    "first": ("from", "入职", "入职日期", "到岗日期", "start"),
    "last": ("to", "离职", "离职日期", "end"),
    "base": ("base", "绩效基数", "绩效工资基数", "绩效工资标准", "绩效工资", "绩效奖金基数", "bonus_base"),
    "fixed": ("fixed", "固定工资", "基本工资", "底薪", "base_pay", "基础工资"),
    "city": ("city", "城市", "工作地"),
    "days": ("days", "计薪天数", "出勤天数", "paid_days"),
    "deduction": ("deduction", "扣款", "赔偿扣款", "应扣"),
    "period": ("period", "期间", "月份", "考核期", "month"),
}
"""The columns of a roster."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a post, for a time [first, until); money in whole fen, `None` where nobody told."""

    id: str
    name: str
    role: str
    unit: str
    base: int | None = None
    fixed: int | None = None
    city: str = ""
    first: date | None = None
    until: date | None = None
    days: Decimal | None = None
    deduction: int = 0

    def within(self, period: Period) -> bool:
        """True where the person is in the post on some day of a period."""
        return (self.first is None or self.first < period.until) and (self.until is None or self.until > period.first)


def read_people(
    sheet: Sheet, plan: Plan, period: Period, *, roster: bool = True
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:  # fmt: skip
    """The people of a roster in a period, each row one; and what is wrong in it. Posts and units are found by id or name.

    With `roster` false the sheet is one of results: it may name nobody in a row, and somebody in several.
    """
    reading = Reading.of(sheet, PERSON)
    if not reading.need("person"):
        return (), tuple(reading.problems)
    roles = {word: role for role in plan.roles for word in (role.name, role.title, role.id) if word}
    units = {word: unit.id for unit in plan.units for word in (unit.name, unit.title, unit.id) if word}
    found: dict[tuple[str, str], Person] = {}
    for row in reading.rows():
        own = row.period("period")
        if own is not None and not own.overlaps(period):
            continue
        person = _person(row, roles, units)
        if not person.id and roster:
            row.wrong("appraisal.person_unnamed", "person")
        elif person.id and person.within(period):
            if (person.id, person.role) in found and roster:
                row.wrong("appraisal.person_twice", "person", id=person.id)
            found.setdefault((person.id, person.role), person)
    return tuple(found.values()), tuple(reading.problems)


def _person(row: Row, roles: Mapping[str, Role], units: Mapping[str, str]) -> Person:
    role = roles.get(row.text("role"))
    post = role.id if role else row.text("role")
    unit = row.text("unit")
    if unit and units and unit not in units:
        row.wrong("appraisal.unit_unknown", "unit", id=unit)
    first, last = row.period("first"), row.period("last")
    base = _money(row, "base")
    return Person(
        id=row.text("person"),
        name=row.text("name") or row.text("person"),
        role=post,
        unit=units.get(unit, unit) or (role.unit if role else ""),
        base=base if base is not None else _pay(role, "variable"),
        fixed=_money(row, "fixed") if row.reading.has("fixed") else _pay(role, "fixed"),
        city=row.text("city"),
        first=first.first if first else None,
        until=last.until if last else None,
        days=row.number("days"),
        deduction=_money(row, "deduction") or 0,
    )


def _money(row: Row, name: str) -> int | None:
    """A field's money in fen; parts of a fen are a problem."""
    amount = row.number(name)
    try:
        return None if amount is None else fen(amount)
    except YunceError:
        row.wrong("table.cell_unreadable", name, value=amount)
        return None


def _pay(role: Role | None, part: str) -> int | None:
    """What the plan pays a post [fen]."""
    amount = getattr(role.pay, part) if role is not None and role.pay is not None else None
    return fen(amount.amount) if amount is not None else None


def posts(plan: Plan) -> tuple[Person, ...]:
    """The posts of a plan as if each were one person: what is appraised where nobody is named."""
    return tuple(Person(r.id, r.label, r.id, r.unit, _pay(r, "variable"), _pay(r, "fixed")) for r in plan.roles)


def appraised(card: Scorecard, plan: Plan, people: Iterable[Person]) -> tuple[Person, ...]:
    """Whom a card is about: people in its posts (and its unit, with those below); for a card without posts its unit, else everybody."""
    below = _below(plan, card.unit)
    if card.roles:
        return tuple(p for p in people if (p.role in card.roles or not p.role) and (not card.unit or p.unit in below))
    if card.unit:
        name = next((unit.label for unit in plan.units if unit.id == card.unit), card.unit)
        return (Person(card.unit, name, "", card.unit),)
    return tuple(people)


def _below(plan: Plan, unit: str) -> frozenset[str]:
    """A unit and those under it."""
    found = {unit} if unit else set()
    while True:
        more = {u.id for u in plan.units if u.parent in found and u.id not in found}
        if not more:
            return frozenset(found)
        found |= more
