# SPDX-License-Identifier: Apache-2.0
"""The entry point `yunce`: every error ends in words and an exit code, never in a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from yunce import __version__

UNREADABLE = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 the input has errors, 2 it cannot be read, 3 part was rejected."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is loaded
        sys.stdout.write(f"yunce {__version__}\n")
        return
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run())


def _run() -> int:
    from yunce.cli.commands import app
    from yunce.cli.output import print_problems
    from yunce.values.problem import Problem, YunceError

    try:
        app()
    except YunceError as e:
        print_problems(e.problems)
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - the one place where the unexpected is turned into words
        print_problems([Problem.of("app.internal", str(_log_crash()))])
        return UNREADABLE
    return 0


def _log_crash() -> Path:
    """Write the traceback beside the installation's data, else to the working folder's temporary place."""
    import tempfile
    import traceback

    home = Path(os.environ.get("YUNCE_HOME") or "data")
    folder = home if home.is_dir() and os.access(home, os.W_OK) else Path(tempfile.gettempdir())
    log = folder / "error.log"
    with log.open("a", encoding="utf-8") as out:
        out.write(traceback.format_exc() + "\n")
    return log.absolute()
