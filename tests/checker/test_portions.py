# SPDX-License-Identifier: Apache-2.0
"""Shares that make up a whole: told by 余下, in brackets of their own, with the amount that each comes to, in headings."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes

WHOLE = (
    ("年终奖当年12月发放80%，余下{20%}于次年6月发放。", "30%"),
    ("到货验收合格后支付95%，另{5%}作为质保金一年后付清。", "8%"),
    ("提成在回款当月兑现七成（70%），其余{30%}留到年底。", "20%"),
    ("店长考核由四块组成：销售额（40%）、毛利（30%）、库存周转（{20%}）、顾客评价（10%），按季打分。", "25%"),
    ("年度得分＝经营业绩×50%＋重点工作×30%＋民主测评×{20%}。", "15%"),
    ("业务指标占六成，即60%；管理指标占25%；学习成长占{15%}。", "25%"),
    ("前台部门60%即300万元，中台部门{25%}即125万元，后台部门15%即75万元。", "35%"),
    ("股东40%，折合800万元；骨干35%，折合{700万元}；公益金25%，折合500万元。", "710万元"),
    ("全年签约8,000万元。第一批3,200万元，占40%；第二批2,800万元，占{35%}；第三批2,000万元，占25%。", "38%"),
    ("# 第一段（占全年的20%）\n\n签约。\n\n# 第二段（占全年的{50%}）\n\n签约。\n\n# 第三段（占全年的30%）\n\n签约。", "40%"),
    ("- 散客：52%，约26万人次\n- 团队：{33%}，约16.5万人次\n- 协议客户：15%，约7.5万人次", "43%"),
)


@pytest.mark.parametrize(("text", "wrong"), WHOLE)
def test_a_share_that_does_not_fit_is_told(text: str, wrong: str) -> None:
    right = text[text.index("{") + 1 : text.index("}")]
    assert codes(text.format(**{right: right})) - {"SUM016"} == set()
    assert codes(text.format(**{right: wrong})) & {"SUM010", "SUM012", "SUM015", "SUM026", "SUM030"}


@pytest.mark.parametrize(
    "text",
    [
        "毛利45%、费用32%、净利13%。",
        "新客占35%，其中线上新客占20%；老客占65%。",
        "本科以上86人（43%），持证64人（32%），党员30人（15%）。",
        "销售额1,200万元（增长20%），毛利360万元（增长15%），净利96万元（增长12%）。",
        "A类客户让利5%，B类客户让利3%，其余客户平均让利2%。",
    ],
)
def test_other_shares_make_up_nothing(text: str) -> None:
    assert codes(text) == set()


SHARED = """# 2027年计划

| 品类 | 销售占比 | 销售目标（万元） |
| --- | --- | --- |
| 鞋 | 45% | {} |
| 服装 | 30% | 558 |
| 器材 | 15% | 279 |
| 服务 | 10% | 186 |
"""


def test_amounts_of_a_table_imply_one_whole_with_their_shares() -> None:
    assert "SUM030" in codes(SHARED.format(937))
    assert codes(SHARED.format(837)) == set()
