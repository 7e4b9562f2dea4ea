# SPDX-License-Identifier: Apache-2.0
"""A few invented entries for the registers of a demo company, so that there is something to see: valid, running out, run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from yunce.operate.agenda.windows import day_of
from yunce.operate.registers.reading import Draft
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.plan.document import Plan, Register
from yunce.values.duration import add_months
from yunce.web.accounts.models import Post
from yunce.web.registers.models import RegisterEntry
from yunce.web.registers.store import add_entries

INVENTED = "演示"
MOST = 6
Data = Mapping[str, object]


def entries_of(plan: Plan, now: datetime) -> int:
    """Write the entries where no register has any, for those who hold the posts; how many."""
    if RegisterEntry.objects.exists():
        return 0
    drafts = [Draft(r.id, data) for r in plan.registers for data in _entries(r, _people(r), day_of(now))]
    return add_entries(drafts, now, INVENTED)


def _people(register: Register) -> list[str]:
    """Who holds the role that a register is about, those of a unit before those of the whole company."""
    posts = Post.objects.filter(role__in=[register.of, register.owner]).exclude(unit="").order_by("-unit", "user__username")
    names = [said or name for name, said in posts.values_list("user__username", "user__first_name")]
    return list(dict.fromkeys(names))[:MOST] or [_("王芳")]


def _entries(register: Register, people: list[str], today: date) -> Iterator[Data]:
    """Entries of a register: valid ones, of which every third runs out in ten days, and one that has run out."""
    sort, label = sort_of(register.kind), register.label
    one = {"title": f"{label} · {INVENTED}", "code": f"{INVENTED}-001", "custodian": people[0]}
    if sort is Sort.DRILL:
        yield {**one, "planned_on": _text(today + timedelta(days=20))}
    elif sort is Sort.SEAL:
        yield {**one, "place": _("一号柜")}
    else:
        personal = sort in {Sort.CERTIFICATE, Sort.TRAINING}
        for n, holder in enumerate(people if personal else people[:1] * 3):
            until = today + timedelta(days=(200, 10, -5)[n % 3])
            told = {"title": f"{label} · {holder}" if personal else f"{label} {n + 1}", "code": f"{INVENTED}-{n + 1:03d}"}
            days = {"until": _text(until), "issued_on": _issued(register, until, today), "issued": sort is Sort.DOCUMENT}
            yield {**told, **days, "holder" if personal else "custodian": holder, "issuer": _("发证机构（演示）")}


def _issued(register: Register, until: date, today: date) -> str:
    """When something that runs out on a day may have been issued: so long before as the register says, a year where it says nothing."""
    lasts = register.valid
    issued = add_months(until, -lasts.amount) if lasts is not None and lasts.unit == "mo" else until - timedelta(days=365)
    return _text(min(issued, today))


def _text(day: date) -> str:
    return day.isoformat()
