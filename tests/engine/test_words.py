# SPDX-License-Identifier: Apache-2.0
"""Every code that the engine raises has its words, and words name only parameters that the code gives."""

from __future__ import annotations

import re
from pathlib import Path

import yunce.engine
from yunce.engine.words import WORDS

SOURCES = "\n".join(path.read_text() for path in Path(yunce.engine.__file__).parent.rglob("*.py") if path.name != "words.py")


def test_every_code_has_words_and_every_word_a_code() -> None:
    methods = "|".join(sorted({code.partition(".")[0] for code in WORDS}))
    used = set(re.findall(rf'"((?:{methods})\.[a-z_]+)"', SOURCES))
    assert used == set(WORDS)


def test_placeholders_are_given() -> None:
    for code, words in WORDS.items():
        asked = set(re.findall(r"{(\w+)}", words.message + words.fix))
        spots = [SOURCES[m.end() : m.end() + 400] for m in re.finditer(re.escape(f'"{code}"'), SOURCES)]
        given = {name for spot in spots for name in re.findall(r"(\w+)=", spot)} | {"parent", "total", "locked", "count"}
        assert asked <= given, code
