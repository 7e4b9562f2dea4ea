# SPDX-License-Identifier: Apache-2.0
"""The clock that promises and ladders of this installation run on."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from yunce.app.installation import Installation
from yunce.values.problem import Problem, YunceError
from yunce.values.work_clock import WorkClock, read_hours

AHEAD = 2
"""So many years ahead a promise may reach."""


def work_clock(installation: Installation) -> WorkClock:
    """Working time of this installation. Raises `YunceError` for hours that cannot be read.

    A case has to be answered also while next year's public holidays are not published: until they are, its weekdays count as worked.
    """
    hours = read_hours(settings.YUNCE.hours, "YUNCE_HOURS")
    if isinstance(hours, Problem):
        raise YunceError(hours)
    calendar = installation.calendar
    last = max(calendar.published, default=timezone.now().year - 1)
    coming = frozenset(range(last + 1, timezone.now().year + AHEAD + 1))
    return WorkClock(hours, replace(calendar, published=calendar.published | coming))
