# SPDX-License-Identifier: Apache-2.0
"""Opening the embedded warehouse of a home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.store import DuckWarehouse

if TYPE_CHECKING:
    from yunce.warehouse.intake import Source


def open_warehouse(home: Path, profiles: Sequence[Path], *, memory_bytes: int, clock: Callable[[], datetime]) -> DuckWarehouse:
    """The facts below `home`, made there if there are none; leftovers of a killed load are swept.

    `profiles` are folders of import profiles, later ones first in rank; they are read again for each load, so that a profile that
    was saved meanwhile counts. `memory_bytes` bounds a load as well as a question. `clock` gives the moment, naive, Asia/Shanghai.
    Raises `YunceError` where the home cannot be used.
    """

    def opener(path: Path, profile: str | None) -> Sequence[Source]:
        from yunce.warehouse.intake import open_sources, read_profiles  # reading files is not what a question waits for

        return open_sources(path, read_profiles(p for p in profiles if p.is_dir()), profile=profile, today=clock().date())

    return DuckWarehouse(Home(home.absolute()), opener, memory_bytes=memory_bytes, clock=clock)
