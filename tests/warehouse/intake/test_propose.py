# SPDX-License-Identifier: Apache-2.0
"""Files that nobody knows: a mapping is proposed, corrected by a person, and then the file is recognised like any other."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.intake.reading import PROFILES, TODAY, write
from yunce.warehouse.intake import UnreadableError, choose, open_sources, propose, read_profile
from yunce.warehouse.intake.proposing import cell_type

HEAD = "订单号码,买家昵称名,实际支付金额(元),下单时间,付款日期,订单的状态,联系电话\n"
ROW = "900000000001,小明,99.50,2026-11-10,2026-11-11,完成,13812341234\n"
OWN = HEAD + ROW


def test_an_unknown_file_is_never_loaded_by_guess(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        open_sources(write(tmp_path / "a.csv", OWN), PROFILES, today=TODAY)


def test_a_proposal_maps_by_name_and_content_and_then_loads(tmp_path: Path) -> None:
    path = write(tmp_path / "自家商城.csv", OWN, "gb18030")
    proposal = propose(path, PROFILES)
    guessed = {g.header: g.field for g in proposal.guesses}
    assert guessed["订单号码"] == "order"
    assert guessed["实际支付金额(元)"] == "paid"
    assert guessed["付款日期"] == "paid_at"
    assert proposal.missing == ()
    own = read_profile(proposal.text, "own.yaml")
    [source] = open_sources(path, (*PROFILES, own), today=TODAY)
    [chunk] = source.chunks(1 << 20)
    assert source.profile == "MY-自家商城"
    assert chunk.tables["orders"].select("order", "paid", "buyer_raw").rows() == [("900000000001", 9950, "小明")]


def test_no_personal_cell_is_in_a_proposal(tmp_path: Path) -> None:
    proposal = propose(write(tmp_path / "a.csv", OWN), PROFILES)
    assert "13812341234" not in proposal.text + repr(proposal.guesses)
    assert [g.header for g in proposal.guesses if g.personal] == ["买家昵称名", "联系电话"]


def test_examples_are_masked(tmp_path: Path) -> None:
    shown = {g.header: g.examples for g in propose(write(tmp_path / "a.csv", OWN + ROW), PROFILES).guesses}
    assert shown["实际支付金额(元)"] == ("99.50",)
    assert shown["买家昵称名"] == ("小**",) and shown["联系电话"] == ("1**",) and shown["订单号码"] == ("9000***0001",)


def test_a_person_decides_the_columns(tmp_path: Path) -> None:
    proposal = propose(write(tmp_path / "a.csv", OWN), PROFILES)
    model = next(p for p in PROFILES if p.id == proposal.like)
    chosen = choose(proposal, model, {"订单号码": "order"})
    assert {g.header: g.field for g in chosen.guesses if g.field} == {"订单号码": "order"}
    assert chosen.missing and read_profile(chosen.text, "own.yaml").field("order").headers == ("订单号码",)
    with pytest.raises(KeyError):
        choose(proposal, model, {"订单号码": "nothing"})


@pytest.mark.parametrize(
    ("cells", "header", "kind"),
    [
        (["2026-11-11", "-"], "日期", "moment"),
        (["1,234.50", "9"], "支付金额", "fen"),
        (["2000000000000000001"], "订单", "id"),
        (["1", "2"], "件数", "int"),
        (["0.5%", "1.25%"], "比率", "decimal"),
        (["甲", "乙"], "名称", "text"),
        ([], "空", "text"),
    ],
)
def test_what_cells_look_like(cells: list[str], header: str, kind: str) -> None:
    assert cell_type(pl.Series(cells, dtype=pl.String), header) == kind
