# SPDX-License-Identifier: Apache-2.0
"""Which row is the header, which profile it fits, and where each field is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from yunce.warehouse.intake.cells import half_width, unwrapped
from yunce.warehouse.intake.profile import Field, Profile

SEARCHED_ROWS = 20
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_UNIT = re.compile(r"\((元|件|人|次|个|单|笔|秒|人民币|rmb|cny)\)$")
_SCALED = re.compile(r"\((万元|千元|万|亿元)\)$")
_SCALE = {"万元": Decimal(10**4), "万": Decimal(10**4), "千元": Decimal(1000), "亿元": Decimal(10**8)}
_FEWEST = 2


@lru_cache(maxsize=1 << 14)
def header_key(text: str) -> str:
    """A header made comparable: half-width, no blanks or line breaks, lower case, without a unit in brackets at its end.

    >>> header_key("退商品金额（元）\\n"), header_key(" 商品 ID"), header_key("支付金额(万元)")
    ('退商品金额', '商品id', '支付金额')
    """
    plain = _BLANKS.sub("", half_width(unwrapped(text))).lower().lstrip("*")
    return _SCALED.sub("", _UNIT.sub("", plain))


def header_scale(text: str) -> Decimal:
    """What the numbers under a header are multiplied by: 10000 under `(万元)`, else 1."""
    found = _SCALED.search(_BLANKS.sub("", half_width(unwrapped(text))).lower())
    return _SCALE[found[1]] if found else Decimal(1)


@dataclass(frozen=True, slots=True)
class Match:
    """A profile found in a file: the header's row (index from 0), all its headers, and the column index of each field found."""

    profile: Profile
    row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        """First header of each needed field that the file does not have."""
        return tuple(f.headers[0] for f in self.profile.fields if f.need and f.name not in self.columns)

    @property
    def fits(self) -> bool:
        """True where the file can be loaded by this profile without being told to."""
        keys = {header_key(h) for h in self.headers}
        distinct = not self.profile.distinct or any(name in self.columns for name in self.profile.distinct)
        return not self.missing and distinct and not any(header_key(h) in keys for h in self.profile.never)


def best_match(rows: Sequence[Sequence[str]], profiles: Sequence[Profile]) -> Match | None:
    """The profile and header row among the first rows that fit best; None where none fits.

    Most fields found wins, then the profile that is tried first.
    """
    found = [m for m in candidates(rows, profiles) if m.fits]
    return max(found, key=lambda m: (len(m.columns), -m.profile.order), default=None)


def nearest_match(rows: Sequence[Sequence[str]], profiles: Sequence[Profile]) -> Match | None:
    """The profile and header row that come closest, needed fields missing or not; None where hardly a name is known."""
    found = [m for m in candidates(rows, profiles) if len(m.columns) >= _FEWEST]
    return max(found, key=lambda m: (-len(m.missing) + len(m.columns), -m.profile.order), default=None)


def candidates(rows: Sequence[Sequence[str]], profiles: Sequence[Profile]) -> list[Match]:
    """Each profile against each of the first rows, where at least one name is known."""
    found: list[Match] = []
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        keys = _first_places(row)
        for profile in profiles:
            columns = {f.name: keys[key] for f in profile.fields if (key := _present(f, keys)) is not None}
            if columns:
                found.append(Match(profile, index, tuple(row), columns))
    return found


def widest_row(rows: Sequence[Sequence[str]]) -> int:
    """Index of the row that looks most like a header: most filled cells of text, the first of equals; 0 for no rows."""
    filled = [sum(1 for cell in row if cell.strip() and not cell.strip()[:1].isdigit()) for row in rows[:SEARCHED_ROWS]]
    return filled.index(max(filled)) if filled else 0


def _first_places(row: Sequence[str]) -> dict[str, int]:
    """Comparable header -> the first column that has it."""
    places: dict[str, int] = {}
    for index, cell in enumerate(row):
        if key := header_key(cell):
            places.setdefault(key, index)
    return places


def _present(field: Field, keys: Mapping[str, int]) -> str | None:
    """The first of a field's headers that the row has."""
    return next((key for h in field.headers if (key := header_key(h)) in keys), None)
