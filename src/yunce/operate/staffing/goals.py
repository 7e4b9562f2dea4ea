# SPDX-License-Identifier: Apache-2.0
"""What a service promises, from words to numbers: `80% in 20s`, `answer_rate >= 90%`, `asa <= 30s`, `occupancy <= 85%`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yunce.engine.staff.required import Goals
from yunce.values.duration import Duration, read_duration
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import Quantity, read_quantity

USUAL_THRESHOLD = 20
_TIME = r"(?P<time>\d+(?:\.\d+)?\s*[a-z\u4e00-\u9fff]*)"
_LEVEL = re.compile(rf"^(?P<share>\d+(?:\.\d+)?\s*%?)\s*(?:in|/|@|以内|within)\s*{_TIME}$")
_LEVEL_CHINESE = re.compile(rf"^{_TIME}(?:之?内|以内)(?:接通|接起|应答|接听)?率?(?:不低于|达到|≥|>=)?\s*(?P<share>\d+(?:\.\d+)?\s*%)$")
_BOUND = re.compile(r"^(?P<name>[a-z_\u4e00-\u9fff]+)\s*(?P<sign>>=|<=|≥|≤|>|<|不低于|不高于|不超过)\s*(?P<value>.+)$")
_ANSWERED = {"answer_rate", "answered", "接通率", "应答率", "人工接通率"}
_WAIT = {"asa", "response_seconds", "mean_wait", "wait", "平均等待", "平均响应时长", "平均等待时长"}
_BUSY = {"occupancy", "占用率", "利用率"}


@dataclass(frozen=True, slots=True)
class Promise:
    """Goals as numbers, and the threshold of a good wait [s]."""

    goals: Goals
    threshold: int
    problems: tuple[Problem, ...] = ()


def read_promise(texts: Sequence[str], *, least: int = 0, patience: bool = True, path: str = "goal") -> Promise:
    """The goals that some texts mean together. Raises `YunceError` with every text that cannot be read."""
    found: dict[str, float] = {}
    threshold, wrong = USUAL_THRESHOLD, []
    for index, text in enumerate(texts):
        one = _read(text.strip().lower())
        if one is None:
            wrong.append(Problem.of("staffing.goal_unreadable", f"{path}[{index}]", stated=text))
            continue
        found[one[0]] = one[1]
        threshold = one[2] or threshold
    if wrong:
        raise YunceError(*wrong)
    notes = [] if found else [Problem.of("staffing.no_goal", path, Severity.NOTE)]
    if "answered" in found and not patience:
        notes.append(Problem.of("staffing.no_patience", path, Severity.WARNING))
    return Promise(Goals(least=least, **found), threshold, tuple(notes))


def _read(text: str) -> tuple[str, float, int] | None:
    """One goal: its name, its number, the threshold that it names [s]."""
    level = _LEVEL.match(text) or _LEVEL_CHINESE.match(text)
    if level:
        share, time = _share(level["share"]), _seconds(level["time"])
        return None if share is None or time is None else ("within", share, round(time))
    bound = _BOUND.match(text)
    if bound is None:
        return None
    more = bound["sign"] in (">=", "≥", ">", "不低于")
    if bound["name"] in _ANSWERED and more:
        share = _share(bound["value"])
        return None if share is None else ("answered", share, 0)
    if bound["name"] in _BUSY and not more:
        share = _share(bound["value"])
        return None if share is None else ("occupancy", share, 0)
    wait = _seconds(bound["value"]) if bound["name"] in _WAIT and not more else None
    return None if wait is None else ("mean_wait", wait, 0)


def _share(text: str) -> float | None:
    found = read_quantity(text)
    if not isinstance(found, Quantity):
        return None
    value = float(found.amount)
    return value / 100 if value > 1 and found.unit != "%" else value


def _seconds(text: str) -> float | None:
    """Seconds of a time; a bare number is seconds."""
    plain = text.strip()
    found = read_duration(f"{plain}s" if re.fullmatch(r"[\d.]+", plain) else plain)
    return float(found.seconds) if isinstance(found, Duration) and found.seconds is not None else None
