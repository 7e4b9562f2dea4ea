# SPDX-License-Identifier: Apache-2.0
"""The command as a process of its own: killed, interrupted, unheard, without a place to write."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import exports
from tests.cli.conftest import Run, rows, written

COMMAND = (sys.executable, "-c", "from yunce.cli.main import main; main()")


def start(folder: Path, *words: object, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "YUNCE_HOME": str(folder / "home"), **more}
    return subprocess.Popen([*COMMAND, *map(str, words)], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def big(path: Path, count: int = 60_000) -> Path:
    """Orders of one yuan each in September."""
    lines = (exports.classic(str(i), f"买家{i % 997}", "1.00", f"2026-09-{i % 30 + 1:02d} 10:00:00") for i in range(count))
    return written(path, exports.CLASSIC + "".join(lines), "gb18030")


@pytest.mark.parametrize("seconds", [1.5, 3.0])
def test_killed_half_way_and_loaded_again(yunce: Run, tmp_path: Path, seconds: float) -> None:
    file = big(tmp_path / "orders.csv")
    process = start(tmp_path, "load", file, "--format", "json")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    said = yunce("load", file, "--format", "json")
    batch = said.json["batches"][0]
    assert said.code == 0 and batch["loaded"] + batch["duplicate"] == 60_000
    numbers = yunce("metric", "gmv", "orders", "--pack", "ecommerce", "--period", "2026-09", "--format", "json")
    assert rows(numbers, "gmv", "orders") == [(60_000, 60_000)]


def test_whoever_reads_may_leave(tmp_path: Path) -> None:
    process = start(tmp_path, "plan", "schema")
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.wait(60) in (0, 1)
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


def test_interrupted(tmp_path: Path) -> None:
    process = start(tmp_path, "load", big(tmp_path / "orders.csv"), "--format", "json")
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert b"Traceback" not in out + err


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    written(tmp_path / "home", "taken")
    process = start(tmp_path, "load", "--list", "--format", "json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert json.loads(out)["problems"][0]["code"] == "app.home_unwritable"
    assert err == b""
