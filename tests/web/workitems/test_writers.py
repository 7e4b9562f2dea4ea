# SPDX-License-Identifier: Apache-2.0
"""Two hundred processes write at once and every fourth is killed: nothing that was confirmed is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def ledger() -> Iterator[dict[str, str]]:
    """Where the writers write: a file in their home, or a new database of the server that `YUNCE_TEST_DATABASE_URL` names."""
    server = os.environ.get("YUNCE_TEST_DATABASE_URL", "")
    if not server:
        yield {}
        return
    psycopg = pytest.importorskip("psycopg")
    name = f"yunce_writers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {"YUNCE_DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
def test_two_hundred_writers_lose_nothing_and_double_nothing(tmp_path: Path, ledger: dict[str, str]) -> None:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "tests.web.workitems.writers", str(tmp_path), "200"]
    variables = {**os.environ, "PYTHONPATH": path, **ledger}
    done = subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert (found["failed"], found["doubled"], found["lost"], found["broken"], found["gaps"], found["unmirrored"]) == (
        0,
        0,
        [],
        0,
        False,
        0,
    )
    assert found["killed"] >= 20 and found["items"] >= found["confirmed"] > 300
