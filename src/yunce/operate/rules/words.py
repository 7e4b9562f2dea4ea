# SPDX-License-Identifier: Apache-2.0
"""Words for what can be wrong with rules and their back-tests."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "rules.unknown": Words("没有叫 {id} 的规则", "已有的规则：{known}"),
    "rules.fact_rejected": Words("{path} 的“{column}”读不了：{reason}", "改好这一行再试；手工填报的表要有 日期、单位、指标、数值 四列"),
    "rules.nothing": Words("“{rule}”没有回测：数据里什么也没有，要用的是 {metrics}", "先导入含有这些指标的数据，或用 --facts 给出"),
    "rules.nobody": Words("“{rule}”没有回测：数据里没有按{each}分的 {metrics}", "导入带有“{each}”一列的数据；或改规则的 each，看别的对象"),
    "rules.metric_missing": Words(
        "“{rule}”要用的“{metric}”（{id}）没有数据：缺 {parts}",
        "导入它的数据（事实表 {tables}），或按指标名手工填报；在这之前靠它的条件不会成立",
    ),
    "rules.field_unknown": Words("“{rule}”要看{each}的 {name}，计划里没有一个写了它", "在计划里给它们写上 {name}，或改规则的条件"),
    "rules.no_target": Words("“{rule}”要和“{metric}”的目标比，计划里没有这些对象的目标", "在计划里写上目标，或换一种读法（each、total）"),
    "rules.too_short": Words(
        "“{rule}”没有回测：数据有 {steps} 期，没有一格判断得了", "要连着有 {need} 期的数据；导入更长的历史，或把规则的周期改短"
    ),
    "rules.due_unknown": Words("{path} 的期限 {text} 算不出来", "那一年的调休安排还没有公布；换成自然日，或先录入工作日历"),
}
