# SPDX-License-Identifier: Apache-2.0
"""How long a person waits for the program to say anything: `yunce --version`, `yunce --help`, against Python alone."""

from __future__ import annotations

import statistics
import sys

from measuring import YUNCE, fresh, report, rounds, seconds

MARK = 0.2


def median(*command: str) -> float:
    """Median wall seconds of a command, after one run that fills the caches."""
    fresh(command)
    return statistics.median(fresh(command).seconds for _ in range(2 * rounds() + 1))


def main() -> None:
    """Print the figures."""
    version = median(str(YUNCE), "--version")
    report(
        "start",
        {
            "yunce --version": seconds(version),
            "yunce --help": seconds(median(str(YUNCE), "--help")),
            "python -c pass": seconds(median(sys.executable, "-c", "pass")),
            "mark for --version": f"<= {seconds(MARK)}: {'met' if version <= MARK else 'missed'}",
        },
    )


if __name__ == "__main__":
    main()
