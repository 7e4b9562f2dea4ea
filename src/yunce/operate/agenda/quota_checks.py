# SPDX-License-Identifier: Apache-2.0
"""Whether a coverage's quotas can be meant: shares or numbers of subjects, none below nothing; attributes that units have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yunce.plan.document import Unit
from yunce.plan.parts.work import Cover, Duty
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Quantity, Range

SHARES = frozenset({"%", "pp"})
COUNTS = frozenset({"", "个", "家", "户", "处", "台", "间", "所", "件", "单", "人", "项", "次"})
"""Units of quantity that may count subjects."""


def quota_problems(duty: Duty, cover: Cover, subjects: Sequence[Unit], path: str) -> Iterator[Problem]:
    """What is wrong with a coverage before it is planned. Quotas that contradict each other are found in planning."""
    quotas = {"per_period": cover.per_period, "per_year": cover.per_year, **{f"modes.{name}": of for name, of in cover.modes.items()}}
    for name, value in quotas.items():
        if value is not None:
            yield from _quota(duty, value, f"{path}.{name}")
    if cover.across and any(value is not None for value in quotas.values()):
        told = "、".join(name for name, value in quotas.items() if value is not None)
        yield Problem.of("agenda.cover_across", f"{path}.across", Severity.WARNING, title=duty.label, quotas=told)
    yield from _attribute(duty, cover.risk, subjects, f"{path}.risk")


def _quota(duty: Duty, value: Quantity | Range, path: str) -> Iterator[Problem]:
    """A quota is a share or a number of subjects, and asks for no less than nothing."""
    ends = (value.amount,) if isinstance(value, Quantity) else (value.low, value.high)
    if value.unit not in SHARES | COUNTS:
        yield Problem.of("agenda.quota_unit", path, title=duty.label, stated=value)
    elif any(amount is not None and amount < 0 for amount in ends):
        yield Problem.of("agenda.quota_negative", path, title=duty.label, stated=value)


def _attribute(duty: Duty, name: str, subjects: Sequence[Unit], path: str) -> Iterator[Problem]:
    """An attribute that no subject has grades nothing."""
    if name and not any(unit.attributes.get(name) for unit in subjects):
        known = "、".join(dict.fromkeys(key for unit in subjects for key in unit.attributes)) or "（都没有填）"
        yield Problem.of("agenda.attribute_unknown", path, Severity.WARNING, title=duty.label, name=name, known=known)
