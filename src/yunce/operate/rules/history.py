# SPDX-License-Identifier: Apache-2.0
"""What rules look at: the series of every name that they use, of each subject, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spc import Limits, individuals, rates, shares, signals
from yunce.operate.rules.combining import combined
from yunce.plan.expressions.answers import Answer, Single
from yunce.plan.expressions.series import last, trailing
from yunce.plan.expressions.truth import FALSE, TRUE, UNKNOWN, Floats, Truths
from yunce.plan.parts.targets import Metric
from yunce.values.grain import Grain
from yunce.values.period import Period

Texts = NDArray[np.object_]
NO_TEXT: Texts = np.full((1, 1), None, dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Subjects over steps. Numbers are (S, T) in each metric's own unit, NaN unknown; attributes (S, 1); texts (S, 1), None unknown."""

    each: str
    grain: Grain
    subjects: tuple[str, ...]
    steps: tuple[Period, ...]
    numbers: Mapping[str, Floats]
    texts: Mapping[str, Texts] = field(default_factory=dict)
    targets: Mapping[str, Floats] = field(default_factory=dict)
    """Targets of metrics at each step, (S, T) or (T,); for `falls(..., below=)`."""
    bases: Mapping[str, Floats] = field(default_factory=dict)
    """The directly measured metrics that the others rest on."""
    metrics: Mapping[str, Metric] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Subjects and steps."""
        return len(self.subjects), len(self.steps)

    def rows(self, first: int, until: int) -> History:
        """The same of some subjects only."""
        taken = slice(first, until)

        def cut(parts: Mapping[str, Floats]) -> dict[str, Floats]:
            return {name: part[taken] if part.ndim == 2 and part.shape[0] > 1 else part for name, part in parts.items()}

        texts = {name: part[taken] if part.shape[0] > 1 else part for name, part in self.texts.items()}
        return replace(
            self, subjects=self.subjects[taken], numbers=cut(self.numbers), texts=texts, targets=cut(self.targets), bases=cut(self.bases)
        )

    def tail(self, steps: int) -> History:
        """The same of the last steps only."""
        first = max(len(self.steps) - steps, 0)

        def cut(parts: Mapping[str, Floats]) -> dict[str, Floats]:
            return {name: np.ascontiguousarray(part[..., first:]) if part.shape[-1] > 1 else part for name, part in parts.items()}

        return replace(self, steps=self.steps[first:], numbers=cut(self.numbers), targets=cut(self.targets), bases=cut(self.bases))

    # --- as expressions ask ----------------------------------------------------------------------------------------

    def value(self, name: str) -> Answer:
        """A metric or an attribute; unknown where it means nothing for these subjects."""
        return self.numbers[name] if name in self.numbers else self.texts.get(name, NO_TEXT)

    def window(self, name: str, steps: int) -> Answer:
        """A metric over the trailing steps: sums add up, a ratio is taken of sums, a level is the last known one.

        Unknown for distinct counts, which cannot be had from counts of steps.
        """
        kinds = {self.metrics[base].kind for base in self.bases if base in self.metrics}
        metric = self.metrics.get(name)
        if metric is None or metric.kind == "sum" or name not in self.numbers:
            return None
        if metric.kind == "last":
            return last(self.numbers[name], steps)
        if metric.kind == "ratio" and kinds <= {"sum"} and metric.numerator:
            sums = {base: trailing(np.add, values, steps) for base, values in self.bases.items()}
            return combined(name, self.metrics, sums)
        return np.full(self.shape, np.nan)

    def plan(self, _function: str, _member: str, /) -> Single:
        """Rules do not ask the plan."""
        return None

    def target(self, name: str) -> Floats | None:
        """The target of a metric at each step."""
        return self.targets.get(name)

    def chart(self, chart: str, series: Sequence[Floats], test: str, base: int) -> Truths:
        """Where a control chart signals: true, false, or unknown where too little is known."""
        values, limits = _charted(chart, series, base)
        found, open_ = signals(limits.scores(values), test)
        return np.where(found, TRUE, np.where(open_, UNKNOWN, FALSE)).astype(np.uint8)


def _charted(chart: str, series: Sequence[Floats], base: int) -> tuple[Floats, Limits]:
    """The series that a chart draws, and its limits."""
    if chart == "spc":
        return series[0], individuals(series[0], base)
    count, size = series
    return count / np.where(size > 0, size, np.nan), (shares if chart == "spc_p" else rates)(count, size, base)
