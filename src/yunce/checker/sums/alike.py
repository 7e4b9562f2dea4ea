# SPDX-License-Identifier: Apache-2.0
"""Lines and clauses of one form that state several amounts each, laid out as columns: (1)东线:客位42个,全年收入318.6万元."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yunce.checker.paper import Paper
from yunce.checker.slots import Slot, slots_of
from yunce.checker.sums.words import TOTAL_LABEL

_MARK = re.compile(r"[①-⑳⑴-⒇0-9一二三四五六七八九十]+")
_HANZI = re.compile(r"[^一-鿿]")
_CLAUSE = re.compile(r"[;；。]")
_CLOSES = re.compile(
    r"^\W*(?:以上|上述|全年|累计|[两二三四五六七八九十\d]+[一-鿿]{1,8}?(?:共|合|总|相加|之和)|[一-鿿]{0,6}(?:合\s?计|总\s?计|共\s?计|小\s?计))"
)
_LONGEST = 160
_FEWEST, _MOST = 2, 30
_LABEL = 4
"""Letters of a label that tell it from others."""


@dataclass(frozen=True, slots=True)
class Column:
    """The amounts of one unit and label, one a line; `at` are their lines."""

    label: str
    slots: tuple[Slot, ...]
    at: tuple[int, ...]

    @property
    def unit(self) -> str:
        """The unit that all of them have."""
        return self.slots[0].amount.unit


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a list, each with the amounts that it states, and the sentences right in front of it and behind it."""

    rows: tuple[tuple[Slot, ...], ...]
    before: tuple[Slot, ...]
    behind: tuple[Slot, ...]
    closing: str
    """The words of the sentence behind."""

    def columns(self) -> list[Column]:
        """Amounts of one unit: the only one of each line, or those that bear one label."""
        found = []
        for unit in dict.fromkeys(one.amount.unit for row in self.rows for one in row):
            alike = [[one for one in row if one.amount.unit == unit] for row in self.rows]
            if all(len(row) < _FEWEST for row in alike):
                places = [(at, row[0]) for at, row in enumerate(alike) if row]
                found += [_column(_shared([_label(one) for _, one in places]), places)]
            else:
                found += _by_label(alike)
        return [one for one in found if len(one.slots) >= _FEWEST]


def lines_alike(paper: Paper) -> tuple[Lines, ...]:
    """The lists of a paper whose lines, or whose clauses of one paragraph, state amounts."""
    return paper.once("lines alike", lambda: (*_of_blocks(paper), *_of_clauses(paper)))


def _of_blocks(paper: Paper) -> Iterator[Lines]:
    run: list[int] = []
    for at in range(len(paper.blocks) + 1):
        is_line = at < len(paper.blocks) and _is_line(paper, at)
        if run and not (is_line and _form(paper, at) == _form(paper, run[-1]) and not _closes(paper, at)):
            if _FEWEST <= len(run) <= _MOST:
                yield _lines(paper, run)
            run = []
        if is_line and not _closes(paper, at):
            run.append(at)


def _is_line(paper: Paper, at: int) -> bool:
    block = paper.blocks[at]
    is_plain = block.cell is None and block.kind != "heading" and block.end - block.start <= _LONGEST
    return is_plain and bool(paper.amounts.get(at)) and paper.is_text(at) and not paper.words(at).rstrip().endswith((":", "："))


def _closes(paper: Paper, at: int) -> bool:
    return not paper.blocks[at].number.strip() and bool(_CLOSES.match(paper.words(at)))


def _form(paper: Paper, at: int) -> tuple[str, tuple[int, ...]]:
    return _MARK.sub("1", paper.blocks[at].number.strip()), paper.place(at).heading_blocks


def _lines(paper: Paper, run: Sequence[int]) -> Lines:
    rows = [_outer(slots_of(paper, at)) for at in run]
    before = slots_of(paper, run[0] - 1) if run[0] and paper.blocks[run[0] - 1].cell is None else ()
    behind: tuple[Slot, ...] = ()
    closing, last, words = "", run[-1] + 1, paper.words(run[-1])
    head, stop, rest = words.partition("。")
    if stop and _CLOSES.match(rest):
        edge = paper.blocks[run[-1]].body + len(head)
        behind, closing = tuple(one for one in rows[-1] if one.amount.span.start > edge), rest
        rows[-1] = tuple(one for one in rows[-1] if one.amount.span.start < edge)
    elif last < len(paper.blocks) and paper.blocks[last].cell is None and paper.is_text(last) and _closes(paper, last):
        behind, closing = slots_of(paper, last), paper.words(last)
    return Lines(tuple(rows), _last_sentence(before), _first_sentence(behind), closing)


def _of_clauses(paper: Paper) -> Iterator[Lines]:
    """The clauses of a paragraph that semicolons part: (1)...;(2)...;(3)...。三项合计..."""
    for at in paper.worded:
        words = paper.words(at)
        if (";" not in words and "；" not in words) or len(paper.amounts.get(at, ())) <= _FEWEST:
            continue
        slots, body = slots_of(paper, at), paper.blocks[at].body
        stops = [found.start() + body for found in _CLAUSE.finditer(words)]
        rows: dict[int, list[Slot]] = {}
        for one in slots:
            rows.setdefault(sum(stop < one.amount.span.start for stop in stops), []).append(one)
        starts = [body, *(stop + 1 for stop in stops)]
        closing = next((clause for clause in rows if clause and _CLOSES.match(words[starts[clause] - body :])), None)
        kept = [clause for clause in rows if closing is None or clause < closing]
        if len(kept) >= _FEWEST and len(kept) == kept[-1] - kept[0] + 1:
            behind = tuple(rows[closing]) if closing is not None else ()
            told = words[starts[closing] - body :] if closing is not None else ""
            yield Lines(tuple(_outer(rows[clause]) for clause in kept), (), behind, told)


def _outer(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The amounts outside of brackets; those inside where there are no others."""
    outer = [one for one in slots if not one.depth] or list(slots)
    return tuple(one for one in outer if one.amount.is_point and one.amount.op == "=")


def _first_sentence(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(one for one in slots if one.sentence == slots[0].sentence)


def _last_sentence(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(one for one in slots if one.sentence == slots[-1].sentence)


def _label(slot: Slot) -> str:
    return _HANZI.sub("", slot.lead)[-_LABEL:]


def _shared(labels: Sequence[str]) -> str:
    """The label that more than half of the amounts bear; empty where each has a name of its own."""
    label, count = Counter(labels).most_common(1)[0]
    return label if count * 2 > len(labels) else ""


def _column(label: str, places: Sequence[tuple[int, Slot]]) -> Column:
    return Column(label, tuple(one for _, one in places), tuple(at for at, _ in places))


def _by_label(rows: Sequence[Sequence[Slot]]) -> Iterator[Column]:
    """Columns of a unit that lines state more than once; a label that is not in each of these lines once makes none."""
    for label in dict.fromkeys(_label(one) for row in rows for one in row):
        named = [[one for one in row if _label(one) == label] for row in rows]
        is_whole = all(len(found) == 1 for found, row in zip(named, rows, strict=True) if row)
        if label and is_whole and not TOTAL_LABEL.search(label):
            yield _column(label, [(at, row[0]) for at, row in enumerate(named) if row])
