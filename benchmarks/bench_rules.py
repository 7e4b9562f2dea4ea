# SPDX-License-Identifier: Apache-2.0
"""How fast 1,000 rules over 1,000 units and three years of days are back-tested, and how fast a night of the same is.

Prints a line of JSON: wall and processor seconds, and the ratio to the bound in the same round: one comparison of every cell for each
rule, by as many threads. Runs alone: `python benchmarks/bench_rules.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from os import cpu_count
from time import perf_counter, process_time

import numpy as np

from measuring import report, rounds, scaled, seconds
from yunce.engine.firing import Before
from yunce.operate.rules.axes import steps_between
from yunce.operate.rules.conditions import Condition, conditions_of, scope_of
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import Stretch, judge
from yunce.plan.document import Plan
from yunce.plan.parts.rules import Rule
from yunce.plan.parts.targets import Metric

RULES, UNITS = scaled(1_000), scaled(1_000)
DAYS = steps_between(date(2024, 1, 1), date(2026, 12, 31), "day")
NAMES = ("gmv", "orders", "visitors", "refunds", "answers", "stock", "complaints", "waits")
FORMS = (
    "mean({a}, {w}d) >= {x:.3f}",
    "falls({a}, {n}, total={y:.3f})",
    "{a} >= {z:.3f} and trend({b}, 14d) > 0",
    "growth({a}, {w}d) <= -{p}%",
    "streak({a} >= {x:.3f}) >= {n}",
    "mean({a}, {w}d) >= {x:.3f} and change({b}, 7d) < 0 and {a} > {m:.3f}",
    "max({a}, {w}d) >= {top:.3f} or min({b}, 7d) <= {bottom:.3f}",
    "count({a} > {z:.3f}, {w}d) >= {n}",
)
HAND = {"closing": "{a} < {m:.3f}", "rest": "7d"}


def values(rng: np.random.Generator) -> History:
    """Eight metrics of every unit, one value in a hundred unknown in one of them."""
    numbers = {name: rng.lognormal(3, 0.3, (UNITS, len(DAYS))) for name in NAMES}
    numbers["gmv"][rng.random((UNITS, len(DAYS))) < 0.01] = np.nan
    return History("unit", "day", tuple(f"u{n}" for n in range(UNITS)), DAYS, numbers)


def rules(chance: random.Random) -> list[Rule]:
    """Rules as people write them: thresholds that few days reach, falls, trends; a third with a closing condition and a rest."""
    found = []
    middle = float(np.exp(3.045))
    for number in range(RULES):
        a, b = chance.choice(NAMES), chance.choice(NAMES)
        words = {
            "a": a, "b": b, "w": chance.choice((7, 14, 28, 30)), "n": chance.choice((3, 4, 5)), "p": chance.choice((40, 50, 60)),
            "m": middle, "x": middle * chance.uniform(1.15, 1.5), "y": middle * chance.uniform(0.8, 1.2),
            "z": middle * chance.uniform(1.6, 2.4),
            "top": middle * chance.uniform(2.4, 3.0), "bottom": middle * chance.uniform(0.2, 0.35),
        }  # fmt: skip
        more = {"close_when": HAND["closing"].format(**words), "cooldown": HAND["rest"]} if number % 3 == 0 else {}
        found.append(Rule.model_validate({"id": f"r{number}", "each": "unit", "when": FORMS[number % len(FORMS)].format(**words), **more}))
    return found


def bound(history: History) -> float:
    """Wall seconds of one comparison of every cell for each rule."""
    blocks = [(name, slice(first, first + 120)) for first in range(0, UNITS, 120) for name in NAMES]

    def work(block: tuple[str, slice]) -> int:
        cells = history.numbers[block[0]][block[1]]
        return sum(int(np.count_nonzero(cells >= 30.0)) for _ in range(max(RULES // len(NAMES), 1)))

    with ThreadPoolExecutor(cpu_count()) as pool:
        return clock(lambda: list(pool.map(work, blocks)))[0]


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of one call."""
    wall, used = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - used


def standing(conditions: tuple[Condition, ...]) -> dict[int, Before]:
    """Nobody fires, nobody rests."""
    return {place: Before(np.zeros(UNITS, dtype=np.bool_), np.zeros(UNITS, dtype=np.int64)) for place in range(len(conditions))}


def main() -> None:
    """Measure back-test, night and bound in turn; the least of each counts."""
    history = values(np.random.default_rng(20260101))
    plan = Plan.model_validate({"yunce": "1", "plan": {"id": "p", "title": "", "period": "2026"}})
    metrics = {name: Metric.model_validate({"id": name, "name": name, "kind": "sum"}) for name in NAMES}
    made = rules(random.Random(20260101))
    conditions, problems = conditions_of(plan, metrics, made)
    assert not problems, problems
    scope = scope_of(plan, metrics, "day")
    reach = max(condition.reach or 1 for condition in conditions)
    before = standing(conditions)
    tests, nights, bounds = [], [], []
    fired = 0
    for _ in range(rounds()):
        bounds.append(bound(history))
        tests.append(clock(lambda: judge(conditions, scope, history)))
        nights.append(clock(lambda: judge(conditions, scope, history.tail(reach), Stretch(first=reach - 1, before=before))))
    fired = sum(len(one.firings) for one in judge(conditions, scope, history))
    report(
        f"{RULES:,} rules x {UNITS:,} units x {len(DAYS):,} days",
        {
            "back-test": seconds(min(wall for wall, _ in tests)),
            "back-test, processor": seconds(min(used for _, used in tests)),
            "back-test over one comparison a cell and rule": f"{min(w for w, _ in tests) / min(bounds):.1f} x",
            "night": seconds(min(wall for wall, _ in nights)),
            "night, processor": seconds(min(used for _, used in nights)),
            "firings": f"{fired:,}",
        },
    )


if __name__ == "__main__":
    main()
