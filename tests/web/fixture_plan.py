# SPDX-License-Identifier: Apache-2.0
"""Two versions of one plan: the language's own example, with an unknown value and a name that tries to be markup."""

from __future__ import annotations

from pathlib import Path

_EXAMPLE = Path(__file__).parents[1] / "plan" / "cases" / "example.yaml"
PLAN_OLD = _EXAMPLE.read_text("utf-8")
PLAN = (
    PLAN_OLD.replace("value: 240万", 'value: {unknown: true, stated: "约两百多万"}')
    .replace("title: 选品,", 'title: "选品<script>alert(2)</script>",')
    .replace("stretch: 350万", "stretch: 360万")
)
