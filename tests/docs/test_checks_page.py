# SPDX-License-Identifier: Apache-2.0
"""The page of the rules is the one that the rules make."""

from __future__ import annotations

from pathlib import Path

from yunce.checker.explaining import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_it_is_of_today() -> None:
    """Make it anew with `python scripts/write_checks.py`."""
    assert PAGE.read_text("utf-8") == page()
