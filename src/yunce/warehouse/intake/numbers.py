# SPDX-License-Identifier: Apache-2.0
"""Numbers as exports write them -> exact integers and decimals. Whole columns are cast; only cells that fail are looked at one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import numpy as np
import polars as pl

from yunce.warehouse.intake.cells import SPACES, UNKNOWN, Parsed, half_width, scattered, unwrapped
from yunce.warehouse.intake.port import DECIMAL
from yunce.warehouse.intake.words import reason

_PLAIN = r"^[¥￥]?\s*[+-]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?\s*元?$"
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.))(\.\d+|\.)?(e[+-]?\d{1,3})?", re.ASCII)
_TAIL = re.compile(r"(元|%|‰|万元|万|亿元|亿|千元|人民币|件|个|人|次|秒|笔|单)$")
_SCALE = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "万": Decimal(10**4), "万元": Decimal(10**4), "千元": Decimal(1000)}
_SCALE |= {"亿": Decimal(10**8), "亿元": Decimal(10**8)}
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:\.\d+)?", re.ASCII)
_SPOKEN = re.compile(r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|m))?(?:(\d+(?:\.\d+)?)(?:秒钟|秒|s))?", re.ASCII)
_TIME_CELL = re.compile(r"^(?:1899-12-3[01]|1900-01-0[01])[ t]")
"""What a spreadsheet's time of day looks like when it is read as a moment."""
_LARGEST = Decimal(9 * 10**16)
_EXACT, _OFF = 1e13, 1e-5
CENT = Decimal(100)
ONE = Decimal(1)


class NotANumber(ValueError):
    """A cell that is no number; the message is the reason's code."""


def number_of(text: str) -> Decimal | None:
    """The number that a cell means, None for unknown. Raises `NotANumber`.

    >>> number_of("￥１,２３４.5 元"), number_of("0.23%"), number_of("3.2万"), number_of("--")
    (Decimal('1234.5'), Decimal('0.0023'), Decimal('32000.0'), None)
    """
    plain = half_width(unwrapped(text)).strip(SPACES)
    if plain in UNKNOWN:
        return None
    body, scale = _without_units(plain)
    if plain[:1] in {"=", "@"}:
        raise NotANumber("formula")
    if body.startswith("(") and body.endswith(")"):
        body = f"-{body[1:-1]}"
    found = _NUMBER.fullmatch(body)
    if not found or not any(c.isdigit() for c in body):
        raise NotANumber("formula" if plain[:1] in {"+", "-"} and len(plain) > 1 and not plain[1].isspace() else "text_number")
    try:
        value = Decimal(body.replace(",", "")) * scale
    except InvalidOperation as e:
        raise NotANumber("text_number") from e
    if abs(value) > _LARGEST:
        raise NotANumber("too_big")
    return value


def _without_units(plain: str) -> tuple[str, Decimal]:
    """The digits of a cell without currency signs and measure words, and what they are multiplied by."""
    body = plain.lower().replace(" ", "")
    for sign in ("¥", "rmb", "cny", "人民币"):
        body = body.replace(sign, "", 1) if body.lstrip("+-").startswith(sign) else body
    scale = ONE
    while found := _TAIL.search(body):
        scale *= _SCALE.get(found[1], ONE)
        body = body[: found.start()]
    return body, scale


def duration_of(text: str) -> Decimal | None:
    """Seconds that a cell means: `90`, `00:01:30`, `1分30秒`. Raises `NotANumber`."""
    plain = _TIME_CELL.sub("", half_width(unwrapped(text)).strip(SPACES).lower())
    if clock := _CLOCK.fullmatch(plain):
        return Decimal(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    spoken = _SPOKEN.fullmatch(plain)
    if plain and spoken:
        return Decimal(int(spoken[1] or 0) * 3600 + int(spoken[2] or 0) * 60) + Decimal(spoken[3] or 0)
    return number_of(text)


def read_numbers(column: pl.Series, kind: str, scale: Decimal = ONE) -> Parsed:
    """A text column as `fen`, `int`, `seconds` or `decimal`; `scale` turns the file's unit into ours (0.001 for ms -> s).

    Money is rounded to the fen, half up; `int` must be whole.
    """
    factor = scale * CENT if kind == "fen" else scale
    if kind == "decimal" or factor not in {ONE, CENT}:
        return _one_by_one(column, column.is_not_null(), pl.Series(column.name, [None] * len(column), dtype=_type(kind)), kind, factor)
    values, open_ = _whole(column, float(factor))
    if not open_.any():
        return Parsed(values)
    texts = column.filter(open_)
    plain = texts.str.strip_chars(SPACES)
    plain = plain.set(~plain.str.contains(_PLAIN), None).str.replace_all(r"[^0-9.+\-]", "")
    more, still = _whole(plain, float(factor))
    values = scattered(values, open_, more)
    left = open_.clone().set(open_, False)
    left = scattered(left, open_, still | more.is_null())
    return _one_by_one(column, left, values, kind, factor) if left.any() else Parsed(values)


def _type(kind: str) -> pl.DataType:
    """What a column of this kind is held as."""
    return DECIMAL if kind == "decimal" else pl.Int64()


def _whole(column: pl.Series, factor: float) -> tuple[pl.Series, pl.Series]:
    """All cells at once through floats, and which of them were not exact: no number, too large, more decimals than a fen has."""
    floats = column.cast(pl.Float64, strict=False)
    if not floats.null_count() and (quick := _exact(floats.to_numpy(), factor)) is not None:
        return pl.Series(column.name, quick), pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(column))
    scaled = floats * factor
    rounded = scaled.round()
    exact = floats.is_finite() & (floats.abs() < _EXACT) & ((scaled - rounded).abs() < _OFF)
    whole = rounded.set(~exact.fill_null(value=True), None)
    return whole.cast(pl.Int64, strict=False), (column.is_not_null() & ~exact.fill_null(value=False))


def _exact(floats: np.ndarray, factor: float) -> np.ndarray | None:
    """Numbers without a gap by their factor as integers (shape kept); None where one is not exact."""
    scaled = floats * factor
    rounded = np.rint(scaled)
    off, largest = np.abs(scaled - rounded).max(initial=0.0), np.abs(floats).max(initial=0.0)
    return rounded.astype(np.int64) if off < _OFF and largest < _EXACT else None


def _one_by_one(column: pl.Series, left: pl.Series, values: pl.Series, kind: str, factor: Decimal) -> Parsed:
    """The cells `left` read text by text, once for each distinct text."""
    read: Callable[[str], Decimal | None] = duration_of if kind == "seconds" else number_of
    texts = column.filter(left)
    distinct = texts.unique().drop_nulls()
    numbers: list[Decimal | int | None] = []
    reasons: list[str | None] = []
    for text in distinct:
        try:
            numbers.append(_fitted(read(text), kind, factor))
            reasons.append(None)
        except NotANumber as e:
            numbers.append(None)
            reasons.append(reason(str(e)))
    table = pl.DataFrame({"text": distinct, "number": pl.Series(numbers, dtype=_type(kind)), "why": pl.Series(reasons, dtype=pl.String)})
    found = texts.to_frame("text").join(table, on="text", how="left", maintain_order="left")
    values = scattered(values, left, found.get_column("number"))
    why = pl.Series("why", [None], dtype=pl.String).new_from_index(0, len(column))
    return Parsed(values, scattered(why, left, found.get_column("why")))


def _fitted(number: Decimal | None, kind: str, factor: Decimal) -> Decimal | int | None:
    """A number in the column's own unit and exactness. Raises `NotANumber`."""
    if number is None:
        return None
    number *= factor
    if kind == "decimal":
        return number.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    whole = number.to_integral_value(ROUND_HALF_UP)
    if kind == "int" and whole != number:
        raise NotANumber("not_whole")
    return int(whole)
