# SPDX-License-Identifier: Apache-2.0
"""A unit stated in a heading, a line or a label: which numbers have it, and where it ends."""

from __future__ import annotations

import pytest

from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def values(text: str, name: str = "plan.txt") -> dict[str, str]:
    """Each number as written, with its value and unit."""
    reading = read_document(read_bytes(name, text.encode()))
    mentions = [one.mention for one in (*reading.statements, *reading.aside)]
    return {
        reading.document.text[one.start : one.end]: f"{one.value.low} {one.value.unit}".strip()
        for one in mentions
        if one.sort == "quantity" and one.value is not None
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2027年计划\n一、经营指标（单位：万元）\n客房：3,200\n餐饮：1,850，占 30%\n其中：宴席 640，散客 410\n", "3,200 1,850 640 410"),
        ("2027年计划\n二、总体\n以下金额单位为万元。\n1. 运费收入 4,860，其中干线 3,100；\n2. 仓储收入：1,240；\n", "4,860 3,100 1,240"),
        ("2027年预算\n（金额：万元）\n材料费：1,260\n人工费：860\n", "1,260 860"),
        ("2027年计划\n（二）学费收入（单位：万元）\n小学部 1,200，初中部 1,560\n", "1,200 1,560"),
        ("2027年计划\n营业收入（万元）：8,640；净利润（万元）≥ 620\n", "8,640 ≥ 620"),
        ("2027年计划\n季度收入（万元）：一季度 1,800、二季度 2,100\n", "1,800 2,100"),
        ("2027年办法\n本办法所称金额均以万元计。\n一、授信\n新增贷款 8,000，存款余额 12,600\n", "8,000 12,600"),
        ("2027年计划\n各区回款任务（万元）：\n- 华东：2,600\n- 西北网点：1,850\n", "2,600 1,850"),
    ],
)
def test_amounts_below_a_stated_unit_have_it(text: str, wanted: str) -> None:
    found = values(text)
    for one in wanted.replace("≥ ", "≥~").split():
        quote = one.replace("~", " ")
        assert found[quote] == f"{quote.lstrip('≥ ').replace(',', '')}0000 CNY"


@pytest.mark.parametrize(
    ("line", "quote", "wanted"),
    [
        ("平均房价：420元", "420元", "420 CNY"),
        ("客房数：312", "312", "312"),
        ("员工：180", "180", "180"),
        ("会员：12,000", "12,000", "12000"),
        ("出租率：72%", "72%", "72 %"),
        ("ROI：2.8", "2.8", "2.8"),
        ("第3季度新开2条线路", "2条", "2 条"),
        ("设备完好率 98", "98", "98"),
    ],
)
def test_counts_rates_and_numbers_with_a_unit_do_not(line: str, quote: str, wanted: str) -> None:
    assert values(f"2027年计划\n一、指标（单位：万元）\n客房：3,200\n{line}\n")[quote] == wanted


def test_a_stated_unit_ends_with_its_section() -> None:
    found = values("# 2027年计划\n\n## 收入（万元）\n\n- 门诊：5,200\n\n## 其他\n\n- 投诉：12\n", "plan.md")
    assert found["5,200"] == "52000000 CNY"
    assert found["12"] == "12"


def test_a_line_above_a_table_is_of_the_table_alone() -> None:
    found = values("# 2027年计划\n\n单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 租金 | 310 |\n\n投诉不超过 12\n", "plan.md")
    assert found["310"] == "3100000 CNY"
    assert found["不超过 12"] == "12"
