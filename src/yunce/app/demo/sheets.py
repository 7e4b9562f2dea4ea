# SPDX-License-Identifier: Apache-2.0
"""What the demo company's people enter by hand: members, scores, complaints. INVENTED, small, and said so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yunce.app.demo.relabel import LAST_DAY

MEASURES = ("日期", "单位", "指标", "数值")
FIRST = date(2026, 1, 5)


def measure_rows() -> Iterator[tuple[str, ...]]:
    """One row a Monday, unit and metric: date, unit (by its name in the plan), metric (by its id in the plan), value.

    The staff cost that the plan asks of the accountant is not among them: nobody has reported it.
    """
    weeks = (LAST_DAY - FIRST).days // 7 + 1
    for week in range(weeks):
        day = str(FIRST + timedelta(weeks=week))
        yield (day, "天猫旗舰店", "members", f"{86_000 + 610 * week + week % 5 * 37:,}")
        yield (day, "天猫旗舰店", "dsr_service", f"{4.78 + week % 4 * 0.01:.2f}")
        yield (day, "客服中心", "complaints", str(9 + week * 5 % 7))
    for month in range(1, LAST_DAY.month):
        yield (str(date(2026, month, 28)), "抖音店", "other_marketing", f"{18_000 + month * 1_500:,}.00")
