# SPDX-License-Identifier: Apache-2.0
"""What looks like a contradiction and is none: each of these once gave a finding on a document where nothing was wrong."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

GROUPED = (
    "<h1>2027年核算目标</h1><table>"
    '<tr><th rowspan="2">项目</th><th colspan="2">研发</th><th colspan="2">制造</th><th colspan="2">合计</th></tr>'
    "<tr><th>2026实际</th><th>2027目标</th><th>2026实际</th><th>2027目标</th><th>2026实际</th><th>2027目标</th></tr>"
    "<tr><td>收入</td><td>820</td><td>900</td><td>4600</td><td>5100</td><td>{total}</td><td>6000</td></tr>"
    "<tr><td>成本</td><td>510</td><td>540</td><td>1260</td><td>1330</td><td>1770</td><td>1870</td></tr></table>"
)
RATES = (
    "<h1>2027年费用</h1><table><tr><th>科目</th><th>2026年（元）</th><th>2027年（元）</th><th>增减率</th></tr>"
    "<tr><td>招待</td><td>160000</td><td>152000</td><td>-5%</td></tr><tr><td>宣传</td><td>240000</td><td>276000</td><td>15%</td></tr>"
    "<tr><td>维修</td><td>320000</td><td>352000</td><td>10%</td></tr><tr><td>合计</td><td>720000</td><td>780000</td><td>{rate}</td></tr></table>"
)


def codes(text: str, name: str = "plan.md") -> set[str]:
    """The codes of what is found, questions about owners and periods left out."""
    return {one.code for one in check_reading(read_document(read_bytes(name, text.encode()))).findings} - {"TGT004", "TGT005"}


@pytest.mark.parametrize(
    "text",
    [
        "奖金＝4,200×1.0＝4,200元；A等为4,200×1.2＝5,040元。",
        "人员：14 人（销售经理 3 人、销售 7 人、售前方案 3 人、商务 1 人）。",
        "自播占比从22%拉到45%。",
        "获集团表彰加5分，获区级表彰加3分，年内累计加分以10分为限。",
        "**部门负责人：** 齐跃　**版本：** V1.3",
        "投放实体贷款8.5亿元，其中普惠小微2.6亿元、涉农1.2亿元。",
        "毛利42%～45%，推广费率11%-13%，净利不低于8%。",
        "库存周转≤75天；滞销90-120天打8折，120天以上打6折。",
        "| 品类 | 备货周期 |\n| --- | --- |\n| 冲锋衣 | 35-45天 |\n| 帐篷 | 50-60天 |\n| 鞋 | 40-50天 |\n| 配件 | 15-20天 |",
        "质检覆盖率由5%提升至100%。",
        "全年奖金预算432万元，分两块：季度奖每季72万元，四个季度共288万元；其余144万元留作年终奖。",
        "全店营业面积3,200㎡，其中一楼1,850㎡、二楼1,350㎡。",
        "年末存款86.4亿元，其中活期34.56亿元、定期51.84亿元。年末贷款60亿元，投向涉农38.5亿元、小微14.2亿元、消费7.3亿元。",
        "全年毛利6,696万元。区域分解：华东9,600万元，华南6,000万元，华北4,800万元，西部3,600万元。",
        "| 系列 | 款数 | 吊牌价 |\n| --- | --- | --- |\n| 基础 | 20 | 599-899元 |\n| 时尚 | 35 | 899-1,599元 |\n| 形象 | 8 | 2,000元以上 |",
        "| 岗位 | 早班 | 晚班 | 机动 | 编制 |\n| --- | --- | --- | --- | --- |\n| 药师 | 3 | 2 | 1 | 6 |\n| 调配 | 4 | 3 | 1 | 8 |"
        "\n| 收银 | 2 | 2 | 1 | 5 |"
        "\n| 冷链 | 1 | 1 | 1 | 3 |\n| 合计 | 10 | 8 | 4 | 22 |",
        "A类店12家、每家每月2000元，12个月计28.8万元；B类店34.56万元；C类店17.28万元；三类店共80.64万元。",
        "本办法适用于42家直营店，按上年营业额分为A类店12家、B类店18家、C类店12家。",
        "每单收入32元，扣除下列支出后每单贡献10元：\n\n1. 补贴15元\n2. 客服4元\n3. 赔付2元\n4. 通道1元\n\n四项相加22元。",
        "- 厂房租金：全年3,360万元\n- 研发楼租金：全年2,160万元\n- 物业费990万元，增值服务210万元\n\n以上四项总收入6,720万元。",
        "客服分为两个组，分别由一个主管管理，各有两项考核。",
        "绩效工资＝绩效基数×系数×出勤率。例：绩效基数2,400元，系数1.2，出勤率100%，则绩效工资为2,880元。",
    ],
)
def test_nothing_is_wrong_here(text: str) -> None:
    assert {one for one in codes(text) if one != "SUM016"} == set()


def test_groups_of_columns_add_up_by_their_own_name() -> None:
    assert codes(GROUPED.format(total="5420"), "plan.html") == set()
    assert codes(GROUPED.format(total="5520"), "plan.html") == {"SUM006"}


def test_growth_holds_of_the_total_too() -> None:
    assert codes(RATES.format(rate="8.33%"), "plan.html") == set()
    assert codes(RATES.format(rate="9.33%"), "plan.html") == {"SUM007"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("绩效工资＝绩效基数×系数。例：绩效基数2,400元，系数1.2，则绩效工资为2,980元。", "SUM029"),
        ("投资650万元：补助260万元（50%），自筹325万元（50%），贷款65万元（10%）。", "SUM026"),
        ("服务站18个，每站2人，合计46人。", "SUM021"),
        ("全年奖金包384万元，四个季度各97万元。", "SUM021"),
        ("奖金的70%随工资发放，40%留存至年终。", "SUM010"),
        ("得分＝接听量×50%＋质检×30%＋满意度×30%。", "SUM010"),
        ("A等系数1.2；B等系数10；C等系数0.8；D等系数0.5。", "NUM006"),
        ("D等系数05。", "NUM005"),
        ("4 月 31 日前完成。", "DATE001"),
        ("3月、6月、9月的35日前报送。", "DATE001"),
        ("人均月产能260280件。", "NUM001"),
    ],
)
def test_what_is_wrong_is_told(text: str, code: str) -> None:
    assert code in codes(text)
