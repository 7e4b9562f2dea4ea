# SPDX-License-Identifier: Apache-2.0
"""From a path to the sources in it: each file, zip member or sheet recognised by its headers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from yunce.values.problem import Problem
from yunce.warehouse.intake.dates import SHANGHAI
from yunce.warehouse.intake.delimited import DELIMITERS, Layout
from yunce.warehouse.intake.encoding import Encoding, Undecodable, sniff
from yunce.warehouse.intake.files import Kind, Member, UnreadableError, members_of
from yunce.warehouse.intake.headers import SEARCHED_ROWS, Match, candidates, header_key
from yunce.warehouse.intake.port import Source
from yunce.warehouse.intake.profile import Profile
from yunce.warehouse.intake.recognise import chosen, day_of_file, match_of, refusal
from yunce.warehouse.intake.records import head_records
from yunce.warehouse.intake.rows import Reading
from yunce.warehouse.intake.sheets import sheets_of
from yunce.warehouse.intake.sources import SheetSource, TextSource, opened_text

_HEAD = 1 << 20
_SPOT = 1 << 16
_SPOTS = 8
_PASSED_OVER = ("intake.unknown", "intake.empty", "intake.not_a_table")
"""Beside tables that fit, a zip may hold files that are none, such as a readme: they are named in the notes."""
_AHEAD = timedelta(days=400)
"""Days further ahead than this are taken for typing errors."""


@dataclass(frozen=True, slots=True)
class TextHead:
    """The first records of a text file: encoding, delimiter, the cells of each record and the offset after it."""

    encoding: Encoding
    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]


def open_sources(path: Path, profiles: Sequence[Profile], *, profile: str | None = None, today: date | None = None) -> tuple[Source, ...]:
    """The sources of a path, recognised but not yet read: one for a text file, one a fitting sheet or zip member.

    `profile` is the id of the one to use, whatever the headers are most like. `today` (default: the clock's) bounds days from above.
    Raises `UnreadableError` (a `YunceError`) where the path or one of its members cannot be read at all.
    """
    tried = chosen(profiles, profile, path.name)
    latest = (today or datetime.now(SHANGHAI).date()) + _AHEAD
    members = members_of(path)
    found: list[TextSource | SheetSource] = []
    left: list[UnreadableError] = []
    for member in members:
        try:
            found += _open_member(member, tried, latest, forced=profile is not None)
        except UnreadableError as e:
            if len(members) == 1 or any(p.code not in _PASSED_OVER for p in e.problems):
                raise
            left.append(e)
    if not found:
        raise UnreadableError(*(p for e in left for p in e.problems))
    others = tuple(f"未导入的文件：{dict(p.params)['file']}" for e in left for p in e.problems)
    return tuple(replace(source, notes=(*source.notes, *others)) for source in found)


def _open_member(member: Member, profiles: Sequence[Profile], latest: date, *, forced: bool) -> list[TextSource | SheetSource]:
    """The sources of one file. Raises `UnreadableError` where nothing in it fits."""
    if member.kind is Kind.TEXT:
        return [_open_text(member, profiles, latest, forced=forced)]
    return _open_workbook(member, profiles, latest, forced=forced)


def _open_text(member: Member, profiles: Sequence[Profile], latest: date, *, forced: bool) -> TextSource:
    """A text file as a source. Raises `UnreadableError`."""
    head = read_head(member, profiles)
    match = match_of(head.rows, profiles, forced=forced)
    if match is None:
        raise refusal(head.rows, profiles, member.name, forced=forced)
    reading = Reading(match, latest, day_of_file(match, member.file))
    width = _width(match, head)
    layout = Layout(head.encoding, head.delimiter, width, reading.wanted)
    return TextSource(member, reading, _unknown_columns(match), match.row + 2, layout, head.ends[match.row])


def read_head(member: Member, profiles: Sequence[Profile]) -> TextHead:
    """The first records of a text file, with the delimiter that makes most sense of them. Raises `UnreadableError`."""
    encoding = sniff(_samples(member))
    if isinstance(encoding, Undecodable):
        raise UnreadableError(
            Problem.of(
                "intake.encoding",
                member.name,
                file=member.name,
                line=encoding.line,
                byte=encoding.byte,
                encoding="UTF-8, GB18030",
                share="50%",
            )
        )
    with closing(opened_text(member, encoding)) as stream:
        data = stream.read(_HEAD)
    if not data.strip():
        raise UnreadableError(Problem.of("intake.empty", member.name, file=member.name))
    heads = [_cut_head(data, encoding, delimiter) for delimiter in DELIMITERS]
    return max(heads, key=lambda h: (max((len(m.columns) for m in candidates(h.rows, profiles)), default=0), max(map(len, h.rows))))


def _cut_head(data: bytes, encoding: Encoding, delimiter: str) -> TextHead:
    """The first records cut by one delimiter."""
    records = head_records(data, delimiter.encode(), SEARCHED_ROWS + 20)
    rows = tuple(tuple(next(csv.reader([_lenient(r, encoding)], delimiter=delimiter), [])) for r, _ in records)
    return TextHead(encoding, delimiter, rows, tuple(end for _, end in records))


def _lenient(record: bytes, encoding: Encoding) -> str:
    """A record's text for recognition only: what does not decode is a question mark."""
    return (
        record.decode(encoding.codecs[-1] if len(encoding.codecs) == 1 else encoding.codecs[0], "replace")
        .replace("\n", " ")
        .replace("\r", " ")
    )


def _samples(member: Member) -> list[bytes]:
    """Whole lines from the file's start and from spots further on."""
    with closing(member.open()) as stream:
        head = stream.read(_HEAD)
        samples = [head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1]]
        if member.size > 4 * _HEAD and stream.seekable():
            for spot in range(1, _SPOTS + 1):
                stream.seek(member.size * spot // (_SPOTS + 1))
                samples.append(_whole_lines(stream.read(_SPOT)))
    return samples


def _whole_lines(data: bytes) -> bytes:
    """The piece without its first and last line, which may be cut."""
    first, last = data.find(b"\n"), data.rfind(b"\n")
    return data[first + 1 : last] if 0 <= first < last else b""


def _width(match: Match, head: TextHead) -> int:
    """Fields of a record: as many as the header, one more where every record ends in a delimiter that the header does not have."""
    width = len(match.headers)
    following = [row for row in head.rows[match.row + 1 :] if len(row) >= width]
    longer = [row for row in following if len(row) == width + 1 and not row[-1].strip()]
    return width + 1 if longer and len(longer) == len(following) else width


def _open_workbook(member: Member, profiles: Sequence[Profile], latest: date, *, forced: bool) -> list[TextSource | SheetSource]:
    """The sheets of a workbook that fit. Raises `UnreadableError` where none does."""
    sheets = sheets_of(member)
    if not sheets:
        raise UnreadableError(Problem.of("intake.empty", member.name, file=member.name))
    matches = [match_of(sheet.head(SEARCHED_ROWS), profiles, forced=forced) for sheet in sheets]
    if not any(matches):
        raise refusal(max((s.head(SEARCHED_ROWS) for s in sheets), key=len), profiles, member.name, forced=forced)
    others = tuple(f"未导入的工作表：{s.name}" for s, m in zip(sheets, matches, strict=True) if m is None)
    return [
        SheetSource(member, Reading(m, latest, day_of_file(m, member.file), sheet=True), (*_unknown_columns(m), *others), m.row + 2, s)
        for s, m in zip(sheets, matches, strict=True)
        if m is not None
    ]


def _unknown_columns(match: Match) -> tuple[str, ...]:
    """A remark on the columns that nobody reads, where there are any."""
    known = {header_key(h) for f in match.profile.fields for h in f.headers}
    unread = [h.strip() for h in match.headers if h.strip() and header_key(h) not in known]
    return (f"未读取的列：{', '.join(unread)}",) if unread else ()
