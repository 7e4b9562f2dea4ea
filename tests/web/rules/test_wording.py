# SPDX-License-Identifier: Apache-2.0
"""Conditions as people say them."""

from __future__ import annotations

import pytest

from yunce.app.packs import read_packs
from yunce.plan.expressions.signatures import SIGNATURES
from yunce.web.rules.wording import OVER, condition_words

CALLED = {"ad_roi": "投入产出比", "gmv": "支付金额", "units": "件数", "cash": "库存现金", "limit": "限额", "met": "按期", "all": "到期"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mean(ad_roi, 14d) < 2.5", "投入产出比近14天的平均 < 2.5"),
        ("falls(gmv, 3, total=5%)", "支付金额连续 3 期下降，累计至少 5%"),
        ("mean(units, 7d) >= 20 and trend(units, 14d) > 0", "件数近7天的平均 ≥ 20，并且 件数近14天的走势向上"),
        ("streak(cash > limit) >= 2", "库存现金 > 限额，连续 2 期"),
        ("growth(gmv, 1) <= -20%", "支付金额比1期前的增幅 ≤ −20%"),
        ("all >= 3 and met / all < 80%", "到期 ≥ 3，并且 按期 ÷ 到期 < 80%"),
        ("spc_p(met, all, 4, 56d)", "按期 ÷ 到期超出控制图的界限（连续八点在同一侧）"),
        ("gmv(365d) >= 3000", "支付金额近365天 ≥ 3000"),
        ("role == 'hero' and not (gmv < 1 or gmv > 9)", "定位 = “主推款”，并且 并非：（支付金额 < 1，或者 支付金额 > 9）"),
        ("100 - 4 * value", "100 − 4 × 实际值"),
        ("(gmv - limit) * 2 / (units / 3)", "（支付金额 − 限额）× 2 ÷（件数 ÷ 3）"),
        ("count('A') == 0 or count('targets') >= 2", "“A”的人数 = 0，或者 目标的个数 ≥ 2"),
        ("minimum_cash >= -300万", "最低资金 ≥ −300万"),
        ("sum(ledger.amount)", "账目的金额的合计"),
        ("done('gmv')", "“支付金额”已完成"),
    ],
)
def test_conditions_read_as_sentences(text: str, said: str) -> None:
    assert condition_words(text, CALLED) == said


def test_what_is_no_condition_stays_as_written() -> None:
    assert condition_words("mean(gmv", CALLED) == "mean(gmv" and condition_words("", CALLED) == ""


def test_every_function_of_the_language_has_words() -> None:
    assert set(OVER) == set(SIGNATURES)


def test_no_rule_of_a_pack_keeps_a_function_by_its_own_name() -> None:
    for name, pack in read_packs().items():
        for rule in pack.rules:
            said = condition_words(rule.when, {})
            assert "(" not in said, (name, rule.id, said)
