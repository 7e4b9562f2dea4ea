# SPDX-License-Identifier: Apache-2.0
"""Reading a filled form: fields and photos by the number of their line (`v3`, `n3`, `p3`), from a phone's store as from a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from yunce.operate.inspection.answers import LONGEST, Answer, Answers, Place
from yunce.operate.inspection.form import Form
from yunce.values.problem import Problem
from yunce.web.inspect.filling import Sent
from yunce.web.workitems.evidence import check_files

ABSENT = "absent"
MOST_PHOTOS = 60
MOST_DIGITS = 5
Photos = Mapping[str, list[UploadedFile[Any]]]


def read_sent(request: HttpRequest, form: Form) -> tuple[Sent, Photos]:
    """What was sent, and the photos of each line, not kept yet."""
    sent = request.POST
    lines = list(enumerate(form.lines, start=1))
    answers = {line.id: _answer(sent, n) for n, line in lines}
    photos = {line.id: found for n, line in lines if (found := request.FILES.getlist(f"p{n}"))}
    told = sent.get("round", "")
    begun = int(told) if told.isascii() and told.isdecimal() and len(told) < MOST_DIGITS else None
    filled = Answers(answers, sent.get("note", "").strip()[:LONGEST], _place(sent))
    return Sent(filled, sent.get("token", "")[:64], begun), photos


def _answer(sent: Mapping[str, str], n: int) -> Answer:
    value = sent.get(f"v{n}", "").strip()
    return Answer(
        value="" if value == ABSENT else value,
        note=sent.get(f"n{n}", "").strip(),
        absent=value == ABSENT or sent.get(f"x{n}") == "1",
        flagged=sent.get(f"f{n}") == "1",
        hazard=sent.get(f"h{n}", ""),
    )


def _place(sent: Mapping[str, str]) -> Place | None:
    """Where the sender stood, only where that was given."""
    try:
        latitude, longitude = float(sent.get("latitude", "")), float(sent.get("longitude", ""))
        accuracy = float(sent["accuracy"]) if sent.get("accuracy") else None
    except ValueError:
        return None
    return Place(latitude, longitude, accuracy)


def check_photos(photos: Photos) -> tuple[Problem, ...]:
    """All that is wrong with the photos, before any is kept."""
    if sum(len(files) for files in photos.values()) > MOST_PHOTOS:
        return (Problem.of("web.upload_too_many", limit=MOST_PHOTOS),)
    return tuple(problem for files in photos.values() for problem in check_files(files))


def with_photos(sent: Sent, kept: Mapping[str, tuple[str, ...]]) -> Sent:
    """What was sent, its photos by the names that they are kept under."""
    lines = {name: replace(one, photos=kept.get(name, ())) for name, one in sent.answers.by_line.items()}
    return replace(sent, answers=replace(sent.answers, by_line=lines))
