# SPDX-License-Identifier: Apache-2.0
"""Files that spreadsheets open: UTF-8 with its mark, and no cell that could be taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import StreamingHttpResponse

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "=", "+", "-", "@")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?\Z")


def harmless(text: str) -> str:
    """A cell's text that no spreadsheet takes for a formula: an apostrophe before what could start one; plain numbers stay.

    >>> harmless("=1+1"), harmless("-3.5")
    ("'=1+1", '-3.5')
    """
    bare = text.lstrip(" \u00a0\u3000\ufeff")
    starts = text.startswith(_DANGEROUS) or bare.startswith(_DANGEROUS)
    return f"'{text}" if starts and not _PLAIN_NUMBER.match(text) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def csv_response(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> StreamingHttpResponse:
    """A csv download, sent as it is made."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([harmless(cell) for cell in header])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])
