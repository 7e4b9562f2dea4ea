# SPDX-License-Identifier: Apache-2.0
"""Words for what the use cases find."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "operate.unit_unknown": Words("没有叫 {id} 的单位", "已有的单位：{known}"),
    "operate.metric_unknown": Words("没有叫 {id} 的指标", "是不是 {likely}?计划和行业包里的指标都可以用"),
    "operate.metric_circular": Words("指标 {path} 绕回了自己：{chain}", "请改掉其中一个公式"),
    "operate.metric_empty": Words("指标 {id} 没有写怎么算", "请写 measure、formula，或 numerator 和 denominator"),
    "operate.target_unknown": Words("没有叫 {id} 的目标", "已有的目标：{known}"),
    "operate.dimension_unknown": Words("不认识的维度 {id}", "可用的维度：{known}"),
    "operate.period_invalid": Words("{value} 不是期间", "请写成 2026、2026-Q4、2026-11 或 2026-11-01..2026-11-11"),
    "operate.period_missing": Words("没有给期间，也没有数据可以推断", "请加 --period，如 --period 2026-11"),
    "operate.history_thin": Words(
        "{path} 要按 {metric} 的历史分，去年同期 {wanted} 天里只有 {known} 天有数据", "缺的天按有数据的天的平均数算；补导历史数据后会更准"
    ),
    "operate.value_open": Words("{path} 的目标值还没有定", "定下来以后才能分解和比较"),
    "operate.not_split": Words("{path} 没有按 {dim} 分", "请在计划里加一步 split: by {dim}，或换一个维度"),
    "operate.not_additive": Words("{path} 是{kind}，各期、各部分都用同一个值，不能相加", "比率和去重人数的目标不需要分解"),
    "operate.part_of_unit": Words("{path} 的值 {value} 不能落到整{unit}", "请把目标写成整数，金额写到分"),
    "operate.filter_unusable": Words("筛选条件 {text} 用不了", "请写成 维度 == '成员'、维度 in ('甲', '乙')，可用 and、or、not 连接"),
    "operate.formula_unusable": Words("公式 {text} 用不了", "指标的公式只能用加减乘除和别的指标"),
    "operate.target_elsewhere": Words("{path} 不在所选的单位或期间里", "请换一个单位或期间"),
    "sample.severity_unknown": Words("没有严格度 {wanted}", "可用：{known}"),
    "sample.more_found_than_made": Words("{lots} 的不合格数比批量还多", "写成 批量:样本中的不合格件数"),
    "sample.discontinued": Words("加严检验已累计 5 批不接收，应暂停检验", "供方采取措施见效后，从加严检验重新开始：--state tightened"),
}
