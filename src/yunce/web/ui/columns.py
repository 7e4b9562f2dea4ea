# SPDX-License-Identifier: Apache-2.0
"""Columns of facts in words, and their cells as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FEN_COLUMNS = frozenset({"paid", "freight", "price", "amount", "spend", "attributed_gmv"})
PLATFORM_COLUMNS = frozenset({"platform", "channel"})
WORDS: Mapping[str, object] = {
    "day": gettext_lazy("日期"),
    "platform": gettext_lazy("平台"),
    "shop": gettext_lazy("店铺"),
    "unit": gettext_lazy("单位"),
    "channel": gettext_lazy("渠道"),
    "order": gettext_lazy("订单号"),
    "line": gettext_lazy("子单号"),
    "created": gettext_lazy("下单时间"),
    "paid_at": gettext_lazy("付款时间"),
    "status": gettext_lazy("状态"),
    "buyer": gettext_lazy("买家编号"),
    "paid": gettext_lazy("实付（元）"),
    "freight": gettext_lazy("运费（元）"),
    "quantity": gettext_lazy("件数"),
    "note": gettext_lazy("备注"),
    "mark": gettext_lazy("标记"),
    "sku": gettext_lazy("货号"),
    "item": gettext_lazy("商品编号"),
    "title": gettext_lazy("商品"),
    "price": gettext_lazy("单价（元）"),
    "campaign": gettext_lazy("活动"),
    "person": gettext_lazy("人员"),
    "refund": gettext_lazy("退款单号"),
    "amount": gettext_lazy("金额（元）"),
    "dated": gettext_lazy("有退款日"),
    "grain": gettext_lazy("粒度"),
    "source": gettext_lazy("来源"),
    "visitors": gettext_lazy("访客数"),
    "views": gettext_lazy("浏览量"),
    "carts": gettext_lazy("加购"),
    "favourites": gettext_lazy("收藏"),
    "bounces": gettext_lazy("跳失"),
    "dwell": gettext_lazy("停留时长"),
    "attributed_buyers": gettext_lazy("归因买家"),
    "attributed_gmv": gettext_lazy("归因金额（元）"),
    "attributed_orders": gettext_lazy("归因订单"),
    "ad_channel": gettext_lazy("推广渠道"),
    "plan": gettext_lazy("推广计划"),
    "word": gettext_lazy("关键词"),
    "spend": gettext_lazy("花费（元）"),
    "impressions": gettext_lazy("展现"),
    "clicks": gettext_lazy("点击"),
    "queue": gettext_lazy("队列"),
    "call": gettext_lazy("通话"),
    "interval": gettext_lazy("时段"),
    "caller": gettext_lazy("来电者编号"),
    "offered": gettext_lazy("呼入"),
    "answered": gettext_lazy("接通"),
    "wait": gettext_lazy("等待（秒）"),
    "handle": gettext_lazy("处理（秒）"),
    "place": gettext_lazy("仓库"),
    "on_hand": gettext_lazy("在库"),
    "in_transit": gettext_lazy("在途"),
    "entry": gettext_lazy("分录号"),
    "account": gettext_lazy("科目"),
    "metric": gettext_lazy("指标"),
    "dims": gettext_lazy("维度"),
    "value": gettext_lazy("值"),
    "file": gettext_lazy("文件"),
    "row": gettext_lazy("行"),
    "column": gettext_lazy("列"),
    "reason": gettext_lazy("原因"),
    "batch": gettext_lazy("批次"),
    "table": gettext_lazy("数据"),
    "at": gettext_lazy("时间"),
    "kind": gettext_lazy("类型"),
    "state": gettext_lazy("状态"),
    "seq": gettext_lazy("序号"),
}

PLATFORMS: Mapping[str, object] = {
    "tmall": gettext_lazy("天猫"), "taobao": gettext_lazy("淘宝"), "douyin": gettext_lazy("抖音"), "jd": gettext_lazy("京东"),
    "pdd": gettext_lazy("拼多多"), "kuaishou": gettext_lazy("快手"), "xiaohongshu": gettext_lazy("小红书"), "wechat": gettext_lazy("微信"),
    "alibaba": gettext_lazy("1688"),
}  # fmt: skip
"""Platforms and channels as people call them, by the names that facts keep."""


def heading(name: str) -> str:
    """A column's name in words; its own name where it has none."""
    return str(WORDS.get(name, name))


def is_number(name: str, kind: pl.DataType) -> bool:
    """True for columns to be aligned right; identifiers are not numbers."""
    return kind.is_numeric() and name not in {"buyer", "caller", "row"}


def said_cell(name: str, value: object) -> str:
    """A cell as people read it: fen as yuan, moments to the minute, an unknown as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name in PLATFORM_COLUMNS and isinstance(value, str):
        return str(PLATFORMS.get(value, value))
    if name in FEN_COLUMNS and isinstance(value, int):
        return f"{Decimal(value).scaleb(-2):f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)
