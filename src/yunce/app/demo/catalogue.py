# SPDX-License-Identifier: Apache-2.0
"""The demo company's own catalogue: 1,200 SKUs of apparel in six price bands, made from word lists, the same every time."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

VARIANTS = 5
"""Colour and size combinations that a style is sold in."""
STYLES_PER_KIND = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of garment: the letter of its style codes, its name, its words, the price band [0, 6) and the seasons that it is sold in."""

    letter: str
    name: str
    band: int
    words: tuple[str, ...]
    seasons: str = "春夏秋冬"


BAND_EDGES = (2_400, 4_400, 8_000, 16_000, 36_000)
"""Upper edges of the first five price bands [fen a piece]; dearer products fall into the last."""

KINDS = (
    Kind("W", "中筒袜", 0, ("纯棉", "抗菌", "罗口", "条纹")),
    Kind("N", "无痕内裤", 0, ("莫代尔", "中腰", "透气", "三条装")),
    Kind("B", "打底背心", 1, ("螺纹", "修身", "宽肩带", "凉感"), "春夏"),
    Kind("T", "短袖T恤", 1, ("圆领", "纯棉", "印花", "宽松"), "春夏"),
    Kind("P", "运动短裤", 2, ("速干", "抽绳", "轻薄", "五分"), "春夏"),
    Kind("S", "长袖衬衫", 2, ("免烫", "牛津纺", "通勤", "小方领"), "春秋"),
    Kind("K", "休闲长裤", 3, ("直筒", "垂感", "束脚", "高腰")),
    Kind("Y", "针织开衫", 3, ("V领", "羊毛混纺", "短款", "麻花"), "秋冬"),
    Kind("Q", "连衣裙", 4, ("收腰", "碎花", "法式", "中长款"), "春夏"),
    Kind("J", "夹克外套", 4, ("立领", "工装", "防风", "短款"), "春秋"),
    Kind("D", "羊毛大衣", 5, ("双面呢", "系带", "翻领", "长款"), "秋冬"),
    Kind("R", "轻暖羽绒服", 5, ("连帽", "白鸭绒", "短款", "防泼水"), "秋冬"),
)
_LOOKS = ("男女同款", "女款", "男款", "情侣款", "青年款")
_COLOURS = (("黑色", "BK"), ("米白", "WH"), ("雾蓝", "BL"), ("燕麦", "OA"), ("酒红", "RD"))
_SIZES = ("M", "L", "XL", "S", "2XL")


def sku_count() -> int:
    """SKUs in the catalogue: kinds x styles x variants."""
    return len(KINDS) * STYLES_PER_KIND * VARIANTS


def catalogue() -> pl.DataFrame:
    """One row a SKU, ordered by price band: sku_no, band, style (货号), sku (商家编码), item (商品ID), title, look (颜色尺码)."""
    rows = [
        _row(kind_no, style_no, variant)
        for kind_no in range(len(KINDS))
        for style_no in range(STYLES_PER_KIND)
        for variant in range(VARIANTS)
    ]
    names = ("sku_no", "band", "style", "sku", "item", "title", "look")
    return pl.DataFrame(rows, schema=names, orient="row")


def _row(kind_no: int, style_no: int, variant: int) -> tuple[int, int, str, str, str, str, str]:
    kind = KINDS[kind_no]
    style = f"SL{kind.letter}{1000 + style_no * 7}"
    colour, code = _COLOURS[(style_no + variant) % len(_COLOURS)]
    size = _SIZES[(style_no * 3 + variant) % len(_SIZES)]
    first, second = kind.words[style_no % 4], kind.words[(style_no // 4 + 1 + style_no) % 4]
    words = first if first == second else first + second
    title = f"示例{kind.seasons[style_no % len(kind.seasons)]}{words}{kind.name}{_LOOKS[style_no % 5]}"
    number = (kind_no * STYLES_PER_KIND + style_no) * VARIANTS + variant
    item = str(620_000_000_000 + (kind_no * STYLES_PER_KIND + style_no) * 7_919)
    return number, kind.band, style, f"{style}-{code}-{size}", item, title, f"颜色:{colour};尺码:{size}"
