# SPDX-License-Identifier: Apache-2.0
"""A process that loads files and may kill itself at its n-th touch of the disk: `python killed.py HOME N FILE...`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.warehouse.facts import warehouse

TOUCHES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


def main() -> None:
    """Load; with N = 0 print how many touches that took."""
    home, limit, *files = sys.argv[1:]
    count = 0

    def touched(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHES and home in str(args[0]):
            count += 1
            if count == int(limit):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)
    facts = warehouse(Path(home))
    for file in files:
        facts.load([Path(file)])
    print(count)


if __name__ == "__main__":
    main()
