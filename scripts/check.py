# SPDX-License-Identifier: Apache-2.0
"""`make check`: lint, form, types, import contracts and the quick tests side by side; what fails is shown, what passes is a line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from environment import ROOT, VENV

QUICK = "not slow and not browser"
UNIT = tuple(f"tests/{room}" for room in ("values", "engine", "plan", "style", "docs"))
"""Rooms whose tests need no store, no pages and no network; `make test` runs the others too."""

PLUGINS = ("-p", "_hypothesis_pytestplugin", "-p", "xdist.plugin")
"""All that the quick tests need: loading the browser's and the web's plugins takes longer than many a room's tests."""

SPREAD = ("-n", "2", "--dist", "loadgroup") if (os.cpu_count() or 1) >= 4 else ()
"""With two cores, tests on one and types on the other end sooner than tests that start thrice."""

PARTS: dict[str, tuple[str, ...]] = {
    "types": ("mypy", "--no-error-summary"),
    "tests": ("pytest", *PLUGINS, *UNIT, "-m", QUICK, *SPREAD),
    "contracts": ("lint-imports", "--no-logo"),
    "lint": ("ruff", "check", "--quiet", "."),
    "form": ("ruff", "format", "--quiet", "--check", "."),
}
"""Longest first: they start in this order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one part ended: its name, exit code, seconds and everything it said."""

    name: str
    code: int
    seconds: float
    output: str


def run(name: str) -> Outcome:
    """One part, by the environment's own tool."""
    tool, *rest = PARTS[name]
    started = time.monotonic()
    done = subprocess.run(
        [str(VENV / "bin" / tool), *rest],
        cwd=ROOT,
        text=True,
        check=False,
        env={**os.environ, "HYPOTHESIS_PROFILE": "check", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )
    return Outcome(name, done.returncode, time.monotonic() - started, done.stdout)


def show(outcome: Outcome) -> None:
    """A line where it went well, with the tests' own closing line; all of it where it did not."""
    if outcome.code:
        print(outcome.output.rstrip())
    closing = outcome.output.rstrip().rpartition("\n")[2] if outcome.name == "tests" else ""
    print(f"{'FAILED' if outcome.code else 'ok':7}{outcome.name:10}{outcome.seconds:5.1f} s  {closing}".rstrip(), flush=True)


def main(arguments: list[str]) -> int:
    """Run every part (`--no-tests`: without the tests); 1 where any failed."""
    names = [name for name in PARTS if name != "tests" or "--no-tests" not in arguments]
    started = time.monotonic()
    failed = []
    with ThreadPoolExecutor(len(names)) as pool:
        for future in as_completed([pool.submit(run, name) for name in names]):
            show(future.result())
            if future.result().code:
                failed.append(future.result().name)
    verdict = f"failed: {', '.join(sorted(failed))}" if failed else "all good"
    print(f"{verdict} in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
