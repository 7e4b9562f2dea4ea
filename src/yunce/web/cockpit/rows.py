# SPDX-License-Identifier: Apache-2.0
"""The page of the rows behind a number: columns in words, money in yuan, the file and the row that each came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.web.cockpit.scope import Scope
from yunce.web.desk import Desk
from yunce.web.ui.columns import FEN_COLUMNS, heading, is_number, said_cell
from yunce.web.ui.parts import Pager, State, Step, address, pager
from yunce.web.ui.tables import Cell, Col, Row, Table

EXPORT_BLOCK = 5_000
ROWS_A_PAGE = 100
UNIT_COLUMNS = frozenset({"unit", "shop"})
LONG = 24
"""Longer words than these need a wide column; shorter ones stay on one line."""


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of rows."""

    metric: str
    back: str
    export: str
    asked: tuple[str, ...]
    table: Table | None
    pager: Pager
    state: State | None

    @classmethod
    def of(cls, metric: tuple[str, str], scope: Scope, frame: pl.DataFrame, page: int, called: Mapping[str, str]) -> RowsPage:
        """From a metric's id and name, and a frame that holds one row more than a page where there are more; units as they are `called`."""
        (own, name), size = metric, ROWS_A_PAGE
        here = reverse("rows", args=[own])
        asked = tuple(called.get(value, value) for name, value in scope.params().items() if name != "plan")
        back = reverse("cockpit")
        none = State(_("这个范围里没有明细"), _("可能还没有导入，或不在这个期间。"), steps=(Step(_("去数据台"), reverse("data")),))
        return cls(
            name,
            scope.address(back, period="", unit=scope.unit),
            address(reverse("rows-csv", args=[own]), **scope.params()),
            asked,
            frame_table(_("明细"), frame.head(size), called) if frame.height else None,
            pager(here, scope.params(), page, more=frame.height > size),
            None if frame.height else none,
        )


def frame_table(caption: str, rows_found: pl.DataFrame, called: Mapping[str, str]) -> Table:
    """A frame as a table: headings and cells in words, units as they are `called`; columns in which nothing stands are left out."""
    frame = rows_found.select(c for c in rows_found.get_columns() if not set(c) <= {None, ""})
    kinds = frame.schema
    said = tuple(Row(tuple(_cell(n, v, called) for n, v in zip(frame.columns, row, strict=True))) for row in frame.iter_rows())
    roomy = {n for n, cells in zip(frame.columns, zip(*(row.cells for row in said), strict=True), strict=True) if _longest(cells) > LONG}
    cols = tuple(Col(heading(n), numeric=is_number(n, kinds[n]), kept=n not in roomy, roomy=n in roomy) for n in frame.columns)
    return Table(caption, cols, said)


def _cell(name: str, value: object, called: Mapping[str, str]) -> str:
    """A cell in words: a unit by its name, an amount with its thousands."""
    if name in UNIT_COLUMNS:
        return called.get(str(value), said_cell(name, value))
    said = said_cell(name, value)
    return f"{Decimal(said):,}" if name in FEN_COLUMNS and isinstance(value, int) else said


def _longest(cells: Iterable[Cell]) -> int:
    return max(len(str(cell)) for cell in cells)


def export_parts(desk: Desk, metric: str, scope: Scope) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The headings and all rows of an export, fetched block by block."""

    def block(offset: int) -> pl.DataFrame:
        return desk.installation.rows(metric, scope.ask(), limit=EXPORT_BLOCK, offset=offset, fingerprint=desk.fingerprint)

    first = block(0)

    def body() -> Iterator[tuple[str, ...]]:
        frame, offset = first, 0
        while frame.height:
            for row in frame.iter_rows():
                yield tuple(said_cell(name, value) for name, value in zip(frame.columns, row, strict=True))
            offset += EXPORT_BLOCK
            frame = block(offset) if frame.height == EXPORT_BLOCK else frame.clear()

    return tuple(heading(name) for name in first.columns), body()
