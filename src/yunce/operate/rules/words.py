# SPDX-License-Identifier: Apache-2.0
"""Words for what can be wrong with rules and their back-tests."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "rules.unknown": Words("没有叫 {id} 的规则", "已有的规则：{known}"),
    "rules.fact_rejected": Words("{path} 的“{column}”读不了：{reason}", "改好这一行再试；手工填报的表要有 日期、单位、指标、数值 四列"),
    "rules.due_unknown": Words("{path} 的期限 {text} 算不出来", "那一年的调休安排还没有公布；换成自然日，或先录入工作日历"),
}
