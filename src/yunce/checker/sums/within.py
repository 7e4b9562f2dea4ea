# SPDX-License-Identifier: Apache-2.0
"""Parts of a part: 一线180人、管理60人。一线中,装配110人、检验40人、仓储30人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot
from yunce.checker.sums.adding import any_holds, sum_hit
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.words import AND_SO_ON, NOT_A_PART, RATE, REST

_OPENS = re.compile(
    r"(?:^|[,，;；。、)）\n])\s?(?:其中|在)?(?P<what>[一-鿿]{2,8}?)(?:[之当]?中|里面?|之内|又?分为|(?:主要)?包括|细分为)[,，:：]?\s?(?:[一-鿿]{1,10})\s?[:：为有]?\s?$"
)
_TOGETHER = re.compile(r"^[、,，;；和及与]\s?[^,，。;；:：、]{1,14}$")
_NOT_A_NAME = re.compile(r"其$|^[其集高初期年]$|过程|期间|预算|计划|工作|市场$")
_NEAR, _CLOSE = (Decimal("0.5"), Decimal(2)), (Decimal("0.7"), Decimal("1.4"))
_SURE = 2


@rule(
    "SUM047", Severity.WARNING, "再分的各项之和与所分的数不符",
    "“{name}”写作 {stated}，所分各项相加是 {expected}，相差 {difference}", "核对“{name}”与它再分的各项",
)  # fmt: skip
def parts_of_a_part(paper: Paper) -> Iterator[Hit]:
    """前面给了几项的数、后面又写“某项中,……”把其中一项再分时,再分的各项之和应等于那一项。

    不通过:
        员工240人,一线180人、管理60人。一线中,装配110人、检验40人、仓储20人。
    通过:
        员工240人,一线180人、管理60人。一线中,装配110人、检验40人、仓储30人。
    """
    for _, slots in prose_blocks(paper):
        for index in range(1, len(slots)):
            found = _OPENS.search(slots[index].before)
            if found and not _NOT_A_NAME.search(found["what"]):
                yield from _of_part(slots, index, found["what"])


def _of_part(slots: Sequence[Slot], index: int, what: str) -> Iterator[Hit]:
    parts = _parts(slots, index)
    wholes = [one for one in slots[:index] if one.amount.unit == slots[index].amount.unit and one.amount.is_point and _is_named(one, what)]
    amounts = [one.amount for one in parts]
    if len(parts) < _SURE or not wholes or any(any_holds(one.amount, [amounts]) for one in wholes):
        return
    whole, total = wholes[-1].amount, sum((one.low for one in amounts), Decimal(0))
    near = _NEAR if len(parts) > _SURE or any(REST.search(one.lead) for one in parts) else _CLOSE
    is_near = whole.low * near[0] < total < whole.low * near[1]
    severity = Severity.WARNING if is_near and len(parts) > _SURE else Severity.QUESTION
    if (is_near or total > whole.low) and (hit := sum_hit(whole, amounts, severity)):
        yield Hit(hit.at, hit.stated, hit.expected, hit.arithmetic, {**hit.words, "name": what}, hit.severity, hit.edit)


def _is_named(one: Slot, what: str) -> bool:
    """True for an amount whose name ends as the part that is parted."""
    return re.sub(r"[^一-鿿]|其中|约?为?$", "", one.lead).endswith(what)


def _parts(slots: Sequence[Slot], index: int) -> list[Slot]:
    """The amounts from an index on that are joined to it, each with a name of its own."""
    first = slots[index]
    found = [first]
    for one in slots[index + 1 :]:
        if one.depth > first.depth:
            continue
        is_alike = one.sentence == first.sentence and one.amount.unit == first.amount.unit and one.depth == first.depth
        before = one.before.rpartition(")")[2].rpartition("）")[2]
        if not is_alike or not _TOGETHER.match(before) or _OPENS.search(one.before):
            break
        found.append(one)
    is_odd = any(NOT_A_PART.search(one.lead) or RATE.search(one.lead) or AND_SO_ON.search(one.lead + one.tail) for one in found)
    is_plain = all(one.amount.is_point and one.amount.op == "=" for one in found)
    return found if is_plain and not is_odd else []
