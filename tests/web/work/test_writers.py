# SPDX-License-Identifier: Apache-2.0
"""Two hundred processes write at once and every fourth is killed: nothing that was confirmed is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_two_hundred_writers_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "tests.web.work.writers", str(tmp_path), "200"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, text=True, check=False)
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
