# SPDX-License-Identifier: Apache-2.0
"""A column of a table as text: read and compared as a whole, or cell by cell as any list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from yunce.values.writing import trimmed

if TYPE_CHECKING:
    import polars as pl

SEEN = r"^(?:[!-~\p{Han}](?:[ -~\p{Han}]*[!-~\p{Han}])?)?$"
"""Texts that begin and end with a sign that is seen for sure."""


class TextColumn(Sequence[str]):
    """The texts of a column; they become Python's own when somebody looks at one."""

    __slots__ = ("_texts", "series")

    def __init__(self, series: pl.Series) -> None:
        self.series = series
        self._texts: list[str] | None = None

    @property
    def texts(self) -> list[str]:
        """All of them."""
        if self._texts is None:
            self._texts = self.series.to_list()
        return self._texts

    def __len__(self) -> int:
        return len(self.series)

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return self.texts[index]


def series_of(texts: Sequence[str]) -> pl.Series:
    """A column as one series."""
    if isinstance(texts, TextColumn):
        return texts.series
    import polars as pl

    return pl.Series(texts, dtype=pl.String)


def trimmed_series(series: pl.Series) -> pl.Series:
    """Texts without blanks and unseen signs around them."""
    odd = series.filter(~series.str.contains(SEEN)).unique()
    return series.replace(odd, [trimmed(text) for text in odd.to_list()]) if len(odd) else series
