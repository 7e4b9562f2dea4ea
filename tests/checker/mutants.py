# SPDX-License-Identifier: Apache-2.0
"""Documents with marks, and what they become with one number changed.

`⟦sum|320⟧` marks a number of a sum, product or difference that holds, `share` a percentage, `date`, `band` and `sep` a date, the edge of a
band and a range, each of the latter with what it is changed to: `⟦date|4月30日|4月31日⟧`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from yunce.checker.checking import Report, check_reading
from yunce.checker.findings import Finding
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

FOLDER = Path(__file__).parent / "documents"
_MARK = re.compile(r"⟦(?P<kind>\w+)\|(?P<text>[^|⟧]*)(?:\|(?P<changed>[^⟧]*))?⟧")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SCALES = (Decimal(1), Decimal(10**4), Decimal(10**8))
_EXACT, _HALF, _SMALL = Decimal("0.001"), Decimal("0.5"), Decimal(1000)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A document with one number changed: where in the file's text, from what to what."""

    name: str
    kind: str
    old: str
    new: str
    text: str
    start: int


def documents() -> list[Path]:
    """The marked documents."""
    return sorted(FOLDER.iterdir())


def clean(text: str) -> str:
    """A document without its marks."""
    return _MARK.sub(lambda found: found["text"], text)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a document: numbers with their first and with their last digit changed, others as their mark says."""
    text = path.read_text(encoding="utf-8")
    for found in _MARK.finditer(text):
        changes = [found["changed"]] if found["changed"] else list(dict.fromkeys(_changed(found["text"])))
        before = clean(text[: found.start()])
        for new in changes:
            yield Mutant(path.name, found["kind"], found["text"], new, before + new + clean(text[found.end() :]), len(before))


def _changed(text: str) -> Iterator[str]:
    digits = _DIGITS.search(text)
    assert digits is not None
    number = digits.group()
    first = next(at for at, sign in enumerate(number) if sign in "123456789")
    last = max(at for at, sign in enumerate(number) if sign in "123456789")
    for at, step in ((first, 1), (last, 3)):
        sign = str((int(number[at]) + step - 1) % 9 + 1)
        yield text[: digits.start()] + number[:at] + sign + number[at + 1 :] + text[digits.end() :]


def report_of(name: str, text: str) -> Report:
    """The report on a text."""
    return check_reading(read_document(read_bytes(name, text.encode())))


def news(mutant: Mutant, known: set[str]) -> list[Finding]:
    """What is found in a mutant and was not found in the whole document."""
    return [one for one in report_of(mutant.name, mutant.text).findings if one.key not in known]


def tells_value(mutant: Mutant, found: list[Finding]) -> bool:
    """True where a finding says what the changed number should be, or what its sum now should be."""
    near = [
        one for one in found if one.expected and any(place.start < mutant.start + 24 and mutant.start < place.end + 24 for place in one.at)
    ]
    return bool(near)


def tells_right_value(mutant: Mutant, found: list[Finding]) -> bool:
    """True where a finding that shows the changed number expects what stood there, or what its sum, product or rate now comes to."""
    number = _DIGITS.findall(mutant.new)[0]
    return any(_is_right(mutant, one, number in one.at[0].quote) for one in found if any(number in place.quote for place in one.at))


def _is_right(mutant: Mutant, one: Finding, is_stated: bool) -> bool:
    old, new = (Decimal(_DIGITS.findall(text)[0]) for text in (mutant.old, mutant.new))
    try:
        expected, stated = (Decimal(text.rstrip("%")) for text in (one.expected, one.stated))
    except InvalidOperation:
        return False
    if is_stated and any(_alike(expected, old * scale) and _alike(stated, new * scale) for scale in _SCALES):
        return True
    is_sum = any(_alike(abs(expected - stated), abs(new - old) * scale) for scale in _SCALES)
    is_product = any(_alike(expected, stated * ratio) for ratio in (new / old, old / new))
    return is_sum or is_product or (not is_stated and one.expected.endswith("%"))


def _alike(one: Decimal, other: Decimal) -> bool:
    """Equal but for what rounding to the digits that are written leaves."""
    return abs(one - other) <= max(abs(other) * _EXACT, _HALF if abs(other) < _SMALL else Decimal(0))
