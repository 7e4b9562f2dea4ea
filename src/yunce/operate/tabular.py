# SPDX-License-Identifier: Apache-2.0
"""Tables as people fill them in: columns found by what they are called, cells read as numbers, money, days; what is wrong told by row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, overload

from yunce.values.period import Period, read_period
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity, read_quantity
from yunce.values.writing import trimmed

UNIT_WORDS = (
    *(
        "unit",
        "单位",
        "部门",
        "所属部门",
        "中心",
        "责任中心",
        "成本中心",
        "核算单位",
        "事业部",
        "科室",
        "门店",
        "网点",
        "机构",
        "分公司",
        "班组",
    ),
    *("centre", "center", "cost_center", "department", "dept", "branch", "store"),
)
"""What people call the column of the unit that a row is of."""
BLANK = frozenset({"", "-", "–", "—", "/", "\\", "无", "未报", "未报送", "n/a", "na", "null", "none"})
"""What people write where nothing is known: not reported, never zero."""
PLAIN = re.compile(r"^-?\d{1,15}(?:\.\d{1,12})?$", re.ASCII)
BINARY = re.compile(r"^-?\d{1,15}(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$", re.ASCII)
"""What workbooks store as 0.30000000000000004 or 1e-05 is rounded to ten places."""
LARGEST = Decimal(10) ** 15
"""No cell of such a table holds more: what is above is no number but a slip."""
NUMERALS = frozenset("零〇一二三四五六七八九十百千两")
"""Half of a number in digits and half in words is no unit: `9六`."""
Names = Mapping[str, tuple[str, ...]]
"""A field and the headers under which it is found."""
Read = TypeVar("Read")
Line = tuple[int, Mapping[str, str]]
"""The line that a row stands on (counted from 1, the headers included), and its cells by header."""


@dataclass(frozen=True, slots=True)
class Columns(Sequence[Line]):
    """Rows kept as columns: a row is put together when it is looked at."""

    lines: Sequence[int]
    cells: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[i] for i in range(len(self))[index]]
        return self.lines[index], {header: column[index] for header, column in self.cells.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headers, its rows."""

    name: str = ""
    header: tuple[str, ...] = ()
    rows: Sequence[Line] = ()

    @property
    def is_empty(self) -> bool:
        """True where there is no row."""
        return not self.rows

    def columns(self) -> Columns:
        """The same cells by column, without blanks at their ends; rows that are blank throughout are left out."""
        if isinstance(self.rows, Columns):
            return self.rows
        kept = [(line, [cells.get(h, "").strip() for h in self.header]) for line, cells in self.rows]
        kept = [(line, cells) for line, cells in kept if any(cells)]
        return Columns([line for line, _ in kept], {h: [cells[i] for _, cells in kept] for i, h in enumerate(self.header)})


@dataclass(slots=True)
class Reading:
    """A sheet being read: its columns by field, and what was wrong so far."""

    sheet: Sheet
    columns: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    names: Names = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, names: Names) -> Reading:
        """A sheet whose columns are looked for under their names, blanks and case aside."""
        by_form = {form_of(header): header for header in reversed(sheet.header)}
        found = {name: [by_form[form_of(word)] for word in words if form_of(word) in by_form] for name, words in names.items()}
        return cls(sheet, {name: headers[0] for name, headers in found.items() if headers}, names=names)

    def has(self, *names: str) -> bool:
        """True where every field has a column."""
        return all(name in self.columns for name in names)

    def need(self, *names: str) -> bool:
        """True where every field has a column; else a problem names those that are missing."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            wanted = "、".join(self._called(name) for name in missing)
            self.problems.append(
                Problem.of("table.column_missing", self.sheet.name, columns=wanted, found="、".join(self.sheet.header) or "-")
            )
        return not missing

    def _called(self, name: str) -> str:
        """A field as people would write its header: the first name that is no code, with the code behind it."""
        words = self.names.get(name, ())
        return next((f"{word}（{name}）" for word in words if not word.isascii()), name)

    def each(self, name: str, read: Callable[[str], Read | Problem]) -> list[Read | None]:
        """A field of every row, each text read once: `None` where it is blank, where nobody has such a column, or unreadable (noted)."""
        header, table = self.columns.get(name, ""), self.sheet.columns()
        cells = table.cells.get(header)
        if cells is None:
            return [None] * len(table)
        known = {text: read(text) for text in set(cells) if text.lower() not in BLANK}
        wrong = {text for text, value in known.items() if isinstance(value, Problem)}
        if wrong:
            for (line, row), text in zip(table, cells, strict=True):
                if text in wrong:
                    code = problem_code(known[text])
                    Row(self, line, row).wrong(code, header, value=text[:40])
        sound: dict[str, Read] = {text: value for text, value in known.items() if not isinstance(value, Problem)}
        return [sound.get(text) for text in cells]

    def wrong(self, line: int, code: str, **params: object) -> None:
        """Note what is wrong in the row on a line."""
        words = tuple((name, str(value)) for name, value in params.items())
        self.problems.append(Problem(code, f"{self.sheet.name}:{line}", words))

    def texts(self, name: str) -> Sequence[str]:
        """A field of every row as it stands; empty texts where nobody has such a column."""
        table = self.sheet.columns()
        return table.cells.get(self.columns.get(name, ""), [""] * len(table))

    def sorted_problems(self) -> tuple[Problem, ...]:
        """What was wrong, by the line that it stands on: columns are read one after another."""
        return tuple(sorted(self.problems, key=lambda problem: _line_of(problem.path)))

    def rows(self) -> Iterator[Row]:
        """The rows that are not blank."""
        for line, cells in self.sheet.rows:
            if any(cell.strip() for cell in cells.values()):
                yield Row(self, line, cells)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a reading."""

    reading: Reading
    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field's cell; empty where there is no such column."""
        column = self.reading.columns.get(name, "")
        return trimmed(self.cells.get(column, "")) if column else ""

    def number(self, name: str, *, column: str = "") -> Decimal | None:
        """A field's number; `None` where it is blank, or unreadable (noted)."""
        return self.read(column or self.reading.columns.get(name, ""), number_of)

    def period(self, name: str) -> Period | None:
        """A field's period; `None` where it is blank, or unreadable (noted)."""
        return self.read(self.reading.columns.get(name, ""), period_of)

    def wrong(self, code: str, column: str, **params: object) -> None:
        """Note what is wrong in a cell of this row."""
        place = f"{self.reading.sheet.name}:{self.line}"
        words = tuple((name, str(value)) for name, value in params.items())
        self.reading.problems.append(Problem(code, place, (("column", column), *words)))

    def read(self, column: str, read: Callable[[str], Read | Problem]) -> Read | None:
        """The cell under a header, read; `None` where it is blank, or unreadable (noted)."""
        text = self.cells.get(column, "").strip() if column else ""
        if text.lower() in BLANK:
            return None
        found = read(text)
        if isinstance(found, Problem):
            self.wrong(problem_code(found), column, value=text[:40])
            return None
        return found


def problem_code(found: object) -> str:
    """What is wrong with a cell: what its reader says where that is a code of tables, else that it cannot be read."""
    return found.code if isinstance(found, Problem) and found.code.startswith("table.") else "table.cell_unreadable"


def _line_of(place: str) -> int:
    _, _, line = place.rpartition(":")
    return int(line) if line.isdecimal() else 0


def form_of(header: str) -> str:
    """A header as it is compared: full width made plain, lower case, without blanks, brackets and what stands in them."""
    plain = unicodedata.normalize("NFKC", header).lower()
    return "".join(plain.split("(")[0].split()).replace("_", "")


@lru_cache(maxsize=1 << 16)
def number_of(text: str) -> Decimal | Problem:
    """A number as a spreadsheet holds it: `1,234.50`, `96%`, `1.2万`, `-30元`."""
    if PLAIN.match(text):
        return Decimal(text)
    if BINARY.match(text):
        exact = Decimal(text)
        return round(exact, 10).normalize() + 0 if abs(exact) < LARGEST else Problem.of("quantity.not_a_number", stated=text[:40])
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    negative = plain.startswith("(") and plain.endswith(")")
    found = read_quantity(plain.strip("()") if negative else plain)
    if isinstance(found, Quantity) and found.amount.is_finite() and NUMERALS.isdisjoint(found.unit):
        return -found.amount if negative else found.amount
    return found if isinstance(found, Problem) else Problem.of("quantity.not_a_number", stated=text[:40])


def period_of(text: str) -> Period | Problem:
    """A period or a day: `2026-11`, `2026年11月`, `2026/11/05`, `202611`."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix(" 00:00:00").replace("/", "-").replace(".", "-")
    for word, sign in (("年", "-"), ("月", "-"), ("日", "")):
        plain = plain.replace(word, sign)
    parts = plain.strip("-").split("-")
    if len(parts) == 1 and len(plain) == 6 and plain.isdigit():
        parts = [plain[:4], plain[4:]]
    if len(parts) in {2, 3} and all(part.isdigit() for part in parts):
        plain = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    return read_period(plain)
