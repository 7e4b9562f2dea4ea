# SPDX-License-Identifier: Apache-2.0
"""The glossary ties Chinese word, English word and code; here it is held to what it says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest
from ruamel.yaml import YAML

from tests.style.sources import PACKAGE, ROOT

pytestmark = pytest.mark.xdist_group("style")  # one worker reads the source once

COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One row: what it is called and how it is measured."""

    section: str
    chinese: str
    english: str
    code: str
    unit: str
    meaning: str


@cache
def terms() -> tuple[Term, ...]:
    """All rows of all tables of the page, with the section that they stand in."""
    found, section = [], ""
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not set(line) <= set("|- ") and cells[0] != "中文":
            assert len(cells) == COLUMNS, line
            found.append(Term(section, cells[0], cells[1], cells[2].strip("`"), cells[3], cells[4]))
    return tuple(found)


@cache
def words_in_source() -> frozenset[str]:
    """Every identifier-like word of the package's code and data."""
    texts = (path.read_text(encoding="utf-8") for kind in ("*.py", "*.yaml") for path in PACKAGE.rglob(kind))
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))


def test_each_name_is_used() -> None:
    assert terms()
    assert not [t.code for t in terms() if t.code not in words_in_source()]


def test_each_term_is_whole() -> None:
    assert not [t for t in terms() if not (t.chinese and t.english and t.code and t.meaning)]
    assert not [t for t in terms() if not re.search(r"[\u4e00-\u9fff]", t.chinese)]


def test_one_concept_has_one_word() -> None:
    for column in ("chinese", "english", "code"):
        counts = Counter(getattr(t, column) for t in terms())
        assert not [word for word, count in counts.items() if count > 1]


def test_the_metrics_are_those_of_the_pack() -> None:
    pack = YAML(typ="safe", pure=True).load((PACKAGE / "packs" / "ecommerce" / "metrics.yaml").read_text(encoding="utf-8"))
    wanted = {(m["id"], m["name"], str(m["measured_in"])) for m in pack["metrics"]}
    assert {(t.code, t.chinese, t.unit) for t in terms() if "ecommerce" in t.section} == wanted
