# SPDX-License-Identifier: Apache-2.0
"""From a rule to work, to facts that close it, to what it changed; and what an initiative was to lift."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.web.conftest import SignIn
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.operate.workitems.states import State
from yunce.web import installed
from yunce.web.agenda.generating import generate
from yunce.web.rules.nightly import run
from yunce.web.workitems.models import WorkItem

pytestmark = pytest.mark.django_db
PLAN = """
yunce: 1
plan: {id: cc, title: 热线, period: 2026}
use: [contact_centre]
units: [{id: centre, name: 中心}, {id: a, name: 甲厅, parent: centre}]
roles: [{id: lead, name: 主管, unit: a, headcount: 1}]
initiatives:
  - {id: script, title: 换新话术, unit: a, owner: lead, start: 2026-03-01, due: 2026-03-31,
     lift: {metric: answer_rate, value: 5pp, from: 2026-03-02, until: 2026-03-15}}
rules:
  - {id: low, title: 接通率偏低, each: unit, when: "answer_rate < 90%", close_when: "answer_rate >= 93%",
     then: {open: task, title: "查接通率 {unit}", owner: lead, due: 3wd}}
"""
FIRST = date(2026, 2, 16)


@pytest.fixture
def real(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def load(found: Installation, tmp_path: Path, rates: list[float], first: int = 0) -> None:
    lines = [f"接通率,甲厅,{FIRST + timedelta(days=day)},{rate}" for day, rate in enumerate(rates, first)]
    (tmp_path / "facts.csv").write_text("\n".join(["指标,单位,日期,数值", *lines]) + "\n", encoding="utf-8")
    found.warehouse.load([tmp_path / "facts.csv"])


def at(day: int) -> datetime:
    return datetime(2026, 2, 16, 14, tzinfo=UTC) + timedelta(days=day)


def test_rule_to_measured_effect(real: Installation, sign_in: SignIn, tmp_path: Path) -> None:
    lead = sign_in("lead", "a", name="chen")
    load(real, tmp_path, [0.95] * 7 + [0.86])
    assert "新开 1 项" in run(at(7))
    row = WorkItem.objects.get(element="rules.low")
    assert lead.post(f"/ops/items/{row.pk}/step/", {"do": "start"}).status_code == 302
    load(real, tmp_path, [0.91, 0.94, 0.96, 0.96], first=8)
    assert "1 项的条件已解除" in run(at(11)) and "0 项的条件已解除" in run(at(11))
    row.refresh_from_db()
    assert (row.state, row.done_by) == (State.DONE, "system")
    page = lead.get(f"/ops/items/{row.pk}/").content.decode()
    assert "数据在 2026-02-25 达到关闭条件，自动关闭" in page
    assert "效果" in page and "接通率" in page and "02-21–02-23" in page and "02-25–02-27" in page  # three days each are over
    assert "92.0%" in page and "95.3%" in page


def test_an_initiative_shows_what_it_was_to_lift_and_what_it_did(real: Installation, sign_in: SignIn, tmp_path: Path) -> None:
    lead = sign_in("lead", "a", name="chen")
    load(real, tmp_path, [0.90] * 14 + [0.96] * 14)
    generate(real, datetime(2026, 3, 1, 3, tzinfo=UTC), "system")
    row = WorkItem.objects.get(element="initiatives.script")
    page = lead.get(f"/ops/items/{row.pk}/").content.decode()
    assert "预期" in page and "5pp" in page and "90.0%" in page and "96.0%" in page and "达到预期" in page
