# SPDX-License-Identifier: Apache-2.0
"""Addresses of style and script files that change with their content, without a build step."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

MARK_LENGTH = 10


@lru_cache(maxsize=256)
def content_mark(name: str) -> str:
    """The first letters of a static file's SHA-256, empty where no such file is shipped."""
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:MARK_LENGTH] if isinstance(path, str) else ""


class VersionedFiles(StaticFilesStorage):
    """Static files with their content's mark in the address: `/static/ui/app.css?v=1f5f8b…`."""

    def url(self, name: str | None) -> str:
        """The address of a file, to be kept by browsers until its content changes."""
        address = super().url(name)
        mark = content_mark(name or "")
        return f"{address}?v={mark}" if mark else address
