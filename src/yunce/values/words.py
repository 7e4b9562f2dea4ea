# SPDX-License-Identifier: Apache-2.0
"""The words of the problems that values report: code -> message and repair, with named placeholders."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words
from yunce.values.quantity_words import QUANTITY_WORDS

TIME_WORDS: Catalogue = MappingProxyType(
    {
        "period.unreadable": Words(
            "“{text}”不是可识别的期间", "写成 2026、2026-H2、2026-Q4、2026-11、2026-W48、2026-11-12 或 2026-09..2026-12"
        ),
        "period.impossible": Words("“{text}”不存在", "最接近的是 {nearest}，请确认后改正"),
        "period.no_year": Words("“{text}”没有写年份", "补上年份，例如 2026-11"),
        "period.year_out_of_range": Words("“{text}”的年份不在 {first} 到 {last} 之间", "检查年份是否写错"),
        "period.backwards": Words("“{text}”的结束（{last}）早于开始（{first}）", "交换两端，或检查跨年时结束的年份"),
        "duration.unreadable": Words(
            "“{text}”不是可识别的时长", "写成整数加单位：10d（天）、3w（周）、2mo（月）、180s（秒）、30min（分）、2h（时）、10wd（工作日）"
        ),
        "duration.needs_calendar": Words("“{text}”按工作日计算，但没有给出日历", "使用日历包 calendar_cn，或改用自然日"),
        "hours.unreadable": Words("“{text}”不是可识别的工作时间", "写成 09:00-12:00 13:30-18:00，几段之间用空格"),
        "hours.backwards": Words("工作时间“{text}”里有一段的结束不晚于开始", "跨零点的班写成两段：22:00-24:00 00:00-06:00"),
        "hours.overlap": Words("工作时间“{text}”里有两段重叠", "合成一段，或改正起止"),
        "cadence.unreadable": Words(
            "“{text}”不是可识别的周期",
            "也许是 {likely}；可用 daily、weekly:mon,thu、biweekly:mon、ten_days、monthly:5,20、monthly:last_wd、monthly:2wed、bimonthly、"
            "quarter、quarter:last_wd、half_year、yearly、yearly:03-15，或 FREQ=WEEKLY;INTERVAL=3;BYDAY=MO",
        ),
        "cadence.rule_part": Words("周期规则“{text}”中的 {part} 不可用或重复", "只用这些部分，各一次：{known}"),
        "cadence.bad_rule": Words("周期规则“{text}”有误：{reason}", "按 RFC 5545 写，例如 FREQ=WEEKLY;BYDAY=MO,TH"),
        "cadence.needs_calendar": Words("按工作日的周期需要日历", "使用日历包 calendar_cn，或改用自然日"),
        "anchor.unreadable": Words("“{text}”不是可识别的节点", "写成 cn:double_11、cn:spring_festival-10d 或 cn:618+3wd"),
        "anchor.unknown_event": Words("日历里没有节点“{event}”", "也许是 {likely}；新的节点写入日历表的 events"),
        "calendar.unpublished": Words(
            "{year} 年的调休安排不在日历表中，无法推算工作日（{item}）",
            "国务院公布后在日历表 years 下加入 {year}: {{holidays: {{...}}, workdays: [...]}}，或把这一项改为自然日；表中最后一年是 {last}",
        ),
        "calendar.unknown_event": Words("日历里没有节点“{event}”", "可用的节点：{known}；新的节点写入日历表的 events"),
        "calendar.not_yaml": Words("日历表不是正确的 YAML:{reason}", "检查缩进、冒号与重复的键"),
        "calendar.unknown_key": Words("日历表不认识“{key}”", "可用的键：{known}"),
        "calendar.not_a_mapping": Words("日历表的这一处应为“键：值”", "改成缩进的键值"),
        "calendar.bad_year": Words("“{text}”不是年份", "写四位年份"),
        "calendar.both": Words("{day} 既是放假日又是调休上班日", "从其中一处删去"),
        "calendar.not_a_weekend": Words("调休上班日 {day} 不是周末", "调休上班只会落在周六或周日，检查日期"),
        "calendar.bad_law": Words("标准工时的一条缺少 from、year_days、rest_days 或 holidays", "四项都写上，天数为整数"),
        "calendar.bad_event_id": Words("节点的标识“{id}”只能用小写字母、数字和下划线", "改名，例如 double_11"),
        "calendar.event_day_unclear": Words("节点“{id}”应恰好写明一种日期", "在 day、lunar、term、weekday 中写一个"),
        "calendar.bad_event_day": Words(
            "“{text}”不是可用的日期", "day 与 lunar 写 月-日，weekday 写 5-2-sun，term 写节气名，dates 写某年的一天"
        ),
        "calendar.bad_shift": Words("“{text}”不是天数", "写整数，例如 -1"),
        "calendar.bad_window": Words("“{text}”不是窗口", "写成 -18..-1，起点不晚于终点，以节点当天为 0"),
    }
)
"""Codes of periods, durations, cadences, anchors and calendars."""

WORDS: Catalogue = MappingProxyType({**TIME_WORDS, **QUANTITY_WORDS})
