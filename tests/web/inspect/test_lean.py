# SPDX-License-Identifier: Apache-2.0
"""Items that are read leanly count as those that are read whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.web.conftest import SignIn
from yunce.operate.inspection.done import by_unit
from yunce.operate.inspection.hazards import quarters, register
from yunce.operate.workitems.item import Event, Opening, Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.statistics import repeats
from yunce.web.inspect.hazards import _read
from yunce.web.workitems.lean import lean_items
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def ledger() -> datetime:
    """Inspections with and without a score, hazards of both grades, findings that come back, some done, late, cancelled."""
    store = Store()
    for n in range(12):
        unit = ("cs", "west")[n % 2]
        (one,) = store.open([Opening(f"i{n}", Kind.INSPECTION, "巡检", unit, due=NOW + (n - 6) * DAY)], at=NOW - 9 * DAY, by="system")
        told = {"score": str(80 + n), "findings": n % 3} if n % 3 else {"score": None, "findings": 0}
        if n % 4:
            events = [Event(one.id, 2, NOW, "lin", Verb.ANSWERED, data=told), Event(one.id, 3, NOW, "lin", Verb.MOVED, State.DONE)]
            store.add(events if n % 4 != 3 else [Event(one.id, 2, NOW, "lin", Verb.MOVED, State.CANCELLED)])
        grave = n % 5 == 0
        data: dict[str, object] = {"finding": f"fire.{n % 3}", "hazard": "major" if grave else "minor"}
        hazard = Opening(f"r{n}", Kind.RECTIFICATION, "整改", unit, due=NOW + (n - 6) * DAY, subject="s", data=data,
                         severity=Severity.MAJOR if grave else Severity.MINOR)  # fmt: skip
        (found,) = store.open([hazard], at=NOW - n * 20 * DAY, by="system")
        if n % 3 == 0:
            moves = [
                Event(found.id, 2, NOW - DAY, "lin", Verb.MOVED, State.DONE),
                Event(found.id, 3, NOW, "wu", Verb.MOVED, State.VERIFIED),
            ]
            store.add(moves)
    return NOW


def test_inspections_and_findings_count_alike(ledger: datetime) -> None:
    rows = WorkItem.objects.filter(kind=Kind.INSPECTION)
    lean = lean_items(rows, Kind.INSPECTION, score="added__score", findings="added__findings")
    assert by_unit(lean, ledger) == by_unit(map(item_of, rows), ledger) != ()
    found = WorkItem.objects.filter(kind=Kind.RECTIFICATION, opening__data__finding__isnull=False)
    named = lean_items(found, Kind.RECTIFICATION, finding="opening__data__finding")
    assert repeats(named, 200 * DAY) == repeats(map(item_of, found), 200 * DAY) != ()


def test_hazards_count_alike(ledger: datetime) -> None:
    rows = WorkItem.objects.filter(kind=Kind.RECTIFICATION)
    lean, whole = _read(rows), [item_of(row) for row in rows]
    assert register(lean, ledger) == register(whole, ledger)
    assert quarters(lean, ledger) == quarters(whole, ledger) != ()


def test_the_pages_show_them(ledger: datetime, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: ledger)
    client = sign_in("admin")
    assert "整改" in client.get("/ops/inspections/hazards/").content.decode()
    assert "巡检" in client.get("/ops/inspections/").content.decode()
