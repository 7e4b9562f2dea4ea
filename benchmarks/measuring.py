# SPDX-License-Identifier: Apache-2.0
"""What all benchmarks share: scale, fresh processes with their peak memory, ratios of A to B taken in turn, a line of JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUICK_SHARE = 50
MEBIBYTE = 1024 * 1024
YUNCE = Path(sys.executable).with_name("yunce")


def quick() -> bool:
    """True for a small run that shows only whether everything works: `make bench QUICK=1`."""
    return os.environ.get("QUICK", "") not in {"", "0"}


def scaled(full: int) -> int:
    """A number of rows at the asked scale."""
    return max(1, full // QUICK_SHARE) if quick() else full


def rounds() -> int:
    """How often A and B are measured in turn."""
    return 2 if quick() else 5


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall seconds from start to end, the highest resident memory in bytes, what it wrote, seconds of processor time."""

    seconds: float
    peak: int
    output: str
    processor: float = 0.0


def fresh(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> Run:
    """Run a command in a process of its own. Raises `CalledProcessError` where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True, env={**os.environ, **(extra or {})})
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, [str(part) for part in command], output)
    unit = 1 if platform.system() == "Darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit, output, usage.ru_utime + usage.ru_stime)


def python(code: str, *arguments: str | Path) -> tuple[str, ...]:
    """The command for a piece of Python in a fresh process of this environment."""
    return (sys.executable, "-c", code, *(str(one) for one in arguments))


@dataclass(frozen=True, slots=True)
class Compared:
    """A against B: the median of the ratios A/B of rounds in which both ran, and each one's median seconds."""

    ratio: float
    a: float
    b: float


def compare(a: Callable[[], float], b: Callable[[], float], times: int | None = None) -> Compared:
    """Seconds of A and of B, measured in turn so that what disturbs the machine disturbs both."""
    pairs = [(a(), b()) for _ in range(times or rounds())]
    ratios = [left / right for left, right in pairs]
    return Compared(statistics.median(ratios), *(statistics.median(side) for side in zip(*pairs, strict=True)))


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(name: str, figures: Mapping[str, object]) -> None:
    """The one line that a benchmark prints."""
    print(json.dumps({"name": name, "figures": dict(figures)}, ensure_ascii=False), flush=True)


def seconds(value: float) -> str:
    """Seconds as a reader wants them."""
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"


def megabytes(value: int) -> str:
    """Bytes as MB."""
    return f"{value / MEBIBYTE:.0f} MB"
