# SPDX-License-Identifier: Apache-2.0
"""The only clock: moments are naive and in Asia/Shanghai, as every business time in the product."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """The present moment, naive, Asia/Shanghai."""
    return datetime.now(SHANGHAI).replace(tzinfo=None)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().date()
