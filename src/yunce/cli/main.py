# SPDX-License-Identifier: Apache-2.0
"""The entry point `yunce`: every error ends in words and an exit code, never in a traceback."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yunce import __version__

if TYPE_CHECKING:
    from yunce.values.problem import Problem

WRONG = 1
UNREADABLE = 2
INTERRUPTED = 130
MADE_BEFORE_GARBAGE = 100_000
"""Objects that are made before any is looked over again: most of what a start makes stays, looking it over takes a sixth of the start."""


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 the input has errors, 2 it cannot be read, 3 part was rejected."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is loaded
        sys.stdout.write(f"yunce {__version__}\n")
        return
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(MADE_BEFORE_GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used; looking for them takes as long as reading a small plan
    heard = Interrupts()
    signal.signal(signal.SIGINT, heard)
    try:
        code = _run()
    except KeyboardInterrupt:  # while the command was still being loaded
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is done is done: leaving is not interrupted any more
    sys.exit(INTERRUPTED if code == UNREADABLE and heard.any else code)


class Interrupts:
    """Hears a Ctrl-C and remembers it: a library that is interrupted while it loads may raise something else in its place."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, *_: object) -> None:
        """Interrupt what runs."""
        self.any = True
        raise KeyboardInterrupt


def _run() -> int:
    """Run one command and give its exit code."""
    from yunce.app.errors import PlanWrong
    from yunce.cli.written import quick
    from yunce.values.problem import Problem, YunceError

    try:
        code = quick(sys.argv[1:])
        code = _of_tree() if code is None else code
        sys.stdout.flush()
    except PlanWrong as e:
        return _fail(e.problems, WRONG)
    except YunceError as e:
        return _fail(e.problems)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _unheard()
    except Exception:  # noqa: BLE001 - the one place where the unexpected is turned into words
        return _fail([Problem.of("app.internal", str(_log_crash()))])
    return code


def _of_tree() -> int:
    """Run a command of the tree of all commands and give its exit code."""
    from typer import Abort

    from yunce.cli.chinese import MISTYPED, is_help, usage_problem
    from yunce.cli.commands import tree

    try:
        code = tree("".join(sys.argv[1:2]))(prog_name="yunce", standalone_mode=False)
    except MISTYPED as e:
        return _help(str(e)) if is_help(e) else _fail([usage_problem(e)])
    except Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _fail(problems: Sequence[Problem], code: int = UNREADABLE) -> int:
    """Tell problems as the caller reads them, one JSON object where JSON was asked for; the exit code."""
    from yunce.app.words import as_row
    from yunce.cli.output import print_json, print_problems

    if _wants_json(sys.argv[1:]):
        print_json({"problems": [as_row(p) for p in problems]})
    else:
        print_problems(problems)
    return code


def _wants_json(words: Sequence[str]) -> bool:
    pairs = zip(words, [*words[1:], ""], strict=True)
    return any(word in {"--format=json", "--json"} or (word == "--format" and following == "json") for word, following in pairs)


def _help(text: str) -> int:
    sys.stdout.write(text + "\n")
    return 0


def _unheard() -> int:
    """Whoever read the output has left: nothing more is written, and nothing is wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
