# SPDX-License-Identifier: Apache-2.0
"""Relations between tables, lines and sentences: silent where they hold, found where one number is changed."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

SENTENCES = [
    ("窗口编制31人，其中北区14人、南区9人、机场5人，收银与保洁共{}人。", "3", "4"),
    ("保安：15人，月均5200元，全年{}万元。", "93.6", "83.6"),
]

_SALES = "| 指标 | 上半年 | 下半年 | 全年 |\n|---|---|---|---|\n|新增客户（家）|120|210|330|\n|交易额（万元） | 800 | 1,700 | 2,500 |\n\n"
_SHOPS = (
    "单位：万元\n\n| 门店 | 全年收入 | 上半年 |\n|---|---|---|\n| 东店 | 1,240 | 560 |\n| 西店 | 860 | 400 |\n| 合计 | 2,100 | 960 |\n\n"
)
BASES = [
    (_SALES + "技术服务费：按交易额的1.6%收取，全年{}万元", "40", "50"),
    (_SALES + "技术服务费：按交易额的{}收取，全年40万元", "1.6%", "1.9%"),
    (_SHOPS + "- 奖金按全年收入指标的1.5%计提，共{}万元。", "31.5", "41.5"),
    ("本年新签合同额2.5亿元，其中工程2.1亿元、维保0.4亿元。\n\n- 投标费用预算500万元，为新签合同额的{}。", "2%", "3%"),
    ("全年零售额1820万元。\n\n- 综合毛利率守住{}，对应毛利额819万元。", "45%", "55%"),
]

_FUNNEL = """| 环节 | 数量 | 转化率 |
| --- | --- | --- |
| 名单 | {}条 | |
| 接通 | {}通 | {} |
| 意向 | {}户 | 25% |
| 成交 | 3600单 | 40% |
| 单均金额 | {}元 | |
| 全年金额 | {}万元 | |
"""
_KEPT = ("8万", "3.6万", "45%", "9000", "500", "180")
_PRICE = """| 构成 | 金额（元） | 占售价 |
| --- | --- | --- |
| 食材 | 9.60 | 40% |
| 人工 | 6.00 | 25% |
| 房租 | 4.80 | 20% |
| 结余 | 3.60 | 15% |
| 售价 | {} | 100% |
"""


def _codes(text: str) -> set[str]:
    document = read_document(read_bytes("plan.md", f"# 2027年度工作计划\n\n{text}\n".encode()))
    return {one.code for one in check_reading(document).findings if one.code.startswith("SUM")}


@pytest.mark.parametrize(("text", "right", "wrong"), SENTENCES)
def test_a_sentence_is_held_to_its_own_numbers(text: str, right: str, wrong: str) -> None:
    assert not _codes(text.format(right))
    assert _codes(text.format(wrong))


@pytest.mark.parametrize(("text", "right", "wrong"), BASES)
def test_a_percentage_is_of_what_bears_its_name(text: str, right: str, wrong: str) -> None:
    assert not _codes(text.format(right))
    assert _codes(text.format(wrong))


def test_a_name_of_several_wholes_is_left_alone() -> None:
    assert not _codes("东店销售额900万元。\n\n西店销售额600万元。\n\n- 推广费按销售额的2%计提，共25万元。")


@pytest.mark.parametrize(("at", "wrong"), list(enumerate(("9万", "4.6万", "55%", "7000", "700", "280"))))
def test_each_row_of_a_funnel_follows_from_the_one_above(at: int, wrong: str) -> None:
    assert not _codes(_FUNNEL.format(*_KEPT))
    assert _codes(_FUNNEL.format(*_KEPT[:at], wrong, *_KEPT[at + 1 :]))


def test_a_price_is_held_to_the_shares_it_is_made_of() -> None:
    assert not _codes(_PRICE.format("24.00"))
    assert _codes(_PRICE.format("34.00"))


_LINES = "| 产品线 | 订单额（万元） | 目标毛利率 |\n| --- | --- | --- |\n| 整机 | 6000 | {} |\n| 备件 | 2000 | 45% |\n\n"


@pytest.mark.parametrize(("at", "wrong"), [(0, "35%"), (1, "2700"), (2, "36%")])
def test_what_the_rates_of_a_table_come_to(at: int, wrong: str) -> None:
    text, kept = _LINES + "按上表测算，全年毛利{}万元，综合毛利率{}。", ("25%", "2400", "30%")
    assert not _codes(text.format(*kept))
    assert _codes(text.format(*kept[:at], wrong, *kept[at + 1 :]))
