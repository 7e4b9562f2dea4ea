# SPDX-License-Identifier: Apache-2.0
"""Which encoding a text file is in, decided strictly, and columns of its bytes decoded with the cells that fail named."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

UTF8, GB18030 = "utf-8", "gb18030"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_READABLE = 0.5
_SAMPLE = 1000
_NEWLINE = 10
_BREAK = pl.Series([b"\n"]).to_arrow().cast(pa.binary())[0]
"""A newline as pyarrow holds it; made this way since a conversion from Python loads pandas where that is installed."""
_SIGNS = (b" ", b"\t", b"\n", b"\r", b'"', b"'", b"=", b"`")
_WIDE_SIGNS = {UTF8: (b"\xe3\x80\x80", b"\xc2\xa0", b"\xef\xbb\xbf", b"\xe2\x80"), GB18030: (b"\xa1\xa1", b"\xa1\xae")}
_TOTAL_LETTERS = (b"l", b"L", b"m", b"M")
"""Letters of which `total` and `sum` need one; single letters are found fastest."""


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
    """A column of text, what its bytes already tell, and the cells that could not be read: (index, byte from 1)."""

    texts: pl.Series
    bare: bool = False
    """No cell has a blank, a quote, an equals sign or a mark anywhere: nothing has to be stripped."""
    wordless: bool = False
    """No cell can hold a word of total."""
    bad: tuple[tuple[int, int], ...] = ()


def decode_column(cells: pa.BinaryArray | pa.DictionaryArray, encoding: Encoding) -> Decoded:
    """A column of bytes as text. ASCII and UTF-8 cost one check; else each distinct value is decoded once."""
    if isinstance(cells, pa.DictionaryArray):
        return _spread(decode_column(cells.dictionary, encoding), cells.indices)
    data = _bytes_of(cells)
    bare = not any(sign in data for sign in _SIGNS)
    if data.isascii():
        return Decoded(_as_text(cells), bare, wordless=not any(letter in data for letter in _TOTAL_LETTERS))
    bare = bare and not any(sign in data for name in encoding.codecs for sign in _WIDE_SIGNS[name])
    return replace(_decoded(cells, encoding), bare=bare)


def _spread(distinct: Decoded, indices: pa.Int32Array) -> Decoded:
    """A column from its distinct cells decoded, and the index of each row's."""
    rows = _series(indices)
    bad = dict(distinct.bad)
    wrong = tuple((i, bad[code]) for i, code in enumerate(rows) if code in bad) if bad else ()
    return replace(distinct, texts=distinct.texts.gather(rows), bad=wrong)


def checked_column(cells: pa.BinaryArray | pa.DictionaryArray, encoding: Encoding) -> tuple[tuple[int, int], ...]:
    """The cells of a column that is not wanted which could not be read."""
    if isinstance(cells, pa.DictionaryArray):
        return decode_column(cells, encoding).bad if checked_column(cells.dictionary, encoding) else ()
    return () if is_ascii(cells) else _decoded(cells, encoding).bad


def _decoded(cells: pa.BinaryArray, encoding: Encoding) -> Decoded:
    """The texts of a column that is not ASCII, and the cells that could not be read."""
    if encoding.codecs[0] == UTF8:
        try:
            return Decoded(_as_text(cells.cast(pa.string())))
        except pa.ArrowInvalid:
            pass  # a cell is not UTF-8: found below
    if _mostly_distinct(cells):
        return _decoded_once(cells, encoding.codecs)
    coded = cells.dictionary_encode()
    return _spread(_decoded_once(coded.dictionary, encoding.codecs), coded.indices)


def _decoded_once(cells: pa.BinaryArray, names: tuple[str, ...]) -> Decoded:
    """Each cell decoded: all as one text where that works, else one by one."""
    if (joined := _decode_joined(cells, names)) is not None:
        return Decoded(joined)
    texts, bad = _decode_each(cells.to_pylist(), names)
    return Decoded(pl.Series(texts, dtype=pl.String), bad=tuple(bad.items()))


def _mostly_distinct(cells: pa.BinaryArray) -> bool:
    """True where decoding each cell is cheaper than finding the distinct ones first."""
    sample = cells.slice(0, _SAMPLE)
    return len(sample.unique()) * 2 > len(sample)


def is_ascii(cells: pa.BinaryArray) -> bool:
    """True where no byte of the column is above 127."""
    return _bytes_of(cells).isascii()


def _bytes_of(cells: pa.BinaryArray) -> bytes:
    """All bytes of a column that is not a slice of another."""
    data = cells.buffers()[2]
    return b"" if data is None else bytes(data)


def _as_text(cells: pa.Array) -> pl.Series:
    """Bytes that are known to be UTF-8 as a text column, not copied."""
    return _series(cells if pa.types.is_string(cells.type) else cells.view(pa.string()))


def _series(array: pa.Array) -> pl.Series:
    """An array as a column, not copied where its memory allows. Raises `TypeError` for what is no column."""
    found = pl.from_arrow(array)
    if not isinstance(found, pl.Series):
        raise TypeError(type(found).__name__)
    return found


def _decode_joined(cells: pa.BinaryArray, names: tuple[str, ...]) -> pl.Series | None:
    """All cells decoded as one text, cut again at the newlines between them; None where a cell has a newline or does not decode."""
    if len(names) != 1:
        return None
    whole = pa.ListArray.from_arrays(pl.Series([0, len(cells)], dtype=pl.Int32).to_arrow(), cells)
    try:
        data = pc.binary_join(whole, _BREAK)[0].as_py().decode(names[0]).encode()
    except UnicodeDecodeError:
        return None
    breaks = np.flatnonzero(np.frombuffer(data, np.uint8) == _NEWLINE)
    if len(breaks) != len(cells) - 1:
        return None
    offsets = np.zeros(len(cells) + 1, np.int32)
    offsets[1:-1] = breaks - np.arange(len(breaks))
    offsets[-1] = len(data) - len(breaks)
    return _as_text(pa.StringArray.from_buffers(len(cells), pa.py_buffer(offsets), pa.py_buffer(data.replace(b"\n", b""))))


def _decode_each(values: list[bytes], names: tuple[str, ...]) -> tuple[list[str | None], dict[int, int]]:
    """The values decoded one by one: texts, and index -> first byte that cannot be read."""
    texts: list[str | None] = []
    bad: dict[int, int] = {}
    for index, value in enumerate(values):
        name = next((n for n in names if decodes(value, n)), None)
        texts.append(value.decode(name) if name else None)
        if name is None:
            bad[index] = bad_byte(value, names[-1]) or 1
    return texts, bad
