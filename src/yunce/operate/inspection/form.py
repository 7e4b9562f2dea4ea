# SPDX-License-Identifier: Apache-2.0
"""The form of an inspection: a version of a checklist as it was when the inspection was opened, kept with it as JSON can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, cast

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Severity
from yunce.plan.document import Plan
from yunce.plan.parts.work import CheckItem, Checklist
from yunce.values.quantity import Range, number_text

Asks = Literal["pass_fail", "score", "number", "text", "photo", "choice"]
FORM = "form"
"""Where an inspection's data keep its form."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """One question. `limits` bound a number (in `measured_in`) or the score that passes; `weight` is its full score."""

    id: str
    text: str
    asks: Asks
    severity: Severity = Severity.MINOR
    weight: Decimal | None = None
    limits: Range | None = None
    measured_in: str = ""
    standard: str = ""
    options: tuple[str, ...] = ()

    @property
    def full(self) -> Decimal:
        """The most that a score can be [points]."""
        return self.weight if self.weight is not None and self.weight > 0 else HUNDRED

    @property
    def is_percent(self) -> bool:
        """True where numbers are percentages: `98.5%`."""
        return self.measured_in == "%" or (self.limits is not None and self.limits.unit == "%")

    @property
    def judges(self) -> bool:
        """True where the answer alone says whether it passes: yes or no, a number with limits, a choice whose right one is the standard."""
        by_limits = self.asks in {"number", "score"} and self.limits is not None
        return self.asks == "pass_fail" or by_limits or (self.asks == "choice" and self.standard in self.options)


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a checklist."""

    id: str
    title: str
    version: str = ""
    lines: tuple[Line, ...] = ()

    def line(self, name: str) -> Line | None:
        """The line with this id."""
        return next((line for line in self.lines if line.id == name), None)


def frozen(plan: Plan, checklist: str) -> Mapping[str, object] | None:
    """A checklist of a plan as an opening carries it; `None` where the plan has none by that id, or one without lines."""
    found = next((one for one in plan.checklists if one.id == checklist), None)
    return packed(found) if found is not None and found.items else None


def packed(checklist: Checklist) -> Mapping[str, object]:
    """A checklist as JSON can keep it; what is empty is left out."""
    return kept(Form(checklist.id, checklist.label, checklist.version, tuple(_asked(line) for line in checklist.items)))


def _asked(line: CheckItem) -> Line:
    return Line(
        id=line.id,
        text=line.text or line.label,
        asks=cast("Asks", line.kind),
        severity=Severity(line.severity or Severity.MINOR),
        weight=line.weight.amount if line.weight is not None else None,
        limits=line.limits,
        measured_in=line.measured_in,
        standard=line.standard,
        options=line.options,
    )


def kept(form: Form) -> Mapping[str, object]:
    """A form as JSON can keep it; `unpacked` gives it back."""
    return {"id": form.id, "title": form.title, "version": form.version, "lines": [_packed(line) for line in form.lines]}


def _packed(line: Line) -> dict[str, object]:
    limits = line.limits
    ends = {"low": limits.low, "high": limits.high} if limits is not None else {}
    strict = {"low_strict": limits.low_strict, "high_strict": limits.high_strict} if limits is not None else {}
    told: dict[str, object] = {
        "id": line.id,
        "text": line.text,
        "asks": line.asks,
        "severity": line.severity.value,
        "weight": None if line.weight is None else number_text(line.weight),
        **{name: None if end is None else number_text(end) for name, end in ends.items()},
        **strict,
        "unit": limits.unit if limits is not None else "",
        "stated": limits.stated if limits is not None else "",
        "measured_in": line.measured_in,
        "standard": line.standard,
        "options": list(line.options),
    }
    return {name: value for name, value in told.items() if value not in (None, "", [], False)}


def form_of(item: Item, plan: Plan | None = None) -> Form | None:
    """The form of an inspection: the frozen one; else the checklist that it names in the plan; `None` where there is nothing to fill in."""
    own = item.data.get(FORM)
    if isinstance(own, Mapping):
        return unpacked(own)
    named = str(item.data.get("checklist", ""))
    found = frozen(plan, named) if plan is not None and named else None
    return unpacked(found) if found is not None else None


def unpacked(told: Mapping[str, object]) -> Form:
    """A form from what was kept."""
    lines = cast("list[Mapping[str, Any]]", told.get("lines", []))
    return Form(str(told["id"]), str(told["title"]), str(told.get("version", "")), tuple(map(_line, lines)))


def _line(told: Mapping[str, Any]) -> Line:
    low, high = (Decimal(told[end]) if end in told else None for end in ("low", "high"))
    strict = (bool(told.get("low_strict")), bool(told.get("high_strict")))
    bounded = low is not None or high is not None
    return Line(
        id=told["id"],
        text=told.get("text", ""),
        asks=told["asks"],
        severity=Severity(told.get("severity", Severity.MINOR)),
        weight=Decimal(told["weight"]) if "weight" in told else None,
        limits=Range(low, high, told.get("unit", ""), told.get("stated", ""), *strict) if bounded else None,
        measured_in=told.get("measured_in", ""),
        standard=told.get("standard", ""),
        options=tuple(told.get("options", ())),
    )
