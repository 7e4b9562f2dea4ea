# SPDX-License-Identifier: Apache-2.0
"""Sweeping and vacuum: files that no manifest names are leftovers of a killed load or of a state that nobody reads any more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from yunce.warehouse.duckdb.home import Home, every_file, read_manifest
from yunce.warehouse.duckdb.manifest import snapshot_from

GRACE = 300.0
"""Seconds for which an older manifest and its files are kept for those who are reading them."""
MOST_MANIFESTS = 16
MOST_KNOWN = 8
"""Cached states of the past that are kept."""

FOLDERS = ("revisions", "current", "views", "rollups", "rejects")


def sweep(home: Home) -> None:
    """Delete what no kept manifest needs. Only the holder of the writer's lock may call it."""
    shutil.rmtree(home.stage, ignore_errors=True)
    home.stage.mkdir(parents=True, exist_ok=True)
    numbers = _kept_manifests(home)
    manifests = [read_manifest(home, number) for number in numbers]
    needed = {path for manifest in manifests for path in manifest.paths()}
    for folder in FOLDERS:
        for name in every_file(home, folder):
            if name not in needed:
                _delete(home.at(name))
    buyers = {name for manifest in manifests for name in manifest.buyers}
    for path in home.ledger.glob("buyers-*.parquet"):
        if path.name not in buyers:
            _delete(path)
    _sweep_known(home)
    _sweep_spill(home)


def _kept_manifests(home: Home) -> list[int]:
    """The newest manifest and those that were the newest a moment ago; older ones and half-written ones are deleted."""
    for part in home.manifests.glob("*.part"):
        _delete(part)
    numbers = home.sequence()
    if not numbers:
        return []
    ages = {number: home.manifest_path(number).stat().st_mtime for number in numbers}
    kept = [n for i, n in enumerate(numbers) if n == numbers[-1] or _is_recent(ages, numbers, i)]
    for number in set(numbers) - set(kept):
        _delete(home.manifest_path(number))
    return kept


def _is_recent(ages: dict[int, float], numbers: list[int], index: int) -> bool:
    """A manifest is recent while it was followed less than the grace before the newest one."""
    followed = ages[numbers[index + 1]]
    return len(numbers) - index <= MOST_MANIFESTS and ages[numbers[-1]] - followed <= GRACE


def _sweep_known(home: Home) -> None:
    """Keep the latest cached states of the past; of the others the list goes first, then the files."""
    folder = home.at("known")
    lists = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in lists[MOST_KNOWN:]:
        _delete(old)
    needed = {path for kept in lists[:MOST_KNOWN] for path in _known_folders(kept)}
    newest = max((p.stat().st_mtime for p in lists), default=0.0)
    for child in folder.glob("*-*"):
        if child.is_dir() and child.name not in needed and newest - child.stat().st_mtime > GRACE:
            shutil.rmtree(child, ignore_errors=True)


def _known_folders(path: Path) -> set[str]:
    snapshot = snapshot_from(json.loads(path.read_text(encoding="utf-8")))
    return {p.split("/")[1] for p in snapshot.paths() if p.startswith("known/")}


def _sweep_spill(home: Home) -> None:
    """Delete what dead readers spilled: a living one holds the lock of its folder."""
    for folder in home.spill.iterdir():
        lock = FileLock(folder / "alive.lock")
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            continue  # its reader lives, or is just leaving
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return  # Windows does not delete what somebody reads: the next sweep will
