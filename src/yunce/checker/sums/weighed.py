# SPDX-License-Identifier: Apache-2.0
"""Amounts that stand with their share of one whole: 面包148.5万元,占45%; 前台60%即300万元 - every pair implies the same whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.tables import is_total
from yunce.checker.sums.words import SHARE

_SHARE_BEHIND = re.compile(r"\s?[,，、]?\s?[(（]?\s?(?:约?占(?:比|[一-鿿A-Za-z]{0,6}的?)|比重|占比)?\s?(?:约|为|[:：])?\s?")
_AMOUNT_BEHIND = re.compile(
    r"\s?[,，、]?\s?(?:(?:即|折合|折算为?|合|计|约合?|共计?|对应|相当于|[一-鿿]{0,2}金额)(?:约|为|是)?|[(（]\s?(?:即|约|合|计|折合)?)\s?"
)
"""What leads from a share to its amount: 60%即300万元, 52%(26万人次)."""
_NEXT = re.compile(r"\s?[、,，]\s?")
"""Shares of one whole, each with its amount right behind: 制造事业部45%、900万元."""
_FEWEST = 3
_NEAR = Decimal("0.5"), Decimal(2)
_HUNDRED = Decimal(100)
_ABOUT = Decimal("0.05")
_CLOSE = Decimal(80), Decimal(140)
_NOT_SHARED = frozenset({"%", "pp", "分", "天"})
_NOT_WHOLE = frozenset({"%", "bare", "天", "月", "年", "小时", "分"})


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount and the share of the whole that stands behind it or in front."""

    amount: Amount
    share: Amount

    def fits(self, whole: Decimal) -> bool:
        """True where the share of this whole is the amount, both as finely as they are written."""
        room = self.share.step / 2 / _HUNDRED * abs(whole) + self.amount.step / 2
        room = max(room, self.amount.low * _ABOUT) if self.amount.is_about else room
        return abs(self.share.low / _HUNDRED * whole - self.amount.low) <= room

    def is_exact(self, whole: Decimal) -> bool:
        """True where the share of this whole is the amount to the last digit."""
        return self.share.low * whole == self.amount.low * _HUNDRED

    @property
    def implied(self) -> Decimal:
        """The whole that amount and share make."""
        return self.amount.low * _HUNDRED / self.share.low


@rule(
    "SUM030", Severity.WARNING, "数与它所占的比例不符",
    "“{name}”与占比 {share} 不符，按其余各项的全数 {whole} 应为 {expected}", "核对这一项的数和占比",
)  # fmt: skip
def shares_of_one_whole(paper: Paper) -> Iterator[Hit]:
    """逐项写出数和占比时,各项的数除以占比应得同一个全数;只有一项不合时指出这一项,各项都合而与引出它们的总数不合时指出总数。

    不通过:
        全年营业额330万元:

        - 面包148.5万元,占45%
        - 蛋糕99万元,占40%
        - 饮品49.5万元,占15%
        - 伴手礼33万元,占10%
    通过:
        全年营业额330万元:

        - 面包148.5万元,占45%
        - 蛋糕99万元,占30%
        - 饮品49.5万元,占15%
        - 伴手礼33万元,占10%
    """
    for first, pairs in _groups(paper):
        if len(pairs) > _FEWEST and _opens(pairs):  # 预算288万元(占收入12%), taken apart below
            yield from _odd(pairs[1:], [pairs[0].amount])
        else:
            yield from _odd(pairs, _wholes(paper, first, pairs[0]))
    for pairs in _in_tables(paper):
        yield from (hit for hit in _odd(pairs, []) if hit.severity is not Severity.QUESTION)


def _in_tables(paper: Paper) -> Iterator[list[Pair]]:
    """The pairs of a column of shares that make up a whole and of the amounts beside it that keep them, totals left out."""
    for grid in grids_of(paper):
        rows = [row for row in grid.rows if not is_total(grid.labels.get(row, ""))]
        if rows and any(
            one.unit == "%" and one.low == one.high == _HUNDRED for column in grid.columns if (one := grid.amount(rows[-1], column))
        ):
            rows.pop()  # the whole, by a name of its own: 售价 14.00 100%
        if len(rows) < _FEWEST:
            continue
        columns = {column: [grid.amount(row, column) for row in rows] for column in grid.columns}
        shares = [own for column, own in columns.items() if _are_shares(own, grid.headers.get(column, ""))]
        amounts = [own for own in columns.values() if all(map(_is_shared, own))]
        if len(shares) != 1:
            continue
        choices = [[Pair(one, share) for one, share in zip(own, shares[0], strict=True) if one and share] for own in amounts]
        if len(choices) == 1 or (len(rows) > _FEWEST and not any(_keep(one, len(rows)) for one in choices)):
            yield from (one for one in choices if _keep(one, len(rows) - 1))


def _is_shared(one: Amount | None) -> bool:
    return one is not None and one.is_point and one.low > 0 and one.unit not in _NOT_SHARED


def _keep(pairs: Sequence[Pair], fewest: int) -> bool:
    """True where so many pairs imply one whole."""
    return max(sum(one.fits(other.implied) for one in pairs) for other in pairs) >= fewest


def _are_shares(own: Sequence[Amount | None], header: str) -> bool:
    """True for percentages that are called shares and come near to all of something: one of them may be wrong."""
    known = [one for one in own if one and one.unit == "%" and one.is_point and 0 < one.low < _HUNDRED]
    return len(known) == len(own) and SHARE.search(header) is not None and _are_whole(known)


def _are_whole(shares: Sequence[Amount]) -> bool:
    """True for shares that come near to all of something."""
    return _CLOSE[0] <= sum((one.low for one in shares), Decimal(0)) <= _CLOSE[1]


def _opens(pairs: Sequence[Pair]) -> bool:
    """True where the shares behind the first make up a whole by themselves."""
    rest = sum((one.share.low for one in pairs[1:]), Decimal(0))
    return _CLOSE[0] <= rest <= _CLOSE[1] and sum(one.amount.low >= pairs[0].amount.low for one in pairs[1:]) < 2


def _groups(paper: Paper) -> Iterator[tuple[int, list[Pair]]]:
    """Three pairs or more of one unit: within one block, or at the beginning of lines that follow each other; with their first block."""
    run: list[Pair] = []
    first = last = -1
    for at in range(len(paper.blocks)):
        found = _pairs(paper, at) if paper.is_text(at) and paper.blocks[at].cell is None and len(paper.amounts.get(at, ())) > 1 else []
        if len(found) >= _FEWEST:
            yield at, found
        is_next = len(found) == 1 and (not run or (at == last + 1 and found[0].amount.unit == run[0].amount.unit))
        if not is_next and len(run) >= _FEWEST:
            yield first, run
        if not is_next:
            run = []
        if len(found) == 1 and paper.blocks[at].kind != "heading":
            first = at if not run else first
            run, last = [*run, found[0]], at
    if len(run) >= _FEWEST:
        yield first, run


def _pairs(paper: Paper, at: int) -> list[Pair]:
    if "%" not in paper.words(at):
        return []
    slots = slots_of(paper, at)
    behind = [Pair(one.amount, share.amount) for one, share in pairwise(slots) if _is_pair(one, share, _SHARE_BEHIND)]
    front = [Pair(one.amount, share.amount) for share, one in pairwise(slots) if _is_pair(one, share, _AMOUNT_BEHIND)]
    bare = [Pair(one.amount, share.amount) for share, one in pairwise(slots) if _is_pair(one, share, _NEXT)]
    found = max(behind, front, bare if _are_whole([one.share for one in bare]) else [], key=len)
    return [one for one in found if one.amount.unit == found[0].amount.unit]


def _is_pair(one: Slot, share: Slot, join: re.Pattern[str]) -> bool:
    """True for an amount and a share of which the second stands right behind the first."""
    is_share = share.amount.unit == "%" and share.amount.is_point and share.amount.op == "=" and 0 < share.amount.low < _HUNDRED
    is_plain = one.amount.is_point and one.amount.low > 0 and one.family not in _NOT_WHOLE and not one.amount.per
    first, second = sorted((one, share), key=lambda each: each.amount.span.start)
    return is_share and is_plain and second.depth >= first.depth and _joins(second, join)


def _joins(second: Slot, join: re.Pattern[str]) -> bool:
    """True for the words between, and for a number said to be near: 52%,约26万人次."""
    return join.fullmatch(second.before) is not None or (second.amount.is_about and second.before.strip() in {",", "，", "("})


def _wholes(paper: Paper, first: int, pair: Pair) -> list[Amount]:
    """What may be the whole: amounts of the unit in front of the first pair, in its line or the two above."""
    for at in range(first, max(-1, first - 3), -1):
        amounts = [one.amount for one in slots_of(paper, at) if one.amount.unit == pair.amount.unit and one.amount.is_point]
        found = [one for one in amounts if one.span.start < pair.amount.span.start]
        if found:
            return found[::-1]
    return []


def _odd(pairs: Sequence[Pair], wholes: Sequence[Amount]) -> Iterator[Hit]:
    total = sum((one.amount.low for one in pairs), Decimal(0))
    choices = [*(one.low for one in wholes), total, *(one.implied for one in pairs)]
    best = max(choices, key=lambda whole: (sum(one.fits(whole) for one in pairs), sum(one.is_exact(whole) for one in pairs)))
    odd = [one for one in pairs if not one.fits(best)]
    inexact = [one for one in pairs if not one.is_exact(best)]
    if len(pairs) - len(odd) < max(2, len(pairs) - 1):
        return
    if odd:
        yield _hit_of(odd[0], best, Severity.WARNING)
    elif len(inexact) == 1 and best != inexact[0].implied:
        yield _hit_of(inexact[0], best, Severity.QUESTION)
    elif wholes and not any(all(one.fits(whole.low) for one in pairs) for whole in wholes):
        yield from _whole_is_off(pairs, wholes, best, total)


def _hit_of(odd: Pair, whole: Decimal, severity: Severity) -> Hit:
    expected = odd.share.low / _HUNDRED * whole
    shown = f"{text_of(whole)} × {text_of(odd.share.low)}% = {text_of(expected)} ≠ {text_of(odd.amount.low)}"
    words = {"name": odd.amount.words.strip(), "share": f"{text_of(odd.share.low)}%", "whole": text_of(whole)}
    spans = spans_of([odd.amount, odd.share])
    return Hit(spans, text_of(odd.amount.low), text_of(expected), shown, words, severity, edit_of(odd.amount, expected, expected))


def _whole_is_off(pairs: Sequence[Pair], wholes: Sequence[Amount], whole: Decimal, total: Decimal) -> Iterator[Hit]:
    """All pairs agree and make up the whole, but the amount in front of them is another."""
    shares = sum((one.share.low for one in pairs), Decimal(0))
    near = [one for one in wholes if whole * _NEAR[0] < one.low < whole * _NEAR[1]]
    if near and shares == _HUNDRED and abs(total - whole) <= sum((one.amount.step for one in pairs), Decimal(0)):
        terms = " + ".join(text_of(one.amount.low) for one in pairs)
        shown = f"{terms} = {text_of(total)} ≠ {text_of(near[0].low)}"
        words = {"name": near[0].words.strip(), "share": "100%", "whole": text_of(total)}
        spans = spans_of([near[0], *(one.amount for one in pairs)])
        yield Hit(spans, text_of(near[0].low), text_of(total), shown, words, Severity.QUESTION, edit_of(near[0], total, total))
