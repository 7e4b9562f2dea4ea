# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from zipfile import ZipFile

import fastexcel
import polars as pl

from yunce.app.demo import headers
from yunce.app.demo.exports import write_exports
from yunce.app.demo.relabel import relabel
from yunce.app.demo.words import README_NAME
from yunce.warehouse.port import Progress

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """The rows of an export, whichever its encoding; a zip file holds one csv."""
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            raw = archive.read(archive.namelist()[0])
    else:
        raw = path.read_bytes()
    text = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030")
    return list(csv.DictReader(io.StringIO(text)))


def all_rows(exports: tuple[Path, ...], name: str) -> Rows:
    return [row for path in exports if path.name.startswith(name) for row in read(path)]


def fen(cell: str) -> int:
    yuan, _, rest = cell.replace(",", "").partition(".")
    return int(yuan) * 100 + int(rest)


def test_the_same_bytes_every_time_and_progress_is_told(exports: tuple[Path, ...], tmp_path: Path) -> None:
    told: list[Progress] = []
    again = write_exports(tmp_path, share=0.02, watch=told.append)
    assert [path.name for path in again] == [path.name for path in exports] == [step.file for step in told]
    assert [_digest(path) for path in again] == [_digest(path) for path in exports]
    assert [step.done for step in told] == list(range(len(again)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_encodings_are_those_of_the_platforms(exports: tuple[Path, ...]) -> None:
    heads = {path.name[:4]: path.read_bytes()[:3] for path in exports if path.suffix == ".csv"}
    assert heads["抖店_订"] == heads["抖店_售"] == b"\xef\xbb\xbf"
    assert heads["天猫_宝"] == "子".encode("gb18030") + "订".encode("gb18030")[:1]


def test_headers_are_the_platforms_own(exports: tuple[Path, ...]) -> None:
    expected = {
        "天猫_订单": {headers.TMALL_LIST},
        "天猫_宝贝": {headers.TMALL_ITEM_WIDE},
        "抖店_订单": {headers.DOUYIN_OLDER_WIDE, headers.DOUYIN_NEWER_WIDE},
        "抖店_售后": {headers.DOUYIN_REFUND},
        "万相台_计": {headers.ADS},
        "呼入明细_": {headers.CALLS},
    }
    for start, allowed in expected.items():
        assert {tuple(read(path)[0]) for path in exports if path.name.startswith(start)} == allowed
    assert (len(headers.TMALL_LIST), len(headers.TMALL_ITEM), len(headers.SHOP_DAY)) == (41, 18, 27)


def test_workbooks_have_titles_above_their_header(exports: tuple[Path, ...]) -> None:
    path = next(path for path in exports if path.name.startswith("生意参谋_宏观监控_2026"))
    rows = fastexcel.read_excel(path).load_sheet(0, header_row=None).to_polars()
    assert rows.row(0)[0] == "生意参谋-宏观监控"
    assert rows.row(5) == headers.SHOP_DAY


def test_lines_sum_to_the_source_and_none_is_missing(exports: tuple[Path, ...], source: pl.DataFrame) -> None:
    tmall = [r for r in all_rows(exports, "天猫_宝贝明细") if r["主订单编号"] and "2699" not in r["主订单编号"][:6]]
    once = {row["子订单编号"]: row for row in tmall}
    douyin = all_rows(exports, "抖店_订单")
    paid = sum(fen(row["买家实际支付金额"]) for row in once.values()) + sum(fen(row["订单应付金额"]) for row in douyin)
    cents = int((source["sales_value"] * 100).round(0).sum())
    assert len(once) + len(douyin) == source.height
    assert paid == cents * 20
    assert len(tmall) > len(once), "a quarter repeats the end of the quarter before"


def test_order_lists_sum_to_their_lines(exports: tuple[Path, ...], source: pl.DataFrame) -> None:
    orders = [row for row in all_rows(exports, "天猫_订单报表") if row["买家会员名"]]
    lines = relabel(source).filter(pl.col("platform") == "tmall")
    assert sum(fen(row["买家实际支付金额"]) for row in orders) == lines["fen"].sum()
    assert len(orders) == len({row["订单编号"] for row in orders}) == lines["basket"].n_unique()


def test_refunds_belong_to_paid_lines(exports: tuple[Path, ...]) -> None:
    lines = {row["子订单编号"]: row for row in all_rows(exports, "抖店_订单")}
    refunds = all_rows(exports, "抖店_售后单")
    assert refunds
    for row in refunds:
        line = lines[row["商品单号"]]
        assert line["支付完成时间"]
        assert row["退商品金额（元）"] == line["订单应付金额"].replace(",", "")


def test_damage_is_planted_outside_the_sums(exports: tuple[Path, ...]) -> None:
    planted = [row for row in all_rows(exports, "天猫_宝贝明细") if row["主订单编号"].startswith('="2699')]
    assert len(planted) == 8
    assert {row["备注"] for row in planted if row["备注"]} == {"刷单 已返款", "补单，不发货", "S单"}


def test_a_readme_lies_beside(exports: tuple[Path, ...]) -> None:
    readme = exports[0].parent / README_NAME
    assert "推算" in readme.read_text(encoding="utf-8")
    assert readme not in exports
