# SPDX-License-Identifier: Apache-2.0
"""The pay sheet of a unit, or one's own slip: only what this person may see; after the freeze as it was frozen, with lines booked since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.values.money import yuan
from yunce.values.problem import Problem
from yunce.web.people.opening import RoundDesk, late_of
from yunce.web.people.round_page import score_of
from yunce.web.problems import said_all
from yunce.web.ui.numbers import UNKNOWN, Number, rounded
from yunce.web.ui.parts import Choice, Said, address
from yunce.web.ui.tables import Cell, Col, Row, Table, Text
from yunce.web.workitems.desk import names_of

GUARDS = frozenset({"appraisal.below_lowest_wage", "appraisal.deduction_limited", "appraisal.lowest_wage_missing"})


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody whose pay would be otherwise by what is known now."""

    person: str
    name: str
    amount: str
    shown: str
    seen: int


@dataclass(frozen=True, slots=True)
class PayPage:
    """A pay sheet."""

    card: str
    title: str
    period: str
    unit: str
    units: tuple[Choice, ...]
    is_own: bool
    table: Table
    standing: str
    is_final: bool
    signed_by: str
    guards: tuple[Said, ...]
    adjusted: Table | None
    late: tuple[Late, ...]
    file: str
    sha256: str
    said: tuple[Said, ...]


def payees(desk: RoundDesk, unit: str, *, own: bool) -> tuple[PersonResult, ...]:
    """Whose pay this person may see: in a unit and below it, or their own."""
    if own:
        return tuple(person for person in desk.result.people if desk.rights.is_self(person))
    reaches = desk.work.desk.access.reaches
    return tuple(p for p in desk.result.people if desk.rights.sees_pay(p) and (not unit or reaches(unit, p.unit)))


def part_of(desk: RoundDesk, people: tuple[PersonResult, ...]) -> Appraisal:
    """The results of these people only; pools and notes of others are left out."""
    if len(people) == len(desk.result.people):
        return desk.result
    known, units = {person.person for person in people}, {person.unit for person in people}
    whole = {unit for unit in units if all(p.person in known for p in desk.result.people if p.unit == unit)}
    pools = tuple(pool for pool in desk.result.pools if pool.unit in whole and pool.unit)
    return replace(desk.result, people=people, pools=pools, quotas=(), cliffs=(), matrices=(), problems=_guards(desk.result, known))


def pay_page(desk: RoundDesk, unit: str, people: tuple[PersonResult, ...], *, own: bool, said: tuple[Said, ...] = ()) -> PayPage:
    """The page of these people's pay."""
    known = {person.person for person in people}
    at = desk.round.frozen_at
    return PayPage(
        card=desk.card.id,
        title=desk.card.label,
        period=desk.key.period,
        unit=desk.work.desk.unit_names().get(unit, ""),
        units=_units(desk, unit),
        is_own=own,
        table=_table(desk, people),
        standing=_("已于 {at} 冻结").format(at=f"{at:%Y-%m-%d %H:%M}") if at else _("还没有冻结，数字会变"),
        is_final=desk.frozen is not None,
        signed_by=desk.result.signed_by,
        guards=said_all(_guards(desk.result, known), desk.work.desk.plan),
        adjusted=_adjusted(desk, known),
        late=() if own else _late(desk, people),
        file=address(reverse("pay-file", args=[desk.card.id, desk.key.period]), unit=unit, me="1" if own else ""),
        sha256=desk.frozen.sha256 if desk.frozen else "",
        said=said,
    )


def _guards(result: Appraisal, known: set[str]) -> tuple[Problem, ...]:
    """Findings of the law on these people's pay: those about one person stand under their id."""
    people = {person.person for person in result.people}
    return tuple(p for p in result.problems if p.code in GUARDS and (p.path not in people or p.path in known))


def _units(desk: RoundDesk, unit: str) -> tuple[Choice, ...]:
    """The units in which this person may see pay of the card."""
    names = desk.work.desk.unit_names()
    units = dict.fromkeys(person.unit for person in desk.result.people if desk.rights.sees_pay(person))
    return (
        (Choice("", _("全部"), not unit), *(Choice(one, names.get(one, one), one == unit) for one in units if one))
        if len(units) > 1
        else ()
    )


def _table(desk: RoundDesk, people: tuple[PersonResult, ...]) -> Table:
    names = desk.work.desk.unit_names()
    roles = desk.work.role_names()
    rows = [_row(p, roles.get(p.role, p.role), names.get(p.unit, p.unit)) for p in people]
    if len(people) > 1:
        sums = [_total([_amounts(p)[i] for p in people]) for i in range(len(_amounts(people[0])))]
        rows.append(Row((_("合计"), "", "", "", "", "", *sums, "")))
    money = [_("绩效基数"), _("应得绩效"), _("实发绩效"), _("固定工资"), _("提成"), _("扣款"), _("合计")]
    cols = (Col(_("人员")), Col(_("岗位")), Col(_("单位")), Col(_("得分"), numeric=True), Col(_("等级")), Col(_("系数"), numeric=True),
            *(Col(title, numeric=True) for title in money), Col(_("签名")))  # fmt: skip
    return Table(_("绩效工资表（元）"), cols, tuple(rows), cards=True)


def _row(person: PersonResult, role: str, unit: str) -> Row:
    name = Text(person.name, sub=person.person if person.person != person.name else "")
    amounts = map(_money, _amounts(person))
    return Row((name, role, unit, score_of(person), person.grade or "–", _plain(person.coefficient), *amounts, ""))


def _amounts(person: PersonResult) -> tuple[Decimal | None, ...]:
    return (person.base, person.earned, person.pay, person.fixed, person.commission, person.deduction, person.total)


def _total(amounts: list[Decimal | None]) -> Cell:
    """The sum of what is known; with somebody unknown it says so."""
    known = [amount for amount in amounts if amount is not None]
    shown = _money(sum(known, Decimal(0))) if known else Number(UNKNOWN, _("未知"))
    return shown if len(known) in {0, len(amounts)} else Text(shown.text, sub=_("缺 {n} 人").format(n=len(amounts) - len(known)))


def _adjusted(desk: RoundDesk, known: set[str]) -> Table | None:
    names = {person.person: person.name for person in desk.result.people}
    lines = [line for line in desk.round.adjustments if line.person in known]
    by = names_of({line.by for line in lines})
    rows = tuple(
        Row((names.get(x.person, x.person), _signed(yuan(x.amount)), x.note, by.get(x.by, x.by), f"{x.at:%Y-%m-%d %H:%M}")) for x in lines
    )
    cols = (Col(_("人员")), Col(_("差额（元）"), numeric=True), Col(_("原因")), Col(_("谁记的")), Col(_("时间")))
    return Table(_("冻结后的调整单"), cols, rows, cards=True) if rows else None


def _late(desk: RoundDesk, people: tuple[PersonResult, ...]) -> tuple[Late, ...]:
    """What later facts ask to be booked, for those whose pay this person may book."""
    found, names = late_of(desk), {p.person: p.name for p in people if not desk.rights.is_self(p)}
    return tuple(
        Late(who, names[who], f"{yuan(amount):f}", _signed(yuan(amount)).text, desk.version(who))
        for who, amount in found.items()
        if who in names
    )


def _signed(value: Decimal) -> Number:
    return Number(("+" if value > 0 else "") + rounded(value, 2), f"{value:f}")


def _money(value: Decimal | None) -> Number:
    return Number(UNKNOWN, _("未知")) if value is None else Number(rounded(value, 2), f"{value:f}")


def _plain(value: Decimal | None) -> Number:
    return Number(UNKNOWN, _("未知")) if value is None else Number(f"{value.normalize():f}", f"{value:f}")
