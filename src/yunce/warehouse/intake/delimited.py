# SPDX-License-Identifier: Apache-2.0
"""Blocks of csv bytes -> text columns: cells are cut by bytes, only columns that are not ASCII are decoded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl
import pyarrow as pa
import pyarrow.csv as pc

from yunce.warehouse.intake.block import Block, Fault
from yunce.warehouse.intake.encoding import Decoded, Encoding, checked_column, decode_column, is_ascii
from yunce.warehouse.intake.records import RecordBlock
from yunce.warehouse.intake.summary import is_total
from yunce.warehouse.intake.words import CUT_NOTE, reason

DELIMITERS = (",", "\t", ";")
_SPARE = 1 << 16
_SAMPLE = 1 << 16
_FEW = 8
"""A column whose sample has this many cells to a distinct one is held as a dictionary."""
_NOTHING = " \t\r\n\x00\x1a"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is cut into cells: encoding, delimiter, number of columns, the columns that are asked for."""

    encoding: Encoding
    delimiter: str
    width: int
    wanted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Ragged:
    """Records with too few or too many fields, set aside while pyarrow reads: (index, number of fields, bytes)."""

    found: list[tuple[int, int, bytes]] = field(default_factory=list)

    def __call__(self, row: pc.InvalidRow) -> str:
        """Set the record aside and go on."""
        self.found.append((row.number - 1, row.actual_columns, row.text.encode("latin-1")))
        return "skip"


def read_block(block: RecordBlock, layout: Layout) -> Block:
    """The cells of a block's wanted columns, and what could not be read. Every column is checked for undecodable bytes."""
    if not block.data:
        return Block(_framed({}, layout, []), 0, (), block.done)
    ragged = _Ragged()
    table = _cut(block.data, layout, ragged)
    records = table.num_rows + len(ragged.found)
    aside = {index for index, _, _ in ragged.found}
    indices = range(records) if not aside else [i for i in range(records) if i not in aside]
    cells: dict[str, Decoded] = {}
    faults = [Fault(i, -1, reason("quote")) for i in block.broken]
    for column in range(layout.width):
        array = _one_array(table.column(column))
        if column in layout.wanted:
            cells[str(column)] = decode_column(array, layout.encoding)
        bad = cells[str(column)].bad if column in layout.wanted else checked_column(array, layout.encoding)
        codec = layout.encoding.codecs[-1].upper()
        faults += [Fault(indices[at], column, reason("bytes", byte=byte, encoding=codec)) for at, byte in bad]
    settled = _settle(_framed(cells, layout, indices), ragged, layout, cut_at=records - 1 if block.last else -1)
    return Block(
        settled.frame,
        records,
        (*faults, *settled.faults),
        block.done,
        (CUT_NOTE,) if settled.cut or (block.last and records - 1 in block.broken) else (),
        settled.totals,
        frozenset(name for name, c in cells.items() if c.bare and not ragged.found),
        frozenset(name for name, c in cells.items() if c.wordless and not ragged.found),
        len({f.index for f in faults if f.column >= 0}),
    )


def _types(data: bytes, layout: Layout) -> dict[str, pa.DataType]:
    """How the columns of a block are held: as bytes; text beyond ASCII that comes again and again as a dictionary, to be decoded once."""
    types = dict.fromkeys(map(str, range(layout.width)), pa.binary())
    try:
        sample = _parsed(data[: data.rfind(b"\n", 0, _SAMPLE) + 1], layout, None, types)
    except pa.ArrowInvalid:
        return types  # a ragged record, or none that is whole
    repeated = (name for name in sample.column_names if _repeats(_one_array(sample[name])))
    return {**types, **dict.fromkeys(repeated, pa.dictionary(pa.int32(), pa.binary()))}


def _repeats(cells: pa.BinaryArray) -> bool:
    """True where some cell is beyond ASCII and few are different."""
    return len(cells) > 0 and not is_ascii(cells) and len(cells.unique()) * _FEW <= len(cells)


def _cut(data: bytes, layout: Layout, ragged: _Ragged) -> pa.Table:
    """The records as columns of bytes; where some are ragged, they are set aside.

    pyarrow hands ragged records over as UTF-8 text only, so a block that has one is read again with each byte as one Latin-1 letter.
    """
    try:
        return _parsed(data, layout, None, _types(data, layout))
    except pa.ArrowInvalid:
        plain = dict.fromkeys(map(str, range(layout.width)), pa.binary())
        table = _parsed(data.decode("latin-1").encode(), layout, ragged, plain)
    return pa.table([_bytes_again(_one_array(column)) for column in table.columns], names=table.column_names)


def _bytes_again(cells: pa.BinaryArray) -> pa.BinaryArray:
    """A column of Latin-1 letters as the bytes that they stand for."""
    if is_ascii(cells):
        return cells
    return pa.array([text.encode("latin-1") for text in cells.cast(pa.string()).to_pylist()], pa.binary())


def _parsed(data: bytes, layout: Layout, ragged: _Ragged | None, types: dict[str, pa.DataType]) -> pa.Table:
    """The records as columns of these types. Raises `ArrowInvalid` for a ragged record where nobody takes it."""
    names = list(types)
    return pc.read_csv(
        pa.BufferReader(data),
        read_options=pc.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + _SPARE),
        parse_options=pc.ParseOptions(
            delimiter=layout.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=ragged
        ),
        convert_options=pc.ConvertOptions(column_types=types, check_utf8=False, strings_can_be_null=False),
    )


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _framed(cells: dict[str, Decoded], layout: Layout, indices: Sequence[int]) -> pl.DataFrame:
    """The wanted columns beside the record's index."""
    empty = Decoded(pl.Series([], dtype=pl.String))
    columns = {str(i): cells.get(str(i), empty).texts for i in layout.wanted}
    return pl.DataFrame({**columns, "_index": pl.Series(indices, dtype=pl.Int64)})


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of ragged records: the frame with those taken back, faults, totals, whether the file is cut."""

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    totals: int
    cut: bool


def _settle(frame: pl.DataFrame, ragged: _Ragged, layout: Layout, *, cut_at: int) -> _Settled:
    """Records with only empty cells too many are taken back, totals are counted, the others are faults.

    `cut_at` is the index of the file's last record, -1 where it is not in this block.
    """
    faults: list[Fault] = []
    back: list[dict[str, str | int | None]] = []
    totals = 0
    for index, count, data in ragged.found:
        fields = next(csv.reader([_readable(data, layout)], delimiter=layout.delimiter), [""])
        if not any(cell.strip(_NOTHING) for cell in fields) or is_total(fields[0]):
            totals += 1
        elif count > layout.width and not any(cell.strip() for cell in fields[layout.width :]):
            back.append({**{str(i): fields[i] for i in layout.wanted}, "_index": index})
        else:
            code = "long" if count > layout.width else ("cut" if index == cut_at else "short")
            faults.append(Fault(index, -1, reason(code, want=layout.width, got=count)))
    if back:
        frame = pl.concat([frame, pl.DataFrame(back, schema=frame.schema)]).sort("_index")
    last = any(index == cut_at and count < layout.width for index, count, _ in ragged.found)
    return _Settled(frame, tuple(faults), totals, last and any(f.index == cut_at for f in faults))


def _readable(data: bytes, layout: Layout) -> str:
    """The text of a record that was set aside."""
    for name in layout.encoding.codecs:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(layout.encoding.codecs[0], "replace")
