# SPDX-License-Identifier: Apache-2.0
"""A sheet with a row a result: read as columns it says what its rows say one by one, and what is wrong in each."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import appraise, codes, month, person, plan, sheet
from yunce.operate.appraisal.given import read_given, vocabulary_of
from yunce.operate.appraisal.told import Value
from yunce.operate.tabular import Sheet

CARD = plan("""
scorecards:
  - id: c
    for: [clerk]
    items:
      - {id: a, title: 销售, weight: 60, target: 100}
      - {id: b, weight: 30, target: 10}
      - {id: d, title: 上线, weight: 10, due: 2026-11-10, deduct: 10}
""")
WORDS = vocabulary_of(CARD.plan.scorecards, CARD)
HEAD = "人员,岗位,指标,实际,目标,来源,确认人,期间\n"
ROW = st.tuples(
    st.sampled_from(["1", "2", "", " 1\u200b"]),
    st.sampled_from(["专员", "", "公司"]),
    st.sampled_from(["a", "销售", "b", "上线", "谁", ""]),
    st.sampled_from(["96", "96.0", "1.2万", "", "-", "九x", "2026-11-12", "１２"]),
    st.sampled_from(["", "200", "二x"]),
    st.sampled_from(["", "账"]),
    st.sampled_from(["", "王五"]),
    st.sampled_from(["", "2026-11", "2026-10", "某月"]),
)


def one_by_one(table: Sheet) -> tuple[dict[tuple[str, str], Value], list[tuple[str, str]]]:
    """The same results by the words of the method: each row by itself, the last of a result stands."""
    values: dict[tuple[str, str], Value] = {}
    wrong: list[tuple[str, str]] = []
    for line, cells in table.rows:
        who, post, item, actual, target, source, confirmer, period = (cells[name].strip().strip("\u200b") for name in table.header)
        if period == "某月":
            wrong.append((f"t:{line}", "table.cell_unreadable"))
        if period == "2026-10":
            continue
        key = {"a": "a", "销售": "a", "b": "b", "上线": "d"}.get(item)
        if key is None:
            wrong.append((f"t:{line}", "appraisal.item_unknown"))
            continue
        known = {"96": "96", "96.0": "96.0", "1.2万": "12000", "１２": "12", "2026-11-12": "2" if key == "d" else "2003"}  # a difference
        wrong += [(f"t:{line}", "table.cell_unreadable") for text in (actual, target) if text in {"九x", "二x"}]
        whose = who or {"专员": "clerk", "公司": "company"}.get(post, post)
        found = Value(
            Decimal(known[actual]) if actual in known else None, Decimal(200) if target == "200" else None, source or f"t:{line}", confirmer
        )
        if whose and (whose, key) in values and values[whose, key].actual != found.actual:
            wrong.append((f"t:{line}", "appraisal.result_twice"))
        values[whose, key] = found
    return values, wrong


@given(st.lists(ROW, max_size=8))
def test_columns_say_what_rows_say(rows: list[tuple[str, ...]]) -> None:
    table = sheet(HEAD + "".join(",".join(row) + "\n" for row in rows), "t")
    found, problems = read_given(table, WORDS, month())
    values, wrong = one_by_one(table)
    assert dict(found.values) == values and len(found.values) == len(values)
    assert [(problem.path, problem.code) for problem in problems] == wrong


def test_the_nearest_name_tells() -> None:
    rows = "人员,岗位,指标,实际\n1,专员,a,90\n,专员,a,50\n,专员,b,8\n,,上线,0\n"
    found = appraise(CARD, rows, people="人员,岗位\n1,专员\n2,专员\n")
    assert [[line.actual for line in person(found, who).lines] for who in "12"] == [[90, 8, 0], [50, 8, 0]]
    assert person(found, "2").lines[0].source == "actuals.csv:3"


def test_who_told_nothing_is_not_reported() -> None:
    found = appraise(CARD, "人员,指标,实际\n1,a,90\n", people="人员,岗位\n1,专员\n2,专员\n")
    assert [line.actual for line in person(found, "2").lines] == [None] * 3 and codes(found).count("appraisal.not_reported") == 3
