# SPDX-License-Identifier: Apache-2.0
"""Whom a scorecard is about: people of a roster, of a sheet of results, or the posts themselves where no names are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from yunce.operate.tabular import BLANK, UNIT_WORDS, Names, Reading, Sheet, number_of, period_of
from yunce.operate.text_column import series_of
from yunce.plan.document import Plan
from yunce.plan.parts.organisation import Role
from yunce.plan.parts.people import Scorecard
from yunce.values.light import light
from yunce.values.money import fen
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError

PERSON: Names = {
    "person": ("person", "工号", "员工编号", "人员编号", "人员", "姓名", "员工", "员工姓名", "被考核人", "考核对象", "employee", "id"),
    "name": ("name", "姓名", "员工姓名", "名称"),
    "role": ("role", "岗位", "职位", "职务", "post"),
    "unit": UNIT_WORDS,
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
AMOUNT = r"^[0-9]{1,13}(?:\.[0-9]{1,2})?$"
"""Yuan whose fen are exact as a binary number."""
BY_COLUMN = 1000
"""Rows from which on a column is read as a whole."""


@light
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
    lines = sheet.columns().lines
    told = [own is None or own.overlaps(period) for own in reading.each("period", period_of)]
    stays = not reading.has("first") and not reading.has("last")
    people = list(_read(reading, plan, told))
    found = {(person.id, person.role): person for person in people}
    if stays and not reading.has("period") and len(found) == len(people) and "" not in reading.texts("person"):
        return tuple(people), reading.sorted_problems()
    found = {}
    for line, person, counts in zip(lines, people, told, strict=True):
        if not counts:
            continue
        if not person.id:
            if roster:
                reading.wrong(line, "appraisal.person_unnamed")
        elif stays or person.within(period):
            own = (person.id, person.role)
            if own in found and roster:
                reading.wrong(line, "appraisal.person_twice", id=person.id)
            found.setdefault(own, person)
    return tuple(found.values()), reading.sorted_problems()


def _read(reading: Reading, plan: Plan, told: Sequence[bool]) -> Iterator[Person]:
    """Each row as a person, its fields read column by column."""
    roles = {word: role for role in plan.roles for word in (role.name, role.title, role.id) if word}
    units = {word: unit.id for unit in plan.units for word in (unit.name, unit.title, unit.id) if word}
    posts = {text: _Post.of(text, roles.get(text)) for text in set(reading.texts("role"))}
    if units:
        strangers = {text for text in set(reading.texts("unit")) if text and text not in units}
        for line, text, counts in zip(reading.sheet.columns().lines, reading.texts("unit"), told, strict=True) if strangers else ():
            if counts and text in strangers:
                reading.wrong(line, "appraisal.unit_unknown", id=text)
    unknown = sorted(text for text in posts if text and plan.roles and text not in roles)
    if unknown:
        told_roles = "、".join(unknown[:8])
        reading.problems.append(Problem.of("appraisal.role_unknown", reading.sheet.name, Severity.WARNING, names=told_roles))
    has_fixed = reading.has("fixed")
    days = [reading.each(name, period_of) for name in ("first", "last")]
    money = [_amounts(reading, name) for name in ("base", "fixed", "deduction")]
    columns = (*(reading.texts(name) for name in ("person", "name", "role", "unit", "city")), *days, *money, reading.each("days", days_of))
    for own, name, role, unit, city, first, last, base, fixed, deduction, paid_days in zip(*columns, strict=True):
        post = posts[role]
        yield Person(
            own,
            name or own,
            post.role,
            units.get(unit, unit) or post.unit,
            post.base if base is None else base,
            fixed if has_fixed else post.fixed,
            city,
            first.first if first else None,
            last.until if last else None,
            paid_days,
            deduction or 0,
        )


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as a roster names it: its id, where it sits, what the plan pays it [fen]."""

    role: str
    unit: str = ""
    base: int | None = None
    fixed: int | None = None

    @classmethod
    def of(cls, text: str, role: Role | None) -> _Post:
        """The post of a text; one that the plan does not know by its own words."""
        return cls(text) if role is None else cls(role.id, role.unit, _pay(role, "variable"), _pay(role, "fixed"))


def _amounts(reading: Reading, name: str) -> Sequence[int | None]:
    """A field of every row in fen: as a whole where all cells are plain amounts or blank, else text by text."""
    cells = reading.texts(name)
    if len(cells) < BY_COLUMN or not reading.has(name):
        return reading.each(name, money_of)
    column = series_of(cells)
    plain = column.str.contains(AMOUNT)
    if not (plain | column.str.to_lowercase().is_in(list(BLANK))).all():
        return reading.each(name, money_of)
    amounts: list[int | None] = (column.set(~plain, None).cast(pl.Float64) * 100).round().cast(pl.Int64).to_list()
    return amounts


def money_of(text: str) -> int | Problem:
    """An amount of pay in fen: none below zero, no parts of a fen."""
    amount = number_of(text)
    if isinstance(amount, Problem):
        return amount
    try:
        return fen(amount) if amount >= 0 else Problem.of("table.cell_negative", column="-", value=text)
    except YunceError:
        return Problem.of("table.cell_no_money", column="-", value=text)


def days_of(text: str) -> Decimal | Problem:
    """Days that are paid, none below zero."""
    found = number_of(text)
    return found if isinstance(found, Problem) or found >= 0 else Problem.of("table.cell_negative", column="-", value=text)


def _pay(role: Role | None, part: str) -> int | None:
    """What the plan pays a post [fen]."""
    amount = getattr(role.pay, part) if role is not None and role.pay is not None else None
    return fen(amount.amount) if amount is not None else None


def posts(plan: Plan) -> tuple[Person, ...]:
    """The posts of a plan as if each were one person: what is appraised where nobody is named."""
    return tuple(Person(r.id, r.label, r.id, r.unit, _pay(r, "variable"), _pay(r, "fixed")) for r in plan.roles)


def appraised(card: Scorecard, plan: Plan, people: Iterable[Person], *, linked: bool = False) -> tuple[Person, ...]:
    """Whom a card is about: people in its posts (and its unit, with those below); for a card without posts its unit, else everybody.

    With `each: unit` every unit is one; so it is for a card without posts and unit that others are `linked` to.
    """
    below = _below(plan, card.unit)
    if card.each == "unit" or (linked and not card.each and not card.roles and not card.unit):
        return tuple(Person(u.id, u.label, "", u.id) for u in plan.units if not card.unit or u.id in below - {card.unit})
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
