# SPDX-License-Identifier: Apache-2.0
"""The canonical tables of facts: columns, keys, units. What intake writes, storage keeps and queries name.

Money is int64 fen, counts int64, durations int64 seconds, days `date`, moments `datetime` (Asia/Shanghai, naive).
A null is unknown, never zero. Columns that every table has are in `COMMON`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type (`text int fen seconds decimal day moment flag`), whether it is a dimension."""

    name: str
    type: str
    dimension: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts: the columns of its key, all columns, the column that dates a row in business time."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    day: str = "day"


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from `name:type` words; a trailing `*` marks a dimension."""
    parts = (word.split(":") for word in text.split())
    return tuple(Column(name, kind.rstrip("*"), kind.endswith("*")) for name, kind in parts)


COMMON = _columns("day:day* platform:text* shop:text* unit:text* channel:text*")
"""`day` business day (payment day for sales); `unit` is null unless given at load or by the file: else matched by platform and shop."""

_SPECS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # header exports: one row an order; `paid` counts only where no line of that order is known
        "orders": (
            "platform shop order",
            "order:text created:moment paid_at:moment status:text* buyer:int* paid:fen freight:fen quantity:int note:text mark:text*",
        ),
        # item exports: one row an order line
        "lines": (
            "platform shop order line",
            "order:text line:text created:moment paid_at:moment status:text* buyer:int* sku:text* item:text* title:text "
            "price:fen paid:fen quantity:int campaign:text* person:text* note:text mark:text*",
        ),
        # own day; `dated` is false where the export has no refund day and the payment day stands in
        "refunds": (
            "platform shop order line refund",
            "order:text line:text refund:text sku:text* status:text* amount:fen dated:flag mark:text*",
        ),
        # `grain` is shop, source or item: never added up across grains
        # `bounces` and `dwell` are counts and seconds of all visitors: rates multiplied by their denominators
        "traffic": (
            "day platform shop grain source sku",
            "grain:text* source:text* sku:text* visitors:int views:int carts:int favourites:int bounces:decimal dwell:decimal "
            "attributed_buyers:int attributed_gmv:fen",
        ),
        "ads": (
            "day platform shop ad_channel plan item word",
            "ad_channel:text* plan:text* plan_name:text* item:text* item_name:text word:text* spend:fen impressions:int clicks:int "
            "attributed_orders:int attributed_gmv:fen",
        ),
        # `interval` is the minute of the day at which the half hour begins (0, 30 ... 1410); IVR alone is not offered
        "contacts": (
            "day queue call",
            "queue:text* call:text interval:int* person:text* caller:int offered:int answered:int wait:seconds handle:seconds",
        ),
        "stock": ("day platform shop place sku", "place:text* sku:text* on_hand:int in_transit:int"),
        # `amount` is booked; what is only committed stands in `committed` instead, until the same entry comes booked
        "ledger": ("entry", "entry:text account:text* kind:text* amount:fen committed:fen note:text"),
        # anything entered by hand; `value` in the metric's own unit (yuan for money), `dims` canonical JSON of further dimensions
        "measures": ("day metric unit dims", "metric:text* dims:text value:decimal"),
        # what happened to work; `state` is empty where the event moved nothing. The numbers add up: an item that is opened, closed,
        # reopened and closed again has opened 1, closed 1 -1 1; `days` from opening to being done, where it closes
        "events": (
            "item seq",
            "item:text seq:int kind:text* verb:text* state:text* severity:text* owner:text* element:text* person:text* at:moment "
            "opened:int closed:int in_time:int reopened:int days:decimal",
        ),
        # what inspections gave, in the unit (of the person) that was looked at; the numbers add up: filled in again, the difference counts
        "inspections": (
            "item seq",
            "item:text seq:int checklist:text* subject:text* person:text* inspector:text* element:text* at:moment "
            "score:decimal scored:int findings:int",
        ),
        # the money of cases: `amount` at stake where they were taken in, `cost` where they are answered for; the numbers add up: told
        # again, told in another unit or cancelled, the difference counts
        "cases": (
            "item seq part",
            "item:text seq:int part:int sort:text* category:text* sku:text* person:text* element:text* at:moment amount:fen cost:fen",
        ),
    }
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {name: Table(name, tuple(key.split()), COMMON + _columns(columns)) for name, (key, columns) in _SPECS.items()}
)
"""Every table by its name. `sales`, the union of lines and of headers without lines, is derived and has the columns of `lines`."""
