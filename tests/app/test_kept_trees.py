# SPDX-License-Identifier: Apache-2.0
"""Shipped YAML read once: the same document as JSON, read anew where the text or the kept file changed."""

from __future__ import annotations

import json
from pathlib import Path

from yunce.app.kept_trees import plain
from yunce.app.packs import Packs, pack_names, read_packs
from yunce.plan.tree import read_tree

TEXT = "pack: p\nmetrics:\n  - {id: a, name: '007', note: ~}\n  - {id: b, name: 否}\n"


def tree(text: str) -> object:
    found, problems = read_tree(text)
    assert found is not None and problems == ()
    return found.value


def test_the_second_reading_is_json_of_the_same_document(tmp_path: Path) -> None:
    assert plain(TEXT, tmp_path) == TEXT
    kept = plain(TEXT, tmp_path)
    assert kept.startswith("{") and tree(kept) == tree(TEXT)
    assert json.loads(kept)["metrics"][0] == {"id": "a", "name": "007", "note": None}
    assert plain(TEXT.replace("否", "是"), tmp_path) != kept


def test_damaged_and_wrong_documents_are_read_as_always(tmp_path: Path) -> None:
    plain(TEXT, tmp_path)
    file = next((tmp_path / "trees").iterdir())
    file.write_bytes(file.read_bytes()[:-3])
    assert plain(TEXT, tmp_path) == TEXT
    assert plain("a: [", tmp_path) == "a: [" and plain("a: [", tmp_path) == "a: ["
    assert plain("a: 1\na: 2\n", tmp_path) == plain("a: 1\na: 2\n", tmp_path) == "a: 1\na: 2\n"


def test_packs_are_named_without_being_read() -> None:
    packs = read_packs()
    assert isinstance(packs, Packs) and tuple(packs) == pack_names() and len(packs) == len(pack_names())
    assert "shop_money" in packs and "no_such" not in packs and packs.get("no_such") is None
    assert packs["shop_money"].pack == "shop_money"
