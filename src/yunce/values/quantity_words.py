# SPDX-License-Identifier: Apache-2.0
"""The words of the problems of quantities, ranges and money."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

QUANTITY_WORDS: Catalogue = MappingProxyType(
    {
        "quantity.empty": Words("这里没有写数值", "写一个数,例如 300万、25%、20单/天;不知道就写 {{unknown: true, stated: 原文}}"),
        "quantity.not_a_number": Words("“{stated}”不是可识别的数值", "写成 300万、1.2亿、1500*6*12、25%、3pp 或 20单/天;范围用 .. 连接"),
        "quantity.commas": Words("“{stated}”里的逗号不是千分位", "每三位一个逗号(3,000,000),或去掉逗号"),
        "quantity.unit": Words("“{stated}”的单位“{unit}”无法识别", "单位写成元、件、单、人、天等,可带“/天”;日期不要写在数值处"),
        "quantity.arithmetic": Words("算式“{stated}”不完整", "检查运算符和括号,例如 1500*6*12"),
        "quantity.zero_division": Words("“{stated}”除以了零", "检查除数或比例的前项"),
        "quantity.too_large": Words("“{stated}”超出了可计算的范围", "检查位数和万、亿等单位是否重复"),
        "quantity.minus_or_range": Words("“{stated}”看起来是范围,却写成了减法", "范围用两个点连接,例如 3..5"),
        "range.empty": Words("“{stated}”不是可识别的范围", "写成 10%..15%、>= 98.5%、<= 3天 或 1:3..1:5"),
        "range.reversed": Words("范围“{stated}”的下限大于上限", "交换两端,或检查位数"),
        "range.units": Words("范围“{stated}”两端的单位不同({low} 与 {high})", "两端写同一个单位,例如 10%..15%"),
        "range.scale": Words("范围“{stated}”只有一端写了万或亿", "两端都写上,例如 9万..13.5万"),
        "money.part_of_fen": Words("金额 {amount} 元不是整分", "金额最多两位小数"),
        "money.too_large": Words("金额 {amount} 超出了可计算的范围", "检查位数和单位"),
    }
)
