# SPDX-License-Identifier: Apache-2.0
"""What a filled form scores and which of its lines failed. Source: docs/method/inspection.md, 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yunce.operate.inspection.answers import PASS, Answer, Answers, number_of
from yunce.operate.inspection.form import Form, Line
from yunce.values.writing import is_blank

CENT = Decimal("0.01")
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of the points that could be [points], and their share in hundredths; `None` where no line that counts was answered."""

    earned: Decimal
    full: Decimal

    @property
    def share(self) -> Decimal | None:
        """Earned over full [of 100], rounded half up to two places."""
        return (self.earned / self.full * 100).quantize(CENT, ROUND_HALF_UP) if self.full > 0 else None


def passes(line: Line, answer: Answer) -> bool | None:
    """Whether a line passed: `None` where it is absent, unanswered, or says nothing either way. What the inspector flags has failed."""
    if answer.absent:
        return None
    if answer.flagged:
        return False
    if not line.judges or is_blank(answer.value):
        return None
    if line.asks == "pass_fail":
        return answer.value == PASS
    if line.asks == "choice":
        return answer.value == line.standard
    number = number_of(line, answer.value)
    if number is None or line.limits is None:
        return None
    return line.limits.holds(number / line.full if line.asks == "score" and line.limits.unit == "%" else number)


def score(form: Form, answers: Answers) -> Score:
    """What a filled form scores: the sum of weight x share earned over the lines that count.

    Where any line that counts has a weight, those without count nothing; else each counts the same. A score line earns value/full, all
    others all or nothing. What is absent or says nothing either way is left out above and below the line.
    """
    weighted = any(line.weight is not None for line in form.lines if line.judges or line.asks == "score")
    earned = full = Decimal(0)
    for line, share in _shares(form, answers):
        weight = (line.weight or Decimal(0)) if weighted else ONE
        earned, full = earned + weight * share, full + weight
    return Score(earned, full)


def _shares(form: Form, answers: Answers) -> Iterator[tuple[Line, Decimal]]:
    """The lines that count, each with the share of its weight that it earns [1]."""
    for line in form.lines:
        answer = answers.of(line)
        if line.asks == "score" and not answer.absent:
            number = number_of(line, answer.value)
            if number is not None:
                yield line, min(max(number, Decimal(0)), line.full) / line.full
            continue
        passed = passes(line, answer)
        if passed is not None:
            yield line, Decimal(passed)
