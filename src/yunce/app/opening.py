# SPDX-License-Identifier: Apache-2.0
"""Opening an installation, or its facts alone: settings from the environment, rooms loaded when they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yunce.app.clock import now
from yunce.app.folders import profile_folders
from yunce.app.settings import Settings
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.app.installation import Installation
    from yunce.warehouse.port import Warehouse


def open_installation(settings: Settings | None = None) -> Installation:
    """The installation of `YUNCE_HOME`, its folder made where it is new. Raises `YunceError` where it cannot be."""
    from yunce.app.installation import Installation

    return Installation(_with_home(settings))


def has_facts(settings: Settings) -> bool:
    """True where the home may hold facts; where not, nothing need be opened to know that they are unknown."""
    from yunce.warehouse.port import FACTS_FOLDER

    return (settings.home / FACTS_FOLDER).is_dir()


def open_facts(settings: Settings | None = None) -> Warehouse:
    """The facts of `YUNCE_HOME` alone: a load needs neither plans nor what is worked out from them. Raises `YunceError`."""
    from yunce.warehouse.duckdb.opening import open_warehouse

    settings = _with_home(settings)
    return open_warehouse(settings.home, profile_folders(settings.home), memory_bytes=settings.memory_bytes, clock=now)


def _with_home(settings: Settings | None) -> Settings:
    """The settings, with the folder of the home there. Raises `YunceError`."""
    settings = settings or Settings.read()
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise YunceError(Problem.of("app.home_unwritable", str(settings.home), reason=e.strerror or str(e))) from e
    return settings
