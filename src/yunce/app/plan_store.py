# SPDX-License-Identifier: Apache-2.0
"""Stored plan versions: immutable files named by their hash, one append-only index, nothing rewritten."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from yunce.values.problem import Problem, YunceError

SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """One version: its hash, the plan's id and title, its number among that plan's versions, when and by whom it was added."""

    fingerprint: str
    plan_id: str
    title: str
    number: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class PlanStore:
    """`plans/<hash>.yaml` beside `plans/index.jsonl` (replaced whole, by rename); its last line is the current version."""

    folder: Path

    def versions(self) -> tuple[StoredPlan, ...]:
        """All versions, newest first; a version added again counts by its latest line."""
        latest: dict[str, StoredPlan] = {}
        for stored in self._lines():
            latest.pop(stored.fingerprint, None)
            latest[stored.fingerprint] = stored
        return tuple(reversed(latest.values()))

    def text(self, fingerprint: str) -> str:
        """The text of a version as it was added. Raises `YunceError` where no version or several begin so."""
        return (self.folder / f"{self.find(fingerprint).fingerprint}.yaml").read_text("utf-8")

    def find(self, prefix: str = "") -> StoredPlan:
        """The version whose hash begins with `prefix`, the current one for an empty prefix."""
        versions = self.versions()
        if not versions:
            raise YunceError(Problem.of("app.no_plan"))
        if not prefix:
            return versions[0]
        hits = [v for v in versions if v.fingerprint.startswith(prefix)] if len(prefix) >= SHORTEST_PREFIX else []
        if len(hits) != 1:
            raise YunceError(Problem.of("app.plan_ambiguous" if hits else "app.plan_unknown", id=prefix))
        return hits[0]

    def add(self, text: str, version: StoredPlan) -> StoredPlan:
        """Keep a version and make it current; the same content again only becomes current. Safe when two add at once."""
        from filelock import FileLock  # only who writes waits for it

        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock"):
            known = {v.fingerprint: v for v in self._lines()}
            same_plan = {v.fingerprint for v in known.values() if v.plan_id == version.plan_id}
            number = known[version.fingerprint].number if version.fingerprint in known else len(same_plan) + 1
            kept = replace(version, number=number)
            self._write(f"{kept.fingerprint}.yaml", text)
            self._append(kept)
        return kept

    def _write(self, name: str, text: str) -> None:
        handle, staged = tempfile.mkstemp(dir=self.folder, prefix=".stage-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(staged).replace(self.folder / name)

    def _append(self, version: StoredPlan) -> None:
        row = _fields(version)
        row["added_at"] = version.added_at.isoformat()
        self._write("index.jsonl", "".join(f"{line}\n" for line in (*self._whole_lines(), json.dumps(row, ensure_ascii=False))))

    def _lines(self) -> list[StoredPlan]:
        return [_stored(json.loads(line)) for line in self._whole_lines()]

    def _whole_lines(self) -> list[str]:
        index = self.folder / "index.jsonl"
        return index.read_text("utf-8").split("\n")[:-1] if index.exists() else []


def _fields(version: StoredPlan) -> dict[str, object]:
    return {name: getattr(version, name) for name in StoredPlan.__slots__}


def _stored(row: dict[str, str]) -> StoredPlan:
    return StoredPlan(
        fingerprint=row["fingerprint"],
        plan_id=row["plan_id"],
        title=row["title"],
        number=int(row["number"]),
        added_at=datetime.fromisoformat(row["added_at"]),
        added_by=row["added_by"],
    )
