# SPDX-License-Identifier: Apache-2.0
"""The demo company 示例服饰: its exports (real transactions, relabelled), its annual plan, and what it says of itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from yunce.app.demo.words import NOTICE, SOURCE_LINE

PLAN_NAME = "示例服饰_2026年度运营计划.yaml"


def plan_text() -> str:
    """The demo company's annual plan, as YAML."""
    return (files("yunce.app.demo") / "plan.yaml").read_text(encoding="utf-8")


def write_plan(folder: Path) -> Path:
    """The annual plan as a file in `folder`, for the ordinary `yunce plan add`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PLAN_NAME
    path.write_text(plan_text(), encoding="utf-8")
    return path


__all__ = ["NOTICE", "PLAN_NAME", "SOURCE_LINE", "plan_text", "write_plan"]
