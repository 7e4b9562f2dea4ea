# SPDX-License-Identifier: Apache-2.0
"""The demo company 示例服饰: its exports (real transactions, relabelled), its annual plan, and what it says of itself."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from yunce.app.demo.exports import write_exports
from yunce.app.demo.relabel import LAST_DAY
from yunce.app.demo.words import NOTICE, SOURCE_LINE

demo_as_of: date = LAST_DAY
"""The day that the demo looks at: the last day of the data."""


def plan_text() -> str:
    """The demo company's annual plan, as YAML."""
    return (files("yunce.app.demo") / "plan.yaml").read_text(encoding="utf-8")


__all__ = ["NOTICE", "SOURCE_LINE", "demo_as_of", "plan_text", "write_exports"]
