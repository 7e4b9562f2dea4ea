# SPDX-License-Identifier: Apache-2.0
"""The order exports of the demo company, under the platforms' own headers: Tmall order and item lists, Douyin sub-orders and refunds.

Refunds are derived: of a basket that has a row without quantity, and of `RETURNED` in 100 other lines, the line was sent back in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import polars as pl

from yunce.app.demo import headers
from yunce.app.demo.catalogue import catalogue
from yunce.app.demo.relabel import DOUYIN, LAST_DAY, TMALL, percent
from yunce.app.demo.texts import after_tab, as_formula, moment, resaved_moment, yuan, yuan_grouped

SHOPS: Mapping[str, str] = {TMALL: "示例服饰旗舰店", DOUYIN: "示例服饰抖音店"}
RETURNED: Mapping[str, int] = {TMALL: 5, DOUYIN: 8}
_ON_THE_WAY = timedelta(days=8)
_NOT_SENT = timedelta(days=1)
_END = datetime.combine(LAST_DAY, time(23, 59, 59))
_EMPTY = pl.lit("")
_TMALL_STATES = {"done": "交易成功", "sent": "卖家已发货，等待买家确认", "waiting": "买家已付款，等待卖家发货", "closed": "交易关闭"}
_DOUYIN_STATES = {"done": "已完成", "sent": "已发货", "waiting": "待发货", "closed": "已关闭"}


def with_course(lines: pl.DataFrame) -> pl.DataFrame:
    """The relabelled lines with what became of them.

    New columns: `returned`, `phase` (closed done sent waiting), `created_at`, `settled_at` (null if unpaid).
    """
    age = pl.lit(_END) - pl.col("paid_at")
    phase = pl.when(age > _ON_THE_WAY).then(pl.lit("done")).when(age > _NOT_SENT).then(pl.lit("sent")).otherwise(pl.lit("waiting"))
    chance = percent(pl.col("basket") + pl.col("line") * 7_907, 6)
    closed = pl.col("state") == "closed"
    dearest = (pl.col("fen") == pl.col("fen").max().over("basket")) & closed.any().over("basket")
    rate = pl.col("platform").replace_strict(RETURNED, return_dtype=pl.Int64)
    return lines.with_columns(
        returned=(pl.col("state") == "sold") & (dearest | (chance < rate)),
        phase=pl.when(closed).then(pl.lit("closed")).otherwise(phase),
        created_at=pl.col("paid_at") - pl.duration(seconds=20 + percent(pl.col("basket"), 7) * 3),
        settled_at=pl.when(~closed).then(pl.col("paid_at")),
    )


def described(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with their goods (`catalogue`) and their numbers: `order`, `sub_order`."""
    gift = pl.col("state") == "gift"
    return lines.join(catalogue(), on="sku_no", how="left", maintain_order="left").with_columns(
        title=pl.when(gift).then(pl.format("【赠品】{}", pl.col("title"))).otherwise(pl.col("title")),
        order=_number({TMALL: "26", DOUYIN: "69"}, pl.col("account") % 1_000_000),
        sub_order=_number({TMALL: "27", DOUYIN: "70"}, pl.col("line") * 1000 + pl.col("account") % 1000),
    )


def _number(heads: Mapping[str, str], tail: pl.Expr) -> pl.Expr:
    """19 digits: the platform's head, the basket's 11, 6 of `tail`."""
    return pl.format("{}{}{}", pl.col("platform").replace_strict(heads), pl.col("basket"), tail.cast(pl.String).str.zfill(6))


def tmall_items(lines: pl.DataFrame) -> pl.DataFrame:
    """TB-ORDER-ITEM: a row a sub-order, 20 columns of text."""
    cells = {
        "子订单编号": as_formula(pl.col("sub_order")),
        "主订单编号": as_formula(pl.col("order")),
        "标题": pl.col("title"),
        "价格": yuan(pl.max_horizontal("list_fen", "fen") // pl.col("quantity")),
        "购买数量": pl.col("quantity").cast(pl.String),
        "外部系统编号": pl.col("sku"),
        "商品属性": pl.col("look"),
        "订单状态": pl.col("phase").replace_strict(_TMALL_STATES),
        "商家编码": pl.col("style"),
        "买家应付货款": yuan(pl.col("fen")),
        "买家实际支付金额": yuan_grouped(pl.col("fen")),
        "退款状态": pl.when("returned").then(pl.lit("退款成功")).otherwise(pl.lit("没有申请退款")),
        "退款金额": pl.when("returned").then(yuan(pl.col("fen"))).otherwise(pl.lit("0.00")),
        "订单创建时间": moment(pl.col("created_at")),
        "订单付款时间": moment(pl.col("settled_at")),
        "买家会员名": buyer_name(),
        "店铺名称": pl.lit(SHOPS[TMALL]),
    }
    return _table(described(lines), headers.TMALL_ITEM_WIDE, cells)


def tmall_orders(lines: pl.DataFrame) -> pl.DataFrame:
    """TB-ORDER-LIST: a row an order, 41 columns of text; buyers are invented accounts, names and phones already masked."""
    cells = {
        "订单编号": as_formula(pl.col("order")),
        "买家会员名": buyer_name(),
        "买家应付货款": yuan_grouped(pl.col("fen")),
        "买家应付邮费": pl.lit("0.00"),
        "总金额": yuan_grouped(pl.col("fen")),
        "买家实际支付金额": yuan_grouped(pl.col("fen")),
        "订单状态": pl.col("phase").replace_strict(_TMALL_STATES),
        "收货人姓名": pl.lit("示**"),
        "收货地址": pl.lit("示例省示例市***"),
        "联系手机": _phone(),
        "订单创建时间": moment(pl.col("created_at")),
        "订单付款时间": moment(pl.col("settled_at")),
        "宝贝标题": pl.col("title"),
        "宝贝种类": pl.col("kinds").cast(pl.String),
        "宝贝总数量": pl.col("quantity").cast(pl.String),
        "店铺Id": pl.lit("0"),
        "店铺名称": pl.lit(SHOPS[TMALL]),
        "订单关闭原因": pl.when(pl.col("phase") == "closed").then(pl.lit("买家未付款")).otherwise(pl.lit("订单未关闭")),
    }
    return _table(_orders(lines), headers.TMALL_LIST, cells)


def _orders(lines: pl.DataFrame) -> pl.DataFrame:
    """One row an order: its money, pieces, first goods; closed only where every line of it is."""
    open_first = pl.col("phase").filter(pl.col("phase") != "closed").first().fill_null("closed")
    return (
        described(lines)
        .group_by("order", maintain_order=True)
        .agg(
            pl.col("account", "title", "created_at").first(),
            pl.col("fen").sum(),
            pl.col("quantity").filter(pl.col("state") != "closed").sum(),
            pl.col("settled_at").max(),
            phase=open_first,
            kinds=pl.len(),
        )
    )


def douyin_orders(lines: pl.DataFrame, *, newer: bool, resaved: bool) -> pl.DataFrame:
    """DY-ORDER: a row a sub-order.

    `newer` files have 商品单价 where older ones have 商品金额; `resaved` ones went through a spreadsheet.
    """
    at = resaved_moment if resaved else moment
    paid = pl.when(pl.col("settled_at").is_not_null()).then(at(pl.col("paid_at"))).otherwise(_EMPTY)
    discount = pl.max_horizontal("list_fen", "fen") - pl.col("fen")
    cells = {
        "主订单编号": after_tab(pl.col("order")),
        "子订单编号": after_tab(pl.col("sub_order")),
        "选购商品": pl.col("title"),
        "商品规格": pl.col("look"),
        "商品ID": after_tab(pl.col("item")),
        "货号": pl.col("style"),
        "商家编码": pl.col("sku"),
        "商品数量": pl.col("quantity").cast(pl.String),
        "商品单价": yuan(pl.max_horizontal("list_fen", "fen") // pl.col("quantity")),
        "商品金额": yuan_grouped(pl.max_horizontal("list_fen", "fen")),
        "订单应付金额": yuan_grouped(pl.col("fen")),
        "运费": pl.lit("0.00"),
        "优惠总金额": yuan(discount),
        "商家优惠": yuan(discount),
        "支付优惠": pl.lit("0.00"),
        "支付方式": pl.lit("抖音支付"),
        "收件人": pl.lit("示**"),
        "买家ID": buyer_name(),
        "收件人手机号": _phone(),
        "订单提交时间": at(pl.col("created_at")),
        "支付完成时间": paid,
        "订单状态": pl.col("phase").replace_strict(_DOUYIN_STATES),
        "售后状态": pl.when("returned").then(pl.lit("售后完成")).otherwise(pl.lit("-")),
        "取消原因": pl.when(pl.col("phase") == "closed").then(pl.lit("超时未支付")).otherwise(_EMPTY),
    }
    return _table(described(lines), headers.DOUYIN_NEWER_WIDE if newer else headers.DOUYIN_OLDER_WIDE, cells)


def douyin_refunds(lines: pl.DataFrame) -> pl.DataFrame:
    """DY-REFUND: a row an after-sales case, joined to orders by sub-order; the export has no date of its own."""
    cells = {
        "售后单号": after_tab(pl.format("71{}", pl.col("sub_order").str.slice(2))),
        "商品单号": after_tab(pl.col("sub_order")),
        "售后状态": pl.lit("同意退款，退款成功"),
        "退款方式": pl.lit("原路退款"),
        "退商品金额（元）": yuan(pl.col("fen")),
        "退运费金额（元）": pl.lit("0.00"),
        "退支付优惠（元）": pl.lit("0.00"),
        "退税费金额（元）": pl.lit("0.00"),
    }
    return _table(described(lines.filter("returned")), headers.DOUYIN_REFUND, cells)


def buyer_name() -> pl.Expr:
    """A buyer account that says of itself that it is an example."""
    return pl.format("示例买家{}", pl.col("account").cast(pl.String).str.zfill(6))


def _phone() -> pl.Expr:
    return pl.format("138****{}", (pl.col("account") % 10_000).cast(pl.String).str.zfill(4))


def _table(frame: pl.DataFrame, header: tuple[str, ...], cells: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """The columns of `header` in its order; what no cell fills stays empty."""
    return frame.select(*(cells.get(name, _EMPTY).fill_null("").alias(name) for name in header))
