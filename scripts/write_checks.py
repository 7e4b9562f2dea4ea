# SPDX-License-Identifier: Apache-2.0
"""Write docs/checks.md from the rules."""

from __future__ import annotations

from pathlib import Path

from yunce.checker.explaining import page

if __name__ == "__main__":
    (Path(__file__).parent.parent / "docs" / "checks.md").write_text(page(), encoding="utf-8")
