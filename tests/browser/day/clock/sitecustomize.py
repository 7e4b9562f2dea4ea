# SPDX-License-Identifier: Apache-2.0
"""Found by every Python that is started with this folder on its path: the product's clock is as far ahead as a file says."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

AHEAD = os.environ.get("DAY_CLOCK", "")
CLOCKS = {"django.utils.timezone", "yunce.app.clock"}


def ahead() -> timedelta:
    return timedelta(seconds=float(Path(AHEAD).read_text("ascii")))


class _Shifting(Loader):
    """Loads a module of clocks and puts its `now` ahead."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        found: ModuleType | None = self._own.create_module(spec)
        return found

    def exec_module(self, module: ModuleType) -> None:
        self._own.exec_module(module)
        real = module.now  # type: ignore[attr-defined]

        def now() -> datetime:
            found: datetime = real() + ahead()
            return found

        module.now = now  # type: ignore[attr-defined]


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name not in CLOCKS:
            return None
        found = PathFinder.find_spec(name, path, target)
        if found is not None and found.loader is not None:
            found.loader = _Shifting(found.loader)
        return found


if AHEAD:
    sys.meta_path.insert(0, _Finder())
