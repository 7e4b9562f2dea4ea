# SPDX-License-Identifier: Apache-2.0
"""What the demo company's people enter by hand: members, scores, complaints. INVENTED, small, and said so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yunce.app.demo.relabel import LAST_DAY

MEASURES = ("日期", "单位", "指标", "数值")
FIRST = date(2026, 1, 5)


def measure_rows() -> Iterator[tuple[str, ...]]:
    """One row a Monday, unit and metric: date, unit (by its name in the plan), metric (by its name in the plan), value."""
    weeks = (LAST_DAY - FIRST).days // 7 + 1
    for week in range(weeks):
        day = FIRST + timedelta(weeks=week)
        yield (str(day), "天猫旗舰店", "会员数", f"{86_000 + 610 * week + week % 5 * 37:,}")
        yield (str(day), "天猫旗舰店", "描述相符", f"{4.72 + week % 7 * 0.01:.2f}")
        yield (str(day), "天猫旗舰店", "服务态度", f"{4.78 + week % 4 * 0.01:.2f}")
        yield (str(day), "天猫旗舰店", "发货速度", f"{4.81 - week % 6 * 0.01:.2f}")
        yield (str(day), "客服中心", "投诉件数", str(9 + week * 5 % 7))
