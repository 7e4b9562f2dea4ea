# SPDX-License-Identifier: Apache-2.0
"""Sums, stocks and differences told in prose: silent where they hold, found with the right value where one number is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunce.checker.checking import check_reading
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

PARTS = [
    ("全年客房收入{}万元，由散客1720万元、协议客户1340万元、会议团队800万元组成。", "3860", "3960"),
    ("销售费用1480万元，其中工资620万元、广告投放{}万元、差旅与销售活动330万元。", "530", "580"),
    ("门店收入1.68亿元，其中堂食净收入1.32亿元、外卖配送费{}万元、其他1200万元。", "2400", "3400"),
    ("床位由120张扩到156张，增加的36张为康复科{}张、老年科16张。", "20", "23"),
    ("本年拟开的{}家门店是社区店11家、商场店5家、机场店2家。", "18", "28"),
    ("一线按每席1.6人配置，共192人；班组长12人，质检员{}人，培训师10人。以上合计222人。", "8", "9"),
    ("保洁{}人，绿化22人。秩序维护85人，工程19人。合计190人。", "64", "74"),
]

STOCKS = [
    ("年初应收账款5200万元，本年开票{}万元，本年回款23000万元，年末应收压降到4700万元。", "22500", "25500"),
    ("库存期初860吨，本期入库3420吨，出库3610吨，期末压到{}吨。", "670", "970"),
    ("上年末存栏生猪{}头，全年补栏15600头，出栏14900头，年末存栏9100头。", "8400", "2400"),
    ("年初在建工程9项。本年新开工14项，竣工{}项。年末在建12项。", "11", "14"),
    ("年初党员86名，全年发展9名，转出4名，年末共有{}名。", "91", "94"),
    ("历年欠费年初186万元，年内清回111.6万元，清欠率{}，年末剩余74.4万元。", "60%", "80%"),
]

ITEMS = [
    ("多种经营收入{}万元：车位1240个，月租150元，全年223.2万元；电梯广告13.8万元；外摆场地30万元。", "267", "277"),
    ("培训经费58.6万元：内训24场，每场4000元，小计9.6万元；外派12人，人均1.5万元，共18万元；线上平台年费{}万元。", "31", "41"),
    ("新增设备投资1260万元：注塑机6台，单台85万元，计510万元；机械手10套{}万元；模温机400万元。", "350", "380"),
]

CHANGES = [
    ("内部利润目标692万元，比2026年预计的620万元多{}万元。", "72", "82"),
    ("去年四家店一共卖了1860万元，今年定{}万元，增长10%。", "2046", "3046"),
    ("全年旅客量预估1045万人次，较上年实绩推估之950万人次成长{}。", "10%", "20%"),
    ("招生1260人，较上一学年1150人多招{}人。", "110", "140"),
]

LEFT = [
    ("项目服务费全年1123.2万元。\n\n项目成本合计1026万元。\n\n服务费扣除成本后，项目毛利{}万元。", "97.2", "17.2"),
    ("全年订单目标24000万元。\n\n在跟线索加权金额13595万元。\n\n加权金额与全年订单目标相比，尚差{}万元。", "10405", "20405"),
    ("编制86人，在岗{}人，缺员缺口15人。", "71", "74"),
    ("应收物业费972万元，减去减免58万元，实际应收{}万元。", "914", "917"),
]

MORE = [
    ("班组{}个，即东区18个、西区19个、南区17个。", "54", "57"),
    ("新设9个岗位，为质检{}个、仓储3个、客服2个。", "4", "7"),
    ("房租96万元。人工{}万元，其中管理人员40万元。水电22万元。以上合计302万元。", "184", "194"),
    ("编制内在岗312人，退休{}人，新录用20人，年末在岗318人。", "14", "17"),
    ("2026年末租户{}户，2027年引进42户、退租15户，2027年末213户。", "186", "189"),
    ("2027年培训5760人次，在2026年4800人次的基础上增长{}。", "20%", "30%"),
    ("计划产量9600吨，已排产8150吨，尚有{}吨待排。", "1450", "1750"),
]


def found(text: str) -> list[tuple[str, str, str]]:
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n{text}\n".encode()))).findings
    return [(one.code, one.stated, one.expected) for one in findings if one.code.startswith("SUM")]


@pytest.mark.parametrize(("text", "right", "wrong"), [*PARTS, *STOCKS, *ITEMS, *CHANGES, *LEFT, *MORE])
def test_what_is_told_together(text: str, right: str, wrong: str) -> None:
    assert not found(text.format(right))
    assert found(text.format(wrong))


def test_what_another_measure_says_is_no_part() -> None:
    assert not found("销售额500万元，其中线上300万元、净利润80万元。")
    assert not found("全年采购12批，每批3人为质检员1人、库管2人。")


def test_what_is_no_flow_is_left_alone() -> None:
    assert not found("年初库存1200台，全年销售6400台，年末库存控制在900台以内。")
    assert not found("年初制定预算500万元，年中追加80万元，年末结余32万元。")
    assert not found("年初应收账款5200万元，全年营业收入22500万元，年末应收账款4700万元。")


def test_clauses_that_state_no_part_are_left_alone() -> None:
    assert not found("利润目标320万元：收入增长12%，新增门店6家，收入1800万元；成本压降5%，费用1480万元。")
    assert not found("研发费用500万元：平台升级3个模块，投入220万元；算法2项，投入180万元；其余机动。")


def test_what_takes_nothing_off_is_left_alone() -> None:
    assert not found("销售费用420万元，管理费用380万元，资金缺口150万元由授信解决。")
    assert not found("全年收入3000万元。扣除税费后净收入约2700万元。")
    assert not found("一线缺口8人，二线缺口5人，合计13人。")


def test_what_goes_may_not_be_told() -> None:
    text = "上年末贷款余额36亿元，全年新增贷款投放14亿元，年末贷款余额达到41亿元。"
    findings = check_reading(read_document(read_bytes("plan.md", f"# 计划\n\n{text}\n".encode()))).findings
    assert [one.severity.value for one in findings if one.code == "SUM036"] == ["question"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(11, 999), min_size=3, max_size=5), st.integers(1, 9))
def test_parts_are_told_exactly_where_they_are_not_the_whole(parts: list[int], wrong: int) -> None:
    text = "新增的{}台设备为" + "、".join(f"{name}车间{part}台" for name, part in zip("甲乙丙丁戊", parts, strict=False)) + "。"
    assert not found(text.format(sum(parts)))
    assert [one[2] for one in found(text.format(sum(parts) + wrong))] == [str(sum(parts))]
