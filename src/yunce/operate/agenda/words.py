# SPDX-License-Identifier: Apache-2.0
"""The words of problems that an agenda finds."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "agenda.cover_nobody": Words("“{title}”的检查范围（{of}）里没有单位", "检查 cover.of 的条件，或在 units 里补上单位及其属性"),
    "agenda.cover_infeasible": Words(
        "“{title}”从 {period} 起的一年排不出来：{needs}至少要 {least} 个，{leaves} {most} 个（对象共 {population} 个）",
        "最小的改法：{repairs}",
    ),
    "agenda.quota_negative": Words("“{title}”的覆盖要求 {stated} 是负数", "写成 0% 到 100% 的比例，或不小于 0 的对象个数"),
    "agenda.quota_unit": Words("“{title}”的覆盖要求 {stated} 不是比例也不是个数", "写成 25% 或 6 这样的比例或对象个数"),
    "agenda.cover_across": Words(
        "“{title}”交叉检查每期全查，不按 {quotas} 排",
        "要按比例检查就去掉 across，或另写一条检查；要交叉检查就去掉 {quotas}",
    ),
    "agenda.attribute_unknown": Words(
        "“{title}”的检查对象都没有属性 {name}，按原有顺序排",
        "在 units 的 attributes 里填 {name}；现有属性：{known}",
    ),
    "agenda.owner_missing": Words("“{title}”没有人负责：{why}，排出来的工作没人收到", "在 owner 写上岗位；岗位没有人就把 headcount 补上"),
    "agenda.never": Words("“{title}”的期间 {period} 与计划期间 {whole} 没有重合，一次也不会做", "检查 period 的年份，或计划期间"),
    "agenda.across_lopsided": Words(
        "“{title}”配不出交叉检查：{group} 有 {members} 个，其余合计只有 {others} 个",
        "把 {group} 分成两组，或让其中 {excess} 个不参加（在 cover.of 里排除）",
    ),
    "agenda.no_days": Words("“{title}”没有写日期，排不进日程", "写上 at、period 或 due"),
    "agenda.event_outside": Words("“{title}”的节点 {at} 不在计划期间 {period} 里", "检查节点或计划期间"),
    "agenda.needs_circle": Words("这些举措互相等待：{chain}", "去掉其中一个 needs"),
    "agenda.element_unknown": Words("计划里没有会进日程的 {id}", "可选：{known}"),
    "agenda.owner_unknown": Words("计划里没有岗位 {id}", "可选：{known}"),
    "agenda.day_order": Words("--from {first} 晚于 --to {last}", "交换两个日期"),
    "agenda.too_long": Words("一次最多排 {limit} 天的日程，这里有 {days} 天", "缩短 --from 到 --to"),
}
