# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.values.light import light


@dataclass(frozen=True, slots=True)
class Plain:
    start: int
    words: str = ""
    value: float | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@light
@dataclass(frozen=True, slots=True)
class Light:
    """What stands where."""

    start: int
    words: str = ""
    value: float | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def test_a_light_value_is_the_frozen_one() -> None:
    one = Light(2, value=0.5)
    assert type(one) is Light and (one.start, one.words, one.value, one.end) == (2, "", 0.5, 2)
    assert one == Light(2, "", 0.5) and one != Light(3) and hash(one) == hash(Light(2, "", 0.5))
    assert copy.copy(one) == one == pickle.loads(pickle.dumps(one)) and Light.__doc__ == "What stands where."  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        one.start = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del one.start
    with pytest.raises(TypeError, match="start"):
        Light()  # type: ignore[call-arg]


@given(st.integers(), st.text(), st.none() | st.floats(allow_nan=False), st.text())
def test_it_says_what_the_plain_one_says(start: int, words: str, value: float | None, other: str) -> None:
    one, plain = Light(start, words, value), Plain(start, words, value)
    assert asdict(one) == asdict(plain)
    assert repr(one) == repr(plain).replace("Plain", "Light")
    assert asdict(replace(one, words=other)) == asdict(replace(plain, words=other))


def test_other_classes_are_refused() -> None:
    @dataclass(frozen=True)
    class Wide:
        start: int

    @dataclass(frozen=True, slots=True)
    class Listed:
        parts: list[int] = field(default_factory=list)

    class Derived(Plain):
        pass

    for one in (Wide, Listed, Derived):
        with pytest.raises(TypeError):
            light(one)
