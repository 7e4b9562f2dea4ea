# SPDX-License-Identifier: Apache-2.0
"""Write `requirements.lock`: every package with its hashes, for all supported Pythons at once, and no registry's address."""

from __future__ import annotations

import os
import subprocess
import sys

from environment import LOCK, PYTHON, ROOT, VENV
from indexes import uv_settings

COMMAND = ("pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "pyproject.toml", "--group", "dev")
QUIET = ("--quiet", "--upgrade", "--custom-compile-command", "make lock")
INDEXES = ("--index-strategy", "unsafe-best-match", "--no-emit-index-url", "--no-emit-find-links")
"""The newest version wherever it lies, and no word of where that is."""


def main() -> int:
    """Compile the lock anew; refuse one that names an address."""
    variables = {**os.environ, **uv_settings(PYTHON, os.environ), "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    uv = str(VENV / "bin" / "uv")
    done = subprocess.run([uv, "--no-config", *COMMAND, *QUIET, *INDEXES, "--output-file", LOCK.name], cwd=ROOT, env=variables, check=False)
    if done.returncode == 0 and "://" in LOCK.read_text(encoding="utf-8"):
        sys.stderr.write("the lock names an address: do not commit it\n")
        return 1
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
