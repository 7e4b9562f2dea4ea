# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from yunce.plan.expressions import BOOLEAN, TEXT, WORDS, Scope, Type, check, expect, number, parse_expression
from yunce.plan.expressions.units import RATIO, unit_of
from yunce.values.problem import Problem, Severity

SCOPE = Scope(
    names={
        "gmv": number("CNY", "series", windowed=True),
        "net_sales": number("CNY", "series", windowed=True),
        "orders": number("单", "series", windowed=True),
        "units": number("件", "series"),
        "visitors": number("人", "series"),
        "conversion": number("%", "series"),
        "aov": number("元/人", "series"),
        "answer_rate": number("%", "series"),
        "stock_days": number("天", "series"),
        "response_seconds": number("s", "series"),
        "days_to_season_end": number("天", "series"),
        "grade": Type("text", shape="series"),
        "kind": TEXT,
        "account": TEXT,
        "campaign": TEXT,
        "value": number(),
        "payback_months": number("月"),
        "budget": number("CNY", "many"),
        "ledger.amount": number("CNY", "many"),
        "lines.buyer": Type("text", shape="many"),
        "is_closed": BOOLEAN,
    },
    functions={
        "done": (BOOLEAN, frozenset({"open_shop", "select_products"})),
        "headcount": (number("人"), frozenset({"shop", "cs"})),
        "count": (number("人"), frozenset({"A+", "A", "B", "C", "D"})),
    },
    members={"kind": frozenset({"centre", "shop"})},
)


def wrong(text: str, scope: Scope = SCOPE) -> list[tuple[str, str]]:
    """Codes and columns of what is wrong with an expression."""
    tree = parse_expression(text)
    assert not isinstance(tree, Problem), tree
    _, problems = check(tree, scope, "rules[x].when")
    for problem in problems:
        assert (WORDS[problem.code].message + WORDS[problem.code].fix).format(**dict(problem.params))
        assert problem.path == "rules[x].when"
    return [(p.code.removeprefix("expression."), dict(p.params)["column"]) for p in problems]


def type_of(text: str, scope: Scope = SCOPE) -> Type | None:
    tree = parse_expression(text)
    assert not isinstance(tree, Problem), tree
    found, problems = check(tree, scope)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sum(ledger.amount)", "number"),
        ("account == '人员'", "boolean"),
        ("campaign != '聚划算'", "boolean"),
        ("payback_months <= 24", "boolean"),
        ("sum(budget) == 21万", "boolean"),
        ("done('open_shop') and headcount('cs') >= 1", "boolean"),
        ("kind == 'centre'", "boolean"),
        ("mean(units, 7d) >= 20 and days_to_season_end >= 30 and trend(units, 14d) > 0", "boolean"),
        ("stock_days > 20", "boolean"),
        ("falls(answer_rate, 3, total=5pp)", "boolean"),
        ("answer_rate >= 90%", "boolean"),
        ("orders(365d) >= 3 or net_sales(365d) >= 2000", "boolean"),
        ("100 - 10 * value", "number"),
        ("value >= 5", "boolean"),
        ("count('A+') == 0 or count('C') >= 1", "boolean"),
        ("streak(grade == 'C') >= 3", "boolean"),
        ("visitors * conversion * aov", "number"),
        ("account in ('人员', '房租')", "boolean"),
        ("distinct(lines.buyer)", "number"),
        ("not is_closed and gmv(30d) > 300万", "boolean"),
    ],
)
def test_every_expression_of_the_example_plan_checks(text: str, kind: str) -> None:
    found = type_of(text)
    assert found is not None
    assert found.kind == kind
    tree = parse_expression(text)
    assert not isinstance(tree, Problem)
    assert expect(found.kind, tree, SCOPE) == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("visitors * conversion * aov", "CNY"),
        ("gmv / orders", "CNY/单"),
        ("gmv / net_sales", "1"),
        ("1 / orders", "1/单"),
        ("2 * gmv + 300万", "CNY"),
        ("trend(units, 14d)", "件/天"),
        ("growth(gmv, 7d)", "1"),
        ("share(gmv)", "1"),
        ("20单/天 * 7d", "单"),
        ("answer_rate - 5pp", "1"),
    ],
)
def test_units_multiply_and_cancel(text: str, unit: str) -> None:
    found, expected = type_of(text), unit_of(unit) if unit != "1" else RATIO
    assert found is not None
    assert found.unit is not None
    assert expected is not None
    assert found.unit.fits(expected)


def test_shapes() -> None:
    assert type_of("mean(units, 7d) > 3") == Type("boolean", shape="series")
    assert type_of("sum(budget)") == number("CNY")
    assert type_of("done('open_shop')") == BOOLEAN
    assert type_of("value + 1") == Type("number")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gmv + visitors", [("units_differ", "5")]),
        ("gmv > 5人", [("units_differ", "5")]),
        ("answer_rate > 3元", [("units_differ", "13")]),
        ("response_seconds < 3d", []),
        ("stock_days in (3, 4元)", [("units_differ", "19")]),
        ("gmvv > 3", [("unknown_name", "1")]),
        ("gmv > 3 and ordes(7d) > 1 and nmae == 'x'", [("unknown_function", "13"), ("unknown_name", "31")]),
        ("kind == 'center'", [("unknown_member", "9")]),
        ("done('open_shp')", [("unknown_member", "6")]),
        ("kind in ('centre', 'zoo')", [("unknown_member", "20")]),
        ("gmv and true", [("wrong_kind", "1")]),
        ("not gmv", [("wrong_kind", "5")]),
        ("kind + 1 > 2", [("wrong_kind", "1")]),
        ("gmv == 'x'", [("wrong_kind", "8")]),
        ("kind < 'x'", [("no_order", "6"), ("unknown_member", "8")]),
        ("kind in (kind)", [("not_a_literal", "10")]),
        ("value in ('x')", [("wrong_kind", "11")]),
        ("mean(value, 7d) > 1", [("not_a_series", "6")]),
        ("mean(units, 7d, 3) > 1", [("arguments", "1")]),
        ("trend(units) > 1", [("arguments", "1")]),
        ("trend(units, 1d) > 1", [("window", "14")]),
        ("mean(units, 36h) > 1", [("window", "13")]),
        ("mean(units, 2wd) > 1", [("window", "13")]),
        ("mean(units, 2mo) > 1", [("window", "13")]),
        ("mean(units, 0) > 1", [("window", "13")]),
        ("mean(units, 99999d) > 1", [("window", "13")]),
        ("mean(grade, 7d) > 1", [("wrong_kind", "6")]),
        ("streak(gmv) > 1", [("wrong_kind", "8")]),
        ("count(gmv, 7d) > 1", [("wrong_kind", "7")]),
        ("distinct(gmv) > 1", [("not_a_series", "10")]),
        ("sum(budget, 7d) > 1", [("not_a_series", "5")]),
        ("done(gmv)", [("wants_a_member", "1")]),
        ("units(7d) > 3", [("not_over_a_window", "1")]),
        ("orders(7d, 3) > 3", [("arguments", "1")]),
        ("orders('x') > 3", [("window", "8")]),
        ("falls(gmv, 3, totl=5)", [("unknown_argument", "1")]),
        ("falls(gmv, 3, each=5, below=3)", [("two_sizes", "1")]),
        ("falls(gmv, 3, gmv)", [("size", "15")]),
        ("falls(gmv, 3, total=5人)", [("units_differ", "21")]),
        ("mean(gmv, 7d, total=3) > 1", [("unknown_argument", "1")]),
        ("falls(answer_rate, 3, total=5%)", [("percent_or_points", "29")]),
    ],
)
def test_everything_that_does_not_fit_is_told_at_once(text: str, found: list[tuple[str, str]]) -> None:
    assert wrong(text) == found


def test_likely_names() -> None:
    tree = parse_expression("anser_rate > 90%")
    assert not isinstance(tree, Problem)
    _, problems = check(tree, SCOPE)
    assert dict(problems[0].params)["likely"] == "answer_rate"


def test_a_percentage_of_a_rate_is_only_a_warning() -> None:
    tree = parse_expression("falls(answer_rate, 3, total=5%)")
    assert not isinstance(tree, Problem)
    assert [p.severity for p in check(tree, SCOPE)[1]] == [Severity.WARNING]


def test_a_formula_where_a_condition_belongs() -> None:
    tree = parse_expression("gmv + 1")
    assert not isinstance(tree, Problem)
    assert [p.code for p in expect("boolean", tree, SCOPE, "rules[x].when")] == ["expression.wrong_kind"]


def test_windows_follow_the_grain() -> None:
    weekly = Scope(SCOPE.names, SCOPE.functions, SCOPE.members, "week")
    monthly = Scope(SCOPE.names, SCOPE.functions, SCOPE.members, "month")
    assert wrong("mean(units, 14d) > 1 and falls(gmv, 3)", weekly) == []
    assert wrong("mean(units, 10d) > 1", weekly) == [("window", "13")]
    assert wrong("mean(units, 3mo) > 1", monthly) == []
    assert wrong("mean(units, 7d) > 1", monthly) == [("window", "13")]


@pytest.mark.parametrize(
    "text", ["gmv / 0 > 1", "gmv / (2 - 2) > 1", "gmv / (orders - orders) > 1", "1 / (0 * orders) > 1", "gmv / -0 > 1"]
)
def test_what_always_divides_by_nothing(text: str) -> None:
    assert [code for code, _ in wrong(text)] == ["divides_by_zero"]


@pytest.mark.parametrize("text", ["gmv / orders > 1", "gmv / (orders - visitors) > 1", "gmv / 0.1 > 1", "gmv / (1 / 2) > 1"])
def test_what_may_divide(text: str) -> None:
    assert "divides_by_zero" not in [code for code, _ in wrong(text)]
