# SPDX-License-Identifier: Apache-2.0
"""What the layout of a list or table says of a number: the unit above a list, merged cells, groups of columns."""

from __future__ import annotations

from yunce.reader.contract import value_text
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, Statement, read_document


def reading_of(text: str, name: str = "plan.txt") -> Reading:
    return read_document(read_bytes(name, text.encode()))


def one(reading: Reading, quote: str) -> Statement:
    """The statement of a number by its words."""
    text = reading.document.text
    (found,) = [each for each in reading.statements if text[each.mention.start : each.mention.end] == quote]
    return found


def test_the_line_above_a_list_gives_its_unit() -> None:
    text = "2027年工作要点\n\n分网点核定限额如下（万元）：\n营业部：420\n桥头支行：230.5\n合计：650.5\n每月检查一次。"
    reading = reading_of(text)
    assert [value_text(one(reading, words).mention) for words in ("420", "230.5", "650.5")] == ["4200000CNY", "2305000CNY", "6505000CNY"]


def test_a_list_that_goes_on_in_words_takes_no_unit() -> None:
    reading = reading_of("2027年计划\n\n金额（万元）：\n共有420个，分三批。")
    assert value_text(one(reading, "420个").mention) == "420个"


def test_numbered_lines_that_state_values_are_a_list_not_headings() -> None:
    reading = reading_of("费用 432 万元：\n\n1. 差旅 168 万元\n2. 招待 96 万元\n3. 展会 168 万元", "plan.md")
    assert [block.kind for block in reading.document.blocks] == ["paragraph", "item", "item", "item"]


def test_numbered_headings_over_text_stay_headings() -> None:
    reading = reading_of("1. 销售额 100 万元\n\n按季度分解。\n\n2. 人员 20 人\n\n按岗位分解。", "plan.md")
    assert [block.kind for block in reading.document.blocks][::2] == ["heading", "heading"]


def test_a_merged_cell_is_named_by_labels_of_all_its_rows() -> None:
    rows = (
        "<tr><th>大类</th><th>细目</th><th>金额（元）</th><th>大类金额（元）</th></tr>"
        '<tr><td rowspan="2">人工</td><td>工资</td><td>900</td><td rowspan="2">1100</td></tr>'
        "<tr><td>福利</td><td>200</td></tr>"
    )
    reading = reading_of(f"<h1>2027年支出预算</h1><table>{rows}</table>", "plan.html")
    assert one(reading, "1100").links.what == "人工"


def test_a_column_under_a_measure_has_both_names() -> None:
    rows = (
        '<tr><th rowspan="2">网点</th><th colspan="2">存款新增（万元）</th></tr><tr><th>对公</th><th>个人</th></tr>'
        "<tr><td>湖滨支行</td><td>1500</td><td>2400</td></tr>"
    )
    reading = reading_of(f"<h1>2027年任务</h1><table>{rows}</table>", "plan.html")
    assert one(reading, "2400").links.what == "存款个人"


def test_a_half_year_before_the_plans_own_is_past() -> None:
    reading = reading_of("# 2027年下半年计划\n\n上半年成交430万元，下半年成交目标560万元。", "plan.md")
    text = reading.document.text
    assert [text[each.mention.start : each.mention.end] for each in reading.statements if each.kind == "target"] == ["560万元"]


def test_the_year_of_a_heading_is_no_money() -> None:
    reading = reading_of("# 华东销售部 2027 作战计划\n\n签约额 800 万元。", "plan.md")
    assert [value_text(each.mention) for each in reading.statements if each.mention.sort == "quantity"] == ["8000000CNY"]


def test_a_scale_above_a_list_of_months_is_money() -> None:
    text = "2027年店铺计划\n\n月度销售节奏（单位：W）\n1月：140\n2月：96\n合计：236"
    reading = reading_of(text)
    assert [value_text(one(reading, words).mention) for words in ("140", "96", "236")] == ["1400000CNY", "960000CNY", "2360000CNY"]


def test_a_share_behind_each_number_of_a_list_does_not_end_it() -> None:
    reading = reading_of("2027年计划\n\n分季度任务（存款净增，万元）\n一季度9450，占45%\n二季度5250，占25%")
    assert value_text(one(reading, "9450").mention) == "94500000CNY"
    assert value_text(one(reading, "5250").mention) == "52500000CNY"


def test_a_range_with_its_scale_twice_is_no_name() -> None:
    reading = reading_of("月销售额20W-40W提0.5%；笔记300-350篇")
    values = {value_text(each.mention) for each in reading.statements}
    assert {"200000..400000CNY", "300..350篇"} <= values


def test_a_title_gives_its_unit_to_tables_that_name_none() -> None:
    head = "# 2027年度预算（单位：万元）\n\n## 利润\n\n| 项目 | 一季度 | 全年 |\n| --- | --- | --- |\n| 收入 | 312.5 | 1400 |\n"
    reading = reading_of(head + "\n## 编制\n\n| 小组 | 年末 | 人均处理(笔/月) |\n| --- | --- | --- |\n| 应付组 | 15 | 820 |\n", "plan.md")
    assert value_text(one(reading, "312.5").mention) == "3125000CNY"
    assert "CNY" not in value_text(one(reading, "15").mention)


def test_a_header_may_tell_a_price_by_area_and_day() -> None:
    reading = reading_of("# 2027年计划\n\n| 类别 | 单价（元/㎡·天） |\n| --- | --- |\n| 厂房 | 0.85 |\n| 办公 | 1.50 |", "plan.md")
    assert value_text(one(reading, "0.85").mention).startswith("0.85CNY/")


def test_what_is_added_up_by_a_coming_day_is_no_past() -> None:
    reading = reading_of("# 2027年平台计划\n\n- 2027年6月30日：累计入驻 600 家\n- 半年复盘，签单累计 ≥ 1,824 万元", "plan.md")
    assert {one(reading, "600 家").kind, one(reading, "≥ 1,824 万元").kind} <= {"target", "total"}
