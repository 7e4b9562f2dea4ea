# SPDX-License-Identifier: Apache-2.0
"""Nights over a real installation: with what was kept they say what the whole history says, run twice, late, or after a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from yunce.app.installation import Installation
from yunce.app.rules import RuleAsk, meaning_of, rule_night, rule_tests
from yunce.app.settings import Settings
from yunce.operate.rules import nights
from yunce.operate.rules.gathering import Tail
from yunce.operate.rules.nights import Memory
from yunce.operate.rules.results import RuleTest
from yunce.web import installed
from yunce.web.rules.memory import recall
from yunce.web.rules.models import RuleMemory, RuleSwitch
from yunce.web.rules.nightly import run
from yunce.web.workitems.effects import SETTLED
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of

pytestmark = pytest.mark.django_db
PLAN = """
yunce: 1
plan: {id: cc, title: 热线, period: 2026}
use: [contact_centre]
units: [{id: centre, name: 中心}, {id: a, name: 甲厅, parent: centre}, {id: b, name: 乙厅, parent: centre}]
roles: [{id: lead, name: 主管, unit: centre, headcount: 1}]
rules:
  - {id: many, title: 投诉多, each: unit, when: "mean(complaints, 3d) >= 20", close_when: "complaints < 10", cooldown: 5d,
     then: {open: task, title: "查投诉 {unit}", owner: lead, due: 3wd}}
  - {id: up, title: 投诉连涨, each: unit, when: "rises(complaints, 3)", then: {open: task, title: "看 {unit}", owner: lead, due: 1d}}
  - {id: top, title: 投诉最多, each: unit, when: "rank(complaints) == 1 and complaints > 25"}
  - {id: weekly, title: 周投诉, each: unit, every: week, when: "complaints > 100"}
"""
FIRST = date(2026, 1, 5)
A = (5, 9, 14, 22, 30, 31, 8, 12, 25, 40, 50, 60, 9, 5, 6, 7, 8, 30, 41, 3, 22, 23, 24, 25, 9, 8, 7, 30, 31, 32, 33, 34)
B = tuple(reversed(A))


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def load(found: Installation, tmp_path: Path, days: Mapping[int, Sequence[int]]) -> None:
    lines = ["指标,单位,日期,数值"]
    for day, values in days.items():
        lines += [f"投诉量,{unit},{FIRST + timedelta(days=day)},{value}" for unit, value in zip("ab", values, strict=True)]
    (tmp_path / "facts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found.warehouse.load([tmp_path / "facts.csv"])


def night_of(day: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 14, tzinfo=UTC) + timedelta(days=day)


def told(tests: Sequence[RuleTest]) -> list[object]:
    """Who fires since when, who last closed when, how everybody stands."""
    found: list[object] = []
    for test in tests:
        closed = {fired.subject: fired.closed_on for fired in test.fired if fired.closed_on}
        found.append((test.rule.id, sorted((f.subject, f.opened, f.opened_on) for f in test.now), sorted(closed.items()), test.standing))
    return found


def same(found: Installation) -> None:
    """What a night says with its memory, without one, and what a back-test says."""
    fingerprint, settings = found.versions()[0].fingerprint, found.settings
    rules = ("many", "up", "top", "weekly")
    memory = recall("cc", meaning_of(fingerprint, settings), found.warehouse.batches())
    assert memory.kept
    with_it = rule_night(found.warehouse, settings, fingerprint, rules, memory)
    without = rule_night(found.warehouse, settings, fingerprint, rules, Memory())
    assert told(with_it.tests) == told(without.tests)
    assert told(with_it.tests) == told(rule_tests(found.warehouse, settings, fingerprint, RuleAsk(rules, with_noise=False)).tests)


def test_nights_one_by_one_are_the_back_test(real: Installation, tmp_path: Path) -> None:
    nights_run = [day for day in range(8, len(A)) if day not in (14, 15, 16, 24)]  # the machine was off on some
    load(real, tmp_path, {day: (A[day], B[day]) for day in range(8)})
    loaded = 8
    for day in nights_run:
        load(real, tmp_path, {each: (A[each], B[each]) for each in range(loaded, day + 1)})
        loaded = day + 1
        run(night_of(day))
        state = [(item.key, item.state, item.version) for item in WorkItem.objects.order_by("id")]
        assert "新开 0 项，0 项" in run(night_of(day))
        assert state == [(item.key, item.state, item.version) for item in WorkItem.objects.order_by("id")]
        same(real)
    assert RuleMemory.objects.get(look="unit|day||").data["through"] == (FIRST + timedelta(days=len(A) - 1 - 7)).isoformat()
    settled = [item_of(row) for row in WorkItem.objects.filter(element="rules.many")]
    assert any(SETTLED in item.data for item in settled)


def test_a_correction_of_the_past_is_followed(real: Installation, tmp_path: Path) -> None:
    load(real, tmp_path, {day: (A[day], B[day]) for day in range(28)})
    run(night_of(27))
    load(real, tmp_path, {9: (1, 1), 10: (1, 99)})
    run(night_of(27))
    same(real)
    real.warehouse.undo(real.warehouse.batches()[0].id)
    run(night_of(27))
    same(real)


def test_a_night_reads_only_what_is_new(real: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Tail | None] = []
    gather = nights.history_of
    monkeypatch.setattr(nights, "history_of", lambda *given: (asked.append(given[4]), gather(*given))[1])
    load(real, tmp_path, {day: (A[day], B[day]) for day in range(28)})
    RuleSwitch.objects.create(plan="cc", rule="top", on=False, by="lead", why="试")
    run(night_of(27))
    assert all(tail is None for tail in asked)
    asked.clear()
    run(night_of(27))
    assert sorted(tail is None for tail in asked) == [False, True]  # the weekly rule has few steps and reads them all
    asked.clear()
    RuleSwitch.objects.create(plan="cc", rule="top", on=True, by="lead", why="试")
    load(real, tmp_path, {28: (A[28], B[28])})
    run(night_of(28))
    assert sum(tail is not None for tail in asked) == 1  # the one that was off reads the whole once
    same(real)
