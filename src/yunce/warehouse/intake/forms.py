# SPDX-License-Identifier: Apache-2.0
"""How canonical columns are made from a file's fields: a few named operations, written in profiles as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from yunce.warehouse.intake.port import DECIMAL
from yunce.warehouse.intake.profile import Form


def expression(form: Form) -> pl.Expr:
    """The column that a form stands for, over the frame of parsed fields. Raises `KeyError` for an unknown operation."""
    if isinstance(form, str):
        return pl.col(form)
    if not isinstance(form, Mapping):
        return pl.lit(form)
    [(name, argument)] = form.items()
    return OPERATIONS[name](_listed(argument))


def condition(test: Mapping[str, object]) -> pl.Expr:
    """True where a row belongs to a table: `{in: [field, [values]]}`, `{positive: field}`, `{filled: field}`. Unknown is false."""
    [(name, argument)] = test.items()
    return CONDITIONS[name](_listed(argument)).fill_null(value=False)


def _listed(argument: object) -> list[object]:
    """An operation's arguments as a list."""
    return list(argument) if isinstance(argument, Sequence) and not isinstance(argument, str) else [argument]


def _columns(arguments: list[object]) -> list[pl.Expr]:
    """The arguments as columns."""
    return [pl.col(str(a)) for a in arguments]


def _constant(arguments: list[object]) -> pl.Expr:
    """A value that every row has."""
    return pl.lit(arguments[0])


def _minus(arguments: list[object]) -> pl.Expr:
    """The first less the others; unknown where one is unknown."""
    head, *rest = _columns(arguments)
    for one in rest:
        head = head - one
    return head


def _plus(arguments: list[object]) -> pl.Expr:
    """The sum of what is known; unknown where nothing is."""
    columns = _columns(arguments)
    return pl.when(pl.any_horizontal(c.is_not_null() for c in columns)).then(pl.sum_horizontal(columns))


def _times(arguments: list[object]) -> pl.Expr:
    """A rate by its denominator: the count that the rate was made of."""
    rate, base = _columns(arguments)
    return (rate * base.cast(pl.Decimal(28, 0))).cast(DECIMAL)


def _coalesce(arguments: list[object]) -> pl.Expr:
    """The first that is known."""
    return pl.coalesce(_columns(arguments))


def _day(arguments: list[object]) -> pl.Expr:
    """The day of the first moment that is known."""
    return pl.coalesce(_columns(arguments)).dt.date()


def _half_hour(arguments: list[object]) -> pl.Expr:
    """Minute of the day at which the half hour of a moment begins: 0, 30, ... 1410."""
    moment = pl.col(str(arguments[0])).dt
    return moment.hour().cast(pl.Int64) * 60 + moment.minute().cast(pl.Int64) // 30 * 30


def _path(arguments: list[object]) -> pl.Expr:
    """Texts joined by a slash, empty ones left out."""
    return pl.concat_str(_columns(arguments), separator="/", ignore_nulls=True)


def _joined(arguments: list[object]) -> pl.Expr:
    """Values joined by a bar, unknown as nothing: an id made of several columns."""
    return pl.concat_str([c.cast(pl.String).fill_null("") for c in _columns(arguments)], separator="|")


def _seconds(arguments: list[object]) -> pl.Expr:
    """Whole seconds from the second moment back to the first; unknown where that is negative."""
    start, end = _columns(arguments)
    gap = (end - start).dt.total_seconds()
    return pl.when(gap >= 0).then(gap)


def _wait(arguments: list[object]) -> pl.Expr:
    """The first known number of seconds; else the seconds between the last two, which are moments."""
    return pl.coalesce(*_columns(arguments[:-2]), _seconds(arguments[-2:]))


def _one_if(arguments: list[object]) -> pl.Expr:
    """1 where the first field has one of the values or one of the other fields is filled, else 0."""
    name, values, *others = arguments
    hit = pl.col(str(name)).is_in([str(v) for v in _listed(values)]).fill_null(value=False)
    for other in others:
        hit = hit | pl.col(str(other)).is_not_null()
    return hit.cast(pl.Int64)


def _only_if(arguments: list[object]) -> pl.Expr:
    """The first field where the second has one of the values, else unknown."""
    return pl.when(_in(arguments[1:]).fill_null(value=False)).then(pl.col(str(arguments[0])))


def _unless(arguments: list[object]) -> pl.Expr:
    """The first field but where the second has one of the values."""
    return pl.when(~_in(arguments[1:]).fill_null(value=False)).then(pl.col(str(arguments[0])))


def _known(arguments: list[object]) -> pl.Expr:
    """Whether a field is known."""
    return pl.col(str(arguments[0])).is_not_null()


def _decimal(arguments: list[object]) -> pl.Expr:
    """A count held as a decimal."""
    return pl.col(str(arguments[0])).cast(DECIMAL)


def _in(arguments: list[object]) -> pl.Expr:
    """True where a field has one of the values."""
    return pl.col(str(arguments[0])).is_in([str(v) for v in _listed(arguments[1])])


OPERATIONS: Mapping[str, Callable[[list[object]], pl.Expr]] = MappingProxyType(
    {
        "const": _constant,
        "minus": _minus,
        "plus": _plus,
        "times": _times,
        "first": _coalesce,
        "day": _day,
        "half_hour": _half_hour,
        "path": _path,
        "joined": _joined,
        "between": _seconds,
        "wait": _wait,
        "one_if": _one_if,
        "only_if": _only_if,
        "unless": _unless,
        "known": _known,
        "decimal": _decimal,
    }
)
CONDITIONS: Mapping[str, Callable[[list[object]], pl.Expr]] = MappingProxyType(
    {
        "in": _in,
        "positive": lambda a: pl.col(str(a[0])) > 0,
        "filled": lambda a: pl.col(str(a[0])).is_not_null(),
    }
)
