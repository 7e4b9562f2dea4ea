# SPDX-License-Identifier: Apache-2.0
"""An appraisal as text, made from its columns: a hundred thousand people in a few seconds. The same as `json_text` would write."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from yunce.app.frozen_results import KEPT_WORDS
from yunce.app.words import as_row
from yunce.cli.fields import fields_of
from yunce.cli.output import json_text
from yunce.operate.appraisal.rows import listed

if TYPE_CHECKING:
    import polars as pl

    from yunce.operate.appraisal.results import Appraisal, LineHead, Listed
    from yunce.values.problem import Problem

    Piece = str | pl.Series
    """What stands in everybody's text, or a text for each."""

CHUNK = 10_000
ESCAPED = r'["\\\x00-\x1f]'
"""What JSON writes otherwise."""
FIELDS = (
    *("person", "name", "role", "unit", "state", "score", "reported", "provisional", "grade", "coefficient", "base", "days", "earned"),
    *("pay", "rank", "z", "commission", "deduction", "fixed", "total"),
)
LINE = ("item", "name", "kind", "state", "actual", "target", "weight", "ratio", "points", "source", "confirmer")
BARE = {"rank"}
"""Counts are numbers, everything else is text."""


def appraisal_text(found: Appraisal) -> str:
    """An appraisal as `--format json` prints it, whole."""
    before, after = _around(found)
    people = listed(found.people)
    texts = ",\n    ".join(text for part in _parts(people) for text in part.to_list())
    return f"{before}[\n    {texts}\n  ]{after}" if texts else f"{before}[]{after}"


def print_appraisal(found: Appraisal) -> None:
    """The same on standard output, so many people at a time."""
    from yunce.cli.columns import write_lines

    before, after = _around(found)
    people = listed(found.people)
    sys.stdout.write(f"{before}[" + ("\n    " if len(people) else ""))
    for number, part in enumerate(_parts(people)):
        sys.stdout.write(",\n    " if number else "")
        write_lines(part[:-1].to_frame(), ",\n    ")
        sys.stdout.write(part[-1])
    sys.stdout.write(("\n  " if len(people) else "") + f"]{after}\n")


def _around(found: Appraisal) -> tuple[str, str]:
    """What stands before and after the people."""
    body = {**fields_of(replace(found, people=(), problems=())), "problems": [as_row(p) for p in found.problems], "final": found.is_final}
    names = list(body)
    at = names.index("people")
    before = json_text({name: body[name] for name in names[:at]}).removesuffix("\n}") + ',\n  "people": '
    return before, "," + json_text({name: body[name] for name in names[at + 1 :]}).removeprefix("{")


def kept_body(found: Appraisal) -> dict[str, object]:
    """The same of results that were kept, which have no columns."""
    body = {**fields_of(replace(found, people=(), problems=())), "problems": [_row(p) for p in found.problems], "final": found.is_final}
    return {**body, "people": [_kept(fields_of(person)) for person in found.people]}


def _kept(person: dict[str, object]) -> dict[str, object]:
    return {**{name: person[name] for name in (*FIELDS, "follow")}, "items": person["lines"]}


def _row(problem: Problem) -> dict[str, str]:
    """A problem as it is printed, in the words that were kept where only these were."""
    row = as_row(problem)
    return {**row, "code": dict(problem.params)["code"]} if problem.code == KEPT_WORDS else row


def _parts(people: Listed) -> Iterator[pl.Series]:
    """Each person's object as text, so many at a time."""
    heads = people.heads
    for first in range(0, len(people), CHUNK):
        last = min(first + CHUNK, len(people))
        yield _joined(_pieces(people, heads, first, last), last - first)


def _pieces(people: Listed, heads: Sequence[LineHead], first: int, last: int) -> Iterator[Piece]:
    """The fields and lines of everybody from one place to another: what is the same in all objects, and columns of what is not."""
    for number, name in enumerate(FIELDS):
        yield ("{" if not number else ",") + f'\n      "{name}": '
        yield from _as_json(people.column(name)[first:last], bare=name in BARE)
    yield ',\n      "follow": '
    yield _follow(people, first, last)
    yield ',\n      "items": '
    for j, head in enumerate(heads):
        yield ("," if j else "[") + "\n        "
        yield from _line(head, {name: cells[first:last] for name, cells in people.line(j).items()})
    yield "\n      ]\n    }" if heads else "[]\n    }"


def _follow(people: Listed, first: int, last: int) -> Piece:
    """What opens for each."""
    from yunce.operate.appraisal.texts import words

    if not people.follow:
        return "[]"
    return words([json_text([fields_of(one) for one in people.follow.get(i, ())], "\n      ") for i in range(first, last)])


def _line(head: LineHead, cells: Mapping[str, pl.Series]) -> Iterator[Piece]:
    """One line of the card of everybody in a part."""
    for number, name in enumerate(LINE):
        yield ("{" if not number else ",") + f'\n          "{name}": '
        if name in cells:
            yield from _as_json(cells[name], bare=False)
        else:
            yield json_text(getattr(head, name))
    yield "\n        }"


def _as_json(column: pl.Series, *, bare: bool) -> Iterator[Piece]:
    """A column of texts as JSON: in quotation marks, what they may not hold escaped, null where nothing is known."""
    from yunce.cli.columns import changed

    if column.n_unique() == 1:
        yield column[0] if bare and column[0] is not None else json_text(column[0])
        return
    if not bare:
        column = changed(column, ESCAPED, lambda text: encode_basestring(text)[1:-1])
    if bare or column.null_count():
        yield (column if bare else '"' + column + '"').fill_null("null")
    else:
        yield from ('"', column, '"')


def _joined(pieces: Iterable[Piece], count: int) -> pl.Series:
    """Columns and what stands between them put together, row by row."""
    import polars as pl

    columns: dict[str, pl.Series] = {}
    parts: list[pl.Expr] = []
    for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        for piece in ["".join(map(str, run))] if is_text else run:
            name = str(len(columns))
            columns |= {} if isinstance(piece, str) else {name: piece}
            parts.append(pl.lit(piece) if isinstance(piece, str) else pl.col(name))
    columns["blank"] = pl.Series([""] * count)  # as many rows as there are people where they are all alike
    return pl.DataFrame(columns).select(pl.concat_str(*parts, pl.col("blank")).alias("text"))["text"]
