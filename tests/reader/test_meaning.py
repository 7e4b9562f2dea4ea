# SPDX-License-Identifier: Apache-2.0
"""Conditions, ladders, events, doers and names: what a number means where its own clause does not say all of it."""

from __future__ import annotations

import pytest

from tests.reader.office import p, tbl, tc, word
from yunce.reader.contract import value_text
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, Statement, read_document
from yunce.values.problem import YunceError

Row = tuple[str, str, str]


def reading_of(text: str) -> Reading:
    return read_document(read_bytes("a.txt", f"2027年计划\n{text}".encode()))


def at(reading: Reading, quote: str) -> list[Statement]:
    return [s for s in reading.statements if reading.document.text[s.mention.start : s.mention.end] == quote]


def rows(reading: Reading) -> list[Row]:
    """Quote, kind and name of each statement."""
    return [(reading.document.text[s.mention.start : s.mention.end], s.kind, s.links.what) for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "quote", "kind", "what"),
    [
        ("到货合格率低于97%的，暂停该供应商供货", "低于97%", "rule", "到货合格率"),
        ("损耗率≤0.8%，超过1.2%的仓库限期整改", "超过1.2%", "rule", "损耗率"),
        ("连续三周出勤率低于90%的小组，由区域经理约谈组长", "低于90%", "rule", "出勤率"),
        ("预付款超过30天的订单，须由财务复核", "超过30天", "rule", "预付款"),
        ("实现不低于6%的增长，稳住基本盘", "不低于6%", "target", ""),
        ("一、服务目标\n高峰等待超过8分钟的占比控制在5%以下", "控制在5%以下", "target", "高峰等待超过8分钟的占比"),
    ],
)
def test_a_bound_with_a_consequence_is_a_rule_of_what_was_named(text: str, quote: str, kind: str, what: str) -> None:
    (found,) = at(reading_of(text), quote)
    assert found.kind == kind
    assert found.links.what in what or what in found.links.what


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("差错率≤0.5%，超过1%的班组停岗培训两天", "两天"),
        ("获客成本高于30元的渠道，压减投放15%", "15%"),
        ("成交价低于底价8%的，报总监审批", "8%"),
        ("半年内三次迟到的，予以警告", "半年内三次"),
    ],
)
def test_what_is_counted_in_a_condition_or_follows_from_it_is_of_the_rule(text: str, quote: str) -> None:
    assert [s.kind for s in at(reading_of(text), quote)] == ["rule"]


@pytest.mark.parametrize(
    ("text", "name", "given"),
    [
        ("到账完成率70%以下不计奖；70%（含）至90%按到账额的0.5%计提；90%（含）以上按0.9%", "到账完成率", ["0.5%", "0.9%"]),
        ("出库及时率≥98%，奖励800元；95%~98%，奖励400元；95%以下不奖", "出库及时率", ["800元", "400元"]),
        ("服务得分90分（含）以上系数1.2，80分（含）至90分系数1.0，80分以下系数0.7", "服务得分", ["1.2", "1.0", "0.7"]),
    ],
)
def test_a_ladder_in_a_line_is_of_the_appraisal_and_has_one_name(text: str, name: str, given: list[str]) -> None:
    found = rows(reading_of(text))
    assert {kind for _, kind, _ in found} == {"appraisal"}
    bounds = [what for quote, _, what in found if quote not in given]
    assert bounds == [name] * 3 or (len(bounds) == 3 and set(bounds) == {name})
    assert all(what != name for quote, _, what in found if quote in given)


def test_goals_that_touch_are_no_ladder() -> None:
    found = rows(reading_of("一季度到达率不低于80%，二季度签到率80%以上"))
    assert [kind for _, kind, _ in found] == ["target", "target"]


def test_ranges_with_the_included_end_in_brackets() -> None:
    for words in ("85（含）-95", "70（不含）-80", "60（含）至75"):
        (found,) = at(reading_of(f"得分{words}"), words)
        assert value_text(found.mention).count("..") == 1


def test_dates_of_a_list_of_events_are_milestones() -> None:
    reading = reading_of("4月23日读书日、6月1日亲子节、10月重阳季、12月24日—12月31日双12返场，活动经费8万元")
    assert [row for row in rows(reading) if row[1] == "milestone"] == [
        ("4月23日", "milestone", "读书日"),
        ("6月1日", "milestone", "亲子节"),
        ("10月", "milestone", "重阳季"),
        ("12月24日—12月31日", "milestone", "双12返场"),
    ]


def test_a_date_that_only_frames_a_number_stays_its_period() -> None:
    reading = reading_of("5月门店，营业额90万元\n11月20日预售开启，首日成交额30万元")
    assert [s.links.what for s in reading.statements if s.kind == "milestone"] == ["预售开启"]
    assert at(reading, "90万元")[0].links.period == "2027-05"


@pytest.mark.parametrize(
    ("text", "quote", "what"),
    [
        ("年度物料经费36万元", "36万元", "年度物料经费"),
        ("存货周转天数55天", "55天", "存货周转天数"),
        ("人均月产值不低于2.6万元", "不低于2.6万元", "人均月产值"),
        ("其中当期回款率93%", "93%", "当期回款率"),
        ("现有导购80人，2027年8月底前增补至96人", "96人", "导购"),
        ("宣传费用控制在营业额的3%以内，约45万元", "约45万元", "宣传费用"),
        ("长账龄（1年以上）应收款占比≤4%", "≤4%", "应收款占比"),
        ("示范门店：打造5家", "5家", "示范门店"),
    ],
)
def test_names_are_whole_or_come_from_the_clause_before(text: str, quote: str, what: str) -> None:
    (found,) = at(reading_of(text), quote)
    assert what in found.links.what
    assert len(found.links.what) <= len(what) + 4


@pytest.mark.parametrize(
    ("text", "quote", "what", "owner"),
    [
        ("仓库主管每日对危险品库进行检查", "每日", "危险品库检查", "仓库主管"),
        ("区域经理每季度盘店1次", "每季度盘店1次", "盘店", "区域经理"),
        ("冷链自检每月两次，由设备部于每月20日前完成", "每月20日前", "冷链自检", "设备部"),
        ("带班组长每日抽听录音6通", "每日", "抽听录音", "带班组长"),
    ],
)
def test_a_duty_is_what_is_done_and_its_owner_who_does_it(text: str, quote: str, what: str, owner: str) -> None:
    (found,) = at(reading_of(text), quote)
    assert (found.kind, found.links.what, found.links.owner) == ("duty", what, owner)


def test_in_a_table_the_item_names_the_duty_not_its_standard() -> None:
    table = tbl(
        tc("事项") + tc("标准") + tc("频次") + tc("责任人"),
        tc("货架清洁") + tc("无积尘") + tc("每日1次") + tc("理货员"),
        tc("冰柜除霜") + tc("霜厚不超标") + tc("每周1次") + tc("设备员"),
    )
    reading = read_document(read_bytes("a.docx", word(p("2027年门店管理计划", "H1"), table)))
    assert [(s.links.what, s.links.owner) for s in reading.statements] == [("货架清洁", "理货员"), ("冰柜除霜", "设备员")]


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("2027年新开分校6所，关停教学点2个", "2个", "target"),
        ("学员满意度≥95分，结业率92%", "≥95分", "target"),
        ("全年外呼回访40万通", "40万通", "target"),
        ("讲师按1:20配置，共需8名", "8名", "headcount"),
        ("一、经营目标\n线上收入占比30%，自有课程毛利率55%", "30%", "target"),
        ("一、经营目标\n线上收入占比30%，自有课程毛利率55%", "55%", "target"),
        ("一、经营目标\n二季度占全年的28%", "28%", "ratio"),
        ("加急单4小时内响应、2个工作日内办结", "4小时内", "rule"),
        ("总面积8.2万平方米，住宅640户", "640户", "context"),
    ],
)
def test_counts_points_and_shares(text: str, quote: str, kind: str) -> None:
    assert [s.kind for s in at(reading_of(text), quote)] == [kind]


def test_money_for_each_and_a_plain_column_beside_measures() -> None:
    table = tbl(
        tc("单元") + tc("收入") + tc("成本") + tc("费用") + tc("利润"),
        tc("维修站") + tc("300") + tc("180") + tc("45") + tc("75"),
        tc("人均劳动生产率(万元/人)") + tc("") + tc("") + tc("26") + tc(""),
    )
    reading = read_document(read_bytes("a.docx", word(p("2027年核算预算"), p("单位：万元"), table)))
    assert [(s.links.what, s.kind) for s in reading.statements] == [
        ("收入", "target"), ("成本", "budget"), ("费用", "budget"), ("利润", "target"), ("人均劳动生产率", "target"),
    ]  # fmt: skip


def test_quarters_take_the_unit_of_the_heading() -> None:
    table = tbl(tc("科目") + tc("一季度") + tc("全年度"), tc("水电费") + tc("12") + tc("50"))
    reading = read_document(read_bytes("a.docx", word(p("2027年预算（万元）", "H1"), table)))
    assert [value_text(s.mention) for s in reading.statements] == ["120000CNY", "500000CNY"]


def test_two_plans_of_one_house_are_parted() -> None:
    lines = [f"（{n}）第{n}项工作按期完成{n * 10}件；" for n in "123456"]
    text = "\n".join(["澜庭2027年度营销计划", *lines, "澜庭2027年度交付方案", *lines])
    titles = [part.title for part in read_document(read_bytes("a.txt", text.encode())).plans]
    assert titles == ["澜庭2027年度营销计划", "澜庭2027年度交付方案"]
    alone = "\n".join(["澜庭2027年度营销计划", *lines, "附：澜庭2027年度交付方案另行下发。"])
    assert len(read_document(read_bytes("a.txt", alone.encode())).plans) == 1


def test_parts_that_add_up_are_of_their_whole() -> None:
    words = "2027年目标\n全年营业收入2460万元，其中物业费1980万元、车位费310万元、多种经营170万元；"
    found = read_document(read_bytes("a.txt", words.encode())).statements
    assert [one.kind for one in found if one.mention.value and one.mention.value.unit == "CNY"] == ["target"] * 4


@pytest.mark.parametrize(
    ("name", "data", "code"), [("a.docx", b"plain words", "reader.not_packed"), ("a.html", b"MZ\x90\x00" * 99, "reader.kind")]
)
def test_bytes_under_a_wrong_name_are_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(YunceError) as told:
        read_bytes(name, data)
    assert [one.code for one in told.value.problems] == [code]


def test_the_year_of_a_plan_is_not_the_year_of_the_page_around_it() -> None:
    page = "<nav>首页 2026</nav><main><h1>光伏销售安排</h1><p>2027年新签2.8亿元。2026年为2.15亿元。</p></main><footer>版权 2026</footer>"
    assert read_document(read_bytes("plan.html", page.encode())).plans[0].year == "2027"
