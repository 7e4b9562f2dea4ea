# SPDX-License-Identifier: Apache-2.0
"""Packs: what an industry brings to every plan of it - metrics, lists, checklists; and work that a plan may adopt as its own."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from yunce.plan.canonical import canonical, sha256_of
from yunce.plan.fields import Part, Text, kind_of
from yunce.plan.parse import read_part
from yunce.plan.parts.common import Named
from yunce.plan.parts.money import Account
from yunce.plan.parts.people import Scorecard
from yunce.plan.parts.rules import CaseKind, Register, Review, Rule, Service
from yunce.plan.parts.targets import Metric
from yunce.plan.parts.work import Checklist, Duty
from yunce.plan.tree import path_of, read_tree
from yunce.values.problem import Problem


class Member(Named):
    """A member of a list, such as one channel, with its other names."""

    synonyms: tuple[Text, ...] = ()


class Pack(Part):
    """One pack. `lists` holds the members of each dimension that the pack knows: `channel`, `source` ...

    `roles` and `units` are those that its elements speak of: a plan that adopts them says who plays them (`plan/adoption.py`).
    """

    pack: Text
    title: Text = ""
    version: Text = ""
    note: Text = ""
    metrics: tuple[Metric, ...] = ()
    lists: Mapping[str, tuple[Member, ...]] = Field(default_factory=dict)
    roles: tuple[Member, ...] = ()
    units: tuple[Member, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    duties: tuple[Duty, ...] = ()
    rules: tuple[Rule, ...] = ()
    services: tuple[Service, ...] = ()
    cases: tuple[CaseKind, ...] = ()
    reviews: tuple[Review, ...] = ()
    registers: tuple[Register, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()
    accounts: tuple[Account, ...] = ()

    @property
    def sha256(self) -> str:
        """The fingerprint of what the pack means."""
        return sha256_of(canonical(self))


def parse_pack(texts: Mapping[str, str]) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack of its files (name -> text); each file holds some of the pack's fields, no field stands in two.

    Files of other rooms (calendar, import profiles) are not to be given. Problems carry the file before the path.
    """
    merged: dict[str, object] = {}
    problems: list[Problem] = []
    for name, text in sorted(texts.items()):
        tree, wrong = read_tree(text, name)
        problems += wrong
        if tree is None:
            continue
        if not isinstance(tree.value, dict):
            problems.append(Problem.of("plan.not_mapping", name, found=kind_of(tree.value)))
            continue
        problems += [Problem.of("plan.duplicate_key", name, key=key) for key in tree.value if key in merged]
        merged.update(tree.value)
    pack, more, _ = read_part(merged, Pack)
    return pack, (*problems, *(Problem(p.code, p.path or path_of(loc, merged), p.params, p.severity) for loc, p in more))
