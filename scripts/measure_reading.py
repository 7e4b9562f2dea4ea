# SPDX-License-Identifier: Apache-2.0
"""Measure the reader against annotated plans: `measure_reading.py GOLD SEEDS [--misses]`.

GOLD holds `facts.jsonl` and `plans.jsonl` (one fact a line: doc, plan, kind, span, value, unit, metric or item or what), SEEDS the
documents. Value, kind and link are measured apart: a number can be read right and named wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from yunce.reader.reading import Aside, Reading, Statement, read_file

MADE_OF = {"元": "CNY", "月": "月", "年": "年"}
NUMBERED = {"target", "budget", "headcount", "rule", "appraisal", "ratio", "total", "context", "duty"}
Fact = dict[str, object]
Read = Statement | Aside


@dataclass
class Score:
    """Counts of one plan or of all."""

    facts: int = 0
    found: int = 0
    right_kind: int = 0
    named: int = 0
    right_name: int = 0
    read: int = 0
    read_in_gold: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """One row of the table."""
        return (
            f"| {name} | {self.facts} | {share(self.found, self.facts)} | {share(self.read_in_gold, self.read)} "
            f"| {share(self.right_kind, self.found)} | {share(self.right_name, self.named)} |"
        )


def share(part: int, whole: int) -> str:
    """A share with two digits."""
    return f"{part / whole:.2f}" if whole else "-"


def numbers_of(fact: Fact) -> list[Decimal]:
    """The ends of a fact's value; empty where it is no number."""
    if fact.get("type") in {"identifier", "period", "garbled"}:
        return []
    value = fact.get("raw", fact.get("value", fact.get("threshold")))
    if value is None and fact["kind"] == "rule":
        value = fact.get("threshold")
    try:
        return [Decimal(str(one)) for one in (value if isinstance(value, list) else [value]) if one is not None]
    except InvalidOperation:
        return []


def overlaps(one: Read, fact: Fact) -> bool:
    """True where a mention and a fact share a character."""
    start, end = fact["span"]  # type: ignore[misc]
    return one.mention.start < end and start < one.mention.end  # type: ignore[has-type]


def has_value(one: Read, wanted: list[Decimal]) -> bool:
    """True where a mention has the fact's value, in its own or the written scale."""
    value = one.mention.value
    if value is None:
        return False
    ends = {value.low, value.high}
    return all(any(end is not None and end in (want, want * 10000) for end in ends) for want in wanted)


def name_of(fact: Fact) -> str:
    """What the fact says the number is of."""
    return str(fact.get("metric") or fact.get("item") or fact.get("role") or "")


def same_name(found: str, wanted: str) -> bool:
    """One holds the other, or they share half of the longer one's characters."""
    if not found or not wanted:
        return False
    if found in wanted or wanted in found:
        return True
    return len(set(found) & set(wanted)) * 2 >= max(len(set(found)), len(set(wanted)))


def measure(reading: Reading, facts: list[Fact], score: Score) -> Iterator[str]:
    """Count one document's facts into a score; what went wrong, line by line."""
    everything: list[Read] = [*reading.statements, *reading.aside]
    kinds_at: dict[tuple[int, int], set[str]] = defaultdict(set)
    for fact in facts:
        kinds_at[tuple(fact["span"])].add(str(fact["kind"]))  # type: ignore[index, arg-type]
    for fact in facts:
        wanted = numbers_of(fact)
        if fact["kind"] not in NUMBERED or not wanted or not spelled(fact):
            continue
        score.facts += 1
        hits = [one for one in everything if overlaps(one, fact) and has_value(one, wanted)]
        if not hits:
            yield f"value  {fact['kind']} {fact['text']} {fact.get('value')}"
            continue
        score.found += 1
        allowed = {str(other["kind"]) for other in facts if any(overlaps(hit, other) for hit in hits) and numbers_of(other) == wanted} | {
            str(fact["kind"])
        }
        kinds = {one.kind if isinstance(one, Statement) else "context" for one in hits}
        if kinds & allowed:
            score.right_kind += 1
        else:
            yield f"kind   {fact['kind']} read as {sorted(kinds)}: {fact['text']} {fact.get('value')}"
        score.kinds[str(fact["kind"]), min(kinds)] += 1
        if fact["kind"] in {"target", "budget", "ratio"} and name_of(fact):
            score.named += 1
            names = [one.links.what for one in hits if isinstance(one, Statement)]
            if any(same_name(name, name_of(fact)) for name in names):
                score.right_name += 1
            else:
                yield f"link   {name_of(fact)} read as {names}: {fact['text']}"
    numbered = [one for one in reading.statements if one.mention.sort in {"quantity", "ratio"} and one.kind != "context"]
    score.read += len(numbered)
    for one in numbered:
        if any(overlaps(one, fact) for fact in facts):
            score.read_in_gold += 1
        else:
            yield f"extra  {one.kind} {reading.document.text[one.mention.start : one.mention.end]} {one.links.what}"


def spelled(fact: Fact) -> bool:
    """False for a number that the text only implies: four months that make a year, three people of whom one and two are named."""
    words = str(fact["text"])
    if not any(sign.isdigit() or sign in "一二三四五六七八九十两兩百半" for sign in words):
        return False
    return "parts" not in fact or (fact["kind"] == "total" and any(sign in words for sign in ("计", "計", "总", "總", "=", "共")))


def main(arguments: list[str]) -> int:
    """Print the table, and with `--misses` what went wrong."""
    gold, seeds = Path(arguments[0]), Path(arguments[1])
    facts: dict[str, list[Fact]] = defaultdict(list)
    for line in (gold / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        facts[fact["doc"]].append(fact)
    plans = [json.loads(line) for line in (gold / "plans.jsonl").read_text(encoding="utf-8").splitlines()]
    whole = Score()
    print("| plan | facts | value recall | precision | kind | link |\n| --- | --- | --- | --- | --- | --- |")
    misses = []
    for doc, own in sorted(facts.items()):
        reading = read_file(seeds / doc)
        annotated = [plan for plan in plans if plan["doc"] == doc]
        for plan in annotated:
            part = within(reading, plan["start"], plan["end"])
            inside = [fact for fact in own if fact["plan"] == plan["plan"]]
            score = Score()
            misses += [f"{doc[:3]}-{plan['plan']} {miss}" for miss in measure(part, inside, score)]
            add(whole, score)
            print(score.line(f"{doc[:3]}-{plan['plan']} {plan['title']}"))
    print(whole.line("all"))
    if "--misses" in arguments:
        print("\n".join(misses))
    return 0


def within(reading: Reading, start: int, end: int) -> Reading:
    """What a reading found between two characters."""
    statements = tuple(one for one in reading.statements if start <= one.mention.start < end)
    aside = tuple(one for one in reading.aside if start <= one.mention.start < end)
    return Reading(reading.document, reading.plans, reading.places, statements, aside)


def add(whole: Score, score: Score) -> None:
    """Add one plan's counts to those of all."""
    for name in ("facts", "found", "right_kind", "named", "right_name", "read", "read_in_gold"):
        setattr(whole, name, getattr(whole, name) + getattr(score, name))
    whole.kinds.update(score.kinds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
