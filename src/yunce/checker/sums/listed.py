# SPDX-License-Identifier: Apache-2.0
"""Lists whose lines state several amounts each: the totals of their columns, and what most lines keep and one does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import any_holds, edit_of, sum_hit
from yunce.checker.sums.alike import Column, Lines, lines_alike
from yunce.checker.sums.words import LEFT, NOT_A_PART, RATE, TOTAL_BEFORE
from yunce.reader.scan.numerals import counting_number

_NO_PARTS = frozenset({"%", "pp", "天", "月", "年", "小时", "倍", "分"})
_COUNTED = re.compile(r"^\W*(?:以上|上述)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?!季度|年|月|天)[一-鿿]{1,8}?")
_DIRECT = re.compile(
    r"(?:以上|上述)?(?:[两二三四五六七八九十]|\d{1,2})?[一-鿿]{0,2}?(?:合\s?计|总\s?计|共\s?计|小\s?计|总和|相加|共)(?:为|是|约|达|需|投入)?"
)
"""A total of lines that names nothing else: 三项共需."""
_LEADS_IN = re.compile(r"如下|分解|其中|包括|构成|分为|组成|明细|分别|安排|[:：]\s*$")
_NEAR = Decimal("0.5"), Decimal(2)
_HANZI = re.compile(r"[^一-鿿]")
_TIMES = tuple(Decimal(one) for one in (1, 12, 4, 2, 365, 360, 52, 50, 30))
_SIZES = (2, 3)
_MOST_COLUMNS = 6
_KEEP = 2
"""Lines that must keep a relation before another may break it."""
_DIGITS = 5
"""Digits that the numbers of a line need together before it says anything that they keep a relation."""
_HUNDRED = Decimal(100)


@rule(
    "SUM037", Severity.WARNING, "清单各行同一项之和与所写的合计不符",
    "“{name}”合计写作 {stated}，各行相加是 {expected}，相差 {difference}", "核对合计与各行的同一项",
)  # fmt: skip
def columns_of_lines(paper: Paper) -> Iterator[Hit]:
    """每行写了几个数的清单(或用分号分开的几项),前后写出的合计应等于各行里同一单位、同一名称的数之和。

    不通过:
        1. 亲子班:招生480人,学费收入57.6万元
        2. 成人班:招生270人,学费收入81万元
        3. 企业班:招生350人,学费收入126万元

        三类课程共招生1100人,学费收入284.6万元。
    通过:
        1. 亲子班:招生480人,学费收入57.6万元
        2. 成人班:招生270人,学费收入81万元
        3. 企业班:招生350人,学费收入126万元

        三类课程共招生1100人,学费收入264.6万元。
    """
    for lines in lines_alike(paper):
        columns = [one for one in lines.columns() if _adds_up(one)]
        counted = _counted(lines)
        behind = lines.behind if counted in {0, len(lines.rows)} else ()
        for totals, told in ((behind, counted > 0), (_leading_in(lines), False)):
            whole = [one for one in columns if not told or len(one.slots) == counted]
            pairs = [(column, total) for total in totals for column in whole if _belongs(total, column, columns)]
            yield from _compared(pairs, told=told)


def _adds_up(column: Column) -> bool:
    """True for amounts that may be added: no shares, times, prices or what is left."""
    names = [column.label, *(one.lead for one in column.slots)]
    is_odd = any(RATE.search(name) or NOT_A_PART.search(name) or LEFT.search(name) for name in names)
    return column.unit not in _NO_PARTS and "/" not in column.unit and not is_odd


def _counted(lines: Lines) -> int:
    """Of how many lines the sentence behind speaks (五项合计); 0 where it does not say."""
    found = _COUNTED.match(lines.closing)
    return counting_number(found["n"]) if found else 0


def _leading_in(lines: Lines) -> tuple[Slot, ...]:
    """The amounts of the sentence in front, where it says that they are taken apart."""
    words = "".join(one.before for one in lines.before) + (lines.before[-1].tail if lines.before else "")
    is_told = any(TOTAL_BEFORE.search(one.lead) for one in lines.before) or _LEADS_IN.search(words)
    return lines.before if is_told else ()


def _belongs(total: Slot, column: Column, columns: Sequence[Column]) -> bool:
    """True where a total is of a column: the only one of its unit, or the one whose label it bears."""
    if total.amount.unit != column.unit or not total.amount.is_point or total.depth or RATE.search(total.lead):
        return False
    alike = [one for one in columns if one.unit == column.unit]
    return len(alike) == 1 or _shares_name(total, column)


def _shares_name(total: Slot, column: Column) -> bool:
    """True where two letters of the column's label stand in front of the total."""
    name = _HANZI.sub("", total.lead)
    return any(column.label[at : at + 2] in name for at in range(len(column.label) - 1))


def _compared(pairs: Sequence[tuple[Column, Slot]], *, told: bool) -> Iterator[Hit]:
    kept = {at for at, (column, total) in enumerate(pairs) if _holds(column, total)}
    for at, (column, total) in enumerate(pairs):
        if at in kept or any(column is other or total is one for other, one in (pairs[place] for place in kept)):
            continue
        amounts = [one.amount for one in column.slots]
        whole, value = total.amount.low, sum((one.low for one in amounts), Decimal(0))
        is_near = whole * _NEAR[0] < value < whole * _NEAR[1]
        is_named = bool(column.label) and _shares_name(total, column)
        is_direct = _DIRECT.fullmatch(total.lead.strip()) is not None
        is_sure = is_named or is_direct
        if not is_near and not (is_sure and (told or kept)):
            continue
        severity = Severity.WARNING if is_sure and (told or (is_near and len(amounts) > _KEEP)) else Severity.QUESTION
        if hit := sum_hit(total.amount, amounts, severity):
            name = column.label or total.lead.strip(" :：,，")
            yield replace(hit, words={**hit.words, "name": name})


def _holds(column: Column, total: Slot) -> bool:
    amounts = [one.amount for one in column.slots]
    plain = [one.amount for one in column.slots if "其中" not in one.before]
    return any_holds(total.amount, [plain, *(amounts[at:] for at in range(len(amounts) - 1))])


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to work a column out of others: what it comes to for the values of a line, and how that is written."""

    work: Callable[[Sequence[Decimal]], Decimal | None]
    shown: str
    size: int


def _times(count: Decimal) -> Callable[[Sequence[Decimal]], Decimal | None]:
    def work(values: Sequence[Decimal]) -> Decimal:
        result = count
        for one in values:
            result *= one
        return result

    return work


_PRODUCTS = tuple(
    _Form(_times(count), " × ".join(["{}"] * size) + (f" × {count}" if count != 1 else ""), size) for size in _SIZES for count in _TIMES
)
_OTHERS = (
    _Form(lambda v: v[0] / v[1] if v[1] else None, "{} ÷ {}", 2),
    _Form(lambda v: v[0] / v[1] / 12 if v[1] else None, "{} ÷ {} ÷ 12", 2),
    _Form(lambda v: v[0] - v[1], "{} - {}", 2),
    _Form(lambda v: v[0] / v[1] - 1 if v[1] else None, "{} ÷ {} - 1", 2),
)


@rule(
    "SUM038", Severity.WARNING, "清单里别的行都合的算法，这一行不合",
    "写作 {stated}，按别的行都合的算法算是 {expected}", "核对这一行的几个数",
)  # fmt: skip
def odd_one_out(paper: Paper) -> Iterator[Hit]:
    """清单至少两行按同一算法(面积×单价×12=年收入、金额÷人数=人均)算得上时,其余各行也应算得上。

    不通过:
        1. 金桂苑:面积42万平方米,单价2.1元/平方米·月,年应收1058.4万元
        2. 半岛名邸:面积35万平方米,单价2.8元/平方米·月,年应收1176万元
        3. 星河广场:面积18万平方米,单价8.5元/平方米·月,年应收1936万元
    通过:
        1. 金桂苑:面积42万平方米,单价2.1元/平方米·月,年应收1058.4万元
        2. 半岛名邸:面积35万平方米,单价2.8元/平方米·月,年应收1176万元
        3. 星河广场:面积18万平方米,单价8.5元/平方米·月,年应收1836万元
    """
    for lines in lines_alike(paper):
        columns = lines.columns()
        if len(lines.rows) > _KEEP < len(columns) <= _MOST_COLUMNS:
            yield from _odd(columns)


def _odd(columns: Sequence[Column]) -> Iterator[Hit]:
    cells = [dict(zip(column.at, (one.amount for one in column.slots), strict=True)) for column in columns]
    broken: dict[int, tuple[_Form, tuple[int, ...], int]] = {}
    fine: set[int] = set()
    for form, inputs, result in _candidates(len(columns)):
        kept, lost = _votes(cells, result, form, inputs)
        if len(kept) >= _KEEP and len(lost) <= max(1, len(kept) // 2):
            fine.update(kept)
            for row in lost:
                broken.setdefault(row, (form, inputs, result))
    for row, (form, inputs, result) in broken.items():
        if row not in fine:
            yield _hit(form, [cells[at][row] for at in inputs], cells[result][row])


def _candidates(columns: int) -> Iterator[tuple[_Form, tuple[int, ...], int]]:
    """Every way to work a column out of others, products first."""
    for forms, choose in ((_PRODUCTS, combinations), (_OTHERS, permutations)):
        for form in forms:
            for result in range(columns):
                others = [at for at in range(columns) if at != result]
                yield from ((form, chosen, result) for chosen in choose(others, form.size))


def _votes(cells: Sequence[Mapping[int, Amount]], result: int, form: _Form, inputs: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The lines that keep a relation, and those that break it."""
    kept: list[int] = []
    lost: list[int] = []
    for row, stated in cells[result].items():
        amounts = [cells[at][row] for at in inputs if row in cells[at]]
        if len(amounts) == len(inputs):
            fits = _fits(form, amounts, stated)
            if fits and _says_little(amounts, stated):
                return [], []
            (kept if fits else lost).append(row)
            if len(lost) > 1 and not kept:
                return [], []
    return kept, lost


def _fits(form: _Form, amounts: Sequence[Amount], stated: Amount) -> bool:
    value = _value(form, amounts, stated)
    if value is None:
        return False
    relative = sum((one.step / 2 / abs(one.low) for one in amounts if one.low and "." in one.words), Decimal(0))
    return fit(stated, value, value, abs(value) * min(relative, Decimal("0.05"))) is not Fit.OFF


def _value(form: _Form, amounts: Sequence[Amount], stated: Amount) -> Decimal | None:
    """What a form comes to, in the unit of what is stated."""
    value = form.work([one.factor for one in amounts])
    return value * _HUNDRED if value is not None and stated.unit == "%" else value


def _says_little(amounts: Sequence[Amount], stated: Amount) -> bool:
    """True where small or round numbers keep a relation that may be chance."""
    digits = sum(len(re.sub(r"\D", "", one.words).strip("0")) for one in (*amounts, stated))
    return digits < _DIGITS or any(one.factor in {Decimal(0), Decimal(1)} for one in amounts)


def _hit(form: _Form, amounts: Sequence[Amount], stated: Amount) -> Hit:
    value = _value(form, amounts, stated) or Decimal(0)
    terms = form.shown.format(*(text_of(one.low) + ("%" if one.unit == "%" else "") for one in amounts))
    sign = "%" if stated.unit == "%" else ""
    shown = f"{terms} = {text_of(value)}{sign} ≠ {text_of(stated.low)}{sign}"
    spans = spans_of([stated, *amounts])
    return Hit(spans, text_of(stated.low) + sign, text_of(value) + sign, shown, edit=edit_of(stated, value, value))
