# SPDX-License-Identifier: Apache-2.0
"""Chinese where the command line library speaks English: headings of the help, words for a command that was mistyped."""

from __future__ import annotations

from collections.abc import Mapping

import typer
from typer.core import TyperCommand, TyperGroup

from yunce.values.problem import Problem

MISTYPED: type[Exception] = typer.BadParameter.__mro__[1]
"""The library's error for a command that cannot be understood; `BadParameter` is one of its kinds."""

_HEADINGS: Mapping[str, str] = {
    "Usage: ": "用法:",
    "\nOptions:\n": "\n选项:\n",
    "\nCommands:\n": "\n命令:\n",
    "\nArguments:\n": "\n参数:\n",
    "Show this message and exit.": "显示这段说明。",
    "[default: ": "[默认 ",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 …",
}


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # the library's own context
        """The help text."""
        return _in_chinese(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # the library's own context
        """The help text."""
        return _in_chinese(super().get_help(ctx))


def is_help(error: Exception) -> bool:
    """True where the error is the help of a group that was called without a command."""
    return type(error).__name__ == "NoArgsIsHelpError"


def usage_problem(error: Exception) -> Problem:
    """What is wrong with a command line, as a problem with its place and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "yunce"
    kind, message = type(error).__name__, getattr(error, "message", str(error))
    code = {"NoSuchOption": "app.option_unknown", "MissingParameter": "app.argument_missing", "BadParameter": "app.value_unusable"}
    return Problem.of(code.get(kind, "app.usage"), _place(error), command=command, reason=message.removeprefix("Value error, "))


def _place(error: Exception) -> str:
    """The option or argument that an error is about, as people type it."""
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "option_name", "") or getattr(error, "param_hint", "") or "")
    options = [name for name in param.opts if name.startswith("-")]
    return str(options[-1] if options else param.metavar or param.name)


def _in_chinese(text: str) -> str:
    for english, chinese in _HEADINGS.items():
        text = text.replace(english, chinese)
    return text
