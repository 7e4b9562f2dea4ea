# SPDX-License-Identifier: Apache-2.0
"""The words of the problems that the plan room reports: code -> message and repair, with named placeholders."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

FORM_WORDS: Catalogue = MappingProxyType(
    {
        "plan.empty": Words("文件是空的", "写入计划，第一行是 yunce: 1"),
        "plan.too_long": Words("文件超过 {limit} 个字符", "把明细数据导入事实表，计划里只留目标和规则"),
        "plan.too_large": Words("文件展开后超过 {limit} 个值", "去掉反复引用的锚点（&、*），或拆分计划"),
        "plan.too_deep": Words("嵌套超过 {limit} 层", "检查括号和缩进"),
        "plan.unreadable": Words("文件无法读取：{reason}", "确认是 UTF-8 文本的 YAML 或 JSON"),
        "plan.syntax": Words("第 {line} 行第 {column} 列的写法不是 YAML:{reason}", "检查这一行及上一行的缩进、冒号后的空格、括号和引号"),
        "plan.tab": Words("第 {line} 行用了制表符缩进", "YAML 只能用空格缩进，把 Tab 换成空格"),
        "plan.several_documents": Words("文件里有多份文档（---）", "一个文件只写一份计划"),
        "plan.key_not_text": Words("字段名必须是文字", "字段名写成单个词，值写在冒号后"),
        "plan.unknown_anchor": Words("引用了不存在的锚点 *{anchor}", "先用 &{anchor} 定义，或直接写出内容"),
        "plan.not_mapping": Words("计划应由字段组成，这里却是{found}", "从 yunce: 1 和 plan: 开始写"),
        "plan.duplicate_key": Words("字段“{key}”写了两次", "保留一个，删去另一个"),
        "plan.duplicate_id": Words("编号“{id}”在同一清单里重复", "给其中一个换编号"),
        "plan.unknown_field": Words("没有字段“{field}”", "也许是 {likely}；这里可用：{known}"),
        "plan.missing_field": Words("缺少字段“{field}”", "补上 {field}；不知道就写 {{unknown: true, stated: 原文}}"),
        "plan.wrong_shape": Words("这里应是{expected}，写成了{found}", "清单用 [..] 或短横线，一组字段用 {{..}} 或缩进"),
        "plan.wrong_value": Words("“{stated}”不是这里可用的值", "对照计划语言的说明改正"),
        "plan.not_text": Words("这里应写一个值，写成了{found}", "写成一个词、一句话或一个数"),
        "plan.not_count": Words("“{stated}”不是非负整数", "写成整数"),
        "plan.id_form": Words("编号“{id}”只能用小写字母、数字和下划线，并以字母开头", "改成 {likely} 这样的编号，中文写在 title 或 name"),
        "plan.choice": Words("“{stated}”不在可选项里", "也许是 {likely}；可选：{options}"),
        "plan.format": Words("计划语言的版本“{stated}”无法识别", "写 yunce: {known}"),
        "plan.due": Words("“{stated}”不是可识别的期限", "写成 3wd、10d、2026-08-15、10:00，或 {words}"),
        "plan.no_such_place": Words("计划里没有 {path}", "检查路径里的编号和字段名"),
        "plan.unknown_value": Words("这个值未知，原文“{stated}”", "补上数值，或由负责人保留并说明；补齐前不能审批"),
        "plan.disputed_value": Words(
            "这个值有多种读法：{readings}（原文“{stated}”）", "选定一种读法，或由负责人保留并说明；选定前不能审批"
        ),
    }
)
"""Codes of the document's form."""

REFERENCE_WORDS: Catalogue = MappingProxyType(
    {
        "plan.unknown_pack": Words("没有行业包“{id}”", "也许是 {likely}；已安装：{known}"),
        "adopt.not_used": Words("采纳了行业包“{pack}”，但 use 里没有启用它，或没有安装", "在 use 里加上 {pack}，或删去这一项"),
        "adopt.no_such_element": Words("行业包 {pack} 没有“{id}”可供采纳", "也许是 {likely}；可写清单名（如 duties）或元素编号"),
        "adopt.no_such_part": Words("行业包 {pack} 没有用到“{id}”", "也许是 {likely}"),
        "adopt.part_unplayed": Words(
            "行业包的“{name}”（{id}）在本计划里没有对应，用到它的有：{users}",
            "在这里写 {id}: 本计划 {list} 里的编号，或用 leave 留下这些元素",
        ),
        "adopt.own_wins": Words("“{id}”用计划自己写的，不用行业包 {pack} 的", "如不是有意，请换一个编号"),
        "plan.metric_of_pack": Words("指标“{id}”属于行业包 {pack}，计划没有启用它", "在 use 里加上 {pack}"),
        "plan.list_left_out": Words("引用了“{id}”，但计划没有写 {list}", "补写 {list}，或去掉这个引用"),
        "plan.unknown_unit": Words("没有编号为“{id}”的单位", "也许是 {likely}；单位写在 units"),
        "plan.unknown_role": Words("没有编号为“{id}”的岗位", "也许是 {likely}；岗位写在 roles"),
        "plan.unknown_metric": Words("没有指标“{id}”", "也许是 {likely}；自己的指标写在 metrics"),
        "plan.unknown_checklist": Words("没有检查单“{id}”", "也许是 {likely}；检查单写在 checklists"),
        "plan.unknown_phase": Words("没有阶段“{id}”", "也许是 {likely}；阶段写在 phases"),
        "plan.unknown_initiative": Words("没有举措“{id}”", "也许是 {likely}；举措写在 initiatives"),
        "plan.unknown_driver": Words("没有不确定因素“{id}”", "也许是 {likely}；因素写在 drivers"),
        "plan.unknown_theme": Words("没有重点工作“{id}”", "也许是 {likely}；重点工作写在 themes"),
        "plan.unknown_scorecard": Words("没有编号为“{id}”的考核卡", "也许是 {likely}；考核卡写在 scorecards"),
        "plan.unknown_target": Words("没有目标“{id}”", "也许是 {likely}；目标写在 targets"),
        "plan.cycle": Words("首尾相接成环：{ring}", "断开其中一处引用"),
        "plan.outside_period": Words("{stated} 不在计划期间 {period} 之内", "检查日期，或调整计划的 period"),
        "plan.event_outside": Words("{event} 在计划期间 {period} 内没有日子", "换一个节点，或写明日期"),
        "plan.due_before_start": Words("截止 {due} 早于开始 {start}", "检查两个日期"),
        "plan.needed_later": Words("前置举措 {id} 的截止 {due} 晚于本举措的截止 {own}", "提前前置举措，或推后本举措"),
        "plan.unit_mismatch": Words("“{stated}”的单位 {unit} 与指标的单位 {measured_in} 不符", "改成指标的单位；比率目标请写 ratio_of"),
        "plan.not_whole": Words("“{stated}”不是整{step}", "数值要能落到整{step}"),
        "metric.overrides_pack": Words("指标“{id}”改写了行业包 {pack} 的同名指标", "如不是有意，请换一个编号"),
        "metric.no_kind": Words("指标“{id}”没有写 kind", "写 sum（可相加）、ratio（比率）、distinct（去重）或 last（期末值）"),
        "metric.no_part_of_ratio": Words("比率指标“{id}”缺少 {field}", "写出分子 numerator 和分母 denominator"),
        "metric.ratio_is_no_measure": Words("比率指标“{id}”又写了 measure 或 formula", "比率只由分子和分母算出，删去另一处"),
        "metric.parts_of_no_ratio": Words("指标“{id}”的 kind 是 {kind}，却写了分子或分母", "把 kind 改成 ratio，或删去分子分母"),
        "metric.one_source": Words("指标“{id}”应在 measure 和 formula 中恰好写一个", "直接统计写 measure，由其他指标加减得到写 formula"),
        "metric.formula_needs_sum": Words("指标“{id}”的 kind 是 {kind}，不能用 formula", "formula 只用于 kind: sum；比率请写分子分母"),
        "metric.formula_of_sums": Words("指标“{id}”的公式用了不可相加的指标 {part}({kind})", "公式只加减 kind: sum 的指标"),
        "metric.not_linear": Words("指标“{id}”的公式不是相加的形式", "只写指标的加减，每个指标最多乘一个数"),
        "metric.aggregate_of_kind": Words("{aggregate} 不适合 kind: {kind}", "改用 {known}，或改 kind"),
        "measure.unreadable": Words("“{stated}”不是可识别的统计", "写成 sum(sales.paid)、distinct(sales.buyer) 这样的形式"),
        "measure.aggregate": Words("没有统计方法“{aggregate}”", "也许是 {likely}；可用：{known}"),
        "measure.second": Words("“{stated}”的参数不对", "repeat 写同一张表的两列，其他方法写一列，* 只用于 count"),
        "measure.table": Words("没有事实表“{table}”", "也许是 {likely}；可用：{known}"),
        "measure.column": Words("事实表 {table} 没有列“{column}”", "也许是 {likely}"),
    }
)
"""Codes of what elements say of each other."""

TARGET_WORDS: Catalogue = MappingProxyType(
    {
        "target.no_value": Words("目标“{id}”没有写数值", "补上 value；不知道就写 {{unknown: true, stated: 原文}}"),
        "target.twice": Words(
            "目标“{id}”与“{other}”在同一单位、同一期间（{period}）给 {metric} 定了两次", "合并成一个，或用 where 分开口径"
        ),
        "target.overlap": Words("目标“{id}”与“{other}”的 {metric} 在 {period} 重叠", "若一个是另一个的一部分，写 parent；否则调整期间"),
        "rule.each_unknown": Words("规则不能对每个“{each}”判断：没有这个维度", "也许是 {likely}；可用：{known}；对整体判断就去掉 each"),
        "rule.each_of_time": Words("“{each}”是时间，不是对象", "按时间判断写在 every 里；each 可用：{known}；对整体判断就去掉 each"),
        "rule.every_no_step": Words(
            "规则按期判断，“{every}”不是一期；现按 {grain} 判断", "写成 day、week、month、quarter 等；少开几次用 cooldown"
        ),
        "split.unknown_dimension": Words("不能按“{by}”分解", "也许是 {likely}；可用：{known}"),
        "split.repeated_dimension": Words("前面已经按 {by} 分解过", "每个维度只分解一次"),
        "split.one_way": Words("按 {by} 的分解应在 values、weights、per 中恰好写一种（现有：{found}）", "金额写 values，比例写 weights"),
        "split.over": Words("各部分之和 {total} 超过 {whole}，多 {rest}：{arithmetic}", "减去多出的 {rest}，或改总数"),
        "split.under": Words(
            "各部分之和 {total} 少于 {whole}，差 {rest}：{arithmetic}", "补上差额，或改总数；归属未定就写 {{unknown: true}}"
        ),
        "split.remainder": Words("{members} 没有写数值，余下 {rest} 归属未知（已写 {total}，总数 {whole}）", "补上数值；没有就写 0"),
        "split.unknown_member": Words("{by} 里没有成员“{member}”", "也许是 {likely}"),
        "split.own_member": Words("{by} 的成员“{member}”不在已知清单里，按计划自己的成员处理（相近的有 {likely}）", "如写错请改正"),
        "split.unit_elsewhere": Words("单位“{member}”不在目标的单位 {unit} 之下", "检查 units 的 parent，或换单位"),
        "split.member_outside": Words("{member} 不在目标期间 {period} 之内", "删去，或调整目标的 period"),
        "split.member_grain": Words(
            "{member} 不是按 {by} 的整段时间", "按月写 2026-09，按周写 2026-W48，按日写 2026-11-11，按季写 2026-Q4"
        ),
        "split.members_overlap": Words("{member} 与 {other} 有重叠的日子", "每一天只属于一个成员"),
        "split.weight_negative": Words("成员 {member} 的权重 {weight} 是负数", "权重写零或正数"),
        "split.weights_zero": Words("权重全是零，无法分解", "至少一个成员的权重大于零，或写 equal"),
        "split.not_additive": Words("{metric} 是 {kind} 指标，分解到各部分时不相加，权重不起作用", "比率目标在各部分相同，不必写权重"),
        "split.of_range": Words("范围目标“{stated}”的分解只作参考", "需要逐日分解时写一个确定的数"),
        "split.per_unknown": Words("“{member}”不是前面分解出的成员", "per 下写前一步的成员：{known}"),
        "lock.not_split_by": Words("锁定用了维度 {by}，但目标没有按它分解", "先在 split 里按 {by} 分解；现有：{known}"),
        "lock.unknown_member": Words("锁定的 {by} 成员“{member}”不在分解里", "可用：{known}"),
        "lock.negative": Words("锁定值 {stated} 是负数", "写零或正数"),
        "lock.contradiction": Words("同一处锁定了两个值：{other} 与 {value}", "保留一个"),
        "lock.contradicts_split": Words("{at} 锁定为 {value}，而分解写的是 {whole}", "两处改成一致"),
        "lock.over": Words("锁定之和 {value} 超过 {at} 的 {whole}", "减少锁定值，或提高总数"),
        "lock.short": Words("{at} 的各部分都已锁定，其和 {value} 少于 {whole}", "放开一处锁定，或补足差额"),
        "appraisal.shares": Words("各等级的人数比例合计为 {total}", "每个等级写一个比例，合计 100%"),
        "appraisal.link_weights": Words("联动的权重合计为 {total}", "按得分联动的每张卡写一个权重，合计须小于 100%，余下的是本人的"),
        "appraisal.pool_twice": Words("考核卡 {card} 的绩效总额写了两处：{owners}", "合用的总额只写在一张卡上，其余的卡不写 pool"),
        "appraisal.pool_period": Words("合用总额的考核卡周期不同：{cards}", "合用总额的卡用同样的 period"),
        "appraisal.matrix": Words("指标 {metric} 在各岗位的比例合计为 {total}", "改成合计 100%"),
        "appraisal.tiers": Words("提成的分档不是从小到大：{starts}", "各档的起点逐档增大"),
        "simulation.of_nothing": Words("“{of}”既不是前面的一条流量，也不是有目标的指标", "也许是 {likely}；或用 path 逐月写出"),
        "simulation.no_path": Words("这条流量没有写数", "用 path 写出各月，或用 of 指明取自哪条流量、哪个指标"),
        "simulation.month": Words("“{month}”不是月份", "写成 2026-09，从这个月起每月这么多"),
        "simulation.pair": Words("相关要写两个不同的因素和 -1 到 1 之间的 rank", "例如 {{of: [demand, margin], rank: 0.3}}"),
        "simulation.no_start": Words("没有写从哪个月开始，计划也没有期间", "写 from: 2026-01"),
        "driver.incomplete": Words("因素的分布没有写全", "写 low、likely、high 三个数，或 low、high，或 likely，或 values，或 history"),
        "amend.not_month_start": Words("调整的生效日 {effective} 不是月初", "改为 {nearest} 或下月 1 日"),
        "amend.outside": Words("生效日 {effective} 不在计划期间 {period} 之内", "检查日期"),
        "amend.other_plan": Words("调整的计划编号“{id}”与原计划“{base}”不同", "用同一个 plan.id"),
        "amend.recorded_before": Words("记录时间 {recorded} 早于上一次调整 {last}", "检查时钟"),
        "amend.before_effective": Words("生效日 {effective} 之前的数从 {old} 改成 {new}，不会起作用", "生效前的目标保持原样，或提前生效日"),
    }
)
"""Codes of targets, splits, locks and amendments."""

WORDS: Catalogue = MappingProxyType({**FORM_WORDS, **REFERENCE_WORDS, **TARGET_WORDS})
