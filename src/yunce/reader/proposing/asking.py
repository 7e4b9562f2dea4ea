# SPDX-License-Identifier: Apache-2.0
"""What a language model would be sent: each section of a text with a mark at every number, and the form of its answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.scan.mentions import Mention

Json = dict[str, object]
KINDS = ("target", "budget", "headcount", "milestone", "duty", "rule", "appraisal", "ratio", "total", "role", "context")
QUALIFIERS = ("commit", "stretch", "at-least", "about")
LONGEST_QUOTE = 60
_LONGEST_SECTION = 2400
_SHORTEST_SECTION = 400
_MARKED = frozenset({"quantity", "ratio", "date", "cadence", "offset", "mask", "blank"})
_TASK = (
    "你在整理一份年度运营计划。文中每个数字、日期都带有编号，例如 [m12:300万元]。请指出哪些编号是计划内容：类别、指标名称、期间、负责人。"
    "只能引用已有编号，不得写出任何新的数字。quote 必须是原文中含有该数字的一段，逐字照抄，去掉编号，不超过 60 字；"
    "what 和 owner 必须是原文中的词，没有就写 null；period 写日期的编号或 null。不是计划内容的编号不要列出。"
)
_NAME: Json = {"type": ["string", "null"]}
SCHEMA: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["elements"],
    "properties": {
        "elements": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["mention", "kind", "quote", "what", "period", "owner", "qualifier"],
                "properties": {
                    "mention": {"type": "string"},
                    "kind": {"type": "string", "enum": list(KINDS)},
                    "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
                    "what": _NAME,
                    "period": _NAME,
                    "owner": _NAME,
                    "qualifier": {"type": ["string", "null"], "enum": [*QUALIFIERS, None]},
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a text: its span, the mentions in it by their marks, and the words with the marks."""

    start: int
    end: int
    mentions: dict[str, Mention]
    marked: str


def sections_of(reading: Reading) -> list[Section]:
    """The sections of a text that hold numbers: blocks under one heading, cut where they are long."""
    marks = _marks(reading)
    found: list[Section] = []
    for start, end in _spans(reading):
        inside = {mark: one for mark, one in marks.items() if start <= one.start and one.end <= end}
        if inside:
            found.append(Section(start, end, inside, _marked(reading.document.text, start, end, inside)))
    return found


def _marks(reading: Reading) -> dict[str, Mention]:
    """A mark for each mention, in order of place."""
    everything: list[Statement | Aside] = [*reading.statements, *reading.aside]
    wanted = sorted((one.mention for one in everything if one.mention.sort in _MARKED), key=lambda one: one.start)
    return {f"m{at}": one for at, one in enumerate(wanted, 1)}


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    start = last = 0
    for block in reading.document.blocks:
        if block.kind == "furniture":
            continue
        begins = block.kind == "heading" and last - start > _SHORTEST_SECTION
        if last > start and (begins or block.end - start > _LONGEST_SECTION):
            yield start, last
            start = block.start
        last = block.end
    if last > start:
        yield start, last


def _marked(text: str, start: int, end: int, mentions: dict[str, Mention]) -> str:
    parts, last = [], start
    for mark, one in mentions.items():
        parts += [text[last : one.start], f"[{mark}:{text[one.start : one.end]}]"]
        last = one.end
    return "".join([*parts, text[last:end]])


def request_of(section: Section, model: str) -> Json:
    """The request for one section, as an endpoint of the usual form takes it."""
    return {
        "model": model,
        "temperature": 0,
        "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": section.marked}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "elements", "strict": True, "schema": SCHEMA}},
    }


def key_of(request: Json) -> str:
    """The name of a request: the same words to the same model have the same."""
    return hashlib.sha256(json.dumps(request, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
