# SPDX-License-Identifier: Apache-2.0
"""The plan of a company with two shops and a scorecard."""

from __future__ import annotations

PLAN = """
yunce: 1
plan: {id: shops, title: 门店, period: 2026}
units: [{id: company, name: 公司}, {id: a, name: 甲店, parent: company}, {id: b, name: "乙<b>店", parent: company}]
roles:
  - {id: boss, name: 店长, unit: company, headcount: 1}
  - {id: finance, name: 财务, unit: company, headcount: 1}
  - {id: clerk_a, name: 甲店员, unit: a, headcount: 2, reports_to: boss, pay: {fixed: 3000, variable: 1000}}
  - {id: clerk_b, name: 乙店员, unit: b, headcount: 1, reports_to: boss, pay: {fixed: 3000, variable: 1000}}
wages: [{id: wage_a, city: 甲市, from: 2026-01-01, monthly: 2500元}]
metrics:
  - {id: sales, name: 销售额, definition: 每日填报。, measure: sum(measures.value), where: "metric == 'sales'", kind: sum,
     measured_in: CNY, better: higher}
scorecards:
  - id: monthly
    title: 店员月考核
    for: [clerk_a, clerk_b]
    period: month
    items:
      - {metric: sales, weight: 60, full: 100, zero: 50, confirmer: finance}
      - {id: care, title: 服务, weight: 40}
    grades: [{name: A, from: 90, pay: 1.2}, {name: B, from: 70, pay: 1.0}, {name: C, from: 0, pay: 0.8}]
    pool: {limit: base, within: unit, on_excess: scale}
    follow: [{when: "grade == 'C'", then: {open: review, title: 面谈与培训, owner: boss}, due: month_end}]
    approve: [{by: boss}]
"""
