# SPDX-License-Identifier: Apache-2.0
"""Numbers on paper: ZG-2026-0001 for the first rectification notice of a year; none is left out, none is given twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.utils.timezone import localtime

from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.web.workitems.models import NumberSeries

HEADS: Mapping[Kind, str] = MappingProxyType({Kind.RECTIFICATION: "ZG", Kind.CASE: "GD", Kind.SUPERVISED: "DB"})
"""整改, 工单, 督办."""


def numbered(openings: Sequence[Opening], at: datetime) -> list[Opening]:
    """The openings with a number in the data of those that get one; within a transaction, which gives the numbers back if it fails."""
    year, found = localtime(at).year, list(openings)
    for kind, head in HEADS.items():
        wanted = [n for n, opening in enumerate(found) if opening.kind is kind and not opening.data.get("number")]
        first = _take(f"{head}-{year}", len(wanted)) if wanted else 0
        for number, n in enumerate(wanted, start=first):
            data = MappingProxyType({**found[n].data, "number": f"{head}-{year}-{number:04d}"})
            found[n] = replace(found[n], data=data)
    return found


def _take(head: str, count: int) -> int:
    """The first of so many new numbers."""
    NumberSeries.objects.get_or_create(head=head)
    series = NumberSeries.objects.select_for_update().get(head=head)
    NumberSeries.objects.filter(pk=head).update(last=series.last + count)
    return series.last + 1
