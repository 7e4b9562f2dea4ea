# SPDX-License-Identifier: Apache-2.0
"""The words for what simulations find."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "feasibility.nothing": Words(
            "计划没有写模拟测算", "在 simulations 里写出流量，在 drivers 里写出不确定的数，见 docs/plan-language.md"
        ),
        "feasibility.derived": Words(
            "计划没有写模拟测算，按销售目标、利润或毛利及各项费用的比率推得", "在 simulations 和 drivers 里写出自己的流量和范围，会更准"
        ),
        "feasibility.unknown": Words("没有叫 {id} 的模拟测算", "已有的：{known}"),
        "feasibility.draws": Words("{value} 不是可用的次数", "写 1000 到 1000000 之间的整数"),
        "feasibility.seed": Words("{value} 不是可用的种子", "写 0 或正整数"),
        "feasibility.wanted": Words("{value} 不是可用的概率", "写 0 到 100% 之间的数，例如 80%"),
        "feasibility.history_empty": Words(
            "因素 {id} 要用 {metric} 的历史，这段期间没有数据", "导入这段期间的数据，或用 low、likely、high 写出范围"
        ),
        "feasibility.history_thin": Words("因素 {id} 只有 {count} 个月的历史", "历史短，范围会偏窄；可改用 low、likely、high"),
        "feasibility.paid_outside": Words("{title} 付于 {pay}，不在测算的 {months} 个月里", "加长 months，或改起始月"),
        "feasibility.not_dated": Words("{title} 没有写付款时间或金额，没有计入", "补上 pay 和 amount"),
        "feasibility.targets_overlap": Words(
            "指标 {metric} 有几个目标的期间重叠：{targets}", "在流量里写 unit，或在目标里用 parent 写明上下级"
        ),
        "feasibility.target_not_carried": Words("没有流量对应这些目标的指标，不在测算之内：{targets}", "要算它们的概率，在流量里写 metric"),
        "feasibility.target_outside": Words("目标 {id} 的期间不全在测算的月份里", "加长 months，或改起始月"),
        "feasibility.test_unusable": Words(
            "检验 {test} 用到了测算不给出的 {name}", "可用 payback_months、total_investment、npv、irr、minimum_cash、final_cash 和目标"
        ),
        "feasibility.no_discount": Words("没有写年折现率，净现值没有算", "在 simulations 里写 discount，例如 8%"),
        "feasibility.unlikely": Words(
            "{title} 的概率是 {probability}，低于要求的 {wanted}", "看敏感性分析和“要怎样才成立”，改计划或改目标"
        ),
        "feasibility.claim_fails": Words("计划说“{says}”，按计划自己的数只有 {probability} 的可能", "核对这一说法，或改计划的数"),
        "feasibility.claim_false": Words("计划说“{says}”，与计划自己的数不符（{test}）", "核对这一说法，或改计划的数"),
        "feasibility.money_short": Words("资金最低到 {cash} 元（有一成可能更低于 {worst} 元）", "备足资金，或把付款往后排"),
    }
)
