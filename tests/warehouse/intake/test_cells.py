# SPDX-License-Identifier: Apache-2.0
"""Numbers, days, ids, masks and marks: one value however it is written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.intake.reading import PROFILES
from yunce.warehouse.intake.dates import NotADay, moment_of, read_moments
from yunce.warehouse.intake.headers import header_key
from yunce.warehouse.intake.ids import read_ids
from yunce.warehouse.intake.marks import mark_in
from yunce.warehouse.intake.masking import mask
from yunce.warehouse.intake.numbers import NotANumber, number_of, read_numbers
from yunce.warehouse.intake.recognise import days_in_name

FULL = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
LATEST = date(2099, 12, 31)


def ways(fen: int) -> list[str]:
    """One amount of money as people write it."""
    yuan = Decimal(fen) / 100
    plain, grouped = f"{yuan:.2f}", f"{yuan:,.2f}"
    return [
        plain,
        grouped,
        f"¥{plain}",
        f"￥{grouped}",
        f"{plain}元",
        f" {plain}\t",
        f"'{plain}",
        f'="{plain}"',
        grouped.translate(FULL),
        f"{plain}00",
    ]


@given(st.integers(-(10**13), 10**13))
def test_an_amount_is_the_same_in_every_way(fen: int) -> None:
    column = pl.Series(ways(fen))
    parsed = read_numbers(column, "fen")
    assert parsed.values.to_list() == [fen] * len(column)
    assert [int(number_of(text) * 100) for text in column] == [fen] * len(column)  # type: ignore[operator]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_a_column_of_mixed_ways_reads_like_its_cells(amounts: list[int], random: object) -> None:
    texts = [random.choice(ways(fen)) for fen in amounts]  # type: ignore[attr-defined]
    assert read_numbers(pl.Series(texts), "fen").values.to_list() == amounts


@pytest.mark.parametrize("text", ["", "-", "--", "—", "null", "N/A", "\t", "#N/A", "　"])
def test_unknown_is_no_zero(text: str) -> None:
    assert number_of(text) is None
    assert moment_of(text) is None
    assert read_numbers(pl.Series([text]), "fen").values.to_list() == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=1+2", "formula"),
        ("+1+1", "formula"),
        ("@A1", "formula"),
        ("-2+3", "formula"),
        ("1,23", "text_number"),
        ("一", "text_number"),
        ("9" * 30, "too_big"),
        ("1.2.3", "text_number"),
    ],
)
def test_what_is_no_number(text: str, code: str) -> None:
    with pytest.raises(NotANumber, match=code):
        number_of(text)


def test_rates_durations_and_scales() -> None:
    assert read_numbers(pl.Series(["0.23%", "1‰", "5"]), "decimal").values.to_list() == [Decimal("0.0023"), Decimal("0.001"), Decimal(5)]
    assert read_numbers(pl.Series(["90", "00:01:30", "1分30秒", "1:30", "1899-12-31 00:01:30"]), "seconds").values.to_list() == [90] * 5
    assert read_numbers(pl.Series(["1500", "2499"]), "seconds", Decimal("0.001")).values.to_list() == [2, 2]
    assert read_numbers(pl.Series(["0.005", "1.005", "2.675"]), "fen").values.to_list() == [1, 101, 268]


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01 00:00:00"), datetime.fromisoformat("2099-12-31 00:00:00")).map(
        lambda m: m.replace(microsecond=0)
    )
)
def test_a_moment_is_the_same_in_every_way(moment: datetime) -> None:
    forms = [
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y.%m.%d %H:%M:%S",
        "%Y年%m月%d日 %H:%M:%S",
        "%Y年%m月%d日%H时%M分%S秒",
        "%Y%m%d%H%M%S",
        "%Y-%m-%dT%H:%M:%S",
    ]
    texts = [moment.strftime(form) for form in forms] + [f"\t{moment}", f'="{moment}"', f"{moment}.0", str(moment).translate(FULL)]
    assert [moment_of(text) for text in texts] == [moment] * len(texts)
    for text in texts:
        assert read_moments(pl.Series([text]), LATEST).values.to_list() == [moment]
    assert read_moments(pl.Series(texts), LATEST).values.to_list() == [moment] * len(texts)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_way(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    texts = [
        f"{day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y.%m.%d}",
        str(serial),
        f"{serial}.0",
    ]
    assert {moment_of(text) for text in texts} == {datetime.combine(day, datetime.min.time())}
    assert set(read_moments(pl.Series(texts), LATEST).values.dt.date()) == {day}


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "4月31日", "2026年4月31日", "20260431", "2026-11-11 25:00:00", "2025-02-29"])
def test_no_such_day(text: str) -> None:
    with pytest.raises(NotADay, match="no_such_day"):
        moment_of(text)


@pytest.mark.parametrize("text", ["今天", "11/12/2026", "2026", "26-11-12", "12345678901"])
def test_not_a_day(text: str) -> None:
    with pytest.raises(NotADay, match="not_a_day"):
        moment_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09", "2026-09-30"),
        ("2026/2", "2026-02-28"),
        ("2026年9月", "2026-09-30"),
        ("2026-W36", "2026-09-06"),
        ("2026-Q1", "2026-03-31"),
        ("2026年9月上旬", "2026-09-10"),
        ("2027-12", "2027-12-27"),  # not over yet
    ],
)
def test_a_part_of_a_year_is_its_last_day(text: str, day: str) -> None:
    parsed = read_moments(pl.Series([text, "2026-01-05"]), date(2027, 12, 27))
    assert [f"{d:%Y-%m-%d}" for d in parsed.values.to_list()] == [day, "2026-01-05"]


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026.01", "202609", "2026年", "2026-01..2026-02", "2026-09-31", "2026-W60"])
def test_what_is_no_part_either(text: str) -> None:
    parsed = read_moments(pl.Series([text]), LATEST)
    assert parsed.values.to_list() == [None] and parsed.reasons is not None and parsed.reasons[0]


def test_days_out_of_range_have_a_reason() -> None:
    parsed = read_moments(pl.Series(["1999-12-31", "2027-12-28", "2027-12-27 23:59:59", None]), date(2027, 12, 27))
    assert parsed.values.to_list() == [None, None, datetime.fromisoformat("2027-12-27 23:59:59"), None]
    assert parsed.reasons is not None
    assert parsed.reasons.to_list() == ["日期早于2000年", "日期远在将来", None, None]


@given(st.lists(st.integers(10**12, 10**19), min_size=1, max_size=20))
def test_ids_stay_what_they_are(numbers: list[int]) -> None:
    texts = [str(n) for n in numbers]
    assert read_ids(pl.Series(texts), sheet=False).values.to_list() == texts
    assert read_ids(pl.Series([f"{t}.0" for t in texts]), sheet=False).values.to_list() == texts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13812341234", "138****1234"),
        ("张三 13812341234 收", "张三 138****1234 收"),
        ("110101199001011234", "1101**********1234"),
        ("a.b@c.com", "**@c.com"),
        ("x" * 99, "x" * 39 + "…"),
    ],
)
def test_masks_wherever_personal_data_are(value: str, shown: str) -> None:
    assert mask(value) == shown


def test_masks_by_column() -> None:
    assert mask("张三丰", "drop") == "张**"
    assert mask("2000000000000000001", "", "id") == "2000***0001"


def test_headers_are_compared_by_what_they_say() -> None:
    same = ["退商品金额（元）", "退商品金额(元)", "\ufeff退商品金额", " 退 商品\n金额 （元）", '="退商品金额"']
    assert {header_key(h) for h in same} == {"退商品金额"}


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("刷单", "刷单"),
        ("此单刷单!", "刷单"),
        ("电动牙刷单支装", None),
        ("补单独立包装", None),
        ("补单,", "补单"),
        ("s单", "S单"),
        ("TS单", None),
        ("种菜 2", "种菜"),
        ("在家种菜", None),
    ],
)
def test_marks_are_whole_words(note: str, found: str | None) -> None:
    words = next(p.marks for p in PROFILES if p.id == "TB-ORDER-LIST")
    assert mark_in(note, words) == found


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 40))
def test_days_in_a_file_name(first: date, length: int) -> None:
    last = min(first + timedelta(length), date(2099, 12, 31))
    assert days_in_name(f"【生意参谋平台】无线店铺流量来源-{first}_{last}.xls") == [first, last]
    assert days_in_name(f"来源{first:%Y%m%d}.xls") == [first]
