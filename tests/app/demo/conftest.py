# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from yunce.app.demo.exports import write_exports
from yunce.app.demo.relabel import read_transactions

SHARE = 0.02


@pytest.fixture(scope="session")
def source() -> pl.DataFrame:
    """The source's rows of a fiftieth of the households."""
    return read_transactions(SHARE)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The exports of the same households."""
    return write_exports(tmp_path_factory.mktemp("exports"), share=SHARE)
