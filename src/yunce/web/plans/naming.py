# SPDX-License-Identifier: Apache-2.0
"""Places in a plan as people say them: `scorecards[shop_leads].items[2]` is 考核 › 店长月度考核 › 项目 › 第 3 项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from yunce.plan.document import Plan
from yunce.plan.parts.common import Named
from yunce.web.plans.sections import FIELDS, SECTIONS

_STEP = re.compile(r"\.?(?P<name>\w+)|\[(?P<id>[^\]]*)\]")
JOINT = " › "

Names = Mapping[tuple[str, str], str]
"""(part, id) -> what the element is called."""


def element_names(plan: Plan | None) -> Names:
    """What every element of the plan is called."""
    if plan is None:
        return {}
    return {(part, one.id): one.label for part in SECTIONS for one in getattr(plan, part) if isinstance(one, Named)}


def line_words(plan: Plan | None) -> Mapping[str, str]:
    """What the lines of the plan's checklists ask, by `checklist.line`."""
    return {f"{form.id}.{line.id}": line.text or line.label for form in (plan.checklists if plan else ()) for line in form.items}


def path_words(path: str, names: Names | None = None) -> str:
    """A path in words; a path that does not begin with a part of the plan stays as it is.

    >>> path_words("nothing[of].ours")
    'nothing[of].ours'
    """
    part = re.split(r"[.\[]", path, maxsplit=1)[0]
    return JOINT.join(_words(part, path, names or {})) if part in SECTIONS else path


def _words(part: str, path: str, names: Names) -> Iterator[str]:
    yield str(SECTIONS[part])
    for found in _STEP.finditer(path, len(part)):
        own = found["id"]
        if own is None:
            yield str(FIELDS.get(found["name"], found["name"]))
        elif own.isdecimal():
            yield _("第 {number} 项").format(number=int(own) + 1)
        else:
            yield names.get((part, own), own)


def element_words(element: str, names: Names) -> str:
    """An element that a work item comes from, `cases.refund`, in words."""
    part, _dot, own = element.partition(".")
    return path_words(f"{part}[{own}]" if own else part, names)
