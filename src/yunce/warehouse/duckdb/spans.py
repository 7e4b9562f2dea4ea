# SPDX-License-Identifier: Apache-2.0
"""What a batch covers: for each shop the days from its first to its last row, so that a day without rows is zero and not unknown."""

from __future__ import annotations

import polars as pl

from yunce.warehouse.duckdb.manifest import Span

GRAINS = {"traffic": "grain", "measures": "metric"}
"""Tables whose parts are reported apart, and the column that tells them apart."""

_SCHEMA = {
    "table": pl.String(),
    "grain": pl.String(),
    "platform": pl.String(),
    "shop": pl.String(),
    "unit": pl.String(),
    "first": pl.Date(),
    "last": pl.Date(),
}
_WHO = ("table", "grain", "platform", "shop", "unit")


class SpanCount:
    """First and last days by table, grain and shop, gathered chunk by chunk."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []

    def add(self, table: str, frame: pl.DataFrame) -> None:
        """Take in rows of a table; rows without a day cover nothing."""
        grain = pl.col(GRAINS[table]) if table in GRAINS else pl.lit("")
        named = frame.lazy().filter(pl.col("day").is_not_null()).select(
            pl.lit(table).alias("table"), grain.fill_null("").alias("grain"), pl.col("platform").fill_null(""),
            pl.col("shop").fill_null(""), "unit", "day",
        )  # fmt: skip
        part = named.group_by(_WHO).agg(pl.col("day").min().alias("first"), pl.col("day").max().alias("last")).collect()
        self._parts.append(part)

    def spans(self, tables: tuple[str, ...]) -> tuple[Span, ...]:
        """The spans of the batch; a side table of the file (refunds beside lines) covers what its main table covers."""
        whole = pl.concat([pl.DataFrame(schema=_SCHEMA), *self._parts], how="vertical")
        main = whole.filter(pl.col("table") == tables[0])
        sides = [main.with_columns(pl.lit(side).alias("table")) for side in tables[1:] if side not in GRAINS]
        joined = pl.concat([whole, *sides]).group_by(_WHO).agg(pl.col("first").min(), pl.col("last").max())
        return tuple(Span(**row) for row in joined.sort(_WHO, nulls_last=True).to_dicts())
