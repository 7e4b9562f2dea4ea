# SPDX-License-Identifier: Apache-2.0
"""Values, periods and places of statements as the plan language writes them; what the text does not tell stays open."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal

from yunce.reader.contract import decimal_text
from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.scan.mentions import Mention
from yunce.values.period import read_period
from yunce.values.problem import Problem

Element = dict[str, object]
_HUNDREDTHS = {"%": Decimal(1), "‰": Decimal("0.1"), "bp": Decimal("0.01"), "成": Decimal(10), "ppm": Decimal("0.0001")}
_PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_PER = {"天": "day", "日": "day", "周": "week", "月": "month", "季度": "quarter", "季": "quarter", "年": "year", "半年": "half_year"}
_LAST_MONTH = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "": 12}


def stated(reading: Reading, mention: Mention) -> str:
    """The words of a mention on one line."""
    return " ".join(reading.document.text[mention.start : mention.end].split())


def unknown(words: str) -> Element:
    """A field that the text does not tell."""
    return {"unknown": "true", "stated": words}


def common(reading: Reading, one: Statement | Aside) -> Element:
    """Where it stands and how it was read."""
    source = {
        "doc": reading.document.name,
        "quote": stated(reading, one.mention),
        "start": str(one.mention.start),
        "end": str(one.mention.end),
    }
    note = f"{one.read_by} {one.confidence:.2f}" if isinstance(one, Statement) else one.why
    return {"source": source, "note": note}


def value_of(reading: Reading, mention: Mention) -> object:
    """The value as the language writes it; unknown or disputed where the text does not tell it."""
    if mention.value is None or not mention.value.is_known:
        return unknown(stated(reading, mention))
    if mention.doubt:
        return {"disputed": [str(decimal_text(mention.value.low)), *mention.readings], "stated": stated(reading, mention)}
    low, high = (_end(end, mention.unit) for end in (mention.value.low, mention.value.high))
    if low != high:
        return f"{low}..{high}" if mention.value.low is not None and mention.value.high is not None else unknown(stated(reading, mention))
    return low if mention.value.op in {"=", "<", ">"} else f"{mention.value.op} {low}"


def amount_of(reading: Reading, mention: Mention) -> object:
    """One number; a range stays open."""
    value = mention.value
    if value is None or mention.doubt or value.low is None or value.low != value.high:
        return unknown(stated(reading, mention))
    return _end(value.low, mention.unit)


def _end(number: Decimal | None, unit: str) -> str:
    if number is None:
        return ""
    if unit in _HUNDREDTHS:
        return f"{decimal_text(number * _HUNDREDTHS[unit])}%"
    return f"{decimal_text(number)}{'pp' if unit == 'pp' else ''}"


def per_of(unit: str) -> str:
    """The grain that a rate is for: CNY/月 is month; empty for anything else."""
    return _PER.get(unit.partition("/")[2], "")


def period_of(when: str, words: str = "") -> object:
    """A period of the language; open where the text gives none that it knows.

    >>> period_of("2026-Q2"), period_of("2026-06-end"), period_of("2026-12-early"), period_of("2026-Q2-end")
    ('2026-Q2', '2026-06-30', '2026-12-01..2026-12-10', '2026-06-30')
    """
    whole = "..".join(filter(None, map(_days, when.split("..")))) if when else ""
    if whole and not isinstance(read_period(whole, ""), Problem):
        return whole
    return unknown(words or when or "未写明")


def _days(when: str) -> str:
    """A date with a part of a month, quarter or year as days."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d|Q[1-4]|H[12]))?-(early|mid|late|end)", when)
    if not found:
        return when
    year, place, part = int(found[1]), found[2] or "", found[3]
    if part == "end" or not place.isdigit():
        month = int(place) if place.isdigit() else _LAST_MONTH[place]
        return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}" if part == "end" else when
    first, last = _PART_OF_MONTH[part]
    month = int(place)
    last = min(last, calendar.monthrange(year, month)[1])
    return f"{year}-{month:02d}-{first:02d}..{year}-{month:02d}-{last:02d}"
