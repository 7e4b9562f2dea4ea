# SPDX-License-Identifier: Apache-2.0
"""Damaged files: each damaged row is rejected with row, column and reason, all the others are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.intake.reading import ORDERS, loaded, order, orders, write
from yunce.warehouse.intake.words import CUT_NOTE


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"paid_at": "2026-02-30 00:00:00"}, "订单付款时间", "没有这一天"),
        ({"paid_at": "2026年4月31日"}, "订单付款时间", "没有这一天"),
        ({"paid_at": "4月31日"}, "订单付款时间", "没有这一天"),
        ({"paid_at": "昨天"}, "订单付款时间", "认不出的日期"),
        ({"paid_at": "2206-11-11"}, "订单付款时间", "日期远在将来"),
        ({"paid_at": "1970-01-01"}, "订单付款时间", "日期早于2000年"),
        ({"quantity": "-1"}, "宝贝总数量", "不能为负数"),
        ({"quantity": "1.5"}, "宝贝总数量", "应为整数"),
        ({"quantity": "两件"}, "宝贝总数量", "数值列里是文字"),
        ({"paid": "-99.00"}, "买家实际支付金额", "不能为负数"),
        ({"paid": "abc"}, "买家实际支付金额", "数值列里是文字"),
        ({"paid": "=1+2"}, "买家实际支付金额", "公式文本，不是数值"),
        ({"paid": "=cmd|' /C calc'!A0"}, "买家实际支付金额", "公式文本，不是数值"),
        ({"paid": "@SUM(A1:A9)"}, "买家实际支付金额", "公式文本，不是数值"),
        ({"paid": "+1+2"}, "买家实际支付金额", "公式文本，不是数值"),
        ({"number": ""}, "订单编号", "缺少“订单编号”"),
        ({"number": "3.14E+18"}, "订单编号", "编号变成了科学计数，末位已丢失：请在表格软件里把该列设为文本再导出"),
    ],
)
def test_one_bad_cell(tmp_path: Path, changed: dict[str, str], column: str, reason: str) -> None:
    found = loaded(write(tmp_path / "a.csv", orders(order("1"), order(**{"number": "2", **changed}), order("3"))))
    assert [(r[0], r[1], r[3]) for r in found.rejects] == [(3, column, reason)]
    assert found.column("orders", "order") == ["1", "3"]
    assert found.rows == 3


def test_a_cut_file_rejects_its_last_row_and_says_so(tmp_path: Path) -> None:
    text = orders(order("1"), order("2"))
    found = loaded(write(tmp_path / "a.csv", text[: text.rindex("2026")]))
    assert [r[0] for r in found.rejects] == [3]
    assert "文件可能被截断" in found.rejects[0][3]
    assert CUT_NOTE in found.notes
    assert found.column("orders", "order") == ["1"]


def test_a_file_cut_inside_quotes(tmp_path: Path) -> None:
    found = loaded(write(tmp_path / "a.csv", orders(order("1")) + order("2", note='"没写完')[:-20]))
    assert found.column("orders", "order") == ["1"]
    assert {r[0] for r in found.rejects} == {3}
    assert CUT_NOTE in found.notes


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_short_and_long_rows(tmp_path: Path, encoding: str) -> None:
    text = orders(order("1"), "2,小红", order("3") + ",多,余", order("4") + ",,", order("5"))
    found = loaded(write(tmp_path / "a.csv", text, encoding))
    assert found.column("orders", "order") == ["1", "4", "5"]
    assert found.column("orders", "_row") == [2, 5, 6]
    assert [(r[0], r[3][:4]) for r in found.rejects] == [(3, "列数不够"), (4, "列数多于")]


def test_quoted_line_breaks_stay_in_their_cell(tmp_path: Path) -> None:
    text = orders(order("1", note='"第一行\n第二行, 逗号"'), order("2", shop='"云织\r\n旗舰店"'), order("3", note="-1"))
    found = loaded(write(tmp_path / "a.csv", text, "gb18030"), memory=1)
    assert found.column("orders", "order") == ["1", "2", "3"]
    assert found.column("orders", "_row") == [2, 3, 4]
    assert found.rejects == []


def test_a_stray_quote_harms_only_its_line(tmp_path: Path) -> None:
    text = orders(order("1", buyer='5" 屏'), order("2", buyer='"没有闭合'), *(order(str(n), buyer='"好"') for n in range(3, 9)))
    found = loaded(write(tmp_path / "a.csv", text))
    assert found.column("orders", "order") == ["1", *map(str, range(3, 9))]
    assert found.column("orders", "buyer_raw")[0] == '5" 屏'
    assert [(r[0], r[3]) for r in found.rejects] == [(3, "引号没有闭合")]


def test_summary_blank_and_repeated_header_rows_are_counted_not_rejected(tmp_path: Path) -> None:
    text = orders(order("1"), "," * ORDERS.count(","), order("合计", paid="198.00"), "总计,198", ORDERS, order("2"), "")
    found = loaded(write(tmp_path / "a.csv", text))
    assert found.column("orders", "order") == ["1", "2"]
    assert found.column("orders", "_row") == [2, 7]
    assert (found.rows, found.skipped, found.rejects) == (2, 5, [])


def test_title_rows_above_the_header(tmp_path: Path) -> None:
    found = loaded(write(tmp_path / "a.csv", "订单报表\n导出时间：2026-11-12,\n\n" + orders(order("1"), order("2", paid="x"))))
    assert found.column("orders", "_row") == [5]
    assert found.rejects[0][0] == 6


def test_wrapped_cells_and_unknowns(tmp_path: Path) -> None:
    line = order(
        '="00123"',
        paid='"1,234.50"',
        due="￥１，２３４.5元".replace("，", ""),
        freight="--",
        created="\t2026/11/11 1:02",
        paid_at="'20261111",
    )
    found = loaded(write(tmp_path / "a.csv", orders(line, order("\t456 ", paid="¥99", buyer="-", status="null"))))
    assert found.column("orders", "order") == ["00123", "456"]
    assert found.column("orders", "paid") == [123450, 9900]
    assert found.column("orders", "freight") == [None, 0]
    assert found.column("orders", "buyer_raw") == ["小明", None]
    assert found.column("orders", "status")[1] is None


def test_no_personal_text_leaves_intake(tmp_path: Path) -> None:
    found = loaded(write(tmp_path / "a.csv", orders(order("1", note="送到张三家 13812341234"), order("2", quantity="13812341234x"))))
    shown = str(found.tables["orders"].drop("buyer_raw").rows()) + str(found.rejects)
    assert "张三" not in shown
    assert "13812341234" not in shown


def test_fake_orders_are_loaded_marked_and_flagged(tmp_path: Path) -> None:
    notes = ["刷单，勿发货", "请补单独包装", "S单", "XS单件", "种菜", "阳台种菜用的盆", "不是刷单", "好评返现5元", "ｓ单"]
    found = loaded(write(tmp_path / "a.csv", orders(*(order(str(i), note=n) for i, n in enumerate(notes)))))
    assert found.column("orders", "mark") == ["刷单", None, "S单", None, "种菜", None, None, "好评返现", "S单"]
    assert [f[0] for f in found.flags] == [2, 4, 6, 9, 10]
    assert set(found.column("orders", "note")) == {None}


@pytest.mark.parametrize(("suffix", "delimiter"), [("tsv", "\t"), ("txt", ";"), ("txt", "\t")])
def test_other_delimiters(tmp_path: Path, suffix: str, delimiter: str) -> None:
    found = loaded(write(tmp_path / f"a.{suffix}", orders(order("1")).replace(",", delimiter), "gb18030"))
    assert found.column("orders", "paid") == [9900]
