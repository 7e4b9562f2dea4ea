# SPDX-License-Identifier: Apache-2.0
"""From an inspection to an appraisal and a training: one chain over the real ledger, facts and pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.app.appraisals import Files, appraisal
from yunce.app.asking import Ask
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import Kind
from yunce.web import installed
from yunce.web.accounts.models import Post
from yunce.web.inspect.training import run as train
from yunce.web.workitems.mirror import mirror_all
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64
PLAN = """
yunce: 1
plan: {id: shops, title: 门店, period: 2026}
use: [workitems]
units: [{id: company, name: 公司}, {id: a, name: 甲店, parent: company}, {id: b, name: 乙店, parent: company}]
roles:
  - {id: boss, name: 总经理, unit: company, headcount: 1}
  - {id: lead_a, name: 甲店长, unit: a, headcount: 1, reports_to: boss, pay: {fixed: 3000, variable: 1000}}
  - {id: lead_b, name: 乙店长, unit: b, headcount: 1, reports_to: boss, pay: {fixed: 3000, variable: 1000}}
checklists:
  - id: shop
    title: 门店巡检
    items:
      - {id: clean, text: 台面整洁, kind: pass_fail, weight: 60, severity: major}
      - {id: price, text: 价签齐全, kind: pass_fail, weight: 40}
scorecards:
  - id: monthly
    title: 店长月考核
    for: [lead_a, lead_b]
    period: month
    items:
      - {id: checked, metric: inspection_score, whose: unit, weight: 100, full: 100, zero: 0}
      - {id: found, kind: deduction, metric: inspection_findings, whose: unit, points: 5}
"""


@pytest.fixture
def real(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def with_post(client: Client, role: str, unit: str) -> Client:
    Post.objects.create(user_id=client.session["_auth_user_id"], role=role, unit=unit)
    return client


def inspection(unit: str, number: int) -> Item:
    opening = Opening(
        f"check|{number}|{unit}", Kind.INSPECTION, "门店巡检", "company", "boss", due=timezone.now() + timedelta(days=1),
        subject=unit, data={"checklist": "shop"},
    )  # fmt: skip
    return Store().open([opening], at=timezone.now(), by="system")[0]


def fill(client: Client, item: Item, **fields: Any) -> Any:
    sent = {"v1": "pass", "v2": "pass", "token": f"{item.id}{item.reopened}"[-20:], "round": str(item.reopened), **fields}
    return client.post(f"/ops/inspections/{item.id}/fill/", sent)


def step(client: Client, item: str, **sent: Any) -> int:
    return client.post(f"/ops/items/{item}/step/", sent).status_code


def scores(real: Installation, unit: str) -> list[Decimal | None]:
    day = timezone.localdate()
    ask = Ask(as_of=day, period=f"{day:%Y-%m}")
    rows = real.metric(("inspection_score", "inspections_scored", "inspection_findings"), ("unit",), ask, pack="workitems").rows
    return next(list(row.values) for row in rows if row.at == (unit,))


def test_inspection_to_training(real: Installation, sign_in: SignIn) -> None:
    boss = with_post(sign_in("lead", name="zong"), "boss", "company")
    clerk = with_post(sign_in("worker", "a", name="chen"), "lead_a", "a")
    now, other = timezone.now(), sign_in("lead", "company", name="wu")

    first = inspection("a", 1)  # inspection -> finding -> rectification, with a number and a notice on paper
    assert fill(boss, first, v1="fail", n1="台面有水").status_code == 302
    assert fill(boss, inspection("b", 1)).status_code == 302
    made = WorkItem.objects.get(parent=first.id)
    assert (made.unit, made.owner, made.severity) == ("a", "lead_a", "major")
    notice = clerk.get(f"/ops/items/{made.pk}/notice/").content.decode()
    assert made.number in notice and "台面整洁" in notice

    photo = SimpleUploadedFile("after.jpg", JPEG)  # evidence -> verification by another person
    assert step(clerk, made.pk, do="done", cause="没有人负责") == 302
    assert step(clerk, made.pk, do="verify") == 403
    assert step(other, made.pk, do="verify") == 422  # a grave one without evidence
    assert step(clerk, made.pk, do="add_evidence", files=photo) == 302
    assert step(other, made.pk, do="verify") == 302

    assert mirror_all(real, now) > 0 and mirror_all(real, now) == 0  # the score is an ordinary metric of the unit looked at
    assert scores(real, "a") == [Decimal(40), Decimal(1), Decimal(1)] and scores(real, "b") == [Decimal(100), Decimal(1), Decimal(0)]
    day = timezone.localdate()
    result = appraisal(real, "", "monthly", Ask(as_of=day, period=f"{day:%Y-%m}"), Files())
    by_role = {person.role: person for person in result.people}
    assert by_role["lead_a"].score == Decimal(35) and by_role["lead_b"].score == Decimal(100)  # 40 less 5 a finding

    assert "1" in train(now) and "没有" in train(now)  # a training for the one who answered for it
    training = WorkItem.objects.get(key=f"training|{made.pk}")
    assert (training.assignee, training.unit, training.title, training.parent) == ("chen", "a", "培训：台面整洁", made.pk)
    assert "培训：台面整洁" in clerk.get("/ops/").content.decode()
    assert "培训：台面整洁" in boss.get(f"/ops/items/{made.pk}/").content.decode()

    again = inspection("a", 2)  # found again: the statistics and the register say so
    assert fill(boss, again, v1="fail", n1="又有水").status_code == 302
    page = boss.get("/ops/inspections/").content.decode()
    assert "重复出现的问题" in page and "台面整洁" in page and "50.0%" in page


def test_a_form_filled_in_again_counts_once(real: Installation, sign_in: SignIn) -> None:
    boss = with_post(sign_in("lead", name="zong"), "boss", "company")
    item = inspection("a", 1)
    assert fill(boss, item, v1="fail").status_code == 302
    mirror_all(real, timezone.now())
    assert step(boss, item.id, do="reopen", note="重查") == 302
    assert fill(boss, Store().item(item.id)).status_code == 302
    mirror_all(real, timezone.now())
    assert scores(real, "a") == [Decimal(100), Decimal(1), Decimal(0)]


def test_a_person_who_was_looked_at(real: Installation, sign_in: SignIn) -> None:
    boss = with_post(sign_in("lead", name="zong"), "boss", "company")
    sign_in("worker", "a", name="chen")
    item = inspection("chen", 1)
    assert fill(boss, item, v2="fail").status_code == 302
    mirror_all(real, timezone.now())
    day = timezone.localdate()
    rows = real.metric(("inspection_score",), ("person",), Ask(as_of=day, period=f"{day:%Y-%m}"), pack="workitems").rows
    assert [(row.at, row.values) for row in rows if row.at == ("chen",)] == [(("chen",), (Decimal(60),))]


def test_a_small_finding_asks_for_no_training_until_it_comes_back(real: Installation, sign_in: SignIn) -> None:
    boss = with_post(sign_in("lead", name="zong"), "boss", "company")
    clerk = with_post(sign_in("worker", "a", name="chen"), "lead_a", "a")
    for number in (1, 2):
        item = inspection("a", number)
        fill(boss, item, v2="fail")
        made = WorkItem.objects.get(parent=item.id)
        assert step(clerk, made.pk, do="done") == 302 and step(boss, made.pk, do="verify") == 302
        train(timezone.now())
        assert WorkItem.objects.filter(key__startswith="training|").count() == number - 1
    assert "重复" in str(item_of(WorkItem.objects.get(key__startswith="training|")).data["text"])
