# SPDX-License-Identifier: Apache-2.0
"""The quick reading of YAML sees what the library's own sees, to the character, in good texts and in broken ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import Event

from yunce.plan.events import events
from yunce.plan.tree import read_tree

CASES = Path(__file__).parent / "cases"
PACK = Path(__file__).parents[2] / "src" / "yunce" / "packs" / "ecommerce"
FORMS = (
    "a:\n  - {id: x, say: 'it''s', n: 300万}  # why\n  - id: y\n    text: |\n      two\n      lines\n    - z\n",
    'b: &t [1, "two # no comment", {c: *t}]\n? long\n: >-\n  folded\n  on\n',
    "%YAML 1.2\n---\nd: a:b c - d, e\ne:\n- f\n-   - g\n...\n",
)


def seen(found: Iterable[Event]) -> tuple[object, ...]:
    """Every event with its words and its place, and the refusal that ended them."""
    told: list[object] = []
    try:
        for event in found:
            words = tuple(getattr(event, name, None) for name in ("value", "anchor", "style"))
            told.append((type(event), *words, event.start_mark.index, event.end_mark.index))
    except YAMLError as wrong:
        told.append((type(wrong), str(wrong)))
    return tuple(told)


@pytest.mark.parametrize("file", [CASES / "example.yaml", PACK / "lists.yaml"], ids=lambda file: file.name)
def test_a_document_is_read_as_with_its_comments(file: Path) -> None:
    text = file.read_text("utf-8")
    assert seen(events(text)) == seen(YAML(typ="rt", pure=True).parse(text))


@given(
    st.sampled_from(FORMS), st.lists(st.tuples(st.integers(0, 120), st.sampled_from([*"#:-?[]{},&*!|>'\" \t\n", ": ", "- "])), max_size=3)
)
def test_a_text_with_slips_is_read_or_refused_as_by_the_library(form: str, slips: list[tuple[int, str]]) -> None:
    for at, slip in slips:
        form = form[:at] + slip + form[at:]
    assert seen(events(form)) == seen(YAML(typ="safe", pure=True).parse(form))


def test_a_key_without_its_colon_is_found_where_it_begins() -> None:
    text = "plan: {id: p}\ntargets\nclaims: []\n"
    tree, (problem,) = read_tree(text, "plan.yaml")
    assert tree is None
    assert dict(problem.params)["line"] == "2"
    assert problem.at is not None and text[problem.at.start :].startswith("targets")
