# SPDX-License-Identifier: Apache-2.0
"""The scanner: every number with its value, unit, comparator; names are no numbers; nothing is left over, nothing invented."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.reader.contract import value_text
from yunce.reader.plain import plain_of
from yunce.reader.scan.mentions import Mention
from yunce.reader.scan.names import FORMS
from yunce.reader.scan.numerals import chinese_number
from yunce.reader.scan.scanner import scan_words


def values(text: str) -> list[str]:
    """The values of the quantities and proportions in a text."""
    return [value_text(one) for one in scan_words(plain_of(text)) if one.sort in {"quantity", "ratio"}]


def whens(text: str, sort: str) -> list[str]:
    """The canonical forms of a text's dates or rhythms."""
    return [one.when for one in scan_words(plain_of(text)) if one.sort == sort]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收入1,250.5万元", ["12505000CNY"]),
        ("3—5万元", ["30000..50000CNY"]),
        ("10万元至15万元", ["100000..150000CNY"]),
        ("5000-1万元", ["5000..10000CNY"]),
        ("增长一万二%", ["12000%"]),
        ("共1.2亿元", ["120000000CNY"]),
        ("1.5W元以内", ["<= 15000CNY"]),
        ("不低于98.5%", [">= 98.5%"]),
        ("≤3‰", ["<= 3‰"]),
        ("低于60分", ["< 60分"]),
        ("7折", ["0.7折"]),
        ("提高5个百分点", ["5pp"]),
        ("百分之二十五", ["25%"]),
        ("千分之三", ["3‰"]),
        ("投入产出比1:3至1:5", ["3..51:n"]),
        ("三十五万元", ["350000CNY"]),
        ("两名店长,一名会计", ["2名", "1名"]),
        ("60元/人/天", ["60CNY/人/天"]),
        ("¥3,000", ["3000CNY"]),
        ("毛利率-2.5%", ["-2.5%"]),
        ("12人次/天", ["12人次/天"]),
        ("35㎡", ["35㎡"]),
        ("提前准备约30个", ["30个"]),
        ("1500×6×12=10.8万元", ["1500", "6", "12", "108000CNY"]),
        ("3000", ["3000"]),
        ("到9月底要有11个人", ["11人"]),
        ("引进三个人才项目", ["3个"]),
        ("不低于八五折", [">= 0.85折"]),
        ("85折", ["0.85折"]),
        ("万分之零点八以下", ["<= 0.8bp"]),
        ("售前方案 3 人", ["3人"]),
    ],
)
def test_quantities(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "ISO9001认证",
        "O2O模式",
        "双11",
        "拨打400-800-1234",
        "第三方平台",
        "十分重要",
        "统一标准",
        "一些问题",
        "www.a1.com",
        "万一失败",
        "一起",
    ],
)
def test_names_and_words_are_no_numbers(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026年3月5日", "2026-03-05"),
        ("9月1日—10月30日", "09-01..10-30"),
        ("11月8日-21日", "11-08..11-21"),
        ("2026.3.1-2026.4.15", "2026-03-01..2026-04-15"),
        ("2026年第四季度", "2026-Q4"),
        ("1-3月", "01..03"),
        ("今年下半年", "this-H2"),
        ("20xx年12月", "20xx-12"),
        ("10月中旬", "10-mid"),
        ("2026年底", "2026-end"),
        ("二〇二六年", "2026"),
        ("十二月二十日", "12-20"),
        ("2026-08-10", "2026-08-10"),
        ("9/10/11月", "09,10,11"),
        ("2026年11月1日至2027年1月20日", "2026-11-01..2027-01-20"),
        ("2027 年 3 月 20 日", "2027-03-20"),
        ("3 月 5 日至 3 月 9 日", "03-05..03-09"),
        ("3 月前", "03"),
    ],
)
def test_dates(text: str, when: str) -> None:
    assert whens(text, "date") == [when]


def test_a_day_that_does_not_exist_is_doubted_not_repaired() -> None:
    (found,) = scan_words("4月31日")
    assert (found.when, found.doubt) == ("04-31", "impossible date: 4-31")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("每周一召开例会", "weekly:mon"),
        ("每月5日前上报", "monthly:5"),
        ("每季度一次", "quarter"),
        ("每半年1次", "half_year"),
        ("每2小时", "hourly/2"),
        ("每天盘点", "daily"),
        ("7×24小时", "always"),
        ("每月底", "monthly:last"),
        ("每月末最后一个工作日", "monthly:last_wd"),
    ],
)
def test_rhythms(text: str, when: str) -> None:
    assert whens(text, "cadence") == ([when] if when else [])


def test_distances_from_an_event() -> None:
    assert whens("签约后3个工作日内付款,双11前10天备货", "offset") == ["event:签约+3工作日", "event:双11-10天"]


@pytest.mark.parametrize(
    ("text", "doubt", "readings"),
    [
        ("目标完成率5080%", "lost separator", ("50..80",)),
        ("准备期710天", "lost separator", ("7..10",)),
        ("预算1520W", "lost separator", ("15..20",)),
        ("货款201900元", "masked number", ()),
        ("20-10%", "range is reversed", ()),
        ("增长120%", "", ()),
        ("56月份", "lost separator", ("5..6",)),
    ],
)
def test_suspect_numbers_are_shown_as_written(text: str, doubt: str, readings: tuple[str, ...]) -> None:
    (found,) = [one for one in scan_words(text) if one.sort == "quantity"]
    assert (found.doubt, found.readings) == (doubt, readings)


@pytest.mark.parametrize(("text", "sort"), [("接通率达到 %", "blank"), ("20xxW", "mask"), ("签约额xx万元", "mask")])
def test_hidden_and_missing_numbers_are_seen(text: str, sort: str) -> None:
    assert [one.sort for one in scan_words(text)] == [sort]


def test_a_unit_is_no_missing_number() -> None:
    assert not scan_words("单位:万元")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("二十三", 23),
        ("一百二", 120),
        ("三千零五", 3005),
        ("两万五", 25000),
        ("一点五", "1.5"),
        ("半", "0.5"),
        ("一亿二千万", 120000000),
    ],
)
def test_chinese_numerals(text: str, number: object) -> None:
    assert chinese_number(text) == Decimal(str(number))


def test_what_is_no_numeral() -> None:
    assert chinese_number("店") is None
    assert chinese_number("一点店") is None


PIECES = st.sampled_from(
    [
        "300万元",
        "12%",
        "3月5日",
        "2026年",
        "每周一",
        "不低于",
        "客服",
        ",",
        "1:3",
        "第三阶段",
        "201900",
        "(",
        "十",
        " ",
        "-",
        "x",
        "20xx",
        "人",
        "。",
        "9",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_digit_lies_in_exactly_one_mention(text: str) -> None:
    found = scan_words(plain_of(text))
    covered = [place for one in found for place in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, sign in enumerate(text) if sign in "0123456789"} <= set(covered)


@given(st.integers(1, 10**9), st.sampled_from(["元", "%", "人", "件", "天"]))
def test_a_number_is_read_as_written(number: int, unit: str) -> None:
    found: list[Mention] = [one for one in scan_words(f"目标{number}{unit}") if one.value]
    assert found[0].value is not None
    assert found[0].value.low == number


OF_NAMES = st.sampled_from(
    [
        "www.a.cn",
        "1@b.cn",
        "合同号",
        "No",
        "12",
        "号",
        "第",
        "五",
        "条",
        "400",
        "13800138000",
        "电话",
        "-----",
        "双11",
        "618",
        "6.18",
        "十一",
        "国庆",
        "三八节",
        "ISO9001",
        "O2O",
        "2D",
        "类",
        "V2.0",
        "版",
        "3.1.2",
        "(二)",
        "附件",
        "阶段",
        "百分制",
        "二次",
        "篇",
        "千次观看",
        "半年",
        "部",
        "车间",
        "①",
    ]
)


@given(st.lists(OF_NAMES, max_size=8).map("".join))
def test_no_name_is_found_without_its_sign(text: str) -> None:
    """What is quick to look for stands wherever a name stands: passing over the other texts loses none."""
    assert all(sign.search(text) for _, sign, form in FORMS if form.search(text))


def test_a_signed_contract_is_no_estimate() -> None:
    """签约25家 is a number of contracts; 约25家 is about 25."""
    signed, about = (scan_words(text)[0] for text in ("全年签约25家", "全年约25家"))
    assert (signed.about, about.about) == (False, True)
