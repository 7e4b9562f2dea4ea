# SPDX-License-Identifier: Apache-2.0
"""What a number is by what it is a part of and by what stands beside it in its list: 其中 behind a whole, lines that add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.reader.parallels import Judged
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.verdicts import Kind

_ELEMENTS: frozenset[Kind] = frozenset({"target", "budget", "headcount"})
_PARTS: frozenset[Kind | None] = frozenset({"target", "budget", "headcount", "context"})
_AMONG = "其中"
_STRONG, _WEAK, _GUESS = 0.8, 0.6, 0.5
_BY_ROLE = 0.7
_HUNDRED = Decimal(100)
_SHORTEST, _LONGEST = 3, 40
_LARGE = 1000


def settle_parts(judged: Sequence[Judged]) -> list[Judged]:
    """All judged mentions of a file: parts are of the kind of their whole, lines of a list of one kind where their names tell none."""
    found = _among(list(judged))
    wholes: dict[tuple[str, Decimal], Judged] = {}
    at = 0
    while at < len(found):
        run = _list(found, at)
        if len(run) >= _SHORTEST:
            _settle_list(found, run, wholes)
        end = (run[-1] if run else at) + 1
        for one in found[at:end]:
            value = _exact(one)
            if value is not None and one.verdict.kind in _ELEMENTS and one.links.what:
                wholes.setdefault((_unit(one), value), one)
        at = end
    return _in_columns(_shares(found))


def _shares(found: list[Judged]) -> list[Judged]:
    """Shares in percent of one sentence, or at the head of lines that follow each other, that make 100 % are no goals."""
    groups: dict[tuple[int, str], list[int]] = {}
    for at, one in enumerate(found):
        if one.context.cell is None and one.context.mention.unit == "%" and _exact(one) is not None and one.verdict.kind is not None:
            groups.setdefault((one.context.block.start, one.context.sentence), []).append(at)
    for places in groups.values():
        values = [_exact(found[at]) or Decimal(0) for at in places]
        if len(values) > 1 and sum(values, Decimal(0)) == _HUNDRED:
            for at in places:
                if found[at].verdict.kind == "target":
                    found[at] = replace(found[at], verdict=replace(found[at].verdict, kind="ratio", rule="sums to 100 %"))
    return found


def _in_columns(found: list[Judged]) -> list[Judged]:
    """Sums of money in a column whose names do not tell their side are of the side of the sure one above them."""
    columns: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(found):
        cell = one.context.block.cell
        if cell is not None and is_money(_unit(one)) and one.verdict.kind in {"target", "budget"}:
            columns.setdefault((cell.table, cell.column), []).append(at)
    for places in columns.values():
        sure = None
        for at in places:
            one = found[at]
            if one.verdict.confidence >= _STRONG and one.verdict.rule == "table":
                sure = one.verdict.kind
            elif (
                sure is not None
                and one.verdict.rule in {"section", "table"}
                and one.links.by == "table"
                and one.verdict.confidence < _BY_ROLE
            ):
                found[at] = replace(one, verdict=replace(one.verdict, kind=sure, rule="beside"))
    return found


def _among(found: list[Judged]) -> list[Judged]:
    """The numbers behind 其中 in the light of the number in front of it."""
    parts: dict[int, list[int]] = {}
    for at, one in enumerate(found):
        if _AMONG not in one.context.sentence or one.context.cell is not None:
            continue
        words = one.context.told + one.context.whole_before
        place = words.rfind(_AMONG)
        if place >= 0 and (whole := _before(found, at, one.context.mention.start - len(words) + place)) is not None:
            parts.setdefault(whole, []).append(at)
    for whole, places in parts.items():
        values = [_exact(found[at]) for at in places]
        is_sum = len(values) > 1 and None not in values and sum(filter(None, values), Decimal(0)) == _exact(found[whole])
        for at in places:
            one = found[at]
            if one.verdict.kind == "headcount" and not is_sum:
                continue
            is_open = one.verdict.kind in _PARTS and (is_sum or at == places[0] or one.verdict.confidence < _STRONG)
            if is_open and one.verdict.kind != found[whole].verdict.kind:
                found[at] = replace(one, verdict=replace(found[whole].verdict, rule="part of a whole", confidence=_WEAK))
    return found


def _before(found: Sequence[Judged], at: int, place: int) -> int | None:
    """The last number of the same sort in front of a place: in the block, or in the one above where the block begins there."""
    one = found[at]
    begins = place - one.context.block.body <= 1
    for earlier in range(at - 1, max(at - _LONGEST, -1), -1):
        other = found[earlier]
        is_here = other.context.block is one.context.block
        if other.context.place is not one.context.place or (not is_here and not begins) or other.context.cell is not None:
            return None
        if is_here and other.context.mention.end > place:
            continue
        if _exact(other) is not None and _sort(other).partition("/")[0] == _sort(one).partition("/")[0]:
            return earlier if other.verdict.kind in _ELEMENTS else None
    return None


def _list(found: Sequence[Judged], at: int) -> list[int]:
    """The places of the first numbers of blocks that follow each other in one section, all of one unit."""
    first = found[at]
    if first.context.cell is not None or first.context.block.kind == "heading" or not _sort(first):
        return []
    run: list[int] = []
    block = None
    for place in range(at, min(at + _LONGEST * 2, len(found))):
        one = found[place]
        if one.context.place is not first.context.place or one.context.block.kind != first.context.block.kind:
            break
        if one.context.block is block or one.context.mention.sort != "quantity":
            continue
        if _exact(one) is None or _sort(one) != _sort(first):
            break
        run.append(place)
        block = one.context.block
    return run


def _settle_list(found: list[Judged], run: Sequence[int], wholes: dict[tuple[str, Decimal], Judged]) -> None:
    """The lines of a list: kind and, where they have none, name of the whole that they add up to; else the kind of the sure line above."""
    parts = [at for at in run if found[at].verdict.kind != "total"]
    total = sum((_exact(found[at]) or Decimal(0) for at in parts), Decimal(0))
    whole = wholes.get((_unit(found[run[0]]), total)) if total >= _LARGE else None
    if whole is not None:
        for at in run:
            found[at] = _part_of(whole, found[at])
        return
    if not is_money(_unit(found[run[0]])):
        return
    sure = None
    for at in (*parts, *reversed(parts)):
        one = found[at]
        if one.verdict.kind not in {"target", "budget"}:
            continue
        if one.verdict.confidence > _GUESS and one.verdict.rule != "beside":
            sure = one.verdict.kind
        elif sure is not None and one.verdict.rule != "beside":
            found[at] = replace(one, verdict=replace(one.verdict, kind=sure, rule="beside"))


def _part_of(whole: Judged, one: Judged) -> Judged:
    links = one.links if one.links.what and one.links.by != "heading" else replace(one.links, what=whole.links.what, by="sum")
    is_weak = one.verdict.kind in _PARTS and one.verdict.confidence < _STRONG
    kind = whole.verdict.kind if is_weak else one.verdict.kind
    return replace(one, links=links, verdict=replace(one.verdict, kind=kind, rule="part of a sum" if is_weak else one.verdict.rule))


def _sort(one: Judged) -> str:
    """What may be compared: money, a unit; nothing for shares and bare numbers."""
    unit = _unit(one)
    return "" if is_share(unit) else f"money/{unit.partition('/')[2]}" if is_money(unit) else unit


def _exact(one: Judged) -> Decimal | None:
    value = one.context.mention.value
    is_point = value is not None and value.low is not None and value.low == value.high
    return value.low if value is not None and is_point and one.context.mention.sort == "quantity" else None


def _unit(one: Judged) -> str:
    return one.context.mention.value.unit if one.context.mention.value else ""
