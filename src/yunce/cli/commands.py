# SPDX-License-Identifier: Apache-2.0
"""The tree of commands: the whole for help and mistyped words, one command alone where it is named; rooms are loaded when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Annotated

import typer

from yunce import __version__
from yunce.cli.chinese import Group

HOMES: Mapping[str, str] = {
    "plan": "plans",
    "profile": "profiles",
    "rules": "rules",
    "work": "working",
    "load": "facts",
    "read": "reading",
    "check": "checking",
    "metric": "standing",
    "breakdown": "standing",
    "status": "standing",
    "agenda": "agenda",
    "registers": "registers",
    "sample": "sampling",
    "appraise": "people",
    "round": "rounds",
    "pnl": "money",
    "simulate": "simulating",
    "staff": "staffing",
    "serve": "serving",
    "demo": "serving",
    "user": "serving",
}
"""The module of each command, in the order of the help. A group of commands is the `app` of its module."""


@cache
def tree(word: str = "") -> typer.Typer:
    """The command of a word with all that its module holds; every command where the word names none."""
    found = typer.Typer(
        name="yunce",
        cls=Group,
        help="运策：让年度运营计划跑起来。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    found.callback()(root)
    homes = {home: name for name, home in HOMES.items() if name == word or word not in HOMES}
    for home, name in homes.items():
        module = import_module(f"yunce.cli.{home}")
        if hasattr(module, "app"):
            found.add_typer(module.app, name=name)
        else:
            module.register(found)
    return found


def __getattr__(name: str) -> typer.Typer:
    """`app`: every command."""
    if name != "app":
        raise AttributeError(name)
    return tree()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yunce {__version__}")
        raise typer.Exit


def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号")] = False) -> None:
    """运策：让年度运营计划跑起来。所有数据都在 YUNCE_HOME（默认 ./data）。"""
