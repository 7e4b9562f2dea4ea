# SPDX-License-Identifier: Apache-2.0
"""A program that has read a file with all its threads before it serves, over an installation that reads again when a page asks for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polars as pl

from tests.web.fixture_installation import FixtureInstallation
from yunce.web.server import run_server


def read(home: Path) -> int:
    """Write a table, read it by streams and by columns; gives its rows."""
    file = home / f"table-{os.getpid()}.csv"  # workers read at once
    pl.DataFrame({"day": range(50_000), "sold": range(50_000)}).write_csv(file)
    by_week = pl.scan_csv(file).group_by(pl.col("day") // 7).agg(pl.col("sold").sum()).collect(engine="streaming")
    assert by_week["sold"].sum() == pl.read_csv(file)["sold"].sum()
    return pl.read_csv(file).height


def open_reading() -> FixtureInstallation:
    """The demo's fixture, opened after reading."""
    assert read(Path(os.environ["YUNCE_HOME"])) == 50_000
    return FixtureInstallation(demo=True)


if __name__ == "__main__":
    read(Path(sys.argv[1]))
    run_server(Path(sys.argv[1]), port=int(sys.argv[2]), workers=1)
