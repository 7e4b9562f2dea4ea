# SPDX-License-Identifier: Apache-2.0
"""The built wheel is whole: it carries its data files, and its command runs outside the source tree."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.style.sources import PACKAGE, ROOT

pytestmark = pytest.mark.slow

NOT_SHIPPED = {".pyc", ".po", ".md"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (found,) = folder.glob("yunce-*.whl")
    return found


def test_every_file_of_the_package_is_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED and "__pycache__" not in path.parts
    }
    assert not wanted - names
    kinds = {Path(name).suffix for name in names}
    assert {".py", ".yaml", ".html", ".css", ".js"} <= kinds


def test_nothing_else_is_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if not re.match(r"yunce/|yunce-[\d.]+\.dist-info/", name)]
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names if "dist-info/licenses" in name}


def test_the_command_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """A fresh environment; the dependencies are lent by this one, so that no network is needed."""
    made = tmp_path / "venv"
    venv.create(made, with_pip=True)
    python = made / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = made.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = subprocess.run([python, "-c", "import yunce; print(yunce.__file__)"], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert where.stdout.startswith(str(made))
    done = subprocess.run([made / "bin" / "yunce", "--version"], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert re.search(r"\d+\.\d+\.\d+", done.stdout)
