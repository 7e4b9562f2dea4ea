# SPDX-License-Identifier: Apache-2.0
"""A target's cells as arrays, and the one operation on them: cut every cell along a dimension, exactly, under locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread import fit_whole, spread_many
from yunce.values.period import GRAINS, Period

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pin:
    """A locked cell or subtotal: members by dimension, and its value in whole units."""

    at: Mapping[str, str]
    value: int


@dataclass(frozen=True, slots=True)
class Share:
    """How one cell is cut: its members, their weights (whole, >= 0), or fixed values (`None` for a member left unknown)."""

    members: tuple[str, ...]
    weights: Sequence[int] = ()
    values: Sequence[int | None] = ()


Cut = Callable[[Mapping[str, str], Period], Share]
"""How a cell is cut, given its members so far and the days that it stands for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells: for each dimension the member of each cell as an index, and the values. All arrays (n,).

    `unknown` cells have no number (their value is 0 in the array): the plan leaves them open. `locked` cells are fixed.
    """

    period: Period
    values: Ints
    dims: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, Ints] = field(default_factory=dict)
    unknown: Flags = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    locked: Flags = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))

    def names(self, dim: str) -> NDArray[np.str_]:
        """The member of each cell along a dimension: (n,)."""
        return np.asarray(self.members[dim], dtype=np.str_)[self.codes[dim]]

    def at(self, members: Mapping[str, str]) -> Flags:
        """Which cells belong to all of these members: (n,); none for a member that no cell has."""
        known = all(member in self.members[dim] for dim, member in members.items())
        if not known:
            return np.zeros(self.values.size, dtype=np.bool_)
        found = (self.codes[dim] == self.members[dim].index(member) for dim, member in members.items())
        return reduce(np.logical_and, found, np.ones(self.values.size, dtype=np.bool_))


def start(period: Period, total: int) -> Grid:
    """One cell that holds the whole total."""
    return Grid(period, np.array([total], dtype=np.int64))


def cut(grid: Grid, dim: str, how: Cut, pins: Sequence[Pin] = ()) -> Grid:
    """Every cell cut along a dimension; children sum to their parent, ties by member order; `pins` on this step's cells hold.

    A pin on one cell is subtracted before the rest is spread in proportion; one on a subtotal that runs across parents is solved
    with the parents' totals as the other margin. Raises `SpreadError` where weights or pins leave no answer.
    Source: docs/method/spread.md; `plan language`, splits.
    """
    shares, which = _shares(grid, how)
    offsets = np.concatenate(([0], np.cumsum([len(shares[i].members) for i in which], dtype=np.int64)))
    parents = np.repeat(np.arange(grid.values.size), np.diff(offsets))
    names = [member for i in which for member in shares[i].members]
    members = tuple(dict.fromkeys(name for share in shares for name in share.members))
    index = {name: i for i, name in enumerate(members)}
    codes = {d: c[parents] for d, c in grid.codes.items()} | {dim: np.array([index[n] for n in names], dtype=np.int64)}
    all_members = {**grid.members, dim: members}
    weights = np.array([w for i in which for w in (shares[i].weights or shares[i].values)], dtype=object)
    open_ = np.array([w is None for w in weights], dtype=np.bool_) | grid.unknown[parents]
    child = Grid(grid.period, np.zeros(parents.size, dtype=np.int64), (*grid.dims, dim), all_members, codes, open_, grid.locked[parents])
    plain = np.where(open_, 0, weights).astype(np.int64 if _narrow(weights, open_) else object)
    fixed = any(share.values for share in shares)
    values, locked = _values(grid, child, parents, offsets, plain, pins, fixed=fixed)
    return Grid(grid.period, values, child.dims, all_members, codes, open_, locked)


def _narrow(weights: NDArray[np.object_], open_: Flags) -> bool:
    return all(w < 1 << 62 for w in weights[~open_])


def _shares(grid: Grid, how: Cut) -> tuple[list[Share], list[int]]:
    """The different ways in which cells are cut, and which of them each cell takes."""
    shares: list[Share] = []
    known: dict[tuple[int, ...], int] = {}
    which: list[int] = []
    rows = np.stack([grid.codes[d] for d in grid.dims], axis=1).tolist() if grid.dims else [[]]
    for row in rows:
        key = tuple(row)
        if key not in known:
            at = {d: grid.members[d][c] for d, c in zip(grid.dims, row, strict=True)}
            known[key] = len(shares)
            shares.append(how(at, days_of(grid.period, at)))
        which.append(known[key])
    return shares, which


def days_of(period: Period, at: Mapping[str, str]) -> Period:
    """The days that a cell stands for: the target's period cut down to the cell's time members."""
    for dim in GRAINS:
        if dim in at:
            part = next(p for p in period.parts(dim) if p.text == at[dim])
            period = period.intersect(part) or period
    return period


def _values(
    grid: Grid, child: Grid, parents: Ints, offsets: Ints, weights: NDArray[np.generic], pins: Sequence[Pin], *, fixed: bool
) -> tuple[Ints, Flags]:
    """The children's values: fixed ones as written, pinned ones as pinned, the rest in proportion."""
    held, values = np.zeros(weights.size, dtype=np.bool_), np.zeros(weights.size, dtype=np.int64)
    if fixed and grid.values.size == 1:
        return weights.astype(np.int64), held
    if fixed:
        return _by_margins(grid, child, parents, weights), held
    for pin in sorted(pins, key=lambda p: int(child.at(p.at).sum())):
        inside = child.at(pin.at)
        if int(inside.sum()) == 1:
            values[inside] = pin.value
        else:
            values[inside & ~held] = _across(grid, parents, weights, (inside, held, values), pin.value)
        held |= inside
    totals = np.where(grid.unknown, 0, grid.values)
    return spread_many(totals, weights, offsets, locks=(held, values) if held.any() else None), held | child.locked


def _across(grid: Grid, parents: Ints, weights: NDArray[np.generic], cells: tuple[Flags, Flags, Ints], value: int) -> Ints:
    """The free cells of a pinned subtotal that runs across parents: a table of parents by (inside, outside), both margins exact."""
    inside, held, values = cells
    rows = np.unique(parents[inside])
    free = inside & ~held
    rest = np.bincount(parents, np.where(held, values, 0), grid.values.size).astype(np.int64)
    totals = (grid.values - rest)[rows]
    share = np.where(held, 0.0, weights.astype(np.float64))
    whole, within = (np.bincount(parents, w, grid.values.size)[rows] for w in (share, np.where(free, share, 0.0)))
    seed = totals[:, None] * np.stack([within, whole - within], axis=1) / np.where(whole > 0, whole, 1.0)[:, None]
    left = value - int(values[inside & held].sum())
    fitted = fit_whole(seed, totals, [left, int(totals.sum()) - left])[:, 0]
    by_parent = dict(zip(rows.tolist(), fitted.tolist(), strict=True))
    spots = np.flatnonzero(free)
    starts = np.concatenate(([0], np.cumsum(np.unique(parents[spots], return_counts=True)[1])))
    return spread_many([by_parent[p] for p in np.unique(parents[spots]).tolist()], weights[spots], starts)


def _by_margins(grid: Grid, child: Grid, parents: Ints, weights: NDArray[np.generic]) -> Ints:
    """Members' own totals against the totals of the parents: both margins hold, cells in proportion."""
    code = child.codes[child.dims[-1]]
    columns = np.zeros(len(child.members[child.dims[-1]]), dtype=np.int64)
    columns[code] = weights.astype(np.int64)
    seed = np.zeros((grid.values.size, columns.size))
    seed[parents, code] = grid.values[parents].astype(np.float64) * columns[code]
    return fit_whole(seed, grid.values, columns)[parents, code]
