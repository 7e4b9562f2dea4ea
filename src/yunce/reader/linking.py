# SPDX-License-Identifier: Apache-2.0
"""What a number is a number of: metric, period, owner. From cell headers, label, head noun, clause, heading; empty where unsure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yunce.reader.actors import actor_before, doer_of
from yunce.reader.contexts import Context
from yunce.reader.names_of_things import OWNERS
from yunce.reader.naming import name_of
from yunce.reader.scan.mentions import Mention
from yunce.reader.scan.scanner import scan_words
from yunce.reader.scan.units import is_share
from yunce.values.light import light

_OWNED = re.compile(r"[:：]|负责|牵头|由")
"""One of these stands wherever somebody is named for a thing."""
_COMPARED = re.compile(r"[较比与]\s?(?:去年|上年|上一年|前年)|(?:去年|上年)(?:同期)?(?:相比)?(?:增|降|提|下|上|减)")
_GROWS = re.compile(r"(?P<how>增长|成长|增幅|下降|降幅|增加|减少)率?(?:约|近|不低于|不超过|不少于|达到?|为)?\s?$")
_LONGEST_OF_GROWTH = 14
_GROWN_FROM = re.compile(r"^[较比与](?:[^,;。\d]|20\d\d){0,12}(?:增|减|升|降|提|多|少|长|持平)")
_YEAR_ON_YEAR = re.compile(r"(?:同比|环比)[^,;。\d]{1,6}$")
_DIGIT = re.compile(r"\d")
_DIFFERS = re.compile(r"[较比与][^,;。]{0,30}\d[^,;。]{0,12}(?:多|少|增|减|升|降|提|高|低|长)[^,;。\d]{0,4}$")
BECOMES = re.compile(r"(?:由|从)[^,;。\d]{0,8}(?:20\d\d年[^,;。\d]{0,4})?\d[\d,.]*[^,;。\d]{0,8}[到至为]\s?$")
"""What was, in front of what it becomes: 由2026年末的400户增加到."""
_BRACKET = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_WORD = re.compile(r"\byear\b")
_HAS_YEAR = re.compile(r"(?:19|20)(?:\d\d|xx)")


@light
@dataclass(frozen=True, slots=True)
class Links:
    """What is linked to a number, and where the name came from: table, label, noun, clause, heading or nothing."""

    what: str = ""
    period: str = ""
    owner: str = ""
    scope: str = ""
    by: str = ""


def link(context: Context, years: Mapping[int, str], inherited: Mapping[int, str]) -> Links:
    """The links of a number. `years`: the year of each plan; `inherited`: the period stated under each heading's block."""
    what, scope, by = name_of(context)
    what = _with_growth(context, what)
    tier = context.tier.words if context.tier and not context.tier.is_head else ""
    scope = " / ".join(one for one in (scope, tier) if one)
    return Links(what, _period(context, years, inherited), _owner(context), scope, by)


def _with_growth(context: Context, what: str) -> str:
    """A share by which something grows is of its growth: 营业收入增长12%."""
    if not what or not is_share(context.mention.unit) or context.is_alone:
        return what
    found = _GROWS.search(context.whole_before)
    return what if found is None or found["how"] in what or len(what) > _LONGEST_OF_GROWTH else what + found["how"]


def _period(context: Context, years: Mapping[int, str], inherited: Mapping[int, str]) -> str:
    """A period from the cell's headers and labels, the sentence, the heading; the year from the plan where it is not said."""
    year = years.get(context.place.plan, "")
    if context.cell is not None and (told := _of_cell(context.cell.headers, context.cell.labels, year)):
        return told
    dates = [m for m in context.neighbours if m.sort == "date"]
    if dates and (when := _of_list(context) or _of_sentence(context, dates)):
        return with_year(when, year)
    for block, words in zip(reversed(context.place.heading_blocks), reversed(context.place.headings), strict=True):
        if when := inherited.get(block) or first_period(words):
            return with_year(when, year)
    return year


@lru_cache(maxsize=4096)
def _of_cell(headers: tuple[str, ...], labels: tuple[str, ...], year: str) -> str:
    """The period that a cell's headers or labels name; empty where none does."""
    if years_above := [words.strip() for words in headers if _YEAR.fullmatch(words.strip())]:
        return years_above[-1]
    when = next((found for words in (*reversed(headers), *reversed(labels)) if (found := first_period(words))), "")
    return with_year(when, year)


def _of_sentence(context: Context, dates: Sequence[Mention]) -> str:
    """The nearest date in front of a number, or right behind it; with what it is compared is not when it is."""
    compared = _COMPARED.search(context.clause) is not None
    dates = _outside_comparison(context, dates)
    if "(" in context.sentence:
        dates = _outside_brackets(context, dates)
    before = [m for m in dates if m.end <= context.mention.start and not (compared and "last" in m.when)]
    if before:
        return before[-1].when
    last = context.mention.start - context.at + len(context.clause)
    is_head = context.after.startswith(":")  # what stands behind a colon is of its own number
    behind = [] if is_head else [m for m in dates if 0 <= m.start - context.mention.end <= 1 and m.start < last and "last" not in m.when]
    return behind[0].when if behind else ""


def _outside_comparison(context: Context, dates: Sequence[Mention]) -> list[Mention]:
    """The dates without that of what a difference is told from: 比2026年的620万元多72万元. A bound is of the plan's own time too."""
    begin = context.mention.start - context.at
    first = begin - len(context.told)
    if changed := BECOMES.search(context.whole_before):
        dates = [m for m in dates if not begin + changed.start() <= m.start < context.mention.start]
    kept = [m for m in dates if not _GROWN_FROM.search(context.sentence[max(m.start - first - 1, 0) : context.mention.start - first])]
    if _YEAR_ON_YEAR.search(context.whole_before):
        kept = [m for m in kept if "last" not in m.when or not _DIGIT.search(context.sentence[: max(m.start - first, 0)])]
    if found := _DIFFERS.search(context.whole_before):
        return [m for m in kept if not begin + found.start() <= m.start < context.mention.start]
    value = context.mention.value
    if value is not None and value.op != "=":
        return [m for m in kept if m.start >= begin or not _YEAR.fullmatch(m.when)]
    return kept


def _outside_brackets(context: Context, dates: Sequence[Mention]) -> list[Mention]:
    """The dates without those in brackets that tell of another number: 81.5%(2026年为79.2%)."""
    begin = context.mention.start - max(context.sentence.find(context.clause), 0) - context.at
    own = context.mention.start - begin
    others = [
        (found.start() + begin, found.end() + begin)
        for found in _BRACKET.finditer(context.sentence)
        if not found.start() <= own < found.end()
    ]
    numbers = [m.start for m in context.neighbours if m.sort in {"quantity", "ratio"}]
    told = [(start, end) for start, end in others if any(start < at < end for at in numbers)]
    return [m for m in dates if not any(start < m.start < end for start, end in told)]


def _of_list(context: Context) -> str:
    """Of 9/10/11月: 20万/40万/90万 the month at the number's own place, where both lists are equally long."""
    lists = [m for m in context.neighbours if m.sort == "date" and "," in m.when and m.end <= context.mention.start]
    if not lists:
        return ""
    months = lists[-1].when.split(",")
    numbers = sorted([m.start for m in context.neighbours if m.sort == "quantity" and m.start > lists[-1].end] + [context.mention.start])
    at = numbers.index(context.mention.start)
    return months[at] if at < len(months) <= len(numbers) else ""


@lru_cache(maxsize=4096)
def first_period(words: str) -> str:
    """The first date or period in a few words; empty where there is none."""
    return next((m.when for m in scan_words(words) if m.sort == "date"), "")


@lru_cache(maxsize=4096)
def with_year(when: str, year: str) -> str:
    """A date with the plan's year where it has none.

    >>> with_year("09-01..10-30", "2026"), with_year("Q4", "2026")
    ('2026-09-01..2026-10-30', '2026-Q4')
    """
    if not year or not when:
        return when
    when = (
        when.replace("this", year)
        .replace("next", str(int(year) + 1))
        .replace("before_last", str(int(year) - 2))
        .replace("last", str(int(year) - 1))
    )
    when = _YEAR_WORD.sub(year, when)
    parts = [one if _HAS_YEAR.match(one) or one[:1] == "D" else f"{year}-{one}" for one in when.split("..")]
    return "..".join(parts) if "," not in when else when


def _owner(context: Context) -> str:
    if context.cell is not None and context.cell.owner:
        return context.cell.owner
    if context.cell is None and context.mention.sort == "cadence" and (who := actor_before(context)):
        return who
    return _owner_in(context.sentence)


@lru_cache(maxsize=4096)
def _owner_in(sentence: str) -> str:
    """Whom a sentence names for what it tells; empty where nobody."""
    found = OWNERS.search(sentence) if _OWNED.search(sentence) else None
    return next((name for name in found.groups() if name), "") if found else doer_of(sentence)
