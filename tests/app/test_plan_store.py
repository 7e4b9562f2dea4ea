# SPDX-License-Identifier: Apache-2.0
"""Stored versions are immutable, numbered per plan, found by the beginning of their hash."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from yunce.app.plan_store import PlanStore, StoredPlan
from yunce.values.problem import YunceError


def version(fingerprint: str, plan_id: str = "shop") -> StoredPlan:
    return StoredPlan(fingerprint, plan_id, "年度运营计划", 0, datetime(2026, 11, 12, 9, 30), "店长")


def test_the_last_added_is_current_and_numbers_count_per_plan(tmp_path: Path) -> None:
    store = PlanStore(tmp_path / "plans")
    store.add("a: 1\n", version("aaaa1111"))
    store.add("b: 1\n", version("bbbb2222"))
    store.add("c: 1\n", version("cccc3333", "other"))
    assert [(v.fingerprint, v.number) for v in store.versions()] == [("cccc3333", 1), ("bbbb2222", 2), ("aaaa1111", 1)]
    assert store.text("aaaa") == "a: 1\n"


def test_adding_the_same_again_makes_it_current_without_a_new_number(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.add("a: 1\n", version("aaaa1111"))
    store.add("b: 1\n", version("bbbb2222"))
    assert store.add("a: 1\n", version("aaaa1111")).number == 1
    assert [v.fingerprint for v in store.versions()] == ["aaaa1111", "bbbb2222"]


def test_a_line_cut_by_a_power_loss_is_not_a_version_and_does_no_harm(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.add("a: 1\n", version("aaaa1111"))
    with (tmp_path / "index.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"fingerprint": "bbbb')
    store.add("c: 1\n", version("cccc3333"))
    assert [v.fingerprint for v in store.versions()] == ["cccc3333", "aaaa1111"]


@pytest.mark.parametrize(("prefix", "code"), [("zzzz", "app.plan_unknown"), ("aaaa", "app.plan_ambiguous"), ("a", "app.plan_unknown")])
def test_a_wrong_prefix_is_named(tmp_path: Path, prefix: str, code: str) -> None:
    store = PlanStore(tmp_path)
    store.add("a: 1\n", version("aaaa1111"))
    store.add("b: 1\n", version("aaaa2222"))
    with pytest.raises(YunceError) as caught:
        store.find(prefix)
    assert caught.value.problems[0].code == code


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(YunceError) as caught:
        PlanStore(tmp_path).find()
    assert caught.value.problems[0].code == "app.no_plan"
