# SPDX-License-Identifier: Apache-2.0
"""The words of what is wrong with a file of waivers; findings bring their words with their rule."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "checker.waivers_syntax": Words("豁免文件不是 YAML：{reason}", "按文档的格式写：waivers: 下每项有 key、who、why、until"),
        "checker.waivers_shape": Words("豁免文件没有 waivers 清单", "第一行写 waivers:，下面逐项列出"),
        "checker.waiver_incomplete": Words("{path} 缺少或写错了 {missing}", "补上 {missing}；until 写成 2026-12-31，不写表示长期"),
        "checker.no_rule": Words("没有规则“{rule}”", "可用的规则见 docs/checks.md"),
    }
)
