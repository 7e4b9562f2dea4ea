# SPDX-License-Identifier: Apache-2.0
"""Words for what the accounts of centres find."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "profit.no_entries": Words("{period} 没有账目", "导入账目（yunce load），或用 --ledger 给出一份"),
        "profit.row_undated": Words("{path} 行的“{column}”没有日期", "补上日期或月份"),
        "profit.amount_missing": Words("{path} 行的“{column}”没有金额", "补上金额；没有发生就写 0"),
        "profit.account_missing": Words("{path} 行的“{column}”没有科目，暂按“直接费用”计入", "补上科目"),
        "profit.row_again": Words("第 {line} 行与第 {first} 行一字不差，两行都计入了", "是同一笔就删去一行；不是就在摘要或凭证号里写明"),
        "profit.driver_negative": Words("{path} 行的“{column}”是负数：{value}", "动因数量写零或正数"),
        "profit.driver_twice": Words("{path} 行的“{column}”写了 {value}，第 {first} 行已经写了 {was}", "同一月份、单位和动因只留一个数"),
        "profit.unit_unknown": Words(
            "{path} 里有不在计划里的单位：{names}", "用计划 units 里的编号或名称；现在记在“未归属”，公司合计不受影响"
        ),
        "profit.account_unknown": Words(
            "科目“{account}”不在科目表里，按“{kind}”处理", "在计划的 accounts 里写出它的类别，或在账目里加“类别”一列"
        ),
        "profit.pool_missing": Words("分摊 {id} 没有写费用池", "在 pool 里写出单位，需要时加科目"),
        "profit.driver_missing": Words("{path}：{month} 的动因 {driver} 没有 {names} 的数，整池先不分摊", "用 --drivers 补上；没有就写 0"),
        "profit.unallocated": Words("{path}：{month} 有 {amount} 元没有分出去", "动因的数量全为 0：写出谁用了多少，或换一个动因"),
        "profit.quantity_missing": Words("{path}：{month} 没有 {unit} 的 {of}，内部结算未知", "用 --drivers 补上数量；没有就写 0"),
        "profit.off_rails": Words("{whose} 的“{name}”占收入 {ratio}，应当{bounds}", "查这一科目的明细，或调整比例"),
        "profit.budget_warn": Words("“{title}”已用 {used}，还剩 {left} 元", "控制后续支出，或申请调整预算"),
        "profit.budget_over": Words("“{title}”已用 {used}，超出 {left} 元，还没有到停止的界限", "控制后续支出，或申请调整预算"),
        "profit.budget_stop": Words("“{title}”已用 {used}，超出 {left} 元，应当停止", "停止新的承诺；确需支出的先调整预算"),
    }
)
