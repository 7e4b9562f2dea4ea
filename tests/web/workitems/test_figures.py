# SPDX-License-Identifier: Apache-2.0
"""The page of figures counts what the methods count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.statistics import ageing, closure
from yunce.operate.workitems.steps import Actor, Asked, Do, Right
from yunce.web.workitems.counting import counted
from yunce.web.workitems.doing import do
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
BOSS, LEAD = Actor("wang", frozenset(Right)), Actor("zhao", frozenset({Right.VERIFY}))


def test_the_source_counts_eighty_three(sign_in: SignIn) -> None:
    found = [Opening(f"k{n}", Kind.RECTIFICATION, "通道堆物", "cs", data={"finding": "f1"}, subject="仓") for n in range(84)]
    items = Store().open(found, at=NOW - 9 * DAY, by="lin")
    for n, item in enumerate(items):
        asked = Asked(Do.UPWARD, "要拨款") if n < 19 else Asked(Do.CANCEL, "重复") if n == 83 else Asked(Do.DONE)
        after = do(item, asked, BOSS, NOW)
        if asked.do is Do.DONE:
            do(after, Asked(Do.VERIFY), LEAD, NOW)  # type: ignore[arg-type]
    page = sign_in("viewer", "cs").get("/ops/figures/").content.decode()
    assert ">83<" in page and ">64<" in page and "77.1%" in page and "100.0%" in page and "通道堆物" not in page and "f1" in page
    assert "还没有这类工作" in sign_in("viewer", "company").get("/ops/figures/?kind=case").content.decode()


def test_the_database_counts_as_the_methods_do() -> None:
    dues = [None, NOW - DAY, NOW + DAY]
    for n, age in enumerate((0, 7, 8, 15, 16, 30, 31, 60, 61, 400)):
        kind = (Kind.RECTIFICATION, Kind.TASK)[n % 2]
        item = Store().open([Opening(f"k{n}", kind, "t", "cs", due=dues[n % 3])], at=NOW - age * DAY, by="x")[0]
        if n % 4:
            do(item, Asked((Do.DONE, Do.UPWARD, Do.CANCEL)[n % 3], "x"), BOSS, NOW - 2 * DAY * (n % 2))
    (row,) = counted(WorkItem.objects.all(), NOW)
    items = [item_of(one) for one in WorkItem.objects.all()]
    method = closure(items, NOW)
    assert tuple(row[f"age{n}"] for n in range(5)) == ageing(items, NOW)
    assert (row["found"], row["closed"], row["upward"], row["fell_due"], row["by_due"]) == (
        method.found, method.closed, method.upward, method.due, method.closed_by_due,
    )  # fmt: skip
