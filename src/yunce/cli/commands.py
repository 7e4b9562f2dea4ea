# SPDX-License-Identifier: Apache-2.0
"""All commands in one tree; each command's module is loaded with its group, heavy rooms only when a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from yunce import __version__
from yunce.cli import (
    agenda,
    checking,
    facts,
    money,
    people,
    plans,
    profiles,
    reading,
    registers,
    rounds,
    rules,
    sampling,
    serving,
    simulating,
    staffing,
    standing,
    working,
)
from yunce.cli.chinese import Group

app = typer.Typer(
    name="yunce",
    cls=Group,
    help="运策：让年度运营计划跑起来。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(plans.app, name="plan")
app.add_typer(profiles.app, name="profile")
app.add_typer(rules.app, name="rules")
app.add_typer(working.app, name="work")
facts.register(app)
reading.register(app)
checking.register(app)
standing.register(app)
agenda.register(app)
registers.register(app)
sampling.register(app)
people.register(app)
rounds.register(app)
money.register(app)
simulating.register(app)
staffing.register(app)
serving.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yunce {__version__}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号")] = False) -> None:
    """运策：让年度运营计划跑起来。所有数据都在 YUNCE_HOME（默认 ./data）。"""
