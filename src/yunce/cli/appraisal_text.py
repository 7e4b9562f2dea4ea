# SPDX-License-Identifier: Apache-2.0
"""An appraisal as text, made from its columns: a hundred thousand people in a few seconds. The same as `json_text` would write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, repeat
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from yunce.app.words import as_row
from yunce.cli.fields import fields_of
from yunce.cli.output import json_text

if TYPE_CHECKING:
    import polars as pl

    from yunce.operate.appraisal.listing import People
    from yunce.operate.appraisal.results import Appraisal

Piece = str | list[str]
"""What stands in everybody's text, or a text for each."""
CHUNK = 10_000
FIELDS = (
    *("person", "name", "role", "unit", "state", "score", "reported", "provisional", "grade", "coefficient", "base", "days", "earned"),
    *("pay", "rank", "z", "commission", "deduction", "fixed", "total"),
)
LINE = ("item", "name", "kind", "state", "actual", "target", "weight", "ratio", "points", "source", "confirmer")
BARE = {"rank"}
"""Counts are numbers, everything else is text."""


def appraisal_text(found: Appraisal) -> str:
    """An appraisal as `--format json` prints it, whole."""
    return "".join(appraisal_parts(found))


def appraisal_parts(found: Appraisal) -> Iterator[str]:
    """The same, part by part."""
    body = {**fields_of(replace(found, people=(), problems=())), "problems": [as_row(p) for p in found.problems], "final": found.is_final}
    names = list(body)
    at = names.index("people")
    yield json_text({name: body[name] for name in names[:at]}).removesuffix("\n}") + ',\n  "people": '
    yield from _people(found.people)  # type: ignore[arg-type]  # results as they are worked out, not as they were kept
    yield "," + json_text({name: body[name] for name in names[at + 1 :]}).removeprefix("{")


def _people(people: People) -> Iterator[str]:
    """The people as a list, so many at a time."""
    if not len(people):
        yield "[]"
        return
    for first in range(0, len(people), CHUNK):
        last = min(first + CHUNK, len(people))
        yield ("," if first else "[") + "\n    " + ",\n    ".join(_texts(people, first, last))
    yield "\n  ]"


def _texts(people: People, first: int, last: int) -> list[str]:
    """Each person's object, its fields and lines put together column by column."""
    pieces: list[Piece] = []
    for number, name in enumerate(FIELDS):
        pieces += ["{" if not number else ",", f'\n      "{name}": ', *_as_json(people.column(name)[first:last], bare=name in BARE)]
    follow = [json_text([fields_of(one) for one in people.follow.get(i, ())], "\n      ") for i in range(first, last)]
    pieces += [',\n      "follow": ', follow, ',\n      "items": ']
    for j in range(len(people.scored.lines)):
        pieces += ["," if j else "[", "\n        ", *_line(people, j, (first, last))]
    pieces.append("\n      ]\n    }" if people.scored.lines else "[]\n    }")
    return _joined(pieces, last - first)


def _line(people: People, j: int, window: tuple[int, int]) -> list[Piece]:
    """One line of the card of everybody in a window."""
    from yunce.operate.appraisal import listing

    line = people.scored.lines[j]
    same = {"item": line.key, "name": line.name, "kind": line.item.kind or "score", "weight": listing.weight_text(people.scored, j)}
    cells = dict(zip(listing.LINE, people.line(j), strict=True))
    pieces: list[Piece] = []
    for number, name in enumerate(LINE):
        pieces += ["{" if not number else ",", f'\n          "{name}": ']
        pieces += [json_text(same[name])] if name in same else _as_json(cells[name][window[0] : window[1]], bare=False)
    return [*pieces, "\n        }"]


def _as_json(column: pl.Series, *, bare: bool) -> list[Piece]:
    """A column of texts as JSON: in quotation marks, what they may not hold escaped, null where nothing is known."""
    if column.n_unique() == 1:
        return [column[0] if bare and column[0] is not None else json_text(column[0])]
    texts = column.to_list()
    if bare:
        return [["null" if text is None else text for text in texts]]
    if not column.null_count() and not column.str.contains(r'["\\\x00-\x1f]').any():
        return ['"', texts, '"']
    known = {text: encode_basestring(text) for text in set(texts) if text is not None}
    return [[known.get(text, "null") for text in texts]]


def _joined(pieces: Sequence[Piece], count: int) -> list[str]:
    """Columns and constant pieces put together, row by row."""
    runs = [list(run) for _, run in groupby(pieces, key=lambda piece: isinstance(piece, str))]
    columns = [repeat("".join(map(str, run)), count) if isinstance(run[0], str) else run[0] for run in runs]
    return list(map("".join, zip(*columns, strict=True)))
