# SPDX-License-Identifier: Apache-2.0
"""A reading as a draft in the plan language: each element with its source and how it was read; what is doubtful stays open."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML

from yunce.reader.drafting.ids import Refs
from yunce.reader.drafting.people import headcount, roles
from yunce.reader.drafting.scores import scorecards
from yunce.reader.drafting.targets import baselines, claims, targets
from yunce.reader.drafting.work import budget, duties, initiatives, rules
from yunce.reader.drafting.written import Element, period_of
from yunce.reader.reading import Reading
from yunce.values.period import Period, read_period

_ORDER = (
    "baselines", "units", "roles", "headcount", "metrics", "targets", "budget", "claims", "phases", "initiatives", "duties", "rules",
    "scorecards",
)  # fmt: skip
_LONGEST_PLAN = 10


def draft_text(reading: Reading) -> str:
    """The draft of each plan of a file as YAML, one document each."""
    yaml = YAML()
    yaml.width = 160
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump_all([draft(reading, at) for at in range(len(reading.plans))], out)
    return out.getvalue()


def draft(reading: Reading, at: int) -> Element:
    """The draft of one plan of a file."""
    part = reading.plans[at]
    own = [one for one in reading.statements if one.plan == at]
    aside = [one for one in reading.aside if part.start <= one.mention.start < part.end]
    refs = Refs()
    lists: dict[str, list[Element]] = {"targets": targets(reading, own, refs), "budget": budget(reading, own, refs)}
    lists["initiatives"], lists["phases"] = initiatives(reading, own, refs)
    lists |= {"duties": duties(reading, own, refs), "rules": rules(reading, own), "claims": claims(reading, own)}
    lists |= {"baselines": baselines(reading, aside, refs), "headcount": headcount(reading, own, refs)}
    lists["scorecards"] = scorecards(reading, own, refs)
    lists["roles"] = roles(reading, own, refs)
    lists["units"], lists["metrics"] = refs.units.rows(), refs.metric_rows()
    heading: Element = {"id": f"draft_{at + 1}", "title": part.title or "未命名", "period": _period(part.year, lists)}
    return {"yunce": "1", "plan": heading, **{name: lists[name] for name in _ORDER if lists[name]}}


def _period(year: str, lists: Mapping[str, list[Element]]) -> object:
    """The plan's year, or as many months as its elements reach; open where they reach too far to be right."""
    planned = [row for name, rows in lists.items() if name != "baselines" for row in rows]
    said = [row[name] for row in planned for name in ("period", "pay", "start", "due") if name in row]
    known = [period for when in [*said, year] if isinstance(when, str) and isinstance(period := read_period(when), Period)]
    if not known:
        return period_of("")
    first, last = min(one.first for one in known), max(one.last for one in known)
    if last.year - first.year > _LONGEST_PLAN:
        return period_of("", year)
    whole = read_period(year) if year else None
    if isinstance(whole, Period) and whole.first <= first and last <= whole.last:
        return year
    return period_of(f"{first:%Y-%m}..{last:%Y-%m}")
