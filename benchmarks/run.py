# SPDX-License-Identifier: Apache-2.0
"""`make bench`: run every `bench_*.py` in a process of its own and write what they measured into docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from measuring import quick

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Measured:
    """What one line of a benchmark says."""

    name: str
    figures: Mapping[str, object]


def measure(script: Path) -> Iterator[Measured]:
    """The lines of one benchmark. Raises `CalledProcessError` where it fails."""
    done = subprocess.run([sys.executable, str(script), *sys.argv[2:]], stdout=subprocess.PIPE, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            yield Measured(said["name"], said["figures"])
    done.check_returncode()


def machine() -> str:
    """The machine in one line: what the figures depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def table(measured: Measured) -> str:
    """One benchmark's figures as a small table."""
    rows = [f"| {name} | {value} |" for name, value in measured.figures.items()]
    return "\n".join([f"### {measured.name}", "", "| | |", "| --- | --- |", *rows])


def write(found: list[Measured]) -> None:
    """Put the tables between the page's markers."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    scale = "A small run: it shows that everything works, its ratios mean little." if quick() else "Full size."
    body = "\n\n".join([f"{machine()}. {scale}", *map(table, found)])
    PAGE.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")


def main() -> int:
    """Run those named as the first argument (all by default); 1 where one failed, after the others have run."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    found: list[Measured] = []
    failed: list[str] = []
    for script in sorted(HERE.glob("bench_*.py")):
        if wanted not in script.stem:
            continue
        print(f"  {script.stem.removeprefix('bench_')}", flush=True)
        try:
            for one in measure(script):
                found.append(one)
                print("\n".join(f"    {name}: {value}" for name, value in one.figures.items()), flush=True)
        except subprocess.CalledProcessError as e:
            failed.append(script.stem)
            print(f"    failed with exit code {e.returncode}", flush=True)
    if not wanted and not failed:
        write(found)
        print(f"written to {PAGE.relative_to(HERE.parent)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
