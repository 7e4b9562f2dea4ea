# SPDX-License-Identifier: Apache-2.0
"""The pages in a real browser, served by the real server in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

expect.set_options(timeout=30_000)
"""[ms] A machine that does much else shows things late: what a test waits for may take its time."""
ROOT = Path(__file__).parents[2]
SERVE = """
import sys
from pathlib import Path
from yunce.web.server import make_sign_in_link, run_server
if __name__ == "__main__":
    home, port = Path(sys.argv[1]), int(sys.argv[2])
    run_server(home, port=port, workers=1)
"""
LINK = """
import sys
from pathlib import Path
from yunce.web.server import make_sign_in_link
print(make_sign_in_link(Path(sys.argv[1]), port=int(sys.argv[2])))
"""


def variables() -> dict[str, str]:
    """The environment of the server: the fixture installation as the demo."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    fixture = {"YUNCE_INSTALLATION": "tests.web.fixture_installation:open_fixture", "YUNCE_FIXTURE": "demo"}
    return {**os.environ, **fixture, "PYTHONPATH": path}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A home of the module's own, since its tests may change the plan, and the port that it is served on."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    script = home / "serve.py"
    script.write_text(SERVE, "utf-8")
    with subprocess.Popen([sys.executable, str(script), str(home), str(port)], env=variables()) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health/", process)
            yield home, port
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers; it says nothing when it is ready, so it is asked."""
    for _ in range(900):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            with_patience()
        else:
            return
    pytest.fail("the server did not answer")


def with_patience() -> None:
    """A tenth of a second, on a wait that nobody else ends."""
    left, right = socket.socketpair()
    with left, right:
        left.settimeout(0.1)
        try:
            left.recv(1)
        except TimeoutError:
            return


@pytest.fixture
def link(server: tuple[Path, int]) -> Callable[[], str]:
    """Makes a sign-in link, in a process of its own as the command line does."""

    def made() -> str:
        command = [sys.executable, "-c", LINK, str(server[0]), str(server[1])]
        return subprocess.run(command, env=variables(), capture_output=True, text=True, check=True).stdout.strip()

    return made


def send(button: Locator) -> None:
    """Press the button of a form; what it sends has been answered then, so that another page sees it."""
    page = button.page
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    page.wait_for_load_state()


class Walker:
    """A page that remembers everything that went wrong on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(f"{page.url}: {said.text}") if self._counts(said.type, said.text) else None)
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))

    @staticmethod
    def _counts(kind: str, text: str) -> bool:
        """An address that is asked for although nothing is there is told to the console: that one is on purpose."""
        return kind in {"error", "warning"} and "404" not in text

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def desk(browser: Browser, server: tuple[Path, int], link: Callable[[], str]) -> Iterator[Walker]:
    """Somebody signed in at a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    walker = Walker(context.new_page(), f"http://127.0.0.1:{server[1]}")
    walker.page.goto(link())
    yield walker
    context.close()
