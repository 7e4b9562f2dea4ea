# SPDX-License-Identifier: Apache-2.0
"""The page on commands names every command and option, and none that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from tests.docs.pages import PAGES, page
from yunce.cli.commands import app

PAGE = page("docs/commands.md")
EVERYWHERE = {"--help", "--version"}


def commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command by its words, groups opened."""
    if not hasattr(group, "commands"):
        yield name, group
        return
    for word, command in group.commands.items():
        yield from commands(command, f"{name} {word}")


TREE = dict(commands(typer.main.get_command(app), "yunce"))


def options() -> set[str]:
    """Every long option of any command."""
    return {name for command in TREE.values() for p in command.params for name in p.opts if name.startswith("--")}


def test_every_command_is_on_the_page() -> None:
    assert not [name for name in TREE if f"`{name}" not in PAGE]


def test_every_option_is_on_the_page() -> None:
    assert not sorted(name for name in options() if name not in PAGE)


def test_no_page_names_a_command_that_is_not_there() -> None:
    known = {tuple(name.split()) for name in TREE}
    wrong = []
    for path in PAGES:
        for line in re.findall(r"(?:^|`|bin/)(yunce [a-z][a-z -]*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            words = tuple(line.split())
            if words[:2] not in known and words[:3] not in known:
                wrong.append(f"{path.name}: {line}")
    assert not wrong


def test_no_page_names_an_option_that_is_not_there() -> None:
    named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", PAGE))
    assert not named - options() - EVERYWHERE
