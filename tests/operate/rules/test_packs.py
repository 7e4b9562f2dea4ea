# SPDX-License-Identifier: Apache-2.0
"""The packs' rules, each over a small history made by hand: it fires exactly where it should, bounds included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from tests.operate.rules.histories import NAN, PLAN, steps
from yunce.app.packs import read_packs
from yunce.operate.rules.combining import combined
from yunce.operate.rules.conditions import conditions_of, grain_of, scope_of
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import judge
from yunce.plan.parts.rules import Rule

Rows = Mapping[str, Sequence[float]]
PACKS = read_packs()
OFFERED = [(name, rule.id) for name, pack in sorted(PACKS.items()) for rule in pack.rules]


def found(pack: str, own: str) -> Rule:
    return next(rule for rule in PACKS[pack].rules if rule.id == own)


def fired(pack: str, own: str, rows: Rows, texts: Mapping[str, str] | None = None) -> list[tuple[int, int]]:
    """When a pack's rule opens and closes for one subject; metrics that rest on the given ones are worked out."""
    one, metrics = found(pack, own), {m.id: m for m in PACKS[pack].metrics}
    conditions, problems = conditions_of(PLAN, metrics, [one])
    assert not problems, problems
    bases = {name: np.array([values], dtype=float) for name, values in rows.items()}
    numbers = dict(bases)
    for name in conditions[0].names:
        if name in metrics and name not in numbers:
            numbers[name] = combined(name, metrics, bases)
    length = next(iter(numbers.values())).shape[1]
    labels = {name: np.array([[text]], dtype=object) for name, text in (texts or {}).items()}
    over = History(one.each, grain_of(one), ("x",), steps(grain_of(one), length), numbers, labels, bases=bases, metrics=metrics)
    firings = judge(conditions, scope_of(PLAN, metrics, grain_of(one)), over)[0].firings
    return list(zip(firings.opened.tolist(), firings.closed.tolist(), strict=True))


# --- contact centre


def test_add_seat() -> None:
    assert fired("contact_centre", "add_seat", {"answer_rate": [0.95, 0.94, 0.92, 0.90, 0.91]}) == [(3, 4)]
    assert fired("contact_centre", "add_seat", {"answer_rate": [0.95, 0.94, 0.92, 0.901]}) == []
    assert fired("contact_centre", "add_seat", {"answer_rate": [0.95, 0.94, 0.94, 0.89]}) == []
    assert fired("contact_centre", "add_seat", {"answer_rate": [0.95, 0.94, NAN, 0.89]}) == []


def test_add_seat_users() -> None:
    assert fired("contact_centre", "add_seat_users", {"users": [130_000, 149_999, 169_999, 180_000]}) == [(2, 3)]


def test_replace_lines() -> None:
    assert fired("contact_centre", "replace_lines", {"complaints": [900, 800, 700, 500, 400, 450]}) == [(4, 5)]
    assert fired("contact_centre", "replace_lines", {"complaints": [900, 800, 700, 500, 401]}) == []
    assert fired("contact_centre", "replace_lines", {"complaints": [900, 300, 300, 200, 100]}) == []


def test_answer_signal() -> None:
    offered = [1000.0] * 60
    answered = [900.0, 905, 895] * 19 + [900, 900, 860]
    assert fired("contact_centre", "answer_signal", {"offered": offered, "answered": answered}) == [(59, 60)]


# --- bank


def test_wait_long() -> None:
    waits = [601, 601, 600, 601, 601, 601, 500, 480]
    assert fired("bank", "wait_long", {"mean_wait": waits}) == [(5, 7)]


def test_handle_signal() -> None:
    calm = [180.0, 185, 175] * 11
    assert fired("bank", "handle_signal", {"mean_handle": [*calm, 230, 180]}) == [(33, 34)]


@pytest.mark.parametrize(
    ("own", "count", "rate"), [("error_signal", "counter_errors", "error_rate"), ("reversal_signal", "reversals", "reversal_rate")]
)
def test_error_signals(own: str, count: str, rate: str) -> None:
    sizes = [10_000.0] * 15
    calm = [5.0, 4, 6] * 4
    assert fired("bank", own, {count: [*calm, 13, 5, 5], "transactions": sizes}) == [(12, 13)]
    assert fired("bank", own, {count: [*calm, 5, 6, 7], "transactions": sizes}) == []
    assert fired("bank", own, {count: [*calm[:-1], 4, 5, 6, 7], "transactions": sizes}) == [(14, 15)]


def test_central_falls() -> None:
    assert fired("bank", "central_falls", {"central_rate": [0.9, 0.89, 0.88, 0.88]}) == [(2, 3)]


def test_cash_over() -> None:
    limit = [500_000.0] * 6
    assert fired("bank", "cash_over", {"cash_on_hand": [500_001, 500_000, 500_001, 500_001, 500_001, 500_000], "cash_limit": limit}) == [
        (3, 5)
    ]


# --- pharmacy


def test_traffic_times_deals_times_basket() -> None:
    assert fired("pharmacy", "footfall_down", {"footfall": [1000, 800, 801, 640, 640]}) == [(1, 2), (3, 4)]
    assert fired("pharmacy", "footfall_down", {"footfall": [1000, 801]}) == []
    assert fired("pharmacy", "deal_rate_down", {"deal_rate": [0.40, 0.35, 0.31, 0.26]}) == [(1, 2), (3, 4)]
    assert fired("pharmacy", "basket_down", {"basket_value": [100, 90, 81.1, 81.1]}) == [(1, 2)]
    assert fired("pharmacy", "sales_fall", {"retail_sales": [1000, 960, 930, 900, 901]}) == [(3, 4)]
    assert fired("pharmacy", "sales_fall", {"retail_sales": [1000, 960, 930, 901]}) == []


# --- property, project sales


def test_third_c() -> None:
    assert fired("property", "third_c", {"appraisal_score": [80.9, 75, 81, 80, 80, 71, 80, 81]}) == [(5, 7)]
    assert fired("property", "third_c", {"appraisal_score": [80, NAN, 80, 80]}) == []


def test_client_unhappy() -> None:
    rows = {"clients_unhappy": [2, 3, 1, 1, 0], "clients_visited": [30, 40, 10, 11, 0]}
    assert fired("project_sales", "client_unhappy", rows) == [(1, 3)]


# --- shop


def replenishing(**more: Sequence[float]) -> list[tuple[int, int]]:
    sold = [14.0, 15, 16, 17, 18, 19, 19, 19, 19, 20, 20, 20, 21, 21]
    rows: dict[str, Sequence[float]] = {
        "units": sold, "gmv": [30 * n for n in sold],
        "cost": [30.0] * 14, "days_to_season_end": range(43, 29, -1), "stock_days": [5.0] * 14,
    }  # fmt: skip
    return fired("ecommerce", "replenish", {**rows, **more})


def test_replenish() -> None:
    assert replenishing() == [(13, 14)]  # 140 in the last seven days, 30 days left, sold at cost: all bounds met exactly
    assert replenishing(units=[*[14.0, 15, 16, 17, 18, 19, 19, 19, 19, 20, 20, 20, 21], 20]) == []
    assert replenishing(days_to_season_end=range(42, 28, -1)) == []
    assert replenishing(cost=[30.01] * 14) == []
    assert replenishing(units=[21.0] * 7 + [20.0] * 7, gmv=[630.0] * 7 + [600.0] * 7) == []
    assert replenishing(stock_days=[5.0] * 13 + [21]) == []
    assert replenishing(stock_days=[NAN] * 14) == [(13, 14)]


def test_hero_stock() -> None:
    on_hand = [30, 29, 40, 50, 49, NAN, 29]
    assert fired("ecommerce", "hero_stock_low", {"on_hand": on_hand}, {"role": "hero"}) == [(1, 3), (6, 7)]
    assert fired("ecommerce", "hero_stock_low", {"on_hand": on_hand}, {"role": "filler"}) == []


def test_life_of_a_hero() -> None:
    ranks = {"search_rank": [12, 10, 6, 5, 5], "category_rank": [20, 9, 5, 5, 11]}
    assert fired("ecommerce", "hero_growing", ranks) == [(1, 5)]
    assert fired("ecommerce", "hero_mature", ranks) == [(3, 4)]


def test_advertising() -> None:
    rows = {"gmv": [100, 101, 101, 90, 95], "ad_revenue": [30, 30, 30, 19.9, 29.9], "ad_spend": [10] * 5}
    assert fired("ecommerce", "ads_pay", rows) == [(1, 2)]
    assert fired("ecommerce", "ads_waste", rows) == [(3, 4)]


@pytest.mark.parametrize(
    ("own", "above", "below", "values", "when"),
    [
        ("shape_roi", "ad_revenue", "ad_spend", [3, 2.99, 5, 5.01, 4], [(1, 2), (3, 4)]),
        ("shape_marketing", "marketing_cost", "gmv", [0.10, 0.099, 0.15, 0.151, 0.12], [(1, 2), (3, 4)]),
        ("shape_staff", "labour_cost", "gmv", [0.10, 0.1001, 0.05], [(1, 2)]),
        ("shape_running", "running_cost", "gmv", [0.25, 0.2501, 0.05], [(1, 2)]),
        ("shape_margin", "margin_amount", "gmv", [0.5, 0.4999, 0.6], [(1, 2)]),
        ("shape_conversion", "buyers", "visitors", [0.01, 0.0099, 0.02], [(1, 2)]),
        ("shape_repurchase", "repeat_buyers", "buyers", [0.30, 0.2999, 0.4], [(1, 2)]),
    ],
)
def test_the_shape_of_a_month(own: str, above: str, below: str, values: list[float], when: list[tuple[int, int]]) -> None:
    size = 1000.0
    rows = {above: [v * size for v in values], below: [size] * len(values)}
    if own == "shape_marketing":
        rows = {"ad_spend": [v * size for v in values], "other_marketing": [NAN] * len(values), "gmv": rows["gmv"]}
    assert fired("ecommerce", own, rows) == when


@pytest.mark.parametrize(("pack", "own"), OFFERED)
def test_each_says_who_does_what_by_when(pack: str, own: str) -> None:
    rule = found(pack, own)
    assert (
        rule.title and rule.then and rule.then.owner in {role.id for role in PACKS[pack].roles} and rule.then.due and "{" in rule.then.title
    )
