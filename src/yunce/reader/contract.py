# SPDX-License-Identifier: Apache-2.0
"""A reading as the JSON that `yunce read` prints: decimals as text, spans into the canonical text, quotes verbatim."""

from __future__ import annotations

from decimal import Decimal

from yunce.reader.corrections import keys_of
from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.scan.mentions import Mention

Json = dict[str, object]
_READERS = frozenset({"label", "table", "model", "person"})
"""Who else than a rule may have said what a number is."""


def as_json(reading: Reading) -> Json:
    """The whole reading."""
    document = reading.document
    return {
        "yunce": 1,
        "document": {"name": document.name, "sha256": document.sha256, "chars": len(document.text)},
        "text": document.text,
        "plans": [_plan(reading, at) for at in range(len(reading.plans))],
        "statements": [statement_row(reading, one) for one in reading.statements],
        "aside": [_aside_row(reading, one) for one in reading.aside],
        "goals": _goals(reading),
    }


def _goals(reading: Reading) -> Json:
    """How many goals are stated, and those that no figure measures."""
    spans = reading.goals.without_figure
    without = [{"quote": reading.document.text[start:end], "start": start, "end": end} for start, end in spans]
    return {"stated": reading.goals.stated, "without_figure": without}


def _plan(reading: Reading, at: int) -> Json:
    part = reading.plans[at]
    row: Json = {"title": part.title, "genre": part.genre, "start": part.start, "end": part.end}
    return {**row, "copy_of": reading.plans[part.copy_of].title} if part.copy_of >= 0 else row


def statement_row(reading: Reading, one: Statement) -> Json:
    """One statement."""
    row: Json = {
        "id": one.id,
        "kind": one.kind,
        "quote": reading.document.text[one.mention.start : one.mention.end],
        "start": one.mention.start,
        "end": one.mention.end,
        "what": one.links.what,
        "value": _value(one.mention, reading.document.plain[one.mention.end : one.mention.end + 2]),
        "period": one.links.period,
        "owner": one.links.owner,
        "qualifier": one.qualifier,
        "confidence": one.confidence,
        "read_by": read_by(one),
    }
    return {**row, **_extras(one)}


def read_by(one: Statement) -> str:
    """Who said what it is, as the contract names them: label, table, model, person, or the rule (`rule:clause`, `rule:table:band`)."""
    return one.read_by if one.read_by in _READERS or one.read_by.startswith("rule:") else f"rule:{one.read_by}"


def with_keys(reading: Reading, shown: Json) -> Json:
    """The whole reading with the key of each number, by which a correction names it."""
    keys = keys_of(reading)
    rows = {name: [{**row, "key": keys.get(row["start"], "")} for row in shown[name]] for name in ("statements", "aside")}  # type: ignore[attr-defined]
    return {**shown, **rows}


def _extras(one: Statement) -> Json:
    """What only some statements have: scope, rhythm, a doubt with other readings."""
    extras: Json = {"scope": one.links.scope} if one.links.scope else {}
    if one.mention.sort in {"cadence", "offset", "clock"}:
        extras["when"] = one.mention.when
    if one.review:
        extras["review"] = one.review
    if one.mention.doubt:
        extras["doubt"] = {"why": one.mention.doubt, "readings": list(one.mention.readings)}
    return extras


def _aside_row(reading: Reading, one: Aside) -> Json:
    start, end = one.mention.start, one.mention.end
    return {"quote": reading.document.text[start:end], "start": start, "end": end, "value": _value(one.mention), "why": one.why}


def _value(mention: Mention, behind: str = "") -> Json | None:
    if mention.sort == "date":
        op = "<=" if behind.startswith(("前", "之前", "以前", "底前")) else "="
        first, _, last = mention.when.partition("..")
        return {"low": first, "high": last or first, "unit": "date", "op": op}
    if mention.value is None:
        return None
    value = mention.value
    return {"low": decimal_text(value.low), "high": decimal_text(value.high), "unit": value.unit, "op": value.op}


def decimal_text(number: Decimal | None) -> str | None:
    """An exact number without an exponent or trailing noughts behind the point."""
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def table_row(reading: Reading, one: Statement) -> Json:
    """A statement as a line of the table: the value in one word."""
    row = statement_row(reading, one)
    return {**row, "value": value_text(one.mention), "quote": " ".join(str(row["quote"]).split()), "confidence": f"{one.confidence:.2f}"}


def value_text(mention: Mention) -> str:
    """A value in one word: `>= 98.5%`, `10..15%`, `2026-09`; empty where none is told."""
    if mention.value is None or not mention.value.is_known:
        return mention.when
    low, high = decimal_text(mention.value.low), decimal_text(mention.value.high)
    span = low if low == high else f"{low}..{high}"
    sign = "" if mention.value.op == "=" else f"{mention.value.op} "
    return f"{sign}{span}{mention.value.unit}"
