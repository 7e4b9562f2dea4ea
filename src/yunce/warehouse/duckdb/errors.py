# SPDX-License-Identifier: Apache-2.0
"""The border to disk, Polars and DuckDB: their errors become problems that a user can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from yunce.values.problem import Problem, YunceError

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_FULL_WORDS = ("No space left", "Disk quota exceeded", "File too large", "max_temp_directory_size")


class FilesGone(Exception):
    """A file of an older manifest was vacuumed while it was read: read the newest manifest and ask again."""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn errors of the disk and of the engines into `YunceError`; `what` is the act in Chinese."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise YunceError(Problem.of("warehouse.memory_short", what=what)) from error
    except (OSError, duckdb.IOException, pl.exceptions.ComputeError) as error:
        raise _problem(error, what) from error


def _problem(error: Exception, what: str) -> Exception:
    text = str(error)
    if getattr(error, "errno", None) in _FULL or any(words in text for words in _FULL_WORDS):
        return YunceError(Problem.of("warehouse.disk_full", what=what))
    if isinstance(error, FileNotFoundError) or "No such file" in text or "No files found" in text or "not found" in text:
        return FilesGone(text)
    return YunceError(Problem.of("warehouse.store_unreadable", why=text.splitlines()[0] if text else type(error).__name__))
