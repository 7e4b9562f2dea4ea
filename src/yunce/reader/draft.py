# SPDX-License-Identifier: Apache-2.0
"""A reading as a draft in the plan language: each element with its source and how it was read; what is doubtful stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO

from ruamel.yaml import YAML

from yunce.reader.contract import decimal_text
from yunce.reader.reading import Reading, Statement
from yunce.reader.scan.units import is_money, is_share
from yunce.values.period import read_period
from yunce.values.problem import Problem

Element = dict[str, object]
_RHYTHMS = re.compile(
    r"daily|workday|weekly(?::[a-z]{3})?|ten_days|monthly(?::(?:[1-9]|[12]\d|3[01]|last))?|bimonthly|quarter|half_year|yearly"
)


def draft_text(reading: Reading) -> str:
    """The draft of each plan of a file as YAML, one document each."""
    yaml = YAML()
    yaml.width = 160
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump_all([draft(reading, at) for at in range(len(reading.plans))], out)
    return out.getvalue()


def draft(reading: Reading, at: int) -> Element:
    """The draft of one plan of a file."""
    part = reading.plans[at]
    own = [one for one in reading.statements if one.plan == at]
    metrics = _metrics(own)
    lists: dict[str, list[Element]] = {
        "roles": [_role(reading, one) for one in _of(own, "headcount") if _is_number(one)],
        "metrics": [_metric(name, one) for name, one in metrics.values()],
        "targets": [_target(reading, one, metrics[one.links.what][0]) for one in _of(own, "target") if one.links.what in metrics],
        "budget": [_budget(reading, one) for one in _of(own, "budget") if is_money(one.mention.unit)],
        "initiatives": [_initiative(reading, one) for one in _of(own, "milestone") if one.mention.sort == "date"],
        "duties": [_duty(reading, one) for one in _of(own, "duty") if one.mention.sort == "cadence"],
    }
    heading: Element = {"id": f"draft_{at + 1}", "title": part.title or "未命名", "period": _period(part.year)}
    return {"yunce": "1", "plan": heading, **{name: elements for name, elements in lists.items() if elements}}


def _of(statements: Iterable[Statement], kind: str) -> list[Statement]:
    return [one for one in statements if one.kind == kind]


def _is_number(one: Statement) -> bool:
    return one.mention.value is not None and one.mention.value.is_known


def _metrics(own: list[Statement]) -> dict[str, tuple[str, Statement]]:
    """Metric name -> its id in the draft and the first target that names it."""
    found: dict[str, tuple[str, Statement]] = {}
    for one in _of(own, "target"):
        if one.links.what and one.mention.sort in {"quantity", "ratio", "mask", "blank"}:
            found.setdefault(one.links.what, (f"metric_{len(found) + 1}", one))
    return found


def _metric(name: str, one: Statement) -> Element:
    share = is_share(one.mention.unit)
    measured_in = "CNY" if is_money(one.mention.unit) else "1" if share else one.mention.unit.split("/")[0]
    return {"id": name, "name": one.links.what, "kind": "last" if share else "sum", **({"measured_in": measured_in} if measured_in else {})}


def _common(reading: Reading, one: Statement) -> Element:
    """Where it stands and how it was read."""
    quote = " ".join(reading.document.text[one.mention.start : one.mention.end].split())
    source = {"doc": reading.document.name, "quote": quote, "start": str(one.mention.start), "end": str(one.mention.end)}
    return {"source": source, "note": f"{one.read_by} {one.confidence:.2f}" + (f" · {one.links.owner}" if one.links.owner else "")}


def _value(reading: Reading, one: Statement) -> object:
    """The value as the language writes it; unknown or disputed where the text does not tell it."""
    mention = one.mention
    stated = " ".join(reading.document.text[mention.start : mention.end].split())
    if mention.value is None or not mention.value.is_known:
        return {"unknown": "true", "stated": stated}
    if mention.doubt:
        return {"disputed": [decimal_text(mention.value.low), *mention.readings], "stated": stated}
    sign = "%" if mention.unit == "%" else "pp" if mention.unit == "pp" else ""
    low, high = (f"{decimal_text(end)}{sign}" for end in (mention.value.low, mention.value.high))
    if low != high:
        return f"{low}..{high}"
    return low if mention.value.op in {"=", "<", ">"} else f"{mention.value.op} {low}"


def _period(when: str, stated: str = "") -> object:
    """A period of the language; open where the text gives none that it knows."""
    if when and not isinstance(read_period(when, ""), Problem):
        return when
    return {"unknown": "true", "stated": stated or when or "未写明"}


def _target(reading: Reading, one: Statement, metric: str) -> Element:
    field = "stretch" if one.qualifier == "stretch" else "value"
    return {
        "id": f"target_{one.id}",
        "metric": metric,
        "period": _period(one.links.period),
        field: _value(reading, one),
        **_common(reading, one),
    }


def _budget(reading: Reading, one: Statement) -> Element:
    pay = {"pay": _period(one.links.period)} if one.links.period else {}
    return {"id": f"budget_{one.id}", "title": one.links.what or "未命名", **pay, "amount": _value(reading, one), **_common(reading, one)}


def _role(reading: Reading, one: Statement) -> Element:
    return {"id": f"role_{one.id}", "name": one.links.what or "未命名", "headcount": _value(reading, one), **_common(reading, one)}


def _initiative(reading: Reading, one: Statement) -> Element:
    first, _, last = one.links.period.partition("..")
    ends: Element = {"start": _period(first), "due": _period(last)} if last else {"due": _period(first)}
    return {"id": f"step_{one.id}", "title": one.links.what or "未命名", **ends, **_common(reading, one)}


def _duty(reading: Reading, one: Statement) -> Element:
    when = one.mention.when
    every: object = when if _RHYTHMS.fullmatch(when) else {"unknown": "true", "stated": when}
    return {"id": f"duty_{one.id}", "title": one.links.what or "未命名", "every": every, **_common(reading, one)}
