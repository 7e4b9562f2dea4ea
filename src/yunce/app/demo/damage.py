# SPDX-License-Identifier: Apache-2.0
"""Planted damage, as real exports have it: an impossible date, a negative quantity, a word for an amount, notes of fake orders.

The rows are extra: none of them belongs to the source. The ones that a load may keep carry no payment, or are marked as fake, so that
the totals of the demo stay those of the real transactions.
"""

from __future__ import annotations

from collections.abc import Mapping

from yunce.app.demo import headers

Cells = Mapping[str, str]

_GOODS: Cells = {
    "标题": "示例春圆领短袖T恤男女同款",
    "购买数量": "1",
    "外部系统编号": "SLT1000-BK-M",
    "商家编码": "SLT1000",
    "退款状态": "没有申请退款",
    "店铺名称": "示例服饰旗舰店",
}


def planted_rows(label: str) -> tuple[str, ...]:
    """The csv lines at the end of the Tmall item export with a label (`2026-10`): damaged rows in some, the summary row in all."""
    rows = [_line(cells | _numbers(label, place)) for place, cells in enumerate(_PLANTED.get(label, ()))]
    return (*rows, summary_row(headers.TMALL_ITEM_WIDE))


def summary_row(header: tuple[str, ...]) -> str:
    """The line of sums that a person has added: a word, then nothing."""
    return ",".join(("合计", *("" for _ in header[1:])))


def _line(cells: Cells) -> str:
    return ",".join(cells.get(name, "") for name in headers.TMALL_ITEM_WIDE)


def _numbers(label: str, place: int) -> dict[str, str]:
    """Order numbers that no row of the source has: theirs go on with 3 or 4 after the first two digits."""
    tail = f"99{list(_PLANTED).index(label):04d}{place:011d}"
    return {"主订单编号": f'="26{tail}"', "子订单编号": f'="27{tail}"'}


def _row(paid: str, at: str, **cells: str) -> dict[str, str]:
    money = {"价格": paid, "买家应付货款": paid, "买家实际支付金额": paid, "退款金额": "0.00"}
    return dict(_GOODS) | {"订单状态": "交易成功", "订单创建时间": at, "订单付款时间": at} | money | cells


_PLANTED: Mapping[str, tuple[dict[str, str], ...]] = {
    "2026年二季度": (
        _row("59.00", "2026-04-31 10:20:00"),
        _row("79.00", "4月31日"),
        _row("59.00", "2026-06-18 20:01:00", 购买数量="-1", 订单状态="交易关闭", 订单付款时间=""),
    ),
    "2026-10": (
        _row("199.00", "2026-10-21 11:03:00", 备注="刷单 已返款"),
        _row("259.00", "2026-10-21 11:05:00", 备注="补单，不发货"),
        _row("199.00", "2026-10-22 09:47:00", 备注="S单"),
    ),
    "2026-11": (_row("待核", "2026-11-11 00:12:00"), _row("59.00", "2026-11-12 21:30:00", 购买数量="一件")),
}
"""Label of a file -> its damaged rows."""
