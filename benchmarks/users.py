# SPDX-License-Identifier: Apache-2.0
"""My day asked by fifty people at once of the real server: `python benchmarks/users.py [ITEMS] [SECONDS] [PAUSE]`.

The ledger is that of `work.py`. Each person is a thread with a connection and a session of their own, which asks, waits PAUSE seconds (on
average, as people do; 0 asks again at once) and asks again. Prints median and 95th percentile [ms] of the whole answer, how many answers a
second came, and what the machine was loaded with.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

import work

USERS, PATH = 50, "/ops/"


def main(items: int = 1_000_000, seconds: float = 10, pause: float = 1.0) -> None:
    """Make the ledger, serve it, ask, tell."""
    home = Path(os.environ.setdefault("YUNCE_HOME", tempfile.mkdtemp(prefix="yunce-bench-")))
    from yunce.web import server

    server.prepare(home)
    cookies = _cookies(random.Random(2).sample(work.people(home), USERS))
    work.fill(items)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen([Path(sys.executable).with_name("yunce"), "serve", "--port", str(port)])
    try:
        _wait(port)
        _ask(port, cookies, 1.0, 0.0)  # workers warm up
        taken = sorted(_ask(port, cookies, seconds, pause))
    finally:
        served.terminate()
        served.wait()
    median, p95 = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
    print(
        f"{PATH} {USERS} users, pause {pause} s: median {median:.1f} ms   p95 {p95:.1f} ms   {len(taken) / seconds:.0f} answers/s",
        end="   ",
    )
    print(f"load {os.getloadavg()[0]:.1f}")


def _cookies(people: list[object]) -> list[str]:
    from django.conf import settings
    from django.test import Client

    found = []
    for person in people:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        found.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return found


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def _ask(port: int, cookies: list[str], seconds: float, pause: float) -> list[float]:
    """How long each answer took [s]."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def person(number: int) -> None:
        chance = random.Random(number)
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(chance.random() * pause)
        while (start := time.perf_counter()) < until:
            line.request("GET", PATH, headers={"Cookie": cookies[number]})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            taken.append(time.perf_counter() - start)
            time.sleep(2 * pause * chance.random())

    threads = [threading.Thread(target=person, args=(number,)) for number in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((int, float, float), sys.argv[1:], strict=False)))
