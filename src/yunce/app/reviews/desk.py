# SPDX-License-Identifier: Apache-2.0
"""What can be done with reviews: hand in, read, decide, let a finding stand, make a plan version, hand in a revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from filelock import Timeout

from yunce.app.clock import now, today
from yunce.app.packs import read_packs
from yunce.app.plan_files import load_text
from yunce.app.reviews.assembling import open_instead, plan_tree
from yunce.app.reviews.cache import Readings, what_of
from yunce.app.reviews.events import Event
from yunce.app.reviews.keys import Keys
from yunce.app.reviews.looking import Check, Checked, Look, Number, checked_of, look, shape_of, with_findings
from yunce.app.reviews.patching import only_value
from yunce.app.reviews.state import ReviewState, Source, state_of
from yunce.app.reviews.store import FOLDER, ReviewStore, Stored
from yunce.app.reviews.write_back import Written, write_back
from yunce.app.reviews.yaml_text import text_of
from yunce.app.settings import Settings
from yunce.plan.document import Plan
from yunce.reader.revision import Revision, revise
from yunce.values.problem import Problem, YunceError, has_errors

ACTIONS = frozenset({"accept", "correct", "reject", "undo"})
FIELDS = ("kind", "what", "period", "owner", "unit", "value")
KINDS = ("target", "budget", "headcount", "milestone", "duty", "rule", "appraisal", "ratio", "total", "role", "context")
LONGEST_FIELD = 200
MOST_ROUNDS = 4
MOST_TRIES = 3
PLAN_PREFIX = "review_"
AT_ONCE = 1500
"""With up to so many numbers the rules run before a page is answered; with more behind it."""


class Version(Protocol):
    """What the door tells of a stored version."""

    @property
    def fingerprint(self) -> str:
        """Its hash."""

    @property
    def number(self) -> int:
        """Its number among the plan's versions."""


Made = tuple[Version | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """A review in a list."""

    id: str
    state: ReviewState


class Reviews:
    """The reviews of a home."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = ReviewStore(settings.home / FOLDER, now)
        self._readings = Readings(settings.home / FOLDER / "cache")
        self._settled: dict[str, int] = {}
        self._named: dict[str, Keys] = {}
        self._looks: dict[str, tuple[tuple[int, date], int, Look]] = {}

    def heads(self) -> tuple[ReviewHead, ...]:
        """All reviews, the newest first."""
        found = [ReviewHead(own, self.state(own)) for own in self.store.ids()]
        return tuple(sorted(found, key=lambda one: one.state.sources[0].event.at, reverse=True))

    def state(self, review: str) -> ReviewState:
        """Where a review stands. Raises `YunceError` where there is none."""
        return state_of(self.store.events(review))

    def read(self, review: str) -> None:
        """Read and check the newest source and write down how that ended; what was read already is left.

        A source that has ended the program several times is given up.
        """
        state = self.state(review)
        if state.reading is not None:
            return
        number = str(state.source.number)
        if state.tries >= MOST_TRIES:
            problem = Problem.of("app.review_gives_up", state.source.name, times=state.tries)
            self.store.add(review, Event("unreadable", data={"number": number, **packed(problem)}))
            return
        self.store.add(review, Event("begun", data={"number": number}))
        try:
            seen = look(self._keys(review, state), state, self._check(state), today())
        except YunceError as e:
            self.store.add(review, Event("unreadable", data={"number": number, **packed(e.problems[0])}))
            return
        counts = {"numbers": len(seen.numbers), "used": len(seen.used), "findings": len(seen.found)}
        self.store.add(review, Event("read", data={"number": number, **{name: str(count) for name, count in counts.items()}}))

    def waiting(self) -> tuple[str, ...]:
        """Reviews whose newest source nobody has read yet."""
        return tuple(own for own in self.store.ids() if self._waits(own))

    def _waits(self, review: str) -> bool:
        mark = self.store.mark(review)
        if self._settled.get(review) == mark:
            return False
        if waits := self.state(review).reading is None:
            return waits
        self._settled[review] = mark
        return False

    def look(self, review: str) -> tuple[Look, ReviewState]:
        """The review as it is now, checked. Raises `YunceError` where its source cannot be read."""
        seen, state = self.glance(review)
        if seen.is_behind:
            seen = with_findings(seen, self._check(state)(seen.changed, lambda: _checked(seen)), state, today())
            self._keep(review, state, seen)
        return seen, state

    def glance(self, review: str) -> tuple[Look, ReviewState]:
        """The review as it is now; of a long document the findings may still be those of an older state (`Look.is_behind`)."""
        state, day = self.state(review), today()
        what = _what(state.source)
        when, mark, kept = self._looks.get(review, (None, 0, None))
        if kept is not None and when == (state.last, day) and not (kept.is_behind and mark != self._readings.mark(what)):
            return kept, state
        keys, mark = self._keys(review, state), self._readings.mark(what)
        is_long = len(keys.mentions) > AT_ONCE
        seen = look(keys, state, self._check(state, at_once=is_long), day)
        self._keep(review, state, seen, mark)
        return seen, state

    def check_behind(self, review: str) -> bool:
        """Run the rules over the newest state where nobody has; false where another process is at it, or the state has moved on since."""
        lock = self._readings.lock(_what(self.state(review).source))
        try:
            with lock.acquire(timeout=0):
                seen, state = self.look(review)
        except Timeout:
            return False
        return not seen.is_behind and state.last == self.state(review).last

    def _keep(self, review: str, state: ReviewState, seen: Look, mark: int = 0) -> None:
        self._looks = {review: ((state.last, today()), mark, seen)}

    def decide(self, review: str, key: str, said: Mapping[str, str], *, by: str, saw: int) -> Stored:
        """Accept, correct, reject or undo one number. Raises `YunceError` for what cannot be meant."""
        seen, _ = self.glance(review)
        number = seen.number(key)
        if number is None:
            raise YunceError(Problem.of("app.review_number_gone", key))
        action = said.get("action", "")
        words = _changed(seen, number, said) if action == "correct" else {}
        _check(action, words, number)
        if action == "undo" and number.decision is not None:
            return self.store.add(review, Event("decided", by, number.decision.key, {"action": action}, saw))
        action = "accept" if action == "correct" and not words else action
        data = {"action": action, **words, "shape": number.shape, "quote": number.quote}
        return self.store.add(review, Event("decided", by, key, data, saw))

    def fix(self, review: str, finding: str, *, by: str) -> Stored:
        """Write a finding's repair over its number. Raises `YunceError` where it has none."""
        seen, _ = self.look(review)
        found = next((one for one in seen.found if one.finding.key == finding), None)
        number = seen.number(found.fix_key) if found is not None else None
        if found is None or number is None:
            raise YunceError(Problem.of("app.review_finding_gone", finding))
        return self.decide(review, number.key, {**_kept(number), "action": "correct", "value": found.fix_words}, by=by, saw=number.seen)

    def waive(self, review: str, finding: str, why: str, until: str, *, by: str) -> Stored:
        """Let a finding stand, with a reason, for good or up to a day. Raises `YunceError`."""
        seen, _ = self.look(review)
        found = next((one for one in seen.found if one.finding.key == finding), None)
        if found is None:
            raise YunceError(Problem.of("app.review_finding_gone", finding))
        if not why.strip():
            raise YunceError(Problem.of("app.review_no_reason", finding))
        if until:
            try:
                last = date.fromisoformat(until)
            except ValueError as e:
                raise YunceError(Problem.of("app.day_invalid", "until", value=until)) from e
            if last < today():
                raise YunceError(Problem.of("app.review_day_past", finding, day=until))
        about = {"code": found.finding.code, "shape": shape_of(found, seen.numbers)}
        data = {"why": why.strip()[:LONGEST_FIELD], "until": until, **about}
        return self.store.add(review, Event("waived", by, finding, data, self.state(review).last))

    def unwaive(self, review: str, finding: str, *, by: str) -> Stored:
        """Let a finding count again."""
        return self.store.add(review, Event("unwaived", by, finding, saw=self.state(review).last))

    def withdraw(self, review: str) -> ReviewState:
        """Take a review away with its sources and what was read in them; where it stood.

        Raises `YunceError` where a plan was made of it: the plan's numbers lead to the source.
        """
        state = self.state(review)
        if state.made:
            raise YunceError(Problem.of("app.review_made", review, version=state.made[-1].get("version")))
        self.store.remove(review)
        kept = {source.sha256 for head in self.heads() for source in head.state.sources}
        for source in state.sources:
            if source.sha256 not in kept:
                self._readings.forget(source.name, source.sha256)
        self._looks.pop(review, None)
        return state

    def plan(self, review: str, part: int) -> str:
        """The plan that the review gives now, valid in the plan language. Raises `YunceError` with what is wrong where it is not."""
        seen, _ = self.look(review)
        if not 0 <= part < len(seen.now.plans):
            raise YunceError(Problem.of("app.review_part_unknown", str(part)))
        tree = plan_tree(seen, part, self.plan_id(review, part), read_packs())
        for _round in range(MOST_ROUNDS):
            loaded = load_text(text_of(tree), self.settings)
            errors = [problem for problem in loaded.problems if has_errors([problem])]
            if not errors or not open_instead(tree, errors):
                break
        if errors:
            raise YunceError(*errors)
        return loaded.text

    def make(self, review: str, part: int, add: Callable[[Path], Made], *, by: str) -> Made:
        """Hand the plan to the installation's own door (`add` takes a file), and write down which version came of it."""
        text = self.plan(review, part)
        with TemporaryDirectory(prefix="yunce-review-") as folder:
            path = Path(folder) / f"{self.plan_id(review, part)}.yaml"
            path.write_text(text, "utf-8")
            made = add(path)
        version, problems = made
        if version is None:
            raise YunceError(*problems)
        data = {"fingerprint": version.fingerprint, "version": str(version.number), "source": str(self.state(review).source.number)}
        self.store.add(review, Event("made", by, data=data))
        return made

    @staticmethod
    def plan_id(review: str, part: int) -> str:
        """The id of the plan that one part of a review makes."""
        return f"{PLAN_PREFIX}{review}" + (f"_{part + 1}" if part else "")

    def of_plan(self, plan_id: str) -> str:
        """The review that a plan came of; empty where it came otherwise."""
        own = plan_id.removeprefix(PLAN_PREFIX).partition("_")[0]
        return own if plan_id.startswith(PLAN_PREFIX) and own in self.store.ids() else ""

    def write_back(self, plan: Plan, fingerprint: str) -> tuple[str, Written]:
        """The document that a plan came of, with the plan's numbers and with what people wrote over others; its name too.

        Raises `YunceError` where the plan came otherwise, and with every number that cannot be written.
        """
        review = self.of_plan(plan.plan.id)
        if not review:
            raise YunceError(Problem.of("app.review_unknown", plan.plan.id))
        state = self.state(review)
        made = [event for event in state.made if event.get("fingerprint") == fingerprint] or state.made
        number = int(made[-1].get("source")) if made else state.source.number
        source = state.sources[number - 1]
        said = self.look(review)[0].shift.edits if number == state.source.number else ()
        return source.name, write_back(plan, source.name, self.store.source(review, number), said)

    def changes(self, review: str) -> tuple[Revision, ...]:
        """What the newest source changes against the one before it, target by target, with what people decided in both."""
        state = self.state(review)
        if len(state.sources) < 2:
            return ()
        before = look(self._keys(review, state, -2), state, self._check(state, -2), today())
        return revise(before.now, self.look(review)[0].now)

    def _keys(self, review: str, state: ReviewState, at: int = -1) -> Keys:
        """A source's reading with the names of its numbers, worked out once while it is looked at."""
        source = state.sources[at]
        reading = self._readings.reading(source.name, source.sha256, lambda: self.store.source(review, source.number))
        if source.sha256 not in self._named or self._named[source.sha256].reading is not reading:
            self._named = {**dict(list(self._named.items())[-1:]), source.sha256: Keys(reading)}
        return self._named[source.sha256]

    def _check(self, state: ReviewState, at: int = -1, *, at_once: bool = False) -> Check:
        """What finds, in a source of the review; `at_once` takes what an older state gave."""
        what, way = _what(state.sources[at]), self._readings.at_once if at_once else self._readings.checked

        def check(changed: str, make: Callable[[], Checked]) -> Checked:
            return way(what, changed, make)

        return check


def _what(source: Source) -> str:
    return what_of(source.name, source.sha256)


def _checked(seen: Look) -> Checked:
    return checked_of(seen.changed, seen.now, seen.shift, seen.numbers)


def packed(problem: Problem) -> dict[str, str]:
    """A problem as an event keeps it."""
    return {"code": problem.code, "path": problem.path, **{f"p_{key}": value for key, value in problem.params}}


def unpacked(event: Event) -> Problem:
    """The problem that an event keeps."""
    params = tuple((key.removeprefix("p_"), value) for key, value in event.data.items() if key.startswith("p_"))
    return Problem(event.get("code"), event.get("path"), params)


def _changed(seen: Look, number: Number, said: Mapping[str, str]) -> dict[str, str]:
    """The fields of a correction that say something else than what was read."""
    read = next((one for one in seen.source.statements if one.mention.start == number.start), None)
    known = {"value": number.quote, "kind": "", "what": "", "period": "", "owner": "", "unit": ""}
    if read is not None:
        known |= {"kind": read.kind, "what": read.links.what, "period": read.links.period, "owner": read.links.owner}
        known["unit"] = read.links.scope
    words = {name: said.get(name, "").strip()[:LONGEST_FIELD] for name in FIELDS}
    return {name: word for name, word in words.items() if word and word != known[name]}


def _kept(number: Number) -> dict[str, str]:
    """What was decided of a number before, so that another correction does not take it back."""
    return {name: number.decision.event.get(name) for name in FIELDS} if number.decision else {}


def _check(action: str, words: Mapping[str, str], number: Number) -> None:
    """Refuse what cannot be meant, before it is kept."""
    if action not in ACTIONS:
        raise YunceError(Problem.of("app.review_action", action))
    if action == "undo" and number.decision is None:
        raise YunceError(Problem.of("app.review_nothing_to_undo", number.quote))
    if words.get("kind") and words["kind"] not in KINDS:
        raise YunceError(Problem.of("app.review_kind", words["kind"]))
    if words.get("value") and only_value(words["value"]) is None:
        raise YunceError(Problem.of("app.review_value", number.quote, value=words["value"]))
