# SPDX-License-Identifier: Apache-2.0
"""Whether one slip of the pen, a digit changed, two swapped or the point lost, is all that keeps numbers from agreeing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yunce.checker.amounts import Amount

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SHIFTS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_LONGEST = 9


def is_one_slip(amounts: Sequence[Amount], holds: Callable[[Sequence[Amount]], bool]) -> bool:
    """True where amounts agree once one of them is written with another digit, two of its digits swapped, or its point moved."""
    return any(holds([*amounts[:at], other, *amounts[at + 1 :]]) for at, one in enumerate(amounts) for other in _slips(one))


def _slips(one: Amount) -> Iterator[Amount]:
    found = _NUMBER.search(one.words)
    written = found.group().replace(",", "") if found else ""
    digits = Decimal(written) if written else Decimal(0)
    if not digits or len(written) > _LONGEST or not one.is_point:
        return
    scale = one.low / digits
    for text in dict.fromkeys(_written(written)):
        if Decimal(text):
            yield replace(one, low=Decimal(text) * scale, high=Decimal(text) * scale)
    for shift in _SHIFTS:
        yield replace(one, low=one.low * shift, high=one.high * shift, step=one.step * shift)


def _written(number: str) -> Iterator[str]:
    for at, sign in enumerate(number):
        if sign != ".":
            yield from (number[:at] + other + number[at + 1 :] for other in "0123456789" if other != sign)
        following = number[at + 1 : at + 2]
        if following not in {"", "."} and sign != ".":
            yield number[:at] + following + sign + number[at + 2 :]
