# SPDX-License-Identifier: Apache-2.0
"""What turned: by hand, and what is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yunce.operate.results import TargetStatus
from yunce.operate.turning import judgement_of, turned


def target(own: str = "t", **more: Any) -> TargetStatus:
    words = {"metric": "m", "metric_name": "m", "definition": "", "measured_in": "件", "kind": "sum", "better": "higher", "unit": "u"}
    told = {"unit_name": "u", "period": "2026-09", "first": date(2026, 9, 1), "last": date(2026, 9, 30), "low": None, "high": None}
    rest = {"stretch": None, "state": "running", "owner": "", "path": "", "source": None}
    numbers = {name: Decimal(value) if isinstance(value, str) and name in NUMBERS else value for name, value in more.items()}
    return TargetStatus(own, **{**words, **told, **rest, **numbers})


NUMBERS = {"value", "actual", "attainment", "time_progress", "low", "high"}


@pytest.mark.parametrize(
    ("more", "judgement"),
    [
        ({"value": "100", "actual": "40", "attainment": "0.4", "time_progress": "0.4"}, "good"),
        ({"value": "100", "actual": "40", "attainment": "0.4", "time_progress": "0.41"}, "bad"),
        ({"value": "100", "actual": "40", "attainment": "0.4", "time_progress": "0.41", "better": "lower"}, "good"),
        ({"value": "100", "actual": "40", "attainment": "0.4", "time_progress": "0.4", "better": "inside"}, "unknown"),
        ({"value": "0.9", "actual": "0.91", "kind": "ratio"}, "good"),
        ({"value": "0.9", "actual": "0.91", "kind": "ratio", "better": "lower"}, "bad"),
        ({"low": "1", "high": "3", "actual": "3"}, "good"),
        ({"low": "1", "high": "3", "actual": "3.1"}, "bad"),
        ({"value": "100"}, "unknown"),
        ({"value": "100", "actual": "0", "state": "not_started"}, "unknown"),
    ],
)
def test_how_a_target_stands(more: dict[str, Any], judgement: str) -> None:
    assert judgement_of(target(**more)) == judgement


def test_what_is_or_was_unknown_has_not_turned() -> None:
    good, bad, unknown = target("a", low="1", actual="2"), target("a", low="1", actual="0"), target("a", low="1")
    assert [turn.judgement for turn in turned([good], [bad])] == ["bad"]
    assert [turn.judgement for turn in turned([bad], [good])] == ["good"]
    assert turned([unknown], [bad]) == turned([good], [unknown]) == turned([good], [good]) == turned([], [bad]) == ()
    both = turned([bad, target("b", low="1", actual="2")], [good, target("b", low="1", actual="0")])
    assert [turn.now.id for turn in both] == ["b", "a"]  # what turned badly stands first
