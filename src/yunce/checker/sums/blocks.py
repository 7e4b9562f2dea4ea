# SPDX-License-Identifier: Apache-2.0
"""Which rows of a table belong to which subtotal: blocks closed or opened by subtotals, rows numbered in levels; the numbers choose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from yunce.checker.amounts import Amount, Fit
from yunce.checker.grids import Grid
from yunce.checker.sums.adding import sum_fit
from yunce.checker.sums.words import TOTAL_LABEL

Reading = Callable[[int, int], Amount | None]
"""The amount of a line (a column) at a row."""
_PLAIN = re.compile(r"-?[\d,.]+")
_SUBTOTAL, _OVERALL = re.compile(r"小\s?计"), re.compile(r"总\s?计|总和|总额|总数|总量|全部")
_FORMS = (
    re.compile(r"[一二三四五六七八九十]{1,3}(?:[、.．]|\s|$)"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)"),
    re.compile(r"\d{1,2}[.\-]\d{1,2}(?![\d%])"),
    re.compile(r"\d{1,2}(?:[、.．)）]|\s|$)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
    re.compile(r"[A-Z](?:[、.．]|\s|$)"),
)
"""How the rows of one level are numbered."""
_DETAIL = re.compile(r"其中")
_LONGEST_TOTAL = 12
_FEWEST = 2
_NEAR = Decimal("0.7"), Decimal("1.4")
_MOST, _LONGEST_BLOCK = 60, 16
"""Rows of a table, and of a block, that are looked for by their numbers alone."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A row that is the sum of other rows."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A relation that one line (a column) does not keep, with its amounts there."""

    line: int
    whole: Amount
    parts: tuple[Amount, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table with their names, their category (the first cell, where it is merged or repeated) and their numbering."""

    rows: Sequence[int]
    names: Mapping[int, str]
    categories: Mapping[int, str]
    numbers: Mapping[int, str]


@lru_cache(maxsize=4096)
def is_total(name: str) -> bool:
    """True for a label or header that names a total."""
    return any(TOTAL_LABEL.search(piece) and len(piece) <= _LONGEST_TOTAL for piece in name.split())


@lru_cache(maxsize=4096)
def rank_of(name: str) -> int:
    """0 for a plain row, 1 for a subtotal, 2 for a total, 3 for a total of all.

    >>> [rank_of(one) for one in ("房租", "小计", "线上合计", "总计")]
    [0, 1, 2, 3]
    """
    if not is_total(name):
        return 0
    return 1 if _SUBTOTAL.search(name) else 3 if _OVERALL.search(name) else 2


def kind_of(one: Amount) -> str:
    """The family of an amount; numbers without a unit are alike, whether or not their size made them money."""
    return "bare" if one.step <= 1 and one.family == "CNY" and _PLAIN.fullmatch(one.words) else one.family


def rows_of(grid: Grid) -> Rows:
    """The rows of a table as blocks are looked for in them."""
    firsts: dict[int, str] = {}
    spread: set[int] = set()
    for one in grid.cells:
        if one.cell.column == 0:
            for row in range(one.cell.row, one.cell.row + one.cell.rows):
                firsts[row] = one.words
            spread |= set(range(one.cell.row + 1, one.cell.row + one.cell.rows))
    words = {row: firsts.get(row) or grid.labels.get(row, "") for row in grid.rows}
    numbers = {} if spread else {row: form for row in grid.rows if (form := _form_of(words[row]))}
    return Rows(grid.rows, grid.labels, firsts, numbers if numbers or spread else _indents(grid))


def _indents(grid: Grid) -> dict[int, str]:
    """How many cells each row leaves empty in front of its name."""
    found: dict[int, int] = {}
    for one in grid.cells:
        if one.amount is None and not one.is_empty:
            found[one.cell.row] = min(one.cell.column, found.get(one.cell.row, one.cell.column))
    return {row: f"+{found[row]}" for row in grid.rows if row in found}


def _form_of(words: str) -> str:
    """The number of the form of a row's numbering, as a string; empty where it has none."""
    return next((str(at) for at, form in enumerate(_FORMS) if form.match(words)), "")


def structures(table: Rows) -> Iterator[list[Relation]]:
    """What may belong to what: totals that close or open their rows, each within its category or not; levels of numbering."""
    is_parted = sum(rank_of(table.names.get(row, "")) > 0 for row in table.rows) >= _FEWEST
    for by_category in (True, False) if is_parted else ():
        for takes_all in (True, False):
            yield _closed(table, table.rows, by_category=by_category, takes_all=takes_all)
            yield _closed(table, list(reversed(table.rows)), by_category=by_category, takes_all=takes_all)
    yield _levels(table)


def _closed(table: Rows, rows: Sequence[int], *, by_category: bool, takes_all: bool) -> list[Relation]:
    """Each total takes the rows in front of it that no other took, of lower rank; one with none in front takes what is left at the end."""
    ranks = {row: rank_of(table.names.get(row, "")) for row in rows}
    last = max((at for at, row in enumerate(rows) if ranks[row]), default=-1)
    stack: list[int] = []
    found, waiting = [], []
    for at, row in enumerate(rows):
        if _DETAIL.search(table.names.get(row, "")):
            continue
        if ranks[row]:
            taken = stack[:] if at == last and takes_all else _taken(stack, row, ranks, table.categories if by_category else None)
            del stack[len(stack) - len(taken) :]
            if not taken:
                waiting.append(row)
                continue
            found.append(Relation(row, tuple(sorted(taken))))
        stack.append(row)
    return [*found, *(Relation(row, tuple(sorted(stack))) for row in waiting[:1] if len(stack) > 1)]


def _taken(stack: Sequence[int], row: int, ranks: Mapping[int, int], categories: Mapping[int, str] | None) -> list[int]:
    """The end of the stack that a total takes: rows of lower rank, else of its own."""
    for bound in (ranks[row], ranks[row] + 1):
        start = len(stack)
        while start and ranks[stack[start - 1]] < bound and (categories is None or _is_alike(categories, stack[start - 1], row)):
            start -= 1
        if start < len(stack):
            return list(stack[start:])
    return []


def _is_alike(categories: Mapping[int, str], one: int, total: int) -> bool:
    """True where a row stands under the category of its total, or the total's first cell is its own name."""
    own, other = categories.get(total, ""), categories.get(one, "")
    return own == other or is_total(own)


def _plain_rows(table: Rows) -> list[int]:
    names = ((row, table.names.get(row, "")) for row in table.rows)
    return [row for row, name in names if not rank_of(name) and not _DETAIL.search(name)]


def _levels(table: Rows) -> list[Relation]:
    """Rows over the rows of the next level of numbering; totals over the rows of the first."""
    totals = [row for row in table.rows if rank_of(table.names.get(row, ""))]
    plain = _plain_rows(table)
    forms = [table.numbers.get(row, "") for row in plain]
    if len(set(forms)) < _FEWEST or len(totals) > _FEWEST or not all(forms[:1]):
        return []
    stack: list[tuple[str, int]] = []
    children: dict[int, list[int]] = {}
    for row, form in zip(plain, forms, strict=True):
        known = [one for one, _ in stack]
        stack = stack[: known.index(form)] if form in known else stack
        children.setdefault(stack[-1][1] if stack else -1, []).append(row)
        stack.append((form, row))
    tops = tuple(children.pop(-1, ()))
    parents = sorted(children.items(), reverse=True)
    return [*(Relation(row, tuple(parts)) for row, parts in parents), *(Relation(row, tops) for row in totals)]


def _discovered(table: Rows, lines: Sequence[int], amount: Reading) -> Iterator[list[Relation]]:
    """Rows that are the sum of the rows behind them in most lines, where only then the total at the end holds."""
    totals = [row for row in table.rows if rank_of(table.names.get(row, ""))]
    plain = _plain_rows(table)
    if len(totals) != 1 or len(plain) > _MOST or any(_keeps(Relation(totals[0], tuple(plain)), line, amount) for line in lines):
        return
    tops: list[int] = []
    found: list[Relation] = []
    at = 0
    while at < len(plain):
        ends = range(at + 3, min(len(plain), at + _LONGEST_BLOCK) + 1)
        block = next((one for end in ends if _is_kept(one := _block(plain[at:end]), lines, amount)), None)
        found += [block] if block else []
        tops.append(plain[at])
        at += 1 + (len(block.parts) if block else 0)
    if found:
        yield [*found, Relation(totals[0], tuple(tops))]
        gap = _gap(tops, {one.whole for one in found})
        if len(gap) > _FEWEST:  # one block does not hold, and stands between the others
            rest = tuple(row for row in tops if row not in gap[1:])
            yield [*found, _block(gap), Relation(totals[0], rest)]


def _block(rows: Sequence[int]) -> Relation:
    return Relation(rows[0], tuple(rows[1:]))


def _gap(tops: Sequence[int], wholes: set[int]) -> list[int]:
    """The rows that stand in no block."""
    return [row for row in tops if row not in wholes]


def _keeps(one: Relation, line: int, amount: Reading) -> bool:
    held, _ = _of_line([one], line, amount)
    return held > 0


def _is_kept(one: Relation, lines: Sequence[int], amount: Reading) -> bool:
    """True for a relation that all lines keep, or all but one of several."""
    judged = [_of_line([one], line, amount) for line in lines]
    held, odd = sum(each for each, _ in judged), sum(len(each) for _, each in judged)
    return held > 0 and odd <= (held > 1)


def breaks_of(table: Rows, lines: Sequence[int], amount: Reading) -> tuple[list[Break], list[Relation]]:
    """What the best structure of a table finds broken, and its relations; none where no structure holds at most places."""
    best: tuple[tuple[int, Decimal], list[Break], list[Relation]] | None = None
    for relations in (*structures(table), *_discovered(table, lines, amount)):
        if len(relations) < _FEWEST:
            continue
        holding, broken = _judged(relations, lines, amount)
        score = holding - 3 * len(broken), -sum((_off(one) for one in broken), Decimal(0))
        is_kept = bool(holding) and len(broken) * 3 <= holding + 2
        if holding < _FEWEST:
            broken = [one for one in broken if rank_of(table.names.get(one.relation.whole, "")) or _is_near(one)]
        if is_kept and (best is None or score > best[0]):
            best = score, broken, relations
    return (best[1], best[2]) if best else ([], [])


def _off(one: Break) -> Decimal:
    """How far a row is from the sum of its parts, of itself."""
    return abs(sum((part.low for part in one.parts), -one.whole.low) / (one.whole.low or 1))


def tops_of(table: Rows) -> tuple[int, ...]:
    """The rows of the first level of numbering; empty where there are no levels."""
    return next((one.parts for one in _levels(table) if rank_of(table.names.get(one.whole, ""))), ())


def _is_near(one: Break) -> bool:
    """True for a row that its parts come near to: what stands under a number may be only some of it."""
    found = sum((part.low for part in one.parts), Decimal(0))
    return one.whole.low * _NEAR[0] < found < one.whole.low * _NEAR[1]


def _judged(relations: Sequence[Relation], lines: Sequence[int], amount: Reading) -> tuple[int, list[Break]]:
    """How many relations hold, and the broken ones; lines in which more are broken than hold do not add up."""
    count, broken = 0, []
    for line in lines:
        held, odd = _of_line(relations, line, amount)
        if len(odd) <= held:
            count += held
            broken += odd
    return count, broken


def _of_line(relations: Sequence[Relation], line: int, amount: Reading) -> tuple[int, list[Break]]:
    held = 0
    odd: dict[int, Break] = {}
    for one in relations:
        whole, parts = amount(line, one.whole), [found for at in one.parts if (found := amount(line, at)) is not None]
        if whole is None or not parts or any(kind_of(part) != kind_of(whole) for part in parts):
            continue
        mended = [part for at in one.parts for part in _mended(line, at, odd, amount)]
        if sum_fit(whole, parts) is Fit.HOLDS or (len(mended) > len(parts) and sum_fit(whole, mended) is Fit.HOLDS):
            held += 1
        else:
            odd[one.whole] = Break(line, whole, tuple(parts), one)
    return held, list(odd.values())


def _mended(line: int, at: int, odd: Mapping[int, Break], amount: Reading) -> list[Amount]:
    """A part's own amount, or the parts of one that is broken itself."""
    if at in odd:
        return list(odd[at].parts)
    found = amount(line, at)
    return [] if found is None else [found]
