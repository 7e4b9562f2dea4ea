# SPDX-License-Identifier: Apache-2.0
"""What is told: a title, a few lines, one link back; the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A message as people read it; texts are plain, whoever sends them escapes what the channel would take for form."""

    title: str
    lines: tuple[str, ...] = ()
    link: str = ""
    urgent: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines, and how many more there are where they are too many."""
        more = len(self.lines) - MOST_LINES
        return self.lines if more <= 0 else (*self.lines[:MOST_LINES], f"…… 另有 {more} 条")

    @property
    def text(self) -> str:
        """Everything as plain text."""
        return "\n".join(part for part in (self.title, *self.shown, self.link) if part)
