# SPDX-License-Identifier: Apache-2.0
"""Documents as people write them, and what the parser says of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from yunce.plan.parse import parse
from yunce.values.quantity import Quantity

EXAMPLE = (Path(__file__).parent / "cases" / "example.yaml").read_text(encoding="utf-8")


def test_the_example_of_the_language_has_no_problem() -> None:
    plan, problems = parse(EXAMPLE)
    assert problems == ()
    assert plan is not None
    assert plan.targets[0].value == Quantity(Decimal(3_000_000))
