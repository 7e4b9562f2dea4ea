# SPDX-License-Identifier: Apache-2.0
"""Differences by drivers: the oracles to their printed digits, zeros, negatives, unknowns, laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.variance import Node, VarianceError, explain, explain_tree

BASE, ACTUAL = [10000, 0.02, 100], [12000, 0.018, 110]
"""访客 x 转化率 x 客单价: 20000 -> 23760."""
factor = st.floats(0.01, 100)
pairs = st.integers(1, 5).flatmap(lambda k: st.tuples(*[st.lists(factor, min_size=k, max_size=k)] * 2))


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("lmdi", [3979.35911641, -2299.60371042, 2080.24459401]),
        ("shapley", [3986.666667, -2313.333333, 2086.666667]),
        ("sequential", [4000, -2400, 2160]),
    ],
)
def test_sales_by_visitors_conversion_and_aov(method: str, parts: list[float]) -> None:
    found = explain(BASE, ACTUAL, method=method, unit=0.01)  # type: ignore[arg-type]
    assert found.parts.ravel() == pytest.approx(parts, rel=1e-9)
    assert found.units.sum() == found.difference[0] == 376000
    assert found.convention.split(":")[0] == method


def test_logarithmic_mean_of_the_oracle() -> None:
    found = explain([20000], [23760])
    assert found.units.tolist() == [[3760]]
    assert (23760 - 20000) / np.log(23760 / 20000) == pytest.approx(21826.048364, rel=1e-10)


def test_sequential_depends_on_order_and_says_so() -> None:
    found = explain(BASE[::-1], ACTUAL[::-1], method="sequential", names=("aov", "conversion", "visitors"))
    assert found.convention == "sequential: aov > conversion > visitors"
    assert found.units.ravel().tolist() == [2000, -2200, 3960]


def test_price_volume_mix_cost() -> None:
    base, actual = [[100, 200], [10, 20], [6, 15]], [[150, 180], [9, 21], [6.2, 15.5]]
    found = explain(base, actual, method="pvm")
    assert dict(zip(found.drivers, found.totals().tolist(), strict=True)) == {
        "volume": 140,
        "mix": -40,
        "price": 30,
        "cost": -120,
        "in": 0,
        "out": 0,
    }
    assert found.difference.tolist() == [10]


def test_new_and_delisted_items_have_their_own_bars() -> None:
    nan = np.nan
    found = explain([[10, 5, 0], [8, 4, nan], [5, 3, nan]], [[10, 0, 7], [8, nan, 9], [5, nan, 6]], method="pvm", unit=0.01)
    assert dict(zip(found.drivers, found.totals().tolist(), strict=True)) == {
        "volume": 0,
        "mix": 0,
        "price": 0,
        "cost": 0,
        "in": 2100,
        "out": -500,
    }


@pytest.mark.parametrize(
    ("base", "actual", "parts"),
    [
        ([0, 5], [4, 5], [20, 0]),
        ([4, 5], [0, 5], [-20, 0]),
        ([0, 0], [4, 5], [10, 10]),
        ([0, 5], [0, 9], [0, 0]),
        ([0, 5], [4, 0], [0, 0]),
        ([4, 5], [4, 5], [0, 0]),
    ],
)
def test_zeros_by_their_limits(base: list[float], actual: list[float], parts: list[float]) -> None:
    found = explain(base, actual)
    assert found.parts.ravel().tolist() == parts
    near = explain(np.maximum(base, 1e-100), np.maximum(actual, 1e-100))
    assert found.parts.ravel() == pytest.approx(near.parts.ravel(), abs=0.5)


def test_negative_rows_fall_back_to_shapley_and_unknown_rows_stay_unknown() -> None:
    found = explain([[10, -10, np.nan], [2, 2, 2]], [[12, 5, 1], [3, 3, 3]])
    assert found.convention == "lmdi; shapley in 1 of 3 rows (negative factors)"
    assert np.isnan(found.units[:, 2]).all()
    assert found.units[:, 1].tolist() == [38, -3] or found.units[:, 1].sum() == 35
    assert explain([-10, 2], [5, 3]).parts.ravel().tolist() == explain([-10, 2], [5, 3], method="shapley").parts.ravel().tolist()
    assert explain([-10, 2], [5, 3]).convention == "shapley (negative factors)"


@pytest.mark.parametrize("method", ["lmdi", "shapley", "sequential"])
@given(pair=pairs, unit=st.sampled_from([0.01, 1.0, 100.0]))
def test_closes_to_the_unit(method: str, pair: tuple[list[float], list[float]], unit: float) -> None:
    found = explain(*pair, method=method, unit=unit)  # type: ignore[arg-type]
    assert found.units.sum() == found.difference[0]
    assert found.parts.sum() == pytest.approx(np.prod(pair[1]) - np.prod(pair[0]), rel=1e-9, abs=1e-9 * np.prod(pair[0]))
    assert np.abs(found.units - found.parts / unit).max() < 2 + 1e-12 * np.abs(found.parts / unit).max()


@given(pairs, st.randoms())
def test_lmdi_and_shapley_know_no_order(pair: tuple[list[float], list[float]], random: object) -> None:
    order = list(range(len(pair[0])))[::-1]
    for method in ("lmdi", "shapley"):
        straight = explain(*pair, method=method).parts.ravel()  # type: ignore[arg-type]
        turned = explain([pair[0][i] for i in order], [pair[1][i] for i in order], method=method).parts.ravel()  # type: ignore[arg-type]
        assert turned == pytest.approx(straight[order], rel=1e-9, abs=1e-6)


@given(pairs)
def test_time_reversal(pair: tuple[list[float], list[float]]) -> None:
    for method in ("lmdi", "shapley"):
        there, back = explain(*pair, method=method), explain(*pair[::-1], method=method)  # type: ignore[arg-type]
        assert there.parts.ravel() == pytest.approx(-back.parts.ravel(), rel=1e-9, abs=1e-6)


@given(factor, factor, factor, factor)
def test_shapley_treats_equals_equally(a: float, b: float, c: float, d: float) -> None:
    found = explain([a, a, c], [b, b, d], method="shapley").parts.ravel()
    assert found[0] == pytest.approx(found[1], rel=1e-9, abs=1e-9)


def test_channels_of_one_total_close_together() -> None:
    base, actual = [[100, 200, 3], [0.1, 0.03, 0.3]], [[130, 170, 3], [0.11, 0.03, 0.7]]
    found = explain(base, actual, unit=1.0, rows="sum")
    total = np.floor(np.prod(actual, axis=0).sum() + 0.5) - np.floor(np.prod(base, axis=0).sum() + 0.5)
    assert found.units.sum() == found.difference[0] == total


def leaf(name: str, base: float, actual: float) -> Node:
    return Node(name, base=np.array([base]), actual=np.array([actual]))


def test_a_tree_of_channels_less_refunds() -> None:
    """净销售 = 天猫(访客 x 转化 x 客单价) + 抖音(支付买家 x 客单价) - 退款."""
    tmall = Node("tmall", "product", tuple(leaf(n, b, a) for n, b, a in zip(("uv", "cvr", "aov"), BASE, ACTUAL, strict=True)))
    douyin = Node("douyin", "product", (leaf("buyers", 50, 70), leaf("douyin_aov", 80, 75)))
    tree = Node("net", "difference", (Node("gross", "sum", (tmall, douyin)), leaf("refunds", 900, 1200)))
    found = explain_tree(tree, unit=0.01)
    by_name = dict(zip(found.drivers, found.units.ravel().tolist(), strict=True))
    assert by_name["uv"] == 397936
    assert by_name["refunds"] == -30000
    assert found.units.sum() == found.difference[0] == 376000 + 125000 - 30000


@given(st.lists(factor, min_size=8, max_size=8), st.sampled_from(["lmdi", "shapley", "sequential"]))
def test_ratio_of_sums_closes(numbers: list[float], method: str) -> None:
    a0, a1, b0, b1, c0, c1, d0, d1 = numbers
    tree = Node(
        "rate",
        "ratio",
        (
            Node("paid", "sum", (leaf("old", a0, a1), leaf("new", b0, b1))),
            Node("all", "product", (leaf("visits", c0, c1), leaf("share", d0, d1))),
        ),
    )
    found = explain_tree(tree, method=method, unit=1e-6)  # type: ignore[arg-type]
    assert found.parts.sum() == pytest.approx(found.actual[0] - found.base[0], rel=1e-8, abs=1e-8 * abs(found.base[0]))
    assert found.units.sum() == found.difference[0]


def test_a_ratio_over_zero_is_unknown() -> None:
    found = explain_tree(Node("aov", "ratio", (leaf("gmv", 0, 10), leaf("buyers", 0, 2))))
    assert np.isnan(found.units).all()


def test_many_rows_at_once_equal_one_at_a_time() -> None:
    rng = np.random.default_rng(3)
    base, actual = rng.random((4, 300)) * (rng.random((4, 300)) > 0.1), rng.random((4, 300)) * (rng.random((4, 300)) > 0.1)
    together = explain(base, actual, unit=1e-4)
    for i in range(300):
        assert together.units[:, i].tolist() == explain(base[:, i], actual[:, i], unit=1e-4).units.ravel().tolist()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: explain([1, 2], [1]), "variance.shape"),
        (lambda: explain([1, np.inf], [1, 2]), "variance.infinite"),
        (lambda: explain([1] * 9, [2] * 9, method="shapley"), "variance.too_many"),
        (lambda: explain([1], [2], method="magic"), "variance.method_unknown"),
        (lambda: explain([1], [2], unit=0), "variance.unit_wrong"),
        (lambda: explain([1], [2], names=("a", "b")), "variance.names_differ"),
        (lambda: explain([1], [2], method="pvm"), "variance.pvm_rows"),
        (lambda: explain_tree(Node("x", "ratio", (leaf("a", 1, 2),))), "variance.tree_wrong"),
        (lambda: explain_tree(Node("x")), "variance.tree_wrong"),
    ],
)
def test_wrong_input(call: object, code: str) -> None:
    with pytest.raises(VarianceError) as error:
        call()  # type: ignore[operator]
    assert error.value.problems[0].code == code
