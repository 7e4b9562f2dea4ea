# SPDX-License-Identifier: Apache-2.0
"""A csv of calls by interval: days, times and numbers as systems write them; what is wrong told by file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from yunce.operate.staffing.arrivals import Arrivals
from yunce.operate.staffing.scheduling import clock_of
from yunce.operate.tabular import Names, Reading, Row, Sheet, number_of, period_of
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError

DAY = 86_400
HALF_HOUR = 1_800
MOST = 20
"""How many wrong rows are told."""
COLUMNS: Names = {
    "day": ("日期", "day", "date", "统计日期", "业务日期"),
    "time": (
        *("时刻", "时段", "时间", "开始时间", "时间段", "日期时间"),
        *("time", "datetime", "timestamp", "start", "start_time", "interval", "interval_start"),
    ),
    "calls": (
        *("来电量", "呼入量", "进线量", "来电数", "呼入数", "呼叫量"),
        *("calls", "offered", "calls_offered", "offered_calls", "arrivals", "volume", "contacts"),
    ),
}
Call = tuple[date, int, float]
"""Day, second of the day, calls."""


def read_calls(text: str, handle: float | None, name: str = "csv") -> Arrivals:
    """Calls by interval from a csv text; the interval is the least step between two times. Raises `YunceError` with every wrong row.

    An interval that a day does not have between its first and its last takes the mean of the other days, and is told.
    """
    reading = Reading.of(_sheet(text, name), COLUMNS)
    if not reading.need("time", "calls"):
        raise YunceError(*reading.problems)
    found: dict[tuple[date, int], float] = {}
    lines: dict[tuple[date, int], int] = {}
    for row in reading.rows():
        one = _call(row)
        if one is not None and one[:2] in found:
            row.wrong("staffing.arrivals_twice", reading.columns["time"], first=lines[one[:2]])
        elif one is not None:
            found[one[:2]], lines[one[:2]] = one[2], row.line
    if reading.problems or not found:
        raise YunceError(*(reading.problems[:MOST] or [Problem.of("app.table_empty", name)]))
    return _arrivals(found, handle)


def _sheet(text: str, name: str) -> Sheet:
    rows = list(csv.reader(io.StringIO(text)))
    header = tuple(cell.strip().removeprefix("\ufeff") for cell in rows[0]) if rows else ()
    return Sheet(name, header, [(line, dict(zip(header, cells, strict=False))) for line, cells in enumerate(rows[1:], 2)])


def _call(row: Row) -> Call | None:
    """One row; nothing where it cannot be read (noted by its column)."""
    has_day, moment = row.reading.has("day"), row.text("time").replace("T", " ")
    head, _, clock = moment.rpartition(" ")
    stated, column = (row.text("day"), "day") if has_day else (head, "time")
    day = period_of(stated.split(" ")[0]) if stated else Period(date(2026, 1, 1), date(2026, 1, 2))
    second = clock_of(clock[:5].rstrip(":").rstrip("-").rstrip("~"))
    amount = number_of(row.text("calls"))
    sound = (
        isinstance(day, Period) and day.days == 1 and (not has_day or bool(stated)),
        second is not None and second < DAY,
        not isinstance(amount, Problem) and amount >= 0,
    )
    for good, field in zip(sound, (column, "time", "calls"), strict=True):
        if not good:
            row.wrong("staffing.arrivals_wrong", row.reading.columns[field], value=row.text(field)[:20] or "（空）")
    if not all(sound) or isinstance(day, Problem) or second is None or isinstance(amount, Problem):
        return None
    return day.first, second, float(amount)


def _arrivals(found: Mapping[tuple[date, int], float], handle: float | None) -> Arrivals:
    times = sorted({second for _, second in found})
    interval = min((later - earlier for earlier, later in pairwise(times)), default=HALF_HOUR)
    days = sorted({day for day, _ in found})
    calls = np.zeros((len(days), DAY // interval if DAY % interval == 0 else DAY // HALF_HOUR))
    for (day, second), amount in found.items():
        calls[days.index(day), second * calls.shape[1] // DAY] += amount
    step = DAY // calls.shape[1]
    gaps = {day: _gaps(found, day, times) for day in days}
    for day, missing in gaps.items():
        for second in missing:
            others = [found[other, second] for other in days if (other, second) in found]
            calls[days.index(day), second // step] += sum(others) / len(others)
    notes = tuple(_note(day, missing) for day, missing in gaps.items() if missing)
    return Arrivals(tuple(days), calls, "actual", handle, step, notes)


def _gaps(found: Mapping[tuple[date, int], float], day: date, times: Sequence[int]) -> tuple[int, ...]:
    """The times between a day's first and last that other days have and this one has not."""
    own = [second for second in times if (day, second) in found]
    return tuple(second for second in times if own[0] < second < own[-1] and (day, second) not in found)


def _note(day: date, missing: Sequence[int]) -> Problem:
    shown = "、".join(f"{second // 3600:02d}:{second // 60 % 60:02d}" for second in missing[:6])
    more = f"等 {len(missing)} 个时段" if len(missing) > 6 else ""
    return Problem.of("staffing.arrivals_missing", day.isoformat(), Severity.WARNING, day=day.isoformat(), times=shown + more)
