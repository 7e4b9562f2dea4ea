# SPDX-License-Identifier: Apache-2.0
"""The pages of rules over a real installation: what is shown to whom, edits that are not stored, switches, the night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from tests.web.conftest import SignIn
from yunce.app.installation import Installation
from yunce.app.rules import RuleAsk, kept_tests, rule_tests
from yunce.app.settings import Settings
from yunce.operate.workitems.states import State
from yunce.values.problem import Problem
from yunce.web import installed
from yunce.web.accounts.models import TrailEntry
from yunce.web.rules import views
from yunce.web.rules.models import RuleSwitch
from yunce.web.rules.nightly import run
from yunce.web.workitems.effects import SETTLED
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 6, 1, 0, tzinfo=UTC)
PLAN = """
yunce: 1
plan: {id: cc, title: 热线, period: 2026}
use: [contact_centre]
units: [{id: centre, name: 中心}, {id: a, name: 甲厅, parent: centre}, {id: b, name: "乙<b>厅", parent: centre}]
roles: [{id: lead, name: 主管, unit: centre, headcount: 1}]
rules:
  # what everybody looks at
  - {id: low, title: 接通率偏低, each: unit, every: week, when: "answer_rate < 90%", close_when: "answer_rate >= 93%",
     then: {open: task, title: "查接通率 {unit}", owner: lead, due: 3wd}}
  - {id: whole, title: 投诉多, every: week, when: "complaints >= 20"}
"""
A = (0.97, 0.96, 0.94, 0.92, 0.92, 0.95, 0.96, 0.93, 0.90, 0.88, 0.94, 0.95, 0.89)


@pytest.fixture
def real(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with a plan and thirteen weeks of two units."""
    found = Installation(Settings(tmp_path))
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(file)
    assert stored, problems
    load(found, tmp_path / "facts.csv", A)
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def load(found: Installation, file: Path, values: tuple[float, ...], first: int = 0) -> None:
    lines = ["指标,单位,日期,数值"]
    for week, value in enumerate(values, first):
        day = date(2026, 1, 5) + timedelta(days=7 * week)
        lines += [f"接通率,甲厅,{day},{value}", f"接通率,b,{day},0.95", f"投诉量,a,{day},30"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found.warehouse.load([file])


def test_every_rule_with_how_it_stands(real: Installation, sign_in: SignIn) -> None:
    page = sign_in("viewer").get(reverse("rules")).content.decode()
    assert "接通率偏低" in page and "触发中：甲厅" in page and "投诉多" in page
    assert "未采用" in page and "增开座席" in page


def test_what_is_wrong_with_a_rule_stands_above_the_others(real: Installation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Problem.of("expression.no_charts", "rules[odd].when", function="spc<b>")
    monkeypatch.setattr(views, "kept_tests", lambda *asked: replace(rule_tests(*asked), problems=(wrong,)))
    client = sign_in("viewer")
    page = client.get(reverse("rules"))
    assert page.status_code == 200
    text = page.content.decode()
    assert 'title="rules[odd].when">规则 › odd › 当' in text and "spc<b>" not in text and "接通率偏低" in text
    assert client.get(reverse("rule", args=["low"])).status_code == 200


def test_tests_are_kept_until_facts_come(real: Installation, tmp_path: Path) -> None:
    asked = (real.warehouse, real.settings, real.versions()[0].fingerprint)
    first = kept_tests(*asked, RuleAsk(("low",)))
    assert kept_tests(*asked, RuleAsk(("low",))) is first
    load(real, tmp_path / "more.csv", (0.80,), first=len(A))
    assert kept_tests(*asked, RuleAsk(("low",))).as_of > first.as_of


def test_one_rule_shows_its_back_test(real: Installation, sign_in: SignIn) -> None:
    page = sign_in("viewer").get(reverse("rule", args=["low"])).content.decode()
    assert "2026-W11" in page and "2026-W14" in page and "data-chart" in page and "偶然触发率" in page
    assert "乙&lt;b&gt;厅" in page and "乙<b>厅" not in page
    assert "存为计划的新版本" not in page and "关闭这条规则" not in page


def test_a_person_of_one_unit_sees_that_unit(real: Installation, sign_in: SignIn) -> None:
    client = sign_in("viewer", "b")
    page = client.get(reverse("rules")).content.decode()
    assert "触发中" not in page and "甲厅" not in page and "投诉多" not in page
    assert "甲厅" not in client.get(reverse("rule", args=["low"]) + "?subject=a").content.decode()
    assert client.get(reverse("rule", args=["whole"])).status_code == 404
    tried = client.post(reverse("rule-try", args=["low"]), {"when": "answer_rate < 99%", "subject": "a"}).content.decode()
    assert "甲厅" not in tried
    assert client.get(reverse("rule", args=["nothing"])).status_code == 404


def test_an_edit_is_tried_and_not_stored(real: Installation, sign_in: SignIn) -> None:
    page = sign_in("viewer").post(reverse("rule-try", args=["low"]), {"when": "falls(answer_rate, 3, total=5pp)"}).content.decode()
    assert "还没有保存" in page and "2026-W05" in page and "累计降这么多" in page
    assert len(real.versions()) == 1 and not TrailEntry.objects.filter(event="rule_changed").exists()


def test_what_cannot_be_read_is_told(real: Installation, sign_in: SignIn) -> None:
    answer = sign_in("viewer").post(reverse("rule-try", args=["low"]), {"when": "answer_rat < 90% <script>"})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().replace("</script>", "").split("<main")[1]


def test_only_who_may_stores_a_version(real: Installation, sign_in: SignIn) -> None:
    sent = {"when": "answer_rate < 91%", "close_when": "", "plan": real.versions()[0].fingerprint}
    assert sign_in("editor").post(reverse("rule-store", args=["low"]), sent).status_code == 403
    admin = sign_in("admin")
    assert admin.post(reverse("rule-store", args=["low"]), {**sent, "plan": "old"}).status_code == 302
    assert len(real.versions()) == 1
    assert admin.post(reverse("rule-store", args=["low"]), sent).status_code == 302
    text = real.plan_source()
    assert "answer_rate < 91%" in text and "# what everybody looks at" in text and "close_when" not in text
    assert TrailEntry.objects.filter(event="rule_changed", who="admin_all").count() == 1


def test_a_switch_keeps_who_and_why(real: Installation, sign_in: SignIn) -> None:
    assert sign_in("viewer").post(reverse("rule-switch", args=["low"]), {"on": "0", "why": "停"}).status_code == 403
    lead = sign_in("lead")
    lead.post(reverse("rule-switch", args=["low"]), {"on": "0", "why": ""})
    assert not RuleSwitch.objects.exists()
    lead.post(reverse("rule-switch", args=["low"]), {"on": "0", "why": "线路检修"})
    page = lead.get(reverse("rule", args=["low"])).content.decode()
    assert "已关闭" in page and "线路检修" in page and "lead_all" in page
    assert "1" not in {item.subject for item in WorkItem.objects.all()} and "新开 0 项" in run(NOW)


def test_a_night_opens_once_and_tells_what_is_settled(real: Installation, tmp_path: Path) -> None:
    assert "新开 1 项" in run(NOW)
    assert "新开 0 项" in run(NOW)
    (row,) = WorkItem.objects.filter(element="rules.low")
    assert (row.key, row.unit, row.title) == ("rule:low|2026-W14|a", "a", "查接通率 甲厅")
    load(real, tmp_path / "more.csv", (0.95,), first=13)
    assert "1 项的条件已解除" in run(NOW + timedelta(days=7))
    assert "0 项的条件已解除" in run(NOW + timedelta(days=7))
    row.refresh_from_db()
    done = item_of(row)
    assert (done.data[SETTLED], done.state, done.done_by) == ("2026-04-12", State.DONE, "system")  # its rule says when it closes
    load(real, tmp_path / "again.csv", (0.80,), first=14)
    assert "新开 1 项" in run(NOW + timedelta(days=14))


def test_what_has_no_closing_condition_is_closed_by_people(real: Installation, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.replace('close_when: "answer_rate >= 93%",', ""), encoding="utf-8")
    assert real.add_plan(file)[0]
    run(NOW)
    load(real, tmp_path / "more.csv", (0.95,), first=13)
    assert "1 项的条件已解除" in run(NOW + timedelta(days=7))
    (row,) = WorkItem.objects.filter(element="rules.low")
    assert item_of(row).state is State.OPEN and item_of(row).data[SETTLED] == "2026-04-12"
