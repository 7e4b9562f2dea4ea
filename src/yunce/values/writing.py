# SPDX-License-Identifier: Apache-2.0
"""What people write, and whether anything of it can be seen: signs of no width are no text."""

from __future__ import annotations

import unicodedata

HOLLOW = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and a symbol by their class, yet drawn as nothing: fillers of Hangul, inherent vowels of Khmer, the empty pattern of braille."""
EMPTY = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Classes of signs without a shape of their own: controls, formats, halves of pairs, separators. Source: Unicode 15, table 4-4."""
MARKS = frozenset({"Mn", "Me"})
"""Classes of signs that only change the one before them."""
TAGS = range(0xE0020, 0xE0080)
"""Signs that end the flags of regions, which are a shape together."""


def is_blank(text: str) -> bool:
    """True where nobody would see anything of a text.

    >>> is_blank(" "), is_blank("\u200b\u200d"), is_blank("巡店")
    (True, True, False)
    """
    return all(map(_is_unseen, text))


def trimmed(text: str) -> str:
    """A text without blanks and unseen signs around it; what stands between others stays, for it may join them.

    >>> trimmed(" \ufeff巡店\u200b ")
    '巡店'
    """
    plain = text.strip()
    if plain.isascii() and plain.isprintable():
        return plain
    if is_blank(plain):
        return ""
    first, last = 0, len(plain)
    while _is_empty(plain[first]):
        first += 1
    while _is_empty(plain[last - 1]):
        last -= 1
    return plain[first:last]


def _is_unseen(sign: str) -> bool:
    return _is_empty(sign) or unicodedata.category(sign) in MARKS or ord(sign) in TAGS


def _is_empty(sign: str) -> bool:
    return sign in HOLLOW or (unicodedata.category(sign) in EMPTY and ord(sign) not in TAGS)
