# SPDX-License-Identifier: Apache-2.0
"""Sources: files that were recognised, read chunk by chunk with memory bounded by the caller."""

from __future__ import annotations

import codecs
import io
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from yunce.values.problem import Problem
from yunce.warehouse.intake.block import Block
from yunce.warehouse.intake.delimited import Layout, read_block
from yunce.warehouse.intake.encoding import Encoding
from yunce.warehouse.intake.files import Member, UnreadableError
from yunce.warehouse.intake.port import Chunk
from yunce.warehouse.intake.records import record_blocks
from yunce.warehouse.intake.rows import Reading, canonical
from yunce.warehouse.intake.sheets import Sheet, sheet_blocks

THREADS = 2
BYTES_FOR_EACH = 40
"""Memory that one byte of a block takes while it is read: its bytes, its cells, its rows, in all threads together."""
SMALLEST, LARGEST = 1 << 18, 12 << 20
_FEW = 5
_SMALL_SHARE, _HALF = 0.05, 0.5


@dataclass(frozen=True, slots=True)
class _Recognised:
    """What every source knows: its member, how its rows are read, remarks, the number of the first data row."""

    member: Member
    reading: Reading
    notes: tuple[str, ...]
    first_row: int

    @property
    def name(self) -> str:
        """How people call it."""
        return self.member.name

    @property
    def profile(self) -> str:
        """Id of its profile."""
        return self.reading.match.profile.id

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that its rows go to."""
        return self.reading.match.profile.tables

    @property
    def total_bytes(self) -> int:
        """Its size."""
        return self.member.size


@dataclass(frozen=True, slots=True)
class TextSource(_Recognised):
    """A delimited text file."""

    layout: Layout
    start: int
    """Offset of the first data record, in bytes of the file as UTF-8 or GB18030 (after the mark)."""

    def chunks(self, memory_bytes: int) -> Generator[Chunk, None, None]:
        """Its rows in order, read by two threads. Raises `UnreadableError` where too many lines turn out to be undecodable."""
        size = max(SMALLEST, min(LARGEST, memory_bytes // BYTES_FOR_EACH))
        if self.reading.match.profile.leaves:
            size = LARGEST  # parents are told from leaves within one block
        with closing(opened_text(self.member, self.layout.encoding)) as stream:
            _discard(stream, self.start)
            delimiter = self.layout.delimiter.encode()
            pieces = record_blocks(stream, size, delimiter, self.layout.width)
            jobs = ((lambda piece=piece: self._read(read_block(piece, self.layout))) for piece in pieces)
            with closing(in_order(jobs)) as found:
                yield from self._numbered(found)

    def _read(self, block: Block) -> tuple[Block, Chunk]:
        """A block's rows, numbered from the first data row as if the block were the first."""
        return block, canonical(block, self.reading, self.first_row)

    def _numbered(self, found: Iterator[tuple[Block, Chunk]]) -> Iterator[Chunk]:
        """The chunks with their rows' true numbers; stops with an error where the encoding is plainly not this one."""
        records, spoiled, first_place = 0, 0, ""
        for block, chunk in found:
            if block.undecodable and not first_place:
                first_place = str(min(f.index for f in block.faults if f.column >= 0) + records + self.first_row)
            spoiled += block.undecodable
            yield shifted(chunk, records, min(self.start + block.done, self.total_bytes))
            records += block.records
            if spoiled > _HALF * records or (spoiled > _FEW and spoiled > _SMALL_SHARE * records):
                name = self.layout.encoding.codecs[-1].upper()
                raise UnreadableError(
                    Problem.of("intake.encoding", self.name, file=self.name, line=first_place, byte=1, encoding=name, share="5%")
                )


@dataclass(frozen=True, slots=True)
class SheetSource(_Recognised):
    """One sheet of a workbook. The workbook was read when it was recognised: its size bounds the memory."""

    sheet: Sheet

    @property
    def name(self) -> str:
        """The file's name and the sheet's."""
        return f"{self.member.name}#{self.sheet.name}"

    def chunks(self, memory_bytes: int) -> Generator[Chunk, None, None]:
        """Its rows in order."""
        wanted = tuple(i for i in self.reading.wanted if i < self.sheet.cells.width)
        rows = self.sheet.cells.height if self.reading.match.profile.leaves else max(1000, min(50_000, memory_bytes // 4096))
        first, height, before = self.first_row - 1, max(self.sheet.cells.height - self.first_row + 1, 1), 0
        for block in sheet_blocks(self.sheet, first, wanted, rows):
            chunk = canonical(block, self.reading, self.first_row)
            yield shifted(chunk, before, self.total_bytes * block.done // height)
            before += block.records


def shifted(chunk: Chunk, rows: int, done: int) -> Chunk:
    """The chunk with its rows' numbers moved on by `rows`, and the bytes read so far."""
    if rows:
        tables = {name: frame.with_columns(frame.get_column("_row") + rows) for name, frame in chunk.tables.items()}
        rejects = chunk.rejects.with_columns(chunk.rejects.get_column("row") + rows)
        flags = chunk.flags.with_columns(chunk.flags.get_column("row") + rows)
        chunk = replace(chunk, tables=tables, rejects=rejects, flags=flags)
    return replace(chunk, done_bytes=done)


def in_order(jobs: Iterator[Callable[[], tuple[Block, Chunk]]]) -> Generator[tuple[Block, Chunk], None, None]:
    """The jobs' results in their order, done by two threads with at most three waiting."""
    waiting: deque[Future[tuple[Block, Chunk]]] = deque()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="intake") as pool:
        try:
            for job in jobs:
                waiting.append(pool.submit(job))
                if len(waiting) > THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


def opened_text(member: Member, encoding: Encoding) -> BinaryIO:
    """The member's bytes after the byte order mark; UTF-16 comes out as UTF-8."""
    stream = member.open()
    _discard(stream, encoding.bom)
    return cast("BinaryIO", _Narrowed(stream, encoding.name, member.name)) if encoding.wide else stream


class _Narrowed(io.RawIOBase):
    """A UTF-16 stream read as UTF-8. What does not decode stops the file: in UTF-16 nothing after it can be trusted."""

    def __init__(self, stream: BinaryIO, encoding: str, name: str) -> None:
        super().__init__()
        self._stream = stream
        self._encoding = encoding
        self._name = name
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._lines = 1
        self._ahead = b""

    def read(self, size: int = -1) -> bytes:
        """Exactly `size` bytes until the end, all for -1. Raises `UnreadableError`."""
        found = bytearray(self._ahead)
        while size < 0 or len(found) < size:
            data = self._stream.read(size if size > 0 else 1 << 20)
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeDecodeError as e:
                place = Problem.of(
                    "intake.encoding", self._name, file=self._name, line=self._lines, byte=e.start + 1, encoding=self._encoding, share="0%"
                )
                raise UnreadableError(place) from e
            self._lines += text.count("\n")
            found += text.encode()
            if not data:
                break
        end = len(found) if size < 0 else size
        self._ahead = bytes(found[end:])
        return bytes(found[:end])

    def close(self) -> None:
        """Close the stream below."""
        self._stream.close()
        super().close()


def _discard(stream: BinaryIO, count: int) -> None:
    """Read past the first bytes."""
    while count > 0:
        read = stream.read(min(count, 1 << 20))
        if not read:
            return
        count -= len(read)
