# SPDX-License-Identifier: Apache-2.0
"""Invented calls to a demo company's hotline, a row a call as a telephone system exports them. Numbers are masked and nobody's."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from yunce.app.demo.relabel import LAST_DAY
from yunce.app.demo.series import Series, values_of

HEADER = ("时间", "分机号码", "主叫号码", "被叫号码", "应答情况", "应答工号", "进入队列时间", "离开队列时间", "排队时长", "通话时长")
FORM = "%Y-%m-%d %H:%M:%S"
_HOURS = np.array([3, 6, 9, 10, 9, 6, 5, 7, 8, 8, 7, 6, 6, 5, 3], dtype=float)
"""How calls spread over the hours from 7 to 21."""
_MENU, _WAITED = 0.03, 15


@dataclass(frozen=True, slots=True)
class Line:
    """One team's calls: how many a day, which share is answered, from which day on; `seconds` is a call's mean length [s]."""

    unit: str
    level: float
    answered: float
    seconds: float
    first: date
    turns: dict[date, float]


def call_rows(line: Line, seed: str) -> Iterator[tuple[str, ...]]:
    """The calls of a team, day by day, in the order in which they rang. `turns` change the answered share from a day on."""
    rng = np.random.default_rng(zlib.crc32(f"{seed}/calls/{line.unit}".encode()))
    volume = values_of((Series("calls", {line.unit: line.level}, weekend=0.7, noise=0.08),), seed)["calls", line.unit]
    for day in (line.first + timedelta(days=n) for n in range((LAST_DAY - line.first).days + 1)):
        share = line.answered * float(np.prod([factor for since, factor in line.turns.items() if day >= since]))
        hours = rng.choice(np.arange(7, 22), size=int(volume[day]), p=_HOURS / _HOURS.sum())
        moments = sorted(datetime.combine(day, time(int(hour))) + timedelta(seconds=int(rng.integers(0, 3600))) for hour in hours)
        for number, rung in enumerate(moments):
            yield _row(rung, number, (share, line.seconds), rng)


def _row(rung: datetime, number: int, odds: tuple[float, float], rng: np.random.Generator) -> tuple[str, ...]:
    """One call: it stays in the menu, waits and hangs up, or is answered."""
    share, seconds = odds
    in_menu = float(rng.random()) < _MENU
    is_answered = not in_menu and float(rng.random()) < share
    wait = 0 if in_menu else int(rng.exponential(18 if is_answered else 55))
    talk = max(int(rng.lognormal(np.log(seconds) - 0.18, 0.6)), 5) if is_answered else 0
    queued = rung + timedelta(seconds=_WAITED)
    end = "IVR" if in_menu else "转接" if is_answered else "排队"
    agent = f"60{int(rng.integers(10, 40))}" if is_answered else ""
    caller = f"139****{int(rng.integers(0, 10_000)):04d}"
    at = ("", "") if in_menu else (queued.strftime(FORM), (queued + timedelta(seconds=wait)).strftime(FORM))
    return (rung.strftime(FORM), f"70{number % 30 + 10}", caller, "4000000000", end, agent, *at, str(wait), str(talk) if talk else "")
