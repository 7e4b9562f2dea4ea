# SPDX-License-Identifier: Apache-2.0
"""Money: whole fen inside, yuan at the edges, and the words in which people read an amount."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from yunce.values.problem import Problem, YunceError

_CENT = Decimal("0.01")
_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)


class FenError(YunceError, ValueError):
    """An amount that is no whole number of fen, or too large for int64."""


def fen(amount: Decimal) -> int:
    """Yuan [CNY] as whole fen [0.01 CNY]. Raises `FenError` for a part of a fen, for NaN and beyond int64.

    >>> fen(Decimal("12.30"))
    1230
    """
    if not amount.is_finite() or abs(amount) >= Decimal(2**63) / 100:
        raise FenError(Problem.of("money.too_large", amount=str(amount)[:40]))
    hundredfold = amount.scaleb(2)
    if hundredfold != hundredfold.to_integral_value():
        raise FenError(Problem.of("money.part_of_fen", amount=amount))
    return int(hundredfold)


def yuan(amount: int) -> Decimal:
    """Fen [0.01 CNY] as exact yuan [CNY] with two places."""
    return Decimal(amount).scaleb(-2)


def readable(amount: Decimal) -> str:
    """Yuan as people read them, rounded to two places: `81.4万`, `1.2亿`, below 10,000 `9,999` or `9.5`.

    >>> readable(Decimal(814000))
    '81.4万'
    """
    size = abs(amount)
    if _rounded(size / _WAN) >= _WAN:
        return _trimmed(amount / _YI) + "亿"
    if _rounded(size) >= _WAN:
        return _trimmed(amount / _WAN) + "万"
    return _trimmed(amount)


def _rounded(amount: Decimal) -> Decimal:
    """Two places, halves away from zero: as people round by hand."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _trimmed(amount: Decimal) -> str:
    """Two places at most, thousands parted, no trailing zeros."""
    text = f"{_rounded(amount):,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
