# SPDX-License-Identifier: Apache-2.0
"""One number for how far a plan can be trusted: 100 less what its findings cost, in published steps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from yunce.checker.findings import Finding, Severity

COST: Mapping[Severity, int] = MappingProxyType({Severity.ERROR: 12, Severity.WARNING: 4, Severity.QUESTION: 1})
"""Points that the first finding of a kind costs; n of them cost `COST * n ** 0.75`, so that long plans are not lost by their length."""

GRADES = ((90, "可以执行"), (75, "修改后执行"), (60, "需要核对"), (0, "暂不能执行"))
"""From which score on a plan may be called what."""


@dataclass(frozen=True, slots=True)
class Health:
    """The score (0 to 100), what it comes from, and how many numbers the text holds and how many are accounted for."""

    score: int
    errors: int
    warnings: int
    questions: int
    numbers: int
    accounted: int

    @property
    def grade(self) -> str:
        """The score in words; a plan with an error is never called ready."""
        words = next(name for least, name in GRADES if self.score >= least)
        return GRADES[1][1] if self.errors and words == GRADES[0][1] else words


def health_of(findings: Iterable[Finding], numbers: int, accounted: int) -> Health:
    """The health that findings leave."""
    counts = Counter(one.severity for one in findings)
    lost = sum(COST[kind] * math.pow(counts[kind], 0.75) for kind in Severity)
    score = max(0, round(100 - lost))
    return Health(score, counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.QUESTION], numbers, accounted)
