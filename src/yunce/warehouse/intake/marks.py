# SPDX-License-Identifier: Apache-2.0
"""Explicit marks of fake orders in notes: which word, by the words that the packs hold as data. The note goes no further."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from yunce.warehouse.intake.cells import half_width
from yunce.warehouse.intake.profile import MarkWord, Profile

_LETTER = "A-Za-z0-9"


def mark_in(note: str, words: Iterable[MarkWord]) -> str | None:
    """The first word that marks the note as a fake order, None where it says nothing of the kind.

    >>> words = (MarkWord("补单", unless=("补单独",)), MarkWord("S单"))
    >>> mark_in("请补单独包装", words), mark_in("S单勿发", words), mark_in("XS单件", words)
    (None, 'S单', None)
    """
    text = half_width(note)
    for word in words:
        plain = text
        for phrase in word.unless:
            plain = plain.replace(phrase, "\u25a1")
        if pattern(word).search(plain):
            return word.word
    return None


def pattern(word: MarkWord) -> re.Pattern[str]:
    """How a word is found: not inside a longer word of letters; where it must stand alone, not beside any letter or character."""
    body = re.escape(word.word)
    beside = rf"{_LETTER}\u4e00-\u9fff" if word.alone else _LETTER
    before = rf"(?<![{beside}])" if word.alone or word.word[0].isascii() else ""
    after = rf"(?![{beside}])" if word.alone or word.word[-1].isascii() else ""
    return re.compile(before + body + after, re.IGNORECASE)


def found_marks(rows: pl.DataFrame, profile: Profile) -> pl.Series:
    """The mark of each row (null for none), from the profile's note columns."""
    marks = pl.Series("_mark", [None], dtype=pl.String).new_from_index(0, rows.height)
    if not profile.marks:
        return marks
    likely = "(?i)" + "|".join(re.escape(w.word) for w in profile.marks)
    for name in profile.notes:
        notes = rows.get_column(name)
        if notes.null_count() == len(notes):
            continue
        hit = notes.str.normalize("NFKC").str.contains(likely).fill_null(value=False) if _wide(notes) else notes.str.contains(likely)
        hit = hit.fill_null(value=False) & marks.is_null()
        if hit.any():
            texts = {t: mark_in(t, profile.marks) for t in notes.filter(hit).unique()}
            marks = marks.scatter(hit.arg_true(), [texts[t] for t in notes.filter(hit)])
    return marks


def _wide(notes: pl.Series) -> bool:
    """True where some note has full-width letters."""
    return bool(notes.str.contains("[\uff21-\uff3a\uff41-\uff5a]").any())
