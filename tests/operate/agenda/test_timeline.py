# SPDX-License-Identifier: Apache-2.0
"""Bars of a Gantt chart."""

from __future__ import annotations

from tests.operate.agenda.planned import frame_of, made, plan_of
from yunce.operate.agenda.timeline import timeline

BODY = """
phases:
  - {id: start, title: 准备期, period: 2026-08-01..2026-09-05, owner: boss}
initiatives:
  - {id: loose, title: 培训, due: 2026-05-01, owner: boss}
  - {id: pick, phase: start, title: 选品, due: 2026-08-15, owner: boss}
  - {id: open, phase: start, title: 上线, due: 2026-09-03, owner: boss, needs: [pick]}
campaigns:
  - {id: sale, title: 双11, at: cn:double_11, prepare: 10d, owner: boss, steps: [{title: 备货, before: 30d}]}
"""


def test_bars_in_their_order() -> None:
    bars = timeline(frame_of(plan_of(BODY)))
    assert [(b.sort, b.title, f"{b.first:%m-%d}", f"{b.last:%m-%d}", b.slack) for b in bars] == [
        ("phase", "准备期", "08-01", "09-05", None),
        ("initiative", "选品", "08-01", "08-15", 0),
        ("initiative", "上线", "08-16", "09-03", 0),
        ("initiative", "培训", "05-01", "05-01", 125),
        ("campaign", "双11", "11-11", "11-11", None),
        ("prepare", "双11：筹备", "11-01", "11-10", None),
        ("step", "备货", "10-12", "10-12", None),
    ]
    assert bars[2].needs == (bars[1].key,)


def test_each_bar_is_an_opening_of_the_agenda() -> None:
    keys = {o.key for o in made(BODY).openings}
    assert {b.key for b in timeline(frame_of(plan_of(BODY))) if b.sort != "phase"} <= keys


def test_only_what_touches_the_days_asked_about() -> None:
    assert [b.title for b in timeline(frame_of(plan_of(BODY), "2026-11"))] == ["双11", "双11：筹备"]
