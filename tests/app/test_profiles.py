# SPDX-License-Identifier: Apache-2.0
"""A profile of one's own: proposed for an unknown file, corrected, saved, and then the file is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app.profiles import Shelf
from yunce.values.problem import YunceError
from yunce.warehouse.intake import open_sources, read_profiles

OWN = "单号,成交额(元),付款日,买家电话\n900000000001,99.50,2026-11-11,13812341234\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "自家 商城.csv"
    found.write_text(OWN, "utf-8")
    return found


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home")


def codes(error: pytest.ExceptionInfo[YunceError]) -> list[str]:
    return [p.code for p in error.value.problems]


def test_a_chosen_mapping_is_saved_and_recognised(shelf: Shelf, path: Path) -> None:
    proposal = shelf.propose(path, "TB-ORDER-LIST")
    chosen, problems = shelf.choose(proposal, {"单号": "order", "成交额(元)": "paid", "付款日": "paid_at"}, "自家商城订单")
    assert problems == () and chosen.profile.id == "MY-自家-商城"
    saved = shelf.save_proposal(chosen)
    again = Shelf(shelf.home)
    assert saved == shelf.home / "profiles" / "MY-自家-商城.yaml" and again.profile("MY-自家-商城").title == "自家商城订单"
    [source] = open_sources(path, again.profiles)
    [chunk] = source.chunks(1 << 20)
    assert source.profile == "MY-自家-商城" and chunk.tables["orders"].select("order", "paid").rows() == [("900000000001", 9950)]
    assert again.propose(path).profile.id == "MY-自家-商城-2"


def test_what_is_wrong_with_a_choice_is_told_at_once(shelf: Shelf, path: Path) -> None:
    proposal = shelf.propose(path, "TB-ORDER-LIST")
    _, problems = shelf.choose(proposal, {"单号": "order", "付款日": "order", "成交额(元)": "nothing"}, "")
    assert [(p.code, p.path) for p in problems] == [
        ("app.profile_twice", "订单编号"), ("app.profile_missing", "买家实际支付金额"), ("app.profile_missing", "订单付款时间"),
    ]  # fmt: skip


def test_a_shipped_profile_is_never_overwritten(shelf: Shelf, path: Path) -> None:
    text = shelf.propose(path, "TB-ORDER-LIST").text
    own_id = shelf.propose(path).profile.id
    for wrong, code in (("TB-ORDER-LIST", "app.profile_shipped"), ("../x", "app.profile_id_invalid")):
        with pytest.raises(YunceError) as error:
            shelf.save(text.replace(f"id: {own_id}", f"id: {wrong}"), name="a.yaml")
        assert codes(error) == [code]
    assert not (shelf.home / "profiles").exists()


def test_every_mistake_of_a_text_is_named(shelf: Shelf) -> None:
    with pytest.raises(YunceError) as error:
        shelf.save(
            "id: X\ntitle: t\nfields: {a: {headers: [a], type: what}, b: {headers: []}}\ntables: {orders: {day: c}}\n", name="x.yaml"
        )
    assert codes(error) == ["intake.profile_part"] * 3


def test_saving_again_replaces_ones_own(shelf: Shelf, path: Path) -> None:
    text = shelf.propose(path, "TB-ORDER-LIST").text
    first = shelf.save(text, name="a.yaml")
    assert Shelf(shelf.home).save(text.replace("title:", "title: 新 #"), name="a.yaml") == first
    assert [p.name for p in first.parent.iterdir()] == [first.name]


def test_an_unknown_model_is_named(shelf: Shelf, path: Path) -> None:
    with pytest.raises(YunceError) as error:
        shelf.propose(path, "NOTHING")
    assert codes(error) == ["app.profile_unknown"]


@given(stem=st.text(max_size=120))
def test_any_file_name_gives_an_id_that_can_be_saved(stem: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.getbasetemp() / "ids"
    shelf = Shelf(home)
    shelf.save(f"id: {shelf._free_id(stem)}\ntitle: t\nfields: {{a: {{headers: [a]}}}}\ntables: {{measures: {{day: a}}}}\n", name="x")
    assert read_profiles([home / "profiles"])
