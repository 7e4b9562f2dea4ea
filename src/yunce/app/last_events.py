# SPDX-License-Identifier: Apache-2.0
"""When something happened to work last, as the facts of the home know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from yunce.app.clock import SHANGHAI
from yunce.app.opening import has_facts, open_facts
from yunce.app.settings import Settings
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.openings import id_of
from yunce.warehouse.port import Compare, Measure, Query

EVENTS = "events"
ALWAYS = (date(1900, 1, 1), date(2200, 1, 1))


def last_events(openings: Iterable[Opening], settings: Settings | None = None) -> Mapping[str, datetime]:
    """The moment of the last event of each of some openings, by key; nothing for those that no event has touched."""
    settings = settings or Settings.read()
    keys = {id_of(opening.key): opening.key for opening in openings}
    if not keys or not has_facts(settings):
        return {}
    measure = Measure("events", EVENTS, "count", "*", Compare("item", "in", tuple(keys)))
    found = open_facts(settings).query(Query((measure,), ("item", "at"), *ALWAYS))
    last: dict[str, datetime] = {}
    for item, at in found.select("item", "at").iter_rows():
        if at is not None:
            last[keys[item]] = max(at.replace(tzinfo=SHANGHAI), last.get(keys[item], at.replace(tzinfo=SHANGHAI)))
    return last
