# SPDX-License-Identifier: Apache-2.0
"""Choosing: who is seen in which period, in which mode, by whom; exact where the quotas can be held. Source: docs/method/cover.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.cover.counts import Counts, choose
from yunce.engine.cover.quotas import Bound, Clash, Quotas, clash
from yunce.engine.cover.visits import ANY, Visit

Ints = NDArray[np.int64]
MOST_TURNS = 4
"""How often visits that stand elsewhere than chosen may move the rest before all that stand are chosen around at once."""


def cover(quotas: Quotas, risk: ArrayLike = (), *, inspectors: int = 1, held: Sequence[Visit] = ()) -> tuple[Visit, ...] | Clash:
    """The visits of a year that hold the quotas, by period; or the two quotas that cannot both be held.

    `risk` is a number for each subject, the greater the earlier, ties in their order; without it their order counts. `held` are visits that
    stand already (begun or done): they count, and the rest is chosen around them. Nobody is seen again before all that the year sees were.
    A visit that stands as it would have been chosen changes nothing of the rest.
    """
    others: list[Visit] = []
    for _ in range(MOST_TURNS):
        found = _chosen(quotas, risk, inspectors, others)
        planned = set() if isinstance(found, Clash) else {(v.period, v.subject, v.mode) for v in found}
        missing = [v for v in held if (v.period, v.subject, v.mode) not in planned]
        if not missing:
            return found
        if isinstance(found, Clash):
            break
        others += [v for v in missing if v not in others]
    return _chosen(quotas, risk, inspectors, held)


def _chosen(quotas: Quotas, risk: ArrayLike, inspectors: int, held: Sequence[Visit]) -> tuple[Visit, ...] | Clash:
    """The visits around those that stand, or the clash."""
    quotas = _around(quotas, held)
    wrong = clash(quotas)
    if wrong is not None:
        return wrong
    counts = choose(quotas)
    ranked = _ranked(quotas.population, risk)
    slots = _slots(counts, ranked, held)
    return _dealt(_with_modes(slots, counts, quotas, (ranked, held)), max(inspectors, 1))


def _around(quotas: Quotas, held: Sequence[Visit]) -> Quotas:
    """Quotas that what stands already does not break: a number that was overshot is the number that it is."""
    if not held:
        return quotas

    def wider(bound: Bound, seen: int) -> Bound:
        return Bound(max(bound.low, seen), max(bound.high, seen))

    periods = tuple(wider(b, len({v.subject for v in held if v.period == p})) for p, b in enumerate(quotas.periods))
    modes = tuple(wider(b, len({v.subject for v in held if v.mode == m})) for m, b in enumerate(quotas.modes))
    return replace(quotas, periods=periods, modes=modes, year=wider(quotas.year, len({v.subject for v in held})))


def _ranked(population: int, risk: ArrayLike) -> Ints:
    """Subjects, the riskiest first; an unknown risk is the greatest, since nobody knows it to be small."""
    given = np.asarray(risk, dtype=np.float64)
    if not given.size:
        return np.arange(population)
    return np.argsort(-np.where(np.isnan(given), np.inf, given), kind="stable")


def _slots(counts: Counts, ranked: Ints, held: Sequence[Visit]) -> list[tuple[int, int]]:
    """(period, subject): each period takes whom the year has seen least, the riskiest first."""
    times = np.zeros(ranked.size, dtype=np.int64)
    np.add.at(times, [s for _, s in sorted({(v.period, v.subject) for v in held})], 1)
    order = np.argsort(times[ranked] == 0, kind="stable")  # whoever was seen is among those that the year sees
    chosen = np.sort(order[: counts.year])
    among = ranked[chosen]
    slots: list[tuple[int, int]] = []
    for period, quota in enumerate(counts.periods):
        here = sorted({v.subject for v in held if v.period == period})
        free = among[~np.isin(among, here)] if here else among
        new = free[np.argsort(times[free], kind="stable")[: max(quota - len(here), 0)]]
        times[new] += 1
        slots += [(period, int(s)) for s in (*here, *new)]
    return slots


def _with_modes(slots: Sequence[tuple[int, int]], counts: Counts, quotas: Quotas, given: tuple[Ints, Sequence[Visit]]) -> list[Visit]:
    """Every slot as a visit in a mode, and further visits in the same period where somebody's second mode finds no other."""
    if not counts.modes:
        return [Visit(p, s) for p, s in slots]
    ranked, held = given
    modes = _modes_of(slots, counts, quotas, held)
    left = {s: list(of) for s, of in _second_modes(modes, counts, ranked).items()}
    taken = {(v.period, v.subject): v.mode for v in held}
    done: set[int] = set()
    visits: list[Visit] = []
    for period, subject in slots:
        if (period, subject) in taken:
            visits += sorted((v for v in held if (v.period, v.subject) == (period, subject)), key=lambda v: v.mode)
            done.add(subject)
            continue
        again = left.get(subject, []) if subject in done else []
        visits.append(Visit(period, subject, again.pop(0) if again else modes[subject][0]))
        done.add(subject)
    last = {visit.subject: visit.period for visit in visits}
    return sorted([*visits, *(Visit(last[s], s, m) for s, of in left.items() for m in of)], key=lambda v: v.period)


def _modes_of(slots: Sequence[tuple[int, int]], counts: Counts, quotas: Quotas, held: Sequence[Visit]) -> dict[int, list[int]]:
    """Subject -> the modes that it has, the first one first: given in turn, so that every period gets its share of each."""
    modes: dict[int, list[int]] = {}
    for visit in held:
        known = modes.setdefault(visit.subject, [])
        known += [] if visit.mode in known else [visit.mode]
    wanted = [count - sum(m in of for of in modes.values()) for m, count in enumerate(counts.modes)]
    fresh = list(dict.fromkeys(s for _, s in slots if s not in modes))
    extra = 0 if quotas.open_modes else max(sum(wanted) - len(fresh), 0)
    shares = _less(wanted, extra)
    for subject, mode in zip(fresh, _in_turn(shares, len(fresh)), strict=True):
        modes[subject] = [mode]
    return modes


def _less(wanted: list[int], extra: int) -> list[int]:
    """What remains of each number where so many are taken away in all, in proportion, the earlier keeping more."""
    total, kept = sum(wanted), list(wanted)
    for i, number in enumerate(wanted):
        kept[i] = number - (number * extra) // total if total else number
    over = sum(kept) - (total - extra)
    for i in reversed(range(len(kept))):
        step = min(over, kept[i])
        kept[i], over = kept[i] - step, over - step
    return kept


def _in_turn(shares: Sequence[int], length: int) -> list[int]:
    """A sequence that holds each number so often, evenly all along; the rest is `ANY`."""
    parts = [(m, count) for m, count in enumerate(shares) if count > 0]
    parts += [(ANY, length - sum(shares))] if length > sum(shares) else []
    marks = sorted(((i + 0.5) / count, order, m) for order, (m, count) in enumerate(parts) for i in range(count))
    return [m for _, _, m in marks][:length]


def _second_modes(modes: dict[int, list[int]], counts: Counts, ranked: Ints) -> dict[int, list[int]]:
    """Subject -> modes that it is to be seen in besides: the riskiest first, until each mode has its number."""
    order = [int(s) for s in ranked if int(s) in modes]
    found: dict[int, list[int]] = {}
    for m, count in enumerate(counts.modes):
        missing = count - sum(m in of for of in modes.values())
        for s in [s for s in order if m not in modes[s]][: max(missing, 0)]:
            found.setdefault(s, []).append(m)
    return found


def _dealt(visits: Sequence[Visit], inspectors: int) -> tuple[Visit, ...]:
    """Visits dealt round: in every period and over the year nobody has more than one visit more than another."""
    if inspectors == 1:
        return tuple(visits)
    return tuple(replace(visit, inspector=i % inspectors) for i, visit in enumerate(sorted(visits, key=lambda v: v.period)))
