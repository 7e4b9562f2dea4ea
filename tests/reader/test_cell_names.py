# SPDX-License-Identifier: Apache-2.0
"""What a number in a table is called: by its row, its column, both, or what the table is of."""

from __future__ import annotations

import pytest

from yunce.reader.files import read_bytes
from yunce.reader.grids import CellContext
from yunce.reader.joined_names import column_word, joined, plain_name, sum_word
from yunce.reader.reading import Reading, read_document


def reading_of(*rows: str, heading: str = "# 2027年经营计划") -> Reading:
    table = [rows[0], "|".join("---" for _ in rows[0].split("|")), *rows[1:]]
    return read_document(read_bytes("plan.md", "\n".join([heading, "", *(f"| {row} |" for row in table)]).encode()))


def names(reading: Reading) -> dict[str, tuple[str, str]]:
    return {reading.document.plain[s.mention.start : s.mention.end]: (s.links.what, s.links.scope) for s in reading.statements}


@pytest.mark.parametrize(
    ("header", "row", "number", "words"),
    [
        ("网点|2027年目标(万元)|增加额(万元)|定编(人)", "东街店|510|45|9", "510", ("东街店", "目标")),
        ("网点|2027年目标(万元)|增加额(万元)|定编(人)", "东街店|510|45|9", "45", ("东街店", "增加额")),
        ("片区|2027年目标(万元)|增加额(万元)|定编(人)", "北片|510|45|9", "9", ("北片", "定编")),
        ("事项|数量|单价(万元)|预算(万元)", "冷柜更新|12台|1.5|18", "1.5", ("冷柜更新", "单价")),
        ("事项|数量|单价(万元)|预算(万元)", "冷柜更新|12台|1.5|18", "18", ("冷柜更新", "预算")),
        ("岗位|年末在岗|预计离岗|计划招聘|定编", "分拣员|41|6|10|45", "10", ("分拣员", "招聘")),
        ("产品线|数量(套)|均价(万元/套)|订单额(万元)", "巡检机器人|20|30|600", "600", ("巡检机器人", "订单额")),
        ("费用科目|全年(万元)|占比", "运输费|120|40%", "40%", ("运输费", "占比")),
    ],
)
def test_row_and_column_together(header: str, row: str, number: str, words: tuple[str, ...]) -> None:
    what = names(reading_of(header, row, row.replace("1", "2")))[number][0]
    assert all(word in what for word in words), what


def test_a_row_of_another_measure_below_parts_has_its_own_name() -> None:
    found = names(reading_of("片区|水果(万元)|蔬菜(万元)", "城东|300|500", "城西|280|460", "毛利率|31%|24%"))
    assert found["31%"] == ("毛利率", "水果")


def test_sums_say_what_they_sum() -> None:
    found = names(reading_of("车间|一季度|二季度|合计(万元)", "总装|30|40|70", "涂装|11|14|25", "合计|41|54|95"))
    assert found["70"][0] == "总装合计"
    assert "合计" in found["41"][0]


def test_bounds_name_no_number_beside_them() -> None:
    found = names(reading_of("综合收缴率|奖励(万元)", "95%(含)以上|12", "90%(含)—95%(不含)|8", "90%以下|0"))
    assert found["12"][0] == "奖励"


def test_a_header_with_a_unit_goes_before_a_column_of_units() -> None:
    reading = reading_of("项目|计量单位|单价(元)|全年业务量|收入(万元)", "上门清洗|次|85|24000|204", "热线|通|6.5|120000|78")
    units = {reading.document.plain[s.mention.start : s.mention.end]: s.mention.unit for s in reading.statements}
    assert (units["85"], units["24000"], units["204"]) == ("CNY", "次", "CNY")


def test_four_digits_among_numbers_are_no_year() -> None:
    found = names(reading_of("科目|全年(万元)|上半年(万元)|下半年(万元)", "费用合计|3988|1945|2043", "外包费|1050|505|545"))
    assert {"3988", "1945", "2043"} <= set(found)


def test_people_under_posts_by_the_header_over_their_sum() -> None:
    reading = reading_of("网点|柜员|大堂|合计(人)", "营业部|9|3|12", "分理处|5|2|7", "合计|14|5|19")
    assert {s.kind for s in reading.statements} == {"headcount", "total"}


def test_words_of_columns() -> None:
    assert [column_word(one) for one in ("2027年目标(万元)", "一季度", "合计(人)", "责任人", "单价(元)")] == ["目标", "", "", "", "单价"]
    assert (sum_word("**合计**"), sum_word("存款小计"), plain_name("投入合计")) == ("合计", "", "投入")


def test_nothing_is_put_together_without_a_header() -> None:
    assert joined(CellContext(), "收入", "北区", "") == ("收入", "北区")
