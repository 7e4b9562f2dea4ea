# SPDX-License-Identifier: Apache-2.0
"""The cockpit: the sentence, the numbers and where they lead, shared addresses, first visit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignIn
from tests.web.fixture_installation import AS_OF, CONVERSION, GMV, ROI, SPEND, FixtureInstallation
from yunce import web
from yunce.app.installation import Demo
from yunce.operate.results import Band, DriverAmount, TargetStatus
from yunce.web.cockpit.figures import figures, measure_of, shortfall
from yunce.web.cockpit.rows import frame_table
from yunce.web.cockpit.scope import Scope
from yunce.web.cockpit.sentence import say
from yunce.web.ui.numbers import points, shown

TAGS = re.compile(r"<[^>]+>")


def sentence(target: TargetStatus) -> str:
    return TAGS.sub("", say(target, figures(target, Scope()), AS_OF))


@pytest.fixture(autouse=True)
def _with_database(db: None) -> None:
    """Addresses of pages are resolved."""


def test_the_sentence_can_be_read_aloud() -> None:
    """目标 90万,实际 34.4万,应达 44%,预计 81.4万:缺 8.6万,主因转化率 −5.1万。"""
    assert sentence(GMV) == (
        "数据截至11月12日，天猫店11月支付金额达成 38.2%，应达 44.0%；预计完成 81.4万（76.9万~86.0万），缺 8.6万；主因是转化率，拉低 5.1万。"
    )


def test_what_is_ahead_is_not_said_to_lack() -> None:
    ahead = replace(GMV, gap=Decimal(50000), landing=Band(Decimal(940000), Decimal(950000), Decimal(960000)), variance=())
    assert "缺" not in sentence(ahead) and "超出目标 5.0万" in sentence(ahead)


def test_a_cost_above_its_limit_is_too_much() -> None:
    cost = replace(GMV, metric_name="推广花费", better="lower", gap=Decimal(20000), variance=())
    assert "，超出 2.0万" in sentence(cost)
    assert shortfall(cost) == Decimal(20000)
    assert "比目标少 2.0万" in sentence(replace(cost, gap=Decimal(-20000)))


def test_unknown_is_said_and_never_zero() -> None:
    silent = replace(GMV, actual=None, attainment=None, landing=None, gap=None, variance=(), landing_note="forecast.nothing_known")
    assert sentence(silent) == "数据截至11月12日，天猫店11月支付金额还没有数据，按未知处理；还没有实际数据，还不能预计。"
    assert figures(silent, Scope()).actual.text == "未报送"
    assert figures(replace(silent, state="not_started"), Scope()).actual.text == "–"


def test_a_ratio_has_no_share_due_and_its_gap_is_in_points() -> None:
    assert (
        sentence(CONVERSION) == "数据截至11月12日，天猫店11月支付转化率实际 1.02%，目标 1.20%；预计完成 1.05%（1.01%~1.09%），缺 0.15点。"
    )
    assert not figures(CONVERSION, Scope()).due.known


def test_a_range_is_inside_or_outside() -> None:
    assert "目标 10.0%~15.0%，区间内" in sentence(SPEND)
    assert figures(replace(SPEND, actual=Decimal("0.2"), attainment=Decimal("1.33")), Scope()).state == "超过上限"
    assert figures(ROI, Scope()).state == "待补数据"
    assert figures(replace(ROI, actual=Decimal("3.2")), Scope()).state == "达标"


def test_against_last_year_a_driver_is_not_called_the_cause() -> None:
    """The plan grew, no driver did: the distance between last year and the plan is nobody's doing."""
    grown = replace(
        GMV, basis="last_year", variance=(*GMV.variance, DriverAmount("trend", "目标与去年同期之差", Decimal(-99000), is_driver=False))
    )
    assert sentence(grown).endswith("；和去年同期比，转化率拉低 5.1万。")


def test_a_band_that_is_no_band_is_not_shown() -> None:
    thin = replace(GMV, landing=Band(Decimal(1), Decimal(1), Decimal(1)), landing_note="forecast.history_short")
    assert figures(thin, Scope()).landing_band == "" and "可信的区间" in figures(thin, Scope()).landing_note


@pytest.mark.parametrize(("target", "unit"), [(GMV, "CNY"), (CONVERSION, "%"), (SPEND, "%"), (ROI, "")])
def test_shares_are_shown_in_percent_and_multiples_are_not(target: TargetStatus, unit: str) -> None:
    assert measure_of(target) == unit


def test_each_number_leads_to_its_rows_or_its_sentence(sign_in: SignIn) -> None:
    page = sign_in().get("/").content.decode()
    assert 'href="/rows/gmv/?period=2026-11&amp;unit=shop" title="344,160.55 元">34.4万</a>' in page
    assert 'href="/plan/#targets-gmv_h2" title="900,000 元">90.0万</a>' in page
    plan = sign_in("admin").get("/plan/").content.decode()
    assert 'id="targets-gmv_h2"' in plan


def test_a_shared_address_carries_plan_and_both_clocks(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in()
    page = client.get("/", {"unit": "shop", "as_of": "2026-11-05"}).content.decode()
    found = re.search(r'href="(/\?[^"]+)" data-copy', page)
    assert found is not None
    shared = found[1].replace("&amp;", "&")
    assert f"plan={'ab' * 32}" in shared and "as_of=2026-11-05" in shared and "known_at=2026-11-13T08%3A30%3A00" in shared
    assert client.get(shared).status_code == 200
    asked = there.asked[-1]
    assert (asked.as_of, asked.unit, str(asked.known_at)) == (date(2026, 11, 5), "shop", "2026-11-13 08:30:00")


def test_the_form_works_without_script_and_htmx_gets_the_part(sign_in: SignIn) -> None:
    client = sign_in()
    whole = client.get("/", {"unit": "shop"}).content.decode()
    part = client.get("/", {"unit": "shop"}, headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype html>" in whole and '<form class="scope-form" action="/"' in whole
    assert "<!doctype html>" not in part and "支付金额" in part


def test_the_first_visit_offers_two_ways(sign_in: SignIn, there: FixtureInstallation) -> None:
    there.stored = {}
    page = sign_in("admin").get("/").content.decode()
    assert "上传我的计划" in page and "先看演示公司" in page
    for path in ("/plan/", "/plan/versions/", "/data/", "/search/?q=a", "/demo/"):
        assert sign_in("viewer", name=f"v{path.strip('/').replace('/', '_').replace('?q=', '')}").get(path).status_code == 200


DESKS = (
    "/ops/", "/ops/board/", "/ops/list/", "/ops/calendar/", "/ops/gantt/", "/ops/inspections/", "/ops/inspections/hazards/",
    "/ops/cases/", "/ops/registers/", "/ops/figures/", "/rules/", "/people/", "/money/", "/money/feasibility/", "/money/staffing/",
    "/review/",
)  # fmt: skip


def test_every_tab_opens_before_there_is_a_plan(sign_in: SignIn, there: FixtureInstallation) -> None:
    there.stored = {}
    client = sign_in("admin")
    assert {path: client.get(path).status_code for path in DESKS} == dict.fromkeys(DESKS, 200)
    for path in ("/money/feasibility/", "/money/staffing/", "/ops/registers/"):
        page = client.get(path).content.decode()
        assert "<h1>还没有计划</h1>" in page and "去上传计划" in page, path


def test_paper_is_light_whatever_the_screen_is(sign_in: SignIn) -> None:
    page = sign_in("viewer").get("/").content.decode()
    assert re.search(r'ui/print[^"]*" media="print"', page)
    tokens = (Path(web.__file__).parent / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
    for dark in re.finditer(r"--paper: #1a1f24", tokens):
        assert tokens.rindex("@media screen", 0, dark.start()) > tokens.rindex("color-scheme: light", 0, dark.start())


def test_the_demo_says_what_it_is(sign_in: SignIn, there: FixtureInstallation) -> None:
    assert "真实的零售交易" not in sign_in().get("/").content.decode()
    there.is_demo = True
    page = sign_in("admin").get("/").content.decode()
    assert "真实的零售交易" in page and "84.51°" in page and "MIT" in page and "推算" in page


def test_a_demo_that_is_invented_says_so(sign_in: SignIn, there: FixtureInstallation) -> None:
    there.is_demo, there.demo = True, Demo("airport", "示例机场是虚构的。")
    page = sign_in("admin").get("/").content.decode()
    assert "示例机场是虚构的。" in page and "84.51°" not in page
    assert "PACK=airport" in sign_in("viewer", name="looker").get("/demo/").content.decode()


def test_marked_rows_stand_beside(sign_in: SignIn) -> None:
    assert "另有 6 行带刷单、补单标记，没有计入" in sign_in().get("/").content.decode()


def test_rows_are_paged_and_exported_harmless(sign_in: SignIn) -> None:
    client = sign_in()
    first, second = client.get("/rows/gmv/").content.decode(), client.get("/rows/gmv/", {"page": 2}).content.decode()
    assert "T99" in first and "T100" not in first and "page=2" in first
    assert "T100" in second and "page=3" not in second and "123.45" in first
    body = b"".join(client.get("/rows/gmv/export.csv")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert body.count("\r\n") == 131 and "'=cmd()|x" in body and ",=cmd" not in body


def test_pages_ask_the_ledger_little(sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Session, person, roles, unread news; the data desk also its jobs, a drill also its line in the trail."""
    client = sign_in()
    for path, queries in (("/", 4), ("/plan/", 4), ("/plan/versions/", 4), ("/data/", 5), ("/rows/gmv/", 5), ("/help/", 3)):
        with django_assert_num_queries(queries):
            client.get(path)


def test_rows_are_told_in_words_and_long_ones_have_room() -> None:
    frame = pl.DataFrame({"platform": ["tmall"], "unit": ["online"], "paid": [123456789], "title": ["十" * 60], "note": [""]})
    table = frame_table("明细", frame, {"online": "旗舰店"})
    assert table.rows[0].cells == ("天猫", "旗舰店", "1,234,567.89", "十" * 60)
    assert [(col.title, col.kept, col.roomy) for col in table.cols[-2:]] == [("实付（元）", True, False), ("商品", False, True)]


def test_small_numbers_keep_the_digits_that_tell_them_from_their_limit() -> None:
    shares = {"0.000521": "0.0521%", "0.0022": "0.22%", "0.0752": "7.52%", "0.9175": "91.8%", "0": "0.00%"}
    assert {text: shown(Decimal(text), "%") for text in shares} == shares
    differences = {"0.000021": "+0.002点", "0.0008": "+0.08点", "-0.032": "−3.2点", "0": "0.00点"}
    assert {text: points(Decimal(text)) for text in differences} == differences
    assert (shown(Decimal("0.0034")), shown(Decimal("0.34")), shown(Decimal(0))) == ("0.0034", "0.34", "0")
