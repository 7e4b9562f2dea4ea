# SPDX-License-Identifier: Apache-2.0
"""A column of a table as text: read and compared as a whole, or cell by cell as any list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import polars as pl


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
