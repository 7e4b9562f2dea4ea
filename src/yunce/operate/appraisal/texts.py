# SPDX-License-Identifier: Apache-2.0
"""Many numbers as exact text at once: as a `Decimal` of them would be written, without idle zeros."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

NANO = 10**9
LARGEST = 9e9
"""Above it nine places no longer fit into int64: such numbers are written one by one."""
Texts = list[str | None]


def number_texts(values: ArrayLike, places: int = 6) -> Texts:
    """Numbers (n,) with at most so many places, halves upward from nine; `None` for NaN.

    >>> number_texts([92.5, 100.0, 0.1234565, float("nan")])
    ['92.5', '100', '0.123457', None]
    """
    return number_series(values, places).to_list()


def number_series(values: ArrayLike, places: int = 6) -> pl.Series:
    """The same as a column."""
    found = np.asarray(values, dtype=np.float64)
    if found.size > 1 and (found == found[0]).all():  # targets, weights, days
        return number_series(found[:1], places).gather(np.zeros(found.size, dtype=np.int64))
    if np.isnan(found).all():
        return pl.Series([None] * found.size, dtype=pl.String)
    fits = np.isfinite(found) & (np.abs(found) < LARGEST)
    nano = np.rint(np.where(fits, found, 0.0) * NANO).astype(np.int64)
    step = 10 ** (9 - places)
    parts = np.sign(nano) * ((np.abs(nano) + step // 2) // step)
    series, large = _written(parts, fits, places, strip=True), np.flatnonzero(np.isfinite(found) & ~fits)
    if not large.size:
        return series
    texts = series.to_list()
    for i in large.tolist():
        exact = format(Decimal(repr(float(found[i]))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
        texts[i] = exact.rstrip("0").rstrip(".") if "." in exact else exact
    return pl.Series(texts, dtype=pl.String)


def money_series(amounts: Sequence[int] | NDArray[np.int64]) -> pl.Series:
    """Amounts in fen as yuan with two places; null for -1, which is unknown."""
    fen = np.asarray(amounts, dtype=np.int64)
    return _written(fen, fen >= 0, 2, strip=False)


def words(texts: Sequence[str | None]) -> pl.Series:
    """Texts as a column."""
    return pl.Series(texts, dtype=pl.String)


def named(places: NDArray[np.int64], names: Sequence[str]) -> pl.Series:
    """A column of few different texts: the name at each place."""
    return words(names).gather(places)


def _written(parts: NDArray[np.int64], known: NDArray[np.bool_], places: int, *, strip: bool) -> pl.Series:
    """Whole parts of 10^-places as decimal text; null where unknown."""
    size = 10**places
    above = np.abs(parts)
    frame = pl.DataFrame({"minus": parts < 0, "whole": above // size, "part": above % size})
    minus = pl.when(pl.col("minus")).then(pl.lit("-")).otherwise(pl.lit(""))
    text = pl.concat_str(minus, pl.col("whole").cast(pl.String), pl.lit("."), pl.col("part").cast(pl.String).str.zfill(places))
    if strip:
        text = text.str.strip_chars_end("0").str.strip_chars_end(".")
    return frame.select(text.alias("text"))["text"].set(pl.Series(~known), None)
