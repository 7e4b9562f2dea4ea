# SPDX-License-Identifier: Apache-2.0
"""Documents that can hardly be read, and what the parser makes of them: never an exception."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.plan.parse import parse
from yunce.plan.tree import read_tree

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n" for before, after in pairwise("abcdefgh")
)
HEAD = "yunce: 1\nplan: {id: p, period: 2026}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "plan.empty"),
        ("\ufeff \n\n", "plan.empty"),
        ("# only words\n", "plan.empty"),
        ("~", "plan.empty"),
        ("- a\n- b\n", "plan.not_mapping"),
        ("hello", "plan.not_mapping"),
        ("yunce: 1\nplan:\n\tid: p\n", "plan.tab"),
        ("yunce: 1\nplan:\n  id: p\n   title: x\n", "plan.syntax"),
        ("a: [1, 2", "plan.syntax"),
        ("a: 'x", "plan.syntax"),
        ("a: *b", "plan.unknown_anchor"),
        ("*b : a", "plan.unknown_anchor"),
        ("&b x: 1\n*b : a", "plan.key_not_text"),
        ("[a]: b", "plan.key_not_text"),
        ("---\na: 1\n---\nb: 2\n", "plan.several_documents"),
        ("yunce: 1\x00", "plan.unreadable"),
        ("[" * 3000, "plan.too_deep"),
        ('{"a":' * 3000, "plan.too_deep"),
        ('{"a":' * 60 + "1" + "}" * 60, "plan.too_deep"),
        (BOMB, "plan.too_large"),
        ("x" * 8_000_001, "plan.too_long"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else value,
)  # fmt: skip
def test_what_cannot_be_read_is_one_problem(text: str, code: str) -> None:
    plan, problems = parse(text)
    assert plan is None
    assert [problem.code for problem in problems] == [code]


def test_problems_know_the_characters_that_they_speak_of() -> None:
    text = HEAD + "targets: [{id: a, metric: gmv, period: 2026-13, value: 5}]\n"
    _, problems = parse(text, name="plan.yaml")
    assert [(p.code, p.path, p.at and p.at.quote, p.at and p.at.doc) for p in problems] == [
        ("period.impossible", "targets[a].period", "2026-13", "plan.yaml")
    ]


def test_json_is_read_too() -> None:
    plan, problems = parse(
        '{"yunce": 1, "plan": {"id": "p", "period": "2026", "note": null}, "use": [], "budget": [{"id": "b", "amount": 0.10}]}'
    )
    assert problems == () and plan is not None
    assert str(plan.budget[0].amount) == "0.10"


def test_a_key_twice_in_json_is_a_problem() -> None:
    _, problems = parse('{"yunce": 1, "yunce": 1, "plan": {"id": "p", "period": "2026"}}')
    assert [p.code for p in problems] == ["plan.duplicate_key"]


def test_scalars_stay_the_text_that_was_written() -> None:
    tree, _ = read_tree("a: 0.10\nb: 2026-11-12\nc: 07:30\nd: yes\ne: 1_000\nf: 010\ng:\nh: ''\n")
    assert tree is not None
    assert tree.value == {"a": "0.10", "b": "2026-11-12", "c": "07:30", "d": "yes", "e": "1_000", "f": "010", "g": None, "h": ""}


def test_an_alias_is_the_value_of_its_anchor() -> None:
    plan, problems = parse(HEAD + "phases: [{id: a, title: &t 准备, period: 2026-01}, {id: b, title: *t, period: 2026-02}]\n")
    assert problems == () and plan is not None
    assert plan.phases[1].title == "准备"


def test_unknown_and_disputed_values_leave_their_fields_empty() -> None:
    text = HEAD + (
        "units: [{id: u, parent: {unknown: true}}]\n"
        "targets: [{id: a, metric: {disputed: [gmv, net_sales], stated: 销售额},"
        " period: {unknown: true, stated: 4月31日}, support: {unknown: true}}]\n"
    )
    plan, problems = parse(text)
    assert plan is not None and not plan.approvable
    assert sorted(plan.open_values) == ["targets[a].metric", "targets[a].period", "targets[a].support", "units[u].parent"]
    assert (plan.targets[0].metric, plan.targets[0].period, plan.targets[0].support) == ("", None, ())
    assert {p.severity.value for p in problems} == {"warning"}


def test_everything_wrong_is_told_at_once() -> None:
    text = "yunce: 2\nplan: {id: P, period: x}\nuse: ecommerce\ntargets: [a, {id: t, valu: 3}]\nextra: 1\n"
    _, problems = parse(text)
    assert sorted((p.code, p.path) for p in problems) == [
        ("period.unreadable", "plan.period"),
        ("plan.format", "yunce"),
        ("plan.id_form", "plan.id"),
        ("plan.missing_field", "targets[t].metric"),
        ("plan.missing_field", "targets[t].period"),
        ("plan.unknown_field", "extra"),
        ("plan.unknown_field", "targets[t].valu"),
        ("plan.wrong_shape", "targets[0]"),
        ("plan.wrong_shape", "use"),
    ]


@given(st.text(max_size=60))
def test_any_text_gives_a_plan_or_problems(text: str) -> None:
    plan, problems = parse(text)
    assert plan is not None or problems


LEAF = st.sampled_from(["gmv", "shop", "300万", "2026-09", "4月31日", "-1", "", "cn:618", "daily", "10d", "x y", "{"]) | st.text(max_size=6)
FIELDS = [
    "id",
    "metric",
    "period",
    "value",
    "split",
    "by",
    "values",
    "weights",
    "locks",
    "at",
    "unit",
    "owner",
    "unknown",
    "disputed",
    "stated",
    "gmv",
]
NODES = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4), max_leaves=12
)
PARTS = [
    "yunce",
    "plan",
    "use",
    "units",
    "roles",
    "targets",
    "budget",
    "campaigns",
    "duties",
    "rules",
    "scorecards",
    "headcount",
    "metrics",
]


@given(st.dictionaries(st.sampled_from(PARTS), NODES, max_size=6))
def test_any_tree_gives_a_plan_or_problems(tree: dict[str, object]) -> None:
    plan, problems = parse(json.dumps(tree))
    assert plan is not None or problems
