# SPDX-License-Identifier: Apache-2.0
"""How fast 1,000 targets are spread to 10 million leaves, 5 % of them locked, against one pass over the memory and against pandas.

Prints a line of JSON for each case: medians of milliseconds, medians of the ratios to the bound in the same round, peak memory. Runs alone:
`python benchmarks/bench_spread.py [--leaves N] [--parents P] [--rounds R] [--no-pandas]`. Engines and bound take turns, so that other
load on the machine meets all of them alike.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from measuring import report, scaled
from yunce.engine.spread import spread_many
from yunce.engine.spread.kernel import compiled

Ints = NDArray[np.int64]
MARKS = {"numpy": 20, "numba": 6}
"""The most that spreading may cost, in times the bound."""


class Case:
    """Targets, weights, locks: the same for every run."""

    def __init__(self, leaves: int, parents: int) -> None:
        random = np.random.default_rng(20260901)
        size = leaves // parents
        self.offsets = np.arange(parents + 1, dtype=np.int64) * size
        self.weights = random.integers(1, 10_000, parents * size)
        self.locked = random.random(parents * size) < 0.05
        self.values = random.integers(0, 100, parents * size)
        self.totals = random.integers(10**8, 10**9, parents)

    def spread(self, engine: str) -> Ints:
        return spread_many(self.totals, self.weights, self.offsets, locks=(self.locked, self.values), engine=engine)  # type: ignore[arg-type]


def one_pass(case: Case) -> Callable[[], Ints]:
    """Reading weight, lock and value once and writing a result once, in as many threads as there are cores: nothing can be faster."""
    out = np.empty_like(case.weights)

    def plain() -> Ints:
        np.add(case.weights, case.values, out=out, where=case.locked)
        return out

    if compiled() is None:
        return plain
    import numba

    @numba.njit(nogil=True)
    def fused(weights: Ints, locked: NDArray[np.bool_], values: Ints, target: Ints) -> None:
        for i in range(weights.size):
            target[i] = values[i] if locked[i] else weights[i]

    threads = cpu_count() or 1
    cuts = np.linspace(0, out.size, threads + 1).astype(int).tolist()
    pool = ThreadPoolExecutor(threads)

    def part(begin: int, end: int) -> None:
        fused(case.weights[begin:end], case.locked[begin:end], case.values[begin:end], out[begin:end])

    def run() -> Ints:
        list(pool.map(part, cuts[:-1], cuts[1:]))
        return out

    return run


def with_pandas(case: Case) -> Ints:
    """The same largest remainder as a data-frame user writes it: groupby transforms and a rank."""
    import pandas as pd

    frame = pd.DataFrame({"parent": np.repeat(np.arange(case.totals.size), np.diff(case.offsets)), "weight": case.weights})
    frame["weight"] = frame["weight"].where(~case.locked, 0)
    fixed = pd.Series(np.where(case.locked, case.values, 0)).groupby(frame["parent"]).transform("sum")
    rest = case.totals[frame["parent"].to_numpy()] - fixed.to_numpy()
    product = frame["weight"].to_numpy() * rest
    whole = frame.groupby("parent")["weight"].transform("sum").to_numpy()
    frame["quota"], frame["remainder"] = product // whole, product % whole
    left = rest - frame.groupby("parent")["quota"].transform("sum").to_numpy()
    rank = frame.groupby("parent")["remainder"].rank(method="first", ascending=False).to_numpy()
    return np.where(case.locked, case.values, frame["quota"].to_numpy() + (rank <= left))


def timed(runs: dict[str, Callable[[], Ints]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each round, the runs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            begin = perf_counter()
            run()
            times[name].append((perf_counter() - begin) * 1000)
    return times


def peak_mb() -> float:
    """Peak memory of this process so far [MB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(leaves: int, parents: int, rounds: int, *, pandas: bool) -> dict[str, Any]:
    """One case: times, ratios to the bound, and a check that all of them gave the same numbers."""
    case = Case(leaves, parents)
    engines = ["numpy"] + (["numba"] if compiled() is not None else [])
    bound = one_pass(case)
    bound()
    results = {engine: case.spread(engine) for engine in engines}
    assert all(np.array_equal(results["numpy"], result) for result in results.values())
    assert np.array_equal(np.add.reduceat(results["numpy"], case.offsets[:-1]), case.totals)
    before = peak_mb()
    runs: dict[str, Callable[[], Ints]] = {"bound": bound}
    runs |= {engine: (lambda engine=engine: case.spread(engine)) for engine in engines}
    times = timed(runs, rounds)
    found: dict[str, Any] = {"leaves": case.weights.size, "parents": parents, "rounds": rounds, "peak_mb": round(before)}
    found["ms"] = {name: round(median(row), 1) for name, row in times.items()}
    found["ratio_to_bound"] = {
        name: round(median(one / other for one, other in zip(times[name], times["bound"], strict=True)), 2) for name in engines
    }
    if pandas:
        begin = perf_counter()
        same = with_pandas(case)
        took = (perf_counter() - begin) * 1000
        found["pandas_ms"], found["faster_than_pandas"] = round(took), {name: round(took / median(times[name]), 1) for name in engines}
        found["pandas_peak_mb"] = round(peak_mb())
        assert np.array_equal(same, results["numpy"])
    return found


def figures(found: dict[str, Any]) -> dict[str, object]:
    """What one case measured, as the page of figures shows it."""
    shown: dict[str, object] = {
        "cells": f"{found['leaves']:,} in {found['parents']:,} targets",
        "bound: one pass": f"{found['ms']['bound']:.0f} ms",
    }
    for engine, ratio in found["ratio_to_bound"].items():
        mark = f", mark <= {MARKS[engine]} x {'met' if ratio <= MARKS[engine] else 'missed'}" if found["is_marked"] else ""
        shown[f"spread, {engine}"] = f"{found['ms'][engine]:.0f} ms: {ratio:.1f} x the bound{mark}"
    if "pandas_ms" in found:
        faster = " and ".join(f"{ratio:.0f} x by {engine}" for engine, ratio in found["faster_than_pandas"].items())
        shown["pandas groupby, rank"] = f"{found['pandas_ms']:,} ms, beaten {faster}; peak {found['pandas_peak_mb']:,} MB"
    return shown | {"peak": f"{found['peak_mb']:,} MB"}


def main() -> None:
    """Few big targets (the mark), then many small ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leaves", type=int, default=scaled(10_000_000))
    parser.add_argument("--parents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-pandas", action="store_true")
    asked = parser.parse_args()
    big = measure(asked.leaves, asked.parents, asked.rounds, pandas=not asked.no_pandas)
    report("spread, few large targets, 5 % of cells locked", figures(big | {"is_marked": True}))
    small = measure(asked.leaves, max(1, asked.leaves // 100), max(3, asked.rounds // 3), pandas=False)
    report("spread, many small targets, 5 % of cells locked", figures(small | {"is_marked": False}))


if __name__ == "__main__":
    main()
