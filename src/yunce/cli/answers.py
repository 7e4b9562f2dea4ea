# SPDX-License-Identifier: Apache-2.0
"""What commands share: reading days and moments from options, ending with problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

import typer

from yunce.app.clock import SHANGHAI
from yunce.app.words import as_row
from yunce.cli.output import Format, print_json, print_problems
from yunce.values.problem import Problem, YunceError


def day_option(text: str | None, option: str) -> date | None:
    """The day of an option. Raises `YunceError` where the text is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise YunceError(Problem.of("app.day_invalid", option, value=text)) from e


def moment_option(text: str | None, option: str) -> datetime | None:
    """The moment of an option in Asia/Shanghai; a bare day means its end. Raises `YunceError` where the text is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as e:
        raise YunceError(Problem.of("app.moment_invalid", option, value=text)) from e
    if len(text) == len("2026-11-12"):
        return moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment.tzinfo else moment


def answer_problems(problems: Sequence[Problem], output: Format, code: int = 1) -> NoReturn:
    """Print problems in the asked format and end with an exit code."""
    if output is Format.JSON:
        print_json({"problems": [as_row(p) for p in problems]})
    else:
        print_problems(problems)
    raise typer.Exit(code)
