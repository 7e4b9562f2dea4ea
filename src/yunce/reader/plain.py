# SPDX-License-Identifier: Apache-2.0
"""Plain form: one form of each sign and simplified script, character for character, so that every span stays valid."""

from __future__ import annotations

import unicodedata
from functools import cache

from yunce.reader.simplified import SIMPLIFIED

_KEPT = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⒈⒉⒊⒋⒌⒍⒎⒏⒐")
"""Signs whose compatibility form is a digit although they are a mark or a power."""

_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−─﹣-－", "-"),
    **dict.fromkeys("∼〜~～﹏", "~"),
    **dict.fromkeys("∶︰:", ":"),
    **dict.fromkeys("✕✖⨯", "×"),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("≦⩽", "≤"),
    **dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009", " "),
}


@cache
def _plain_sign(sign: str) -> str:
    """The plain form of one character; itself where its form is longer than one."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in _KEPT:
        return sign
    folded = unicodedata.normalize("NFKC", sign)
    folded = folded if len(folded) == 1 else sign
    return SIMPLIFIED.get(folded, folded)


def plain_of(text: str) -> str:
    """The text in plain form, of the same length.

    >>> plain_of("萬元３５％——")
    '万元35%--'
    """
    if text.isascii():
        return text
    return text.translate({ord(sign): _plain_sign(sign) for sign in set(text) if not sign.isascii()})
