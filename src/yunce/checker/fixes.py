# SPDX-License-Identifier: Apache-2.0
"""Suggested changes applied to a text: the edits of chosen findings, none of which overlap."""

from __future__ import annotations

from collections.abc import Iterable

from yunce.checker.findings import Edit, Finding


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Edit, ...]]:
    """The text with the findings' edits, and those applied; of two edits that overlap the first counts."""
    edits = sorted((one.edit for one in findings if one.edit), key=lambda edit: edit.span.start)
    applied: list[Edit] = []
    for edit in edits:
        if not applied or edit.span.start >= applied[-1].span.end:
            applied.append(edit)
    for edit in reversed(applied):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, tuple(applied)
