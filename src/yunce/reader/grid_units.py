# SPDX-License-Identifier: Apache-2.0
"""Units that headers, labels and lines above a table state: 销售额（万元）, 金额/元, 单位：万元, a column 计量单位."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yunce.reader.scan.numerals import SCALES
from yunce.reader.scan.units import KNOWN, canonical

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_PER = r"(?:[/·][A-Za-z一-鿿㎡²]{1,4})*"
_UNIT = re.compile(rf"(?P<scale>{_SCALE})?(?P<unit>[^/]*?)(?P<per>{_PER})计?")
_IN_BRACKETS = re.compile(r"[(\[【]\s?(?:单位\s?[:：]?|计量单位\s?[:：]?)?\s?(?P<unit>[^()\[\]【】]{1,10})[)\]】]")
_BEHIND_STROKE = re.compile(r"[/,、 ](?P<unit>(?:[万亿千]?元|人|%|‰|[万亿千]?[户件家台次个人笔吨]))$")
_LINE = re.compile(
    r"单位\s?(?:统一|一律|均|都)?\s?[:：为是]\s?(?:人民币)?(?P<unit>[\w%‰/㎡]{1,8})"
    r"|(?:金额|数字|数据|以下|下列|下同)[^,;。\d]{0,8}[以按](?:人民币)?(?P<by>[百千万亿]*元)(?:计|为单位|列示|填列|表示|反映)"
    r"|(?<![一-鿿])单位\s?(?P<bare>[百千万亿]*元)(?=\s*(?:[,;。)）]|$))"
    r"|(?:金额|货币)\s?[:：]\s?(?:人民币)?(?P<said>[百千万亿]*元)(?=\s?(?:[)）\]】]|$))"
)
_COLUMN = re.compile(r"^(?:计量|计算|数量)?单位$")
_NO_MONEY = re.compile(
    r"(?:率|比|比例|占比|数|数量|编制|%|人次|天数|时长|(?<![季年月])度|系数|权重|分值|得分|次|名|时间|周期|面积|户|增幅|降幅|人员|个数|家)$"
)
_STOPS = re.compile(r"[,:、 ]")


def _of(words: str) -> str:
    """A unit with its scale as written (万元, 元/月); empty where the words are none."""
    scale, unit = split_unit(words.strip())
    return words.strip() if scale or unit.partition("/")[0] else ""


@lru_cache(maxsize=4096)
def unit_in(words: str) -> str:
    """The unit that a header or label names in brackets or behind a stroke.

    >>> unit_in("销售额(万元)"), unit_in("接入供应商(累计)"), unit_in("GMV目标/万元")
    ('万元', '', '万元')
    """
    for found in reversed(list(_IN_BRACKETS.finditer(words))):
        for one in _STOPS.split(found["unit"]):
            if unit := _of(one):
                return unit
    behind = _BEHIND_STROKE.search(words.strip())
    return behind["unit"] if behind else ""


@lru_cache(maxsize=4096)
def unit_line(words: str) -> str:
    """The unit of a line such as 单位：万元."""
    told = (found["unit"] or found["by"] or found["bare"] or found["said"] for found in _LINE.finditer(words))
    return next((unit for one in told if (unit := _of(one))), "")


def unit_between(shared: str, headers: Sequence[str], labels: Sequence[str]) -> str:
    """The table's own unit, unless a header or the nearest label names something that is counted otherwise."""
    nearest = (*headers, *labels[-1:])
    return "" if any(is_counted_otherwise(words) for words in nearest) else shared


@lru_cache(maxsize=4096)
def is_counted_otherwise(words: str) -> bool:
    """True for a name of a rate, a count, a time: no unit of money that is stated for all is its own."""
    return _NO_MONEY.search(words.strip()) is not None


def is_unit_column(words: str) -> bool:
    """True for the header of a column that gives the unit of each row."""
    return bool(_COLUMN.match(words.strip()))


@lru_cache(maxsize=1024)
def split_unit(words: str) -> tuple[str, str]:
    """Scale and canonical unit: 万元 is (万, CNY), 元/月 is ("", CNY/月); both empty for words that are no unit."""
    found = _UNIT.fullmatch(words)
    if not found:
        return "", ""
    scale, unit, per = found["scale"] or "", found["unit"], found["per"] or ""
    if scale and scale + unit in KNOWN:  # 千克, 千米: the scale is part of the unit
        scale, unit = "", scale + unit
    if (unit and unit not in KNOWN) or not (unit or scale):
        return "", ""
    return scale, canonical(unit) + per
