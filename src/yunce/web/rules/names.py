# SPDX-License-Identifier: Apache-2.0
"""What the names in a formula are called that are no metric: what a score, a test or a customers' tier may look at, lists, columns."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.web.data.coverage import TABLES
from yunce.web.plans.sections import FIELDS, SECTIONS
from yunce.web.ui.columns import WORDS

OWN: Mapping[str, object] = {
    "value": gettext_lazy("实际值"),
    "target": gettext_lazy("目标值"),
    "attainment": gettext_lazy("达成率"),
    "people": gettext_lazy("人数"),
    "grade": gettext_lazy("等级"),
    "score": gettext_lazy("得分"),
    "pay": gettext_lazy("系数"),
    "points": gettext_lazy("积分"),
    "role": gettext_lazy("定位"),
    "id": gettext_lazy("编号"),
    "name": gettext_lazy("名称"),
    "cost": gettext_lazy("成本"),
    "payback_months": gettext_lazy("回收期（月）"),
    "total_investment": gettext_lazy("总投入"),
    "npv": gettext_lazy("净现值"),
    "irr": gettext_lazy("内部收益率"),
    "minimum_cash": gettext_lazy("最低资金"),
    "final_cash": gettext_lazy("期末资金"),
    "days_since_last_order": gettext_lazy("距上次下单的天数"),
    "days_to_season_end": gettext_lazy("距季末的天数"),
    "stock_days": gettext_lazy("可售天数"),
    "last": gettext_lazy("上期"),
}
"""Names that mean something else in a formula than as a field of the plan, or are no field at all."""


def name_words(name: str) -> str:
    """What a formula's name is called; `ledger.amount` as 账目的金额; the name itself where nothing is known of it.

    >>> name_words("nothing.of_ours")
    'nothing.of_ours'
    """
    table, _dot, column = name.partition(".")
    if column and table in TABLES:
        return _("{table}的{column}").format(table=TABLES[table], column=str(WORDS.get(column, column)).removesuffix("（元）"))
    return str(OWN.get(name) or FIELDS.get(name) or SECTIONS.get(name) or TABLES.get(name) or WORDS.get(name) or name)
