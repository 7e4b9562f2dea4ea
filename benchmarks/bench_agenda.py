# SPDX-License-Identifier: Apache-2.0
"""A year's agenda of 5,000 people, each with a duty of their own, and a coverage of 10,000 units; the plan is read before."""

from __future__ import annotations

from pathlib import Path
from time import process_time

from measuring import report, scaled
from yunce.app.packs import read_calendars
from yunce.operate.agenda.gathering import agenda
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.values.period import Period, read_period

EVERY = ("workday", "weekly:mon", "weekly:fri", "weekly:wed", "monthly:5")
HEAD = "yunce: 1\nplan: {id: p, title: 计划, period: 2026}\n"
ROUNDS = 3


def people(count: int) -> str:
    """So many roles of one person in 200 units, each with a duty."""
    units = "".join(f"  - {{id: u{i}, name: 单位{i}}}\n" for i in range(200))
    roles = "".join(f"  - {{id: r{i}, unit: u{i % 200}, headcount: 1}}\n" for i in range(count))
    duties = "".join(f"  - {{id: d{i}, title: 职责, every: '{EVERY[i % len(EVERY)]}', owner: r{i}}}\n" for i in range(count))
    return f"{HEAD}units:\n{units}roles:\n{roles}duties:\n{duties}"


def branches(count: int) -> str:
    """So many units, each seen once a year by 50 inspectors, half on site and half by video."""
    units = "".join(f"  - {{id: u{i}, name: 网点{i}, kind: branch}}\n" for i in range(count))
    cover = "{of: \"kind == 'branch'\", per_period: 25%, per_year: 100%, modes: {on_site: 50%, video: 50%}, overlap: allowed}"
    duty = f"duties:\n  - {{id: look, title: 检查, every: quarter, owner: checker, cover: {cover}}}\n"
    return f"{HEAD}units:\n{units}roles:\n  - {{id: checker, headcount: 50}}\n{duty}"


def measure(text: str) -> tuple[int, float]:
    """Openings of the year, and the least processor time of a few rounds [s]."""
    plan, problems = parse(text)
    year = read_period("2026")
    assert isinstance(plan, Plan) and isinstance(year, Period) and not problems
    calendar, times, openings = read_calendars(Path("nowhere")), [], 0
    for _ in range(ROUNDS):
        begin = process_time()
        openings = len(agenda(plan, calendar, year).openings)
        times.append(process_time() - begin)
    return openings, min(times)


def told(name: str, text: str, mark: float) -> None:
    """Measure and report one agenda against its mark [s]."""
    openings, took = measure(text)
    report(name, {"items": f"{openings:,}", "time": f"{took:.2f} s", "mark": f"<= {mark:g} s: {'met' if took <= mark else 'missed'}"})


def main() -> None:
    """The two marks."""
    told("agenda, 5,000 people with a duty each, one year", people(scaled(5000)), 5)
    told("coverage of 10,000 units, one year", branches(scaled(10_000)), 10)


if __name__ == "__main__":
    main()
