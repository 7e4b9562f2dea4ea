# SPDX-License-Identifier: Apache-2.0
"""All mentions of a text, none overlapping: what is more specific takes its span first, and no digit is left over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from yunce.reader.blocks import Block, Document
from yunce.reader.scan.bounds import find_bounds
from yunce.reader.scan.dates import find_dates
from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.names import find_certain_names, find_masks, find_other_names
from yunce.reader.scan.numerals import digits_number
from yunce.reader.scan.quantities import POST, PRE, find_quantities, op_of, suspect
from yunce.reader.scan.rhythms import find_rhythms

_RATIO = re.compile(
    rf"(?:(?:{PRE})\s?(?:为|在|于|到|至|达)?\s?)?"
    r"(?<![\d:.])(?P<a>\d+(?:\.\d+)?)\s?[:：比]\s?(?P<b>\d+(?:\.\d+)?)(?:\s?[-~至到]+\s?(?P<c>\d+(?:\.\d+)?)\s?[:：]\s?(?P<d>\d+(?:\.\d+)?))?(?![\d:])(?!\.\d)"
    rf"(?:{POST})?"
)
_PROPORTION = re.compile(r"\d\s?[:：比]\s?\d")
_EARLIER = re.compile(rf"(?:{PRE})(?:(?:每[人天日周月年店户台家季班]度?){{1,2}}|[^,;。:\d]{{1,8}}的)$")
_LAST_OF_EARLIER = frozenset("人天日周月年店户台家季班度的\n")
"""The last sign of what `_EARLIER` finds."""
_ANYTHING = re.compile(r"[\d〇零一二两三四五六七八九十半百千万亿①-⑳⒈-⒛年月季每周日旬天定%‰]|__|[xX×*-]{2}|(?:万?元|人|名)\W|[Tt]\s?[-+]")
"""Without one of these there is nothing to be found: most lines of prose end here."""
_BARE = re.compile(r"(?P<digits>\d{1,3}(?:,\d{3}){0,6}(?:\.\d{1,2})?|\d{1,7})%?")
"""A cell that is one number and nothing else."""
_LEFT = re.compile(r"\d+(?:\.\d+)?")


def scan(document: Document) -> tuple[Mention, ...]:
    """The mentions of a document in order of place; a block's own mark is one too."""
    found: list[Mention] = []
    for block in document.blocks:
        if block.number and any(sign.isdigit() or sign in "一二三四五六七八九十" for sign in block.number):
            found.append(Mention("number_mark", block.start, block.body, role="numbering"))
        found += scan_words(document.words(block), block.body)
    return tuple(found)


def scan_block(document: Document, block: Block) -> list[Mention]:
    """The mentions inside one block."""
    return scan_words(document.words(block), block.body)


def scan_words(plain: str, offset: int = 0) -> list[Mention]:
    """The mentions of one piece of plain text, spans moved by `offset`."""
    if bare := _BARE.fullmatch(plain):
        return [_bare(bare["digits"], plain, offset)]
    if not _ANYTHING.search(plain):
        return []
    taken = bytearray(len(plain))
    kept: list[Mention] = []
    for finder in (find_certain_names, find_dates, find_masks, find_rhythms, find_other_names, _ratios, find_bounds, find_quantities):
        _take(finder(plain), taken, kept)
    if _LEFT.search(free := _free(plain, taken)):
        _take(find_quantities(free), taken, kept)
        _take(_left_over(_free(plain, taken)), taken, kept)
    kept.sort(key=lambda one: one.start)
    return [_moved(_compared(one, plain), offset) for one in kept]


def _bare(digits: str, plain: str, offset: int) -> Mention:
    """What `find_quantities` finds in a number and nothing else."""
    number, unit = digits_number(digits), "%" if plain.endswith("%") else ""
    doubt, readings = suspect(digits, number, None, unit, "") if unit else ("", ())
    return Mention("quantity", offset, offset + len(plain), Value(number, number, unit), doubt=doubt, readings=readings)


def _free(plain: str, taken: bytearray) -> str:
    """What no mention has taken; the rest blanked."""
    parts, at = [], 0
    while (start := taken.find(1, at)) >= 0:
        end = found if (found := taken.find(0, start)) >= 0 else len(plain)
        parts += [plain[at:start], "\0" * (end - start)]
        at = end
    return "".join(parts) + plain[at:]


def _compared(one: Mention, plain: str) -> Mention:
    """A number whose comparator stands before a rhythm: 不低于每人每月8通."""
    if one.sort != "quantity" or one.value is None or one.value.op != "=" or plain[one.start - 1 : one.start] not in _LAST_OF_EARLIER:
        return one
    found = _EARLIER.search(plain, max(0, one.start - 16), one.start)
    return replace(one, value=replace(one.value, op=op_of(found.groupdict()))) if found else one


def _take(found: Iterable[Mention], taken: bytearray, kept: list[Mention]) -> None:
    """Keep the mentions whose span is still free."""
    for one in found:
        if one.end > one.start and taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)


def _moved(one: Mention, by: int) -> Mention:
    if not by:
        return one
    return Mention(one.sort, one.start + by, one.end + by, one.value, one.when, one.about, one.doubt, one.readings, one.per, one.role)


def _ratios(plain: str) -> list[Mention]:
    """Proportions: 1:3 is 3, 80:20 is 4; a range of them is a range."""
    mentions = []
    for found in _RATIO.finditer(plain) if _PROPORTION.search(plain) else ():
        a, b = Decimal(found["a"]), Decimal(found["b"])
        if a == 0 or b == 0:
            continue
        low = _share(a, b)
        high = _share(Decimal(found["c"]), Decimal(found["d"])) if found["c"] and Decimal(found["c"]) and Decimal(found["d"]) else low
        mentions.append(
            Mention("ratio", found.start(), found.end(), Value(low, high, "1:n" if a == 1 else "n:1", op_of(found.groupdict())))
        )
    return mentions


def _share(a: Decimal, b: Decimal) -> Decimal:
    share = b / a if a == 1 else a / b
    return Decimal(format(share.quantize(Decimal("0.0001")).normalize(), "f"))


def _left_over(plain: str) -> list[Mention]:
    """Digits that nothing else explains: numbers without a unit, so that every one is accounted for."""
    return [
        Mention("quantity", found.start(), found.end(), Value(Decimal(found.group()), Decimal(found.group())))
        for found in _LEFT.finditer(plain)
    ]
