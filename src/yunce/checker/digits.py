# SPDX-License-Identifier: Apache-2.0
"""NUM: damaged numbers: a lost range sign, hidden or missing digits, impossible sizes. Nothing is repaired, readings are proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from yunce.checker.amounts import Amount, middle_of, text_of
from yunce.checker.findings import Edit, Hit, Severity, Span
from yunce.checker.formulas import formulas_of
from yunce.checker.glued import glued_in
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.sums.words import INCOME
from yunce.reader.scan.mentions import Mention

_LONG, _THREE_YEARS = 6, 36
_TWO_YEARS = 8
"""Fewer digits than these with nothing else are no two numbers that a form of theirs tells."""
_THREE_DIGITS, _FOUR_DIGITS = 500, 1000
_RATE = re.compile(
    r"(?<!完成)(?<!达成)(?<!增长)(?<!回报)(?<!收益)(?<!周转)(?<!产出)(?<!负荷)(?<!负债)(?<!收入)(?<!提升)(?<!覆盖)(?<!充足)(?<!杠杆)率(?:达到?|不低于|≥|为|在)?\s?$"
)
"""The end of a name of a rate that cannot go beyond a hundred."""
_PLAIN = re.compile(r"(?P<digits>\d{2,10})\s?(?P<unit>[^\d\s]{0,6})")
_PAY = re.compile(r"薪|工资|底薪|补贴|津贴|人均|每[人月名位]|单价|客单")
_COST = re.compile(r"预算|经费|投放|推广")
_DAYS = frozenset(["23", "24", "34", "35", "46", "47", "56", "57", "58", "67", "68", "78", "79", "89"])
"""Two digits that are a range of days far more often than a number of days: 35 is 3-5."""
_WITHIN = re.compile(r"(?<![\d月\-~.])(\d)(\d)(?=个?工作日|[天日]之?以?内)")
_CAPPED = re.compile(
    r"合格率|满意[度率]|好评率|(?<!拨备)(?<!流动性)(?<!利息)覆盖[率面]|到岗率|参与率|及时率|可用率|准确率|达标率|回收率|回款率|收缴率|毛利率|利润率|占比|出勤率|整改率"
    r"|可用性|(?<!增长)(?<!回报)利率|接通率|解决率|转化率|持证率|入住率|出租率|签收率|留存率|复购率|完好率|正常率"
    r"|费用率|成本率|税率|流失率|离职率|缺货率|损耗率|破损率|差错率|投诉率|退货率|不良率|逾期率|空置率|差异率|报废率|误差率|成活率|到场率|上座率|折扣率|普及率|中标率"
)
_FEW = frozenset(["23", "34", "35"])
"""Two digits that are a range of few things."""
_EACH = re.compile(r"每(?:位|人|名|席|店|家|班|场|个|台|周|天|日|月|次|岗)[^,;。\d]{0,12}$")
_SPACED = re.compile(r"(?<!\d)\d{4,},\d{3}(?![\d,])|(?<![\d,.])\d{1,4} \d{3}(?=\s?(?:万?元|人|个|件|㎡|平方米))")
_NO_DIGIT = re.compile(r"\D")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_TOO_FEW = re.compile(r"(?<![\d,.A-Za-z、第])[1-9]\d{0,2}(?:,\d{3})*,\d{1,2}(?=\s?(?:[万亿]?元|[万亿]))")
"""A group of fewer than three digits in front of money: 8,64万元."""
_MISGROUPED = re.compile(r"(?<![\d,.A-Za-z])\d{1,3}(?:,\d{3})*,(?P<last>\d{4,7})(?![\d,.A-Za-z])")
_FEWEST_GROUPED = 2
_GROUPING = re.compile(r"[ ,]")


@lru_cache(maxsize=4096)
def splits(digits: str) -> tuple[tuple[int, int], ...]:
    """The ranges that digits give when a sign between them was lost, the likeliest first.

    >>> splits("1520"), splits("710"), splits("365")
    (((15, 20),), ((7, 10),), ())
    """
    pairs = [(int(digits[:at]), int(digits[at:])) for at in range(1, len(digits)) if digits[at] != "0"]
    likely = [(a, b) for a, b in pairs if a < b <= a * 2 or (a < b <= a * 3 and a < 10)]
    return tuple(sorted(likely, key=lambda pair: abs(len(str(pair[0])) - len(str(pair[1])))))


@rule(
    "NUM001", Severity.WARNING, "疑似漏了范围号",
    "“{stated}”不合常理，可能是 {expected}", "核对原文；若是范围，写成 {expected}",
)  # fmt: skip
def lost_separator(paper: Paper) -> Iterator[Hit]:
    """两个数之间的“-”丢失后会连成一个过大的数:5080%、710天、912月。只提出可能的读法,不自动修改。

    不通过:
        活动准备期710天,目标完成率5080%。
    通过:
        活动准备期7-10天,目标完成率50-80%。
    """
    typical, income = _typical(paper), _income(paper)
    for at in range(len(paper.blocks)):
        if not paper.is_text(at):
            continue
        for one in paper.amounts.get(at, ()):
            if one.is_point and (severity := _suspicion(paper, one, typical, income)) is not None:
                yield from _proposed(paper, one, severity)
        if paper.mentions.get(at):
            yield from _glued(paper, at)


def _suspicion(paper: Paper, one: Amount, typical: dict[str, Decimal], income: Decimal) -> Severity | None:
    """How sure it is that the digits of an amount are two numbers; `None` where they may be one."""
    found = _PLAIN.search(one.words)
    if found is None or "." in one.words or "," in one.words or not splits(found["digits"]):
        return None
    digits, unit = found["digits"], one.unit
    if unit == "CNY" and len(digits) > _LONG:
        return _two_wages(paper, one, digits)
    if _is_out_of_range(digits, one):
        return Severity.WARNING
    if one.family == "count" and _is_twice(digits):
        return Severity.QUESTION
    if unit in {"天", "工作日"} and digits in _DAYS and "周期" in _before(paper, one):
        return Severity.QUESTION
    if one.family == "CNY" and len(digits) == 4 and income and one.low > income / 2 and _COST.search(_around(paper, one)):
        return Severity.QUESTION
    if one.family in {"count", "people"} and len(digits) >= 3 and one.low > typical.get(unit, one.low) * 8:
        return Severity.QUESTION
    return Severity.QUESTION if _is_of_each(paper, one, digits) else None


def _is_twice(digits: str) -> bool:
    """True for two round numbers of three digits, the second somewhat larger: 260280, 300500."""
    first, second = int(digits[:3]), int(digits[3:] or 0)
    return len(digits) == _LONG and first < second <= first * 2 and first % 10 == second % 10 == 0


def _is_of_each(paper: Paper, one: Amount, digits: str) -> bool:
    """True for digits of two near numbers in what each person, shop or event has or does: 每席每月抽听810通, 每场预算1215万元."""
    low, high = splits(digits)[0]
    each = _EACH.search(_around(paper, one)[:16])
    is_near = high - low <= max(2, low // 2) and (len(digits) > 2 or (digits in _FEW and one.family != "CNY"))
    return bool(each and is_near and one.op == "=" and digits[-2:] != "00" and one.family in {"count", "people", "CNY"})


def _two_wages(paper: Paper, one: Amount, digits: str) -> Severity | None:
    """Round sums of money that run on (60008000元): sure behind a word of pay, else nothing is told."""
    is_round = all(value % 100 == 0 for value in splits(digits)[0])
    return Severity.WARNING if is_round and one.low == int(digits) and _PAY.search(_before(paper, one)) else None


def _is_out_of_range(digits: str, one: Amount) -> bool:
    unit, number = one.unit, int(digits)
    return (
        (unit == "%" and number > 1000)
        or (unit in {"天", "工作日"} and len(digits) > 2)
        or (unit in {"小时", "分钟", "秒"} and len(digits) > 3)
        or (unit == "岁" and number > 120)
        or (unit == "分" and len(digits) > 3)
        or (unit == "月" and "个" not in one.words and number > 12)
        or (unit == "月" and "个" in one.words and number > _THREE_YEARS)
        or (unit == "季度" and "个" not in one.words and number > 4)
        or (unit == "周" and len(digits) > 2)
    )


def _before(paper: Paper, one: Amount) -> str:
    return paper.plain[max(0, one.span.start - 8) : one.span.start]


def _around(paper: Paper, one: Amount) -> str:
    end = min(one.span.end + 8, paper.blocks[paper.block_at(one.span.start)].end)  # what follows a cell is of another row
    return paper.plain[max(0, one.span.start - 16) : end]


def _proposed(paper: Paper, one: Amount, severity: Severity) -> Iterator[Hit]:
    found = _PLAIN.search(one.words)
    if found is None:
        return
    low, high = splits(found["digits"])[0]
    text = paper.reading.document.text[one.span.start : one.span.end]
    edit = Edit(one.span, text[: found.start("digits")] + f"{low}-{high}" + text[found.end("digits") :])
    yield Hit((one.span,), text.strip(), f"{low}-{high}", "", severity=severity, edit=edit)


def _glued(paper: Paper, at: int) -> Iterator[Hit]:
    words, offset = paper.words(at), paper.blocks[at].body
    if len(words) < _TWO_YEARS and words.isdecimal():
        return
    for one in glued_in(words):
        span = Span(one.start + offset, one.end + offset)
        yield Hit((span,), one.text, one.joined, "", edit=Edit(span, one.joined))
    for found in _WITHIN.finditer(words):
        if found.group() in _DAYS:
            span, joined = Span(found.start() + offset, found.end() + offset), "-".join(found.groups())
            yield Hit((span,), found.group(), joined, "", severity=Severity.QUESTION, edit=Edit(span, joined))


def _typical(paper: Paper) -> dict[str, Decimal]:
    """The middle amount of each unit that counts people or things."""
    found: dict[str, list[Decimal]] = {}
    for amounts in paper.amounts.values():
        for one in amounts:
            if one.family in {"count", "people"} and one.low > 0:
                found.setdefault(one.unit, []).append(one.low)
    return {unit: middle_of(values) for unit, values in found.items() if len(values) > 2}


def _income(paper: Paper) -> Decimal:
    """The largest sum of money that is named as income."""
    named = [
        one.low for amounts in paper.amounts.values() for one in amounts if one.family == "CNY" and INCOME.search(_before(paper, one))
    ]  # fmt: skip
    return max(named, default=Decimal(0))


@rule(
    "NUM002", Severity.WARNING, "数字被遮盖或缺失",
    "“{stated}”没有写明数值{solved}", "补上数值{solved}",
)  # fmt: skip
def hidden_number(paper: Paper) -> Iterator[Hit]:
    """xx万元、20__(基数)、“达到 %”一类没有数值的地方。能由算式解出时给出数值。

    不通过:
        管理岗绩效:20__(基数)×3×12=7.2万元
    通过:
        管理岗绩效:2000(基数)×3×12=7.2万元
    """
    for at, mentions in paper.mentions.items():
        if not paper.is_text(at):
            continue
        solved = {one.hidden.span.start: one.solved() for one in formulas_of(paper, at) if one.hidden} if "=" in paper.words(at) else {}
        for one in mentions:
            value = solved.pop(one.start, None)
            if value is None and _is_emphasis(paper, at, one):
                continue
            if one.sort in {"mask", "blank"} or value is not None:
                yield _hidden(paper, Span(one.start, one.end), value, Severity.WARNING)
            elif one.doubt == "masked number":
                yield _hidden(paper, Span(one.start, one.end), None, Severity.QUESTION)


def _is_emphasis(paper: Paper, at: int, one: Mention) -> bool:
    """True for the stars of Markdown's **bold** words: they come in pairs."""
    return paper.plain[one.start : one.end] == "**" and paper.words(at).count("**") % 2 == 0


def _hidden(paper: Paper, span: Span, value: Decimal | None, severity: Severity) -> Hit:
    text = text_of(value) if value is not None else ""
    stated = paper.reading.document.text[span.start : span.end].strip()
    edit = Edit(span, text) if text else None
    return Hit((span,), stated, text, "", {"solved": f"，按算式应为 {text}" if text else ""}, severity, edit)


@rule(
    "NUM003", Severity.ERROR, "比率超过 100%",
    "“{name}”写作 {stated}，不会超过 100%", "核对数值，可能漏了小数点：{expected}",
)  # fmt: skip
def rate_over_hundred(paper: Paper) -> Iterator[Hit]:
    """合格率、满意度、覆盖率、占比一类比率不会超过 100%;完成率、增长率可以。

    不通过:
        温湿度记录合格率985%。
    通过:
        温湿度记录合格率98.5%。
    """
    for at, amounts in paper.amounts.items():
        for one in amounts:
            name = _CAPPED.search(_before(paper, one) if paper.blocks[at].cell is None else _names(paper, at)) or _any_rate(paper, one)
            if (
                name
                and paper.is_text(at)
                and one.unit == "%"
                and one.is_point
                and one.low > 100
                and (one.low <= _FOUR_DIGITS or not splits(_NO_DIGIT.sub("", one.words)))
            ):
                digits = _NO_DIGIT.sub("", one.words)
                expected = f"{digits[:2]}.{digits[2:]}%" if digits[2:] else ""
                yield Hit((one.span,), f"{text_of(one.low)}%", expected, "", {"name": name.group()}, edit=Edit(one.span, expected))


def _names(paper: Paper, at: int) -> str:
    """What a cell is called: the words in front of its number, its nearest header and label."""
    cell = paper.cells[at]
    return " ".join((paper.words(at), *cell.labels[-1:], *cell.headers[-1:]))


def _any_rate(paper: Paper, one: Amount) -> re.Match[str] | None:
    """A rate of any name with three digits of which two are a likely percentage: 空桥妥善率995%."""
    is_likely = one.unit == "%" and one.low >= _THREE_DIGITS and one.low < _FOUR_DIGITS and "." not in one.words
    return _RATE.search(_before(paper, one)) if is_likely else None


@rule(
    "NUM004", Severity.WARNING, "数字中间有空格或千分位不对",
    "“{stated}”的写法可能把一个数断成了两个", "核对后连写，例如 {expected}",
)  # fmt: skip
def broken_grouping(paper: Paper) -> Iterator[Hit]:
    """数字中间的空格、位数不对的千分位,常是表格粘连或漏字。

    不通过:
        首批货款6001 000元。
    通过:
        首批货款6,001,000元。
    """
    for at in paper.worded:
        words, offset = paper.words(at), paper.blocks[at].body
        for found in _SPACED.finditer(words):
            span = Span(found.start() + offset, found.end() + offset)
            joined = _GROUPING.sub("", found.group())
            yield Hit((span,), found.group(), f"{int(joined):,}", "")
        for found in _TOO_FEW.finditer(words) if _groups(paper) else ():
            span = Span(found.start() + offset, found.end() + offset)
            if "," in paper.reading.document.text[span.start : span.end]:
                yield Hit((span,), found.group(), found.group().replace(",", "."), "")
        for found in _MISGROUPED.finditer(words) if _groups(paper) else ():
            span = Span(found.start() + offset, found.end() + offset)
            point = found.start("last") + 3 - found.start()
            expected = f"{found.group()[:point]}.{found.group()[point:]}"
            yield Hit((span,), found.group(), expected, "", edit=Edit(span, expected))


def _groups(paper: Paper) -> bool:
    """True for a paper that groups its thousands by commas."""
    return paper.once("grouped", lambda: len(_GROUPED.findall(paper.plain)) >= _FEWEST_GROUPED)
