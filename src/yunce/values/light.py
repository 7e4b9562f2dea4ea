# SPDX-License-Identifier: Apache-2.0
"""Frozen values that are cheap to make, for those of which a document yields thousands.

A frozen dataclass writes each field past its own guard, by name: with ten fields that takes three times as long as plain assignment. A
light one is made as a twin without the guard, of the same slots, and becomes the frozen class when its fields stand. Nothing else is
changed: equality, hash, `replace`, copies and the guard are those of the dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar, cast

T = TypeVar("T")

_become = cast("Callable[[object, type], None]", object.__dict__["__class__"].__set__)


def light(cls: type[T]) -> type[T]:
    """Make a frozen dataclass with slots cheap to make; it stands above `@dataclass(frozen=True, slots=True)`.

    Raises `TypeError` for a class that derives from another, does more when it is made, or has other fields than plain arguments.
    """
    own = fields(cls)  # type: ignore[arg-type]
    names = tuple(one.name for one in own)
    is_plain = all(one.init and not one.kw_only and one.default_factory is MISSING for one in own)
    if not is_plain or cls.__dict__.get("__slots__") != names or cls.__bases__ != (object,) or hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__name__}: not a plain frozen dataclass with slots")
    known: dict[str, Any] = {f"_default_{one.name}": one.default for one in own}
    known |= {"_become": _become, "_twin": type(cls.__name__, (), {"__slots__": names}), "_own": cls}
    arguments = (one.name if one.default is MISSING else f"{one.name}=_default_{one.name}" for one in own)
    given = (f"    self.{name} = {name}" for name in names)
    text = "\n".join([f"def __init__(self, {', '.join(arguments)}):", "    _become(self, _twin)", *given, "    self.__class__ = _own"])
    exec(text, known)  # noqa: S102 - as dataclasses do: the text holds nothing but names of fields
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = known["__init__"]  # type: ignore[method-assign]
    return cls
