# SPDX-License-Identifier: Apache-2.0
"""Controlled rounding: a table in whole units whose rows and columns sum exactly to their totals, each cell next to its fitted value."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.spread.errors import SpreadError
from yunce.engine.spread.leaves import Ints
from yunce.engine.spread.margins import SLACK, Floats, fit_margins
from yunce.values.problem import Problem

ONE = 1 << 30
"""Fractions are compared in steps of 2**-30, so that ties are ties on every machine."""
FAR = 1 << 45
"""Cost of leaving floor and ceiling: only float noise in the fitted table can make it worth while."""
CLOSED = 1 << 60


def fit_whole(seed: ArrayLike, rows: ArrayLike, columns: ArrayLike, *, locks: tuple[ArrayLike, ArrayLike] | None = None) -> Ints:
    """The fitted table of `fit_margins` in whole units, both margins exact, locked cells as they are.

    seed (R, C) [1] · rows (R,), columns (C,) [fen or whole units], whole · locks: (which (R, C) bool, values (R, C) whole)
    -> (R, C) int64. Raises SpreadError as `fit_margins`, and for margins or locks that are not whole. Source: docs/method/spread.md, 5.
    """
    row_totals, column_totals = _whole("rows", rows), _whole("columns", columns)
    if int(row_totals.sum()) != int(column_totals.sum()):
        raise SpreadError(Problem.of("spread.margins_unequal", rows=int(row_totals.sum()), columns=int(column_totals.sum())))
    fitted = fit_margins(seed, row_totals, column_totals, locks=locks)
    if locks is None:
        return round_table(fitted.cells, row_totals, column_totals)
    held = np.asarray(locks[0], dtype=np.bool_)
    kept = _whole("locks", np.where(held, np.asarray(locks[1]), 0).ravel()).reshape(held.shape)
    free = np.where(held, 0.0, fitted.cells)
    rest_rows, rest_columns = row_totals - kept.sum(axis=1), column_totals - kept.sum(axis=0)
    for name, totals, rest in (("rows", row_totals, rest_rows), ("columns", column_totals, rest_columns)):
        over = np.flatnonzero(rest < 0).tolist()
        if over:
            found = (Problem.of("spread.locks_over", f"{name}[{i}]", total=int(totals[i]), locked=int(totals[i] - rest[i])) for i in over)
            raise SpreadError(*found)
    return round_table(free, rest_rows, rest_columns) + kept


def round_table(cells: ArrayLike, rows: ArrayLike, columns: ArrayLike) -> Ints:
    """A table rounded to whole units so that rows and columns sum exactly to their whole totals; zeros stay zero.

    cells (R, C) [unit], >= 0, summing to the margins but for float noise · rows (R,), columns (C,) [unit], whole -> (R, C) int64, each
    the floor or the ceiling of its cell, at the least sum of squared changes; always possible. Raises SpreadError where the table does not
    sum to its margins. Method: rows by largest remainder, then columns by cheapest exchange paths (successive shortest paths).
    Source: Cox 1987; Causey, Cox and Ernst 1985; docs/method/spread.md, 5.
    """
    table = np.asarray(cells, dtype=np.float64)
    row_totals, column_totals = _whole("rows", rows), _whole("columns", columns)
    if table.ndim != 2 or table.shape != (row_totals.size, column_totals.size):
        raise SpreadError(Problem.of("spread.lengths_differ", lengths=f"{table.shape} / {row_totals.size} / {column_totals.size}"))
    _check_sums(table, row_totals, column_totals)
    exchange = _Exchange(table)
    for row, missing in enumerate((row_totals - exchange.cells.sum(axis=1)).tolist()):
        exchange.shift_row(row, missing)
    surplus = exchange.cells.sum(axis=0) - column_totals
    while surplus.any():
        giver, taker = exchange.move(surplus)
        surplus[giver] -= 1
        surplus[taker] += 1
    return exchange.cells


def _whole(name: str, numbers: ArrayLike) -> Ints:
    """Margins as int64, refused where they are not whole."""
    given = np.asarray(numbers)
    if given.ndim != 1:
        raise SpreadError(Problem.of("spread.not_a_row", name=name))
    if given.dtype.kind not in "bi":
        given = given.astype(np.float64)
        wrong = np.flatnonzero(~(np.abs(given) < 2.0**53) | (given != np.floor(given))).tolist()
        if wrong:
            raise SpreadError(*(Problem.of("spread.total_not_whole", f"{name}[{i}]", value=given[i]) for i in wrong))
    return given.astype(np.int64)


def _check_sums(table: Floats, rows: Ints, columns: Ints) -> None:
    """Refuse a table that does not sum to its margins, beyond float noise, or with cells below zero."""
    if not (table >= 0).all() or np.isinf(table).any():
        raise SpreadError(Problem.of("spread.table_wrong"))
    if int(rows.sum()) != int(columns.sum()):
        raise SpreadError(Problem.of("spread.margins_unequal", rows=int(rows.sum()), columns=int(columns.sum())))
    noise = max(10 * SLACK * float(rows.sum()), 1e-6)
    for name, totals, sums in (("rows", rows, table.sum(axis=1)), ("columns", columns, table.sum(axis=0))):
        off = np.flatnonzero((np.abs(sums - totals) > noise) | (totals < 0) | ((sums == 0) & (totals != 0))).tolist()
        if off:
            raise SpreadError(
                *(Problem.of("spread.table_off", f"{name}[{i}]", index=i + 1, total=int(totals[i]), sum=f"{sums[i]:.15g}") for i in off)
            )


class _Exchange:
    """A whole table under repair, with the cost of raising and of lowering each cell by one."""

    def __init__(self, table: Floats) -> None:
        self.open = table > 0
        self.floor = np.floor(table).astype(np.int64)
        self.fraction = np.rint((table - self.floor) * ONE).astype(np.int64)
        self.cells = self.floor.copy()

    def raising(self) -> Ints:
        """Cost of one more, a cell: cheap from floor to ceiling by its fraction, dear beyond, closed where the seed is zero."""
        steps = self.cells - self.floor
        return np.where(self.open, ONE - 2 * self.fraction + 2 * ONE * steps + FAR * ((steps > 0) * 1 - (steps < 0)), CLOSED)

    def lowering(self) -> Ints:
        """Cost of one less, a cell."""
        steps = self.cells - 1 - self.floor
        cost = 2 * self.fraction - ONE - 2 * ONE * steps - FAR * ((steps > 0) * 1 - (steps < 0))
        return np.where(self.open & (self.cells > 0), cost, CLOSED)

    def shift_row(self, row: int, missing: int) -> None:
        """Bring one row to its total by the cheapest changes, ties by position."""
        step = 1 if missing > 0 else -1
        left = abs(missing)
        while left:
            cost = (self.raising() if step > 0 else self.lowering())[row]
            best = np.argsort(cost, kind="stable")[: min(left, max(1, int((cost < FAR // 2).sum())))]
            self.cells[row, best] += step
            left -= best.size

    def move(self, surplus: Ints) -> tuple[int, int]:
        """Move one unit from a column with too much to one with too little along the cheapest chain of rows; gives both columns."""
        up, down = self.raising(), self.lowering()
        columns = np.where(surplus > 0, 0, CLOSED)
        from_row = np.full(columns.size, -1)
        from_column = np.full(up.shape[0], -1)
        rows = np.full(up.shape[0], CLOSED)
        while True:
            through = columns + down
            nearer = through.min(axis=1)
            better = nearer < rows
            rows = np.where(better, nearer, rows)
            from_column[better] = through.argmin(axis=1)[better]
            onward = rows[:, None] + up
            nearest = onward.min(axis=0)
            gained = nearest < columns
            if not gained.any():
                break
            columns = np.where(gained, nearest, columns)
            from_row[gained] = onward.argmin(axis=0)[gained]
        taker = int(np.argmin(np.where(surplus < 0, columns, CLOSED * 2)))
        return self._follow(taker, from_row, from_column), taker

    def _follow(self, taker: int, from_row: NDArray[np.int_], from_column: NDArray[np.int_]) -> int:
        """Change the cells along a chain back to the column that it starts from."""
        column = taker
        while from_row[column] >= 0:
            row = int(from_row[column])
            self.cells[row, column] += 1
            column = int(from_column[row])
            self.cells[row, column] -= 1
        return column
