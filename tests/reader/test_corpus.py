# SPDX-License-Identifier: Apache-2.0
"""Ten genres in five forms: what must be found, how precisely, of which kind and under which name."""

from __future__ import annotations

import pytest

from tests.reader.corpus_files import Example, examples
from tests.reader.corpus_score import Score, score
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

EXAMPLES = tuple(examples())


def test_every_genre_and_form_is_there() -> None:
    genres = {one.name.rstrip("0123456789") for one in EXAMPLES}
    assert len(genres) == 10
    assert {one.form for one in EXAMPLES} == {"docx", "xlsx", "html", "md", "txt", "big5"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_each_plan(example: Example) -> None:
    found = score(example)
    assert found.share("value", "facts") >= 0.93, found.misses
    assert found.share("matched", "statements") >= 0.9, found.misses
    assert found.kind_f1 >= 0.7, found.misses


def test_all_together() -> None:
    whole = Score()
    for one in EXAMPLES:
        score(one, whole)
    assert whole.share("value", "facts") >= 0.97
    assert whole.share("matched", "statements") >= 0.95
    assert whole.kind_f1 >= 0.88
    for part, all_of in (("name", "named"), ("op", "with op"), ("period", "with period"), ("owner", "with owner")):
        assert whole.share(part, all_of) >= 0.9, part


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_every_digit_is_accounted_for(example: Example) -> None:
    reading = read_document(read_bytes(example.file_name, example.data()))
    spans = [(one.mention.start, one.mention.end) for one in (*reading.statements, *reading.aside)]
    covered = {at for start, end in spans for at in range(start, end)}
    assert not [at for at, sign in enumerate(reading.document.plain) if sign.isdigit() and sign.isascii() and at not in covered]
