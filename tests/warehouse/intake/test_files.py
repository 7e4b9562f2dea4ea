# SPDX-License-Identifier: Apache-2.0
"""Workbooks, zips and files that are no tables at all."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlrd
import xlsxwriter

from tests.warehouse.intake.reading import ORDERS, PROFILES, loaded, order, orders, write
from yunce.warehouse.intake import UnreadableError, files, open_sources, sheets


def code_of(path: Path, **how: str) -> str:
    with pytest.raises(UnreadableError) as refused:
        loaded(path, **how)
    return refused.value.problems[0].code


def workbook(path: Path, *rows: list[object], sheet: str = "订单", top: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "本表由系统导出")
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(top + number, column, cell, day)
                else:
                    page.write(top + number, column, cell)
    return path


HEAD: list[object] = list(ORDERS.split(","))


def row(number: object, paid: object = 99.5, paid_at: object = "2026-11-11 00:02:03") -> list[object]:
    return [number, "小明", 99, 0, paid, "交易成功", "张三", 13812341234, "2026-11-11", paid_at, "", 2, "云织"]


def test_a_workbook_keeps_long_ids_and_reads_numbers_and_dates(tmp_path: Path) -> None:
    found = loaded(
        workbook(
            tmp_path / "a.xlsx",
            HEAD,
            row("2000000000000000001"),
            row(3000000000001, 0.1 + 0.2, datetime.fromisoformat("2026-11-11 09:08:07")),
        )
    )
    assert found.column("orders", "order") == ["2000000000000000001", "3000000000001"]
    assert found.column("orders", "paid") == [9950, 30]
    assert found.column("orders", "paid_at")[1] == datetime.fromisoformat("2026-11-11 09:08:07")
    assert found.column("orders", "quantity") == [2, 2]
    assert any("说明" in note for note in found.notes)


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    rows = (HEAD, row("1"), row("2", "x"), ["合计"], row("3"))
    found = loaded(workbook(tmp_path / "a.xlsx", *rows, top=4))
    assert found.column("orders", "_row") == [6, 9]
    assert found.rejects[0][0] == 7
    assert found.skipped == 1


def test_ids_that_a_sheet_rounded_are_rejected(tmp_path: Path) -> None:
    found = loaded(workbook(tmp_path / "a.xlsx", HEAD, row(3.14e18), row("3.14E+18"), row("2000000000000000001")))
    assert [(r[0], r[1]) for r in found.rejects] == [(2, "订单编号"), (3, "订单编号")]
    assert all("设为文本再导出" in r[3] for r in found.rejects)
    assert found.column("orders", "order") == ["2000000000000000001"]


def test_a_whole_column_of_rounded_ids(tmp_path: Path) -> None:
    found = loaded(workbook(tmp_path / "a.xlsx", HEAD, row(1234567890123456789), row(2234567890123456789)))
    assert len(found.rejects) == 2


def test_each_sheet_that_fits_is_a_source(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for number, name in enumerate(("一月", "二月")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEAD)
            page.write_row(1, 0, row(str(number)))
    sources = open_sources(tmp_path / "a.xlsx", PROFILES, today=date(2026, 11, 22))
    assert [s.name for s in sources] == ["a.xlsx#一月", "a.xlsx#二月"]


def test_a_zip_of_tables(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("订单/一.csv", orders(order("1")).encode("gb18030"))
        packed.writestr("二.csv", orders(order("2")))
        packed.write(workbook(tmp_path / "b.xlsx", HEAD, row("3")), "三.xlsx")
        packed.writestr("读我.md", "说明")
        packed.writestr("读我.txt", "这里是订单")
    found = loaded(tmp_path / "a.zip")
    assert "未导入的文件：a.zip!读我.txt" in found.notes
    assert found.column("orders", "order") == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "C:\\a.csv"])
def test_a_zip_with_paths_that_climb(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(name, orders(order("1")))
    assert code_of(tmp_path / "a.zip") == "intake.zip_path"


def test_a_zip_that_unpacks_to_far_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_RATIO_MATTERS", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", b"0" * (4 << 20))
    assert code_of(tmp_path / "a.zip") == "intake.zip_bomb"


def test_damaged_and_foreign_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as packed:
        packed.writestr("a.csv", orders(*(order(str(n)) for n in range(500))))
    data = (tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[:-40])
    (tmp_path / "flipped.zip").write_bytes(data[:5000] + b"XXXX" + data[5004:])
    (tmp_path / "cut.xlsx").write_bytes(workbook(tmp_path / "a.xlsx", HEAD, row("1")).read_bytes()[:4000])
    (tmp_path / "bad.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    write(tmp_path / "page.xls", "<html><table></table></html>")
    write(tmp_path / "empty.csv", "")
    write(tmp_path / "blank.csv", "\n \n")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as packed:
        packed.writestr("a.md", "x")
    found = {
        p: code_of(tmp_path / p)
        for p in ("cut.zip", "flipped.zip", "cut.xlsx", "bad.xls", "page.xls", "empty.csv", "blank.csv", "a.pdf", "none.zip")
    }
    assert found == {
        "cut.zip": "intake.zip_damaged",
        "flipped.zip": "intake.zip_damaged",
        "cut.xlsx": "intake.zip_damaged",
        "bad.xls": "intake.sheet_damaged",
        "page.xls": "intake.not_a_table",
        "empty.csv": "intake.empty",
        "blank.csv": "intake.empty",
        "a.pdf": "intake.not_a_table",
        "none.zip": "intake.zip_no_table",
    }
    assert code_of(tmp_path / "no.csv") == "intake.missing"
    assert code_of(tmp_path) == "intake.not_a_file"


def test_unknown_headers_say_what_is_nearest_and_what_is_missing(tmp_path: Path) -> None:
    assert code_of(write(tmp_path / "a.csv", "甲,乙,丙\n1,2,3\n")) == "intake.unknown"
    assert code_of(write(tmp_path / "b.csv", orders(order()).replace("买家实际支付金额", "金额"))) == "intake.columns_missing"
    assert code_of(write(tmp_path / "c.csv", orders(order())), profile="DY-ORDER") == "intake.columns_missing"
    assert code_of(write(tmp_path / "d.csv", orders(order())), profile="X") == "intake.unknown_profile"
    assert code_of(write(tmp_path / "e.csv", "日期,补单件数,种菜金额\n2026-01-01,3,5\n")) == "intake.brushing"


def test_a_header_alone_gives_no_rows(tmp_path: Path) -> None:
    found = loaded(write(tmp_path / "a.csv", ORDERS))
    assert (found.rows, found.tables["orders"].height) == (0, 0)


def test_cells_of_an_old_workbook_are_text() -> None:
    cells = [
        (xlrd.XL_CELL_TEXT, "2000000000000000001", "2000000000000000001"),
        (xlrd.XL_CELL_NUMBER, 3000000000001.0, "3000000000001"),
        (xlrd.XL_CELL_NUMBER, 3.14e18, "3.14e+18"),
        (xlrd.XL_CELL_NUMBER, 99.5, "99.5"),
        (xlrd.XL_CELL_DATE, 46337.5, "2026-11-11 12:00:00"),
        (xlrd.XL_CELL_DATE, 90 / 86400, "00:01:30"),
        (xlrd.XL_CELL_EMPTY, "", None),
        (xlrd.XL_CELL_ERROR, 42, "#N/A"),
    ]
    assert [sheets.xls_text(xlrd.sheet.Cell(kind, value), 0) for kind, value, _ in cells] == [text for _, _, text in cells]
