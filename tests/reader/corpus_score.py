# SPDX-License-Identifier: Apache-2.0
"""What a reading of an annotated plan got right: values, kinds, names, links.

`python -m tests.reader.corpus_score [NAME ...] [-m]` prints it, with `-m` also what went wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.reader.corpus_files import Example, Fact, examples
from yunce.reader.contract import as_json
from yunce.reader.files import read_bytes
from yunce.reader.plain import plain_of
from yunce.reader.reading import read_document

Row = dict[str, object]
_VALUE = re.compile(r"(>=|<=|>|<)?(-?\d+(?:\.\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))?(.*)")
_NAMED = {"target", "budget", "ratio", "headcount"}


@dataclass
class Score:
    """Counts of one plan or of several."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """A share; 1 where there is nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    @property
    def kind_f1(self) -> float:
        """Of facts, and of what was read at facts or beside them, those whose kind is right: both ways together."""
        read = self.counts["value"] + self.counts["statements"] - self.counts["matched"]
        both = self.counts["facts"] + read
        return 2 * self.counts["kind"] / both if both else 1.0

    def line(self, name: str) -> str:
        """One row of the table."""
        shares = [("value", "facts"), ("matched", "statements"), ("kind", "value"), ("name", "named")]
        links = [(one, f"with {one}") for one in ("op", "period", "owner", "qualifier")]
        cells = [f"{self.share(*one):.2f}" for one in shares]
        cells.insert(3, f"{self.kind_f1:.2f}")
        return f"| {name} | {self.counts['facts']} | {' | '.join(cells)} | {' | '.join(f'{self.share(*one):.2f}' for one in links)} |"


HEAD = (
    "| plan | facts | value recall | precision | kind of found | kind F1 | link | op | period | owner | qualifier |\n" + "| --- " * 11 + "|"
)


def score(example: Example, into: Score | None = None) -> Score:
    """The counts of one annotated plan."""
    found = into or Score()
    data = example.data()
    shown = as_json(read_document(read_bytes(example.file_name, data)))
    text = str(shown["text"])
    statements, aside = shown["statements"], [{**one, "kind": "aside", "what": ""} for one in shown["aside"]]  # type: ignore[attr-defined]
    places = dict(_places(text, example.facts))
    used: set[int] = set()
    for at, fact in enumerate(example.facts):
        _one(at, fact, places.get(at), [*statements, *aside], found, used)  # type: ignore[misc]
    without = [at for at, fact in enumerate(example.facts) if not _VALUE.fullmatch(fact.value) and fact.kinds != {"aside"}]
    open_places = [places[at] for at in without]
    for one in statements:  # type: ignore[attr-defined]
        if one["kind"] != "context" and one["value"] and one["value"]["low"] is not None and one["value"]["unit"] != "date":
            found.counts["statements"] += 1
            if id(one) in used or any(_touches(one, place) for place in open_places):
                found.counts["matched"] += 1
            else:
                found.misses.append(f"extra  {one['kind']} {one['quote']} {one['value']} {one['what']} [{one['read_by']}]")
    return found


def _places(text: str, facts: tuple[Fact, ...]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each fact stands in the canonical text, line by line."""
    cursor = 0
    for at, fact in enumerate(facts):
        line = " ".join(fact.line.lstrip("#+->0123456789.、 ").split())
        quote = fact.quote
        own = fact.line.lstrip("#+->0123456789.、 ")
        skipped = len(fact.line) - len(own) if fact.at >= len(fact.line) - len(own) else 0
        start = text.find(own, cursor) if skipped or own == fact.line else -1
        if start < 0:
            start, skipped = text.find(fact.line, cursor), 0
        if start < 0 and line:
            start, skipped = text.find(quote, cursor), fact.at
        if start < 0:
            raise LookupError(f"{quote}: {fact.line}")
        cursor = start
        place = start + fact.at - skipped
        yield at, (place, place + len(quote))
        if at + 1 < len(facts) and (facts[at + 1].line != fact.line or facts[at + 1].at <= fact.at):
            cursor = start + max(len(fact.line) - skipped, 1)


def _one(at: int, fact: Fact, place: tuple[int, int] | None, rows: list[Row], found: Score, used: set[int]) -> None:
    if place is None or fact.kinds == {"aside"} or not fact.value or not _VALUE.fullmatch(fact.value):
        if place and fact.kinds & {"duty", "milestone"} and not fact.value:
            found.counts["rhythms"] += 1
            near = [one for one in rows if _touches(one, place)]
            right = any(one["kind"] in fact.kinds for one in near)
            found.counts["rhythms right"] += right
            if not right:
                found.misses.append(f"rhythm {fact.quote} as {[one['kind'] for one in near]}: {fact.line[:50]}")
        return
    is_date = "milestone" in fact.kinds and bool(re.search(r"^(\d{4}-)?(\d\d|Q\d|H\d|end)(-|\.\.|$)", fact.value))
    found.counts["dates" if is_date else "facts"] += 1
    near = [one for one in rows if _touches(one, place)]
    hits = [one for one in near if (_is_date(one, fact.value) if is_date else _is_value(one, fact.value))]
    where = f"{fact.quote} in {fact.line[:60]}"
    if not hits:
        found.misses.append(f"value  {fact.value}: read {[(one['quote'], one['value'], one.get('why')) for one in near]}: {where}")
        return
    used.update(id(one) for one in hits)
    found.counts["dates found" if is_date else "value"] += 1
    kinds = {str(one["kind"]) for one in hits}
    allowed = fact.kinds | ({"aside"} if "context" in fact.kinds else set())
    if not kinds & allowed:
        found.misses.append(
            f"kind   {sorted(fact.kinds)} read as {[(one['kind'], one.get('read_by', one.get('why'))) for one in hits]}: {where}"
        )
        if kinds == {"aside"} or is_date:
            return
    else:
        found.counts["dates right" if is_date else "kind"] += 1
    if not is_date:
        _links(fact, [one for one in hits if one["kind"] != "aside"], found, where)


def _links(fact: Fact, hits: list[Row], found: Score, where: str) -> None:
    if fact.name and fact.kinds & _NAMED and "context" not in fact.kinds:
        found.counts["named"] += 1
        if any(same_name(str(one["what"]), fact.name) for one in hits):
            found.counts["name"] += 1
        else:
            found.misses.append(f"link   {fact.name} read as {[one['what'] for one in hits]}: {where}")
    stated = {"period": "p", "owner": "o", "qualifier": "q"}
    wanted = {name: fact.links.get(letter) for name, letter in stated.items()}
    wanted["op"] = (_VALUE.fullmatch(fact.value) or [""] * 2)[1] or "="
    for name, word in wanted.items():
        if word is None or not hits:
            continue
        found.counts[f"with {name}"] += 1
        read = {str(one["value"]["op"] if name == "op" else one[name]) for one in hits}  # type: ignore[index]
        if plain_of(word) in read:
            found.counts[name] += 1
        else:
            found.misses.append(f"{name:6} {word} read as {sorted(read)}: {where}")


def _touches(one: Row, place: tuple[int, int]) -> bool:
    return int(str(one["start"])) < place[1] and place[0] < int(str(one["end"]))


def _is_value(one: Row, wanted: str) -> bool:
    """The same number and unit; a unit that the fact leaves out is not asked for."""
    value = one["value"]
    parts = _VALUE.fullmatch(wanted)
    if not isinstance(value, dict) or parts is None or value["low"] is None or value["unit"] == "date":
        return False
    low, high = float(parts[2]), float(parts[3] or parts[2])
    unit = plain_of(parts[4])
    same = abs(float(value["low"]) - low) < 1e-9 and abs(float(value["high"] or value["low"]) - high) < 1e-9
    own = str(value["unit"])
    return same and (not unit or own == unit or own.split("/")[0] == unit.split("/")[0] or (own == "" and unit not in {"CNY", "%"}))


def _is_date(one: Row, wanted: str) -> bool:
    value = one["value"]
    if isinstance(value, dict) and value["unit"] == "date":
        low, high = str(value["low"]), str(value["high"])
        read = low if low == high else f"{low}..{high}"
        return re.sub(r"\d{4}-", "", read) == re.sub(r"\d{4}-", "", wanted)
    return False


def same_name(found: str, wanted: str) -> bool:
    """One holds the other, or they share half of the longer one's characters."""
    found, wanted = plain_of(found), plain_of(wanted)
    if not found or not wanted:
        return False
    return found in wanted or wanted in found or len(set(found) & set(wanted)) * 2 >= max(len(set(found)), len(set(wanted)))


def main(names: list[str]) -> None:
    """Print the table and what went wrong."""
    whole = Score()
    print(HEAD)
    misses = []
    for example in examples(*[one for one in names if not one.startswith("-")]):
        own = score(example)
        print(own.line(f"{example.name} ({example.form})"), {k: v for k, v in own.counts.items() if "date" in k or "rhyth" in k})
        whole.counts.update(own.counts)
        misses += [f"{example.name}: {one}" for one in own.misses]
    print(whole.line("all"), {k: v for k, v in whole.counts.items() if "date" in k or "rhyth" in k})
    if "-m" in names:
        print("\n".join(misses))


if __name__ == "__main__":
    main(sys.argv[1:])
