# SPDX-License-Identifier: Apache-2.0
"""The money desk over a real installation: statements to the fen, what is shown to whom, what would be, chances, seats."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from tests.web.conftest import SignIn
from tests.web.test_api import Caller, made
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.web import installed
from yunce.web.accounts.access import ALLOWED, Action, Role
from yunce.web.accounts.models import TrailEntry
from yunce.web.money.later import Later

pytestmark = pytest.mark.django_db
PLAN = """
yunce: 1
plan: {id: plant, title: 独立核算, period: 2026}
units:
  - {id: company, name: 公司}
  - {id: mach, name: "加工<script>alert(1)</script>", parent: company}
  - {id: assy, name: 装配, parent: company}
roles: [{id: agent, name: 客服, unit: assy, headcount: 6, pay: {fixed: 4321}}]
accounts:
  - {id: sales, name: 销售收入, kind: revenue}
  - {id: material, name: 材料, kind: variable, rate: 10%..15%}
  - {id: rent, name: 房租, kind: shared}
allocations:
  - {id: r, title: 房租分摊, pool: {unit: company, account: 房租}, to: [mach, assy], shares: {mach: 2, assy: 1}}
budget: [{id: m, title: 材料预算, unit: assy, account: material, pay: 2026-10, amount: 320}]
headcount: [{id: h, unit: assy, by: users, per: month, tiers: [{from: 0, roles: {agent: 3}}]}]
metrics: [{id: users, name: 用户, measure: sum(measures.value), where: "metric == 'users'", kind: sum, measured_in: 人}]
targets: [{id: u, metric: users, unit: assy, period: 2026, value: 13万}]
services: [{id: hotline, title: 热线, unit: assy, handle: 180s, goal: ["80% in 20s"], open: "07:30-21:30", seats: {per: 20000, of: users}}]
drivers: [{id: margin, title: 利润, low: 8000, likely: 1万, high: 11000}]
simulations:
  - {id: base, title: 测算, unit: company, from: 2026-01, months: 12,
     flows: [{id: profit, path: {2026-02: 1}, drivers: [margin], cash: in}],
     goals: [{id: year, title: 一年收回, test: "payback_months <= 12", wanted: 50%}]}
"""
LEDGER = """日期,单位,科目,金额,凭证号,摘要
2026-10-01,mach,销售收入,1000.00,1,甲
2026-10-02,装配,材料,300.00,2,=1+1
2026-10-30,公司,房租,100.01,3,丙
"""
OCTOBER = {"period": "2026-10"}


@pytest.fixture
def real(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with a plan and a ledger of one month."""
    found = Installation(Settings(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(tmp_path / "plan.yaml")
    assert stored, problems
    (tmp_path / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    assert found.warehouse.load([tmp_path / "ledger.csv"])[0].loaded == 3
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def page(client: object, name: str, **asked: str) -> str:
    response = client.get(reverse(name), asked)  # type: ignore[attr-defined]
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()  # type: ignore[no-any-return]


def test_statements_reconcile_to_the_fen(real: Installation, sign_in: SignIn) -> None:
    text = page(sign_in("admin"), "money", **OCTOBER)
    assert "933.33" in text and "−333.34" in text and "599.99" in text and '<b class="good">0.00</b>' in text
    assert "房租分摊" in text and "66.67" in text and "材料预算" in text and "<script>alert" not in text and "&lt;script&gt;" in text
    assert '"kind":"waterfall"' in text.replace("&quot;", '"')


def test_a_method_is_tried_and_not_stored(real: Installation, sign_in: SignIn) -> None:
    client = sign_in("admin")
    text = page(client, "money", **OCTOBER, method="reciprocal")
    assert "没有保存" in text and "按计划" in text and "交互分摊" in text
    assert "没有保存" not in page(client, "money", **OCTOBER, method="nonsense")


def test_a_centre_leads_to_its_entries(real: Installation, sign_in: SignIn) -> None:
    client = sign_in("lead", "assy")
    text = page(client, "money", **OCTOBER, centre="assy")
    assert "−333.34" in text and "93.75%" in text.replace("93.8%", "93.75%") and reverse("money-entries") in text
    rows = page(client, "money-entries", **OCTOBER, centre="assy", account="material")
    assert "300.00" in rows and "ledger.csv" in rows and "1000.00" not in rows
    body = b"".join(client.get(reverse("money-entries-csv"), {**OCTOBER, "centre": "assy"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "300.00" in body and "1000.00" not in body
    assert set(TrailEntry.objects.values_list("event", flat=True)) >= {"entries_seen", "entries_exported"}


def test_another_centre_is_not_there(real: Installation, sign_in: SignIn) -> None:
    client = sign_in("lead", "assy")
    text = page(client, "money", **OCTOBER)
    assert "933.33" not in text and "加工" not in text and "599.99" not in text and "66.67" not in text and "公司总账" not in text
    for name in ("money", "money-entries", "money-entries-csv", "money-book"):
        assert client.get(reverse(name), {**OCTOBER, "centre": "mach"}).status_code == 404
    assert client.get(reverse("money-entries"), OCTOBER).status_code == 404
    assert client.get(reverse("money-entries"), {**OCTOBER, "centre": "unassigned"}).status_code == 404
    assert client.get(reverse("money-feasibility")).status_code == 403
    book = client.get(reverse("money-book"), OCTOBER)
    text = "".join(zipfile.ZipFile(io.BytesIO(book.content)).read(n).decode() for n in zipfile.ZipFile(io.BytesIO(book.content)).namelist())
    assert "装配" in text and "加工" not in text and "933.33" not in text and "599.99" not in text


@pytest.mark.parametrize("role", [role.value for role in Role if Action.SEE_MONEY not in ALLOWED[role]])
def test_the_accounts_are_not_for_everybody(real: Installation, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    for name in ("money", "money-book", "money-entries", "money-entries-csv", "money-feasibility"):
        assert client.get(reverse(name), {**OCTOBER, "centre": "assy"}).status_code == 403


def test_the_workbook_has_formulas_and_stands_in_the_trail(real: Installation, sign_in: SignIn) -> None:
    response = sign_in("admin").get(reverse("money-book"), OCTOBER)
    sheet = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "B3+B4-B5-B6" in sheet and "attachment" in response["Content-Disposition"]
    assert TrailEntry.objects.filter(event="profit_exported", subject="2026-10").exists()


def test_an_empty_month_names_the_next_step(real: Installation, sign_in: SignIn) -> None:
    text = page(sign_in("admin"), "money", period="2026-03")
    assert "没有账目" in text and reverse("data") in text
    assert "没有账目" not in page(sign_in("admin", name="b"), "money", period="2026-Q4")


def test_chances_within_bounds(real: Installation, sign_in: SignIn) -> None:
    client = sign_in("admin")
    text = settled(client, "money-feasibility", draws="10000", seed="7")
    assert "一年收回" in text and "10,000" in text and "种子 7" in text and '"kind":"tornado"' in text.replace("&quot;", '"')
    assert "种子 1" in settled(client, "money-feasibility", draws="999999999", seed="-5")


def test_seats_show_their_quotient(real: Installation, sign_in: SignIn) -> None:
    viewer = sign_in("viewer", "assy")
    text = settled(viewer, "money-staffing", service="hotline", first="2026-10-05")
    assert "6.5，取 7 个座席" in text and "4,321" not in text and "12,963" not in text and "1.3万" not in text
    assert "1.3万" in settled(sign_in("admin"), "money-staffing")
    assert viewer.get(reverse("money-staffing"), {"service": "other"}).status_code == 404
    assert sign_in("viewer", "mach").get(reverse("money-staffing"), {"service": "hotline"}).status_code == 404


def settled(client: object, name: str, **asked: str) -> str:
    """The page once it is worked out."""
    for _again in range(40):
        response = client.get(reverse(name), asked)  # type: ignore[attr-defined]
        if response.status_code != 202:
            assert response.status_code == 200, response.content[:2000]
            return response.content.decode()  # type: ignore[no-any-return]
        assert "正在计算" in response.content.decode()
    raise AssertionError(name)


def test_an_answer_is_worked_out_once_and_an_error_asked_anew() -> None:
    later: Later[int] = Later(2)
    calls: list[int] = []
    assert [later.get("a", lambda: calls.append(1) or 7) for _ in range(3)] == [7, 7, 7] and calls == [1]  # type: ignore[func-returns-value]
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            later.get("b", lambda: 1 // 0)


STATEMENTS = "/api/v1/results/statements"


def test_the_interface_tells_what_the_desk_shows(real: Installation, sign_in: SignIn) -> None:
    status, body = Caller(made(sign_in("admin"), "look", "see_money", "see_pay")).get(STATEMENTS, **OCTOBER)
    assert status == 200 and {s["centre"]: s["profit"] for s in body["statements"]}["mach"] == "933.33"
    assert body["company"][0]["profit"] == "599.99" and body["headcount"][0]["cost"] == "12963"
    assert TrailEntry.objects.filter(event="money_seen").exists()


def test_the_interface_masks_units_and_pay(real: Installation, sign_in: SignIn) -> None:
    token = Caller(made(sign_in("lead", "assy", "lena"), "look", "see_money", unit="assy"))
    status, body = token.get(STATEMENTS, **OCTOBER)
    assert status == 200 and [s["centre"] for s in body["statements"]] == ["assy"] and body["company"] == body["pools"] == []
    assert [h["cost"] for h in body["headcount"]] == [None]
    assert token.get(STATEMENTS, centre="mach")[0] == token.get(STATEMENTS, centre="nowhere")[0] == 404
    assert token.get(STATEMENTS, period="2026-13")[0] == 422
    assert Caller(made(sign_in("viewer", "", "vera"), "look")).get(STATEMENTS)[0] == 403
    assert Caller(made(sign_in("admin"), "look", "see_pay")).get(STATEMENTS)[0] == 403
