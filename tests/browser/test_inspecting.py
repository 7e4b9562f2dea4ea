# SPDX-License-Identifier: Apache-2.0
"""Filling an inspection in on a phone: without a network, with a line that breaks, with an impatient thumb. It arrives exactly once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import variables

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = """
import sys
from pathlib import Path
from yunce.web.server import prepare
prepare(Path(sys.argv[1]))
from django.utils import timezone
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.web.workitems.store import Store
lines = [
    {"id": "price", "text": "价格与活动一致", "asks": "pass_fail", "severity": "major"},
    {"id": "look", "text": "现场照片", "asks": "photo"},
    {"id": "cold", "text": "冷柜温度", "asks": "number", "low": "2", "high": "8", "stated": "2..8", "measured_in": "℃"},
]
data = {"checklist": "page_check", "form": {"id": "page_check", "title": "巡检单", "version": "1", "lines": lines}}
opening = Opening(sys.argv[2], Kind.INSPECTION, "部门检查", "cs", "gm", subject="cs", data=data)
print(Store().open([opening], at=timezone.now(), by="system")[0].id)
"""
COUNT = """
import json
import sys
from pathlib import Path
from yunce.web.server import prepare
prepare(Path(sys.argv[1]))
from yunce.web.workitems.models import Evidence, WorkEvent, WorkItem
item = sys.argv[2]
print(json.dumps({
    "state": WorkItem.objects.get(pk=item).state, "answered": WorkEvent.objects.filter(item_id=item, verb="answered").count(),
    "photos": Evidence.objects.filter(item_id=item).count(), "opened": WorkItem.objects.filter(parent=item).count(),
}))
"""
ONCE = {"state": "done", "answered": 1, "photos": 1, "opened": 1}
READY = "form[data-offline='1']"


def run(script: str, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script, *words], env=variables(), capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def phone(browser: Browser, link: Callable[[], str]) -> Iterator[BrowserContext]:
    """A phone in the hands of somebody signed in."""
    context = browser.new_context(viewport={"width": 390, "height": 780}, locale="zh-CN", has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(link())
    page.close()
    yield context
    context.close()


class Filling:
    """An inspection on a phone."""

    def __init__(self, server: tuple[Path, int], phone: BrowserContext, key: str) -> None:
        self.home, self.port = server
        self.item = run(OPEN, str(self.home), key)
        self.page: Page = phone.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if "Content Security Policy" in said.text else None)
        self.page.goto(f"http://127.0.0.1:{self.port}/ops/inspections/{self.item}/fill/")
        self.page.wait_for_selector(READY)

    def answer(self) -> None:
        """All three questions, the first one failed."""
        self.page.get_by_text("不合格", exact=True).click()
        self.turn()
        self.page.locator(".question:not([hidden]) input[type=file]").set_input_files(
            {"name": "p.png", "mimeType": "image/png", "buffer": PNG}
        )
        expect(self.page.locator(".question:not([hidden]) figure img")).to_have_count(1)
        self.turn()
        self.page.locator(".question:not([hidden]) input[inputmode=decimal]").fill("5")
        self.turn()

    def turn(self) -> None:
        self.page.get_by_role("button", name="下一题").click()

    def hand_in(self) -> None:
        self.page.get_by_role("button", name="交检查").click()

    def stands(self, words: str) -> None:
        expect(self.page.locator("#keeping")).to_contain_text(words, timeout=60_000)

    def counted(self) -> Any:
        return json.loads(run(COUNT, str(self.home), self.item))


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000"
    "00050001a5f645400000000049454e44ae426082"
)


def test_it_is_filled_in_without_a_network(server: tuple[Path, int], phone: BrowserContext) -> None:
    filling = Filling(server, phone, "offline")
    phone.set_offline(True)
    filling.answer()
    filling.stands("已存在手机里")
    filling.page.reload()
    filling.page.wait_for_selector("form[data-ready]")
    expect(filling.page.locator("input[value=fail]")).to_be_checked()
    expect(filling.page.locator("figure img")).to_have_count(1)
    filling.hand_in()
    filling.stands("已存在手机里，联网后发送")
    filling.page.reload()
    filling.stands("已存在手机里，联网后发送")
    assert filling.counted()["state"] == "open"
    phone.set_offline(False)
    filling.stands("已发送")
    assert filling.counted() == ONCE and filling.wrong == []
    filling.page.get_by_role("link", name="看结果").last.click()
    expect(filling.page.get_by_text("整改：价格与活动一致")).to_be_visible()


def test_a_line_that_breaks_after_it_arrived_sends_it_no_second_time(server: tuple[Path, int], phone: BrowserContext) -> None:
    filling = Filling(server, phone, "broken")
    broken: list[int] = []

    def breaking(route: Route) -> None:
        if route.request.method != "POST" or broken:
            route.continue_()
            return
        broken.append(route.fetch().status)
        route.abort()

    phone.route("**/fill/", breaking)
    filling.answer()
    filling.hand_in()
    filling.stands("已发送")
    assert broken == [200]
    assert filling.counted() == ONCE


def test_an_impatient_thumb_sends_it_once(server: tuple[Path, int], phone: BrowserContext) -> None:
    filling = Filling(server, phone, "twice")
    filling.answer()
    filling.page.get_by_role("button", name="交检查").dblclick()
    filling.stands("已发送")
    assert filling.counted() == ONCE


def test_what_somebody_else_filled_in_meanwhile_stands(server: tuple[Path, int], phone: BrowserContext) -> None:
    first, second = Filling(server, phone, "both"), Filling(server, phone, "other")
    second.page.goto(first.page.url)
    second.page.wait_for_selector(READY)
    phone.set_offline(True)
    first.answer()
    first.hand_in()
    first.stands("联网后发送")
    told = {"v1": "pass", "x2": "1", "v3": "4", "token": "x" * 20, "round": "0"}
    csrf = second.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    second.page.close()
    phone.request.post(first.page.url, form={**told, "csrfmiddlewaretoken": csrf}, headers={"Referer": first.page.url})
    phone.set_offline(False)
    first.stands("先交")
    assert first.counted()["state"] == "done"


def test_the_page_fits_a_phone_and_says_what_is_missing(server: tuple[Path, int], phone: BrowserContext) -> None:
    filling = Filling(server, phone, "missing")
    for _ in range(3):
        filling.turn()
    filling.hand_in()
    expect(filling.page.get_by_text("还没有填：")).to_be_hidden()
    expect(filling.page.get_by_role("heading", name="价格与活动一致")).to_be_visible()
    assert filling.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert filling.page.locator(".option span").first.bounding_box()["height"] >= 56  # type: ignore[index]
