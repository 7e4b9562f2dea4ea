# SPDX-License-Identifier: Apache-2.0
"""The company's server as `yunce serve` starts it, its processes, and what can befall them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
PATIENCE = 60


class Server:
    """One home, one port, one clock; started and ended as often as the day wants."""

    def __init__(self, home: Path) -> None:
        self.home, self.clock = home, home.parent / "ahead.txt"
        self.clock.write_text("0", "ascii")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def variables(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, (str(HERE / "clock"), str(ROOT), os.environ.get("PYTHONPATH", ""))))
        own = {"YUNCE_HOME": str(self.home), "DAY_CLOCK": str(self.clock), "PYTHONPATH": path}
        return {**os.environ, **own, **({"YUNCE_DATABASE_URL": url} if (url := os.environ.get("DAY_DATABASE_URL")) else {})}

    def run(self, *words: str) -> str:
        """A program of its own beside the server; what it says."""
        done = subprocess.run([sys.executable, *words], env=self.variables(), cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [str(Path(sys.executable).with_name("yunce")), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.variables(), cwd=ROOT, start_new_session=True)
        for _ in range(PATIENCE * 10):
            try:
                urllib.request.urlopen(f"{self.base}/health/", timeout=5).close()
            except OSError:
                assert self.process.poll() is None, "the server ended"
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not answer")

    def children(self, word: str = "") -> list[int]:
        """The processes that the server started, those whose command holds a word."""
        assert self.process is not None
        return [pid for pid in _below(self.process.pid) if word in _command(pid)]

    def kill(self, *pids: int) -> None:
        """As a machine that loses its patience does it."""
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

    def crash(self) -> list[int]:
        """The server's own process dies at once; those that it leaves behind."""
        assert self.process is not None
        left = _below(self.process.pid)
        self.process.kill()
        self.process.wait()
        return left

    def stop(self) -> None:
        """End it as somebody at the terminal does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def go(self, seconds: float) -> None:
        """Set the clock so many seconds ahead of the machine's; written whole or not at all."""
        staged = self.clock.with_suffix(".new")
        staged.write_text(str(seconds), "ascii")
        staged.replace(self.clock)


def is_alive(pid: int) -> bool:
    """True while a process runs; one that ended and waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _below(pid: int) -> list[int]:
    """The processes that one started, and those that these started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    found, last = [], [pid]
    while last:
        last = [child for child, parent in parents.items() if parent in last]
        found += last
    return found


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return ""
