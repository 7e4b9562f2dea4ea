# SPDX-License-Identifier: Apache-2.0
"""The past beside the plan: what something is compared with is no target, the number beside it, its growth and bounds are."""

from __future__ import annotations

import pytest

from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def told(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The kind and the period of each number as written."""
    reading = read_document(read_bytes("plan.md", f"# 2027年经营计划\n\n## 年度安排\n\n{text}\n".encode()))
    said = reading.document.text
    kinds = {said[one.mention.start : one.mention.end]: "aside" for one in reading.aside}
    kinds |= {said[one.mention.start : one.mention.end]: one.kind for one in reading.statements}
    return kinds, {said[one.mention.start : one.mention.end]: one.links.period for one in reading.statements}


@pytest.mark.parametrize(
    ("line", "planned", "past"),
    [
        ("2027年净收益目标692万元，比2026年预计的620万元多72万元。", ("692万元", "72万元"), "620万元"),
        ("全年货运量目标340万吨，较2026年预计完成的320万吨增长6.25%。", ("340万吨", "6.25%"), "320万吨"),
        ("去年五个校区一共招了1,860万元学费，今年定2,046万元，增长10%。", ("2,046万元", "10%"), "1,860万元"),
        ("新签合同2.4亿元，上年预计2亿元，同比增长20%。", ("2.4亿元", "20%"), "2亿元"),
        ("单箱能耗压降到1.75%以下，比上年 1.98% 有明显下降。", ("1.75%以下",), "1.98%"),
        ("2026年全网销售14,920万元，线上占比不得超过62%。", ("不得超过62%",), "14,920万元"),
        ("年初应收账款5,200万元，本年回款23,000万元。", ("23,000万元",), "5,200万元"),
    ],
)
def test_only_what_is_compared_with_is_past(line: str, planned: tuple[str, ...], past: str) -> None:
    kinds, periods = told(line)
    assert kinds[past] == "aside"
    assert all(kinds[one] != "aside" and periods[one] == "2027" for one in planned), (kinds, periods)


def test_a_growth_of_the_past_stays_past() -> None:
    assert told("2026年实际收入3亿元，比2025年的2.8亿元增长7%。")[0]["7%"] == "aside"


def test_a_column_of_what_there_is_at_first() -> None:
    kinds, _ = told("| 业务 | 年初余额(万元) | 全年净增(万元) | 年末目标(万元) |\n| --- | --- | --- | --- |\n| 普通贷款 | 310 | 45 | 355 |")
    assert (kinds["310"], kinds["45"], kinds["355"]) == ("aside", "target", "target")


def test_a_term_of_service_in_an_overview_is_no_past() -> None:
    reading = read_document(
        read_bytes(
            "a.txt",
            "2027年园区保安项目运营方案\n\n一、项目概况\n服务期2027年1月1日至2027年12月31日，岗位40席，合同价每席每月7,800元。\n".encode(),
        )
    )
    assert "40席" in {reading.document.text[s.mention.start : s.mention.end] for s in reading.statements}


@pytest.mark.parametrize(
    ("line", "quote", "low"),
    [
        ("九成五以上旅客不超过十分钟。", "九成五以上", "95"),
        ("完成率不足时绩效发一半，完成后全发。", "一半", "50"),
        ("目标回收率八成半。", "八成半", "85"),
    ],
)
def test_tenths_and_halves_are_shares(line: str, quote: str, low: str) -> None:
    reading = read_document(read_bytes("a.txt", f"2027年计划\n{line}\n".encode()))
    found = {reading.document.text[s.mention.start : s.mention.end]: s.mention.value for s in reading.statements}
    value = found[quote]
    assert value is not None
    assert (str(value.low), value.unit) == (low, "%")


def test_a_unit_told_in_the_sentence_in_front_of_a_table() -> None:
    text = "2027年计划\n全年支出按下表执行，单位万元，超支5%以上须批准。\n| 科目 | 东区 | 西区 |\n| --- | --- | --- |\n| 绿化 | 31 | 9 |\n"
    reading = read_document(read_bytes("a.md", text.encode()))
    assert {str(s.mention.value.low) for s in reading.statements if s.mention.value and s.mention.unit == "CNY"} == {"310000", "90000"}


def test_the_unit_of_all_is_no_missing_number() -> None:
    reading = read_document(read_bytes("a.txt", "2027年计划\n(金额单位除另注明外为元)\n收入达到  万元。\n".encode()))
    assert [reading.document.text[s.mention.start : s.mention.end] for s in reading.statements if s.mention.sort == "blank"] == ["万元"]


@pytest.mark.parametrize("heading", ["去年回顾和今年总目标", "上年总结与明年安排", "2026年完成情况及新一年任务"])
def test_a_heading_that_looks_back_and_ahead_holds_the_plan_too(heading: str) -> None:
    text = f"# 2027年经营计划\n\n## {heading}\n\n去年卖了4800万元。2027年销售目标5280万元，毛利率18.5%。\n"
    read = read_document(read_bytes("plan.md", text.encode()))
    kept = {read.document.plain[one.mention.start : one.mention.end] for one in read.statements if one.kind != "context"}
    assert {"5280万元", "18.5%"} <= kept and "4800万元" not in kept
