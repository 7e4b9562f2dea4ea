# SPDX-License-Identifier: Apache-2.0
"""How an export writes its cells: amounts, order numbers that a spreadsheet must not touch, moments. Expressions, all text."""

from __future__ import annotations

import polars as pl


def yuan(fen: pl.Expr) -> pl.Expr:
    """Fen >= 0 as yuan with two places: 1234567 -> `12345.67`."""
    return pl.format("{}.{}", fen // 100, (fen % 100).cast(pl.String).str.zfill(2))


def yuan_grouped(fen: pl.Expr) -> pl.Expr:
    """Fen in [0, 100 million yuan) as yuan with thousands commas, ready for a csv cell: 1234567 -> `"12,345.67"`."""
    whole, rest = fen // 100, (fen % 100).cast(pl.String).str.zfill(2)
    thousands = pl.format('"{},{}.{}"', whole // 1000, _three(whole % 1000), rest)
    millions = pl.format('"{},{},{}.{}"', whole // 1_000_000, _three(whole // 1000 % 1000), _three(whole % 1000), rest)
    return pl.when(whole < 1000).then(yuan(fen)).when(whole < 1_000_000).then(thousands).otherwise(millions)


def as_formula(number: pl.Expr) -> pl.Expr:
    """`="123"`, the way platforms keep a spreadsheet from rounding an order number."""
    return pl.format('="{}"', number)


def after_tab(text: pl.Expr) -> pl.Expr:
    """A leading tab, the other way to keep a number text."""
    return pl.format("\t{}", text)


def moment(at: pl.Expr) -> pl.Expr:
    """`2026-11-11 00:03:21`; empty where there is none."""
    return at.dt.strftime("%Y-%m-%d %H:%M:%S")


def resaved_moment(at: pl.Expr) -> pl.Expr:
    """`2026/8/1 9:05:07`: what a spreadsheet makes of a moment when somebody opens the file and saves it."""
    parts = (at.dt.year(), at.dt.month(), at.dt.day(), at.dt.hour(), at.dt.strftime("%M:%S"))
    return pl.format("{}/{}/{} {}:{}", *parts)


def _three(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.zfill(3)
