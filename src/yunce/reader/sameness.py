# SPDX-License-Identifier: Apache-2.0
"""What a document says of one thing in one place holds in its other places: the kind of a name, the name of a table's total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.reader.joined_names import column_word, plain_name, sum_word
from yunce.reader.parallels import Judged
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.verdicts import Kind

_SURE, _WEAK = 0.65, 0.55
_ELEMENTS: frozenset[Kind] = frozenset({"target", "budget"})
_LARGE = 1000
_HUNDRED = Decimal(100)
_LONGEST_RUN = 12
_BY_PERIOD = re.compile(r"(?:季度?|月|年|期)度?(?:分解|拆分|安排|目标)?$|分解")
"""A name that only tells how a whole is parted: 季分解."""


def settle_alike(judged: Sequence[Judged]) -> list[Judged]:
    """All judged mentions of a file. Weak kinds take what the same name is elsewhere; tables without a measure their total's name."""
    named = _parted(_named_by_totals(judged))
    sure: dict[tuple[str, bool], Counter[Kind]] = {}
    for one in named:
        kind = one.verdict.kind
        if kind in _ELEMENTS and one.verdict.confidence >= _SURE and one.links.what:
            sure.setdefault(_key(one), Counter())[kind] += 1
    found = []
    for one in named:
        known = sure.get(_key(one))
        if known and one.verdict.kind in _ELEMENTS and one.verdict.confidence <= _WEAK:
            one = replace(one, verdict=replace(one.verdict, kind=known.most_common(1)[0][0], rule="same name"))
        found.append(one)
    return found


def _parted(judged: Sequence[Judged]) -> list[Judged]:
    """Runs of numbers in a line that add up exactly to one told before: its kind is theirs, and its name where they have none.

    营业收入2460万元,其中物业费1980万元、车位费310万元、多种经营170万元; shares that add up to 100 % are shares.
    """
    found = list(judged)
    wholes: dict[tuple[str, Decimal], Judged] = {}
    at = 0
    while at < len(found):
        run = () if found[at].context.is_alone else _run(found, at)
        if len(run) > 1 and (whole := _whole_of(run, wholes)) is not None:
            found[at : at + len(run)] = [_part_of(whole, one) for one in run]
        elif len(run) > 1 and _is_of_hundred(run):
            found[at : at + len(run)] = [replace(one, verdict=replace(one.verdict, kind="ratio", rule="sums to 100 %")) for one in run]
        for one in found[at : at + max(len(run), 1)]:
            if (value := _exact(one)) is not None and one.verdict.kind in _ELEMENTS:
                wholes[_unit(one), value] = one
        at += max(len(run), 1)
    return found


def _run(judged: Sequence[Judged], at: int) -> Sequence[Judged]:
    """The exact numbers of one unit and sentence from a place on, a whole in front of its parts left to itself."""
    first = judged[at]
    end = at
    while end < len(judged) and end - at < _LONGEST_RUN:
        one = judged[end]
        same = one.context.block is first.context.block and one.context.sentence == first.context.sentence
        if not same or _exact(one) is None or one.verdict.kind is None or _unit(one) != _unit(first) or one.context.is_alone:
            break
        end += 1
    values = [_exact(one) or Decimal(0) for one in judged[at:end]]
    for length in range(2, len(values)):
        if sum(values[1 : length + 1], Decimal(0)) == values[0]:
            return judged[at : at + 1]
    for length in range(len(values), 1, -1):
        if values[length - 1 :] and length < len(values) and sum(values[:length], Decimal(0)) == values[length]:
            return judged[at : at + length]
    return judged[at:end]


def _whole_of(run: Sequence[Judged], wholes: Mapping[tuple[str, Decimal], Judged]) -> Judged | None:
    """What a run adds up to: an element told in the same block, or before it where the parts have no name of their own."""
    if not _is_amount(run):
        return None
    total = sum((_exact(one) or Decimal(0) for one in run), Decimal(0))
    whole = wholes.get((_unit(run[0]), total))
    if whole is None:
        return None
    here = whole.context.block is run[0].context.block
    return whole if here or all(_is_unnamed(one) for one in run) else None


def _is_amount(run: Sequence[Judged]) -> bool:
    return not is_share(run[0].context.mention.unit) and _unit(run[0]) != ""


def _is_unnamed(one: Judged) -> bool:
    return not one.links.what or one.links.by in {"heading", "sentence", ""} or bool(_BY_PERIOD.search(one.links.what))


def _part_of(whole: Judged, one: Judged) -> Judged:
    """A part in the light of its whole."""
    links = replace(one.links, what=whole.links.what, by=whole.links.by) if whole.links.what and _is_unnamed(one) else one.links
    kind = whole.verdict.kind if one.verdict.kind in {"target", "budget", "rule"} else one.verdict.kind
    return replace(
        one, links=links, verdict=replace(one.verdict, kind=kind, rule="part of a sum") if kind != one.verdict.kind else one.verdict
    )


def _is_of_hundred(run: Sequence[Judged]) -> bool:
    """True for shares in percent that are read as targets and together make 100."""
    kinds = {one.verdict.kind for one in run}
    is_percent = all(one.context.mention.unit == "%" for one in run) and "target" in kinds and kinds <= {"target", "ratio", "rule"}
    return is_percent and sum((_exact(one) or Decimal(0) for one in run), Decimal(0)) == _HUNDRED


def _exact(one: Judged) -> Decimal | None:
    value = one.context.mention.value
    is_point = value is not None and value.low is not None and value.low == value.high and value.op == "="
    return value.low if value is not None and is_point and one.context.mention.sort == "quantity" else None


def _unit(one: Judged) -> str:
    return one.context.mention.value.unit if one.context.mention.value else ""


def _key(one: Judged) -> tuple[str, bool]:
    return one.links.what, is_money(one.context.mention.unit)


def _named_by_totals(judged: Sequence[Judged]) -> list[Judged]:
    """A table whose measure only its heading tells is of what a line of text calls its grand total: 签约额2.4亿, 合计24000万元."""
    told: dict[tuple[str, Decimal], str] = {}
    for one in judged:
        value = _large(one)
        if one.context.cell is None and value is not None and one.links.by in {"clause", "label"} and one.links.what:
            told.setdefault((_unit(one), value), one.links.what)
    names: dict[tuple[int, str], str] = {}
    for one in judged:
        value, table = _large(one), _table(one)
        if value is None or table is None or (name := told.get((_unit(one), value))) is None or one.verdict.kind != "total":
            continue
        if sum_word(one.links.what) or (is_money(one.context.mention.unit) and _is_borrowed(one)):
            names[table, plain_name(one.links.what)] = name
    if not names:
        return list(judged)
    return [_renamed(one, names) for one in judged]


def _renamed(one: Judged, names: Mapping[tuple[int, str], str]) -> Judged:
    table = _table(one)
    name = names.get((table, plain_name(one.links.what))) if table is not None else None
    if not name:
        return one
    if sum_word(one.links.what):
        return replace(one, links=replace(one.links, what=name + one.links.what))
    return replace(one, links=replace(one.links, what=name)) if is_money(one.context.mention.unit) and _is_borrowed(one) else one


def _is_borrowed(one: Judged) -> bool:
    """True where neither a header nor a label of the cell holds the name: it was taken from the caption."""
    cell = one.context.cell
    if cell is None or not one.links.what:
        return False
    own = (*cell.headers, *cell.labels)
    return not any(one.links.what in words or ((word := column_word(words)) and word in one.links.what) for words in own)


def _table(one: Judged) -> int | None:
    place = one.context.block.cell
    return place.table if place else None


def _large(one: Judged) -> Decimal | None:
    """A large exact amount; small numbers agree by chance."""
    value = one.context.mention.value
    if value is None or value.low is None or value.low != value.high or not value.unit or is_share(value.unit):
        return None
    return value.low if value.low >= _LARGE else None
