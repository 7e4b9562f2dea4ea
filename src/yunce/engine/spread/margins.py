# SPDX-License-Identifier: Apache-2.0
"""A table with its row and column totals fixed: iterative proportional fitting (RAS), and why it cannot be where it cannot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.spread.errors import SpreadError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
SLACK = 1e-9
"""Row and column totals that differ by less than this share are taken as equal."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted table (R, C) [unit of the margins], the rounds it took, the largest margin error that is left, as a share of the total."""

    cells: Floats
    rounds: int
    error: float


def fit_margins(
    seed: ArrayLike,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    locks: tuple[ArrayLike, ArrayLike] | None = None,
    tolerance: float = 1e-12,
    limit: int = 5000,
) -> Fitted:
    """The table nearest to the seed's proportions whose rows and columns sum to their totals; zeros stay zero, odds ratios are kept.

    seed (R, C) [1], >= 0 · rows (R,), columns (C,) [unit], >= 0, of equal sums · locks: (which (R, C) bool, values (R, C) [unit]) are kept
    and subtracted first. Raises SpreadError: unknown or negative numbers, unequal sums, locks over a margin, an empty row or column with a
    total, zeros that leave no such table (with the rows and columns that prove it), no convergence within `limit` rounds.
    Source: Deming and Stephan 1940; Bacharach 1970; docs/method/spread.md, 5.
    """
    table, row_totals, column_totals = _table(seed), _row("rows", rows), _row("columns", columns)
    if table.shape != (row_totals.size, column_totals.size):
        shape = f"{table.shape[0]} x {table.shape[1]}"
        raise SpreadError(Problem.of("spread.lengths_differ", lengths=f"{shape} / {row_totals.size} / {column_totals.size}"))
    held, kept = _locked(locks, table.shape)
    weights = np.where(held, 0.0, table)
    rest_rows = _rest("rows", row_totals, kept.sum(axis=1))
    rest_columns = _rest("columns", column_totals, kept.sum(axis=0))
    _check(weights, rest_rows, rest_columns)
    fitted = _fit(weights, rest_rows, rest_columns, tolerance, limit)
    return Fitted(fitted.cells + kept, fitted.rounds, fitted.error)


def _table(seed: ArrayLike) -> Floats:
    """A seed as a checked table."""
    table = np.asarray(seed, dtype=np.float64)
    if table.ndim != 2 or table.size == 0:
        raise SpreadError(Problem.of("spread.not_a_table"))
    wrong = np.argwhere(~(table >= 0) | np.isinf(table)).tolist()
    if wrong:
        raise SpreadError(
            *(Problem.of("spread.cell_wrong", f"seed[{i}][{j}]", row=i + 1, column=j + 1, value=table[i, j]) for i, j in wrong)
        )
    return table


def _cell(name: str, row: int, column: int, table: Floats) -> Problem:
    """A cell that is unknown, infinite or negative."""
    return Problem.of("spread.cell_wrong", f"{name}[{row}][{column}]", row=row + 1, column=column + 1, value=table[row, column])


def _row(name: str, totals: ArrayLike) -> Floats:
    """Margins as checked numbers."""
    given = np.asarray(totals, dtype=np.float64)
    if given.ndim != 1:
        raise SpreadError(Problem.of("spread.not_a_row", name=name))
    wrong = np.flatnonzero(~(given >= 0) | np.isinf(given)).tolist()
    if wrong:
        raise SpreadError(*(Problem.of("spread.margin_wrong", f"{name}[{i}]", index=i + 1, value=given[i]) for i in wrong))
    return given


def _locked(locks: tuple[ArrayLike, ArrayLike] | None, shape: tuple[int, ...]) -> tuple[NDArray[np.bool_], Floats]:
    """Which cells are locked, and their values (zero elsewhere)."""
    if locks is None:
        return np.zeros(shape, dtype=np.bool_), np.zeros(shape)
    held, values = np.asarray(locks[0], dtype=np.bool_), np.asarray(locks[1], dtype=np.float64)
    if held.shape != shape or values.shape != shape:
        raise SpreadError(Problem.of("spread.lengths_differ", lengths=f"{shape} / {held.shape} / {values.shape}"))
    kept = np.where(held, values, 0.0)
    wrong = np.argwhere(~(kept >= 0) | np.isinf(kept)).tolist()
    if wrong:
        raise SpreadError(
            *(Problem.of("spread.cell_wrong", f"locks[{i}][{j}]", row=i + 1, column=j + 1, value=kept[i, j]) for i, j in wrong)
        )
    return held, kept


def _rest(name: str, totals: Floats, kept: Floats) -> Floats:
    """What the locks leave of the margins."""
    over = np.flatnonzero(kept > totals * (1 + SLACK)).tolist()
    if over:
        raise SpreadError(*(Problem.of("spread.locks_over", f"{name}[{i}]", total=f"{totals[i]:g}", locked=f"{kept[i]:g}") for i in over))
    return np.maximum(totals - kept, 0.0)


def _check(weights: Floats, rows: Floats, columns: Floats) -> None:
    """Refuse unequal sums and empty rows or columns that have a total."""
    problems = []
    if abs(rows.sum() - columns.sum()) > SLACK * max(rows.sum(), columns.sum()):
        problems.append(Problem.of("spread.margins_unequal", rows=f"{rows.sum():.15g}", columns=f"{columns.sum():.15g}"))
    for name, totals, sums in (("rows", rows, weights.sum(axis=1)), ("columns", columns, weights.sum(axis=0))):
        empty = np.flatnonzero((sums == 0) & (totals > 0)).tolist()
        problems += [Problem.of("spread.margin_empty", f"{name}[{i}]", index=i + 1, total=f"{totals[i]:g}") for i in empty]
    if problems:
        raise SpreadError(*problems)


def _fit(weights: Floats, rows: Floats, columns: Floats, tolerance: float, limit: int) -> Fitted:
    """Scale rows and columns in turn until both hold."""
    scale = max(float(rows.sum()), np.finfo(np.float64).tiny)
    cells = weights / max(float(np.max(weights)), np.finfo(np.float64).tiny)
    error = np.inf
    for done in range(1, limit + 1):
        cells = cells * _ratio(rows, cells.sum(axis=1))[:, None]
        cells = cells * _ratio(columns, cells.sum(axis=0))
        error = float(np.max(np.abs(cells.sum(axis=1) - rows))) / scale
        if error <= tolerance:
            return Fitted(cells, done, error)
    if error > SLACK:
        raise SpreadError(_explained(weights > 0, cells, rows, columns, limit))
    return Fitted(cells, limit, error)


def _ratio(totals: Floats, sums: Floats) -> Floats:
    """Totals over sums; 0 where there is nothing to scale."""
    return np.divide(totals, sums, out=np.zeros_like(totals), where=sums > 0)


def _explained(open_cells: NDArray[np.bool_], cells: Floats, rows: Floats, columns: Floats, limit: int) -> Problem:
    """Why it did not converge: rows whose totals exceed those of all the columns that they can reach, if the zeros leave such rows."""
    ratio = _ratio(rows, cells.sum(axis=1))
    for short in np.sort(np.unique(ratio[ratio > 1]))[::-1]:
        some = ratio >= short
        reached = open_cells[some].any(axis=0)
        asked, there = float(rows[some].sum()), float(columns[reached].sum())
        if asked > there * (1 + SLACK):
            return Problem.of(
                "spread.zeros_infeasible", rows=_places(some), columns=_places(reached), asked=f"{asked:g}", there=f"{there:g}"
            )
    sums = cells.sum(axis=1)
    worst = int(np.argmax(np.abs(cells.sum(axis=1) - rows)))
    return Problem.of(
        "spread.not_converged",
        f"rows[{worst}]",
        limit=limit,
        index=worst + 1,
        total=f"{rows[worst]:g}",
        reached=f"{sums[worst]:.9g}",
    )


def _places(which: NDArray[np.bool_]) -> str:
    """Positions counted from 1."""
    return ", ".join(str(i + 1) for i in np.flatnonzero(which).tolist())
