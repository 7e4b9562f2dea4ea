# SPDX-License-Identifier: Apache-2.0
"""Make `.venv` from the lock, with uv inside it, or with plain pip where uv cannot be had. Once done, a stamp says so."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from indexes import uv_settings
from interpreters import TESTED, Interpreter, find, probe

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".yunce-setup"


class SetupError(Exception):
    """Set-up cannot go on; the text is the one line that the reader needs."""


def say(text: str) -> None:
    """One short line of progress."""
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def set_up() -> None:
    """Make the environment complete: nothing to do in the common case, everything from scratch in the worst."""
    if _is_ready():
        return
    with _alone():
        if _is_ready():
            return
        say("setting up Yunce in .venv (once)")
        _provide_venv()
        _install_packages()
        _install_yunce()
        STAMP.write_text(_wanted_stamp(), encoding="utf-8")


def _wanted_stamp() -> str:
    """What the environment is made of: the lock, what the project says of its packaging, the place, the wanted Python."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaging = [settings["build-system"], settings["project"], settings["tool"]["hatch"]]
    made_of = [LOCK.read_text(encoding="utf-8"), packaging, str(VENV), _wanted_python()]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _wanted_python() -> str:
    """The Python asked for by `make setup PYTHON=...`; empty for the best that is found."""
    return os.environ.get("YUNCE_PYTHON", "")


def _is_ready() -> bool:
    """True where the stamp fits and the interpreter behind the environment still runs."""
    try:
        return STAMP.read_text(encoding="utf-8") == _wanted_stamp() and _runs()
    except OSError:
        return False


def _runs() -> bool:
    """True where the environment's Python starts (its base may have been removed) and the command is in place."""
    try:
        done = subprocess.run([str(PYTHON), "-I", "-S", "-c", ""], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and (VENV / "bin" / "yunce").exists()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the set-up lock, so that two runs at once wait for each other; freed by the system if we are killed."""
    import fcntl

    with (ROOT / ".setup.lock").open("w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another set-up is running: waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _provide_venv() -> None:
    """Keep a working `.venv` of a tested Python, else make it anew."""
    present = probe(PYTHON) if PYTHON.exists() else None
    wanted = _wanted_python()
    if present and not wanted and present.version[:2] in TESTED and _has_pip():
        return
    best, lacking = find(wanted)
    if best is None:
        raise SetupError(_no_python(wanted, lacking))
    if present and wanted and present.version == best.version and _has_pip():
        return
    _make_venv(best)


def _has_pip() -> bool:
    """True where the environment's own pip runs and was made here: the commands of one that was moved point to the old place."""
    try:
        is_at_home = str(VENV) in (VENV / "bin" / "pip").read_text(encoding="utf-8")
    except OSError:
        return False
    return is_at_home and subprocess.run([str(PYTHON), "-I", "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _no_python(wanted: str, lacking: Sequence[Interpreter]) -> str:
    """The one line for a machine without a usable Python."""
    if lacking:
        major, minor, _ = lacking[0].version
        return (
            f"Python {major}.{minor} at {lacking[0].path} has no venv with pip. "
            f"Debian and Ubuntu: sudo apt-get install python{major}.{minor}-venv, then run this again."
        )
    asked = f"{wanted} is not a usable Python 3.11 or later" if wanted else "no usable Python 3.11, 3.12 or 3.13 was found"
    return f"{asked}; install one, or name it: make setup PYTHON=/path/to/python3.13"


def _make_venv(interpreter: Interpreter) -> None:
    """A fresh environment of that Python in place of whatever is there."""
    version = ".".join(str(n) for n in interpreter.version)
    say(f"Python {version}: {interpreter.path}")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    _run([str(interpreter.path), "-m", "venv", str(VENV)], "the environment could not be made")


def _install_packages() -> None:
    """Everything in the lock, by hash; by uv, else by pip."""
    started = time.monotonic()
    names = set(re.findall(r"^([A-Za-z0-9][\w.-]*)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"installing {len(names)} locked packages")
    if not _install_with_uv():
        say("uv is not to be had here: using pip, which takes a minute longer")
        _install_with_pip()
    say(f"packages are in place ({time.monotonic() - started:.0f} s)")


def _install_with_uv() -> bool:
    """True where uv could be installed into the environment and made it equal to the lock."""
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "uv.txt"
        pinned.write_text(_pin("uv"), encoding="utf-8")
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
        if subprocess.run([*pip, "-r", str(pinned)], capture_output=True, check=False).returncode != 0:
            return False
    options = ("--quiet", "--require-hashes", "--compile-bytecode", "--index-strategy", "unsafe-best-match")
    sync = [*_uv(), "pip", "sync", *options, str(LOCK)]
    return subprocess.run(sync, capture_output=True, check=False, env=_uv_environment()).returncode == 0


def _install_with_pip() -> None:
    """Everything in the lock but uv, which this way does without."""
    with tempfile.TemporaryDirectory() as folder:
        rest = Path(folder) / "rest.txt"
        rest.write_text(LOCK.read_text(encoding="utf-8").replace(_pin("uv"), ""), encoding="utf-8")
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(rest)]
        _run(pip, "the locked packages could not be installed; is a package registry in reach?")


def _pin(name: str) -> str:
    """The lines of the lock that pin one package with its hashes."""
    pattern = rf"^{re.escape(name)}==.*(?:\n[ \t]+--hash=.*)+"
    found = re.search(pattern, LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SetupError(f"requirements.lock does not pin {name}; run: make lock")
    return found.group(0) + "\n"


def _install_yunce() -> None:
    """Yunce itself, editable, built without the network by the locked build backend."""
    if (VENV / "bin" / "uv").exists():
        command = [*_uv(), "pip", "install", "--quiet", "--offline", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    else:
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
        command = [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    _run(command, "Yunce itself could not be installed", env=_uv_environment())
    # compiled once: where Python may not keep bytecode by itself, every command would start seconds later
    _run([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "src")], "Yunce itself could not be compiled")


def _uv() -> list[str]:
    return [str(VENV / "bin" / "uv"), "--no-config"]


def _uv_environment() -> Mapping[str, str]:
    """The environment for uv: this `.venv`, no interpreter downloads, and the registry settings that pip has."""
    fixed = {"VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    return {**os.environ, **uv_settings(PYTHON, os.environ), **fixed}


def _run(command: Sequence[str], trouble: str, env: Mapping[str, str] | None = None) -> None:
    """Run a step quietly; where it fails, its own last lines follow ours."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        last = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()][-4:]
        raise SetupError("\n    ".join([trouble, *last]))
