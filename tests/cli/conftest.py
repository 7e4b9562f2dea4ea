# SPDX-License-Identifier: Apache-2.0
"""The command line in one process: a fresh installation for each test, and what a command printed."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from yunce.cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def csv(self) -> list[dict[str, str]]:
        """Standard output as rows."""
        return list(csv.DictReader(io.StringIO(self.out)))


Run = Callable[..., Said]


@pytest.fixture
def yunce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a fresh home; the working folder is the test's own."""
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["yunce", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


def rows(said: Said, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of a metric answer; numbers as decimals, unknown as `None`."""
    assert said.code == 0, said.err or said.out
    return [tuple(_number(row[name]) for name in columns) for row in said.json["rows"]]


def _number(value: str | None) -> Decimal | str | None:
    is_number = value is not None and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
    return Decimal(value) if value is not None and is_number else value


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with a text."""
    path.write_bytes(text.encode(encoding))
    return path


def sheet(path: Path, table: Sequence[Sequence[object]]) -> Path:
    """A workbook with one sheet."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for line, cells in enumerate(table):
            for column, cell in enumerate(cells):
                page.write(line, column, cell)
    return path
