# SPDX-License-Identifier: Apache-2.0
"""The words for what the engine refuses: a message and a repair a code."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "spread.no_parts": Words("没有可分解到的部分", "至少写出一个分解对象"),
        "spread.weight_unknown": Words("第 {index} 个权重未知", "补上这个权重；不参与分解的写 0"),
        "spread.weight_infinite": Words("第 {index} 个权重是无穷大", "改为有限的数；检查是否除以了 0"),
        "spread.weight_negative": Words("第 {index} 个权重为负数 {weight}", "权重须大于或等于 0；历史为净退货的取 0"),
        "spread.weights_zero": Words("{count} 个部分的权重全为 0，无法分解 {total}", "至少给一个部分正的权重，或改用平均分解"),
        "spread.total_not_whole": Words("待分解的数 {value} 不是整数", "金额按分、数量按整单位给出"),
        "spread.total_too_large": Words("数 {value} 超出 64 位整数的范围", "检查单位是否写错（元、万元）"),
        "spread.not_a_row": Words("{name} 应为一行数", "按一维给出"),
        "spread.lengths_differ": Words("各组数的长度不一致：{lengths}", "每个部分各给一个权重、一个锁定标记和一个锁定值"),
        "spread.offsets_wrong": Words("分组位置须从 0 开始且不减", "按上级的顺序排列下级，并给出每组的起止"),
        "spread.number_not_finite": Words("{name} 的值 {value} 不是有限的数", "改为有限的数"),
        "spread.line_negative": Words("直线分解的首末值不能为负：{first}，{last}", "首末值取大于或等于 0 的数"),
        "spread.growth_too_low": Words("增长率 {rate} 小于或等于 -100%", "增长率须大于 -100%"),
        "spread.pattern_empty": Words("重复的样式是空的", "至少写一个数"),
        "spread.reference_unknown": Words("参照期有 {count} 个数未知，最早是第 {first} 个", "补录参照期的数，或改用其他权重"),
        "spread.lock_place": Words("锁定的位置 {members} 不存在或重复，共有 {count} 个部分", "改为已有的部分，每个只写一次"),
        "spread.locks_contradict": Words("锁定值 {value} 与 {other} 的 {stated} 矛盾（同一部分）", "两处只留一个，或改为相同的数"),
        "spread.locks_cross": Words("锁定的小计与 {other} 交叉，谁也不包含谁", "改为互相包含或互不相交；行列交叉的按双向合计分解"),
        "spread.locks_over": Words("锁定合计 {locked} 超出总数 {total}", "调低锁定值，或提高总数"),
        "spread.locks_differ": Words("各部分全部锁定，合计 {locked} 与总数 {total} 不等", "解开一个锁定，或把总数改为锁定的合计"),
        "spread.parent_weight_negative": Words("第 {parent} 个上级（{total}）的下级权重有负数", "权重须大于或等于 0"),
        "spread.parent_weights_zero": Words("第 {parent} 个上级的 {count} 个下级权重全为 0，无法分解 {total}", "至少给一个下级正的权重"),
        "spread.parent_locks_over": Words("第 {parent} 个上级的锁定合计 {locked} 超出总数 {total}", "调低锁定值，或提高总数"),
        "spread.parent_locks_differ": Words(
            "第 {parent} 个上级没有可分解的下级：锁定合计 {locked}，总数 {total}", "解开一个锁定，或使两数相等"
        ),
        "spread.numba_missing": Words("没有安装 numba，不能指定编译执行", "安装附加组件 fast，或用自动选择"),
        "spread.not_a_table": Words("双向分解需要一张非空的表", "按行和列给出初始权重"),
        "spread.table_wrong": Words("表中有未知、无穷或负数", "逐格改为大于或等于 0 的数"),
        "spread.cell_wrong": Words("第 {row} 行第 {column} 列的数 {value} 未知、无穷或为负", "改为大于或等于 0 的数"),
        "spread.margin_wrong": Words("第 {index} 个合计 {value} 未知、无穷或为负", "改为大于或等于 0 的数"),
        "spread.margins_unequal": Words("行合计 {rows} 与列合计 {columns} 不等", "改其中一边，使两边总数相同"),
        "spread.margin_empty": Words("第 {index} 个合计为 {total}，但可分解的格子全为 0", "给这一行（列）至少一个正的权重，或把合计改为 0"),
        "spread.zeros_infeasible": Words(
            "第 {rows} 行的合计 {asked} 只能放进第 {columns} 列，而这些列的合计只有 {there}", "放开一个为 0 的格子，或调整这些行列的合计"
        ),
        "spread.not_converged": Words(
            "{limit} 轮后第 {index} 行为 {reached}，仍未达到合计 {total}", "为 0 的格子会把其他格子逼到 0：放开其中一个，或调整合计"
        ),
        "spread.table_off": Words("第 {index} 个合计应为 {total}，表中为 {sum}", "先按行列合计调整表，再取整"),
        "pace.lengths_differ": Words("各组数的长度不一致：{lengths}", "每一天各给一个数"),
        "pace.weight_wrong": Words("第 {index} 天的权重 {weight} 未知、无穷或为负", "改为大于或等于 0 的数"),
        "pace.weights_zero": Words("{days} 天的权重全为 0，没有时间进度", "至少给一天正的权重"),
        "pace.days_outside": Words("已过 {done} 天不在 0 到 {days} 之间", "检查截至日期和期间"),
        "pace.window_wrong": Words("活动窗口 {first} 到 {until} 不在 {days} 天之内，或倍数 {uplift} 不是正数", "改正窗口的起止和倍数"),
        "series.too_short": Words("只有 {given} 个数，至少需要 {needed} 个", "补足历史，或改用给定的权重"),
        "series.season_unknown": Words("第 {seasons} 个季节位没有可用的历史", "补录历史，或改用给定的权重"),
        "series.not_positive": Words("乘法季节指数需要正数，第 {index} 个是 {value}", "改用加法，或去掉这些数"),
        "series.lengths_differ": Words("各组数的长度不一致：{lengths}", "每一天各给一个数"),
        "series.weekday_thin": Words("星期{weekdays}只有不足 {needed} 天可用的历史", "补足历史，或改用给定的权重"),
        "series.window_empty": Words("活动窗口 {first} 到 {until} 内没有可用的历史或可比的平日", "改正窗口，或改用给定的倍数"),
        "forecast.day_zero": Words("期间还没有开始，不作预计", "第一天结束后再看"),
        "forecast.nothing_known": Words("期间内没有已知的实际数，不作预计", "先导入实际数"),
        "forecast.history_short": Words("已知的天数不足 {least} 天，历史也只够 {windows} 个同长期间，不估计区间", "导入更长的历史"),
        "forecast.not_tested": Words("历史不足以回测（{windows} 个同长期间），区间按本期日波动放宽 {wider} 倍", "导入更长的历史"),
        "forecast.no_weight_done": Words("已过的日子权重全为 0，不作预计", "检查日权重"),
        "forecast.weight_wrong": Words("第 {index} 天的权重 {weight} 未知、无穷或为负", "改为大于或等于 0 的数"),
        "forecast.value_infinite": Words("第 {index} 天的数是无穷大", "检查是否除以了 0"),
        "forecast.denominator_zero": Words("分母预计为 0，比率不作预计", "检查分母的口径"),
        "forecast.lengths_differ": Words("各组数的长度不一致：{lengths}", "每一天各给一个数"),
        "forecast.rate_outside": Words("退货率 {rate} 不在 0 到 1 之间", "检查退款与销售的口径"),
        "forecast.lag_outside": Words("滞后 {lag} 天须在 0 到 {days} 天之内", "缩短滞后，或导入更长的历史"),
        "forecast.no_sales": Words("可比的日子没有销售，退货率未知", "导入更长的历史"),
        "forecast.coverage_outside": Words("名义覆盖率 {coverage} 不在 0 到 1 之间", "例如写 0.8"),
        "variance.shape": Words("基期与实际的因素表形状不同：{base}，{actual}", "两期的因素和行一一对应"),
        "variance.infinite": Words("第 {driver} 个因素第 {row} 行是无穷大", "检查是否除以了 0"),
        "variance.too_many": Words("有 {count} 个因素，精确的 Shapley 最多 {most} 个", "合并因素，或改用 LMDI"),
        "variance.method_unknown": Words("没有名为 {method} 的归因方法", "用 lmdi、shapley、sequential 或 pvm"),
        "variance.pvm_rows": Words(
            "量价成本分析需要数量、单价（及单位成本）2 或 3 行，给了 {count} 行", "按数量、单价、单位成本的顺序给出"
        ),
        "variance.unit_wrong": Words("最小单位 {unit} 须为正数", "金额以元计时用 0.01"),
        "variance.unit_too_small": Words("最小单位 {unit} 太小，结果超出可精确表示的范围", "用更大的最小单位，例如元"),
        "variance.names_differ": Words("有 {count} 个因素，但给了 {given} 个名称", "每个因素一个名称"),
        "variance.tree_wrong": Words("因素树在 {node} 处不成立：{reason}", "改正这一节点"),
        "appraise.line_flat": Words("满分值和零分值都是 {value}，画不出一条线", "两个值写成不同的数"),
        "appraise.steps_wrong": Words("分档的起点不是从小到大：{starts}", "每档写一个起点和一个得分，起点逐档增大"),
        "appraise.cap_below_floor": Words("封顶 {cap} 低于起步线 {floor}", "检查封顶与起步线，例如 120% 与 60%"),
        "appraise.weights_wrong": Words("权重合计为 {total}", "权重须大于或等于 0，合计为 100（或 1）"),
        "appraise.bands_wrong": Words("等级的起点不成立：{starts}", "每个等级写一个不同的起点分数"),
        "appraise.shares_wrong": Words("各等级的人数比例合计为 {total}", "比例合计须为 100%"),
        "appraise.score_unknown": Words("有 {count} 人还没有得分，不能强制分布", "先补齐未报送的数据"),
        "appraise.pay_unknown": Words("第 {index} 人的绩效基数或系数未知或为负", "补上基数；等级没有系数的，在等级表里写出"),
        "appraise.pay_too_large": Words("金额 {value} 元超出可精确计算的范围", "检查单位是否写错（元、万元）"),
        "appraise.days_wrong": Words("计薪天数 {days} 为负", "写 0 到 21.75 之间的天数"),
        "appraise.tiers_wrong": Words("提成的分档不成立：{starts}", "每档写一个起点和一个比例，起点逐档增大，比例不为负"),
        "appraise.matrix_wrong": Words("第 {index} 个指标在各岗位的比例合计为 {total}", "每个指标的比例合计须为 100%"),
        "allocate.driver_wrong": Words("第 {pool} 个费用池的分摊动因有未知、无穷或负数（{value}）", "补上动因的数量；不使用的写 0"),
        "allocate.closed_circle": Words("第 {pools} 个费用池只在彼此之间服务，费用永远分不出去", "给其中至少一个写上一个使用它的经营部门"),
        "allocate.too_large": Words("费用 {value} 元超出可精确计算的范围", "检查单位是否写错（元、万元）"),
        "sample.lot_too_small": Words("批量 {lot} 太小，抽样至少要 2 件", "单件直接检验"),
        "sample.level_unknown": Words("没有检验水平 {level}", "可用：{known}；一般用 II"),
        "sample.aql_not_preferred": Words("{aql} 不是标准的 AQL 值", "改为相近的 {near}"),
        "staff.load_wrong": Words("第 {index} 个时段的话务量 {value} 未知、无穷或为负", "改为大于或等于 0 的数"),
        "staff.calls_wrong": Words("第 {index} 个时段的来电量 {value} 未知、无穷或为负", "没有来电写 0；不知道的时段先补数据"),
        "staff.servers_wrong": Words("第 {index} 个座席数 {value} 不是大于或等于 0 的整数", "座席按整数给出"),
        "staff.time_wrong": Words("时长 {value} 不可用", "处理时长、耐心时长和时段须大于 0，等待标准须大于或等于 0"),
        "staff.share_outside": Words("{value} 不在 0 到 1 之间", "写在 0% 与 100% 之间，不含两端；100% 没有有限的人数能保证"),
        "staff.goal_unreachable": Words(
            "第 {index} 个时段（{load} 厄兰）用 {most} 个座席仍达不到目标", "放宽目标，或检查来电量与处理时长的单位"
        ),
        "staff.ratio_wrong": Words("配比不可用：{volume} ÷ {per}", "配比的基数须大于 0"),
        "staff.hours_wrong": Words("工时不可用：每日 {hours} 小时，{days} 天，法定 {legal} 小时", "改为正数"),
        "staff.not_a_row": Words("应为一行数", "按一维给出"),
        "staff.lengths_differ": Words("各组数的形状不一致：{lengths}", "时段、班次、人员一一对应"),
        "staff.shift_wrong": Words(
            "班次 {name} 不可用：从第 {start} 个时段起，长 {length}，休息 {pause}", "班次不超过一天，休息完整地落在班内"
        ),
        "staff.no_shifts": Words("没有可选的班次", "至少写一个班次"),
        "staff.cover_wrong": Words("需求、成本或上限里有未知、无穷或负数", "需求和上限大于或等于 0，成本大于 0，需求是整数"),
        "staff.time_over": Words("在时限内没有找到排班", "放宽时限，或减少可选的班次"),
        "staff.law_wrong": Words("工时规则不可用：连续工作 {days} 天", "每周至少休息一天，连续工作 1 到 6 天；其余为正数"),
        "simulate.driver_wrong": Words(
            "{shape} 分布的参数 {given} 不成立", "下限不大于上限，最可能的数在两者之间；对数正态须为正数；历史分布至少有一个数"
        ),
        "simulate.correlation_wrong": Words("相关系数 {value} 不可用", "写在 -1 与 1 之间，不含两端，且是两个不同的因素"),
        "simulate.correlations_contradict": Words("几个相关系数互相矛盾，没有这样的联合分布", "减小其中几个相关系数的绝对值"),
        "simulate.correlation_monthly": Words("逐月变动的因素不能设相关", "去掉相关，或改为整个期间不变"),
        "simulate.paths_wrong": Words("现金流的月数不是 {months}，或有未知的数", "每个月给一个数，没有的写 0"),
        "simulate.driver_missing": Words("现金流用到了不存在的因素，共有 {count} 个因素", "检查因素的编号"),
        "simulate.draws_outside": Words("模拟次数 {draws} 不可用", "写 1 到 10000000 之间的整数"),
    }
)
