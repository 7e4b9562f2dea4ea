# SPDX-License-Identifier: Apache-2.0
"""A few invented cases of the demo company, so that its clocks, stages and masked customers are there to see."""

from __future__ import annotations

from datetime import datetime, timedelta

from yunce.app.installation import Installation
from yunce.operate.cases.report import Report
from yunce.operate.workitems.states import Severity
from yunce.web.cases.intake import Counter, take_in
from yunce.web.cases.kinds import handled_kinds

TOLD = (
    ("张女士", "13800001234", 1, Severity.MINOR, "等了三天没有人回复，希望今天给个说法"),
    ("李先生", "13900005678", 26, Severity.MAJOR, "第二次反映同一个问题，要求书面答复"),
    ("张女士", "138 0000 1234", 50, Severity.MINOR, "上次说好的处理还没有做"),
    ("王先生", "021-66668888", 75, Severity.MINOR, "态度可以，就是太慢"),
)
"""Who, how to be reached, how many hours ago, how grave, in their words: all of it invented."""


def cases_of(installation: Installation, now: datetime) -> int:
    """Invented cases of each of the plan's kinds, once; how many were opened."""
    kinds = handled_kinds(installation)
    if not kinds:
        return 0
    units = {unit.id: unit.label for unit in installation.plan().units}
    names = list(kinds)
    reports = [_report(n, names[n % len(names)], kinds[names[n % len(names)]].kind.categories, now) for n in range(len(TOLD))]
    return take_in(reports, Counter(kinds, units), "demo", by="system", now=now)[0]


def _report(n: int, kind: str, categories: tuple[str, ...], now: datetime) -> Report:
    name, contact, hours, severity, words = TOLD[n]
    category = categories[n % len(categories)] if categories else ""
    return Report(
        kind=kind,
        title=f"{category or '反映'}：{words}",
        category=category,
        text=f"{words}。回电 {contact}",
        channel=("phone", "online", "counter")[n % 3],
        severity=severity,
        name=name,
        contact=contact,
        reference=f"演示-{n + 1:03d}",
        at=now - timedelta(hours=hours),
    )
