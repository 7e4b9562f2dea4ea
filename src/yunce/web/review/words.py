# SPDX-License-Identifier: Apache-2.0
"""The reader's and the checker's codes as people read them: kinds, reasons, states, severities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.reader.scan.mentions import Mention
from yunce.values.quantity import number_text
from yunce.web.ui.periods import in_words

KIND_WORDS: Mapping[str, object] = {
    "target": gettext_lazy("目标"),
    "budget": gettext_lazy("资金"),
    "headcount": gettext_lazy("编制"),
    "milestone": gettext_lazy("节点"),
    "duty": gettext_lazy("职责"),
    "rule": gettext_lazy("规则"),
    "appraisal": gettext_lazy("考核"),
    "ratio": gettext_lazy("比例"),
    "total": gettext_lazy("合计"),
    "role": gettext_lazy("岗位"),
    "context": gettext_lazy("背景"),
}

REASONS: Mapping[str, object] = {
    "numbering": gettext_lazy("编号"),
    "year of the plan": gettext_lazy("计划的年份"),
    "period of a number": gettext_lazy("旁边数字的期间"),
    "period of its section": gettext_lazy("本节的期间"),
    "period of its column": gettext_lazy("表头的期间"),
    "past result": gettext_lazy("过去的结果"),
    "present value": gettext_lazy("现状"),
    "rate of a number": gettext_lazy("旁边数字的频次"),
    "date of writing": gettext_lazy("写作日期"),
    "count of what follows": gettext_lazy("后文的个数"),
    "number of the plan": gettext_lazy("篇的编号"),
    "outside the plan": gettext_lazy("不在计划正文里"),
    "name": gettext_lazy("名称里的数字"),
    "part of a name": gettext_lazy("名称里的数字"),
    "address": gettext_lazy("网址或邮箱"),
    "document number": gettext_lazy("文号"),
    "telephone": gettext_lazy("电话或账号"),
    "feast": gettext_lazy("节日名称"),
    "version": gettext_lazy("版本号"),
    "not a plan fact (person)": gettext_lazy("人工判定不是计划内容"),
}

STATUS_WORDS: Mapping[str, object] = {
    "open": gettext_lazy("待看"),
    "accepted": gettext_lazy("已采纳"),
    "corrected": gettext_lazy("已修改"),
    "rejected": gettext_lazy("不是计划内容"),
    "changed": gettext_lazy("原文已改，请再看"),
}

DOUBT_WORDS: Mapping[str, object] = {
    "impossible date": gettext_lazy("没有这一天"),
    "lost separator": gettext_lazy("可能少了分隔号"),
    "range is reversed": gettext_lazy("范围前后颠倒"),
    "masked number": gettext_lazy("数字被遮住了"),
    "masked year": gettext_lazy("年份被遮住了"),
    "missing number": gettext_lazy("没有写数字"),
}

SEVERITY_WORDS: Mapping[str, object] = {
    "error": gettext_lazy("错误"),
    "warning": gettext_lazy("提醒"),
    "question": gettext_lazy("想请你确认"),
}

TONES: Mapping[str, str] = {"error": "bad", "warning": "ask", "question": "ask"}
PARTS_OF_TIME: Mapping[str, object] = {
    "early": gettext_lazy("初"),
    "mid": gettext_lazy("中"),
    "late": gettext_lazy("下旬"),
    "end": gettext_lazy("底"),
}
_PART_OF = re.compile(r"(?P<time>\d{4}(?:-\w+)?)-(?P<part>early|mid|late|end)$")
_LONG = re.compile(r"(?<![\d.,])\d{5,}(?:\.\d+)?(?![\d.%])")
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "=": ""}
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_MOST = Decimal(10) ** 16
"""A larger number is shown as it was written."""


def reason_words(why: str) -> str:
    """Why a number is left aside."""
    return str(REASONS.get(why, why))


def doubt_words(doubt: str) -> str:
    """Why the reading of a number is suspect; empty where it is not."""
    name, _colon, rest = doubt.partition(":")
    return f"{DOUBT_WORDS.get(name, name)}{rest}" if doubt else ""


def period_words(period: str) -> str:
    """A period as people say it: 2026-end is 2026年底, a span has its dash.

    >>> period_words("2026-09..2026-12"), period_words("2026-end")
    ('2026年9月至12月', '2026年底')
    """
    ends = period.split("..")
    return _("至").join(map(_point, ends)) if any(map(_PART_OF.match, ends)) else in_words(period)


def _point(when: str) -> str:
    found = _PART_OF.match(when)
    return in_words(when) if found is None else in_words(found["time"]) + str(PARTS_OF_TIME[found["part"]])


def short_numbers(words: str) -> str:
    """Words whose long numbers are said in 万 and 亿.

    >>> short_numbers("3200000 + 4100000 = 7300000")
    '320万 + 410万 = 730万'
    """
    return _LONG.sub(lambda found: exact_words(Decimal(found.group())), words)


def value_words(mention: Mention) -> str:
    """A value as people say it, exactly: 1200万元, ≥ 25%, 10%~15%, 2026-04-30."""
    value = mention.value
    if value is None or not value.is_known:
        return mention.when.replace("..", " ~ ")
    unit, _slash, per = value.unit.partition("/")
    ends = [exact_words(end) for end in (value.low, value.high) if end is not None]
    text = ends[0] if len(set(ends)) == 1 else "~".join(ends)
    name = _("元") if unit == "CNY" else "" if unit in {"1:n", "n:1", "fraction"} else unit
    return f"{_SIGNS[value.op]}{text}{name}" + (f"/{per}" if per else "")


def exact_words(number: Decimal) -> str:
    """A number in 万 or 亿 where that takes no more than four places, else in full.

    >>> exact_words(Decimal(155000)), exact_words(Decimal(1200)), exact_words(Decimal("1.20"))
    ('15.5万', '1,200', '1.2')
    """
    for scale, name in _SCALES:
        scaled = number / scale
        if 1 <= abs(scaled) < _MOST and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{number_text(scaled)}{name}"
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"
