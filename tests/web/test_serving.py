# SPDX-License-Identifier: Apache-2.0
"""The real server in a process of its own: it answers whatever its program did before, sends files small, and stops when told."""

from __future__ import annotations

import gzip
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from yunce.web import server

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
STATIC = Path(server.__file__).parent / "static"
OPENER = {"YUNCE_INSTALLATION": "tests.web.fixture_reading:open_reading"}
LINK = "import sys, pathlib; from yunce.web import server; print(server.make_sign_in_link(pathlib.Path(sys.argv[1])))"


class Serving(NamedTuple):
    """A server that runs: its process, home and address."""

    process: subprocess.Popen[bytes]
    home: Path
    port: int

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an address."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(request, timeout=60) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def variables() -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, **OPENER, "PYTHONPATH": path}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tests.web.fixture_reading", str(home), str(port)]
    with subprocess.Popen(command, env=variables(), cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True) as process:
        found = Serving(process, home, port)
        try:
            _wait_for(found)
            yield found
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(found: Serving) -> None:
    for _ in range(300):
        try:
            found.ask("/health/")
        except OSError:
            assert found.process.poll() is None, "the server ended"
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer")


def test_a_page_that_reads_is_answered_after_reading(serving: Serving) -> None:
    command = [sys.executable, "-c", LINK, str(serving.home)]
    link = subprocess.run(command, env=variables(), cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    status, _, body = serving.ask(link.removeprefix("http://127.0.0.1:8000"))
    assert status == 200 and "达成" in body.decode()


def test_files_are_named_by_content_compressed_and_kept(serving: Serving) -> None:
    _, headers, page = serving.ask("/sign-in/", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in headers  # a page holds secrets, whose length compression would tell
    names = set(re.findall(r'"(/static/[^"]+\.(?:js|css))"', page.decode()))
    assert len(names) >= 4
    for name in names:
        _, headers, body = serving.ask(name, **{"Accept-Encoding": "gzip"})
        plain = re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name)
        assert plain != name and gzip.decompress(body) == (STATIC / plain.removeprefix("/static/")).read_bytes()
        assert "immutable" in headers["cache-control"] and headers["vary"] == "Accept-Encoding"
        assert serving.ask(name)[2] == gzip.decompress(body)


def test_a_program_of_another_version_is_collected_anew(serving: Serving) -> None:
    copy = serving.home / "static" / "ui" / "app.css"
    assert copy.read_bytes() == (STATIC / "ui" / "app.css").read_bytes()
    copy.write_text("/* of an older program */", "utf-8")
    code = "import sys, pathlib; from yunce.web import server; server.prepare(pathlib.Path(sys.argv[1])); server._collect_static_files()"
    subprocess.run([sys.executable, "-c", code, str(serving.home)], env=variables(), check=True)
    assert copy.read_bytes() == (STATIC / "ui" / "app.css").read_bytes()


def test_an_interrupt_from_the_terminal_ends_everything_at_once_and_silently(serving: Serving) -> None:
    os.killpg(serving.process.pid, signal.SIGINT)
    assert serving.process.wait(server.STOP_SECONDS / 2) == 0
    assert serving.process.stderr is not None
    assert serving.process.stderr.read().decode() == ""
    with pytest.raises(urllib.error.URLError):
        serving.ask("/health/")


def test_whoever_looks_around_a_demo_holds_every_post_of_its_plan(tmp_path: Path) -> None:
    asking = (
        "import sys, pathlib; from yunce.web import server; server.make_sign_in_link(pathlib.Path(sys.argv[1]));"
        "from yunce.web.accounts.models import Post; mine = Post.objects.filter(user__username='demo');"
        "print(*sorted(mine.values_list('role', flat=True)))"
    )
    fixture = {"YUNCE_INSTALLATION": "tests.web.fixture_installation:open_fixture", "PYTHONPATH": str(ROOT)}
    held = {
        kind: subprocess.run(
            [sys.executable, "-c", asking, str(tmp_path / kind)], env={**os.environ, **fixture, "YUNCE_FIXTURE": kind},
            capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout.split()
        for kind in ("demo", "")
    }  # fmt: skip
    assert held == {"demo": ["buyer", "cs_lead", "gm"], "": []}


ORPHAN = """
import multiprocessing, os, sys, threading
from yunce.web.parting import end_with_the_server
def work():
    end_with_the_server()
    sys.stdout.write(f"{os.getpid()}\\n")
    sys.stdout.flush()
    threading.Event().wait(60)
workers = [multiprocessing.get_context("fork").Process(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
threading.Event().wait(60)
"""


def test_workers_end_with_a_server_that_was_killed() -> None:
    """They hold the write end of each other's pipes: the last one that was started goes first."""
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert all(process.stdout.readline().strip().isdecimal() for _ in range(2))
        process.kill()
        ended, _, _ = select.select([process.stdout], [], [], 30)
        assert ended and process.stdout.read() == "", "nobody holds their output open any more"
