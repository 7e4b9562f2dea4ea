# SPDX-License-Identifier: Apache-2.0
"""Columns print what rows print, character by character, whatever stands in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.cli.columns import print_csv_columns, print_table_columns
from yunce.cli.output import print_csv, print_table

HEADER = ("name", "pay")
TEXTS = st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",=+-@\n\r 9元（–é😀'), max_size=6)
PAY = st.none() | st.decimals(-(10**12), 10**12, places=2)
ROWS = st.lists(st.tuples(TEXTS, PAY), max_size=6)


def said(act: Callable[[], None]) -> str:
    with redirect_stdout(io.StringIO()) as out:
        act()
    return out.getvalue()


def columns(rows: list[tuple[str | None, Decimal | None]]) -> list[pl.Series]:
    pay = [None if amount is None else format(amount, "f") for _, amount in rows]
    return [pl.Series([name for name, _ in rows], dtype=pl.String), pl.Series(pay, dtype=pl.String)]


@given(ROWS)
def test_csv_is_what_rows_print(rows: list[tuple[str | None, Decimal | None]]) -> None:
    by_row = said(lambda: print_csv([dict(zip(HEADER, row, strict=True)) for row in rows], HEADER))
    assert said(lambda: print_csv_columns(columns(rows), HEADER)) == by_row


@given(ROWS)
def test_a_table_is_what_rows_print(rows: list[tuple[str | None, Decimal | None]]) -> None:
    by_row = said(lambda: print_table([dict(zip(HEADER, row, strict=True)) for row in rows], HEADER))
    assert said(lambda: print_table_columns(columns(rows), HEADER, figures=(False, True))) == by_row


def test_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    two = columns([("=张,三", Decimal("1234567.50")), (None, Decimal(-12))])
    print_csv_columns(two, HEADER)
    print_table_columns(two, HEADER, figures=(False, True))
    assert capsys.readouterr().out == (
        'name,pay\n"\'=张,三",1234567.50\n,-12\n'  # a formula is made inert, an amount stays a number
        "name             pay\n=张,三  1,234,567.50\n–                -12\n"
    )


def test_a_narrow_terminal_gets_blocks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("yunce.cli.columns.room", lambda: 10)
    print_table_columns(columns([("张三", Decimal(1500))]), ("姓名", "绩效"), figures=(False, True))
    assert capsys.readouterr().out == "张三\n  绩效 1,500\n"
