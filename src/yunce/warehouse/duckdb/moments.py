# SPDX-License-Identifier: Apache-2.0
"""Moments as the product keeps them: naive, in Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


def naive(moment: datetime) -> datetime:
    """The same moment, naive in Asia/Shanghai; a naive one is taken to be there already."""
    return moment if moment.tzinfo is None else moment.astimezone(SHANGHAI).replace(tzinfo=None)
