# SPDX-License-Identifier: Apache-2.0
"""Write the table of traditional signs with their simplified forms from OpenCC: `python scripts/make_simplified.py > .../simplified.py`."""

from __future__ import annotations

from importlib.metadata import version

from opencc import OpenCC

FIRST, LAST = "\u3400", "\u9fff"
WIDTH = 60
HEAD = '''\
# SPDX-License-Identifier: Apache-2.0
"""Traditional signs and their simplified forms, sign for sign. Written by scripts/make_simplified.py from OpenCC {version} (Apache-2.0)."""

from __future__ import annotations

_TRADITIONAL = (
{traditional}
)
_SIMPLIFIED = (
{simplified}
)
SIMPLIFIED = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
"""The simplified form of each sign that has another one."""
'''


def pairs() -> list[tuple[str, str]]:
    """Each sign that has a simplified form of its own, and that form."""
    converter = OpenCC("t2s")
    both = ((sign, str(converter.convert(sign))) for sign in map(chr, range(ord(FIRST), ord(LAST) + 1)))
    return [(sign, simple) for sign, simple in both if simple != sign and len(simple) == 1]


def lines(signs: str) -> str:
    """Signs as the lines of one string."""
    return "\n".join(f'    "{signs[at : at + WIDTH]}"' for at in range(0, len(signs), WIDTH))


if __name__ == "__main__":
    traditional, simplified = ("".join(signs) for signs in zip(*pairs(), strict=True))
    print(HEAD.format(version=version("opencc"), traditional=lines(traditional), simplified=lines(simplified)), end="")
