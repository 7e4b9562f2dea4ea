# SPDX-License-Identifier: Apache-2.0
"""Corrections as a file: `{"corrections": [{"key": ..., "kind": ..., "what": ..., "period": ..., "owner": ..., "by": ...}]}`."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import get_args

from yunce.reader.corrections import Correction
from yunce.reader.verdicts import Kind
from yunce.values.problem import Problem

_FIELDS = tuple(one.name for one in fields(Correction))
_KINDS = frozenset({*get_args(Kind), "aside", ""})


def read_corrections(text: str, name: str) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The corrections of a file and what is wrong with the others, all at once."""
    try:
        whole = json.loads(text)
    except ValueError as e:
        return (), (Problem.of("reader.corrections_form", name=name, reason=str(e)[:80]),)
    rows = whole.get("corrections") if isinstance(whole, dict) else None
    if not isinstance(rows, list):
        return (), (Problem.of("reader.corrections_form", name=name, reason="corrections"),)
    found, problems = [], []
    for at, row in enumerate(rows):
        wrong = _wrong(row)
        if wrong:
            problems.append(Problem.of("reader.correction", f"corrections[{at}]", name=name, wrong=wrong))
        else:
            found.append(Correction(**row))
    return tuple(found), tuple(problems)


def _wrong(row: object) -> str:
    """What is wrong with one correction; empty where nothing is."""
    if not isinstance(row, dict) or not row.get("key"):
        return "key"
    unknown = [name for name in row if name not in _FIELDS or not isinstance(row[name], str)]
    return unknown[0] if unknown else "" if row.get("kind", "") in _KINDS else f"kind: {row['kind']}"
