# SPDX-License-Identifier: Apache-2.0
"""Numbers that turned: worked out once for each state of the facts, shown to those who answer for them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from tests.web.conftest import SignIn
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.web import installed
from yunce.web.accounts.models import Post
from yunce.web.cockpit.models import TurnedNumbers
from yunce.web.cockpit.turning import run, turned_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 3, 1, tzinfo=UTC)
PLAN = """
yunce: 1
plan: {id: shops, title: 门店, period: 2026}
units: [{id: company, name: 公司}, {id: a, name: "甲<b>店", parent: company}, {id: b, name: 乙店, parent: company}]
roles: [{id: lead_a, name: 甲店长, unit: a}, {id: lead_b, name: 乙店长, unit: b}]
metrics:
  - {id: sales, name: 销售额, definition: 每日填报。, measure: sum(measures.value), where: "metric == 'sales'",
     kind: sum, measured_in: CNY, better: higher}
targets:
  - {id: sales_a, metric: sales, unit: a, period: 2026-09, value: 300元, owner: lead_a}
  - {id: sales_b, metric: sales, unit: b, period: 2026-09, value: 300元, owner: lead_b}
"""


@pytest.fixture
def real(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    load(found, tmp_path, ("2026-09-01", 12, 12), ("2026-09-02", 1, 12))
    return found


def load(found: Installation, tmp_path: Path, *days: tuple[str, int, int]) -> None:
    lines = ["日期,单位,指标,数值"]
    for day, a, b in days:
        lines += [f"{day},a,sales,{a}", f"{day},b,sales,{b}"]
    (tmp_path / "facts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found.warehouse.load([tmp_path / "facts.csv"])


def with_post(client: Client, role: str, unit: str) -> Client:
    Post.objects.create(user_id=client.session["_auth_user_id"], role=role, unit=unit)
    return client


def test_who_answers_for_a_number_sees_that_it_turned(real: Installation, sign_in: SignIn, tmp_path: Path) -> None:
    assert "1 个指标" in run(NOW)
    page = with_post(sign_in("worker", "a", name="chen"), "lead_a", "a").get("/ops/").content.decode()
    assert "转差" in page and "甲&lt;b&gt;店 销售额" in page and "甲<b>店" not in page and "12 → 13，目标 300" in page
    assert "转差" in sign_in("lead", "company", name="zong").get("/ops/").content.decode()
    other = with_post(sign_in("worker", "b", name="wu"), "lead_b", "b").get("/ops/").content.decode()
    assert "销售额" not in other
    load(real, tmp_path, ("2026-09-03", 60, 20), ("2026-09-02", 1, 12))
    assert "1 个指标" in run(NOW)  # a turns back; b stays ahead
    (line,) = turned_lines(real.versions()[0].fingerprint, None, ())
    assert (line.unit, line.said, line.tone) == ("甲<b>店", "转好", "good")


def test_it_is_worked_out_once(real: Installation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    run(NOW)
    monkeypatch.setattr(Installation, "status", lambda *_: pytest.fail("asked again"))
    assert "1 个指标" in run(NOW)
    with_post(sign_in("worker", "a", name="chen"), "lead_a", "a").get("/ops/")  # a request asks the facts nothing
    assert TurnedNumbers.objects.count() == 1


def test_without_a_plan_there_is_nothing(sign_in: SignIn) -> None:
    assert turned_lines("", None, ()) == () and turned_lines("unknown", None, ()) == ()
