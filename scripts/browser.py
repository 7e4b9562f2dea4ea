# SPDX-License-Identifier: Apache-2.0
"""See to a Chromium and a Chinese font for the browser tests: what is there, else Debian's packages, else the test runner's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from environment import PYTHON, ROOT, say

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ELSEWHERE = ("/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
OWN = ROOT / ".playwright"
"""Where the test runner's own download goes: inside the project."""

ADVICE = "browser tests need Chromium and a Chinese font; Debian and Ubuntu: sudo apt-get install chromium fonts-noto-cjk"


def find() -> str:
    """The path of a Chromium that starts: the one named by YUNCE_CHROMIUM, the system's, our own download; empty for none."""
    named = os.environ.get("YUNCE_CHROMIUM", "")
    own = [
        str(path) for path in sorted(OWN.glob("chromium*/chrome-*/*")) if path.name in {"chrome", "chrome-headless-shell", "headless_shell"}
    ]
    for path in (named, *(shutil.which(name) or "" for name in NAMES), *ELSEWHERE, *own):
        if path and _works([path, "--version"]):
            return path
    return ""


def has_chinese_font() -> bool:
    """True where a font with Chinese glyphs is installed; without one a page shows boxes and no test would notice."""
    if not shutil.which("fc-list"):
        return Path("/System/Library/Fonts").is_dir()
    done = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def provide() -> None:
    """Install what is missing where that is allowed; say in one line what a person has to install otherwise."""
    wanted = [name for name, present in (("chromium", find()), ("fonts-noto-cjk", has_chinese_font())) if not present]
    if not wanted:
        return
    if _as_root() is not None and shutil.which("apt-get"):
        say(f"installing {' and '.join(wanted)} for the browser tests")
        _apt(wanted)
    if not find():
        say("fetching the test runner's own Chromium")
        _works([str(PYTHON), "-m", "playwright", "install", "chromium"], {"PLAYWRIGHT_BROWSERS_PATH": str(OWN)})
    if not find() or not has_chinese_font():
        say(ADVICE)


def _as_root() -> list[str] | None:
    """What goes before a command that needs root: nothing for root, sudo where it asks no password, None elsewhere."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _works(["sudo", "-n", "true"]) else None


def _apt(packages: Sequence[str]) -> bool:
    """Install Debian packages, with fresh lists where the old ones do not do."""
    before = [*(_as_root() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    install = [*before, "install", "--no-install-recommends", *packages]
    return _works(install) or (_works([*before, "update"]) and _works(install))


def _works(command: Sequence[str], extra: dict[str, str] | None = None) -> bool:
    """True where a command ends well; its output is not shown."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **(extra or {})})
    except OSError:
        return False
    return done.returncode == 0
