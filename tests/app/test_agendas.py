# SPDX-License-Identifier: Apache-2.0
"""Pieces on hand for campaigns; a calendar file that other programs read."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from tests.operate.agenda.planned import HEAD, plan_of
from yunce.app.agendas import stock_of
from yunce.app.calendar_file import calendar_file
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.values.problem import Problem, YunceError
from yunce.values.work_clock import SHANGHAI

METRIC = HEAD.replace("roles:", "metrics:\n  - {id: units, name: 支付件数, kind: sum, measured_in: 件, better: higher}\nroles:")
PIECES = "campaigns:\n  - {id: sale, at: cn:double_11, goals: {units: 500件}}"


def facts(*values: Decimal | None) -> Any:
    return SimpleNamespace(metric=lambda *_: SimpleNamespace(rows=(SimpleNamespace(values=values),)))


def refused() -> Any:
    def metric(*_: object) -> None:
        raise YunceError(Problem.of("operate.metric_unknown", id="on_hand", likely="-"))

    return SimpleNamespace(metric=metric)


def test_pieces_are_asked_for_only_where_a_campaign_sells_pieces() -> None:
    assert stock_of(plan_of(PIECES, METRIC), lambda: facts(Decimal(300), Decimal(40)), "") == 340
    assert stock_of(plan_of(PIECES, METRIC), lambda: facts(Decimal(300), None), "") == 300
    assert stock_of(plan_of(PIECES, METRIC), lambda: facts(None, None), "") is None
    assert stock_of(plan_of(PIECES, METRIC), refused, "") is None
    assert stock_of(plan_of("campaigns:\n  - {id: sale, at: cn:double_11}"), refused, "") is None


def test_a_calendar_file_is_folded_and_inert() -> None:
    due = datetime(2026, 11, 11, 23, 59, tzinfo=SHANGHAI)
    found = calendar_file(
        [Opening("a||", Kind.TASK, "双11，备货;" + "很长" * 30 + "\nBEGIN:VEVENT", due=due), Opening("b||", Kind.TASK, "没有日期")],
        "计划",
        {"a||": datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)},
    )
    lines = found.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines.count("BEGIN:VEVENT") == 1 and "DTSTART;VALUE=DATE:20261111" in lines and "DTSTAMP:20261101T010000Z" in lines
    assert "\\;" in found and "\\nBEGIN" in found.replace("\r\n ", "")
