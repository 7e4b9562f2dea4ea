# SPDX-License-Identifier: Apache-2.0
"""A walk through every page at the width of a desk and of a phone, in light and dark: nothing overflows, nothing complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Walker

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/", "/?unit=shop&target=visitors_nov", "/plan/", "/plan/versions/", "/plan/diff/?a=cdcd&b=abab", "/plan/upload/", "/review/", "/data/",
    "/data/batches/b1/", "/data/batches/b1/undo/", "/rows/gmv/", "/search/?q=双11", "/help/", "/trail/", "/demo/", "/nothing/",
    "/ops/", "/ops/new/", "/ops/board/", "/ops/list/", "/ops/inbox/", "/ops/figures/", "/ops/calendar/", "/ops/gantt/",
    "/ops/cases/", "/ops/cases/new/", "/ops/cases/import/", "/ops/cases/concerns/", "/people/", "/news/", "/tokens/", "/routines/",
    "/settings/people/",
)  # fmt: skip
UNKNOWN = "单号,成交额(元),付款日,买家电话\n900000000001,99.50,2026-11-11,13812341234\n"
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


@pytest.fixture(params=[("desk", "light"), ("desk", "dark"), ("phone", "light")], ids="-".join)
def walker(request: pytest.FixtureRequest, browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> Iterator[Walker]:
    width, height = SIZES[request.param[0]]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=request.param[1], locale="zh-CN")
    walker = Walker(context.new_page(), f"http://127.0.0.1:{server[1]}")
    walker.page.goto(link())
    yield walker
    context.close()


def test_every_page_fits_and_is_quiet(walker: Walker) -> None:
    for path in PAGES:
        page = walker.go(path)
        assert walker.overflow() <= 0, path
        assert page.locator("main h1, main h2").count() >= 1, path
    assert walker.wrong == []


def test_the_chart_is_drawn_and_the_numbers_are_there_as_a_table(desk: Walker) -> None:
    page = desk.go("/")
    expect(page.locator("#course canvas").first).to_be_visible()
    page.get_by_text("看数据").click()
    expect(page.get_by_role("cell", name="90.0万", exact=True).first).to_be_visible()
    assert desk.wrong == []


def test_a_link_is_used_once(browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> None:
    address = link()
    first, second = (browser.new_context(locale="zh-CN") for _ in range(2))
    one, other = first.new_page(), second.new_page()
    one.goto(address)
    expect(one.get_by_role("navigation", name="工作台")).to_be_visible()
    assert "token" not in one.url
    other.goto(address)
    expect(other.get_by_text("这个登录链接已经用过")).to_be_visible()
    first.close()
    second.close()


def test_another_unit_is_chosen_without_a_new_page(desk: Walker) -> None:
    page = desk.go("/")
    page.get_by_label("单位").select_option("cs")
    page.wait_for_url("**unit=cs**")
    expect(page.locator(".say")).to_contain_text("客服部")
    expect(page.locator("#course canvas").first).to_be_visible()
    page.get_by_label("单位").select_option("")
    expect(page.locator(".say")).not_to_contain_text("客服部")
    expect(page.locator("#course canvas").first).to_be_visible()
    assert desk.wrong == []


def test_keys_lead_to_desks_and_to_search(desk: Walker) -> None:
    page = desk.go("/")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/plan/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.locator("#find").fill("双11")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="双11大促").click()
    page.wait_for_url("**/plan/#campaigns-double_11")


def test_escape_closes_the_menu(desk: Walker) -> None:
    page = desk.go("/help/")
    page.locator("details.me summary").click()
    expect(page.locator("details.me[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details.me[open]")).to_have_count(0)
    expect(page.locator("details.me summary")).to_be_focused()


def test_the_look_is_chosen_and_stays(desk: Walker) -> None:
    page = desk.go("/help/")
    page.locator("details.me summary").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 22, 25)")
    desk.go("/data/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_file_is_loaded_while_one_looks_on(desk: Walker) -> None:
    page = desk.go("/data/")
    page.locator("#files").set_input_files([{"name": "slow_订单.csv", "mimeType": "text/csv", "buffer": "订单号\n1\n".encode()}])
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("收到 1 个文件")).to_be_visible()
    expect(page.locator(".job").first.get_by_text("完成")).to_be_visible()
    expect(page.locator("#jobs[hx-trigger]")).to_have_count(0)
    assert desk.wrong == []


def test_the_columns_of_an_unknown_file_are_mapped(walker: Walker) -> None:
    page, name = walker.go("/data/"), f"unknown_{walker.page.viewport_size['width']}.csv"  # type: ignore[index]  # it has a size
    page.locator("#files").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": UNKNOWN.encode()}])
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_role("link", name="映射这些列").first.click()
    page.get_by_label("仿照哪种文件").select_option("TB-ORDER-LIST")
    page.get_by_role("button", name="换成这一种").click()
    expect(page.get_by_text("还缺必需的列")).to_be_visible()
    assert walker.overflow() <= 0
    page.get_by_label("成交额(元)").select_option("paid")
    page.get_by_role("button", name="保存并导入").click()
    expect(page.get_by_text("已保存导入方案")).to_be_visible()
    expect(page.locator(".job").first.get_by_text("完成")).to_be_visible()
    assert walker.wrong == []


def test_pages_work_without_script(browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(link())
    page.get_by_label("单位").select_option("cs")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(".say")).to_contain_text("客服部")
    expect(page.get_by_text("2026-11-30").first).to_be_visible()
    page.goto(f"http://127.0.0.1:{server[1]}/data/")
    page.locator("#files").set_input_files([{"name": "unknown_still.csv", "mimeType": "text/csv", "buffer": UNKNOWN.encode()}])
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("收到 1 个文件")).to_be_visible()
    context.close()
