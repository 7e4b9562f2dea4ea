# SPDX-License-Identifier: Apache-2.0
"""Anchors of plan elements: from a path such as `targets[gmv_h2].value` to the id that a link can name."""

from __future__ import annotations

import re

_ELEMENT = re.compile(r"^(?P<part>[a-z_]+)(?:\[(?P<id>[^\]]*)\])?")


def anchor_of(path: str) -> str:
    """The anchor of the element that a path lies in.

    >>> anchor_of("targets[gmv_h2].value")
    'targets-gmv_h2'
    """
    found = _ELEMENT.match(path)
    if found is None:
        return ""
    return f"{found['part']}-{found['id']}" if found["id"] else found["part"]
