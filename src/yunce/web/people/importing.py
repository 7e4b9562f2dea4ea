# SPDX-License-Identifier: Apache-2.0
"""What is handed in to a round: results and a roster, by file or by form. All of it is taken, or nothing and told why."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile

from yunce.app.appraisals import read_handed, read_roster
from yunce.operate.appraisal.entries import ACTUALS, ROSTER, Entry, packed_given, packed_roster
from yunce.operate.appraisal.given import Given
from yunce.operate.appraisal.told import Value
from yunce.values.problem import Problem, has_errors
from yunce.web.data.uploads import check_uploads, drop, keep, safe_name
from yunce.web.people.doing import here
from yunce.web.people.opening import RoundDesk

MOST_VALUES = 200_000
LONGEST = 200
Answer = TypeVar("Answer")


def hand_in_file(desk: RoundDesk, files: list[UploadedFile[Any]], now: datetime) -> tuple[Problem, ...]:
    """Take the results of a file; gives what is wrong in it: with an error nothing is taken. Raises `Moved`."""
    fingerprint, installed = desk.work.desk.fingerprint, desk.work.desk.installation
    found = _read(files, lambda path: read_handed(installed, fingerprint, desk.card.id, desk.period, path))
    if found is None:
        return check_uploads(files) or (Problem.of("web.upload_too_many", limit=1),)
    given, problems = found
    problems = (*problems, *_refused(desk, given))
    if not has_errors(problems) and given.values:
        _keep(desk, given, now)
    return problems


def hand_in_one(desk: RoundDesk, sent: dict[str, str], now: datetime) -> Problem | None:
    """Take one result from a form: whose, which item, the number, where it comes from. Raises `Moved`."""
    person = desk.person(sent.get("person", ""))
    line = next((each for each in person.lines if each.item == sent.get("item", "")), None) if person else None
    if person is None or line is None or not desk.rights.hands_in(person):
        raise PermissionDenied
    source = sent.get("source", "").strip()[:LONGEST]
    text = sent.get("actual", "").strip().replace(",", "")
    try:
        share = text.endswith(("%", "％"))
        actual = Decimal(text.rstrip("%％")) / (100 if share else 1) if text else None
    except InvalidOperation:
        actual = Decimal("NaN")
    if actual is not None and not actual.is_finite():
        return Problem.of("people.points_unreadable", line.name, value=text[:40])
    if not source:
        return Problem.of("people.source_missing", line.name)
    _keep(desk, Given({(person.person, line.item): Value(actual, None, source, desk.work.name)}), now)
    return None


def hand_in_roster(desk: RoundDesk, files: list[UploadedFile[Any]], now: datetime) -> tuple[Problem, ...]:
    """Take a roster, with what people are paid; for who keeps the pay of the card, before the freeze. Raises `Moved`."""
    if not desk.rights.keeps_pay() or desk.frozen is not None:
        raise PermissionDenied
    installed, fingerprint = desk.work.desk.installation, desk.work.desk.fingerprint
    found = _read(files, lambda path: read_roster(installed, fingerprint, desk.period, path))
    if found is None:
        return check_uploads(files) or (Problem.of("web.upload_too_many", limit=1),)
    people, problems = found
    if not people and not problems:
        problems = (Problem.of("people.roster_empty"),)
    if not has_errors(problems):
        _write(desk, ROSTER, packed_roster(people), now)
    return problems


def _keep(desk: RoundDesk, given: Given, now: datetime) -> None:
    _write(desk, ACTUALS, packed_given(given), now)


def _write(desk: RoundDesk, what: str, data: Mapping[str, Any], now: datetime) -> None:
    desk.store.add(desk.key, [Entry(what, desk.work.name, here(now), data=data)], len(desk.rows))


def _refused(desk: RoundDesk, given: Given) -> list[Problem]:
    """Rows about people and units that are not this person's to report, and too many rows."""
    if len(given.values) > MOST_VALUES:
        return [Problem.of("people.too_many", "", limit=MOST_VALUES)]
    whose = dict.fromkeys(name for name, _item in given.values)
    return [Problem.of("people.not_yours", name or "-") for name in whose if not _reports(desk, name)]


def _reports(desk: RoundDesk, whose: str) -> bool:
    """True where results under a name (a person's, a post's, a unit's, everybody's) touch only people whose results may be handed in."""
    touched = [p for p in desk.result.people if whose in {"", p.person, p.name, p.role, p.unit}]
    return bool(touched) and all(desk.rights.hands_in(person) for person in touched)


def _read(
    files: list[UploadedFile[Any]], read: Callable[[Path], tuple[Answer, tuple[Problem, ...]]]
) -> tuple[Answer, tuple[Problem, ...]] | None:  # fmt: skip
    """What a file says; `None` where it is none that may be read. The upload itself is not kept. Raises `YunceError`."""
    if check_uploads(files) or len(files) != 1:
        return None
    name = safe_name(files[0].name or "")
    job = uuid.uuid4()
    try:
        return read(keep(job, files[0], name))
    finally:
        drop(job)
