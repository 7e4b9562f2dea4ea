# SPDX-License-Identifier: Apache-2.0
"""The words of what can be wrong with an expression: code -> message and repair."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "expression.empty": Words("表达式是空的", "写上条件或公式，例如 answer_rate >= 90%"),
        "expression.too_long": Words("表达式有 {length} 个字，超过 {longest}", "拆成几条"),
        "expression.too_deep": Words("表达式嵌套超过 {deepest} 层", "去掉多余的括号，或拆成几条"),
        "expression.open_quote": Words("第 {column} 个字起的引号没有闭合：{near}", "补上另一半引号"),
        "expression.unquoted": Words("第 {column} 个字起的“{near}”没有加引号", "中文成员写在引号里，例如 '人员'；指标和维度用它们的标识"),
        "expression.character": Words("第 {column} 个字起的“{near}”不能出现在表达式里", "删去它，或把成员写在引号里"),
        "expression.ended": Words("表达式没有写完", "此处还需要：{expected}"),
        "expression.unexpected": Words("第 {column} 个字起的“{near}”放错了位置", "此处可以是：{expected}"),
        "expression.single_equals": Words("第 {column} 个字的单个 = 不是比较", "比较相等用 =="),
        "expression.chained": Words("第 {column} 个字起的“{near}”：比较不能连写", "用 and 连接，例如 1 < x and x < 3"),
        "expression.unknown_name": Words("第 {column} 个字：没有叫“{name}”的指标、维度或字段", "也许是 {likely}；成员要加引号"),
        "expression.unknown_function": Words("第 {column} 个字：没有函数“{name}”", "也许是 {likely}"),
        "expression.unknown_member": Words("第 {column} 个字：没有成员“{name}”", "也许是 {likely}"),
        "expression.unknown_argument": Words("第 {column} 个字：{function} 没有参数“{name}”", "可用的参数：{known}"),
        "expression.wants_a_member": Words("第 {column} 个字：{function} 要一个带引号的成员", "例如 {function}('open_shop')"),
        "expression.not_over_a_window": Words("第 {column} 个字：“{name}”不能带时间窗", "直接写 {name}"),
        "expression.arguments": Words("第 {column} 个字：{function} 的参数个数不对", "写成 {form}"),
        "expression.not_a_series": Words("第 {column} 个字：{function} 要一个随时间变化的指标", "换成指标，或去掉 {function}"),
        "expression.window": Words(
            "第 {column} 个字：时间窗不是“{grain}”的整倍数，或小于 {least} 步", "改写时间窗，例如按天用 7d，按周用 4w，或直接写步数"
        ),
        "expression.chart_test": Words(
            "第 {column} 个字：没有这条控制图判据",
            "写 1 到 4（西方电气四条）或带引号的名称，例如 spc(x, 'nelson3')；可用：{known}",
        ),
        "expression.no_charts": Words("{function} 只能用在规则里", "把它写进 rules 的 when 或 close_when"),
        "expression.divides_by_zero": Words(
            "第 {column} 个字：除以“{by}”，它总是 0，算不出数", "换成会变的指标；指标偶尔为 0 时那一期按未知处理"
        ),
        "expression.two_sizes": Words("第 {column} 个字：{function} 只能有一种幅度", "在 each、total、below 中选一种"),
        "expression.size": Words("第 {column} 个字：幅度应是不小于 0 的数", "例如 total=5pp"),
        "expression.percent_or_points": Words("第 {column} 个字：“{text}”按原值的百分之几计算", "若指百分点，写 5pp"),
        "expression.units_differ": Words("第 {column} 个字：{op} 两边的单位不同：{left} 与 {right}", "换成同一单位，或检查指标"),
        "expression.wrong_kind": Words("第 {column} 个字：此处应是{wanted}，实际是{found}", "检查指标，或补上比较"),
        "expression.no_order": Words("第 {column} 个字：文字不能用 {op} 比较", "用 == 或 !="),
        "expression.not_a_literal": Words("第 {column} 个字：in 的括号里只能是写明的值", "例如 channel in ('tmall', 'jd')"),
        "expression.no_subjects": Words("{function} 要在多个对象之间比较，这里只有一个", "为规则写上 each，例如 each: unit"),
        "expression.many_rows": Words("“{name}”有许多行，不是一个值", "用 sum、mean、count 等汇总"),
    }
)
"""Codes of expressions."""
