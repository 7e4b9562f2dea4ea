# SPDX-License-Identifier: Apache-2.0
"""Openings from elements of a plan: one key, one unit, one owner, by the same rules for every part."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yunce.operate.agenda.contract import Frame
from yunce.plan.parts.common import Element
from yunce.plan.parts.organisation import Role


def key_of(element: str, period: str = "", subject: str = "") -> str:
    """The key that names a piece of work once and for all."""
    return f"{element}|{period}|{subject}"


def roles_of(frame: Frame) -> Mapping[str, Role]:
    """The plan's roles by id."""
    return {role.id: role for role in frame.plan.roles}


def unit_of(frame: Frame, unit: str, owner: str) -> str:
    """Where work stands: the unit that its element names, else its owner's."""
    return unit or frame.homes.get(owner, "")


def kept(element: Element, **more: object) -> Mapping[str, object]:
    """What an opening carries besides, as JSON can: support and note of the element, and what is given, empty things left out."""
    given = {"support": list(element.support), "note": element.note, **more}
    return MappingProxyType({name: value for name, value in given.items() if value not in (None, "", [], {}, ())})
