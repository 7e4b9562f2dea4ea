# SPDX-License-Identifier: Apache-2.0
"""Tables as records: for each cell the headers above it, the labels left of it, the unit, the owner, the group and the caption."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from yunce.reader.blocks import Document
from yunce.reader.grid_units import is_unit_column, unit_between, unit_in, unit_line
from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.table_captions import introduced, title_unit
from yunce.values.light import light

_OWNER = re.compile(
    r"责任(?!制|目标|指标|书)|权责|负责|牵头|主责|主办|承办|承担(?:人|部门|单位)|执行(?:人|部门|单位)|归口|主管(?:部门|单位)|落实(?:人|部门)"
)
_ORDINAL = re.compile(r"序号|编号|^NO\.?$|^#$|^序$|^项次$", re.IGNORECASE)
_REMARK = re.compile(r"备注|说明|^注$|依据|联系|签字|签名|产出(?!率|比|值)|交付物|成果(?:物|形式)?$")
_SUM = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计|总和")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(r"(?:19|20)\d\d(?=[一-鿿])")
"""A year that a word follows: 2026实际, 2027目标."""
_GROUP_MARK = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])")
_NAMES_ROWS = re.compile(r"(?:考核)?(?:指标|项目|科目)(?:名称)?|名称")
_MOST_HEADERS = 4
_LONGEST_HEADER = 24
_LONGEST_LABEL = 30
_LONGEST_NAME = 16
_WIDEST = 64
_EMPTY = re.compile(r"[\s\-—–/～~*.·…]*")
"""Cells that say that there is nothing."""
_PERIOD = re.compile(r"季度|月|年|Q\d")


@light
@dataclass(frozen=True, slots=True)
class CellContext:
    """What surrounds a cell: headers from the top, labels from the left, the unit they give, the row's owner.

    `stub` is the header of the nearest label's column, `group` the row above that heads this one, `is_band` a column of bounds.
    """

    headers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit: str = ""
    owner: str = ""
    is_header: bool = False
    is_ordinal: bool = False
    heading: str = ""
    stub: str = ""
    group: str = ""
    is_band: bool = False
    is_label: bool = False
    is_given: bool = False
    """True in a row that a bound of a scale heads: what stands there is what the bound gives."""
    stubs: tuple[str, ...] = ()
    """The header of each label's column."""
    beside: tuple[str, ...] = ()
    """The nearest headers of the other columns."""


def cells_of(document: Document, mentions: Mapping[int, Sequence[Mention]]) -> dict[int, CellContext]:
    """The context of each table cell by its block's index; `mentions` are those of each block."""
    tables: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(document.blocks):
        if block.cell:
            tables[block.cell.table].append(at)
    found: dict[int, CellContext] = {}
    unit = title_unit(document)
    for indices in tables.values():
        grid = Grid(document, indices, mentions, unit)
        found.update((at, grid.context(at)) for at in indices)
    return found


class Grid:
    """One table: what stands at each place, merged cells at every place that they cover."""

    def __init__(self, document: Document, indices: list[int], mentions: Mapping[int, Sequence[Mention]], title_unit: str) -> None:
        self._title_unit = title_unit
        self._blocks = document.blocks
        self._words = {at: document.words(document.blocks[at]).strip() for at in indices}
        self._mentions = mentions
        self._values: dict[int, bool] = {}
        self._left: dict[tuple[int, int], list[int]] = {}
        self._named: dict[tuple[int, ...], tuple[tuple[str, ...], str, tuple[str, ...]]] = {}
        self._caption, self._line_unit = introduced(document, indices[0])
        self._at: dict[tuple[int, int], int] = {}
        self._rows: dict[int, list[int]] = defaultdict(list)
        for at in indices:
            cell = self._blocks[at].cell
            if cell is not None:
                self._rows[cell.row].append(at)
        for at in indices:
            self._spread(at, max(self._rows, default=0))
        self._width = max((column for _, column in self._at), default=-1) + 1
        self._title = self._titles()
        self._head = self._header_end()

    def _spread(self, at: int, last: int) -> None:
        """Put a cell at every place that it covers, as far as the table reaches."""
        cell = self._blocks[at].cell
        if cell is not None:
            for row in range(cell.row, min(cell.row + cell.rows, last + 1)):
                self._at.update(((row, column), at) for column in range(cell.column, cell.column + min(cell.columns, _WIDEST)))

    def context(self, at: int) -> CellContext:
        """What surrounds one cell."""
        cell = self._blocks[at].cell
        if cell is None:
            return CellContext()
        caption = self._full_caption
        headers = self._headers[cell.column] if cell.row >= self._head else ()
        if cell.row < self._head:
            return CellContext(is_header=True, heading=caption)
        labels, stub, stubs = self._named_by(tuple(self._label_cells(cell.row, cell.column)))
        return CellContext(
            headers, labels, self._unit(cell.row, headers, labels), self._owner(cell.row), False,
            bool(headers) and cell.column in self._ordinal_columns, caption, stub, self._groups.get(cell.row, ""),
            cell.column in self._bands, self._names_row(at, cell.column, headers),
            cell.column not in self._bands and any(band < cell.column for band in self._bands),
            stubs, self._beside.get(cell.column, ()),
        )  # fmt: skip

    def _named_by(self, label_cells: tuple[int, ...]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """The words of label cells, the header over the nearest of them and the headers over all: the same for most cells of a row."""
        known = self._named.get(label_cells)
        if known is None:
            stubs = tuple(self._header_over(one) for one in label_cells)
            labels = tuple(self._words[one] for one in label_cells)
            known = self._named[label_cells] = (labels, stubs[-1] if stubs else "", stubs)
        return known

    @cached_property
    def _full_caption(self) -> str:
        """What stands above the table and in its first rows."""
        return " ".join(filter(None, (self._caption, *(self._words[one] for row in range(self._title) for one in self._rows[row]))))

    @cached_property
    def _ordinal_columns(self) -> frozenset[int]:
        """Columns of numbers of rows."""
        return frozenset(column for column, headers in self._headers.items() if any(_ORDINAL.search(words) for words in headers))

    def _names_row(self, at: int, column: int, headers: Sequence[str]) -> bool:
        """True for a short cell of words in the column that names the rows: a number in it is part of the name."""
        if self._is_value(at) or self._width <= 1 or self._head <= self._title or len(self._words[at]) > _LONGEST_NAME:
            return False
        return column == 0 or any(_NAMES_ROWS.fullmatch(words.strip()) for words in headers)

    def _titles(self) -> int:
        """How many rows at the top are one cell alone: captions."""
        row = 0
        while self._width > 1 and row in self._rows and len(self._filled(row)) == 1 and not self._is_value(self._filled(row)[0]):
            row += 1
        return row if row in self._rows else 0

    def _header_end(self) -> int:
        """The first row that holds values. Below the first header row only such rows are headers that a merged header reaches into."""
        row = self._title
        while row in self._rows and row - self._title < _MOST_HEADERS:
            if row > self._title and not self._reaches(row):
                break
            filled = self._filled(row)
            if not filled or any(self._is_value(at) or len(self._words[at]) > _LONGEST_HEADER for at in filled):
                break
            row += 1
        return row if row in self._rows and len(self._rows) - self._title > 1 else self._title

    def _reaches(self, row: int) -> bool:
        """True for a row under a header that covers several columns or also this row."""
        upper = [cell for at in self._rows[row - 1] if (cell := self._blocks[at].cell)]
        columns = [column for column in range(self._width) if (row, column) in self._at]
        covered = any(self._at[row, column] == self._at.get((row - 1, column)) for column in columns)
        return covered or (any(cell.columns > 1 for cell in upper) and len(self._filled(row)) > 1)

    def _filled(self, row: int) -> list[int]:
        return [at for at in self._rows[row] if self._words[at]]

    def _is_value(self, at: int) -> bool:
        """True for a cell that is a number, hardly anything else; a year is a name."""
        if at not in self._values:
            is_year = _YEAR.fullmatch(self._words[at]) is not None
            self._values[at] = self._is_among_numbers(at) if is_year else self._is_number(at)
        return self._values[at]

    def _is_among_numbers(self, at: int) -> bool:
        """True for four digits behind the first column of a row that holds other numbers: 2043 beside 3988 is no year."""
        cell = self._blocks[at].cell
        if cell is None or not cell.column:
            return False
        return any(other != at and not _YEAR.fullmatch(self._words[other]) and self._is_value(other) for other in self._rows[cell.row])

    def _is_number(self, at: int) -> bool:
        words = self._words[at]
        known = [one for one in self._mentions.get(at, ()) if one.sort in {"quantity", "ratio"} and one.value and one.value.is_known]
        if (
            _OF_YEAR.match(words)
            and len(known) == 1
            and known[0].value
            and not known[0].value.unit
            and known[0].value.low == int(words[:4])
        ):
            return False
        return bool(known) and sum(one.end - one.start for one in known) * 5 >= len(words) * 3

    def _is_date(self, at: int) -> bool:
        dates = [one for one in self._mentions.get(at, ()) if one.sort in {"date", "cadence", "offset", "clock"}]
        return bool(dates) and sum(one.end - one.start for one in dates) * 5 >= len(self._words[at]) * 3

    @cached_property
    def _headers(self) -> dict[int, tuple[str, ...]]:
        """The header words of each column from the top, each once."""
        found: dict[int, tuple[str, ...]] = {}
        for column in range(self._width):
            cells = dict.fromkeys(at for row in range(self._title, self._head) if (at := self._at.get((row, column))) is not None)
            found[column] = tuple(words for at in cells if (words := self._words[at]))
        return found

    @cached_property
    def _owner_columns(self) -> tuple[int, ...]:
        found = tuple(column for column, headers in self._headers.items() if any(_OWNER.search(words) for words in headers))
        return () if found == (0,) and self._first_values == 1 else found

    @cached_property
    def _unit_columns(self) -> tuple[int, ...]:
        return tuple(column for column, headers in self._headers.items() if any(is_unit_column(words) for words in headers))

    @cached_property
    def _aside_columns(self) -> frozenset[int]:
        """Columns whose words name nothing: numbers of rows, units, owners, remarks."""
        named = {c for c, headers in self._headers.items() if any(_ORDINAL.search(one) or _REMARK.search(one) for one in headers)}
        return frozenset(named | set(self._owner_columns) | set(self._unit_columns))

    def _label_cells(self, row: int, column: int) -> list[int]:
        """The nearest cells with words to the left, values between them passed over; where there are none the row's first cell."""
        rows = self._rows_of(self._at.get((row, column)))
        found = self._labels_left(row, column) if rows == 1 else self._look_left(row, column, rows)
        first = next((at for c in range(column) if c not in self._aside_columns and (at := self._at.get((row, c))) is not None), None)
        if not found and first is not None and self._words[first]:
            return [first]
        return found[::-1]

    def _labels_left(self, row: int, column: int) -> list[int]:
        """What `_look_left` finds of a cell of one row: the same as of the place beside it where no label stands between them."""
        known = self._left.get((row, column))
        if known is None:
            is_same = 0 < column < _WIDEST and not self._is_label(row, column - 1)
            known = self._left[row, column] = self._labels_left(row, column - 1) if is_same else self._look_left(row, column, 1)
        return known

    def _look_left(self, row: int, column: int, rows: int) -> list[int]:
        """The nearest labels to the left, from the right; one of fewer rows than the cell names only a part of them."""
        found: list[int] = []
        for left in range(column - 1, max(-1, column - _WIDEST), -1):
            at = self._at.get((row, left))
            if at is None or at in found or self._is_empty(at) or self._rows_of(at) < rows:
                continue
            if left in self._aside_columns and not _SUM.fullmatch(self._words[at]):
                continue
            if self._is_value(at) or self._is_date(at):
                if found:
                    break
            elif len(self._words[at]) <= _LONGEST_LABEL:
                found.append(at)
        return found

    def _is_label(self, row: int, column: int) -> bool:
        """True for a place whose words may name what stands to the right of it."""
        at = self._at.get((row, column))
        if at is None or self._is_empty(at) or len(self._words[at]) > _LONGEST_LABEL or self._is_value(at) or self._is_date(at):
            return False
        return column not in self._aside_columns or _SUM.fullmatch(self._words[at]) is not None

    def _is_empty(self, at: int) -> bool:
        return _EMPTY.fullmatch(self._words[at]) is not None

    def _rows_of(self, at: int | None) -> int:
        """How many rows a cell covers."""
        cell = self._blocks[at].cell if at is not None else None
        return cell.rows if cell else 1

    def _header_over(self, at: int) -> str:
        cell = self._blocks[at].cell
        return " ".join(self._headers[cell.column]) if cell else ""

    @cached_property
    def _beside(self) -> dict[int, tuple[str, ...]]:
        """Of each column the nearest headers of the others behind the first."""
        nearest = {column: headers[-1] for column, headers in self._headers.items() if headers and column}
        return {own: tuple(words for column, words in nearest.items() if column != own) for own in nearest}

    def _owner(self, row: int) -> str:
        return next((self._words[at] for column in self._owner_columns if (at := self._at.get((row, column))) is not None), "")

    def _unit(self, row: int, headers: Sequence[str], labels: Sequence[str]) -> str:
        """The unit that the nearest header, the row's unit column or label names, or that stands above the table."""
        if found := next((found for words in reversed(headers) if (found := unit_in(words))), ""):
            return found
        for column in self._unit_columns:
            at = self._at.get((row, column))
            if at is not None and (found := unit_in(f"({self._words[at]})")):
                return found
        for words in reversed(labels):
            if found := unit_in(words):
                return found
        return unit_between(self._shared_unit, headers, labels)

    @cached_property
    def _shared_unit(self) -> str:
        """The unit of the whole table: above it, in its corner, or the only one that its headers name where the others are periods."""
        titles = " ".join(self._words[at] for row in range(self._title) for at in self._rows[row])
        if found := unit_line(titles) or self._line_unit or unit_in(titles) or unit_in(self._caption):
            return found
        if corner := next((found for words in self._headers.get(0, ()) if (found := unit_in(words))), ""):
            return corner
        if summed := {found for at in self._rows_of_sums if (found := unit_in(self._words[at]))}:
            return summed.pop()
        if column := self._unit_of_sums:
            return column
        named = {found for headers in self._headers.values() for words in headers if (found := unit_in(words))}
        periods = sum(any(_PERIOD.search(word) for word in headers) for headers in self._headers.values())
        return named.pop() if len(named) == 1 and periods * 2 > len(self._headers) else "" if named else self._title_unit

    @cached_property
    def _rows_of_sums(self) -> list[int]:
        """The cells that name a row of totals: 合计(万元) gives the unit of the rows that it sums."""
        firsts = (self._at.get((row, 0)) for row in self._rows if row >= self._head)
        return [at for at in firsts if at is not None and _SUM.match(self._words[at])]

    @cached_property
    def _unit_of_sums(self) -> str:
        """The unit that only the header over sums of columns names: 柜员, 大堂, 合计(人)."""
        named = [(words[-1], found) for words in self._headers.values() if words and (found := unit_in(words[-1]))]
        return named[0][1] if len(named) == 1 and _SUM.match(named[0][0]) else ""

    @cached_property
    def _groups(self) -> dict[int, str]:
        """The words that head each row: a row of one cell alone, or a row marked 一、 above rows without a mark."""
        found: dict[int, str] = {}
        group = ""
        for row in sorted(self._rows):
            filled = self._filled(row)
            if row < self._head or not filled:
                continue
            words = self._words[filled[0]]
            if (len(filled) == 1 and self._width > 1 and not self._is_value(filled[0])) or _GROUP_MARK.match(words):
                group = words
            else:
                found[row] = group
        return found

    @cached_property
    def _bands(self) -> frozenset[int]:
        """Columns whose cells are mostly bounds and ranges that part a scale; two at least."""
        found = set()
        for column in range(min(self._width, self._first_values + 1)):
            cells = dict.fromkeys(at for row in self._rows if row >= self._head and (at := self._at.get((row, column))) is not None)
            values = [at for at in cells if self._is_value(at)]
            if len(values) > 1 and _parts_a_scale([self._first(at) for at in values]):
                found.add(column)
        return frozenset(found)

    @cached_property
    def _first_values(self) -> int:
        """The first column behind the first that holds values; numbers of rows are none."""
        columns = {
            column
            for (row, column), at in self._at.items()
            if column and row >= self._head and self._is_value(at) and not any(_ORDINAL.search(words) for words in self._headers[column])
        }
        return min(columns, default=self._width)

    def _first(self, at: int) -> Value:
        """The first value of a cell that is one."""
        return next(m.value for m in self._mentions[at] if m.sort in {"quantity", "ratio"} and m.value and m.value.is_known)


def _parts_a_scale(values: Sequence[Value]) -> bool:
    """True for bounds and ranges of one unit of which some touch: 90以上, 80-89, 60-79, 60以下."""
    bounded = [one for one in values if one.op != "=" or one.low != one.high]
    if len(bounded) * 3 < len(values) * 2 or len({one.unit for one in bounded}) > 1:
        return False
    lows = {one.low for one in bounded if one.op in {">=", ">"} or one.low != one.high}
    highs = {one.high for one in bounded if one.op in {"<=", "<"} or one.low != one.high}
    is_range = any(one.low != one.high for one in bounded)
    return is_range or bool(lows & highs)
