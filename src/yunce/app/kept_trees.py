# SPDX-License-Identifier: Apache-2.0
"""YAML that ships with the product, read once for a machine instead of at each start: kept in its JSON form under the hash of its text.

JSON is read thirty times as fast as YAML. A changed text has another hash and is read anew; what is damaged or cannot be written is read
as always. Only texts of the product are kept, nothing of anybody's documents. Only speed depends on this module.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import suppress
from pathlib import Path

from yunce.app.kept_code import cache_folder
from yunce.plan.tree import read_tree

FORM = "1"
"""Which reading the kept trees are of; another number leaves the old ones behind."""


def plain(text: str, folder: Path | None = None) -> str:
    """The same document as JSON where it is kept, else the text itself (and its JSON is kept for the next time)."""
    own = hashlib.sha256(f"{FORM}\n{text}".encode()).hexdigest()
    file = (folder or cache_folder()) / "trees" / f"{own}.json"
    kept = _read(file)
    if kept is None:
        _keep(file, text)
    return text if kept is None else kept


def _read(file: Path) -> str | None:
    """What a file keeps; nothing where it is not there or not as it was written."""
    try:
        check, data = file.read_bytes().split(b"\n", 1)
        return data.decode() if int(check) == zlib.crc32(data) else None
    except (OSError, ValueError):
        return None


def _keep(file: Path, text: str) -> None:
    """Put the JSON of a faultless document in place as a whole; not being able to is no fault."""
    tree, problems = read_tree(text)
    if tree is None or problems or not isinstance(tree.value, dict):
        return
    data = json.dumps(tree.value, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(b"%d\n%s" % (zlib.crc32(data), data))
        beside.replace(file)
