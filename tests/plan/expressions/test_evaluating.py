# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from tests.plan.expressions.test_checking import SCOPE
from yunce.plan.expressions import Scope, number, parse_expression, reach_of
from yunce.plan.expressions.calling import NoSubjects
from yunce.plan.expressions.evaluating import Evaluation, ExpressionError, Single, evaluate, latest
from yunce.values.problem import Problem

NAN = np.nan


@dataclass
class Facts:
    """Values by name, results of plan functions by (function, member), targets by metric."""

    values: Mapping[str, Any] = field(default_factory=dict)
    plans: Mapping[tuple[str, str], Single] = field(default_factory=dict)
    targets: Mapping[str, Any] = field(default_factory=dict)
    windows: Mapping[tuple[str, int], Any] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        found = self.values.get(name)
        return np.array(found, dtype=float) if isinstance(found, list) and not any(isinstance(v, str) for v in found) else found

    def window(self, name: str, steps: int) -> Any:
        return self.windows.get((name, steps))

    def plan(self, function: str, member: str) -> Single:
        return self.plans.get((function, member))

    def target(self, name: str) -> Any:
        found = self.targets.get(name)
        return None if found is None else np.array(found, dtype=float)


def ask(text: str, facts: Facts | None = None, scope: Scope = SCOPE) -> Any:
    tree = parse_expression(text)
    assert not isinstance(tree, Problem), tree
    return evaluate(tree, scope, facts or Facts())


def history(text: str, scope: Scope = SCOPE, **values: Any) -> list[Any]:
    """A series' answers, first to last: numbers, None unknown, truth."""
    found = ask(text, Facts(values), scope)
    return [latest(found[..., : n + 1]) for n in range(found.shape[-1])]


def test_claims_are_exact() -> None:
    rows = (Decimal("110000.10"), Decimal("99999.90"))
    assert ask("sum(budget) == 21万", Facts({"budget": rows})) is True
    assert ask("sum(budget)", Facts({"budget": ()})) == 0
    assert ask("sum(budget)", Facts({"budget": (Decimal(1), None)})) is None
    assert ask("mean(budget)", Facts({"budget": rows})) == Decimal(105000)
    assert ask("max(budget) - min(budget)", Facts({"budget": rows})) == Decimal("10000.20")
    assert ask("count(budget) + last(budget) * 0", Facts({"budget": rows})) == 2
    assert ask("distinct(lines.buyer)", Facts({"lines.buyer": ("a", "b", "a", None)})) == 2
    assert ask("mean(budget)", Facts({"budget": ()})) is None
    assert ask("payback_months <= 24", Facts({"payback_months": Decimal("23.5")})) is True
    assert ask("0.1 + 0.2 == 0.3") is True
    assert ask("100 - 10 * value", Facts({"value": Decimal("2.5")})) == Decimal(75)
    assert ask("value / 0", Facts({"value": Decimal(1)})) is None
    assert ask("value + 1 > 2") is None
    assert ask("-value < 3", Facts({"value": Decimal(1)})) is True


def test_gates_ask_the_plan() -> None:
    facts = Facts(plans={("done", "open_shop"): True, ("headcount", "cs"): Decimal(1), ("count", "A+"): Decimal(1), ("count", "C"): None})
    assert ask("done('open_shop') and headcount('cs') >= 1", facts) is True
    assert ask("count('A+') == 0 or count('C') >= 1", facts) is None
    assert ask("done('select_products')", facts) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("true and is_closed", None), ("false and is_closed", False), ("true or is_closed", True), ("false or is_closed", None),
        ("not is_closed", None), ("is_closed == true", None), ("kind in ('centre')", None),
        ("true and not false", True), ("true == true", True),
    ],
)  # fmt: skip
def test_unknown_is_neither_true_nor_false(text: str, answer: bool | None) -> None:
    assert ask(text) is answer


def test_members() -> None:
    facts = Facts({"kind": "centre", "account": "人员"})
    assert ask("kind == 'centre' and account in ('人员', '房租')", facts) is True
    assert ask("account not in ('人员')", facts) is False
    assert ask("kind != 'centre'", facts) is False


def test_windows_by_hand() -> None:
    units = [1, 2, 3, 4, NAN, 6]
    assert history("mean(units, 3d)", units=units) == [None, None, 2, 3, None, None]
    assert history("sum(units, 2d)", units=units) == [None, 3, 5, 7, None, None]
    assert history("sum(units)", units=units) == [1, 3, 6, 10, None, None]
    assert history("mean(units)", units=units) == [1, Decimal("1.5"), 2, Decimal("2.5"), None, None]
    assert history("min(units, 2)", units=units) == [None, 1, 2, 3, None, None]
    assert history("max(units)", units=units) == [1, 2, 3, 4, None, None]
    assert history("last(units)", units=[NAN, *units]) == [None, 1, 2, 3, 4, 4, 6]
    assert history("last(units, 2)", units=[1, NAN, NAN, 2]) == [1, 1, None, 2]
    assert history("change(units, 2d)", units=units) == [None, None, 2, 2, None, 2]
    assert history("change(units)", units=units) == [None, 1, 1, 1, None, None]
    assert history("growth(units)", units=[2, 3, 0, 4, -1, 5]) == [None, Decimal("0.5"), -1, None, Decimal("-1.25"), None]
    assert history("trend(units, 3d)", units=units) == [None, None, 1, 1, None, None]
    assert history("trend(units, 14d)", units=units) == [None] * 6
    assert history("count(units > 2, 3d)", units=units) == [None, None, 1, 2, None, None]
    assert history("mean(units, 3d) >= 3", units=units) == [None, None, False, True, None, None]
    assert history("units * 2 + 1 - units / 2", units=[2, 4]) == [4, 7]
    assert history("units / (units - units)", units=[2]) == [None]
    assert history("-units != -2", units=[2, 4, NAN]) == [False, True, None]


def test_a_level_series_has_no_trend() -> None:
    assert history("trend(units, 14d) > 0", units=[19.9] * 20)[-7:] == [False] * 7
    assert history("mean(units, 7d) >= 19.9", units=[19.9] * 8)[-2:] == [True, True]


def test_three_weeks_in_a_row_down_by_five_points() -> None:
    """接通率 90 88 86 84 %: three falls, six points together, two a week, and below a target of 90 %."""
    rate = [0.90, 0.88, 0.86, 0.84]
    weekly = Scope(SCOPE.names, grain="week")
    assert history("falls(answer_rate, 3)", weekly, answer_rate=rate) == [None, None, None, True]
    assert history("falls(answer_rate, 3, total=5pp)", weekly, answer_rate=rate)[-1] is True
    assert history("falls(answer_rate, 3, 6pp)", weekly, answer_rate=rate)[-1] is True
    assert history("falls(answer_rate, 3, total=7pp)", weekly, answer_rate=rate)[-1] is False
    assert history("falls(answer_rate, 3, each=2pp)", weekly, answer_rate=rate)[-1] is True
    assert history("falls(answer_rate, 3, each=5pp)", weekly, answer_rate=rate)[-1] is False
    assert history("falls(answer_rate, 3, total=5pp)", weekly, answer_rate=[0.90, 0.88, NAN, 0.84])[-1] is None
    assert history("falls(answer_rate, 3, total=5pp)", weekly, answer_rate=[0.90, 0.88, 0.89, NAN])[-1] is False
    below = ask("falls(answer_rate, 3, below=2pp)", Facts({"answer_rate": rate}, targets={"answer_rate": [0.90] * 4}), weekly)
    assert below.tolist() == [1, 1, 0, 2]
    assert ask("falls(answer_rate, 3, below=2pp)", Facts({"answer_rate": rate}), weekly).tolist() == [1, 1, 1, 1]
    assert history("falls(gmv, 2, total=10%)", gmv=[100, 95, 90])[-1] is True
    assert history("falls(gmv, 2, each=6%)", gmv=[100, 95, 90])[-1] is False
    assert history("rises(gmv, 2, total=300元)", gmv=[100, 300, 401])[-1] is True
    assert history("rises(gmv, 2)", gmv=[100, 300, 300])[-1] is False


def test_streaks() -> None:
    grades = np.array(["C", "B", "C", "C", None, "C", "C", "C"], dtype=object)
    assert history("streak(grade == 'C')", grade=grades) == [1, 0, 1, 2, None, None, None, None]
    assert history("streak(grade == 'C') >= 3", grade=grades) == [False, False, False, False, None, None, None, True]
    assert history("streak(grade == 'C') < 3", grade=grades)[-1] is False
    assert history("streak(grade == 'C') > 3", grade=grades)[-1] is None
    assert history("streak(grade == 'C') >= 0", grade=grades)[-1] is True
    assert history("grade in ('B', 'C')", grade=grades)[-4:] == [None, True, True, True]
    assert history("grade != 'B'", grade=grades)[:2] == [True, False]
    assert history("not (grade == 'C') or units > 1", grade=grades, units=[NAN] * 8)[:2] == [None, True]
    assert history("(units > 1) == true", units=[1, 2, NAN]) == [False, True, None]


def test_subjects_against_each_other() -> None:
    facts = Facts({"gmv": np.array([[10.0, 5.0, NAN], [30.0, 5.0, 2.0], [10.0, 0.0, 1.0]])})
    assert ask("rank(gmv)", facts).tolist()[0][:2] == [2, 1]
    assert ask("rank(gmv)", facts)[:, 0].tolist() == [2, 1, 2]
    assert ask("rank(gmv)", facts)[1:, 2].tolist() == [1, 2]
    assert np.isnan(ask("rank(gmv)", facts)[0, 2])
    assert ask("share(gmv)", facts)[:, 0].tolist() == [0.2, 0.6, 0.2]
    assert np.isnan(ask("share(gmv)", facts)[:, 2]).all()
    with pytest.raises(NoSubjects):
        ask("rank(gmv)", Facts({"gmv": [1, 2]}))


def test_a_metric_over_a_window() -> None:
    facts = Facts({"orders": [1, 0, 2, 0]}, windows={("net_sales", 365): Decimal(2500)})
    assert ask("orders(3d) >= 3", facts).tolist() == [1, 1, 2, 0]
    assert ask("net_sales(365d) >= 2000", facts) is True
    assert ask("gmv(365d) >= 2000", facts) is None


def test_times_convert() -> None:
    assert ask("response_seconds <= 2h", Facts({"response_seconds": Decimal(7200)})) is True
    assert ask("response_seconds <= 1min", Facts({"response_seconds": Decimal(61)})) is False
    assert ask("stock_days - 1w", Facts({"stock_days": Decimal(10)})) == 3
    assert ask("20单/天 * 1w") == 140
    assert ask("140单 / 1w") == 140
    assert ask("stock_days in (1w, 3)", Facts({"stock_days": Decimal(7)})) is True
    assert ask("1w / 1d") == 7
    weekly = Scope(SCOPE.names, grain="week")
    assert history("trend(units, 3)", weekly, units=[0, 7, 14])[-1] == 1
    monthly = Scope(SCOPE.names, grain="month")
    assert history("trend(response_seconds, 2)", monthly, response_seconds=[60, 120])[-1] == 60
    assert history("falls(response_seconds, 1, total=1min)", response_seconds=[120, 60])[-1] is True


def test_what_does_not_check_is_not_evaluated() -> None:
    with pytest.raises(ExpressionError) as refused:
        ask("gmv + visitors > nothing")
    assert {p.code for p in refused.value.problems} == {"expression.units_differ", "expression.unknown_name"}
    with pytest.raises(ExpressionError):
        ask("budget > 3", Facts({"budget": (Decimal(1),)}))


def test_rules_share_what_they_compute() -> None:
    asked: list[str] = []

    class Counting(Facts):
        def value(self, name: str) -> Any:
            asked.append(name)
            return super().value(name)

    evaluation = Evaluation(SCOPE, Counting({"units": [1, 2, 3]}))
    for limit in range(200):
        tree = parse_expression(f"mean(units, 2d) >= {limit}")
        assert not isinstance(tree, Problem)
        evaluation.answer(tree)
    assert asked == ["units"]
    for days in range(1, 60):
        tree = parse_expression(f"mean(units, {days})")
        assert not isinstance(tree, Problem)
        evaluation.answer(tree)
    assert len(evaluation.known) == 48


def test_latest() -> None:
    assert latest(np.array([1.0, NAN])) is None
    assert latest(np.array([0, 2], dtype=np.uint8)) is True
    assert latest(np.array(["a", None], dtype=object)) is None
    assert latest(np.array([0.1])) == Decimal("0.1")
    assert latest(Decimal(3)) == 3


def test_number_type() -> None:
    assert number("CNY").unit == number("元").unit
    assert number().unit is None


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("units > 3", 1), ("mean(units, 7d) > 3", 7), ("mean(sum(units, 2), 7) > 3", 8), ("change(units, 7d)", 8), ("change(units)", 2),
        ("falls(units, 3)", 4), ("streak(mean(units, 2) > 1) >= 3", 5), ("streak(units > 1)", None), ("sum(units) > 1 and units > 2", None),
        ("sum(gmv, 7d) > 1 and trend(units, 14d) > 2", 14), ("last(units)", None), ("rank(gmv)", 1), ("orders(365d) > 1", 365), ("true", 1),
    ],
)  # fmt: skip
def test_how_far_back_an_expression_looks(text: str, reach: int | None) -> None:
    tree = parse_expression(text)
    assert not isinstance(tree, Problem)
    assert reach_of(tree, "day") == reach


def test_blocks_of_subjects_give_what_the_whole_gives() -> None:
    rng = np.random.default_rng(7)
    units, target = rng.integers(0, 9, (700, 400)).astype(float), rng.random(400)
    units[rng.random(units.shape) < 0.05] = NAN
    text = "mean(units, 7d) >= 4 and falls(units, 2, total=1) or units > 3 and not trend(units, 5) > 0"
    facts = Facts({"units": units}, targets={"units": target})
    found = ask(text, facts)
    assert found.shape == units.shape
    for row in (0, 163, 164, 699):
        assert (ask(text, Facts({"units": units[row]})) == found[row]).all()
    below = ask("falls(units, 2, below=1)", facts)
    assert (below[5] == ask("falls(units, 2, below=1)", Facts({"units": units[5]}, targets={"units": target}))).all()
    deep = np.zeros((2, 3, 4))
    assert ask("mean(units, 2) > 1", Facts({"units": deep})).shape == (2, 3, 4)
