# SPDX-License-Identifier: Apache-2.0
"""Write the table of public holidays and make-up workdays from chinesecalendar: `python scripts/make_calendar.py > days.yaml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays

IDS = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-autumn Festival": "mid_autumn",
    "National Day": "national_day",
    "Anti-Fascist 70th Day": "victory_day",
}

HEAD = """\
# SPDX-License-Identifier: Apache-2.0
# Public holidays (with the weekends inside them) and make-up workdays (调休上班) of mainland China, a year each.
# Written by scripts/make_calendar.py from chinesecalendar {version} (MIT); later years are added by hand from the State Council's notice.
calendar: cn
years:
"""


def spans(days: Iterable[date]) -> str:
    """Days as YAML spans: `2026-01-01..2026-01-03`, a list where they are not one run."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    texts = [f"{a}" if a == b else f"{a}..{b}" for a, b in runs]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def table() -> str:
    """The whole file."""
    off: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for day, name in holidays.items():
        off[day.year][IDS[name]].append(day)
    lines = [HEAD.format(version=version("chinesecalendar"))]
    for year, names in sorted(off.items()):
        lines.append(f"  {year}:\n    holidays:\n")
        lines += [f"      {name}: {spans(days)}\n" for name, days in sorted(names.items(), key=lambda pair: min(pair[1]))]
        extra = sorted(day for day in workdays if day.year == year)
        lines.append(f"    workdays: [{', '.join(map(str, extra))}]\n")
    return "".join(lines)


if __name__ == "__main__":
    print(table(), end="")
