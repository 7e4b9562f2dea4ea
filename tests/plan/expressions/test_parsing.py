# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.plan.expressions import WORDS, Expression, names_of, parse_expression, reading_of, readings, text_of, texts_of
from yunce.plan.expressions.nodes import Arithmetic, Call, Compare, Logic, Name, Negative, Not, Number, Span, Text, Truth, Within
from yunce.values.duration import Duration
from yunce.values.problem import Problem


def parsed(text: str) -> Expression:
    found = parse_expression(text)
    assert not isinstance(found, Problem), found
    return found


def test_a_rule_becomes_a_tree() -> None:
    assert parsed("mean(units, 7d) >= 20 and not stock_days < 3") == Logic(
        "and",
        (
            Compare(">=", Call("mean", (Name("units"), Span(Duration(7, "d")))), Number(Decimal(20))),
            Not(Compare("<", Name("stock_days"), Number(Decimal(3)))),
        ),
    )


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("300万", 3000000, ""), ("60%", "0.6", "%"), ("5pp", "0.05", "pp"), ("20 单/天", 20, "单/天"), ("20单/天", 20, "单/天"),
        ("21万元", 210000, "CNY"), ("1.2亿", 120000000, ""), ("30W", 300000, ""), ("90分", 90, "分"),
    ],
)  # fmt: skip
def test_quantities(text: str, amount: object, unit: str) -> None:
    assert parsed(text) == Number(Decimal(str(amount)), unit)
    assert parsed(f"{text} < value").left == Number(Decimal(str(amount)), unit)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "duration"), [("7d", Duration(7, "d")), ("3天", Duration(3, "d")), ("2mo", Duration(2, "mo")), ("10wd", Duration(10, "wd"))]
)
def test_durations(text: str, duration: Duration) -> None:
    assert parsed(text) == Span(duration)


def test_members_keep_their_signs() -> None:
    assert parsed("x == '聚划算（秒杀）'").right == Text("聚划算（秒杀）")  # type: ignore[union-attr]
    assert parsed("x ＝＝ “A+”").right == Text("A+")  # type: ignore[union-attr]
    assert parsed("x != 'it''s'").right == Text("it's")  # type: ignore[union-attr]
    assert parsed("a in ('x', \"y\")") == Within(Name("a"), (Text("x"), Text("y")))
    assert parsed("a not in ('x')") == Within(Name("a"), (Text("x"),), negated=True)


def test_precedence() -> None:
    assert parsed("a or b and c") == Logic("or", (Name("a"), Logic("and", (Name("b"), Name("c")))))
    assert parsed("1 - 2 - 3") == Arithmetic("-", Arithmetic("-", Number(Decimal(1)), Number(Decimal(2))), Number(Decimal(3)))
    assert parsed("-a * b") == Arithmetic("*", Negative(Name("a")), Name("b"))
    assert parsed("a and (b and c)") == parsed("a and b and c")
    assert parsed("A ≥ 3 AND TRUE") == Logic("and", (Compare(">=", Name("a"), Number(Decimal(3))), Truth(True)))
    assert parsed("a <> b") == parsed("a ≠ b") == parsed("a != b")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "empty", ""), ("   ", "empty", ""), ("x" * 2001, "too_long", ""), ("not " * 150 + "x", "too_deep", ""),
        ("x = 3", "single_equals", "3"), ("1 < x < 3", "chained", "7"), ("人员 == 3", "unquoted", "1"), ("x == 'abc", "open_quote", "6"),
        ("x $ 3", "character", "3"), ("(x", "ended", ""), ("x ==", "ended", ""), ("x)", "unexpected", "2"), ("x y", "unexpected", "3"),
        ("80% in 20s", "unexpected", "8"), ("5 per 元", "unexpected", "3"), ("1,000 > 2", "unexpected", "2"),
        ("x and and y", "unexpected", "7"),
        ("f(,)", "unexpected", "3"), ("a..b", "character", "2"), ("__import__('os').system('x')", "character", "17"),
    ],
)  # fmt: skip
def test_what_does_not_parse_says_where_and_how_to_repair_it(text: str, code: str, column: str) -> None:
    found = parse_expression(text, "rules[x].when")
    assert isinstance(found, Problem)
    assert (found.code, found.path) == (f"expression.{code}", "rules[x].when")
    assert dict(found.params).get("column", "") == column
    assert (WORDS[found.code].message + WORDS[found.code].fix).format(**dict(found.params))


def test_a_number_too_large_is_a_problem() -> None:
    found = parse_expression("x > 99999999999999999999亿", "claims[x].test")
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("quantity.too_large", "claims[x].test")


def test_hostile_text_ends_soon() -> None:
    for text in (
        "(" * 1000 + "1" + ")" * 999,
        "(" * 900 + "1" + ")" * 900,
        "1+" * 900 + "1",
        "-" * 1900 + "1",
        "a and " * 300 + "b",
        "'" * 1999,
        "9" * 2000,
    ):
        parse_expression(text)


def test_names_and_members() -> None:
    tree = parsed("falls(answer_rate, 3) and orders(365d) > 2 and kind == 'centre' and done('open_shop') and sum(ledger.amount) > orders")
    assert names_of(tree) == ("answer_rate", "orders", "kind", "ledger.amount")
    assert texts_of(tree) == ("centre", "open_shop")


def test_readings_of_three_weeks_in_a_row() -> None:
    tree = parsed("not (falls(answer_rate, 3, 5pp) and x > 1)")
    assert reading_of(tree) == "total"
    assert [text_of(t) for t in readings(tree).values()] == [
        f"not (falls(answer_rate, 3, {r}=5pp) and x > 1)" for r in ("each", "total", "below")
    ]
    assert readings(parsed("falls(x, 3)")) == {}
    assert reading_of(parsed("x > 1")) == ""
    deep = parsed("-count(falls(x, 2, each=1)) * 2 + count(x in (1, 2)) > 3")
    assert "below=1" in text_of(readings(deep)["below"])


NAMES = st.sampled_from(["gmv", "ledger.amount", "answer_rate", "x_1"]).map(Name)
NUMBERS = st.builds(Number, st.decimals(0, 10**6, places=2), st.sampled_from(["", "%", "pp", "CNY", "单/天"]))
SPANS = st.builds(Span, st.builds(Duration, st.integers(1, 99), st.sampled_from(["d", "w", "mo", "wd", "h", "min", "s"])))
TEXTS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs", "Cc"]), max_size=8).map(Text)
LEAVES = NAMES | NUMBERS | SPANS | TEXTS | st.booleans().map(Truth)


def grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def logic(op: str, found: list[Expression]) -> Expression:
        flat = [p for part in found for p in (part.parts if isinstance(part, Logic) and part.op == op else (part,))]
        return Logic(op, tuple(flat))  # type: ignore[arg-type]

    args = st.lists(parts, max_size=3).map(tuple)
    named = st.lists(st.tuples(st.sampled_from(["each", "total"]), parts), max_size=1).map(tuple)
    return (
        st.builds(Arithmetic, st.sampled_from("+-*/"), parts, parts)
        | st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), parts, parts)
        | st.builds(Negative, parts)
        | st.builds(Not, parts)
        | st.builds(logic, st.sampled_from(["and", "or"]), st.lists(parts, min_size=2, max_size=3))
        | st.builds(Within, parts, st.lists(parts, min_size=1, max_size=3).map(tuple), st.booleans())
        | st.builds(Call, st.sampled_from(["mean", "falls", "done"]), args, named)
    )


@given(st.recursive(LEAVES, grown, max_leaves=12))
@settings(max_examples=2 * settings.default.max_examples)
def test_printing_and_parsing_give_the_tree_back(tree: Expression) -> None:
    text = text_of(tree)
    assert parsed(text) == tree
    assert text_of(parsed(text)) == text


@given(st.text(max_size=60) | st.text("abx 0123'\"()+-*/<>=!%.,and or not in 7d万", max_size=60))
def test_any_text_gives_a_tree_or_a_problem(text: str) -> None:
    found = parse_expression(text)
    if isinstance(found, Problem):
        assert found.code in WORDS or found.code.startswith("quantity.")
    else:
        assert parsed(text_of(found)) == found
