# SPDX-License-Identifier: Apache-2.0
"""Totals of tables: rows and columns named 合计, 小计, 全年; the lines of a table vote for what a total is the sum of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from yunce.checker.amounts import Amount, Fit
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.sums.adding import sum_fit, sum_hit
from yunce.checker.sums.blocks import Break, breaks_of, kind_of, rows_of, tops_of
from yunce.checker.sums.blocks import is_total as is_total
from yunce.checker.sums.words import PAST_COLUMN, PERIODS, RATE, SHARE, SUBTOTAL

Choice = tuple[int, ...]
_FEWEST = 2
_NEAR, _FAR = 3, 20
"""How many times a sum may be its total: sums of money under 合计 may lack a decimal point."""
_CLOSE = Decimal("0.6")
_ONE_OF_MANY = re.compile(r"单店|每店|[年季月周日]均|/[月周天日]")
_PERIODS = (re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]+)月"), re.compile(r"季|Q[1-4]"), re.compile(r"半年|H[12]"))
"""Months, quarters, half years: each kind makes up the year by itself."""
_OF_QUARTER = 3
_WIDE = 16
"""Of a wider table only its first column may be left out: a name that ends with a number."""
_OF_ALL = re.compile(
    r"(?:全(?:公司|集团|国|区|店|行|院|校|厂|省|市|线|部|体|渠道|中心|平台|部门|事业部)|(?:公司|集团)?(?:整体|总体|合并)|(?:本)?(?:公司|集团))"
)
_ALL = Decimal("0.7"), Decimal("1.4")
_SUM_NAME = re.compile(r"[合总共小]\s?计(?:[(（].*)?|全年|总[额数]")


@dataclass(frozen=True, slots=True)
class Axis:
    """A table seen along one direction: lines that each hold a value at every position; `name` tells a position, `line_name` a line."""

    lines: Sequence[int]
    positions: Sequence[int]
    name: Callable[[int], str]
    line_name: Callable[[int], str]
    amount: Callable[[int, int], Amount | None]
    is_filled: Callable[[int, int], bool]

    def totals(self) -> list[int]:
        """The positions that are named as totals."""
        return [at for at in self.positions if is_total(self.name(at))]


@rule(
    "SUM005", Severity.ERROR, "表格的合计行与各行之和不符",
    "“{name}”写作 {stated}，各行相加是 {expected}，相差 {difference}", "把合计改为 {expected}，或核对各行",
)  # fmt: skip
def column_totals(paper: Paper) -> Iterator[Hit]:
    """表格中“合计”“小计”一行应等于它所合计的各行之和;比率、单价等不可相加的列不算。

    不通过:
        | 渠道 | 收入(万元) | 人数 |
        | --- | --- | --- |
        | 天猫 | 600 | 5 |
        | 京东 | 300 | 3 |
        | 合计 | 950 | 8 |
    通过:
        | 渠道 | 收入(万元) | 人数 |
        | --- | --- | --- |
        | 天猫 | 600 | 5 |
        | 京东 | 300 | 3 |
        | 合计 | 900 | 8 |
    """
    for grid in grids_of(paper):
        axis = _down(grid)
        table = rows_of(grid)
        broken, relations = breaks_of(table, axis.lines, axis.amount)
        yield from (hit for one in broken if (hit := _hit_of_block(axis, one)))
        if not relations:
            yield from _of_all(axis)
        known = {one.whole for one in relations}
        for total in axis.totals():
            if total not in known:
                tops = tuple(at for at in tops_of(table) if at != total)
                yield from _check(axis, total, _distinct([tops, *row_choices(axis, total)]))


@rule(
    "SUM006", Severity.ERROR, "表格的合计列与各列之和不符",
    "“{name}”写作 {stated}，各列相加是 {expected}，相差 {difference}", "把合计改为 {expected}，或核对各列",
)  # fmt: skip
def row_totals(paper: Paper) -> Iterator[Hit]:
    """表格中“合计”“全年”一列应等于同一行各期、各项之和。

    不通过:
        | 门店 | 一季度(万元) | 二季度(万元) | 三季度(万元) | 四季度(万元) | 全年(万元) |
        | --- | --- | --- | --- | --- | --- |
        | 东门店 | 20 | 25 | 30 | 35 | 110 |
        | 西门店 | 10 | 15 | 20 | 25 | 75 |
    通过:
        | 门店 | 一季度(万元) | 二季度(万元) | 三季度(万元) | 四季度(万元) | 全年(万元) |
        | --- | --- | --- | --- | --- | --- |
        | 东门店 | 20 | 25 | 30 | 35 | 110 |
        | 西门店 | 10 | 15 | 20 | 25 | 70 |
    """
    for grid in grids_of(paper):
        axis = _across(grid)
        for total in [at for at in axis.positions if is_total(axis.name(at)) or _is_year(axis.name(at))]:
            yield from _check(axis, total, column_choices(axis, total))
        for quarter, choices in _quarters(axis):
            yield from _check(axis, quarter, choices)


def _down(grid: Grid) -> Axis:
    """Columns as lines, rows as positions."""
    return Axis(
        [column for column in grid.columns if _may_add_up(grid.headers.get(column, ""))],
        grid.rows,
        lambda row: grid.labels.get(row, ""),
        lambda column: grid.headers.get(column, ""),
        lambda column, row: grid.amount(row, column),
        lambda column, row: grid.is_filled(row, column),
    )


def _may_add_up(name: str) -> bool:
    """Also true for columns of one shop or of a month's average: their rows are different things, not different shops or months."""
    return adds_up(_ONE_OF_MANY.sub("", name))


def _across(grid: Grid) -> Axis:
    """Rows as lines, columns as positions."""
    rows = [row for row in grid.rows if adds_up(grid.labels.get(row, ""))]
    return Axis(
        rows,
        grid.columns,
        lambda column: grid.headers.get(column, ""),
        lambda row: grid.labels.get(row, ""),
        grid.amount,
        grid.is_filled,
    )


def _is_year(name: str) -> bool:
    return name.startswith(("全年", "年度", "年目标")) and not RATE.search(name)


@lru_cache(maxsize=4096)
def adds_up(name: str) -> bool:
    """False for rates, prices and averages; shares and totals add up."""
    return not RATE.search(name) or bool(SHARE.search(name)) or is_total(name)


def row_choices(axis: Axis, total: int) -> list[Choice]:
    """What a total row may sum: the rows since the last total, all plain rows, the totals above; the rows below where it leads."""
    if alike := _of_one_name(axis, total):
        return [alike]
    totals = set(axis.totals())
    above = [at for at in axis.positions if at < total]
    below = [at for at in axis.positions if at > total]
    choices = _choices([at for at in above if not _is_detail(axis, at)], totals) if above else []
    choices += _choices([at for at in below if not _is_detail(axis, at)], totals)
    choices += [tuple(one) for one in _of_each_length(axis, [at for at in axis.positions if at not in totals])]
    if not above or SUBTOTAL.search(axis.name(total)):
        choices += [tuple(below[:end]) for end in range(_FEWEST, min(len(below), 12) + 1)]
    return _distinct([*choices, *_choices(above, totals)])


def _choices(rows: Sequence[int], totals: set[int]) -> list[Choice]:
    """Rows since the last total among them; all plain rows; the totals and what follows the last of them."""
    last = max((place for place, at in enumerate(rows) if at in totals), default=-1)
    plain = [at for at in rows if at not in totals]
    since = list(rows[last + 1 :])
    mixed = [at for at in rows if at in totals] + since
    first = [mixed, since] if last >= 0 else [plain]
    return [tuple(one) for one in (*first, plain, [at for at in rows if at in totals])]


def _is_detail(axis: Axis, at: int) -> bool:
    """Rows that take another row apart (其中:...) are no addends."""
    return "其中" in axis.name(at)


def column_choices(axis: Axis, total: int) -> list[Choice]:
    """What a total column may be the sum of: the columns left of it, right of it, the periods, since the last total."""
    if alike := _of_one_name(axis, total):
        return [alike]
    usable = [at for at in axis.positions if at != total and not PAST_COLUMN.search(axis.name(at)) and not RATE.search(axis.name(at))]
    totals = set(axis.totals())
    plain = [at for at in usable if at not in totals and not _is_year(axis.name(at))]
    left, right = [at for at in plain if at < total], [at for at in plain if at > total]
    periods = [at for at in plain if PERIODS.search(axis.name(at))]
    last = max((at for at in totals if at < total), default=-1)
    some = [
        [at for at in left if at > last],
        left,
        right,
        periods,
        *_of_each_length(axis, plain),
        [at for at in totals if at != total],
        plain,
    ]
    tails = [left[start:] for start in range(1, max(len(left) - 1, 1) if len(left) <= _WIDE else 2)]
    heads = [right[:end] for end in range(_FEWEST, len(right))] if len(right) <= _WIDE else []
    return _distinct([tuple(one) for one in (*some, *tails, *heads)])


def _of_each_length(axis: Axis, positions: Sequence[int]) -> list[list[int]]:
    """The months, the quarters and the half years where a table has several of these: 1月, 2月, 3月, 一季度, 4月 …, 合计."""
    found: dict[int, list[int]] = {}
    for at in positions:
        if (kind := _length_of(axis.name(at))) is not None:
            found.setdefault(kind, []).append(at)
    return list(found.values()) if len(found) > 1 else []


def _length_of(name: str) -> int | None:
    return next((at for at, form in enumerate(_PERIODS) if form.search(name)), None)


def _quarters(axis: Axis) -> Iterator[tuple[int, list[Choice]]]:
    """The quarters that stand behind or before their three months, with these."""
    lengths = [_length_of(axis.name(at)) for at in axis.positions]
    for place, at in enumerate(axis.positions):
        around = [(place - _OF_QUARTER, place), (place + 1, place + 1 + _OF_QUARTER)]
        choices = [tuple(axis.positions[a:b]) for a, b in around if a >= 0 and lengths[a:b] == [0] * _OF_QUARTER]
        if lengths[place] == 1 and choices and adds_up(axis.name(at)):
            yield at, choices


def _of_one_name(axis: Axis, total: int) -> Choice:
    """What a total of several kinds (合计 over 实际 and 目标) sums: the positions of its own last name; empty where it has one kind."""
    own = axis.name(total).split()
    if len(own) < _FEWEST or is_total(own[-1]):
        return ()
    totals = set(axis.totals())
    found = [(at, names) for at in axis.positions if at not in totals and (names := axis.name(at).split())[-1:] == own[-1:]]
    return tuple(at for at, _ in found) if len({names[0] for _, names in found}) == len(found) >= _FEWEST else ()


def _distinct(choices: Sequence[Choice]) -> list[Choice]:
    return list(dict.fromkeys(one for one in choices if len(one) >= _FEWEST))


def _check(axis: Axis, total: int, choices: Sequence[Choice]) -> Iterator[Hit]:
    """Let the lines vote for a choice, then tell the lines that no choice explains."""
    votes = dict.fromkeys(choices, 0)
    unexplained: list[int] = []
    for line in axis.lines:
        holding = [choice for choice in choices if _holds(axis, line, total, choice)]
        for choice in holding:
            votes[choice] += 1
        if not holding and axis.amount(line, total) is not None:
            unexplained.append(line)
    if len(unexplained) > max(max(votes.values(), default=0), 1) and not _is_plain(axis, total):
        return
    best: Choice = max(choices, key=lambda one: votes[one], default=())
    for line in unexplained:
        usable = [best] if votes.get(best) else [one for one in choices if len(_parts(axis, line, total, one)) > 1]
        if usable and (hit := _hit(axis, line, total, usable[0], votes[usable[0]])):
            yield hit


def _is_plain(axis: Axis, total: int) -> bool:
    """True for a total that is called nothing else; 人员合计 may be worked out otherwise."""
    return any(_SUM_NAME.fullmatch(piece) for piece in axis.name(total).split())


def _parts(axis: Axis, line: int, total: int, choice: Choice) -> list[Amount]:
    """The addends of a line: amounts of the total's family; none where a cell is of another family or holds words."""
    whole = axis.amount(line, total)
    found = [one for at in choice if (one := axis.amount(line, at)) is not None]
    if whole is None or {kind_of(one) for one in found} - {kind_of(whole)}:
        return []
    return found


def _holds(axis: Axis, line: int, total: int, choice: Choice) -> bool:
    whole, parts = axis.amount(line, total), _parts(axis, line, total, choice)
    return whole is not None and bool(parts) and sum_fit(whole, parts) is Fit.HOLDS


def _is_close(whole: Amount, found: Decimal) -> bool:
    """A sum, not an average, of rows of which each may be an average."""
    return whole.low * _CLOSE < found and found * _CLOSE < whole.high


def _of_all(axis: Axis) -> Iterator[Hit]:
    """A first or last row that names the whole house (全公司) over its parts, near to their sum."""
    for total in {axis.positions[0], axis.positions[-1]} if axis.positions else ():
        if _OF_ALL.fullmatch(axis.name(total).strip()) and not axis.totals():
            for hit in _check(axis, total, [tuple(at for at in axis.positions if at != total and not _is_detail(axis, at))]):
                stated, expected = Decimal(hit.stated), Decimal(hit.expected)
                if stated * _ALL[0] < expected < stated * _ALL[1]:
                    yield replace(hit, severity=Severity.WARNING)


def _hit_of_block(axis: Axis, one: Break) -> Hit | None:
    """The hit of a row that is not the sum of its block; a question where other rows come to it."""
    total = one.relation.whole
    is_whole = all(axis.is_filled(one.line, at) for at in one.relation.parts)
    others = [choice for choice in row_choices(axis, total) if choice != one.relation.parts] if total in axis.totals() else []
    is_other = any(_holds(axis, one.line, total, choice) for choice in others)
    severity = Severity.QUESTION if is_other else Severity.ERROR if is_whole else Severity.WARNING
    hit = sum_hit(one.whole, one.parts, severity)
    return _named(hit, axis, one.line, total) if hit else None


def _named(hit: Hit, axis: Axis, line: int, total: int) -> Hit:
    name = " ".join(one for one in (axis.line_name(line), axis.name(total)) if one)
    return Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": name}, hit.severity, hit.edit)


def _hit(axis: Axis, line: int, total: int, choice: Choice, votes: int) -> Hit | None:
    whole, parts = axis.amount(line, total), _parts(axis, line, total, choice)
    if whole is None or len(parts) < _FEWEST or (whole.family == "%" and not SHARE.search(axis.line_name(line) + axis.name(total))):
        return None
    found = sum((one.high for one in parts), Decimal(0))
    times = _FAR if whole.family == "CNY" and _is_plain(axis, total) and len(parts) > _FEWEST else _NEAR
    is_near = whole.low / times < found < whole.high * times
    is_whole = all(axis.is_filled(line, at) for at in choice)
    if not votes and (not is_near or not is_total(axis.name(total))) and not (is_near and whole.unit):
        return None
    severity = Severity.ERROR if is_whole and (votes or is_near) else Severity.WARNING
    hit = sum_hit(whole, parts, severity)
    if hit is None or not (adds_up(axis.line_name(line)) or _is_close(whole, found)):
        return None
    return _named(hit, axis, line, total)
