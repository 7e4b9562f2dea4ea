# SPDX-License-Identifier: Apache-2.0
"""Pages speak of people, units and conditions by their names."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.web.conftest import SignIn
from yunce.plan.parse import parse
from yunce.web.accounts.access import Access, Held, Role
from yunce.web.accounts.models import TrailEntry
from yunce.web.money.staffing_page import _goal
from yunce.web.plans.document import read_document

PLAN = """
yunce: 1
plan: {id: p, title: 计划, organisation: 示例, period: 2026}
metrics: [{id: gmv, name: 支付金额, kind: sum, measured_in: CNY, measure: sum(orders.paid)}]
units: [{id: company, name: 示例}, {id: tmall, name: 天猫店, parent: company}]
targets:
  - {id: all, title: 全年, metric: gmv, unit: company, period: 2026, value: 900万, split: [{by: unit, weights: {tmall: 9}}]}
rules:
  - {id: low, title: 走低, each: unit, every: week, when: "falls(gmv, 3, total=5%)", then: {open: task, title: 看一看}}
"""


def test_a_plan_reads_its_conditions_and_members_by_name() -> None:
    plan, problems = parse(PLAN)
    assert plan is not None, problems
    entries = {e.anchor: e for s in read_document(plan, Access((Held(Role.ADMIN),)), {}).sections for e in s.entries}
    assert "支付金额连续 3 期下降，累计至少 5%" in {fact.text for fact in entries["rules-low"].facts}
    said = " ".join(fact.text for group in entries["targets-all"].groups for line in group.lines for fact in line)
    assert "天猫店 9" in said and "tmall" not in said


def test_a_service_goal_has_words() -> None:
    assert _goal("80% in 20s", {}) == "20秒内接起 80%"
    assert _goal("answer_rate >= 90%", {"answer_rate": "接通率"}) == "接通率 ≥ 90%"


@pytest.mark.django_db
def test_the_trail_names_people_and_how_they_came(sign_in: SignIn) -> None:
    client = sign_in("admin")
    name = User.objects.get(pk=client.session["_auth_user_id"]).username
    User.objects.filter(username=name).update(first_name="王芳")
    TrailEntry.objects.create(event="sign_in", who=name, subject="link")
    TrailEntry.objects.create(event="role_given", who=name, subject="nobody lead <b>")
    page = client.get(reverse("trail")).content.decode()
    assert "一次性链接" in page and "王芳" in page and "nobody · 主管 · &lt;b&gt;" in page
