# SPDX-License-Identifier: Apache-2.0
"""`yunce load`: what is rejected and why, what cannot be read, what is undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli import exports
from tests.cli.conftest import Run, rows, sheet, written

GMV = ("metric", "gmv", "--pack", "ecommerce", "--period", "2026-09", "--format", "json")


def damaged() -> str:
    """One good row of 100 and five that are wrong, each in its own way."""
    return exports.CLASSIC + (
        exports.classic("1", "甲", "100.00", "2026-09-01 10:05:00")
        + exports.classic("2", "甲", "10", "2026年4月31日 10:00:00")
        + exports.classic("3", "甲", "10", "2026-09-01 10:05:00", quantity=-1)
        + exports.classic("4", "甲", "=1+1", "2026-09-01 10:05:00")
        + exports.classic("5", "甲", "十元", "2026-09-01 10:05:00")
        + exports.classic("", "甲", "10", "2026-09-01 10:05:00")
    )


def test_rejected_rows_are_told_fixed_and_loaded_again(yunce: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "orders.csv", damaged())
    said = yunce("load", file, "--format", "json")
    batch = said.json["batches"][0]
    assert said.code == 3
    assert (batch["rows"], batch["loaded"], batch["rejected"]) == (6, 1, 5)
    rejects = yunce("load", "--rejects", batch["id"], "--format", "csv").csv
    assert list(rejects[0]) == ["file", "row", "column", "value", "reason"]
    assert sorted({r["row"] for r in rejects}) == ["3", "4", "5", "6", "7"]
    assert all(r["file"] == "orders.csv" and r["reason"] for r in rejects)
    formula = next(r["value"] for r in rejects if r["row"] == "5")
    assert formula.endswith("=1+1") and not formula.startswith("=")
    assert yunce("load", "--rejects", batch["id"], "--format", "json").json["rejects"][0]["row"] == 3
    assert "4月31日" in yunce("load", "--rejects", batch["id"]).out
    fixed = (
        damaged()
        .replace("2026年4月31日", "2026-09-02")
        .replace(",-1,", ",1,")
        .replace(",=1+1,", ",2,")
        .replace("十元", "10")
        .replace('=""', '="6"')
    )
    again = yunce("load", written(tmp_path / "orders.csv", fixed), "--format", "json")
    assert again.code == 0
    assert (again.json["batches"][0]["loaded"], again.json["batches"][0]["duplicate"]) == (5, 1)
    assert rows(yunce(*GMV), "gmv") == [(142,)]


def test_undo_and_list(yunce: Run, tmp_path: Path) -> None:
    assert yunce("load", "--list", "--format", "json").json == {"batches": []}
    first = yunce("load", written(tmp_path / "a.csv", exports.ORDERS), "--format", "json").json["batches"][0]["id"]
    changed = exports.ORDERS.replace(",60.00,", ",61.00,").replace("¥60.00", "61.00")
    second = yunce("load", written(tmp_path / "b.csv", changed), "--format", "json").json["batches"][0]
    assert (second["updated"], second["duplicate"]) == (1, 4)
    assert rows(yunce(*GMV), "gmv") == [(161,)]
    assert yunce("load", "--undo", second["id"], "--format", "json").code == 0
    assert rows(yunce(*GMV), "gmv") == [(160,)]
    listed = yunce("load", "--list", "--format", "json").json["batches"]
    assert [(b["id"], b["undone_at"] is None) for b in listed] == [(second["id"], False), (first, True)]
    assert len(yunce("load", "--list", "--format", "csv").csv) == 2
    assert "已撤销" in yunce("load", "--list").out
    assert yunce("load", "--undo", second["id"], "--format", "json").code == 2
    yunce("load", "--undo", first)
    assert rows(yunce(*GMV), "gmv") == [(None,)]


@pytest.mark.parametrize("words", [("--undo", "b99"), ("--rejects", "b99"), ()])
def test_unknown_batches(yunce: Run, words: tuple[str, ...]) -> None:
    said = yunce("load", *words, "--format", "json")
    assert said.code == 2
    assert said.json["problems"][0]["message"]


def test_files_that_cannot_be_read(yunce: Run, tmp_path: Path) -> None:
    book = sheet(tmp_path / "good.xlsx", [line.split(",") for line in exports.ADS.splitlines()])
    bad = {
        "empty.csv": b"",
        "cut.xlsx": book.read_bytes()[:900],
        "noise.csv": bytes(range(256)) * 40,
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
        "unknown.csv": "甲,乙,丙\n1,2,3\n".encode(),
        "headers.csv": exports.CLASSIC.encode(),
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        said = yunce("load", tmp_path / name, "--format", "json")
        if name == "headers.csv":
            assert said.code in (0, 2)
            continue
        assert said.code == 2, (name, said.out)
        assert said.json["problems"][0]["path"].endswith(name) or name in said.out
    assert yunce("load", "nowhere.csv", "--format", "json").code == 2
    assert yunce("load", tmp_path, "--format", "json").code == 2
    assert yunce("load", "--list", "--format", "json").json["batches"] in ([], yunce("load", "--list", "--format", "json").json["batches"])


def test_one_bad_file_does_not_stop_the_others(yunce: Run, tmp_path: Path) -> None:
    good, bad = written(tmp_path / "good.csv", exports.ORDERS), written(tmp_path / "bad.csv", "")
    said = yunce("load", bad, good, "--format", "json")
    assert said.code == 3
    assert [b["file"] for b in said.json["batches"]] == ["good.csv"]
    assert len(said.json["problems"]) == 1
    table = yunce("load", bad, good)
    assert table.code == 3 and "good.csv" in table.out and "错误" in table.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(yunce: Run, tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path / "orders.csv", exports.ORDERS, encoding)
    assert yunce("load", file).code == 0
    assert rows(yunce(*GMV), "gmv") == [(Decimal(160),)]


def test_a_cut_file_loads_what_is_whole(yunce: Run, tmp_path: Path) -> None:
    content = exports.ORDERS.encode("gb18030")
    file = tmp_path / "orders.csv"
    file.write_bytes(content[: len(content) - 60])
    said = yunce("load", file, "--format", "json")
    assert said.code == 3
    assert (said.json["batches"][0]["loaded"], said.json["batches"][0]["rejected"]) == (4, 1)


def test_formats_of_a_load(yunce: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "orders.csv", exports.ORDERS)
    assert "TB-ORDER-LIST" in yunce("load", file).out
    assert yunce("load", file, "--format", "csv").csv[0]["duplicate"] == "5"
    assert yunce("load", file, "--profile", "TB-ORDER-LIST", "--format", "json").json["batches"][0]["duplicate"] == 5
    assert yunce("load", file, "--profile", "NOTHING", "--format", "json").code == 2


def test_a_ledger_by_any_of_its_headers(yunce: Run, tmp_path: Path) -> None:
    """责任中心 and 月份 are a unit and a day: one profile knows the headers of every trade."""
    file = tmp_path / "a.csv"
    file.write_text("月份,责任中心,会计科目,金额,凭证编号,状态\n2026年3月,店,房租,100,1,\n2026-04,店,房租,50,2,已签约\n", encoding="utf-8")
    (batch,) = yunce("load", file, "--format", "json").json["batches"]
    assert (batch["profile"], batch["loaded"], batch["rejected"]) == ("LEDGER", 2, 0)
    file.write_text("月份,单位,指标,数值\n2025年1月,店,sales,1\n2025-02,店,sales,2\n", encoding="utf-8")
    (batch,) = yunce("load", file, "--format", "json").json["batches"]
    assert (batch["profile"], batch["loaded"]) == ("MEASURES", 2)
