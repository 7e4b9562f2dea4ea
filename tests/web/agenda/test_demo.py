# SPDX-License-Identifier: Apache-2.0
"""The demo company has worked for some weeks, and its forms are filled in as forms ask."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.agenda.test_agenda_pages import NOW, PLAN, stored
from tests.web.fixture_installation import FixtureInstallation
from yunce.operate.inspection.answers import check_answers
from yunce.operate.inspection.findings import findings
from yunce.operate.inspection.form import Form, Line
from yunce.operate.workitems.folding import fold
from yunce.operate.workitems.states import Severity, State
from yunce.values.quantity import Range
from yunce.web.agenda.demo import worked
from yunce.web.inspect.demo import FAULTY, answers_of
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

FORM = Form(
    "sheet",
    "检查单",
    lines=(
        Line("clean", "整洁", "pass_fail"),
        Line("heat", "温度", "number", limits=Range(Decimal(2), Decimal(8)), measured_in="℃"),
        Line("manner", "用语", "score", weight=Decimal(20), limits=Range(Decimal(16), None)),
        Line("brake", "制动", "pass_fail", severity=Severity.CRITICAL),
        Line("way", "方式", "choice", options=("现场", "视频")),
        Line("photo", "照片", "photo"),
        Line("words", "说明", "text"),
    ),
)


@given(st.integers(0, 99))
def test_invented_answers_are_right_and_find_at_most_one_thing(drawn: int) -> None:
    answers = answers_of(FORM, drawn)
    assert not check_answers(FORM, answers)
    assert len(findings(FORM, answers)) == (1 if drawn < FAULTY else 0)


@pytest.mark.django_db
def test_four_weeks_are_lived_once(there: FixtureInstallation) -> None:
    plan = stored(there, PLAN, "a" * 64)
    opened = worked(plan, NOW)
    assert opened and worked(plan, NOW) == 0
    rows = list(WorkItem.objects.all())
    assert State.DONE in {row.state for row in rows}
    latest = max(datetime.fromisoformat(str(event.at)) for row in rows for event in Store().events(row.pk))
    assert latest <= NOW
    for row in rows:
        events = Store().events(row.pk)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert fold(row.pk, item_of(row).opening, events).state == row.state
