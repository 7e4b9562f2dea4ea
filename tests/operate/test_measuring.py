# SPDX-License-Identifier: Apache-2.0
"""Metrics over a few numbers: unknown apart from zero, formulas, ratios, completeness; filters and formulas by themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.operate.looking import METRICS, period, reported, view
from yunce.operate.conditions import condition_of, driver_names, formula_names, formula_value
from yunce.operate.facts import Question
from yunce.operate.lower import combine, lower
from yunce.operate.measuring import measure, measure_days
from yunce.values.problem import YunceError
from yunce.warehouse.port import Combine, Compare

D = Decimal
SEPTEMBER = period("2026-09")


def test_reported_without_rows_is_zero_and_not_reported_is_unknown() -> None:
    looked = view(covered=reported("orders", "shop", "2026-09-01", 3))
    found = measure(looked, Question(("gmv", "visitors"), period("2026-09-01..2026-09-04"), ("day",), "shop"))
    assert [row.values for row in found.rows] == [(0, None), (0, None), (0, None), (None, None)]


def test_rows_that_leave_a_column_out_are_unknown() -> None:
    covered = reported("orders", "shop", "2026-09-01", 2)
    days = {"gmv": {"2026-09-01": 10_000}, "buyers rows": {"2026-09-01": 1}, "gmv rows": {"2026-09-01": 1}}
    row = measure(view(days=days, covered=covered), Question(("gmv", "buyers", "aov"), period("2026-09-01..2026-09-02"), (), "shop")).rows[
        0
    ]
    assert row.values == (100, None, None)


def test_days_of_a_metric_end_with_as_of() -> None:
    looked = view("2026-09-03", {"gmv": {"2026-09-01": 100, "2026-09-05": 900}}, reported("orders", "shop", "2026-09-01", 9))
    assert measure_days(looked, "gmv", Question(("gmv",), SEPTEMBER, (), "shop")) == [1, 0, 0]
    assert measure_days(looked, "gmv", Question(("gmv",), period("2026-10"), (), "shop")) == []


def test_completeness_is_reported_over_expected() -> None:
    looked = view("2026-09-10", {"gmv": {"2026-09-01": 100}}, reported("orders", "shop", "2026-09-01", 4))
    assert measure(looked, Question(("gmv",), SEPTEMBER, (), "shop")).rows[0].complete == D("0.4")
    assert measure(looked, Question(("gmv",), period("2026-10"), (), "shop")).rows[0].complete is None


def test_formulas() -> None:
    known = {"gmv": D(100), "refund_amount": D(30)}
    assert combine("net_sales", METRICS, known) == 70
    assert combine("refund_rate", METRICS, known) == D("0.3")
    assert combine("refund_rate", METRICS, {**known, "gmv": D(0)}) is None
    assert combine("marketing_cost", METRICS, {"ad_spend": D(5), "other_marketing": None}) == 5
    assert formula_value("a / b - 1", {"a": D(3), "b": D(2)}) == D("0.5")
    assert formula_value("a / b", {"a": D(3), "b": D(0)}) is None
    assert formula_names("a + b * a") == ("a", "b")
    assert driver_names("visitors * conversion * aov") == ("visitors", "conversion", "aov")
    assert driver_names("visitors + aov") == ()


def test_circles_and_empty_metrics_are_told() -> None:
    one, other = (METRICS["net_sales"].model_copy(update={"id": a, "formula": b}) for a, b in (("a", "b + b"), ("b", "a + a")))
    with pytest.raises(YunceError) as wrong:
        lower(("a",), {"a": one, "b": other})
    assert wrong.value.problems[0].code == "operate.metric_circular"
    with pytest.raises(YunceError) as wrong:
        lower(("a",), {"a": one.model_copy(update={"formula": ""})})
    assert wrong.value.problems[0].code == "operate.metric_empty"
    with pytest.raises(YunceError) as wrong:
        lower(("gvm",), METRICS)
    assert dict(wrong.value.problems[0].params)["likely"] == "gmv"


def test_filters() -> None:
    assert condition_of("campaign != '聚划算'") == Compare("campaign", "!=", "聚划算")
    assert condition_of("sales.channel in ('a', 'b')") == Compare("channel", "in", ("a", "b"))
    found = condition_of("not (sku == 'x') and quantity >= 2")
    assert isinstance(found, Combine) and found.op == "and"
    with pytest.raises(YunceError) as wrong:
        condition_of("sku", "targets[t].where")
    assert wrong.value.problems[0].code == "operate.filter_unusable"
