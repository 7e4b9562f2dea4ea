# SPDX-License-Identifier: Apache-2.0
"""Rows of a ledger: when, whose, which account, how much; from a sheet, or from facts that were loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.operate.facts import View
from yunce.operate.profit.results import Kind
from yunce.operate.tabular import BLANK, UNIT_WORDS, Names, Reading, Row, Sheet
from yunce.operate.units import UNASSIGNED
from yunce.plan.document import Plan
from yunce.plan.parts.money import Account
from yunce.values.money import fen
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError
from yunce.warehouse.port import Measure

LEDGER: Names = {
    "day": ("date", "日期", "记账日期", "凭证日期", "发生日期", "月份", "期间", "会计期间", "month", "period", "day"),
    "unit": UNIT_WORDS,
    "account": ("account", "科目", "会计科目", "科目名称", "费用项目", "项目", "收支项目"),
    "amount": ("amount", "金额", "发生额", "本期发生额", "本期金额"),
    "debit": ("debit", "借方", "借方金额", "借方发生额"),
    "credit": ("credit", "贷方", "贷方金额", "贷方发生额"),
    "kind": ("kind", "类别", "类型", "性质", "收支", "收支类型", "type"),
    "state": ("state", "status", "状态"),
}
"""The columns of a ledger."""
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"收入|revenue|income", re.IGNORECASE), "revenue"),
    (re.compile(r"变动|variable", re.IGNORECASE), "variable"),
    (re.compile(r"税|tax", re.IGNORECASE), "tax"),
    (re.compile(r"公共|共同|shared|overhead", re.IGNORECASE), "shared"),
    (re.compile(r"直接|固定|支出|费用|成本|direct|fixed|cost|expense", re.IGNORECASE), "direct"),
)
_REVENUE = re.compile(r"收入|销售额|营业额|revenue|income|sales", re.IGNORECASE)
_COMMITTED = re.compile(r"承诺|签约|下单|待付|committed", re.IGNORECASE)
_SCALES = (("万元", 10_000), ("千元", 1_000))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `amount` [fen] positive as its kind is booked; committed ones count for budgets alone."""

    month: str
    unit: str
    account: str
    name: str
    kind: Kind
    amount: int
    committed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts that are known, by every word for them."""

    accounts: Mapping[str, Account]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Chart:
        """The chart of some accounts; an id wins over a name, a name over a synonym."""
        listed = tuple(accounts)
        words: dict[str, Account] = {}
        for account in listed:
            words |= dict.fromkeys(account.synonyms, account)
        for account in listed:
            words |= {word: account for word in (account.title, account.name, account.id) if word}
        return cls(words)

    def place(self, text: str, stated: str) -> tuple[str, str, Kind, bool]:
        """The id, name and kind of an account, and whether the chart or the row says so (else it is a guess)."""
        account = self.accounts.get(text)
        if account is not None:
            kind: Kind = account.kind  # type: ignore[assignment]  # the choices of an account are the kinds
            return account.id, account.label, kind or "direct", True
        for form, own in _KINDS:
            if stated and form.search(stated):
                return text, text, own, True
        return text, text, "revenue" if _REVENUE.search(text) else "direct", False


def read_ledger(sheet: Sheet, plan: Plan, chart: Chart, period: Period) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries of a sheet in a period; and what is wrong in it. A row of an unknown unit stays unassigned, and is
    told; a plan without units takes those of the ledger.
    """
    reading = Reading.of(sheet, LEDGER)
    has_amount = reading.has("amount") or reading.has("debit") or reading.has("credit")
    if not reading.need("day", "account", *(() if has_amount else ("amount",))):
        return (), tuple(reading.problems)
    has_unit = not plan.units or reading.need("unit")
    units = {word: unit.id for unit in plan.units for word in (unit.name, unit.title, unit.id) if word}
    found: list[Entry] = []
    strangers: dict[str, list[int]] = {}
    guesses: dict[str, Kind] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row in reading.rows():
        day = row.period("day")
        if day is None:
            if not row.text("day"):
                row.wrong("profit.row_undated", reading.columns["day"])
        elif day.first in period:
            account, name, kind, sure = chart.place(row.text("account"), row.text("kind"))
            unit = units.get(row.text("unit"), UNASSIGNED if plan.units else row.text("unit") or UNASSIGNED)
            amount = _amount(row, kind)
            if not row.text("account"):
                row.wrong("profit.account_missing", reading.columns["account"])
            _again(row, seen)
            if amount is not None:
                found.append(Entry(f"{day.first:%Y-%m}", unit, account, name, kind, amount, bool(_COMMITTED.search(row.text("state")))))
            if unit == UNASSIGNED and plan.units and has_unit:
                strangers.setdefault(row.text("unit") or "（空）", []).append(row.line)
            guesses |= {} if sure else {name or "-": kind}
    told = tuple(_told(sheet.name, strangers, guesses))
    return tuple(found), (*reading.problems, *told)


def _again(row: Row, seen: dict[tuple[str, ...], int]) -> None:
    """Tell a row that says the same as one before it in every cell: it counts, for it may be meant."""
    cells = tuple(row.cells.get(header, "").strip() for header in row.reading.sheet.header)
    first = seen.setdefault(cells, row.line)
    if first != row.line:
        words = (("line", str(row.line)), ("first", str(first)))
        row.reading.problems.append(Problem("profit.row_again", f"{row.reading.sheet.name}:{row.line}", words, Severity.WARNING))


def _amount(row: Row, kind: Kind) -> int | None:
    """A row's amount [fen], positive in the direction of its kind; `None` where it has none (noted)."""
    if row.reading.has("amount"):
        amount = _scaled(row, "amount")
        if amount is None and row.text("amount") in BLANK:
            row.wrong("profit.amount_missing", row.reading.columns["amount"])
    else:
        debit, credit = _scaled(row, "debit") or Decimal(0), _scaled(row, "credit") or Decimal(0)
        amount = credit - debit if kind == "revenue" else debit - credit
    try:
        return None if amount is None else fen(amount)
    except YunceError:
        row.wrong("table.cell_unreadable", "amount", value=amount)
        return None


def _scaled(row: Row, name: str) -> Decimal | None:
    """A cell in yuan: a header may say 万元."""
    amount, header = row.number(name), row.reading.columns.get(name, "")
    scale = next((scale for word, scale in _SCALES if word in header), 1)
    return None if amount is None else amount * scale


def _told(name: str, strangers: Mapping[str, Sequence[int]], guesses: Mapping[str, Kind]) -> Iterable[Problem]:
    words = {"revenue": "收入", "direct": "直接费用"}
    if strangers:
        whose = "、".join(
            f"{unit}（第 {'、'.join(map(str, lines[:5]))}{' …' if len(lines) > 5 else ''} 行）" for unit, lines in [*strangers.items()][:8]
        )
        yield Problem.of("profit.unit_unknown", name, Severity.WARNING, names=whose)
    for account, kind in sorted(guesses.items()):
        yield Problem.of("profit.account_unknown", name, Severity.WARNING, account=account, kind=words.get(kind, kind))


def entries_of(view: View, chart: Chart, period: Period) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries that facts hold in a period, taken together by month, unit and account; committed ones on their own."""
    measures = [Measure(name, "ledger", "sum", name) for name in ("amount", "committed")]
    query = view.query(measures, ("month", "unit", "account", "kind"), period, "", None)
    if query.first >= query.until:
        return (), ()
    found: list[Entry] = []
    guesses: dict[str, Kind] = {}
    for row in view.facts.query(query).sort("month", "unit", "account", "kind").iter_rows(named=True):
        account, name, kind, sure = chart.place(row["account"] or "", row["kind"] or "")
        head = (row["month"], row["unit"] or UNASSIGNED, account, name, kind)
        found += [Entry(*head, int(row[m.name]), m.name == "committed") for m in measures if row[m.name] is not None]
        guesses |= {} if sure else {name or "-": kind}
    return tuple(found), tuple(_told("ledger", {}, guesses))
