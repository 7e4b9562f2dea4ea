# SPDX-License-Identifier: Apache-2.0
"""Results that are kept: the same values when they are read, the same bytes when they are written again."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.operate.appraisal.cards import appraise, person, plan
from yunce.app.frozen_results import pack_appraisal, unpack_appraisal

CARD = plan(
    "scorecards: [{id: c, for: [clerk, manager], items: [{id: a, weight: 60, target: 100}, {id: b, weight: 40}], pay_by: score,"
    " pool: {limit: base, within: unit, on_excess: scale}}]"
)


def test_what_is_kept_comes_back() -> None:
    found = appraise(CARD, "人员,a,b\nclerk,97.3,88\nmanager,120,")
    text = pack_appraisal(found)
    kept = unpack_appraisal(text)
    assert pack_appraisal(kept) == text
    (clerk, before) = person(kept, "clerk"), person(found, "clerk")
    assert clerk.lines[0] == before.lines[0] and clerk.pay == before.pay
    assert person(kept, "manager").score is None and kept.problems == found.problems


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(ValidationError):
        unpack_appraisal("{}")
