# SPDX-License-Identifier: Apache-2.0
"""Packs and calendars on disk: those that ship with the product, and an installation's own beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from yunce.app.folders import shipped
from yunce.app.kept_trees import plain
from yunce.plan.packs import Pack, parse_pack
from yunce.values.calendar import Calendar, read_calendar
from yunce.values.problem import Problem, YunceError, has_errors

CALENDAR = "calendar.yaml"
CHINA = "calendar_cn"


def _yaml(folder: Traversable | Path) -> dict[str, str]:
    """The YAML files of a folder: name -> text, in order of their names."""
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return {item.name: item.read_text("utf-8") for item in found}


@cache
def pack_names() -> tuple[str, ...]:
    """The packs that can be named in a plan's `use`."""
    return tuple(sorted(name for name, folder in shipped().items() if folder.joinpath("pack.yaml").is_file()))


@cache
def read_pack(name: str) -> Pack:
    """A shipped pack. Raises `YunceError` where there is none of that name or its files are damaged."""
    if name not in pack_names():
        raise YunceError(Problem.of("app.pack_unknown", name, id=name, known="、".join(pack_names())))
    texts = {file: plain(text) for file, text in _yaml(shipped()[name]).items() if file != CALENDAR}
    pack, problems = parse_pack(texts)
    if pack is None or has_errors(problems):
        raise YunceError(*problems)
    return pack


class Packs(Mapping[str, Pack]):
    """Every pack by its name, each read when it is first looked at: a plan uses one or two of them."""

    def __getitem__(self, name: str) -> Pack:
        """The pack of a name. Raises `KeyError`; `YunceError` where its files are damaged."""
        if name not in pack_names():
            raise KeyError(name)
        return read_pack(name)

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(pack_names())

    def __len__(self) -> int:
        """How many there are."""
        return len(pack_names())

    def __contains__(self, name: object) -> bool:
        """True for a pack that is installed; it is not read for that."""
        return name in pack_names()


def read_packs() -> Mapping[str, Pack]:
    """Every pack by its name."""
    return Packs()


@cache
def read_calendars(home: Path, use: tuple[str, ...] | None = None) -> Calendar:
    """China's calendar with the packs' sales windows; years and events of `calendar/*.yaml` in the home replace them.

    `use` leaves the windows of other packs out: an airport has no week of 618.
    Raises `YunceError` naming what is wrong in a home's own file.
    """
    folders = shipped()
    using = sorted(folders) if use is None else sorted(set(use) & set(folders))
    windows = [folders[name].joinpath(CALENDAR) for name in using]
    texts = [*map(plain, (*_yaml(folders[CHINA]).values(), *(file.read_text("utf-8") for file in windows if file.is_file())))]
    own = home / "calendar"
    texts += _yaml(own).values() if own.is_dir() else ()
    calendar, problems = read_calendar(*texts)
    if has_errors(problems):
        raise YunceError(*problems)
    return calendar
