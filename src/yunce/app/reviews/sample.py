# SPDX-License-Identifier: Apache-2.0
"""A written plan to try the reviewing on: our own words, with mistakes put in on purpose, as a Word file."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from yunce.app.reviews.word_file import WordFile

SAMPLE_NAME = "示例：家居旗舰店年度运营计划.docx"
_RULE = re.compile(r"\|(?:\s*-+\s*\|)+")


@cache
def sample_file() -> bytes:
    """The sample as a Word file; its bytes are the same every time."""
    word, rows = WordFile(), []
    for line in [*(files("yunce.app.reviews") / "sample.md").read_text("utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows += [] if _RULE.fullmatch(line) else [[cell.strip() for cell in line.strip("|").split("|")]]
            continue
        if rows:
            word.table(rows)
            rows = []
        _line(word, line)
    return word.content()


def _line(word: WordFile, line: str) -> None:
    if line.startswith("# "):
        word.title(line[2:])
    elif line.startswith("## "):
        word.heading(line[3:])
    elif line:
        word.paragraph(line)
