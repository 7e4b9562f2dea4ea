# SPDX-License-Identifier: Apache-2.0
"""Every encoding that exports come in gives the same rows; what cannot be decoded is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.intake.reading import loaded, order, orders, write
from yunce.warehouse.intake import UnreadableError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_same_rows_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    found = loaded(write(tmp_path / "订单.csv", orders(order(), order("2000000000000000002", buyer="阿花")), encoding))
    assert found.profiles == ("TB-ORDER-LIST",)
    assert found.column("orders", "buyer_raw") == ["小明", "阿花"]
    assert found.column("orders", "paid") == [9900, 9900]
    assert found.rejects == []


@pytest.mark.parametrize("memory", [1, 1 << 30])
def test_chunks_are_numbered_as_one_file(tmp_path: Path, memory: int) -> None:
    lines = [order(str(2 * 10**18 + i), status="卖家已发货，等待买家确认") for i in range(5000)]
    found = loaded(write(tmp_path / "a.csv", orders(*lines), "gb18030"), memory=memory)
    assert found.column("orders", "_row") == list(range(2, 5002))
    assert found.column("orders", "order") == [str(2 * 10**18 + i) for i in range(5000)]
    assert set(found.column("orders", "status")) == {"卖家已发货，等待买家确认"}


def test_a_few_undecodable_lines_are_rejected_with_row_and_byte(tmp_path: Path) -> None:
    lines = [order(str(2 * 10**18 + i)) for i in range(100)]
    data = orders(*lines).encode("gb18030").split(b"\n")
    data[50] = data[50].replace("张三".encode("gb18030"), b"\xd5\xff\xc8")
    (tmp_path / "a.csv").write_bytes(b"\n".join(data))
    found = loaded(tmp_path / "a.csv")
    assert [(r[0], r[1]) for r in found.rejects] == [(51, "收货人姓名")]
    assert "字节" in found.rejects[0][3]
    assert found.tables["orders"].height == 99


def test_gbk_lines_in_a_utf8_file_are_rejected(tmp_path: Path) -> None:
    lines = [order(str(2 * 10**18 + i)) for i in range(100)]
    data = orders(*lines).encode().split(b"\n")
    data[7] = order("1", buyer="阿花").encode("gbk")
    (tmp_path / "a.csv").write_bytes(b"\n".join(data))
    found = loaded(tmp_path / "a.csv")
    assert {r[0] for r in found.rejects} == {8}
    assert found.rows == 100


def test_a_file_in_no_encoding_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc\n" + b"\xff\xff\x81 \xff,\xff\n" * 30)
    with pytest.raises(UnreadableError) as refused:
        loaded(tmp_path / "a.csv")
    [problem] = refused.value.problems
    assert problem.code == "intake.encoding"
    assert dict(problem.params)["line"] == "2"


def test_text_saved_in_the_wrong_encoding_is_called_garbled(tmp_path: Path) -> None:
    text = orders(order()).encode("gb18030").decode("latin-1")
    with pytest.raises(UnreadableError) as refused:
        loaded(write(tmp_path / "a.csv", text))
    assert refused.value.problems[0].code == "intake.garbled"
