# SPDX-License-Identifier: Apache-2.0
"""Words for what an appraisal finds, and for tables that people fill in."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "table.column_missing": Words("{path} 缺少列：{columns}（现有：{found}）", "补上这些列，或把表头改成其中的名字"),
        "table.cell_unreadable": Words(
            "{path} 行的“{column}”读不懂：{value}", "写成一个数、日期或期间，例如 96.5、98%、2026-11；没有数就留空"
        ),
        "table.cell_negative": Words("{path} 行的“{column}”是负数：{value}", "改成 0 或以上的数；没有就留空，要扣的写在“扣款”列"),
        "table.cell_no_money": Words("{path} 行的“{column}”不是到分为止的金额：{value}", "写成元，最多两位小数，例如 1234.56"),
        "table.column_twice": Words("{path} 有两列都叫“{column}”，不知道用哪一列", "删去或改名其中一列；现在用靠后的一列"),
        "appraisal.card_none": Words("计划 {id} 没有考核卡", "在计划的 scorecards 里写出考核项、权重和等级，见 docs/plan-language.md"),
        "appraisal.card_unknown": Words("没有叫 {id} 的考核卡", "可用的考核卡：{known}；写在计划的 scorecards"),
        "appraisal.card_unclear": Words("计划里有几张考核卡：{known}", "用 --scorecard 说明是哪一张"),
        "appraisal.no_items": Words("考核卡 {id} 没有考核项", "在 items 里写出考核项和权重"),
        "appraisal.link_circle": Words("考核卡的联动绕回了自己：{chain}", "去掉其中一个联动"),
        "appraisal.weight_missing": Words("{path} 没有写权重", "每个计分项写一个权重，合计 100"),
        "appraisal.weights_total": Words("{path} 的权重合计为 {total}，不是 100", "改成合计 100（或 1）；改好以前不计分，也不发钱"),
        "appraisal.nobody": Words("没有人适用考核卡“{id}”", "检查花名册里的岗位和单位，或考核卡的 for 和 unit"),
        "appraisal.person_unnamed": Words("{path} 行没有写是谁", "补上人员或工号"),
        "appraisal.person_twice": Words("{path} 行与前面重复：{id}", "同一人同一岗位只写一行"),
        "appraisal.result_twice": Words("{path} 行与第 {before} 行都是 {id} 的结果，但数不一样", "每人每期只留一行；现在用靠后的一行"),
        "appraisal.role_unknown": Words("{path} 里有不在计划里的岗位：{names}", "用计划 roles 里的编号或名称；现在不适用按岗位的考核卡"),
        "appraisal.unit_unknown": Words("{path} 行的单位“{id}”不在计划里", "用计划 units 里的编号或名称"),
        "appraisal.item_unknown": Words("{path} 行的考核项“{id}”不在任何考核卡里", "用考核项的编号、指标或名称"),
        "appraisal.column_unused": Words("{path} 的列“{column}”不是任何考核项，没有用上", "改成考核项的名称；不需要的可以不管"),
        "appraisal.no_columns": Words(
            "{path} 里没有一列是考核项（现有：{found}）", "一列一项，列名用考核项的名称或编号：{known}；或用“指标”“实际”两列，一行一项"
        ),
        "appraisal.not_reported": Words("“{name}”有 {count} 人未报送（{names}）", "补上数据；未报送不按零分计，本人暂不出分或由其余项分担"),
        "appraisal.coefficients_default": Words("计划没有写等级系数，用产品的默认值：{values}", "在 grades 里写出每个等级的 pay"),
        "appraisal.coefficients_missing": Words("等级 {names} 没有系数", "在 grades 里写出它们的 pay"),
        "appraisal.force_waits": Words("“{group}”还有 {count} 人没有得分，暂不按比例强制分布", "先补齐未报送的数据"),
        "appraisal.force_small": Words("“{group}”只有 {count} 人，不足 5 人不强制分布", "按分数段定级；人少时强制分布不公平"),
        "appraisal.base_missing": Words("{count} 人没有绩效工资基数（{names}）", "在花名册的“绩效基数”列或岗位的 pay.variable 里写出"),
        "appraisal.pool_over": Words(
            "{unit} 的绩效工资 {wanted} 元超过总额 {limit} 元，多 {over} 元", "调整等级或总额；此卡不允许按比例缩减"
        ),
        "appraisal.pool_unsigned": Words(
            "{unit} 的绩效工资 {wanted} 元超过总额 {limit} 元，多 {over} 元，还没有人签批缩减",
            "由有权的人签批：yunce appraise … --sign 姓名；签批前不出实发数",
        ),
        "appraisal.pool_waits": Words(
            "{unit} 的绩效总额由 {cards} 合用，其中还有 {count} 人没有得分，合计未定", "先补齐那几张卡的数据；在此以前不能冻结"
        ),
        "appraisal.pool_scaled": Words("{unit} 的绩效工资由 {wanted} 元按 {scale} 缩减到 {limit} 元，由 {by} 签批", "每人实发见结果"),
        "appraisal.quota_broken": Words("{unit} 不满足名额规则：{formula}", "复核等级；确需例外的由有权的人签批（--sign）"),
        "appraisal.commission_waits": Words("{id} 的提成基数未报送，暂不计提成", "补上这一指标的数；没有就写 0"),
        "appraisal.lowest_wage_missing": Words(
            "没有 {city} 在 {period} 的最低工资标准，无法核对", "在计划的 wages 里写出城市、起始日和月标准（以当地公布的为准）"
        ),
        "appraisal.below_lowest_wage": Words("{path} 的应发 {total} 元低于最低工资 {lowest} 元", "补足到最低工资（最低工资规定第十二条）"),
        "appraisal.deduction_limited": Words(
            "{path} 的扣款 {asked} 元超过法定限度，只能扣 {allowed} 元",
            "扣除部分不得超过当月工资的 20%，剩余不得低于最低工资（工资支付暂行规定第十六条）；余下的以后各月再扣",
        ),
        "appraisal.no_dismissal": Words(
            "“{title}”不能作为考核结果的后果",
            "末位或多次低等级不等于不能胜任；先培训或协商转岗，合同到期前作续签评审（劳动合同法第四十条）",
        ),
        "appraisal.round_step": Words("考核轮次在“{state}”，不能做“{step}”", "按 自评、主管评、确认、申诉、冻结 的次序进行"),
        "appraisal.round_frozen": Words("这一轮已冻结，不能再改", "用调整单补记：写明差额、原因和批准人"),
        "appraisal.round_same_person": Words("“{step}”不能由被考核人本人来做（{by}）", "换主管或确认人"),
        "appraisal.round_not_final": Words("还有 {count} 人没有得分或总额未签批，不能冻结", "补齐数据，签批缩减，处理申诉"),
        "appraisal.round_reason": Words("“{step}”需要写明原因", "写一句原因，供以后查看"),
        "appraisal.round_nobody": Words("这一轮没有叫“{path}”的人", "用花名册里的工号；先看 yunce round 列出的人员"),
        "appraisal.round_moved": Words("同时有别人在写这一轮，这一步没有记下", "再做一次"),
        "appraisal.round_item": Words("考核卡没有“{path}”这一项", "用考核项的编号或名称：{known}"),
        "appraisal.round_measured": Words("“{path}”的数由数据得出，给的分没有用上", "要补数就交数据（--actuals），写明来源"),
        "appraisal.round_not_ready": Words("{path} 没有可以确认的项", "先补上未报的数，或检查 --item"),
        "appraisal.kept_words": Words("{message}", "{fix}"),
    }
)
