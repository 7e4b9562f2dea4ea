# SPDX-License-Identifier: Apache-2.0
"""A stated total against its parts: whether it holds, and the hit with the arithmetic where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, slack_of, span_text, text_of, written_like
from yunce.checker.findings import Edit, Hit, Severity
from yunce.checker.slots import spans_of

_DECIMALS = re.compile(r"\.(\d+)")


def sum_fit(total: Amount, parts: Sequence[Amount]) -> Fit:
    """How the sum of parts stands to the total; ranges add at both ends."""
    total = _as_fine_as(parts, total)
    low, high = sum([one.low for one in parts], Decimal(0)), sum([one.high for one in parts], Decimal(0))
    ops = {one.op for one in parts}
    if not ops.isdisjoint((">=", ">")) and total.low >= low:
        return Fit.HOLDS
    if not ops.isdisjoint(("<=", "<")) and total.high <= high:
        return Fit.HOLDS
    if any(one.is_about for one in parts):
        spare = max(high * Decimal("0.05"), total.step)
        low, high = low - spare, high + spare
    return fit(total, low, high, slack_of(parts) if total.is_coarse else Decimal(0))


def _as_fine_as(parts: Sequence[Amount], total: Amount) -> Amount:
    """A total as fine as its finest part where decimals were written only when there were any (786, 98.5, 63): none was rounded away."""
    steps = {one.step for one in parts}
    is_mixed = len(steps) > 1 and min(steps) < total.step <= max(steps)
    is_one_scale = is_mixed and len({_scale_of(one) for one in (total, *parts)}) == 1
    return replace(total, step=min(steps)) if is_one_scale else total


def _scale_of(one: Amount) -> Decimal:
    """What one of its written units is worth: 10000 of 98.5万元."""
    found = _DECIMALS.search(one.words)
    return one.step.scaleb(len(found[1])) if found else one.step


def any_holds(total: Amount, choices: Iterable[Sequence[Amount]]) -> bool:
    """True where one of several readings of what the parts are adds up."""
    return any(sum_fit(total, parts) is Fit.HOLDS for parts in choices)


def sum_hit(total: Amount, parts: Sequence[Amount], severity: Severity) -> Hit | None:
    """The hit of a total that is not the sum of these parts; a question where rounding may explain it."""
    found = sum_fit(total, parts)
    if found is Fit.HOLDS:
        return None
    low, high = sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0))
    expected = span_text(low, high)
    terms = " + ".join(span_text(one.low, one.high) for one in parts)
    stated = span_text(total.low, total.high)
    words = {"difference": text_of(abs(total.low - low) or abs(total.high - high))}
    severity = Severity.QUESTION if found is Fit.ROUNDED else severity
    return Hit(
        (total.span, *spans_of(parts)), stated, expected, f"{terms} = {expected} ≠ {stated}", words, severity, edit_of(total, low, high)
    )


def edit_of(total: Amount, low: Decimal, high: Decimal) -> Edit | None:
    """The change that writes the computed value in the stated one's form."""
    text = written_like(low, total) if low == high else ""
    return Edit(total.span, text) if text else None
