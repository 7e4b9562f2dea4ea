# SPDX-License-Identifier: Apache-2.0
"""CAP: hours of service: promised day and night against the hours that people are there; how many people a seat needs by law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_CLOCKS = re.compile(
    r"(?:早上?|上午|每[日天])?\s?(?P<h1>[01]?\d|2[0-4])(?:[:：](?P<m1>[0-5]\d)|[点时])\s?(?:-+|~+|至|到|—+)\s?(?P<next>次日)?(?:晚上?|下午)?"
    r"\s?(?P<h2>[01]?\d|2[0-4])(?:[:：](?P<m2>[0-5]\d)|[点时])"
)
_SERVED = re.compile(r"人工|座席|坐席|在线|值守|接听|受理|服务|营业")
_ALWAYS = re.compile(r"7\s?[*×xX]\s?24|24\s?[*×xX]\s?7|(?<!\d)24\s?小时(?=[^,，。;；内后]{0,6}(?:服务|在线|受理|值守|接听|营业|热线))")
_SEATS = re.compile(r"(?P<n>\d{1,4})\s?个?(?:人工)?(?:座席|坐席|席位)(?!时长|利用)")
_BY_LAW = re.compile(r"法定(?:工作|工时)|每个?(?:座席|坐席|席位)(?:需|应)?(?:配备|配置|配)|轮班|倒班|排班")
_STAFF = re.compile(r"客服|座席|坐席|话务|接线")
_LAW_FROM, _OLD_HOURS, _NEW_HOURS = 2025, Decimal("166.64"), Decimal("165.33")
"""Hours of a month by law: 250 working days a year until 2024, 248 since."""
_NEAR = 6
"""Blocks that may lie between the hours and the number of people."""
_DAYS, _DAY_AND_NIGHT = Decimal(30), Decimal(24)


@dataclass(frozen=True, slots=True)
class Service:
    """Hours of a day in which people serve, and where they stand."""

    hours: Decimal
    span: Span
    block: int


@rule(
    "CAP004", Severity.QUESTION, "全天候服务与人工时间不一致",
    "写明 {expected} 小时服务，人工服务只有 {stated} 小时", "分开写人工服务和自动服务的时间",
)  # fmt: skip
def always_or_hours(paper: Paper) -> Iterator[Hit]:
    """写了7×24小时服务,人工服务时间却不是全天的:是两种服务,应分开写明。

    不通过:
        客服中心提供7×24小时不间断服务。人工座席服务时间为7:30-21:30。
    通过:
        客服中心提供7×24小时不间断服务,人工座席服务时间为0:00-24:00。
    """
    for at in paper.worded:
        found = _ALWAYS.search(paper.words(at))
        near = [one for one in _services(paper) if paper.place(one.block).plan == paper.place(at).plan] if found else []
        if found and near and near[0].hours < _DAY_AND_NIGHT:
            body = paper.blocks[at].body
            span = Span(found.start() + body, found.end() + body)
            yield Hit((near[0].span, span), text_of(near[0].hours), text_of(_DAY_AND_NIGHT), "")
            return


@rule(
    "CAP005", Severity.QUESTION, "座席按服务时间需要的人数",
    "每天 {hours} 小时，{seats} 个座席至少要 {expected} 人{stated_so}", "写明座席人数；算法：每天小时数×每月天数÷每月法定工时",
)  # fmt: skip
def seats_need_people(paper: Paper) -> Iterator[Hit]:
    """写了座席数、每天服务时间和法定工时(或轮班),按每月30天、每月165.33小时(2024年及以前166.64)算出需要的人数;没有写或写得不够时提出。

    不通过:
        # 2026年客服中心计划

        每个座席按法定工作时长配备人员。人工座席服务时间为7:30-21:30,开通3个座席,安排客服5人。
    通过:
        # 2026年客服中心计划

        每个座席按法定工作时长配备人员。人工座席服务时间为7:30-21:30,开通3个座席,安排客服8人。
    """
    for plan, part in enumerate(paper.reading.plans):
        services = [one for one in _services(paper) if paper.place(one.block).plan == plan]
        words = paper.plain[part.start : part.end]
        seats = [count for found in _SEATS.finditer(words) if (count := int(found["n"])) > 1]
        if not services or not seats or not _BY_LAW.search(words):
            continue
        law = _OLD_HOURS if part.year and int(part.year) < _LAW_FROM else _NEW_HOURS
        each = services[0].hours * _DAYS / law
        needed = (each * min(seats)).to_integral_value(ROUND_CEILING)
        staff = [one for at, own in paper.amounts.items() if abs(at - services[0].block) <= _NEAR for one in own if _is_staff(paper, one)]
        most = max((one.low for one in staff), default=None)
        if most is None or most < needed:
            told = f"，写作 {text_of(most)} 人" if most is not None else ""
            total = text_of((each * min(seats)).quantize(Decimal("0.01")))
            shown = f"{text_of(services[0].hours)} × {text_of(_DAYS)} ÷ {law} × {min(seats)} = {total}"
            given = {"hours": text_of(services[0].hours), "seats": str(min(seats)), "stated_so": told}
            yield Hit((services[0].span,), text_of(most) if most is not None else "", text_of(needed), shown, given)


def _is_staff(paper: Paper, one: Amount) -> bool:
    around = paper.plain[max(0, one.span.start - 10) : one.span.end + 4]
    return one.family == "people" and one.is_point and _STAFF.search(around) is not None


def _services(paper: Paper) -> tuple[Service, ...]:
    """The hours of a day that the text gives to service by people."""
    return paper.once("services", lambda: tuple(_find(paper)))


def _find(paper: Paper) -> Iterator[Service]:
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        if paper.is_text(at) and (":" in words or "点" in words or "时" in words) and _SERVED.search(words):
            for found in _CLOCKS.finditer(words):
                around = words[max(0, found.start() - 24) : found.end() + 24]
                hours = _hours(found)
                if hours > 0 and _SERVED.search(around):
                    yield Service(hours, Span(found.start() + block.body, found.end() + block.body), at)


def _hours(found: re.Match[str]) -> Decimal:
    first = Decimal(found["h1"]) + Decimal(found["m1"] or 0) / 60
    last = Decimal(found["h2"]) + Decimal(found["m2"] or 0) / 60
    return last - first + (_DAY_AND_NIGHT if found["next"] or last <= first else 0)
