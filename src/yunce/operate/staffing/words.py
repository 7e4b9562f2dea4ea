# SPDX-License-Identifier: Apache-2.0
"""The words for what staffing finds."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "staffing.goal_unreadable": Words(
            "读不懂服务目标“{stated}”", "写成 80% in 20s、answer_rate >= 90%、asa <= 30s 或 occupancy <= 85%"
        ),
        "staffing.no_goal": Words("没有写服务目标", "按每个时段都接得下来算；要算服务水平请写 80% in 20s 这样的目标"),
        "staffing.no_patience": Words("没有写耐心时长，按没有人放弃算，接通率的目标只要求接得下来", "写上 patience，如 90s"),
        "staffing.no_handle": Words("没有写处理时长，数据里也没有", "在服务里写 handle，如 180s"),
        "staffing.no_calls": Words("这段时间和之前八周都没有呼入数据，只能按配比算", "导入呼入明细"),
        "staffing.outside_open": Words("开放时间 {open} 以外有 {calls} 个来电，不排人工座席", "核对开放时间；自助服务的另行说明"),
        "staffing.open_unreadable": Words("读不懂开放时间“{stated}”", "写成 07:30-21:30 或 00:00-24:00"),
        "staffing.interval_short": Words("一次服务 {handle} 秒，长于时段 {interval} 秒，话务按在线通话数的均值计", "结果以模拟核对为准"),
        "staffing.overload": Words("{seats} 个座席接不下 {load} 厄兰的话务，时段末积压 {backlog} 个", "至少要 {needed} 个座席"),
        "staffing.service_unknown": Words("没有叫 {id} 的服务", "已有的服务：{known}"),
        "staffing.no_service": Words("计划没有写服务", "在 services 里写来量、处理时长、目标和开放时间"),
        "staffing.volume_unknown": Words("配比要按 {metric} 算，这个数未知", "导入或录入它，或写成目标"),
        "staffing.law_unknown": Words("{day} 没有法定工时的规定可用", "在日历表 working_time 里写上"),
        "staffing.goal_short": Words(
            "现有 {people} 人每天 {hours} 座席小时，最多做到 {within}，低于目标 {wanted}", "增加人手，或下调目标，或缩短开放时间"
        ),
        "staffing.work_too_much": Words(
            "现有 {people} 人每天 {hours} 座席小时，接下全部来电至少要 {needed}", "增加人手，或缩短开放时间；否则来电会越积越多"
        ),
        "staffing.uncovered": Words("有 {count} 个时段没有班次能到，共缺 {people} 人次", "增加班次，或放宽班次的起止"),
        "staffing.unfilled": Words("排班表有 {count} 个班没有人能合法地上", "至少要 {least} 人；或减少每天的班"),
        "staffing.played_apart": Words("模拟得到 {played}，公式得到 {formula}", "时段间有积压，按模拟的结果看"),
        "staffing.law_changes": Words("这段时间里法定工时从 {before} 变为 {after} 小时", "两段分开算"),
        "staffing.shift_unusable": Words("班次 {name} 写得不全或不对", '写 start 和 lasts，如 start: "08:00", lasts: 9h；不长于一天'),
        "staffing.arrivals_wrong": Words(
            "{path} 行的“{column}”读不懂：{value}", "每行一个时段：日期如 2026-11-09，时刻如 08:30，来电量是不小于 0 的数"
        ),
        "staffing.arrivals_twice": Words("{path} 行与第 {first} 行是同一天的同一时段", "同一时段只留一行；几个队列的来电先加在一起"),
        "staffing.arrivals_missing": Words(
            "{day} 缺 {times} 的来电，按其他各日同一时段的平均数补上", "补上这些时段再算；确实没有来电就写 0"
        ),
    }
)
