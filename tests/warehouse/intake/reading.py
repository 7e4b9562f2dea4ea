# SPDX-License-Identifier: Apache-2.0
"""Small exports written by tests, and all that intake makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from yunce.warehouse.intake import Profile, open_sources, read_profiles

PACKS = Path(__file__).parents[3] / "src" / "yunce" / "packs"
PROFILES: tuple[Profile, ...] = read_profiles([PACKS / "ecommerce" / "profiles", PACKS / "contact_centre" / "profiles"])
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Loaded:
    """All chunks of all sources of a file, put together."""

    profiles: tuple[str, ...]
    tables: dict[str, pl.DataFrame]
    rejects: list[tuple[int, str, str, str]]
    flags: list[tuple[int, str, str, str]]
    rows: int
    skipped: int
    notes: tuple[str, ...]

    def column(self, table: str, name: str) -> list[object]:
        """One column of a table."""
        return self.tables[table].get_column(name).to_list()


def loaded(path: Path, *, profile: str | None = None, memory: int = 64 << 20) -> Loaded:
    """Everything that intake reads from a file."""
    sources = open_sources(path, PROFILES, profile=profile, today=TODAY)
    chunks = [(s, c) for s in sources for c in s.chunks(memory)]
    names = dict.fromkeys(name for _, c in chunks for name in c.tables)
    return Loaded(
        tuple(s.profile for s in sources),
        {name: pl.concat([c.tables[name] for _, c in chunks if name in c.tables]) for name in names},
        [row for _, c in chunks for row in c.rejects.rows()],
        [row for _, c in chunks for row in c.flags.rows()],
        sum(c.rows for _, c in chunks),
        sum(c.skipped for _, c in chunks),
        tuple(note for s in sources for note in s.notes) + tuple(note for _, c in chunks for note in c.notes),
    )


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file in an encoding."""
    path.write_bytes(text.encode(encoding))
    return path


ORDERS = (
    "订单编号,买家会员名,买家应付货款,买家应付邮费,买家实际支付金额,订单状态,"
    "收货人姓名,联系手机,订单创建时间,订单付款时间,订单备注,宝贝总数量,店铺名称"
)


def order(number: str = "2000000000000000001", **changed: str) -> str:
    """One line of a Taobao order list; keywords change its cells."""
    cells = {
        "number": number,
        "buyer": "小明",
        "due": "99.00",
        "freight": "0.00",
        "paid": "99.00",
        "status": "交易成功",
        "name": "张三",
        "phone": "13812341234",
        "created": "2026-11-11 00:01:02",
        "paid_at": "2026-11-11 00:02:03",
        "note": "",
        "quantity": "1",
        "shop": "云织旗舰店",
    }
    return ",".join({**cells, **changed}.values())


def orders(*lines: str) -> str:
    """A Taobao order list with the lines."""
    return "\n".join([ORDERS, *lines]) + "\n"
