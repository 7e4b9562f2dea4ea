# SPDX-License-Identifier: Apache-2.0
"""Which encoding a text file is in, decided strictly, and columns of its bytes decoded with the cells that fail named."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa

UTF8, GB18030 = "utf-8", "gb18030"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_READABLE = 0.5


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's bytes are read: its name for people, the codecs to try for a cell, the length of its byte order mark."""

    name: str
    codecs: tuple[str, ...]
    bom: int = 0

    @property
    def wide(self) -> bool:
        """True for UTF-16, which is turned into UTF-8 before lines are cut."""
        return self.name.startswith("utf-16")


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Where the first bytes are that no encoding reads: line and byte in the line, both from 1."""

    line: int
    byte: int


def sniff(samples: Sequence[bytes]) -> Encoding | Undecodable:
    """The encoding of a file from samples of whole lines, the first from its start.

    A mark decides; else strict UTF-8, else strict GB18030, line by line so that a few damaged lines do not decide.
    """
    head = samples[0] if samples else b""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, (UTF8,), len(mark))
    if wide := _unmarked_wide(head):
        return Encoding(wide, (UTF8,))
    lines = [line for sample in samples for line in sample.split(b"\n") if not line.isascii()]
    if not lines:
        return Encoding("ascii", (UTF8, GB18030))
    for codec in (UTF8, GB18030):
        if sum(decodes(line, codec) for line in lines) >= _READABLE * len(lines):
            return Encoding(codec, (codec,))
    return _first_undecodable(head)


def decodes(data: bytes, codec: str) -> bool:
    """True where the bytes are wholly of this encoding."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_wide(head: bytes) -> str:
    """UTF-16 without a mark, seen by its zero bytes; "" for anything else."""
    odd, even = head[1:4096:2].count(0), head[0:4096:2].count(0)
    length = min(len(head), 4096) // 2
    if length < 2 or max(odd, even) < 0.2 * length:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _first_undecodable(head: bytes) -> Undecodable:
    """The first place in the head that GB18030 cannot read; line 1 byte 1 where it can."""
    for number, line in enumerate(head.split(b"\n"), start=1):
        if (byte := bad_byte(line, GB18030)) is not None:
            return Undecodable(number, byte)
    return Undecodable(1, 1)


def bad_byte(data: bytes, codec: str) -> int | None:
    """The first byte (from 1) that the encoding cannot read, None where all is fine."""
    try:
        data.decode(codec)
    except UnicodeDecodeError as e:
        return e.start + 1
    return None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A column of text and the cells that could not be read: (index, byte from 1)."""

    texts: pl.Series
    bad: tuple[tuple[int, int], ...] = ()


def decode_column(cells: pa.BinaryArray, encoding: Encoding) -> Decoded:
    """A column of bytes as text. ASCII and UTF-8 cost one check; else each distinct value is decoded once."""
    if is_ascii(cells):
        return Decoded(_as_text(cells))
    if encoding.codecs[0] == UTF8:
        try:
            return Decoded(_as_text(cells.cast(pa.string())))
        except pa.ArrowInvalid:
            pass  # a cell is not UTF-8: found below
    coded = cells.dictionary_encode()
    values: list[bytes] = coded.dictionary.to_pylist()
    texts, bad = _decode_all(values, encoding.codecs)
    indices = pl.Series(coded.indices.to_numpy(zero_copy_only=False))
    column = pl.Series(texts, dtype=pl.String).gather(indices)
    if not bad:
        return Decoded(column)
    wrong = [(int(i), bad[int(code)]) for i, code in enumerate(indices) if int(code) in bad]
    return Decoded(column, tuple(wrong))


def is_ascii(cells: pa.BinaryArray) -> bool:
    """True where no byte of the column is above 127."""
    data = cells.buffers()[2]
    return data is None or data.size == 0 or int(np.frombuffer(data, np.uint8).max()) < 128


def _as_text(cells: pa.Array) -> pl.Series:
    """Bytes that are known to be UTF-8 as a text column, not copied."""
    array = cells if pa.types.is_string(cells.type) else cells.view(pa.string())
    found = pl.from_arrow(array)
    if not isinstance(found, pl.Series):
        raise TypeError(type(found).__name__)
    return found


def _decode_all(values: list[bytes], names: tuple[str, ...]) -> tuple[list[str | None], dict[int, int]]:
    """All values decoded in one go where that works, else one by one: texts, and index -> bad byte."""
    if len(names) == 1 and not any(b"\n" in v for v in values):
        try:
            return list[str | None](b"\n".join(values).decode(names[0]).split("\n")), {}
        except UnicodeDecodeError:
            pass  # one of them is damaged: found below
    texts: list[str | None] = []
    bad: dict[int, int] = {}
    for index, value in enumerate(values):
        name = next((n for n in names if decodes(value, n)), None)
        texts.append(value.decode(name) if name else None)
        if name is None:
            bad[index] = bad_byte(value, names[-1]) or 1
    return texts, bad
