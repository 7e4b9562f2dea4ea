# SPDX-License-Identifier: Apache-2.0
"""The words for what can be wrong with a case."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "case.title_missing": Words("{path}：没有写是什么事", "用一句话写清楚客户反映的问题"),
    "case.category_unknown": Words("{path}：没有类别“{category}”", "类别取其一：{known}"),
    "case.cause_missing": Words("没有写原因", "写明查到的原因"),
    "case.blamed_unknown": Words("计划里没有责任单位“{value}”", "从列表里选一个单位"),
    "case.unit_unknown": Words("{path}：计划里没有单位“{unit}”", "请用计划里单位的编号或名称"),
    "case.channel_unknown": Words("{path}：没有渠道“{channel}”", "渠道取其一：{known}"),
    "case.too_long": Words("{path}：文字太长", "说明最多 {limit} 字，姓名和联系方式最多 60 字"),
    "case.amount_negative": Words("{path}：金额 {amount} 是负数", "退款、欠费都写正数"),
    "case.amount_unreadable": Words("金额“{value}”不是一个数", "写成 128.50 这样"),
    "case.satisfaction_range": Words("{path}：满意度 {value} 不在 1 到 5 之间", "很不满意 1，很满意 5；没有回答就空着"),
    "case.kind_unknown": Words("计划里没有工单种类“{kind}”", "种类取其一：{known}"),
    "case.no_kinds": Words("当前计划没有写工单的种类", "在计划的 cases 里写明种类、类别和时限"),
    "case.column_missing": Words(
        "{path}：没有“{column}”这一列",
        "表头至少要有“标题”，其余列见文档“工单”",
    ),
    "case.cell_unreadable": Words("{path} 第 {row} 行“{column}”：读不懂“{value}”", "请改成 {wanted}"),
}
