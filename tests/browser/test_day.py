# SPDX-License-Identifier: Apache-2.0
"""A day of fifty people with everything that goes wrong on a day: double thumbs, dead workers, a dead server, no network, a wrong clock.

At its end each row is the fold of its events, and the ledger holds what the people were told, once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import with_patience
from tests.browser.day.people import PNG, Person
from tests.browser.day.preparing import CLERKS, SHOPS
from tests.browser.day.serving import Server, is_alive
from tests.browser.test_inspecting import PNG as PICTURE
from tests.browser.test_inspecting import READY

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MONDAY = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
"""Midnight in Shanghai."""
ROWS = 60_000
"""A row of the same shop and day is put right by the next: the last ones count."""
AT_ONCE = 6


class Day:
    """The company on its day: its server, its people, what they have begun."""

    def __init__(self, server: Server, people: dict[str, Person]) -> None:
        self.server, self.people = server, people
        self.began = (MONDAY - datetime.now(UTC)).total_seconds()
        self.tasks: dict[str, str] = {}
        """Clerk -> the item that they owe."""
        self.opened = 0

    def all(self, do: Callable[[Person], Any], who: Iterable[Person]) -> list[Any]:
        """Some of the people at once; what befalls one befalls the test."""
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            return list(crowd.map(do, who))

    def those(self, role: str) -> list[Person]:
        return [person for person in self.people.values() if person.role == role]

    def clerks(self) -> list[Person]:
        return [person for person in self.people.values() if person.name.startswith("clerk")]

    def until(self, holds: Callable[[], bool], what: str) -> None:
        for _ in range(1200):
            if holds():
                return
            with_patience()
        pytest.fail(what)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    (tmp_path / "home").mkdir()
    server = Server(tmp_path / "home")
    server.go((MONDAY - datetime.now(UTC)).total_seconds())
    told = json.loads(server.run("-m", "tests.browser.day.preparing", str(server.home)))
    found = Day(server, {name: Person(server, name, **one) for name, one in told.items()})
    server.start()
    try:
        yield found
    finally:
        left = server.children() if server.process is not None and server.process.poll() is None else []
        server.stop()
        server.kill(*(pid for pid in left if is_alive(pid)))


@pytest.fixture
def of(day: Day, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser in somebody's hands."""
    opened: list[BrowserContext] = []

    def made(name: str, **more: Any) -> BrowserContext:
        context = browser.new_context(locale="zh-CN", **more)
        context.add_cookies([{"name": "sessionid", "value": day.people[name].session, "url": day.server.base}])
        opened.append(context)
        return context

    yield made
    for context in opened:
        context.close()


def test_a_day_with_its_faults(day: Day, of: Callable[..., BrowserContext]) -> None:
    assert len(day.people) == 50
    morning(day)
    work_is_done_while_workers_die(day)
    cases_come_twice(day)
    a_phone_loses_its_network(day, of)
    a_file_is_loaded_while_its_worker_dies(day)
    the_server_dies_while_everybody_writes(day)
    work_is_verified_in_a_browser(day, of)
    the_clock_jumps(day)
    the_ledger_is_right(day)


def morning(day: Day) -> None:
    """The plan's work of the day is there; leads hand out work, each form sent twice; everybody reads their list."""
    day.until(lambda: "开店检查" in day.people["lead_a"].get("/ops/")[1], "no work was brought up")

    def hand_out(lead: Person) -> None:
        for clerk in (f"clerk_{lead.unit}{n}" for n in range(CLERKS)):
            form = next(form for form in lead.forms("/ops/new/?kind=task") if form.method == "post" and "key" in form.sent)
            told = {"title": f"盘点 {clerk}", "unit": lead.unit, "assignee": clerk, "due": "2026-12-28T18:00"}
            first, second = lead.twice(form, **told)
            assert (first[0], second[0]) == (302, 302) and first[2] == second[2], (lead.name, first[0], second[0])
            day.tasks[clerk] = first[2].rstrip("/").rsplit("/", 1)[1]

    day.all(hand_out, day.those("lead"))
    assert len(set(day.tasks.values())) == len(SHOPS) * CLERKS
    for person, page in zip(day.people.values(), day.all(lambda one: one.get("/ops/"), day.people.values()), strict=True):
        assert page[0] == 200 and (person.name not in day.tasks or f"盘点 {person.name}" in page[1]), person.name
        assert "<script>alert" not in page[1]
        strangers = [clerk for clerk in day.tasks if person.role == "worker" and clerk != person.name and f"盘点 {clerk}" in page[1]]
        assert strangers == [], (person.name, strangers)


def work_is_done_while_workers_die(day: Day) -> None:
    """Each clerk starts and hands in with a photo, each form twice; a web worker and the routines' worker are killed meanwhile."""

    def work(clerk: Person) -> None:
        item = day.tasks[clerk.name]
        if clerk.name == "clerk_b3":
            day.server.kill(*day.server.children("routine.worker"))
        if clerk.name == "clerk_c3":
            day.server.kill(max(day.server.children("yunce.web.server")))
        clerk.step(item, "start")
        clerk.step(item, "done", files=[("files", "../../照片<b>.png", PNG)], note="盘完 <script>alert(1)</script>")

    day.all(work, day.clerks())
    day.until(lambda: bool(day.server.children("routine.worker")), "the routines' worker did not come back")
    assert day.server.process is not None and day.server.process.poll() is None, "one worker took the server with it"


def cases_come_twice(day: Day) -> None:
    """A program sends each case again and again, at once: it is taken once."""
    boss = day.people["boss"]
    cases = [{"kind": "complaint", "category": "质量", "title": f"投诉 {n}", "unit": "a", "reference": f"R{n}"} for n in range(3)]
    answers = day.all(lambda one: boss.call("POST", "/cases", one), [case for case in cases for _ in range(4)])  # type: ignore[arg-type]
    assert sorted(status for status, _case in answers) == [200] * 9 + [201] * 3
    assert len({case["id"] for _status, case in answers}) == 3
    day.opened += 3


def a_phone_loses_its_network(day: Day, of: Callable[..., BrowserContext]) -> None:
    """An inspection is filled in without a network and handed in with an impatient thumb: it arrives once, with its photo."""
    phone = of("inspector0", viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(f"{day.server.base}/ops/")
    page.get_by_text("巡店").first.click()
    page.get_by_role("link", name="填写").first.click()
    page.wait_for_selector(READY)
    phone.set_offline(True)
    page.get_by_text("不合格", exact=True).click()
    page.get_by_role("button", name="下一题").click()
    page.locator(".question:not([hidden]) input[type=file]").set_input_files({"name": "p.png", "mimeType": "image/png", "buffer": PICTURE})
    page.get_by_role("button", name="下一题").click()
    page.get_by_role("button", name="交检查").dblclick()
    expect(page.locator("#keeping")).to_contain_text("联网后发送", timeout=40_000)
    phone.set_offline(False)
    expect(page.locator("#keeping")).to_contain_text("已发送", timeout=60_000)
    day.opened += 1


def a_file_is_loaded_while_its_worker_dies(day: Day) -> None:
    """The file's worker is killed in the middle; the file is loaded once all the same."""
    boss = day.people["boss"]
    rows = "\n".join(f"sales,{SHOPS[n % 5]},2026-12-{n % 27 + 1:02d},{n}.5" for n in range(ROWS))
    form = next(form for form in boss.forms("/data/") if form.action == "/data/upload/")
    assert boss.submit(form, [("files", "销售.csv", f"指标,单位,日期,数值\n{rows}\n".encode())])[0] == 302
    day.until(lambda: "导入中" in boss.get("/data/jobs/")[1] or "完成" in boss.get("/data/jobs/")[1], "nobody takes the file")
    day.server.kill(*day.server.children("data.worker"))
    day.until(lambda: "完成" in boss.get("/data/jobs/")[1], "the file was not loaded")


def the_server_dies_while_everybody_writes(day: Day) -> None:
    """Notes by the interface, each sent until it is confirmed; the server is killed under them and started anew."""
    writers = [*day.those("lead"), *day.those("admin")]
    left: list[int] = []

    def write(job: tuple[Person, int]) -> None:
        person, number = job
        if number == 3 and person.name == "lead_c":
            left.extend(day.server.crash())
            day.until(lambda: not any(map(is_alive, left)), "processes of a dead server go on")
            day.server.start()
        shop = person.unit or "a"
        assert person.note(day.tasks[f"clerk_{shop}{number}"], f"{person.name} {number}") == 200, person.name

    day.all(write, [(person, number) for number in range(CLERKS) for person in writers])  # type: ignore[arg-type]
    assert left


def work_is_verified_in_a_browser(day: Day, of: Callable[..., BrowserContext]) -> None:
    """Another person looks at each piece of work: one with a double click in a browser, the others by form, twice."""
    page = of("lead_a", viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{day.server.base}/ops/items/{day.tasks['clerk_a0']}/")
    page.locator("form.step:has(input[name=do][value=verify]) button").dblclick()
    expect(page.locator("main")).to_contain_text("已验证")
    for lead in day.those("lead"):
        status, text, _to = lead.get("/ops/inbox/")
        assert status == 200 and "<script>alert" not in text
    day.all(
        lambda clerk: day.people[f"lead_{clerk.unit}"].step(day.tasks[clerk.name], "verify"),
        [one for one in day.clerks() if one.name not in {"clerk_a0", "clerk_b0"}],
    )
    own = day.people["clerk_b0"].forms(f"/ops/items/{day.tasks['clerk_b0']}/")
    assert not any(form.sent.get("do") == "verify" for form in own), "nobody verifies their own"


def the_clock_jumps(day: Day) -> None:
    """An hour back; over midnight and the year's end; and back again from a year that was wrong."""
    lead, boss = day.people["lead_b"], day.people["boss"]
    item, numbers = day.tasks["clerk_b0"], []

    def notice(words: str) -> None:
        status, found = boss.call("POST", "/items", {"kind": "rectification", "title": words, "unit": "b", "key": words})
        assert status == 201, found
        numbers.append(found["number"])
        day.opened += 1

    year_end = (NEW_YEAR - datetime.now(UTC)).total_seconds()
    for number, seconds in enumerate((day.began - 3600, year_end - 60, year_end + 60, year_end + 40 * 86_400, day.began)):
        day.server.go(seconds)
        assert lead.note(item, f"钟 {number}") == 200
        notice(f"整改 {number}")
        for path in ("/", "/ops/", "/ops/calendar/", "/ops/gantt/", "/ops/cases/", "/ops/figures/", "/ops/inspections/", "/routines/"):
            assert boss.get(path)[0] == 200, (number, path)
    assert [one[:7] for one in numbers] == ["ZG-2026", "ZG-2026", "ZG-2027", "ZG-2027", "ZG-2026"]
    assert len(set(numbers)) == len(numbers)
    lead.step(item, "verify")


def the_ledger_is_right(day: Day) -> None:
    """Rows are folds, nothing confirmed is lost or there twice, numbers have no gaps, the facts are told everything."""
    boss = day.people["boss"]
    status, table = boss.call("GET", "/facts/metrics/sales", {"period": "2026-12"})
    assert status == 200 and float(table["rows"][0]["value"]) == sum({(n % 5, n % 27): n + 0.5 for n in range(ROWS)}.values())
    day.server.stop()
    found = json.loads(day.server.run("-m", "tests.browser.day.reckoning", str(day.server.home)))
    assert found["differing"] == [] and found["gaps"] == [] and found["failed"] == []
    told = [(item, token) for person in day.people.values() for item, token in person.told]
    assert len(told) == len(set(told)) and {token: item for item, token in told}.items() <= found["tokens"].items()
    tasks = set(day.tasks.values())
    assert {item: found["done"].get(item) for item in tasks} == dict.fromkeys(tasks, 1)
    assert {found["states"][item] for item in tasks} == {"verified"}
    assert all(found["evidence"][item] == 1 for item in tasks)
    assert [count for title, count in found["titles"].items() if title.startswith(("盘点", "投诉", "整改"))] == [1] * (len(tasks) + 3 + 6)
    assert found["opened"] == found["items"] and all(last == count for last, count in found["numbers"].values())
    assert found["unmirrored"] == 0 and found["refused"] == 0 and found["mirrored"] == found["events"]
    assert found["jobs"] == {"done": 1}
