# SPDX-License-Identifier: Apache-2.0
"""Bytes of a delimited file cut into blocks of whole records; quotes that never close are found and their lines set aside.

Works on undecoded bytes: in UTF-8 and GB18030 no part of a character is a newline, a quote, a comma, a semicolon or a tab.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

LONGEST_RECORD = 1 << 16
MOST_LINES = 200
_NEWLINE, _QUOTE = 10, 34
_FEW_QUOTED = 4
"""Up to this part of the bytes within quotes, the quoted bytes alone are looked through."""


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """Whole records, the indices (from 0) of records whose quotes never close (left empty in `data`), bytes read so far."""

    data: bytes
    broken: tuple[int, ...]
    done: int
    last: bool


def record_blocks(stream: BinaryIO, size: int, delimiter: bytes, width: int) -> Iterator[RecordBlock]:
    """Blocks of about `size` bytes until the stream ends. `width` is the number of fields a record should have."""
    rest, done, last = b"", 0, False
    while not last:
        read = stream.read(size)
        done += len(read)
        last = len(read) < size
        data = rest + read
        block, used = whole_records(data, delimiter, width, last=last, done=done)
        rest = data[used:]
        if block.data or last:
            yield block


def whole_records(data: bytes, delimiter: bytes, width: int, *, last: bool, done: int = 0) -> tuple[RecordBlock, int]:
    """The whole records at the start of `data`, and how many bytes they take: all of it where this is the `last` piece."""
    end = len(data) if last else data.rfind(b"\n") + 1
    lines = _NO_LINES if _is_paired(data, end) else _odd_lines(data[:end])
    if not len(lines.odd):
        return RecordBlock(data[:end], (), done, last), end
    return _mended(data, end, lines, _Shape(delimiter, width), last=last, done=done)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Start offset of each line (and the end of the last), and the indices of lines with an odd number of quotes."""

    starts: np.ndarray
    odd: np.ndarray


_NO_LINES = _Lines(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a record looks like: its delimiter and its number of fields."""

    delimiter: bytes
    width: int


def _is_paired(data: bytes, end: int) -> bool:
    """True where the quotes before `end` are few and each second one is on the line of the one before it: no line is odd."""
    if b'"' not in data:
        return True
    array = np.frombuffer(data, np.uint8, end)
    quotes = np.flatnonzero(array == _QUOTE)
    opening, lengths = quotes[0::2], np.diff(quotes)[0::2]
    if len(quotes) % 2 or (total := int(lengths.sum())) > end // _FEW_QUOTED:
        return False
    quoted = np.repeat(opening - (np.cumsum(lengths) - lengths), lengths) + np.arange(total)
    return not (array[quoted] == _NEWLINE).any()


def _odd_lines(data: bytes) -> _Lines:
    """The lines of the data and those whose quotes do not pair within the line."""
    array = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(array == _NEWLINE) + 1
    if not len(ends) or ends[-1] != len(data):
        ends = np.append(ends, len(data))
    quotes = np.searchsorted(np.flatnonzero(array == _QUOTE), ends)
    counts = np.diff(quotes, prepend=0)
    return _Lines(np.concatenate([[0], ends]), np.flatnonzero(counts & 1))


def _mended(data: bytes, end: int, lines: _Lines, shape: _Shape, *, last: bool, done: int) -> tuple[RecordBlock, int]:
    """Records over several lines kept together; a line whose quote never closes emptied and named."""
    joined, skip_to = 0, -1
    blank: list[tuple[int, int]] = []
    broken: list[int] = []
    for position, line in enumerate(lines.odd):
        if line < skip_to:
            continue
        start, stop = int(lines.starts[line]), int(lines.starts[line + 1])
        if not _fields(data[start:stop], shape.delimiter)[0]:
            continue  # a stray quote within a field: literal
        closing = _closing(data, lines, position, shape)
        if closing is None and not last and end - start < LONGEST_RECORD and len(lines.starts) - line < MOST_LINES:
            end = start  # the record goes on in the next piece
            break
        if closing is None:
            broken.append(int(line) - joined)
            blank.append((start, stop - 1 if data[stop - 1 : stop] == b"\n" else stop))
        else:
            joined += closing - int(line)
            skip_to = closing + 1
    return RecordBlock(_without(data[:end], blank), tuple(broken), done, last), end


def _closing(data: bytes, lines: _Lines, position: int, shape: _Shape) -> int | None:
    """The line on which the record that begins on an odd line ends with the right number of fields; None where there is none."""
    first = int(lines.odd[position])
    start = int(lines.starts[first])
    for line in lines.odd[position + 1 :]:
        stop = int(lines.starts[line + 1])
        if line - first > MOST_LINES or stop - start > LONGEST_RECORD:
            return None
        is_open, fields = _fields(data[start:stop], shape.delimiter)
        if not is_open:
            return int(line) if fields == shape.width else None
    return None


def _fields(record: bytes, delimiter: bytes) -> tuple[bool, int]:
    """Whether the record ends inside a quoted field, and how many fields it has."""
    record = record.rstrip(b"\r\n")
    position, count = 0, 0
    while True:
        count += 1
        if record[position : position + 1] == b'"':
            position = _after_quoted(record, position + 1)
            if position < 0:
                return True, count
        following = record.find(delimiter, position)
        if following < 0:
            return False, count
        position = following + len(delimiter)


def _after_quoted(record: bytes, position: int) -> int:
    """The offset after the quote that closes the field; -1 where none does."""
    while (found := record.find(b'"', position)) >= 0:
        if record[found + 1 : found + 2] != b'"':
            return found + 1
        position = found + 2
    return -1


def head_records(head: bytes, delimiter: bytes, count: int) -> list[tuple[bytes, int]]:
    """The first records of a file with the offset after each; a quoted line break does not end a record."""
    found: list[tuple[bytes, int]] = []
    start = 0
    while start < len(head) and len(found) < count:
        stop = _line_end(head, start)
        first_stop = stop
        while _fields(head[start:stop], delimiter)[0] and stop < len(head) and stop - start < LONGEST_RECORD:
            stop = _line_end(head, stop)
        if _fields(head[start:stop], delimiter)[0]:
            stop = first_stop
        found.append((head[start:stop].rstrip(b"\r\n"), stop))
        start = stop
    return found


def _line_end(data: bytes, start: int) -> int:
    """The offset after the newline that ends the line at `start`."""
    found = data.find(b"\n", start)
    return len(data) if found < 0 else found + 1


def _without(data: bytes, spans: list[tuple[int, int]]) -> bytes:
    """The data with the spans left out."""
    kept, position = [], 0
    for start, stop in spans:
        kept.append(data[position:start])
        position = stop
    return b"".join([*kept, data[position:]])
