# SPDX-License-Identifier: Apache-2.0
"""BAND: scales of whole points that a broken score falls through, and grades of which only some have a coefficient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yunce.checker.amounts import text_of
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.scales import Border, borders_of, scales_of

_POINTS = frozenset({"", "分", "%"})
_TOLD = re.compile(r"(?:者|为|评为|定为|计)[,，]?\s?为?\s?(?P<grade>[A-ES]\s?[+-]?)(?![A-Za-z0-9])")
_COEFFICIENT = re.compile(r"系数|发放比例|发放\s?\d|绩效工资的\s?\d|奖金的\s?\d")
_USED = re.compile(
    r"(?:得分|等级|结果|考核|评定)[^。;；\d]{0,6}?为?\s?(?P<grade>[A-ES]\s?[+-]?)(?![A-Za-z])[^。\d]{0,40}[:：]?"
    r"\s?\d+(?:\.\d+)?\s?元?\s?[×xX*]\s?(?P<rate>\d+(?:\.\d+)?%)"
)
_FEWEST, _SMALL = 3, 20


@rule(
    "BAND006", Severity.QUESTION, "按整数分档，带小数的得分不在任何一档",
    "{before} 与 {after} 之间相差一个整数，{stated} 一类的得分没有档位", "写成连续的分档，例如“94（含）-97”；或写明得分取整",
)  # fmt: skip
def whole_points(paper: Paper) -> Iterator[Hit]:
    """“94-96分”“97-100分”这样相差一的分档,96.4分落不进任何一档;得分按加权计算时常有小数。每份文件只提一次。

    不通过:
        | 得分 | 系数 |
        | --- | --- |
        | 95-100 | 1.2 |
        | 85-94 | 1.0 |
        | 70-84 | 0.8 |
    通过:
        | 得分 | 系数 |
        | --- | --- |
        | 95(含)-100 | 1.2 |
        | 85(含)-95 | 1.0 |
        | 70(含)-85 | 0.8 |
    """
    stepped = [one for bands in scales_of(paper) for one in borders_of(bands) if _is_stepped(one)]
    for one in stepped[:1]:
        words = {name: paper.plain[band.span.start : band.span.end] for name, band in (("before", one.lower), ("after", one.upper))}
        middle = text_of(((one.lower.high or 0) + (one.upper.low or 0)) / type(one.gap)(2))
        yield Hit((one.upper.span, one.lower.span), middle, "", "", words)


def _is_stepped(one: Border) -> bool:
    """True where two bands of points leave one step between them and neither says which ends belong to it."""
    unit = one.lower.unit or one.upper.unit
    is_marked = one.lower.is_marked or one.upper.is_marked
    if not unit and (one.upper.low or 0) < _SMALL:  # 1-3, 4-6: how many, not how good
        return False
    return unit in _POINTS and not is_marked and one.gap == one.lower.step == one.upper.step == 1


@rule(
    "BAND007", Severity.QUESTION, "只有部分等级写了系数",
    "{count} 个等级中只有 {stated} 写了系数（{rate}）", "列出每个等级的系数；系数大于 100% 时写明总额怎样控制",
)  # fmt: skip
def coefficients_missing(paper: Paper) -> Iterator[Hit]:
    """分了三个以上等级,而系数只在举例里出现了一个:其余等级没有系数,绩效无法计算。

    不通过:
        得分95-100者,为A;85-94者,为B;70-84者,为C;70以下为D。

        如:绩效工资标准为300元,考核得分为A,则绩效工资为:300×115%=345元。
    通过:
        得分95-100者,为A,系数115%;85-94者,为B,系数100%;70-84者,为C,系数80%;70以下为D,系数50%。

        如:绩效工资标准为300元,考核得分为A,则绩效工资为:300×115%=345元。
    """
    graded: dict[int, set[str]] = {}
    used: dict[int, list[tuple[str, str, Span]]] = {}
    known: set[int] = set()
    for at in paper.worded:
        words, block = paper.words(at), paper.blocks[at]
        plan = paper.place(at).plan
        graded.setdefault(plan, set()).update(found["grade"].replace(" ", "") for found in _TOLD.finditer(words))
        for found in _USED.finditer(words):
            span = Span(found.start("rate") + block.body, found.end("rate") + block.body)
            used.setdefault(plan, []).append((found["grade"].replace(" ", ""), found["rate"], span))
        if _COEFFICIENT.search(words):
            known.add(plan)
    for plan, examples in used.items():
        if plan not in known and len(graded[plan]) >= _FEWEST and len({grade for grade, _, _ in examples}) == 1:
            yield _hit(examples, len(graded[plan]))


def _hit(examples: Sequence[tuple[str, str, Span]], count: int) -> Hit:
    grade, rate, span = examples[0]
    return Hit((span,), grade, "", "", {"count": str(count), "rate": rate})
