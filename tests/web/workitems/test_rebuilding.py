# SPDX-License-Identifier: Apache-2.0
"""Rows can be made again from their events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.steps import Actor, Asked, Do, Right
from yunce.web.workitems.doing import do
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rebuilding import rebuild
from yunce.web.workitems.rows import id_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)


def test_a_row_that_somebody_spoilt_is_found_and_mended() -> None:
    items = Store().open([Opening(f"k{n}", Kind.CASE, "t", "cs") for n in range(3)], at=NOW, by="lin")
    do(items[1], Asked(Do.START), Actor("boss", frozenset(Right)), NOW)
    assert rebuild(repair=False) == (3, ())
    WorkItem.objects.filter(pk=id_of("k1")).update(state="verified", assignee="", number="")
    assert rebuild(repair=False) == rebuild(repair=True) == (3, (id_of("k1"),))
    assert rebuild(repair=False) == (3, ()) and Store().item(id_of("k1")).assignee == "boss"
