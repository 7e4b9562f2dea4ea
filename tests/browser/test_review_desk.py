# SPDX-License-Identifier: Apache-2.0
"""The review desk in a real browser: keys, both sides, two people at once, a revision, the way back into Word, no script."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Walker, variables
from tests.browser.test_walk import SIZES
from tests.reader.office import p, r, word
from yunce.reader.files import read_bytes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = """2026年{name}经营计划

一、目标
2026年全年销售额目标1200万元，其中上半年500万元，下半年650万元。
会员数达到3万人，由店长负责。

二、人员
编制8人，其中店员5人，收银2人。
4月31日前完成装修。
"""
BOB = """
import sys
from pathlib import Path
from yunce.web.server import create_user, make_sign_in_link
create_user(Path(sys.argv[1]), "bob", "correct horse battery", "editor")
print(make_sign_in_link(Path(sys.argv[1]), port=int(sys.argv[2]), name="bob"))
"""
SCHEMES = [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]


@pytest.fixture(params=SCHEMES, ids="-".join)
def walker(request: pytest.FixtureRequest, browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> Iterator[Walker]:
    width, height = SIZES[request.param[0]]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=request.param[1], locale="zh-CN")
    walker = Walker(context.new_page(), f"http://127.0.0.1:{server[1]}")
    walker.page.goto(link())
    yield walker
    context.close()


def hand_in(walker: Walker, name: str) -> Page:
    """A plan pasted, read by the worker, open on the bench."""
    page = walker.go("/review/")
    page.get_by_label("或者粘贴文字").fill(TEXT.format(name=name))
    page.locator(".paste").get_by_role("button", name="读取并检查").click()
    expect(page.locator(".meter")).to_be_visible()
    page.wait_for_load_state()
    return page


def card(page: Page) -> str:
    """The address of the chosen number."""
    return page.locator("#chosen .face").get_attribute("href") or ""


def make_version(page: Page) -> None:
    """The review becomes a version, agreed to where another one counts now."""
    page.get_by_role("button", name=re.compile("成为计划第")).click()
    page.get_by_role("button", name="确认换用").click()
    expect(page.get_by_text("已成为计划第")).to_be_visible()


def test_every_page_fits_and_is_quiet(walker: Walker) -> None:
    page = walker.go("/")
    page.get_by_role("button", name="示例计划").click()
    expect(page.locator(".meter")).to_be_visible()
    assert page.locator(".paper .find").count() >= 5 and page.locator("a.m").count() > 60
    here = page.url.split("?")[0].removeprefix(walker.base)
    for path in ("/review/", here, f"{here}?tab=aside", f"{here}?tab=found", f"{here}?order=text", f"{here}revise/", "/plan/"):
        walker.go(path)
        assert walker.overflow() <= 0, path
        assert page.locator("main h1, main h2").count() >= 1, path
    assert walker.wrong == []


def test_keys(desk: Walker) -> None:
    page = hand_in(desk, "按键")
    first = card(page)
    page.keyboard.press("j")
    expect(page.locator("#chosen .face")).not_to_have_attribute("href", first)
    second = card(page)
    page.keyboard.press("k")
    expect(page.locator("#chosen .face")).to_have_attribute("href", first)
    page.keyboard.press("a")
    expect(page.get_by_text(re.compile(r"已看 1 / \d+"))).to_be_visible()
    expect(page.locator("#chosen .face")).to_have_attribute("href", second)
    page.keyboard.press("x")
    expect(page.locator(".undo-last")).to_contain_text("不是计划内容")
    page.keyboard.press("u")
    expect(page.locator(".undo-last")).to_contain_text("已采纳")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/plan/")
    assert desk.wrong == []


def test_a_value_is_corrected_without_the_mouse(desk: Walker) -> None:
    page = hand_in(desk, "改数")
    page.locator("a.m", has_text="3万人").click()
    expect(page.locator("#chosen")).to_contain_text("3万人")
    page.keyboard.press("c")
    expect(page.get_by_label("数值")).to_be_focused()
    page.keyboard.type("3.5万人")
    page.keyboard.press("Enter")
    expect(page.locator(".paper ins")).to_have_text("3.5万人")
    page.locator("a.m", has_text="8人").click()
    expect(page.locator("#chosen")).to_contain_text("8人")
    page.keyboard.press("c")
    expect(page.get_by_label("数值")).to_be_focused()
    page.keyboard.type("很多人")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("不是一个明确的数值")
    assert desk.wrong == []


def test_a_click_goes_both_ways(desk: Walker) -> None:
    page = hand_in(desk, "两边")
    page.locator("a.m", has_text="650万元").click()
    expect(page.locator("#chosen")).to_contain_text("650万元")
    expect(page.locator("#chosen")).to_be_in_viewport()
    page.locator("#cards .face", has_text="4月31日").click()
    expect(page.locator("a.m[aria-current]")).to_have_text("4月31日")
    expect(page.locator("a.m[aria-current]")).to_be_in_viewport()


def test_findings_are_mended_and_waived(desk: Walker) -> None:
    page = hand_in(desk, "检查")
    score = int(page.locator(".score b").inner_text())
    page.get_by_role("button", name="改为 4月30日").click()
    expect(page.locator(".paper ins")).to_have_text("4月30日")
    expect(page.locator(".score b")).not_to_have_text(str(score))
    assert int(page.locator(".score b").inner_text()) > score
    find = page.locator(".paper .find").first
    find.get_by_text("保留并说明").click()
    find.get_by_label("理由").fill("另有一项单列")
    find.get_by_role("button", name="保留", exact=True).click()
    expect(page.locator(".paper .find.waived")).to_contain_text("另有一项单列")
    assert desk.wrong == []


def test_findings_stand_on_paper(desk: Walker) -> None:
    page = hand_in(desk, "打印")
    page.emulate_media(media="print")
    find = page.locator(".paper .find").first
    expect(find).to_be_visible()
    expect(find.locator(".sum")).to_be_visible()
    expect(find.locator(".ways")).to_be_hidden()
    assert desk.wrong == []


def test_newer_findings_are_swapped_in_behind_a_decision(desk: Walker) -> None:
    rows = "\n".join(f"第{number}组目标{number}万元，编制{number % 9 + 2}人。" for number in range(1, 801))
    page = desk.go("/review/")
    page.get_by_label("或者粘贴文字").fill(TEXT.format(name="很长") + rows)
    page.locator(".paste").get_by_role("button", name="读取并检查").click()
    expect(page.locator(".meter")).to_be_visible(timeout=60_000)
    page.goto(page.url.split("?")[0] + "?part=1&order=text")
    expect(page.locator("#behind")).to_be_empty()
    expect(page.locator(".paper")).to_contain_text("1150万 ≠ 1200万")
    page.locator("a.m", has_text="1200万元").click()
    expect(page.locator("#chosen")).to_contain_text("1200万元")
    page.keyboard.press("c")
    expect(page.get_by_label("数值")).to_be_focused()
    page.keyboard.type("1150万元")
    page.keyboard.press("Enter")
    expect(page.locator(".paper ins")).to_have_text("1150万元")
    expect(page.locator("#behind")).to_be_empty(timeout=60_000)
    expect(page.locator(".paper")).not_to_contain_text("1150万 ≠ 1200万")
    expect(page.locator(".paper ins")).to_have_text("1150万元")
    expect(page.get_by_text("改动之前的结果")).to_have_count(0)
    assert desk.wrong == []


def test_two_people_at_once(desk: Walker, browser: Browser, server: tuple[Path, int]) -> None:
    page = hand_in(desk, "两人")
    command = [sys.executable, "-c", BOB, str(server[0]), str(server[1])]
    address = subprocess.run(command, env=variables(), capture_output=True, text=True, check=True).stdout.strip()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    other = context.new_page()
    other.goto(address)
    for one in (page, other):
        one.goto(page.url.split("?")[0])
        one.locator("a.m", has_text="8人").click()
        expect(one.locator("#chosen")).to_contain_text("8人")
    page.keyboard.press("a")
    expect(page.get_by_text(re.compile(r"已看 1 / \d+"))).to_be_visible()
    other.keyboard.press("c")
    expect(other.get_by_label("数值")).to_be_focused()
    other.keyboard.type("7人")
    other.keyboard.press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("demo 在你打开这一页之后已经决定了")
    expect(other.locator("#chosen")).to_contain_text("数值 7人")
    expect(page.locator("#news")).to_contain_text("bob 刚才处理了 1 处")
    other.get_by_role("button", name="改用这一个决定").click()
    expect(other.locator(".paper ins")).to_have_text("7人")
    context.close()


def test_a_revision_and_the_next_version(desk: Walker) -> None:
    page = hand_in(desk, "修订")
    page.locator("a.m", has_text="500万元").click()
    expect(page.locator("#chosen")).to_contain_text("500万元")
    page.keyboard.press("a")
    expect(page.get_by_text(re.compile(r"已看 1 / \d+"))).to_be_visible()
    bench = page.url.split("?")[0]
    make_version(page)
    page.goto(bench)
    page.get_by_role("link", name="上传修订稿").click()
    new = TEXT.format(name="修订").replace("下半年650万元", "下半年700万元")
    page.locator("#file").set_input_files([{"name": "修订稿.txt", "mimeType": "text/plain", "buffer": new.encode()}])
    page.get_by_role("button", name="读取并比较").click()
    expect(page.get_by_role("heading", name="修订稿改了什么")).to_be_visible()
    expect(page.get_by_role("cell", name="700万元", exact=True)).to_be_visible()
    page.get_by_role("link", name="继续审阅").click()
    expect(page.get_by_text(re.compile(r"已看 1 / \d+"))).to_be_visible()
    make_version(page)
    assert desk.wrong == []


def test_word_and_back(desk: Walker, tmp_path: Path) -> None:
    split = f"{r('2026年全年销售额目标3')}{r('00')}{r('W，会员数达到3万人。')}"
    content = word(p("2026年往返计划", style="H1"), p(split))
    page = desk.go("/review/")
    page.locator("#file").set_input_files([{"name": "往返.docx", "mimeType": "application/octet-stream", "buffer": content}])
    page.locator(".drop").get_by_role("button", name="读取并检查").click()
    expect(page.locator(".meter")).to_be_visible()
    make_version(page)
    entry = page.locator(".entry", has_text="300W").first
    entry.get_by_text("改", exact=True).click()
    entry.get_by_label("新的数值").fill("320万")
    entry.get_by_role("button", name="存为新版本").click()
    expect(page.get_by_text("已改为 320万")).to_be_visible()
    page.get_by_text("导出", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="改好的原文").click()
    waiting.value.save_as(tmp_path / "back.docx")
    text = read_bytes("a.docx", (tmp_path / "back.docx").read_bytes()).text
    assert text == read_bytes("a.docx", content).text.replace("300W", "320W")
    assert desk.wrong == []


def test_without_script(browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(link())
    page.goto(f"http://127.0.0.1:{server[1]}/review/")
    page.get_by_label("或者粘贴文字").fill(TEXT.format(name="无脚本"))
    page.locator(".paste").get_by_role("button", name="读取并检查").click()
    expect(page.locator(".meter")).to_be_visible()
    page.get_by_role("button", name="采纳").click()
    expect(page.get_by_text(re.compile(r"已看 1 / \d+"))).to_be_visible()
    page.locator(".correct summary").click()
    page.get_by_label("责任人").fill("店长")
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text(re.compile(r"已看 2 / \d+"))).to_be_visible()
    page.get_by_role("link", name="检查结果").click()
    expect(page.locator("#cards .find").first).to_be_visible()
    context.close()
