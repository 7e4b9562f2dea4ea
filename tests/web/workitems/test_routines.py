# SPDX-License-Identifier: Apache-2.0
"""What happens to work by itself: the facts are told, late work goes up; doing it twice changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from yunce.app.asking import Ask
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.operate.workitems.item import Event, Opening, Verb
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.steps import Actor, Asked, Do, Right
from yunce.values.work_clock import Hours, WorkClock
from yunce.web.workitems.doing import do
from yunce.web.workitems.escalating import escalate_all
from yunce.web.workitems.mirror import mirror_all
from yunce.web.workitems.models import UnmirroredEvent, WorkEvent
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BOSS, LEAD = Actor("wang", frozenset(Right)), Actor("zhao", frozenset({Right.VERIFY}))


def test_closure_and_on_time_are_ordinary_metrics(tmp_path: Path) -> None:
    """Four found: one closed in time, one closed late, one cancelled, one open: 2 of 3 closed, 1 of 2 in time."""
    found = [Opening(f"k{n}", Kind.RECTIFICATION, "t", "cs", due=NOW + DAY) for n in range(4)]
    early, late, double, _ = Store().open(found, at=NOW, by="lin")
    for item, at in ((early, NOW), (late, NOW + 2 * DAY)):
        after = do(item, Asked(Do.DONE), BOSS, at)
        do(after, Asked(Do.VERIFY), LEAD, at)  # type: ignore[arg-type]
    do(double, Asked(Do.CANCEL, "重复"), BOSS, NOW)
    home = Installation(Settings(tmp_path))
    assert mirror_all(home, NOW) == 9 and mirror_all(home, NOW) == 0
    ask = Ask(as_of=date(2026, 11, 20), period="2026-11")
    ids = ("work_found", "work_closed", "closure_rate", "on_time_rate", "days_to_close")
    (row,) = home.metric(ids, (), ask, pack="workitems").rows
    assert [float(value or 0) for value in row.values] == pytest.approx([3, 2, 2 / 3, 1 / 2, 1])


def test_what_cases_cost_is_an_ordinary_metric(tmp_path: Path) -> None:
    """Two cases: 199.90 and 50 at stake in the shop; the store answers for 120.50 of the first, then for 80."""
    found = [
        Opening(f"c{n}", Kind.CASE, "t", "shop", subject="sku-1", data={"amount": amount}) for n, amount in enumerate(("199.90", "50"))
    ]
    first, _ = Store().open(found, at=NOW, by="lin")
    home = Installation(Settings(tmp_path))
    for seq, cost in ((2, "120.50"), (3, "80")):
        Store().add([Event(first.id, seq, NOW, "lin", Verb.NOTED, data={"cause": "包装", "blamed": "store", "cost": cost})])
        mirror_all(home, NOW)
    ask = Ask(as_of=date(2026, 11, 20), period="2026-11")
    table = home.metric(("case_amount", "case_cost"), ("sku",), ask, pack="workitems")
    assert [(row.at, [float(v or 0) for v in row.values]) for row in table.rows] == [(("sku-1",), [249.9, 80])]


def test_telling_again_changes_nothing(tmp_path: Path) -> None:
    Store().open([Opening("k", Kind.TASK, "t")], at=NOW, by="lin")
    home = Installation(Settings(tmp_path))
    mirror_all(home, NOW)
    UnmirroredEvent.objects.create(event=WorkEvent.objects.get())
    assert mirror_all(home, NOW + DAY) == 1
    assert [(b.loaded, b.duplicate) for b in home.warehouse.batches()] == [(0, 1), (1, 0)]


def test_late_work_goes_up_once() -> None:
    late, not_late = Store().open(
        [Opening(f"k{n}", Kind.TASK, "t", "cs", "clerk", due=NOW + n * 9 * DAY) for n in range(2)], at=NOW, by="x"
    )
    clock, superiors = WorkClock(Hours(((540, 720), (780, 1080)))), {"clerk": "lead", "lead": "gm"}
    assert [escalate_all(superiors, clock, NOW + 1.5 * DAY) for _ in range(2)] == [1, 0]
    assert escalate_all(superiors, clock, NOW + 4 * DAY) == 1
    told = [event.data.get("escalated_to") for event in Store().events(late.id)]
    assert told == [None, "lead", "gm"] and Store().item(late.id).level == 2 and Store().item(not_late.id).level == 0
