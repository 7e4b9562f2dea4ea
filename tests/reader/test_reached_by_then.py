# SPDX-License-Identifier: Apache-2.0
"""Names and kinds of numbers that a time stands before, or that others change into."""

from __future__ import annotations

import pytest

from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document
from yunce.values.problem import YunceError


def told(words: str) -> list[tuple[str, str, str]]:
    """Kind, name and words of what is stated in a goal section."""
    text = f"# 2027年度运营计划\n\n## 经营目标\n\n{words}\n"
    found = read_document(read_bytes("a.md", text.encode()))
    return [(one.kind, one.links.what, text[one.mention.start : one.mention.end]) for one in found.statements]


@pytest.mark.parametrize(
    ("words", "name", "quote"),
    [
        ("服务居民户数年底达到2.4万户", "服务居民户数", "2.4万户"),
        ("签约商户9月底前增至320家", "签约商户", "320家"),
        ("床位使用率三季度达到92%", "床位使用率", "92%"),
        ("客房入住率由68%提高到74%", "客房入住率", "74%"),
        ("客户投诉率由3.2%下降到1.5%。", "客户投诉率", "1.5%"),
        ("自由现金流由300万元增加到420万元", "自由现金流", "420万元"),
    ],
)
def test_a_time_or_what_there_was_does_not_hide_the_name(words: str, name: str, quote: str) -> None:
    assert told(words) == [("target", name, quote)]


def test_quarters_and_halves_of_a_sum_are_no_milestones() -> None:
    quarters = told("保费收入分季：一季度300万元，二季度410万元，三季度430万元，四季度590万元。")
    assert [kind for kind, _, _ in quarters] == ["target"] * 4
    assert told("上半年实现保费收入3,200万元，下半年力争完成4,100万元")[-1] == ("target", "保费收入", "4,100万元")
    assert ("milestone", "验收", "12月底") in told("6月底前完成3场培训，12月底完成验收。")


def test_a_file_that_was_cut_says_so_in_its_reader_s_language() -> None:
    with pytest.raises(YunceError) as caught:
        read_bytes("年度计划.docx", b"PK\x03\x04 broken")
    problem = caught.value.problems[0]
    assert problem.code == "reader.cut_short"
    assert "年度计划.docx" in dict(problem.params)["name"]


@pytest.mark.parametrize(
    ("words", "name", "quote"),
    [
        ("代发工资客户由2026年末的400户增加到460户。", "代发工资客户", "460户"),
        ("设备停机时间从去年的36小时降至24小时以内", "设备停机时间", "24小时以内"),
        ("平均房价从目前的412元升到430元。", "平均房价", "430元"),
    ],
)
def test_what_a_past_value_becomes_is_of_the_plan(words: str, name: str, quote: str) -> None:
    assert told(words) == [("target", name, quote)]


def test_what_it_has_become_already_is_past() -> None:
    assert told("代发工资客户已由2025年末的400户增加到460户。") == []


def test_those_who_are_assessed_are_people() -> None:
    assert told("考核人数：186人，其中运输组64人、仓库52人。")[0] == ("headcount", "考核人数", "186人")


def test_a_whole_in_front_of_a_colon_is_not_of_the_first_quarter() -> None:
    text = "# 2027年度运营计划\n\n## 经营目标\n\n全年保费收入1,750万元：一季度750万元，二季度1,000万元。\n"
    found = read_document(read_bytes("a.md", text.encode())).statements
    assert [one.links.period for one in found] == ["2027", "2027-Q1", "2027-Q2"]
