# SPDX-License-Identifier: Apache-2.0
"""Metrics as people enter them by hand, under their id, name or synonym: also ratios, which nothing else can measure then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from yunce.operate.facts import View
from yunce.operate.lower import ENTRIES, lower
from yunce.operate.rules.axes import Axes, Floats
from yunce.operate.rules.reported import Reported, held_to_usual
from yunce.warehouse.port import Compare, Measure, Query

Ask = Callable[[list[Measure], tuple[str, ...]], Query]
HOW: Mapping[str, str] = {"sum": "sum", "last": "last"}
"""How the entries of a step are taken together, by the metric's kind; anything else is their mean."""


@dataclass(frozen=True, slots=True, eq=False)
class Entered:
    """The frame of entries by step and name, and under which names each metric is entered."""

    frame: pl.DataFrame
    names: Mapping[str, tuple[str, ...]]
    view: View

    def filled(self, metric: str, values: Floats, axes: Axes) -> Floats:
        """A metric with its entries where nothing else is known."""
        if metric not in self.names:
            return values
        how = HOW.get(self.view.metrics[metric].kind, "mean")
        mine = self.frame.filter(pl.col("metric").is_in(list(self.names[metric])))
        for part in mine.partition_by("metric"):
            found = held_to_usual(axes.lay(part, how), Reported(np.nan_to_num(axes.lay(part, "rows")), self.view.as_of), axes, inside=False)
            values = np.where(np.isnan(values), found, values)
        return values


def enterable(view: View, metrics: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The metrics that anything was entered for beside what they are measured by, with the names it stands under."""
    known = view.entered_metrics()
    own = {base.id for base in lower(metrics, view.metrics) if base.table == ENTRIES}
    parts = [*metrics, *(base.id for base in lower(metrics, view.metrics))]
    names = {m: (m, view.metrics[m].label, *view.metrics[m].synonyms) for m in dict.fromkeys(parts) if m not in own}
    return {metric: tuple(n for n in dict.fromkeys(words) if n in known) for metric, words in names.items() if known & set(words)}


def entered(view: View, ask: Ask, by: tuple[str, ...], names: Mapping[str, tuple[str, ...]]) -> Entered:
    """What was entered for some metrics, by step and name."""
    where = Compare("metric", "in", tuple(dict.fromkeys(name for words in names.values() for name in words)))
    measures = [Measure(how, ENTRIES, how, "value", where) for how in ("sum", "mean", "last")]
    measures.append(Measure("rows", ENTRIES, "count", "*", where))
    return Entered(view.facts.query(ask(measures, (*by, "metric"))), names, view)
