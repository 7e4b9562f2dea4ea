# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from importlib.resources import files

import pytest

from yunce.values.calendar import Calendar, read_calendar


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """The calendar that ships, with the windows of shops."""
    packs = files("yunce.packs")
    names = ("calendar_cn/days.yaml", "calendar_cn/events.yaml", "ecommerce/calendar.yaml")
    made, problems = read_calendar(*((packs / name).read_text("utf-8") for name in names))
    assert problems == ()
    return made
