# SPDX-License-Identifier: Apache-2.0
"""Bounds in a line that part a scale, and what each gives: 80%以下不计提成;80%至100%按1.2%计提;100%以上按1.8%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.reader.contexts import Context
from yunce.reader.parallels import Judged
from yunce.reader.scan.mentions import Value
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.verdicts import Verdict

_GIVES = re.compile(r"提成|计提|提取|扣|奖|罚|发放|计发|得\d|得分|系数|返|佣|分成|兑现|计[1-9]|按\s?[\d.]+计|发\s?\d|不发|全发|津贴|补贴")
_OWN_WORDS = re.compile(r"^.*[:：]|\([^()]*\)|[为在]|达到?|完成|实现|且|以及|的")
_PAID = re.compile(r"津贴|补贴|绩效|奖")
_CERTAIN = 3
"""Bounds that touch each other, so many, are a scale whatever they give."""
_WORD = re.compile(r"[一-鿿]{2}")


def climb(judged: Sequence[Judged]) -> list[Judged]:
    """The mentions of a block. Bounds of a ladder have one name; they and what they give belong to the appraisal, or to a rule."""
    steps = _ladder(judged) if len(judged) > 1 else []
    if not steps:
        return list(judged)
    first, last = steps[0], steps[-1]
    name = judged[first].links
    context = judged[first].context
    is_scored = context.place.role == "appraisal" or _PAID.search(context.sentence) is not None
    is_scored = is_scored or (_is_scored(context.mention.unit) and _gives(judged[first : last + 1]))
    verdict = Verdict("appraisal" if is_scored else "rule", "rule:ladder", 0.7)
    sentence = judged[last].context.sentence
    end = next((at for at in range(last + 1, len(judged)) if judged[at].context.sentence != sentence), len(judged))
    found = list(judged)
    given = next((what for at in range(first, end) if at not in steps and (what := _own_name(judged[at], name.what))), "")
    for at in range(first, end):
        one = judged[at]
        if at in steps:
            found[at] = replace(one, links=replace(one.links, what=name.what, by=name.by), verdict=verdict)
        elif _is_given(one):
            what = _own_name(one, name.what) or given or one.links.what
            found[at] = replace(one, links=replace(one.links, what=what), verdict=verdict)
    return found


def _ladder(judged: Sequence[Judged]) -> list[int]:
    """The places of the bounds of a ladder: of one unit, each touching the one before, only the first with a name of its own."""
    run: list[tuple[int, Value]] = []
    for at, one in enumerate(judged):
        value = _bound(one.context)
        if value is None:
            continue
        if run and _touch(run[-1][1], value) and not _is_named(one.context):
            run.append((at, value))
        elif len(run) < 2:
            run = [(at, value)]
    places = [at for at, _ in run]
    return places if len(run) >= _CERTAIN or (len(run) > 1 and _gives(judged[places[0] : places[-1] + 1])) else []


def _gives(judged: Sequence[Judged]) -> bool:
    """True where words of reward or loss stand in the sentences of a scale."""
    return any(_GIVES.search(one.context.sentence) for one in judged)


def _bound(context: Context) -> Value | None:
    """A bound or range in a line of text."""
    value = context.mention.value
    if context.cell is not None or value is None or context.mention.sort != "quantity":
        return None
    return value if value.op != "=" or value.low != value.high else None


def _is_named(context: Context) -> bool:
    """True for a bound whose clause names it anew: it begins something of its own."""
    return _WORD.search(_OWN_WORDS.sub("", context.whole_before)) is not None


def _touch(one: Value, other: Value) -> bool:
    """True where one ends where the other begins."""
    if one.unit != other.unit:
        return False
    step = Decimal(0 if is_money(one.unit) or is_share(one.unit) else 1)
    pairs = [(high, low) for a, b in ((one, other), (other, one)) if (high := _high(a)) is not None and (low := _low(b)) is not None]
    return any(high == low or (step and high + step == low) for high, low in pairs)


def _low(value: Value) -> Decimal | None:
    return None if value.op in {"<=", "<"} else value.low


def _high(value: Value) -> Decimal | None:
    return None if value.op in {">=", ">"} else value.high


def _is_scored(unit: str) -> bool:
    return is_share(unit) or unit == "分"


def _is_given(one: Judged) -> bool:
    """True for what a bound gives: a share, money, points, a coefficient."""
    unit = one.context.mention.unit
    return one.context.mention.sort == "quantity" and (is_share(unit) or is_money(unit) or unit in {"分", "", "倍", "折"})


def _own_name(one: Judged, name: str) -> str:
    """What a given number is called in its own clause, if it is."""
    if one.links.by not in {"clause", "label", "noun"} or not _is_given(one) or one.links.what in {name, ""}:
        return ""
    return one.links.what
