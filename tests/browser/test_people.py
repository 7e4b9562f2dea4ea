# SPDX-License-Identifier: Apache-2.0
"""A month of appraisal closed in a real browser by five people, then a late correction: a line is booked, the frozen sheet stays."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SERVE, _wait_for, send, variables
from tests.web.people.company import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PREPARE = """
import sys
from pathlib import Path
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.web.server import create_user
home = Path(sys.argv[1])
found = Installation(Settings(home))
print(found.add_plan(home / "plan.yaml")[1])
found.warehouse.load([home / "march.csv"])
who = {"boss": ("worker", "company", "boss"), "fin": ("viewer", "company", "finance"), "ann": ("viewer", "a", "clerk_a"),
       "bob": ("viewer", "b", "clerk_b"), "pay": ("payroll", "", "")}
for name, (role, unit, post) in who.items():
    create_user(home, name, "correct horse battery", role, unit)
    if post:
        from django.contrib.auth.models import User
        from yunce.web.accounts.managing import give_post
        give_post(User.objects.get(username=name), post, unit)
"""
LATE = """
import sys
from pathlib import Path
from yunce.app.installation import Installation
from yunce.app.settings import Settings
Installation(Settings(Path(sys.argv[1]))).warehouse.load([Path(sys.argv[1]) / "late.csv"])
"""
PASSWORD = "correct horse battery"
MARCH = "/people/cards/monthly/2026-03/"
HEAD = "指标,单位,日期,数值\n"


@dataclass(frozen=True, slots=True)
class Shops:
    """A served company of its own."""

    home: Path
    port: int

    def run(self, script: str, *words: str) -> str:
        """What a script in a process of its own prints."""
        command = [sys.executable, "-c", script, str(self.home), *words]
        return subprocess.run(command, env=_own(self.home), capture_output=True, text=True, check=True).stdout.strip()

    def page(self, browser: Browser, name: str, **more: object) -> Page:
        """Somebody's browser, signed in."""
        page = browser.new_context(locale="zh-CN", base_url=f"http://127.0.0.1:{self.port}", **more).new_page()  # type: ignore[arg-type]
        page.goto("/sign-in/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit], main button").first.click()
        page.wait_for_url(f"http://127.0.0.1:{self.port}/")
        return page


def _own(home: Path) -> dict[str, str]:
    """The environment of the real installation under a home."""
    return {k: v for k, v in variables().items() if k not in {"YUNCE_INSTALLATION", "YUNCE_FIXTURE"}} | {"YUNCE_HOME": str(home)}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shops]:
    """Two shops, a month of facts, five people."""
    home = tmp_path_factory.mktemp("shops")
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    (home / "march.csv").write_text(f"{HEAD}sales,甲店,2026-03-02,98\nsales,b,2026-03-02,60\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = Shops(home, int(free.getsockname()[1]))
    found.run(PREPARE)
    script = home / "serve.py"
    script.write_text(SERVE, "utf-8")
    with subprocess.Popen([sys.executable, str(script), str(home), str(found.port)], env=_own(home)) as process:
        try:
            _wait_for(f"http://127.0.0.1:{found.port}/health/", process)
            yield found
        finally:
            process.terminate()
            process.wait(30)


def test_a_month_is_closed_and_a_late_fact_becomes_a_line(browser: Browser, shops: Shops) -> None:
    ann, boss, fin, pay = (shops.page(browser, name) for name in ("ann", "boss", "fin", "pay"))
    ann.goto(MARCH)
    ann.get_by_role("link", name="我的考核").click()
    ann.locator("input[name='score:care']").fill("98")
    send(ann.get_by_role("button", name="提交自评"))
    expect(ann.get_by_text("已自评")).to_be_visible()
    for name, points in (("ann", "95"), ("bob", "75")):
        boss.goto(f"{MARCH}person/?id={name}")
        boss.locator("input[name='score:care']").fill(points)
        send(boss.get_by_role("button", name="提交主管评"))
        fin.goto(f"{MARCH}person/?id={name}")
        send(fin.get_by_role("button", name="确认勾选的数"))
        boss.reload()
        send(boss.get_by_role("button", name="确认勾选的数"))
        expect(boss.locator(".standing")).to_contain_text("已确认")
    ann.reload()
    ann.get_by_label("原因").fill("漏计一次表扬")
    send(ann.get_by_role("button", name="提交申诉"))
    boss.goto(MARCH)
    boss.get_by_role("link", name="处理申诉").click()
    boss.locator("input[name='score:care']").fill("100")
    boss.get_by_label("答复").fill("核实，补记")
    send(boss.get_by_role("button", name="答复申诉"))
    boss.goto(MARCH)
    send(boss.get_by_role("button", name="签批按比例缩减"))
    expect(boss.get_by_text("已签批缩减")).to_be_visible()
    send(boss.get_by_role("button", name="冻结这一轮"))
    expect(boss.get_by_text("开出 1 项后续工作")).to_be_visible()
    pay.goto(f"{MARCH}pay/")
    sheet, file = pay.locator(".pay-sheet").inner_html(), pay.request.get(f"{MARCH}pay.xlsx").body()

    (shops.home / "late.csv").write_text(f"{HEAD}sales,b,2026-03-03,40\n", "utf-8")
    shops.run(LATE)
    pay.reload()
    expect(pay.locator(".late-lines")).to_contain_text("+200.00")
    pay.get_by_label("原因").fill("补录 3 日")
    send(pay.get_by_role("button", name="记调整单"))
    expect(pay.get_by_role("row", name="bob")).to_have_count(2)
    expect(pay.locator(".late-lines")).to_have_count(0)
    assert pay.locator(".pay-sheet").inner_html() == sheet and pay.request.get(f"{MARCH}pay.xlsx").body() == file
    assert boss.request.get(f"{MARCH}pay/").status == 404, "who led and signed sees no single pay"
    bob = shops.page(browser, "bob")
    bob.goto(f"{MARCH}pay/")
    expect(bob.get_by_text("补录 3 日")).to_be_visible()
    expect(bob.get_by_text("ann")).to_have_count(0)


@pytest.mark.parametrize("width, scheme", [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_the_pages_fit_and_say_nothing_wrong(browser: Browser, shops: Shops, width: int, scheme: str) -> None:
    page = shops.page(browser, "pay", viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    for path in ("/people/", "/people/cards/monthly/", MARCH, f"{MARCH}person/?id=ann", f"{MARCH}pay/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        expect(page.locator("h1")).to_have_count(1)
    assert wrong == []


def test_the_keyboard_leads_there(browser: Browser, shops: Shops) -> None:
    page = shops.page(browser, "ann")
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page).to_have_url(f"http://127.0.0.1:{shops.port}/people/")
    expect(page.get_by_role("heading", name="组织与岗位")).to_be_visible()
