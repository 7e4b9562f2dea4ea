# SPDX-License-Identifier: Apache-2.0
"""What each profile makes of a small export, written down whole; and profiles as files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.intake.reading import PROFILES, Loaded, loaded, write
from yunce.warehouse.intake import ProfileError, UnreadableError, frame_schema, read_profile, write_profile

D = date(2026, 11, 11)


def sheet(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def rows(found: Loaded, table: str, *columns: str) -> list[tuple[object, ...]]:
    frame = found.tables[table]
    assert frame.schema == pl.Schema(frame_schema(table))
    return frame.select(columns).rows()


def test_taobao_list_of_2024(tmp_path: Path) -> None:
    text = sheet(
        "订单编号,商品标题,买家应付邮费,买家实付金额,买家应付货款,宝贝总数量,发货时间,订单创建时间,订单付款时间,订单状态,商家备注,退款金额",
        "1,短袖,6.00,105.00,99.00,1,,2026-11-10 23:59:59,2026-11-11 00:00:01,交易成功,,0.00",
        "2,短袖,0,50,50,2,,2026-11-11 08:00:00,2026-11-11 08:01:00,交易关闭,,50.00",
        "3,短袖,0,30,30,1,,2026-11-11 08:00:00,,等待买家付款,,无退款申请",
        "4,短袖,0,10,10,1,,2026-11-11 08:00:00,2026-11-11 09:00:00,交易成功,刷单,12",
    )
    found = loaded(write(tmp_path / "a.csv", text))
    assert found.profiles == ("TB-ORDER-LIST-2",)
    assert rows(found, "orders", "day", "platform", "channel", "shop", "order", "paid", "freight", "quantity", "paid_at", "mark") == [
        (D, "tmall", "tmall", "", "1", 10500, 600, 1, datetime.fromisoformat("2026-11-11 00:00:01"), None),
        (D, "tmall", "tmall", "", "2", 5000, 0, 2, datetime.fromisoformat("2026-11-11 08:01:00"), None),
        (D, "tmall", "tmall", "", "3", 3000, 0, 1, None, None),
        (D, "tmall", "tmall", "", "4", 1000, 0, 1, datetime.fromisoformat("2026-11-11 09:00:00"), "刷单"),
    ]
    assert rows(found, "refunds", "day", "order", "line", "refund", "amount", "dated", "mark") == [
        (D, "2", "", "", 5000, False, None),
        (D, "4", "", "", 1200, False, "刷单"),
    ]
    assert [(f[0], f[3][:2]) for f in found.flags] == [(5, "退款"), (5, "备注")]


def test_tmall_items(tmp_path: Path) -> None:
    text = sheet(
        "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,备注,订单状态,商家编码,"
        "买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间",
        '="11",="1",短袖,49.5,2,SKU-1,"颜色:白,尺码:M",,交易成功,KZ1,99,99.00,没有申请退款,'
        "无退款申请,2026-11-11 08:00:00,2026-11-11 08:01:00",
        '="12",="1",短裤,60,1,SKU-2,,,交易关闭,KZ2,60,60.00,退款成功,60.00,2026-11-11 08:00:00,2026-11-11 08:01:00',
        '="13",="1",帽子,20,1,SKU-3,,,交易成功,KZ3,20,20.00,退款关闭,20.00,2026-11-11 08:00:00,2026-11-11 08:01:00',
    )
    found = loaded(write(tmp_path / "a.csv", text, "gb18030"))
    assert found.profiles == ("TB-ORDER-ITEM",)
    assert rows(found, "lines", "order", "line", "sku", "item", "title", "price", "paid", "quantity") == [
        ("1", "11", "SKU-1", "KZ1", "短袖", 4950, 9900, 2),
        ("1", "12", "SKU-2", "KZ2", "短裤", 6000, 6000, 1),
        ("1", "13", "SKU-3", "KZ3", "帽子", 2000, 2000, 1),
    ]
    assert rows(found, "refunds", "order", "line", "sku", "amount", "day", "dated") == [("1", "12", "SKU-2", 6000, D, False)]


def test_douyin_orders_repeat_their_parent_and_pay_less_the_reward(tmp_path: Path) -> None:
    text = sheet(
        "主订单编号,子订单编号,选购商品,商品规格,商品ID,商家编码,商品数量,商品金额,订单应付金额,运费,支付优惠,收件人,收件人手机号,详细地址,"
        "商家备注,订单提交时间,支付完成时间,订单状态,售后状态,达人ID",
        "69\t,691\t,外套,黑,37001\t,A-1,1,200.00,180.00,0,5.00,李*,138****0000,某路1号,,"
        "2026-11-11 20:00:00,2026-11-11 20:00:09,已完成,-,771",
        "69\t,692\t,围巾,红,37002\t,A-2,2,40.00,40.00,0,,李*,138****0000,某路1号,补单,2026-11-11 20:00:00,2026-11-11 20:00:09,已完成,-,0",
    )
    found = loaded(write(tmp_path / "a.csv", text, "utf-8-sig"))
    assert found.profiles == ("DY-ORDER",)
    assert rows(found, "lines", "platform", "channel", "order", "line", "item", "sku", "paid", "quantity", "person", "mark") == [
        ("douyin", "douyin", "69", "691", "37001", "A-1", 17500, 1, "771", None),
        ("douyin", "douyin", "69", "692", "37002", "A-2", 4000, 2, None, "补单"),
    ]


@pytest.mark.parametrize("brackets", ["（元）", "(元)", ""])
def test_douyin_refunds_that_were_granted(tmp_path: Path, brackets: str) -> None:
    text = sheet(
        f"售后单号,商品单号,售后状态,退款方式,退商品金额{brackets},退运费金额{brackets},退支付优惠{brackets},退税费金额{brackets}",
        '71,691,"同意退款，退款成功",原路,100.00,6.00,5.00,0',
        "72,692,待商家处理,原路,40.00,0,0,0",
    )
    found = loaded(write(tmp_path / "a.csv", text))
    assert rows(found, "refunds", "day", "order", "line", "refund", "amount", "dated") == [(None, "", "691", "71", 10600, False)]
    assert (found.rows, found.skipped) == (1, 1)


def test_shop_days_of_sycm(tmp_path: Path) -> None:
    text = sheet(
        "生意参谋-店铺数据,,,,,,,,,",
        "统计日期,支付金额,商品加购件数,商品浏览量,商品访客数,商品收藏人数,商品平均停留时长,支付买家数,商品详情页跳出率,支付转化率",
        '2025-01-27,"10,095.00",33,"1,754",877,12,21.50,2,65.43%,0.23%',
        "总计,1,1,1,1,1,1,1,1%,1%",
    )
    found = loaded(write(tmp_path / "a.csv", text, "gb18030"))
    assert rows(found, "traffic", "day", "shop", "grain", "source", "sku", "visitors", "views", "carts", "favourites") == [
        (date(2025, 1, 27), "", "shop", "", "", 877, 1754, 33, 12)
    ]
    assert rows(found, "traffic", "bounces", "dwell", "attributed_buyers", "attributed_gmv") == [
        (Decimal("573.8211"), Decimal("18855.5"), 2, 1009500)
    ]
    assert found.skipped == 1


def test_item_days_of_sycm(tmp_path: Path) -> None:
    text = sheet(
        "统计日期,商品ID,商品名称,商品访客数,商品浏览量,支付买家数,支付金额",
        "2026-11-11,37001,外套,10,20,1,99.9",
        "2026-11-11,-,合计,10,20,1,99.9",
    )
    found = loaded(write(tmp_path / "a.csv", text))
    assert rows(found, "traffic", "grain", "sku", "visitors", "attributed_gmv") == [("item", "37001", 10, 9990)]
    assert [(r[0], r[3]) for r in found.rejects] == [(3, "缺少“商品ID”")]


SOURCES = sheet(
    "一级来源,二级来源,三级来源,访客数,浏览量,支付金额,跳出本店人数,支付买家数",
    "淘内免费,汇总,汇总,100,200,50.00,60,2",
    "淘内免费,手淘搜索,汇总,70,150,40.00,40,1",
    "淘内免费,手淘推荐,汇总,30,50,10.00,20,1",
    "淘内免费,手淘推荐,首页,20,30,10.00,15,1",
    "淘内免费,手淘推荐,购后,10,20,0.00,5,0",
    "付费推广,汇总,汇总,5,6,0,3,0",
)


def test_sources_of_sycm_only_leaves(tmp_path: Path) -> None:
    found = loaded(write(tmp_path / "【生意参谋平台】无线店铺流量来源-2026-11-11_2026-11-11.csv", SOURCES))
    assert rows(found, "traffic", "day", "grain", "source", "visitors", "bounces") == [
        (D, "source", "淘内免费/手淘搜索", 70, Decimal(40)),
        (D, "source", "淘内免费/手淘推荐/首页", 20, Decimal(15)),
        (D, "source", "淘内免费/手淘推荐/购后", 10, Decimal(5)),
        (D, "source", "付费推广", 5, Decimal(3)),
    ]
    assert found.skipped == 2


@pytest.mark.parametrize(("name", "code"), [("流量来源.csv", "intake.no_day"), ("来源-2026-11-05_2026-11-11.csv", "intake.many_days")])
def test_sources_without_one_day_are_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        loaded(write(tmp_path / name, SOURCES))
    assert refused.value.problems[0].code == code


def test_ads_of_alimama(tmp_path: Path) -> None:
    text = sheet(
        "日期,场景ID,场景名字,计划ID,计划名字,主体ID,主体名称,展现量,点击量,花费,点击率,总成交金额,总成交笔数,投入产出比",
        "2026-11-11,3,关键词推广,9001,爆款,37001,外套,1000,50,100.00,5%,384.00,4,3.84",
        "2026-11-11,3,关键词推广,9002,新品,37002,围巾,10,5,10.00,50%,20.00,1,9.99",
        ",,,,,,,1010,55,110.00,,404,5,3.67",
    )
    found = loaded(write(tmp_path / "a.csv", text))
    assert rows(
        found, "ads", "day", "ad_channel", "plan", "plan_name", "item", "word", "spend", "impressions", "clicks", "attributed_orders"
    ) == [
        (D, "关键词推广", "9001", "爆款", "37001", "", 10000, 1000, 50, 4),
        (D, "关键词推广", "9002", "新品", "37002", "", 1000, 10, 5, 1),
    ]
    assert [f[0] for f in found.flags] == [3]
    assert found.skipped == 1


def test_calls(tmp_path: Path) -> None:
    text = sheet(
        "时间,分机号码,主叫号码,被叫号码,应答情况,应答工号,进入队列时间,离开队列时间,排队时长,通话时长",
        "2026-11-11 09:41:00,8001,13812341234,4008001234,转接,1007,2026-11-11 09:41:10,2026-11-11 09:41:40,,00:03:20",
        "2026-11-11 10:01:00,,02012345678,4008001234,排队,,2026-11-11 10:01:05,,45,",
        "2026-11-11 10:02:00,,13900000000,4008001234,IVR,,,,,",
    )
    found = loaded(write(tmp_path / "a.csv", text))
    assert rows(found, "contacts", "day", "queue", "interval", "person", "caller_raw", "offered", "answered", "wait", "handle") == [
        (D, "4008001234", 570, "1007", "13812341234", 1, 1, 30, 200),
        (D, "4008001234", 600, None, "02012345678", 1, 0, 45, None),
        (D, "4008001234", 600, None, "13900000000", 0, 0, None, None),
    ]
    assert not any("1381234" in str(call) for call in found.column("contacts", "call"))


@pytest.mark.parametrize("head", ["日期,单位,指标,数值", "date,unit,metric,value"])
def test_measures_by_hand(tmp_path: Path, head: str) -> None:
    found = loaded(
        write(tmp_path / "a.csv", sheet(head, "2026-11-11,一店,ad_spend,3.2万", "2026年11月12日,一店,退货率,-1.5%", "2026-11-13,一店,gmv,"))
    )
    assert rows(found, "measures", "day", "unit", "metric", "dims", "value") == [
        (D, "一店", "ad_spend", "{}", Decimal(32000)),
        (date(2026, 11, 12), "一店", "退货率", "{}", Decimal("-0.015")),
    ]
    assert [(r[0], r[1]) for r in found.rejects] == [(4, head.split(",")[3])]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p.id)
def test_a_profile_written_is_read_back(profile: object) -> None:
    assert read_profile(write_profile(profile), "x").fields == profile.fields  # type: ignore[attr-defined,arg-type]
    assert read_profile(write_profile(profile), "x").targets == profile.targets  # type: ignore[attr-defined,arg-type]


def test_mistakes_in_a_profile_are_all_named() -> None:
    text = """
id: X
title: x
fields:
  a: {headers: [甲], type: money}
  b: {headers: []}
skip_without: [z]
tables:
  orders: {nothing: a, day: {dayy: a}, order: q, when: [{maybe: a}]}
  nowhere: {a: b}
"""
    with pytest.raises(ProfileError) as refused:
        read_profile(text, "x.yaml")
    assert [dict(p.params)["part"] for p in refused.value.problems] == [
        "fields.a.type",
        "fields.b.headers",
        "z",
        "tables.orders.nothing",
        "tables.orders.day",
        "tables.orders.order",
        "tables.orders.when",
        "tables.nowhere",
    ]


def test_a_file_that_is_no_yaml() -> None:
    with pytest.raises(ProfileError) as refused:
        read_profile("a: [", "x.yaml")
    assert refused.value.problems[0].code == "intake.profile_yaml"
