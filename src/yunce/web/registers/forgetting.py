# SPDX-License-Identifier: Apache-2.0
"""What is destroyed leaves the disk: the files of destroyed entries, as far as nothing else refers to their content."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from yunce.operate.registers.entry import Verb
from yunce.web.accounts.models import TrailEntry
from yunce.web.registers.models import RegisterEvent, RegisterFile
from yunce.web.workitems.evidence import path_of
from yunce.web.workitems.models import Evidence

SYSTEM = "system"
JUST_NOW = timedelta(minutes=10)
"""Content that was written more recently may be somebody's who has not noted it yet."""
LONGEST = 500


def forget_destroyed(now: datetime, entry_id: str = "") -> int:
    """Take the files of destroyed entries (of one) off the disk where nothing else refers to their content; how many.

    Their names, hashes and sizes stay in the register, and each removal is in the trail. What was written a moment ago is left for the
    next time: somebody may be handing the same content in.
    """
    gone = RegisterEvent.objects.filter(verb=Verb.DESTROYED.value)
    gone = gone.filter(entry_id=entry_id) if entry_id else gone
    rows = RegisterFile.objects.filter(entry_id__in=gone.values("entry_id")).order_by("pk")
    count = 0
    for row in rows:
        path = path_of(row.sha256)
        if _is_old(path, now) and not _is_used(row.sha256):
            path.unlink(missing_ok=True)
            subject = f"{row.sha256} {row.name}"[:LONGEST]
            TrailEntry.objects.create(event="register_file_removed", who=SYSTEM, subject=subject)
            count += 1
    return count


def _is_used(sha256: str) -> bool:
    """Whether work, or an entry that is not destroyed, refers to a content."""
    if Evidence.objects.filter(sha256=sha256).exists():
        return True
    holders = RegisterFile.objects.filter(sha256=sha256)
    return holders.exclude(entry_id__in=RegisterEvent.objects.filter(verb=Verb.DESTROYED.value).values("entry_id")).exists()


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return now.timestamp() - path.stat().st_mtime >= JUST_NOW.total_seconds()
    except FileNotFoundError:
        return False
