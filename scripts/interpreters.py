# SPDX-License-Identifier: Apache-2.0
"""Find a Python to build the environment from: the newest that runs, of the versions that Yunce is tested on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTED = ((3, 13), (3, 12), (3, 11))
"""Best first. A later version is taken only where none of these is found."""

_PROBE = """
import sys
try:
    import venv, ensurepip
    can = 1
except ImportError:
    can = 0
final = int(sys.version_info.releaselevel == "final")
print(sys.version_info[0], sys.version_info[1], sys.version_info[2], final, can, sys.executable, sep="\\t")
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that answered: its real path, its version, whether it can make environments with pip in them."""

    path: Path
    version: tuple[int, int, int]
    can_make_environments: bool

    @property
    def rank(self) -> int:
        """Position in the order of preference, 0 the best; later than any tested version, by age, where untested."""
        minor = self.version[:2]
        return TESTED.index(minor) if minor in TESTED else len(TESTED) + minor[1]


def probe(path: Path | str) -> Interpreter | None:
    """What a Python says of itself; None where it cannot be run (a shim that refuses), is too old or a preview."""
    try:
        done = subprocess.run(
            [str(path), "-I", "-c", _PROBE], capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    fields = done.stdout.strip().split("\t")
    if done.returncode != 0 or len(fields) != 6:
        return None
    major, minor, patch, final, can = (int(field) for field in fields[:5])
    if (major, minor) < TESTED[-1] or not final:
        return None
    return Interpreter(Path(fields[5]), (major, minor, patch), bool(can))


def candidates() -> Iterator[Path]:
    """Places where a Python may be: names on PATH, pyenv's and uv's folders, the usual prefixes, this very one."""
    names = [f"python{major}.{minor}" for major, minor in TESTED] + ["python3", "python"]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if folder:
            yield from (Path(folder) / name for name in names)
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
    share = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    managed = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or share / "uv" / "python")
    for folder in (pyenv / "versions", managed):
        yield from sorted(folder.glob("*/bin/python3"), reverse=True)
    for prefix in ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"):
        yield from (Path(prefix) / name for name in names)
    yield Path(sys.executable)


def find(wanted: str = "") -> tuple[Interpreter | None, tuple[Interpreter, ...]]:
    """The best usable Python (or the wanted one alone), and those that run but lack `venv` or `ensurepip`."""
    paths = [Path(wanted)] if wanted else list(candidates())
    found: dict[Path, Interpreter] = {}
    seen: set[Path] = set()
    for path in paths:
        if path in seen or not (wanted or path.is_file()):
            continue
        seen.add(path)
        answer = probe(path)
        if answer is not None:
            found.setdefault(answer.path, answer)
            if answer.rank == 0 and answer.can_make_environments:
                break
    usable = [one for one in found.values() if one.can_make_environments]
    lacking = tuple(one for one in found.values() if not one.can_make_environments)
    return min(usable, key=lambda one: (one.rank, -one.version[2]), default=None), lacking
