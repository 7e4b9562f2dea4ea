# SPDX-License-Identifier: Apache-2.0
"""The cheapest shifts that cover a demand: a set cover solved by HiGHS, with its bound; else the least that must be missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: stop at this gap between cost and bound [1], or after so many seconds."""

    gap: float = 0.0
    seconds: float = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Shifts chosen and how good they are."""

    people: Whole
    """How many work each shift (s,)."""
    cost: float
    bound: float
    """No choice costs less than this; for a relaxed cover: no choice with this shortfall."""
    relaxed_cost: float
    """The cost if people could be divided (the linear programme), for comparison."""
    shortfall: Whole
    """Missing by interval (t,); all 0 unless it could not be covered."""
    is_optimal: bool
    """Proven within the asked gap; else the time was over."""

    @property
    def gap(self) -> float:
        """How much cheaper it might be at most [1]."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost > 0 else 0.0


def cover(demand: ArrayLike, covers: ArrayLike, costs: ArrayLike, *, most: ArrayLike = np.inf, effort: Effort | None = None) -> Cover:
    """The cheapest whole numbers of people on each shift such that every interval has at least its demand.

    demand (t,) >= 0 · covers (s, t) true where a shift covers an interval · costs (s,) > 0 · most (s,) people a shift at most.
    Days that share no shift are solved apart. Where some demand cannot be met, what is missing in all is made least first, then the
    cost. Raises StaffError for arrays that do not fit. Sources: Dantzig 1954; docs/method/staffing.md, 8.

    >>> import numpy as np
    >>> week = np.array([[(day - first) % 7 < 5 for day in range(7)] for first in range(7)])
    >>> cover([17, 13, 15, 19, 14, 16, 11], week, np.ones(7)).cost
    23.0
    """
    wanted, table, cost, limit = _fitting(demand, covers, costs, most)
    effort = effort or Effort()
    parts = _apart(table, wanted)
    people, shortfall = np.zeros(cost.size, dtype=np.int64), np.where(table.any(axis=0), 0, wanted).astype(np.int64)
    bound = relaxed = 0.0
    is_optimal = True
    for rows, columns in parts:
        inner = Effort(effort.gap, effort.seconds / len(parts))
        problem = _Problem(wanted[columns], table[np.ix_(rows, columns)], cost[rows], limit[rows])
        found = problem.solved(inner) or problem.relaxed(inner)
        people[rows], shortfall[columns] = found.people, found.shortfall
        bound, relaxed = bound + found.bound, relaxed + found.relaxed_cost
        is_optimal &= found.is_optimal
    return Cover(people, float(people @ cost), bound, relaxed, shortfall, is_optimal)


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    """One part that stands alone."""

    demand: Floats
    table: NDArray[np.bool_]
    cost: Floats
    most: Floats

    def solved(self, effort: Effort) -> Cover | None:
        """The cheapest cover; nothing where there is none."""
        matrix = sparse.csr_array(self.table.T.astype(np.float64))
        with np.errstate(all="ignore"):
            easy = linprog(
                self.cost, A_ub=-matrix, b_ub=-self.demand, bounds=np.column_stack([np.zeros(self.cost.size), self.most]), method="highs"
            )
        if easy.status == 2:
            return None
        relaxed = float(easy.fun) if easy.status == 0 else 0.0
        whole = np.rint(easy.x) if easy.status == 0 else np.full(self.cost.size, np.nan)
        if easy.status == 0 and np.abs(easy.x - whole).max(initial=0) < 1e-7:  # the divided answer is whole: nothing can be cheaper
            people = whole.astype(np.int64)
            return Cover(people, float(people @ self.cost), relaxed, relaxed, np.zeros(self.demand.size, dtype=np.int64), True)
        found = milp(
            self.cost,
            integrality=np.ones(self.cost.size),
            bounds=Bounds(np.zeros(self.cost.size), self.most),
            constraints=[LinearConstraint(matrix, self.demand, np.inf)],
            options={"time_limit": effort.seconds, "mip_rel_gap": effort.gap},
        )
        people = np.rint(found.x).astype(np.int64) if found.x is not None else self._rounded_up(easy.x)
        bound = max(relaxed, float(found.mip_dual_bound)) if found.mip_dual_bound is not None else relaxed
        return Cover(people, float(people @ self.cost), bound, relaxed, np.zeros(self.demand.size, dtype=np.int64), found.status == 0)

    def _rounded_up(self, divided: Floats | None) -> Whole:
        """A cover for when the time was over before one was found: the divided answer, each part made whole."""
        if divided is None:
            raise StaffError(Problem.of("staff.time_over"))
        return np.minimum(np.ceil(divided - 1e-9), self.most).astype(np.int64)

    def relaxed(self, effort: Effort) -> Cover:
        """First the least that is missing in all, then the cheapest shifts with no more missing than that."""
        times, choices = self.demand.size, self.cost.size
        matrix = sparse.hstack([sparse.csr_array(self.table.T.astype(np.float64)), sparse.eye_array(times)], format="csr")
        bounds = Bounds(np.zeros(choices + times), np.concatenate([self.most, self.demand]))
        holds = LinearConstraint(matrix, self.demand, np.inf)
        whole, options = np.ones(choices + times), {"time_limit": effort.seconds / 2, "mip_rel_gap": effort.gap}
        missing = np.concatenate([np.zeros(choices), np.ones(times)])
        first = milp(missing, integrality=whole, bounds=bounds, constraints=[holds], options=options)
        if first.x is None:
            raise StaffError(Problem.of("staff.time_over"))
        least = LinearConstraint(sparse.csr_array(missing[None, :]), 0, np.rint(first.fun))
        second = milp(
            np.concatenate([self.cost, np.zeros(times)]), integrality=whole, bounds=bounds, constraints=[holds, least], options=options
        )
        best = first.x if second.x is None else second.x
        people, shortfall = np.rint(best[:choices]).astype(np.int64), np.rint(best[choices:]).astype(np.int64)
        bound = float(second.mip_dual_bound) if second.x is not None and second.mip_dual_bound is not None else 0.0
        done = first.status == 0 and second.status == 0
        return Cover(people, float(people @ self.cost), bound, bound, shortfall, done)


def _apart(table: NDArray[np.bool_], demand: Floats) -> list[tuple[Whole, Whole]]:
    """Rows and columns of the parts that share nothing; intervals that no shift covers are in none, nor are parts without demand."""
    rows, columns = table.shape
    if not rows or not columns:
        return []
    links = sparse.block_array([[None, sparse.csr_array(table)], [sparse.csr_array(table.T), None]])
    number, label = connected_components(links, directed=False)
    parts = []
    for one in range(number):
        inside = np.flatnonzero(label == one)
        own, times = inside[inside < rows], inside[inside >= rows] - rows
        if own.size and times.size and demand[times].any():
            parts.append((own, times))
    return parts


def _fitting(demand: ArrayLike, covers: ArrayLike, costs: ArrayLike, most: ArrayLike) -> tuple[Floats, NDArray[np.bool_], Floats, Floats]:
    wanted, table, cost = np.asarray(demand, dtype=np.float64), np.asarray(covers, dtype=np.bool_), np.asarray(costs, dtype=np.float64)
    if wanted.ndim != 1 or table.shape != (cost.size, wanted.size) or not table.size:
        raise StaffError(Problem.of("staff.lengths_differ", lengths=f"{wanted.shape} / {table.shape} / {cost.shape}"))
    limit = np.broadcast_to(np.asarray(most, dtype=np.float64), cost.shape).copy()
    if not ((wanted >= 0) & np.isfinite(wanted)).all() or not ((cost > 0) & np.isfinite(cost)).all() or not (limit >= 0).all():
        raise StaffError(Problem.of("staff.cover_wrong"))
    return np.ceil(wanted), table, cost, limit
