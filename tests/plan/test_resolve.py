# SPDX-License-Identifier: Apache-2.0
"""Resolved plans: what can be asked of them, and fingerprints that only meaning moves."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.plan.document import Plan
from yunce.plan.packs import Pack, parse_pack
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, UnknownElement, fingerprint, resolve
from yunce.plan.tree import read_tree
from yunce.values.calendar import Calendar
from yunce.values.problem import Problem

EXAMPLE = (Path(__file__).parent / "cases" / "example.yaml").read_text("utf-8")
Checked = tuple[Plan | None, Resolved | None, tuple[Problem, ...]]


def print_of(text: str, pack: Pack, calendar: Calendar) -> str:
    plan, _ = parse(text)
    assert plan is not None
    return fingerprint(resolve(plan, {"ecommerce": pack}, calendar)[0])


@pytest.fixture(scope="module")
def example_print(pack: Pack, calendar: Calendar) -> str:
    return print_of(EXAMPLE, pack, calendar)


def shuffled(node: Any, order: random.Random) -> Any:
    if isinstance(node, dict):
        keys = list(node)
        order.shuffle(keys)
        return {key: shuffled(node[key], order) for key in keys}
    return [shuffled(item, order) for item in node] if isinstance(node, list) else node


def test_a_resolved_plan_knows_its_elements(checked: Callable[[str], Checked]) -> None:
    _, resolved, _ = checked(EXAMPLE)
    assert resolved is not None
    assert resolved.metric("staff_cost").measure == "sum(ledger.amount)"
    assert resolved.metric("gmv").drivers == "visitors * conversion * aov"
    assert resolved.target("gmv_h2").unit == "shop"
    assert list(resolved.units) == ["company", "shop", "cs"]
    assert {member.id for member in resolved.lists["channel"]} >= {"tmall", "douyin"}
    assert set(resolved.inputs) == {"pack:ecommerce", "calendar"}
    with pytest.raises(UnknownElement):
        resolved.metric("nothing")
    with pytest.raises(UnknownElement):
        resolved.target("nothing")


@settings(max_examples=8)
@given(st.integers())
def test_the_order_of_keys_does_not_move_a_fingerprint(pack: Pack, calendar: Calendar, example_print: str, seed: int) -> None:
    tree, _ = read_tree(EXAMPLE)
    assert tree is not None
    assert print_of(json.dumps(shuffled(tree.value, random.Random(seed))), pack, calendar) == example_print


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 300万", "value: 3000000"),
        ("value: 300万", "value: 300W # 目标"),
        ("period: 2026-09..2026-12", "period: 2026-09-01..2026-12-31"),
    ],
)
def test_the_way_to_write_does_not_move_a_fingerprint(old: str, new: str, pack: Pack, calendar: Calendar, example_print: str) -> None:
    assert old in EXAMPLE
    changed = EXAMPLE.replace(f"    {old}  ", f"    {new}\n    #", 1)
    assert print_of(changed, pack, calendar) == example_print


@pytest.mark.parametrize(
    ("old", "new"), [("value: 300万", "value: 301万"), ("owner: gm", "owner: buyer"), ("stretch: 350万", "stretch: {unknown: true}")]
)
def test_another_meaning_is_another_fingerprint(old: str, new: str, pack: Pack, calendar: Calendar, example_print: str) -> None:
    assert print_of(EXAMPLE.replace(old, new, 1), pack, calendar) != example_print


def test_another_pack_is_another_fingerprint(pack: Pack, calendar: Calendar, example_print: str) -> None:
    plan, _ = parse(EXAMPLE)
    assert plan is not None
    other = pack.model_copy(update={"metrics": pack.metrics[1:]})
    assert fingerprint(resolve(plan, {"ecommerce": other}, calendar)[0]) != example_print


def test_the_pack_is_sound(checked: Callable[[str], Checked], pack: Pack) -> None:
    """Its metrics, written as a plan's own, are held to every check."""
    own = [metric.model_dump(mode="json", by_alias=True, exclude_defaults=True) for metric in pack.metrics]
    _, _, problems = checked(json.dumps({"yunce": 1, "plan": {"id": "p", "period": "2026"}, "metrics": own}, default=str))
    assert problems == ()
    assert all(metric.definition.endswith("。") and metric.name for metric in pack.metrics)


def test_a_pack_of_wrong_files_says_where() -> None:
    found, problems = parse_pack(
        {"a.yaml": "pack: x\nmetrics: [{id: a, kind: some}]\n", "b.yaml": "pack: y\n", "c.yaml": "- 1\n", "d.yaml": "a: ["}
    )
    assert found is not None
    assert sorted((p.code, p.path) for p in problems) == [
        ("plan.choice", "metrics[a].kind"), ("plan.duplicate_key", "b.yaml"), ("plan.not_mapping", "c.yaml"), ("plan.syntax", ""),
    ]  # fmt: skip
