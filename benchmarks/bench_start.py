# SPDX-License-Identifier: Apache-2.0
"""How long a person waits for the first word: `yunce --version`, `--help`, commands on a plan of a few lines, against Python alone.

Runs alone: `python benchmarks/bench_start.py`. Commands on a plan are told in processor time, the least of several runs: what they do
besides starting is nothing to speak of, and other work on the machine does not count.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from measuring import YUNCE, fresh, report, rounds, seconds

MARK, PLAN_MARK = 0.2, 0.5
PLAN = """yunce: 1
plan: {id: shop, title: 门店运营, period: 2026}
units: [{id: ops, name: 运营部}]
roles: [{id: clerk, name: 专员, unit: ops, pay: {fixed: 3000, variable: 300}}]
wages: [{id: w, from: 2025-03, monthly: 2500}]
metrics: [{id: sales, name: 销售额, kind: sum, measured_in: 元, measure: sum(sales.paid)}]
targets: [{id: year, metric: sales, period: 2026, value: 1200万元}]
scorecards:
  - id: monthly
    title: 月度考核
    for: [clerk]
    items: [{id: reached, title: 达成, weight: 60, target: 100}, {id: praise, title: 好评, weight: 40, target: 98.5}]
    grades: [{name: A, from: 94, pay: 1.15}, {name: B, from: 0, pay: 1}]
"""
RESULTS = "工号,姓名,岗位,达成,好评\n007,张三,专员,96,99\n"


def median(*command: str) -> float:
    """Median wall seconds of a command, after one run that fills the caches."""
    fresh(command)
    return statistics.median(fresh(command).seconds for _ in range(2 * rounds() + 1))


def least(home: Path, *words: str) -> float:
    """The least seconds of processor time of a command, after one run that fills the caches."""
    runs = [fresh([str(YUNCE), *words], {"YUNCE_HOME": str(home / "home")}).processor for _ in range(rounds() + 2)]
    return min(runs[1:])


def on_a_plan() -> dict[str, float]:
    """Commands on a plan of a few lines."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        plan, results = home / "plan.yaml", home / "results.csv"
        plan.write_text(PLAN, encoding="utf-8")
        results.write_text(RESULTS, encoding="utf-8")
        found = {f"yunce plan {word}": least(home, "plan", word, str(plan)) for word in ("validate", "show")}
        found["yunce check"] = least(home, "check", str(plan))
        handed = ("--period", "2026-11", "--actuals", str(results))
        return {**found, "yunce appraise": least(home, "appraise", str(plan), *handed)}


def main() -> None:
    """Print the figures."""
    version = median(str(YUNCE), "--version")
    plans = on_a_plan()
    worst = max(plans["yunce plan validate"], plans["yunce plan show"])
    report(
        "start",
        {
            "yunce --version": seconds(version),
            "yunce --help": seconds(median(str(YUNCE), "--help")),
            "python -c pass": seconds(median(sys.executable, "-c", "pass")),
            "mark for --version": f"<= {seconds(MARK)}: {'met' if version <= MARK else 'missed'}",
            **{f"{name}, processor": seconds(value) for name, value in plans.items()},
            "mark for yunce plan": f"<= {seconds(PLAN_MARK)}: {'met' if worst <= PLAN_MARK else 'missed'}",
        },
    )


if __name__ == "__main__":
    main()
