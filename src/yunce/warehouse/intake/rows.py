# SPDX-License-Identifier: Apache-2.0
"""Text cells -> canonical rows: each field read by its type, each row checked, the rest rejected with row, column and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from yunce.warehouse.intake.block import Block
from yunce.warehouse.intake.cells import Parsed, cleaned, half_width
from yunce.warehouse.intake.dates import read_moments
from yunce.warehouse.intake.flags import flagged_cells
from yunce.warehouse.intake.forms import condition, expression
from yunce.warehouse.intake.headers import Match, header_scale
from yunce.warehouse.intake.ids import read_ids
from yunce.warehouse.intake.marks import found_marks
from yunce.warehouse.intake.masking import mask
from yunce.warehouse.intake.numbers import read_numbers
from yunce.warehouse.intake.port import RAW_NAMES, REJECT_SCHEMA, Chunk, frame_schema
from yunce.warehouse.intake.profile import Field, Target
from yunce.warehouse.intake.summary import parents, summaries
from yunce.warehouse.intake.words import reason
from yunce.warehouse.tables import TABLES

NUMBERS = ("fen", "int", "seconds", "decimal")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rows of one source are read by: the match, the latest day allowed, the day in the file's name, whether it is a sheet."""

    match: Match
    latest: date
    file_day: datetime | None = None
    sheet: bool = False

    @property
    def wanted(self) -> tuple[int, ...]:
        """Indices of the columns that are read: those of fields, and the first, where summary rows say what they are."""
        return tuple(sorted({0, *(i for f, i in self.match.columns.items() if self._used(f))}))

    def _used(self, name: str) -> bool:
        """False for text that no table takes, personal columns above all: it is never even made a column."""
        profile = self.match.profile
        return profile.field(name).type != "text" or name in profile.read_fields


def canonical(block: Block, reading: Reading, first_row: int) -> Chunk:
    """The block's rows in their tables; `first_row` is the number (as a person counts) of the block's first record."""
    faulty = {fault.index for fault in block.faults}
    frame = block.frame.filter(~pl.col("_index").is_in(sorted(faulty))) if faulty else block.frame
    skip = summaries(frame, reading.match, block.wordless)
    skipped = int(skip.sum()) + block.skipped
    frame = frame.filter(~skip) if skip.any() else frame
    values, bad = _read_fields(frame, reading, first_row, block.bare)
    bad += _faults(block, reading, first_row)
    bad += _checks(values, frame, reading)
    rejects = _rejects(bad)
    kept = values.filter(~pl.col("_row").is_in(rejects.get_column("row").unique().to_list())) if rejects.height else values
    kept, above = parents(kept, reading.match.profile.leaves)
    marks = found_marks(kept, reading.match.profile)
    kept = kept.with_columns(marks.alias("_mark"))
    tables, unused = _tables(kept, reading)
    flags = _rejects(flagged_cells(kept, reading.match, marks))
    rows = values.height + len(faulty) - above - unused
    return Chunk(tables, rejects, flags, rows, skipped + above + unused, block.done, block.notes)


def _read_fields(frame: pl.DataFrame, reading: Reading, first_row: int, bare: frozenset[str]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Every field of the profile as a typed column beside `_row`, and the cells that could not be read."""
    rows = (frame.get_column("_index") + first_row).alias("_row")
    cells: list[pl.Series] = [rows]
    absent: list[pl.Expr] = []
    bad: list[pl.DataFrame] = []
    for one in reading.match.profile.fields:
        index = reading.match.columns.get(one.name)
        if index is None or str(index) not in frame.columns:
            absent.append(_absent(one, reading))
            continue
        column = frame.get_column(str(index))
        parsed = read_field(column, one, reading, reading.match.headers[index], bare=str(index) in bare)
        cells.append(parsed.values.alias(one.name))
        if parsed.reasons is not None and parsed.reasons.null_count() < frame.height:
            bad.append(_bad_cells(rows, column, parsed.reasons, one, reading.match.headers[index]))
    return pl.DataFrame(cells).with_columns(absent), bad


def read_field(column: pl.Series, one: Field, reading: Reading, header: str, *, bare: bool = False) -> Parsed:
    """One column of text by the field's type, scale and words for unknown; `bare` says that nothing has to be stripped."""
    if one.nulls:
        column = column.set(column.str.strip_chars().is_in(one.nulls).fill_null(value=False), None)
    if one.empty:
        column = column.fill_null(one.empty).set((column.str.strip_chars() == "").fill_null(value=False), one.empty)
    if one.type in NUMBERS:
        return read_numbers(column, one.type, Decimal(one.scale) * header_scale(header))
    if one.type == "moment":
        return read_moments(column, reading.latest)
    if one.type == "id":
        return read_ids(cleaned(column, bare=bare), sheet=reading.sheet)
    return Parsed(cleaned(column, bare=bare))


def _absent(one: Field, reading: Reading) -> pl.Expr:
    """The column of a field that the file does not have: the day in the file's name, what empty stands for, else unknown."""
    if one.name == reading.match.profile.file_day and reading.file_day:
        return pl.lit(reading.file_day, pl.Datetime("us")).alias(one.name)
    text = pl.Series(one.name, [one.empty or None], dtype=pl.String)
    found = read_field(text, one, reading, "").values
    return pl.lit(found.item(), found.dtype).alias(one.name)


def _bad_cells(rows: pl.Series, column: pl.Series, reasons: pl.Series, one: Field, header: str) -> pl.DataFrame:
    """The cells with a reason as rejects, their values masked."""
    bad = reasons.is_not_null()
    values = [mask(text or "", one.person, one.type) for text in column.filter(bad)]
    return _cells(rows.filter(bad), header_text(header), values, reasons.filter(bad))


def _cells(rows: pl.Series, header: str, values: Iterable[str] | pl.Series, reasons: pl.Series | str) -> pl.DataFrame:
    """Rejected cells of one column."""
    why = pl.Series("reason", [reasons] * len(rows), dtype=pl.String) if isinstance(reasons, str) else reasons.alias("reason")
    shown = pl.Series("value", list(values), dtype=pl.String)
    return pl.DataFrame(
        {"row": rows.alias("row"), "column": pl.Series("column", [header] * len(rows), dtype=pl.String), "value": shown, "reason": why}
    )


def header_text(header: str) -> str:
    """A header as it is shown: on one line, without blanks around it."""
    return " ".join(half_width(header).replace("\ufeff", "").split())


def _faults(block: Block, reading: Reading, first_row: int) -> list[pl.DataFrame]:
    """Records that were no cells at all, as rejects; their text is not kept."""
    headers = reading.match.headers
    found = [
        (f.index + first_row, header_text(headers[f.column]) if 0 <= f.column < len(headers) else "", "", f.reason) for f in block.faults
    ]
    return [pl.DataFrame(found, schema=dict(REJECT_SCHEMA), orient="row")] if found else []


def _checks(values: pl.DataFrame, frame: pl.DataFrame, reading: Reading) -> list[pl.DataFrame]:
    """Cells that were read but may not be: missing where a value must be, negative where none can be."""
    bad: list[pl.DataFrame] = []
    rows = values.get_column("_row")
    for one in reading.match.profile.fields:
        column = values.get_column(one.name)
        index = reading.match.columns.get(one.name)
        header = header_text(reading.match.headers[index]) if index is not None else one.headers[0]
        if one.filled and column.null_count():
            empty = column.is_null() & _blank(frame, index)
            bad.append(_cells(rows.filter(empty), header, [""] * int(empty.sum()), reason("missing", column=header)))
        if one.type in NUMBERS and not one.signed and (column < 0).any():
            below = (column < 0).fill_null(value=False)
            shown = frame.get_column(str(index)).filter(below)
            bad.append(_cells(rows.filter(below), header, [mask(t, one.person, one.type) for t in shown], reason("negative")))
    return bad


def _blank(frame: pl.DataFrame, index: int | None) -> pl.Series:
    """Cells that say nothing: what could not be read has its own reason already."""
    if index is None or str(index) not in frame.columns:
        return pl.Series([True], dtype=pl.Boolean).new_from_index(0, frame.height)
    return cleaned(frame.get_column(str(index))).is_null()


def _rejects(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """All parts in one frame, by row."""
    filled = [part for part in parts if part.height]
    return pl.concat(filled).sort("row", maintain_order=True) if filled else pl.DataFrame(schema=dict(REJECT_SCHEMA))


def _tables(kept: pl.DataFrame, reading: Reading) -> tuple[dict[str, pl.DataFrame], int]:
    """The rows of each table, and how many rows went to none."""
    tables: dict[str, pl.DataFrame] = {}
    used = pl.Series([False], dtype=pl.Boolean).new_from_index(0, kept.height)
    for target in reading.match.profile.targets:
        if not target.when:
            tables[target.table] = _table(kept, target, reading)
            used = pl.Series([True], dtype=pl.Boolean).new_from_index(0, kept.height)
            continue
        test = kept.select(pl.all_horizontal(condition(w) for w in target.when)).to_series()
        tables[target.table] = _table(kept.filter(test), target, reading)
        used = used | test
    return tables, kept.height - int(used.sum())


def _table(rows: pl.DataFrame, target: Target, reading: Reading) -> pl.DataFrame:
    """The rows as a frame of the table's schema; text columns of the key are "" where they do not apply."""
    profile = reading.match.profile
    fixed: Mapping[str, object] = {"platform": profile.platform, "channel": profile.channel}
    columns: list[pl.Expr] = []
    table = TABLES[target.table]
    for name, kind in frame_schema(target.table).items():
        plain = next((c for c, raw in RAW_NAMES.items() if raw == name), name)
        if name == "_row":
            columns.append(pl.col("_row"))
            continue
        form = target.columns.get(plain)
        made = expression(form) if form is not None else pl.lit(fixed.get(plain) or None)
        if plain == "mark":
            made = pl.col("_mark")
        made = made.cast(kind)
        columns.append((made.fill_null("") if plain in table.key and kind == pl.String and plain != "unit" else made).alias(name))
    return rows.select(columns)
