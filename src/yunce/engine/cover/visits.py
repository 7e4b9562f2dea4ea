# SPDX-License-Identifier: Apache-2.0
"""A visit: what a coverage is made of. Source: docs/method/cover.md."""

from __future__ import annotations

from dataclasses import dataclass

ANY = -1
"""The mode of a visit that none is asked of."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a subject: which one, in which period, in which mode (`ANY`: none is asked for), by which inspector."""

    period: int
    subject: int
    mode: int = ANY
    inspector: int = 0
