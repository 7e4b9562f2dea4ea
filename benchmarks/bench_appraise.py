# SPDX-License-Identifier: Apache-2.0
"""`yunce appraise` of 100,000 people x 12 items, whole: reading a csv, scores, pools of 50 units, pay, and what is printed.

Runs alone: `python benchmarks/bench_appraise.py`. Told in processor time, the least of several runs, and in wall time.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from measuring import YUNCE, Run, fresh, megabytes, report, rounds, scaled, seconds

PEOPLE, ITEMS, UNITS, ROLES = 100_000, 12, 50, 20
MARK = 2.0
SIGNER = "总经理"


def plan_text() -> str:
    """A plan of 50 units, 20 posts and one card."""
    units = ", ".join(f"{{id: u{i}, name: 部门{i}}}" for i in range(UNITS))
    roles = ", ".join(f"{{id: r{i}, name: 岗位{i}, unit: u{i}, pay: {{fixed: 4000, variable: {1000 + i}}}}}" for i in range(ROLES))
    weights = [10] * 8 + [5] * 4
    lines = [
        f"      - {{id: i{k}, title: 考核项{k}, weight: {w}, target: {100 + k}, floor: 60%, cap: 120%}}" for k, w in enumerate(weights)
    ]
    return "\n".join(
        [
            f"yunce: 1\nplan: {{id: big, title: 大公司, period: 2026}}\nunits: [{units}]\nroles: [{roles}]",
            "wages: [{id: w, from: 2025-03, monthly: 2500}]\nscorecards:\n  - id: monthly\n    title: 月度考核",
            f"    for: [{', '.join(f'r{i}' for i in range(ROLES))}]\n    items:",
            *lines,
            "    grades: [{name: A, from: 94, pay: 1.15}, {name: B, from: 80, pay: 1}, {name: C, from: 0, pay: 0.8}]",
            "    pool: {limit: 200%, within: unit, on_excess: scale}\n",
        ]
    )


def write(folder: Path, people: int) -> None:
    """The plan, results with a row a person, the same with a row a result, and the roster."""
    draw = random.Random(7)
    (folder / "plan.yaml").write_text(plan_text(), encoding="utf-8")
    wide = [",".join(("工号", "姓名", "岗位", "单位", "绩效基数", *(f"考核项{k}" for k in range(ITEMS))))]
    long, roster = ["工号,指标,实际"], ["工号,姓名,岗位,单位,绩效基数"]
    for own in range(people):
        values = [f"{draw.uniform(60, 130):.2f}" for _ in range(ITEMS)]
        who = f"{own:06},员工{own},岗位{draw.randrange(ROLES)},部门{draw.randrange(UNITS)},{draw.randrange(100_000, 500_000) / 100:.2f}"
        wide.append(f"{who},{','.join(values)}")
        roster.append(who)
        long += [f"{own:06},考核项{k},{value}" for k, value in enumerate(values)]
    for name, lines in (("wide", wide), ("long", long), ("roster", roster)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def best(folder: Path, form: str, *actuals: str) -> Run:
    """The run with the least processor time."""
    words = ("appraise", str(folder / "plan.yaml"), "--period", "2026-11", "--sign", SIGNER, "--format", form, *actuals)
    runs = (fresh([str(YUNCE), *words], {"YUNCE_HOME": str(folder / "home")}) for _ in range(rounds()))
    return min(runs, key=lambda run: run.processor)


def main() -> None:
    """Print the figures."""
    people = scaled(PEOPLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, people)
        wide, long = (str(folder / f"{name}.csv") for name in ("wide", "long"))
        runs = {form: best(folder, form, "--actuals", wide) for form in ("csv", "json", "table")}
        by_result = best(folder, "csv", "--actuals", long, "--people", str(folder / "roster.csv"))
    told = {f"{form}, a row a person": run for form, run in runs.items()} | {"csv, a row a result": by_result}
    csv = runs["csv"].processor
    report(
        "appraise",
        {
            "people": f"{people:,} x {ITEMS} items",
            **{how: f"{seconds(r.processor)} of processor, {seconds(r.seconds)}, peak {megabytes(r.peak)}" for how, r in told.items()},
            "mark for csv": f"<= {seconds(MARK)}: {'met' if csv <= MARK else 'missed'}",
        },
    )


if __name__ == "__main__":
    main()
