# SPDX-License-Identifier: Apache-2.0
"""What holds for every damaged file: nothing but `UnreadableError` is raised, and rows before the damage are what they were."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.intake.reading import Loaded, loaded, order, orders
from yunce.warehouse.intake import UnreadableError

LINES = [
    order(str(10**18 + i), buyer=f"买家{i}", note=('"多行\n备注"' if i % 7 == 3 else ""), status="卖家已发货，等待买家确认")
    for i in range(40)
]
WHOLE = orders(*LINES).encode("gb18030")
HEAD = WHOLE.index(b"\n") + 1


def read(data: bytes, memory: int = 1 << 20) -> Loaded | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        try:
            return loaded(path, memory=memory)
        except UnreadableError:
            return None


ALL = [str(10**18 + i) for i in range(40)]


@given(st.integers(HEAD, len(WHOLE) - 1))
def test_a_file_cut_anywhere_gives_its_first_rows(cut: int) -> None:
    found = read(WHOLE[:cut])
    assert found is not None
    numbers = found.column("orders", "order")
    assert numbers == ALL[: len(numbers)]
    assert len(found.rejects) <= 2
    assert found.rows - len(numbers) in {0, 1, 2}  # a record over two lines may be cut between them


@given(st.integers(HEAD, len(WHOLE) - 1), st.integers(0, 255))
def test_one_wrong_byte_harms_few_rows(at: int, byte: int) -> None:
    found = read(WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :])
    assert found is not None
    kept = [n for n in found.column("orders", "order") if n in ALL]
    assert len(kept) >= len(ALL) - 4


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)
    read(WHOLE[:HEAD] + data)


@given(st.integers(1, 1 << 22))
def test_memory_does_not_change_what_is_read(memory: int) -> None:
    found = read(WHOLE * 1, memory)
    assert found is not None
    assert found.column("orders", "order") == ALL
