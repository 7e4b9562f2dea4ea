# SPDX-License-Identifier: Apache-2.0
"""Calendar, Gantt chart, and the way into the ledger: once, only what has not begun, only what may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.app.installation import PlanVersion
from yunce.operate.workitems.item import Event, Verb
from yunce.operate.workitems.states import State
from yunce.web.agenda.generating import generate, nightly
from yunce.web.agenda.models import AgendaRun
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store, refolded

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 4, 0, 0, 0, UTC)
PLAN = """
yunce: 1
plan: {id: p, title: 计划, period: 2026-07..2027-06}
units:
  - {id: hq, name: 总部}
  - {id: east, name: 东区, parent: hq, kind: region}
  - {id: b1, name: "一店<script>alert(1)</script>", parent: east, kind: shop}
  - {id: b2, name: 二店, parent: hq, kind: shop}
roles:
  - {id: boss, name: 店长, unit: hq, headcount: 1}
  - {id: lead, name: 区长, unit: east, headcount: 1}
phases:
  - {id: prepare, title: 准备期, period: 2026-10-01..2026-12-15, owner: boss}
initiatives:
  - {id: pick, phase: prepare, title: 选品, due: 2026-11-20, owner: boss}
  - {id: open, phase: prepare, title: 上线, due: 2026-12-10, owner: boss, needs: [pick]}
campaigns:
  - {id: sale, title: 双12, at: 2026-12-12, prepare: 30d, owner: boss}
duties:
  - {id: look, title: 巡检, every: "weekly:mon", owner: lead}
  - {id: see, title: 抽查, every: quarter, owner: boss, cover: {of: "kind == 'shop'", per_period: 50%, per_year: 100%}}
"""


@pytest.fixture
def plan(there: FixtureInstallation) -> FixtureInstallation:
    return stored(there, PLAN, "a" * 64)


def stored(there: FixtureInstallation, text: str, fingerprint: str) -> FixtureInstallation:
    """The installation with one more version of the plan, the current one."""
    model = next(iter(there.stored))
    new = replace(model, fingerprint=fingerprint, plan_id="p", title="计划", number=len(there.stored) + 1, current=True)
    older: dict[PlanVersion, str] = {replace(v, current=False): t for v, t in there.stored.items() if v.plan_id == "p"}
    there.stored = {new: text, **older}
    return there


def opened() -> set[str]:
    return set(WorkItem.objects.filter(state=State.OPEN).values_list("key", flat=True))


def test_generating_twice_opens_nothing_twice(plan: FixtureInstallation) -> None:
    first, again = generate(plan, NOW, "system"), generate(plan, NOW, "boss")
    assert first is not None and again is not None
    assert (first.opened, again.opened, again.changed, again.withdrawn) == (WorkItem.objects.count(), 0, 0, 0)
    assert {"initiatives.pick||", "campaigns.sale|2026-12-12|prepare", "duties.look|2026-W47|east"} <= opened()
    assert {k for k in opened() if k.startswith("duties.see")} == {"duties.see|2026-Q4|b2"}
    row = WorkItem.objects.get(key="initiatives.open||")
    assert item_of(row).opening.needs == ("initiatives.pick||",)
    assert refolded(row) == item_of(row)


def test_once_a_day_and_once_a_version(plan: FixtureInstallation) -> None:
    assert nightly(NOW).startswith("新开") and nightly(NOW + timedelta(hours=2)) == "今天已按这一版计划生成"
    nightly(NOW + timedelta(days=1))
    stored(plan, PLAN.replace("weekly:mon", "weekly:tue"), "b" * 64)
    assert "更新" in nightly(NOW + timedelta(days=1))
    assert AgendaRun.objects.count() == 3


def test_a_new_version_touches_only_what_nobody_has_begun(plan: FixtureInstallation) -> None:
    generate(plan, NOW, "system")
    begun = WorkItem.objects.get(key="duties.look|2026-W48|east")
    Store().add([Event(begun.pk, 2, NOW, "lin", Verb.MOVED, State.DOING)])
    stored(plan, PLAN.replace("weekly:mon", "weekly:tue").replace("id: pick,", "id: choose,").replace("[pick]", "[choose]"), "b" * 64)
    run = generate(plan, NOW, "system")
    assert run is not None and (run.opened, run.withdrawn) == (1, 1)
    gone, kept, moved = (WorkItem.objects.get(key=k) for k in ("initiatives.pick||", begun.key, "duties.look|2026-W49|east"))
    assert (gone.state, kept.state, kept.due) == (State.CANCELLED, State.DOING, begun.due)
    assert moved.due is not None and moved.due.astimezone(UTC).day == 1
    for row in (gone, kept, moved):
        assert refolded(row) == item_of(row)
    stored(plan, PLAN, "c" * 64)
    back = generate(plan, NOW, "system")
    assert back is not None and back.opened == 1
    assert WorkItem.objects.get(key="initiatives.pick||").state == State.REOPENED
    again = generate(plan, NOW, "system")
    assert again is not None and (again.opened, again.changed, again.withdrawn) == (0, 0, 0)


def test_begun_work_asks_what_to_do_with_a_new_version(plan: FixtureInstallation, sign_in: SignIn) -> None:
    generate(plan, NOW, "system")
    begun, next_one = (WorkItem.objects.get(key=f"duties.look|2026-W{week}|east") for week in (48, 49))
    Store().add([Event(begun.pk, 2, NOW, "lin", Verb.MOVED, State.DOING)])
    stored(plan, PLAN.replace("title: 巡检", "title: 夜间<b>巡检").replace("weekly:mon", "weekly:tue"), "b" * 64)
    for _ in range(2):
        generate(plan, NOW, "system")
    rows = {row.key: row for row in WorkItem.objects.filter(key__in=[begun.key, next_one.key])}
    assert (rows[next_one.key].title, rows[begun.key].title) == ("夜间<b>巡检", begun.title)
    assert rows[begun.key].version == 3  # asked once
    assert all(refolded(row) == item_of(row) for row in rows.values())
    path, boss = reverse("work-item", args=[begun.pk]), sign_in("admin", name="boss")
    page = boss.get(path).content.decode()
    assert "要照新的办吗" in page and "夜间&lt;b&gt;巡检" in page and 'value="follow"' in page and 'value="keep"' in page
    worker = sign_in("worker", "east", name="wu")
    assert "要照新的办吗" in worker.get(path).content.decode() and 'value="follow"' not in worker.get(path).content.decode()
    assert worker.post(f"{path}step/", {"do": "follow"}).status_code in {403, 422}
    assert boss.post(f"{path}step/", {"do": "follow", "seen": "3", "token": "t-follow"}).status_code == 302
    assert boss.post(f"{path}step/", {"do": "follow", "seen": "3", "token": "t-follow"}).status_code == 302  # sent twice
    row = WorkItem.objects.get(pk=begun.pk)
    assert (row.title, row.state) == ("夜间<b>巡检", State.DOING) and row.due == begun.due + timedelta(days=1)  # type: ignore[operator]
    assert refolded(row) == item_of(row) and "要照新的办吗" not in boss.get(path).content.decode()
    assert generate(plan, NOW, "system").changed == 0 and WorkItem.objects.get(pk=begun.pk).version == row.version  # type: ignore[union-attr]


def test_the_month_shows_what_is_due_and_how_it_stands(plan: FixtureInstallation, sign_in: SignIn) -> None:
    client = sign_in("admin")
    generate(plan, NOW, "system")
    said = client.get(reverse("work-calendar"), {"month": "2026-12"}).content.decode()
    assert "2026 年 12 月" in said and "双12" in said and "巡检" in said
    assert "&lt;script&gt;" in said and "<script>alert" not in said
    assert 'class="due-entry open"' in said and 'class="due-entry planned"' in said
    day = client.get(reverse("work-calendar"), {"month": "2026-12", "day": "2026-12-12"}).content.decode()
    assert "双12" in day and "巡检" not in day
    assert "店长同时要办 2 项" in said


def test_on_a_phone_a_month_begins_with_today(plan: FixtureInstallation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days before today stay on the page behind a link of its own; other months have none."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=10))  # 26 November
    generate(plan, NOW, "system")
    client = sign_in("admin")
    now = client.get(reverse("work-calendar")).content.decode()
    assert now.count(" past") == 25 and 'href="#month"' in now and 'id="month"' in now and 'id="today"' in now
    other = client.get(reverse("work-calendar"), {"month": "2026-12"}).content.decode()
    assert " past" not in other and 'href="#month"' not in other


@pytest.mark.parametrize("asked", [{"month": "x"}, {"month": "0001-01"}, {"month": "9999-12"}, {"day": "2026-02-31"}, {"owner": "nobody"}])
def test_a_strange_address_falls_back(plan: FixtureInstallation, sign_in: SignIn, asked: dict[str, str]) -> None:
    assert sign_in("viewer").get(reverse("work-calendar"), asked).status_code == 200


def test_only_what_one_may_see(plan: FixtureInstallation, sign_in: SignIn) -> None:
    client = sign_in("viewer", "east")
    said = client.get(reverse("work-calendar"), {"month": "2026-12"}).content.decode()
    assert "巡检" in said and "双12" not in said and "二店" not in said and "同时要办" not in said
    gantt = client.get(reverse("work-gantt")).content.decode()
    assert "准备期" not in gantt and "没有可画的" in gantt
    for name in ("work-calendar", "work-gantt"):
        assert client.get(reverse(name), {"unit": "b2"}).status_code == 404
        assert client.get(reverse(name), {"unit": "mars"}).status_code == 404


def test_only_leads_of_the_whole_company_generate(plan: FixtureInstallation, sign_in: SignIn) -> None:
    for role, unit in (("viewer", ""), ("editor", ""), ("lead", "east")):
        assert sign_in(role, unit).post(reverse("work-generate")).status_code == 403
    assert not WorkItem.objects.exists()
    assert sign_in("admin").get(reverse("work-generate")).status_code == 405
    assert sign_in("lead").post(reverse("work-generate")).status_code == 302
    assert WorkItem.objects.exists()


def test_the_chart_draws_bars_needs_and_today(plan: FixtureInstallation, sign_in: SignIn) -> None:
    said = sign_in("admin").get(reverse("work-gantt")).content.decode()
    for words in ("准备期", "选品", "上线", "双12：筹备", "关键", 'class="bar initiative critical"', 'class="need"'):
        assert words in said
    assert "style=" not in said


def test_before_the_first_plan(there: FixtureInstallation, sign_in: SignIn) -> None:
    there.stored = {}
    client = sign_in("admin")
    for name in ("work-calendar", "work-gantt"):
        assert "还没有计划" in client.get(reverse(name)).content.decode()
    assert client.post(reverse("work-generate")).status_code == 302


def test_a_quota_that_cannot_be_held_is_told(plan: FixtureInstallation, sign_in: SignIn) -> None:
    stored(plan, PLAN.replace("per_period: 50%", "per_period: 0%"), "d" * 64)
    said = sign_in("admin").get(reverse("work-calendar"), {"month": "2026-12"}).content.decode()
    assert "排不出来的" in said and "抽查" in said
