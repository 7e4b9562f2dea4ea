# SPDX-License-Identifier: Apache-2.0
"""My day asked by fifty people at once of the real server: `python benchmarks/users.py [ITEMS] [SECONDS]`.

The ledger is that of `work.py`; `YUNCE_HOME` keeps it from run to run. Each person has a connection and a session of their own, asks,
waits a second (on average, as people do) and asks again; then the same without waiting at all, which is as much as the machine can give.
Prints median and 95th percentile [ms] of whole answers, how many came in a second, and processor time [ms] an answer: of the server with
its helpers, and of the fifty askers, who share the machine with it (one process, one thread, so that they take little).
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import work

USERS, PATH, WARM_SECONDS = 50, "/ops/", 2.0
PAUSES = (1.0, 0.0)


def main(items: int = 1_000_000, seconds: float = 10) -> None:
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
        asyncio.run(_ask(port, cookies, WARM_SECONDS, 0.0))  # every worker has met the first question
        for pause in PAUSES:
            _tell(served.pid, port, cookies, seconds, pause)
    finally:
        served.terminate()
        served.wait()


def _tell(server: int, port: int, cookies: list[str], seconds: float, pause: float) -> None:
    before, own = _spent(server), time.process_time()
    taken = sorted(asyncio.run(_ask(port, cookies, seconds, pause)))
    own, spent = time.process_time() - own, _spent(server) - before
    median, p95 = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
    each = 1000 / len(taken)
    print(
        f"{PATH} {USERS} users, pause {pause} s: median {median:.1f} ms   p95 {p95:.1f} ms   {len(taken) / seconds:.0f} answers/s   "
        f"processor ms an answer: server {each * spent:.1f}, askers {each * own:.1f}   load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _spent(process: int) -> float:
    """Processor time of a process and of all that it started [s]; 0 where the system does not tell."""
    times, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(stat.parent.name)
        parents[number], times[number] = int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    found = {process}
    while more := {number for number, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(times.get(number, 0.0) for number in found)


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


async def _ask(port: int, cookies: list[str], seconds: float, pause: float) -> list[float]:
    """How long each answer took [s], from the first byte of the question to the last of the answer."""
    taken: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_person(port, number, cookie, until, pause, taken) for number, cookie in enumerate(cookies)))
    return taken


async def _person(port: int, number: int, cookie: str, until: float, pause: float, taken: list[float]) -> None:
    chance = random.Random(number)
    asked = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(chance.random() * pause)
    while (start := time.perf_counter()) < until:
        writer.write(asked)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200 "), head
        await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
        taken.append(time.perf_counter() - start)
        await asyncio.sleep(2 * pause * chance.random())
    writer.close()


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((int, float), sys.argv[1:], strict=False)))
