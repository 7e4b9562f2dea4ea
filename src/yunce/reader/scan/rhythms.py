# SPDX-License-Identifier: Apache-2.0
"""Rhythms (每周一, 每月5日前, 一年两次), distances from an event (双11前10天, 签约后3个工作日内), clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.numerals import chinese_number
from yunce.reader.scan.units import canonical

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_WEEKDAY = {"一": "mon", "二": "tue", "三": "wed", "四": "thu", "五": "fri", "六": "sat", "日": "sun", "天": "sun"}
_EVERY = {"天": "daily", "日": "daily", "周": "weekly", "星期": "weekly", "旬": "ten_days", "月": "monthly", "季度": "quarter", "季": "quarter", "半年": "half_year", "年": "yearly", "年度": "yearly", "双月": "bimonthly", "双周": "biweekly", "工作日": "workday", "小时": "hourly", "分钟": "minutely", "班": "shift"}  # fmt: skip
_WEEKLY = re.compile(r"每(?:个)?(?:周|星期)(?P<day>[一二三四五六日天])(?!次|期)(?:[、和及](?:周)?(?P<more>[一二三四五六日]))?(?:前)?")
_MONTHLY = re.compile(
    r"每(?:个)?(?P<of>月|季度|季|年)(?:度)?(?:的)?(?: ?(?P<month>\d{1,2}) ?月(?:份)?)?(?: ?(?P<day>\d{1,2}) ?[日号](?:[、和及](?P<second>\d{1,2})[日号])?(?:之?前)?|(?P<part>(?:月?末)?最后一[天周]|(?:月?末)?最后一个工作日|月?底|月?末|月?初)(?:前)?)"
)
_EACH = re.compile(
    rf"每(?:隔)? ?(?P<n>(?!半年){_N})? ?(?:个)?(?P<of>工作日|半年|季度|双月|双周|星期|年度|小时|分钟|班(?!组|次|长|子|级|车)|天|日|周|旬|月|季|年)(?:度)?(?![轻份末货])(?:[^,。;\d]{{0,3}}?(?P<least>至少|不少于|不得少于|不低于)?(?P<times>{_N})次)?"
)
_TIMES = re.compile(
    rf"(?P<n>一|两|半|1|2)(?:个)?(?P<of>天|周|月|季度|年)(?:内)?(?:开展|组织|进行|召开|至少)?(?P<times>{_N})(?:次|检|查|考|评|清)"
)
_WORDS = re.compile(
    r"(?=[日周月季年逐按天定不随常])(?:(?P<of>日|周|月|季|年)(?:度)?(?:例会|报表|报告|例行|通报)|(?P<tw>逐月|按月|按季度?|按周|按日|逐日|逐周|天天|日日)|(?P<re>定期|不定期|随时|常态化))"
)
_CLOCK = re.compile(
    r"(?<![\d按比例])(?:[01]?\d|2[0-4]):[0-5]\d(?!\d|:)(?:\s?[-~至到]+\s?(?:次日)?(?:[01]?\d|2[0-4]):[0-5]\d)?|(?:[上下]午|早上?|晚上?|中午)\s?\d{1,2}(?:[点时](?:\d{1,2}分?|半)?|:\d\d)(?:-\d{1,2}[点时])?|(?<![\d.])(?<![低高大小少多]于)(?<!超过)(?<!达到)(?<!不足)(?:[01]?\d|2[0-4])时(?:[0-5]\d分)?(?!间|段|候|长|效|尚|装|刻|限)"
)
_CLOCKED = re.compile(r"\d:\d|\d时|[上下中]午|[早晚]")
_ALWAYS = re.compile(r"7\s?[*×xX]\s?24(?:\s?小时)?|24\s?[*×xX]\s?7")
_EVENT = r"(?:双\s?(?:11|12|十一|十二)|618|6\.18|春节|国庆|中秋|元旦|端午|五一|劳动节|[一-鿿]{0,4}(?:开业|活动|大促|节|会|考试|签约|签订|到货|到期|上线|交付|收货|验收|竣工|入职|通知|投诉|报修|报告|结束|开始|下单|受理|发布|立项|中标|起飞|到港|发生|审批|月末|季末|年末|月底|节后|合同))"  # fmt: skip
_OFFSET = re.compile(
    rf"(?P<event>{_EVENT})(?:之|以)?(?:(?P<side>前|后)(?:的)?|(?P<ahead>提前))(?:第)?(?P<n>{_N})(?:[-~至](?P<n2>\d{{1,3}}))?(?:个)?(?P<unit>工作日|自然日|小时|分钟|天|日|周|星期|月)(?:之?内)?"
)
_AHEAD = re.compile(
    rf"提前(?:至少)?(?P<n>{_N})(?:[-~至](?P<n2>\d{{1,3}}))?(?:个)?(?P<unit>工作日|小时|天|日|周|星期|月)|T\s?(?P<t>[-+])\s?(?P<tn>\d{{1,3}})(?:日|天)?"
)
_ANY_EVENT = re.compile(
    rf"(?:(?<=[于在自应须])|(?<![一-鿿]))(?P<event>[^\W\d每月周最以之今a-zA-Z_]{{2,6}}?)(?:之|以)?(?P<side>前|后)(?:的)?(?P<n>{_N})(?:[-~至](?P<n2>\d{{1,3}}))?(?:个)?(?P<unit>工作日|自然日|小时|天|日|周)(?:之?内)?"
)
_DISTANT = re.compile(r"[前后]的?第?[\d一二两三四五六七八九十半]")
_NEXT_MONTH = re.compile(r"(?:次|下)月\s?(?P<day>\d{1,2})[日号](?:之?前)?")
_BEFORE_EVENT = re.compile(
    r"(?P<event>双\s?(?:11|12|十一|十二)|618|春节|国庆|中秋|元旦|端午|清明|五一|劳动节|春运|暑运|汛期|雨季|旺季|供暖季)(?:节|大促|期间|来临|到来)?(?:之|以)?前(?!\d|[一二两三四五六七八九十半]|期|夕|后)"
)


def find_rhythms(plain: str) -> Iterator[Mention]:
    """Rhythms, distances and times of a text, most specific first; later ones may overlap earlier ones and are then to be passed over."""
    is_distant = _DISTANT.search(plain) is not None
    yield from _offsets(plain, *((_OFFSET, _AHEAD) if is_distant else (_AHEAD,)))
    for found in _ALWAYS.finditer(plain):
        yield Mention("cadence", found.start(), found.end(), when="always")
    for found in _CLOCK.finditer(plain) if _CLOCKED.search(plain) else ():
        yield Mention("clock", found.start(), found.end(), when=found.group())
    for found in _WEEKLY.finditer(plain):
        days = [_WEEKDAY[day] for day in (found["day"], found["more"]) if day]
        yield Mention("cadence", found.start(), found.end(), when="weekly:" + ",".join(days))
    for found in _MONTHLY.finditer(plain):
        base = _EVERY[found["of"]]
        on = found["day"] or ("last_wd" if "工作日" in found["part"] else "last")
        on = "1" if found["part"] and "初" in found["part"] else on
        yield Mention(
            "cadence",
            found.start(),
            found.end(),
            when=f"{base}:{found['month'] + '-' if found['month'] else ''}{on}{',' + found['second'] if found['second'] else ''}",
        )
    for found in _NEXT_MONTH.finditer(plain):
        yield Mention("cadence", found.start(), found.end(), when=f"monthly:{int(found['day'])}")
    yield from _repeated(plain)
    yield from _offsets(plain, *((_ANY_EVENT,) if is_distant else ()))


def _offsets(plain: str, *patterns: re.Pattern[str]) -> Iterator[Mention]:
    """Distances from events."""
    for pattern in patterns:
        for found in pattern.finditer(plain):
            groups = found.groupdict()
            if groups.get("tn"):
                amount, unit, sign, event = groups["tn"] or "", "天", groups["t"] or "-", "T"
            else:
                amount, unit = groups["n"] or "", canonical(groups["unit"] or "")
                sign, event = ("+" if groups.get("side") == "后" else "-"), groups.get("event") or "活动"
            low = Decimal(amount) if amount.isdigit() else chinese_number(amount)
            high = Decimal(groups["n2"] or "0") if groups.get("n2") else low
            yield Mention(
                "offset",
                found.start(),
                found.end(),
                Value(low, high, unit, "<=" if found.group().endswith("内") else "="),
                when=f"event:{event}{sign}{low}{unit}",
            )
    for found in _BEFORE_EVENT.finditer(plain) if "前" in plain else ():
        yield Mention("offset", found.start(), found.end(), when=f"event:{found['event']}-0天")


def _repeated(plain: str) -> Iterator[Mention]:
    for pattern in (_EACH, _TIMES):
        for found in pattern.finditer(plain):
            every = _EVERY[found["of"]]
            times = _number(found["times"])
            step = _number(found["n"])
            when = every if step in {None, 1} else f"{every}/{step}"
            value = (
                Value(times, times, f"次/{canonical(found['of'])}", ">=" if found.groupdict().get("least") else "=")
                if times is not None
                else None
            )
            yield Mention("cadence", found.start(), found.end(), value, when=when)
    for found in _WORDS.finditer(plain):
        of = found["of"] or {"月": "月", "季": "季", "周": "周"}.get((found["tw"] or "  ")[1], "日")
        yield Mention("cadence", found.start(), found.end(), when="unstated" if found["re"] else _EVERY[of])


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    return Decimal(text) if text.isdigit() else chinese_number(text)
