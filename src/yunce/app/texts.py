# SPDX-License-Identifier: Apache-2.0
"""Reading people's text files: bounded, in the encodings that they are really saved in."""

from __future__ import annotations

import codecs
from pathlib import Path

from yunce.values.problem import Problem, YunceError

PLAN_LIMIT = 32 * 1024 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(path: Path, *, limit: int = PLAN_LIMIT) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030. Raises `YunceError` naming what is wrong and where."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise YunceError(Problem.of("app.file_too_large", str(path), size=size, limit=limit))
        content = path.read_bytes()
    except FileNotFoundError as e:
        raise YunceError(Problem.of("app.file_missing", str(path))) from e
    except OSError as e:
        raise YunceError(Problem.of("app.file_unreadable", str(path), reason=e.strerror or str(e))) from e
    return decode(content, str(path))


def decode(content: bytes, name: str) -> str:
    """Text of bytes, strictly; the error tells the first byte that cannot be read as UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as e:
                raise YunceError(Problem.of("app.encoding_unknown", name, offset=e.start)) from e
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as first:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError as e:
            raise YunceError(Problem.of("app.encoding_unknown", name, offset=first.start)) from e
