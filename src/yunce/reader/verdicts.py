# SPDX-License-Identifier: Apache-2.0
"""What the reader says of a mention: a kind, by which rule and how surely, or why it is left aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yunce.values.light import light

Kind = Literal["target", "budget", "headcount", "milestone", "duty", "rule", "appraisal", "ratio", "total", "role", "context"]


@light
@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a mention with the rule that told it, or why it is left aside."""

    kind: Kind | None
    rule: str
    confidence: float = 0.6
    why: str = ""


def aside(why: str) -> Verdict:
    """Left aside, and why."""
    return Verdict(None, "", 0.0, why)
