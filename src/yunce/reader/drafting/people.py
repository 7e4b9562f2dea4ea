# SPDX-License-Identifier: Apache-2.0
"""Roles with their people and pay, and headcount by tiers of a metric."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yunce.reader.drafting.ids import Refs
from yunce.reader.drafting.work import block_at
from yunce.reader.drafting.written import Element, amount_of, common, unknown, value_of
from yunce.reader.reading import Reading, Statement

_FIXED = re.compile(r"底薪|基本工资|月薪|固定工资|岗位工资")
_VARIABLE = re.compile(r"绩效工资|绩效奖金|奖金基数|绩效$")
_ALLOWANCE = re.compile(r"津贴|补贴")
_COUNTED = re.compile(r"(?:年?[末底]|计划|目标)?(?:定编|编制|定员|人数|在岗|在编|在册)(?:人?数)?$")
_COME_AND_GO = re.compile(r"(?<=[一-鿿]{2})(?:预计|计划|拟)?(?:离[岗职]|退休|招聘|补[员充]|增[补减]|减员|调[入出]|入职)(?:人?数)?$")
"""Columns of those who leave and join: they do not say how many hold the post."""
_STAFF_COST = re.compile(r"人员成本|总成本|人工成本|工资总额|成本")


def roles(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """The posts: those counted, those only named, those that own something; pay where the plan states it for the post."""
    statements = list(own)
    counted: dict[tuple[str, str], Element] = {}
    for one in statements:
        if _is_count(one) and _tier_of(one) == "":
            name, unit = post_of(one.links.what) or "未命名岗位", refs.unit(one.links.scope)
            key = (name, unit)
            if key in counted:
                continue
            row: Element = {"id": f"role_{one.id}", "name": name, **({"unit": unit} if unit else {})}
            counted[key] = {**row, "headcount": amount_of(reading, one.mention), **common(reading, one)}
            if name not in refs.roles.ids:
                refs.roles.ids[name] = f"role_{one.id}"
    for one in statements:
        if one.kind == "role":
            refs.roles.of(one.links.what)
    named = {row["id"] for row in counted.values()}
    rows = [*counted.values(), *(row for row in refs.roles.rows() if row["id"] not in named)]
    _pay(reading, statements, rows)
    return rows


def _is_count(one: Statement) -> bool:
    if _COME_AND_GO.search(one.links.what):
        return False
    return one.kind == "headcount" and one.mention.value is not None and one.mention.value.is_known and one.mention.sort == "quantity"


def post_of(name: str) -> str:
    """The post in a name that also says what is counted of it: 药师定编 is 药师.

    >>> post_of("执业药师定编"), post_of("编制")
    ('执业药师', '编制')
    """
    return _COUNTED.sub("", name) or name


def _tier_of(one: Statement) -> str:
    """The words of the tier that a statement stands in; empty where it stands in none."""
    last = one.links.scope.rpartition(" / ")[2]
    return last if re.search(r"[:：]", last) else ""


def _pay(reading: Reading, own: Iterable[Statement], rows: list[Element]) -> None:
    """Put pay to the post that it is stated for."""
    by_name = {str(row["name"]): row for row in reversed(rows)}
    for one in own:
        row = by_name.get(one.links.scope.partition(" / ")[0])
        field = _field(one.links.what)
        if row is None or one.kind != "budget" or not field or not one.mention.unit.startswith("CNY") or _tier_of(one):
            continue
        pay = row.setdefault("pay", {})
        if isinstance(pay, dict):
            pay.setdefault(field, amount_of(reading, one.mention))


def _field(name: str) -> str:
    forms: Mapping[str, re.Pattern[str]] = {"fixed": _FIXED, "variable": _VARIABLE, "allowance": _ALLOWANCE}
    return next((field for field, form in forms.items() if form.search(name)), "")


def headcount(reading: Reading, own: Iterable[Statement], refs: Refs) -> list[Element]:
    """Headcount by tiers: what heads each tier, who it needs, what they cost."""
    statements = list(own)
    heads = [one for one in statements if one.read_by == "record:tier" and one.mention.value and one.mention.value.is_known]
    tables: dict[str, Element] = {}
    for head in heads:
        words = reading.document.words(reading.document.blocks[block_at(reading, head)]).strip()
        people = [one for one in statements if _is_count(one) and _tier_of(one) == words]
        if not people:
            continue
        tier: Element = {"from": amount_of(reading, head.mention), "roles": {}}
        for one in people:
            tier["roles"][refs.roles.of(one.links.what or "未命名岗位")] = amount_of(reading, one.mention)  # type: ignore[index]
        costs = (one for one in statements if one.kind in {"budget", "total"} and _tier_of(one) == words)
        cost = next((one for one in costs if _STAFF_COST.search(one.links.what)), None)
        tier |= {"cost": value_of(reading, cost.mention)} if cost else {}
        metric = refs.metric(head)
        row = tables.setdefault(metric, {"id": f"headcount_{head.id}", "by": metric, "per": "month", "tiers": [], **common(reading, head)})
        row["tiers"].append(tier)  # type: ignore[attr-defined]
    return [row if row["tiers"] else {**row, "tiers": unknown("")} for row in tables.values()]
