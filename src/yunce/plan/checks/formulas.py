# SPDX-License-Identifier: Apache-2.0
"""Can every formula be read, and do the names in it exist."""

from __future__ import annotations

from collections.abc import Iterator

from yunce.plan.checks.known import Known
from yunce.values.problem import Problem


def check_formulas(known: Known) -> Iterator[Problem]:
    """Formulas of metrics, filters, gates, rules, scores, quotas, claims."""
    yield from ()
