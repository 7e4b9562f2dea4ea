# SPDX-License-Identifier: Apache-2.0
"""Where things lie under `YUNCE_HOME`, and the one act that makes a load visible: a manifest put in place by an atomic rename."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.manifest import FORMAT, Manifest, dump_json, manifest_from
from yunce.warehouse.port import FACTS_FOLDER

_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation's facts and of its buyer ledger."""

    root: Path

    @property
    def facts(self) -> Path:
        """Everything that engines read."""
        return self.root / FACTS_FOLDER

    @property
    def ledger(self) -> Path:
        """The key and the map of buyers: outside the facts, backed up apart."""
        return self.root / "ledger"

    @property
    def manifests(self) -> Path:
        """Manifests by their number."""
        return self.facts / "manifests"

    @property
    def stage(self) -> Path:
        """What a running load needs besides its own files; swept by the next one."""
        return self.facts / "stage"

    @property
    def spill(self) -> Path:
        """Where readers put what does not fit into memory."""
        return self.facts / "spill"

    @property
    def lock(self) -> Path:
        """The lock of the one writer."""
        return self.facts / "write.lock"

    def at(self, path: str) -> Path:
        """The place of a file that a manifest names."""
        return self.facts / path

    def prepare(self) -> None:
        """Make the folders. Raises `YunceError` where the home cannot be used."""
        try:
            for folder in (self.manifests, self.stage, self.spill, self.ledger):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise YunceError(Problem.of("warehouse.home_unusable", str(self.root), why=error.strerror or str(error))) from error

    def sequence(self) -> list[int]:
        """The numbers of the manifests that are in place, rising."""
        try:
            return sorted(int(p.stem) for p in self.manifests.iterdir() if p.suffix == _SUFFIX)
        except OSError as error:
            raise YunceError(Problem.of("warehouse.home_unusable", str(self.root), why=error.strerror or str(error))) from error

    def manifest_path(self, seq: int) -> Path:
        """The file of a manifest."""
        return self.manifests / f"{seq:08d}{_SUFFIX}"


def read_manifest(home: Home, seq: int) -> Manifest:
    """The manifest of a number. Raises `FileNotFoundError` where it was vacuumed, `YunceError` where it is damaged."""
    path = home.manifest_path(seq)
    found = path.stat()
    return _manifest_at(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=32)
def _manifest_at(path: Path, state: tuple[int, int]) -> Manifest:  # noqa: ARG001 - when it was written and its size tell files apart
    """The manifest in a file. A file is never changed, so it is read once."""
    try:
        envelope = json.loads(path.read_text(encoding="utf-8"))
        if envelope["format"] > FORMAT:
            raise YunceError(Problem.of("warehouse.manifest_newer", str(path), format=envelope["format"]))
        if _digest(envelope["manifest"]) != envelope["sha256"]:
            raise YunceError(Problem.of("warehouse.manifest_corrupt", str(path)))
        return manifest_from(json.loads(envelope["manifest"]))
    except (KeyError, TypeError, ValueError) as error:
        raise YunceError(Problem.of("warehouse.manifest_corrupt", str(path))) from error


def publish(home: Home, manifest: Manifest) -> None:
    """Make a manifest the newest one: written aside, flushed to the disk, renamed. Readers see all of it or nothing."""
    text = dump_json(manifest)
    envelope = json.dumps({"format": FORMAT, "sha256": _digest(text), "manifest": text}, ensure_ascii=False)
    target = home.manifest_path(manifest.seq)
    with translated("发布"):
        write_whole(target, envelope.encode())


def write_whole(target: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file so that it is there whole or not at all, and stays after a power cut."""
    aside = target.with_name(f"{target.name}.{os.getpid()}.part")
    with open(aside, "wb", opener=lambda path, flags: os.open(path, flags, mode)) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make renames within a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def every_file(home: Home, folder: str) -> Iterator[str]:
    """Every file below a folder of `facts/`, named as manifests name it; empty where there is no folder."""
    top = str(home.facts)
    for parent, _, names in os.walk(home.at(folder)):
        inner = parent[len(top) + 1 :].replace(os.sep, "/")
        yield from (f"{inner}/{name}" for name in names)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
