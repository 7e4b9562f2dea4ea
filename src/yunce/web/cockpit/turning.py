# SPDX-License-Identifier: Apache-2.0
"""The routine of numbers that turned against the day before, and those of one person, read from what it kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.asking import Ask
from yunce.operate.turning import Turn, turned
from yunce.web.cockpit.figures import goal_text, measure_of
from yunce.web.cockpit.models import TurnedNumbers
from yunce.web.installed import installation
from yunce.web.ui.numbers import shown
from yunce.web.ui.parts import address

DAY = timedelta(days=1)
MOST = 10
"""The numbers that one person is shown."""


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """A number that turned, as a page shows it."""

    name: str
    unit: str
    said: str
    tone: str
    figures: str
    href: str


def run(now: datetime) -> str:
    """Compare the last reported day with the one before, once for each state of the facts; how many turned."""
    installed = installation()
    version = next((v for v in installed.versions() if v.current), None)
    if version is None:
        return _("还没有计划")
    mark = f"{installed.warehouse.version()} {now:%Y-%m-%d}"
    kept = TurnedNumbers.objects.filter(pk=version.fingerprint, mark=mark).first()
    if kept is None:
        today = installed.status(Ask(), version.fingerprint)
        before = installed.status(Ask(as_of=today.as_of - DAY), version.fingerprint)
        rows = [_row(turn) for turn in turned(before.targets, today.targets)]
        TurnedNumbers.objects.exclude(pk=version.fingerprint).delete()
        told = {"mark": mark, "day": today.as_of, "rows": rows}
        kept, _made = TurnedNumbers.objects.update_or_create(plan=version.fingerprint, defaults=told)
    return _("{count} 个指标转好或转差").format(count=len(kept.rows))


def _row(turn: Turn) -> Mapping[str, str]:
    unit = measure_of(turn.now)
    figures = _("{was} → {now}，目标 {goal}").format(
        was=shown(turn.before.actual, unit), now=shown(turn.now.actual, unit), goal=goal_text(turn.now)
    )
    return {
        "target": turn.now.id, "name": turn.now.metric_name, "unit": turn.now.unit, "unit_name": turn.now.unit_name,
        "owner": turn.now.owner, "judgement": turn.judgement, "figures": figures,
    }  # fmt: skip


def turned_lines(plan: str, units: Collection[str] | None, roles: Collection[str]) -> tuple[TurnedLine, ...]:
    """The numbers of some units (`None`: all) and of some roles that turned; one row of the ledger is read."""
    kept = TurnedNumbers.objects.filter(pk=plan).first() if plan else None
    if kept is None:
        return ()
    mine = [row for row in kept.rows if units is None or row["unit"] in units or row["owner"] in roles]
    return tuple(_line(row) for row in mine[:MOST])


def _line(row: Mapping[str, str]) -> TurnedLine:
    said, tone = (_("转差"), "bad") if row["judgement"] == "bad" else (_("转好"), "good")
    return TurnedLine(row["name"], row["unit_name"], said, tone, row["figures"], address(reverse("cockpit"), target=row["target"]))
