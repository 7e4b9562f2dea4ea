# SPDX-License-Identifier: Apache-2.0
"""Shares that make up a whole: in a sentence, in a list, in a column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, slack_of, span_text, text_of
from yunce.checker.entries import entry_of, runs_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, spans_of
from yunce.checker.sums.adding import sum_fit
from yunce.checker.sums.prose import prose_blocks
from yunce.checker.sums.tables import is_total
from yunce.checker.sums.words import AND_SO_ON, SHARE

_HUNDRED = Decimal(100)
_CERTAIN = re.compile(r"权重|分摊(?!后|前|给|到)|分配比例")
_RATE = re.compile(r"率(?!先)|增长|提升|提高|下降|降低|压降|满意度|达成(?!后|时)|完成(?!后|时|并|验收|交付|之日)|覆盖|以上|以下")
_OTHER_SHARE = re.compile(r"增|率|目标|上限|控制|(?:分成|提成|返利|奖励|折扣|抽成|佣金|发放|完成)比例|^比例")
_NEAR = Decimal(65), Decimal(140)
_CLOSE = Decimal(80), Decimal(120)
_WEIGHED = re.compile(r"来源[:：]|按[^。;；]{2,80}(?:评分|计分)")
_PAID = re.compile(
    r"(?:付款|支付|收款|回款|结算|拨款|请款)(?:节点|方式|条件|比例|进度|安排|约定|计划)|分[一-鿿\d]{1,2}[期次](?:支?付|收取|拨付|结算)|[付收]款[:：]"
)
"""What comes in instalments of one price: 签约10%,安装完成40%,并网45%,质保期满5%."""
_TAKEN_APART = re.compile(r"按[^,，。;；:：\d]{1,8}(?:来?[看分]|划分|拆分|分解|分布|结构)\s?[,，:：]")
_SIDE_BY_SIDE = re.compile(r"(?:率|增[速幅长]|涨幅|毛利|同比|环比|折扣|提成)[^,，。;；\d]{0,4}(?:[:：]|分别|依次)")
"""What stands side by side and makes up nothing: 毛利率:清洗45%,保洁35%."""
_LENGTHS = frozenset({"天", "工作日", "月", "年", "周"})
"""What may stand between shares: 验收后30天内付25%."""
_FEWEST_UNNAMED = 3
_SENTENCE_END = re.compile(r"[。\n]")
_PARTS_OF_WHOLE = re.compile(r"权重|构成|组成|结构|比例|评分|计分|得分")
_REST = re.compile(r"(?:其余|剩余|余下|剩下|余款|尾款|余额)(?!每|各|平均|均)[^,，;；。]{0,6}$|(?:^|[,，;；])另(?:外|有)?的?$")
_REST_ONLY = re.compile(r"(?:其余|剩余|余下|剩下|余款|尾款)的?\s?$")
"""In front of the share that is left when the others are taken."""
_AGAIN = re.compile(r"\s?[,，]?\s?即\s?|[(（]\s?即?")
"""A share said twice: 占六成,即60%."""
_DETAIL = re.compile(r"其中|含")
_IN_HEADING = re.compile(r"(?:占[^%]{0,8}|权重[^%]{0,4}|[(（])\s?$")
_ALONE = re.compile(r"[(（]\s?(?:占比?|权重)?\s?(?:为|约|[:：])?\s?$")
"""What opens brackets that hold nothing but a share."""
_INSTALMENT = re.compile(r"(?:发放|兑现|支付|拨付|返还|付清|缴纳|收取|付)$")
"""What is paid in two shares, each with its day: 7月15日发放40%,次年1月底前发放60%."""
_FROM = re.compile(r"由|从")
_TO = re.compile(r"[到至]")


def _hit(parts: Sequence[Amount], name: str, severity: Severity) -> Hit | None:
    """The hit of shares that do not come to 100 %; ranges may."""
    low, high = sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0))
    slack = slack_of(parts)
    if low - slack <= _HUNDRED <= high + slack or any(one.is_about for one in parts):
        return None
    expected = f"{text_of(_HUNDRED)}%"
    terms = " + ".join(f"{span_text(one.low, one.high)}%" for one in parts)
    stated = f"{span_text(low, high)}%"
    return Hit(spans_of(parts), stated, expected, f"{terms} = {stated} ≠ {expected}", {"name": name}, severity)


@rule(
    "SUM010", Severity.WARNING, "各项占比相加不是 100%",
    "{name}相加为 {stated}，应为 {expected}", "核对各项占比，使其相加为 100%",
)  # fmt: skip
def shares_in_prose(paper: Paper) -> Iterator[Hit]:
    """一句话里列出的权重、占比、构成应合计 100%。没有写明是占比的,三项以上接近 100% 时只作疑问。

    不通过:
        考核权重:销售40%、服务30%、管理20%。
    通过:
        考核权重:销售40%、服务30%、管理30%。
    """
    for at, slots in prose_blocks(paper):
        for group in _groups(slots):
            first, last = group[0].amount.span.start, group[-1].amount.span.end
            block = paper.blocks[at]
            told = _SENTENCE_END.split(paper.plain[max(block.start, first - 40) : first])[-1] + paper.plain[first : last + 6]
            heading = "".join(paper.place(at).headings[-1:])
            yield from _told(group, told, heading)
        yield from _rests(slots)


def _groups(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Percentages that follow each other in a sentence at one depth, each with a name, with nothing else between."""
    group: list[Slot] = []
    for one in slots:
        fits = one.amount.unit == "%" and one.amount.op == "="
        if group and one.family in _LENGTHS and one.sentence == group[0].sentence:
            continue
        if group and not (fits and one.sentence == group[0].sentence and (one.bracket == group[0].bracket or _alone(group[-1], one))):
            yield group
            group = []
        if fits and not (group and _AGAIN.fullmatch(one.before) and one.amount.low == group[-1].amount.low):
            group.append(one)
    if group:
        yield group


def _alone(one: Slot, other: Slot) -> bool:
    """True for two shares each in brackets of its own: 销售(40%),毛利(30%)."""
    return one.depth == other.depth > 0 and all(_ALONE.search(each.before) and not each.tail.strip() for each in (one, other))


def _rests(slots: Sequence[Slot]) -> Iterator[Hit]:
    """预付30%,进度款40%,余款30%: the last share is what the others of its sentence leave."""
    for at, rest in enumerate(slots):
        if rest.amount.unit != "%" or not rest.amount.is_point or rest.amount.op != "=" or not _REST.search(rest.lead):
            continue
        earlier = [one for one in slots[:at] if one.sentence == rest.sentence and one.amount.unit == "%"]
        if not earlier or any(_RATE.search(one.lead) or one.amount.op != "=" or _REST.search(one.lead) for one in earlier):
            continue
        choices = [[one.amount for one in (*earlier[start:], rest)] for start in range(len(earlier))]
        hits = [_hit(some, "各项与余下的占比", Severity.WARNING) for some in choices]
        is_plain = bool(_REST_ONLY.search(rest.lead))
        near = [hit for hit, some in zip(hits, choices, strict=True) if is_plain or _NEAR[0] <= sum(one.low for one in some) <= _NEAR[1]]
        if all(hits):
            yield from (hit for hit in near[:1] if hit)


def _told(group: Sequence[Slot], told: str, heading: str) -> Iterator[Hit]:
    if len(group) < 2 or (len(group) == 2 and _FROM.search(group[0].lead) and _TO.search(group[1].before)):
        return
    if _REST.search(group[-1].lead):
        return
    group = _without_details(group)
    total = sum((one.amount.low for one in group), Decimal(0))
    if _is_of_one(group) and _NEAR[0] <= total <= _NEAR[1] and (hit := _hit([one.amount for one in group], "两部分", Severity.QUESTION)):
        yield hit
        return
    severity = _severity(group, told, heading)
    if severity is None or (AND_SO_ON.search(told) and total < _HUNDRED and not _is_formula(group)):
        return
    if not _NEAR[0] <= total <= _NEAR[1] and severity is not Severity.ERROR:
        return
    if hit := _hit([one.amount for one in group], "所列各项占比", severity):
        yield hit


def _severity(group: Sequence[Slot], told: str, heading: str) -> Severity | None:
    """How sure it is that shares make up a whole; `None` where nothing says so."""
    is_many = len(group) >= _FEWEST_UNNAMED
    is_named = bool(SHARE.search(told) or _WEIGHED.search(told)) or (bool(SHARE.search(heading)) and is_many)
    is_paid = bool(_PAID.search(told)) and is_many
    is_named = is_named or is_paid
    is_rates = not is_paid and any(_RATE.search(one.lead.replace("比率", "")) for one in group) and not _PARTS_OF_WHOLE.search(told)
    if _is_formula(group):
        return Severity.ERROR if _CERTAIN.search(told) else Severity.WARNING
    if is_rates or (not is_many and (not is_named or group[0].bracket != group[1].bracket)):
        return None
    if not is_named:
        is_whole = bool(_TAKEN_APART.search(told)) or not _is_told_by_others(group)
        return Severity.QUESTION if is_whole and not _SIDE_BY_SIDE.search(told) else None
    return Severity.ERROR if _CERTAIN.search(told) else Severity.WARNING


def _is_formula(group: Sequence[Slot]) -> bool:
    return all(one.lead.rstrip().endswith("×") for one in group)


def _is_told_by_others(group: Sequence[Slot]) -> bool:
    """True where the largest share is what the others come to: 毛利45%,费用32%,净利13%."""
    largest = max(one.amount.low for one in group)
    return sum((one.amount.low for one in group), Decimal(0)) == largest * 2


def _without_details(group: Sequence[Slot]) -> Sequence[Slot]:
    """The shares without those that take another apart (新客35%,其中线上20%;老客65%), where that leaves several."""
    plain = [one for at, one in enumerate(group) if not at or not _DETAIL.search(one.lead + one.before)]
    return plain if len(plain) > 1 else group


def _is_of_one(group: Sequence[Slot]) -> bool:
    """True for two shares of one thing, the second without a name of its own: 奖金的70%当月发放,30%年终发放."""
    if len(group) != 2:
        return False
    first, second = (_INSTALMENT.search(one.lead.rstrip()) for one in group)
    if first and second:
        return first.group() == second.group()
    return group[0].lead.rstrip().endswith("的") and not group[1].lead.strip() and bool(group[0].tail.strip())


@rule(
    "SUM011", Severity.ERROR, "表格中的权重或占比相加不是 100%",
    "“{name}”一列相加为 {stated}，应为 {expected}", "核对这一列，使其相加为 100%",
)  # fmt: skip
def shares_in_tables(paper: Paper) -> Iterator[Hit]:
    """表格中名为权重、占比的一列应合计 100%;分组的表格每组各自 100% 也可以。

    不通过:
        | 指标 | 权重 |
        | --- | --- |
        | 销售额 | 50% |
        | 回款率 | 30% |
        | 满意度 | 15% |
    通过:
        | 指标 | 权重 |
        | --- | --- |
        | 销售额 | 50% |
        | 回款率 | 30% |
        | 满意度 | 20% |
    """
    for grid in grids_of(paper):
        for column in grid.columns:
            header = grid.headers.get(column, "")
            if SHARE.search(header) and not _OTHER_SHARE.search(header):
                yield from _column(grid, column, header)


def _column(grid: Grid, column: int, header: str) -> Iterator[Hit]:
    plain = [row for row in grid.rows if not is_total(grid.labels.get(row, ""))]
    parts = [one for row in plain if (one := grid.amount(row, column)) is not None and one.unit == "%"]
    if len(parts) < 2 or len(parts) < len([row for row in plain if not grid.is_filled(row, column)]):
        return
    total = sum((one.low for one in parts), Decimal(0))
    groups = total / _HUNDRED
    is_grouped = groups == groups.to_integral_value() and groups > 1
    if not is_grouped and (of_groups := _of_groups(grid, column)):
        yield from (hit for one in of_groups if (hit := _hit(one, header, Severity.ERROR)))
        return
    stated = next((one for row in reversed(grid.rows) if is_total(grid.labels.get(row, "")) and (one := grid.amount(row, column))), None)
    if is_grouped or (stated is not None and stated.low != _HUNDRED and sum_fit(stated, parts) is Fit.HOLDS):
        return
    if stated is not None and stated.unit == "%" and total == _HUNDRED and stated.is_point and stated.low != _HUNDRED:
        shown = f"{' + '.join(text_of(one.low) for one in parts)} = {text_of(total)} ≠ {text_of(stated.low)}"
        yield Hit(spans_of([stated, *parts]), f"{text_of(stated.low)}%", "100%", shown, {"name": header}, Severity.ERROR)
        return
    is_near = _NEAR[0] <= total <= _NEAR[1]
    sure = Severity.ERROR if is_near and ("权重" in header or stated is not None) else Severity.WARNING if is_near else None
    if sure and (hit := _hit(parts, header, sure)):
        yield hit


def _of_groups(grid: Grid, column: int) -> list[list[Amount]]:
    """The parts of each group of rows that a merged or repeated first cell heads, where most groups come to 100 %; else nothing."""
    heads = {row: one.words for one in grid.cells if one.cell.column == 0 for row in range(one.cell.row, one.cell.row + one.cell.rows)}
    found: dict[str, list[Amount]] = {}
    for row in grid.rows:
        one = grid.amount(row, column)
        if one is not None and one.unit == "%" and heads.get(row):
            found.setdefault(heads[row], []).append(one)
    sums = [sum((one.low for one in parts), Decimal(0)) for parts in found.values()]
    whole = sums.count(_HUNDRED)
    is_told = len(sums) > 1 and whole * 2 >= len(sums) and all(_NEAR[0] <= total <= _NEAR[1] for total in sums)
    return list(found.values()) if is_told and max(map(len, found.values())) > 1 else []


@rule(
    "SUM012", Severity.WARNING, "清单中的占比相加不是 100%",
    "{name}相加为 {stated}，应为 {expected}", "核对各行占比，使其相加为 100%",
)  # fmt: skip
def shares_in_lists(paper: Paper) -> Iterator[Hit]:
    """每行一项的权重、占比清单应合计 100%。

    不通过:
        - 自然流量占比:45%
        - 付费推广占比:30%
        - 会员复购占比:15%
    通过:
        - 自然流量占比:45%
        - 付费推广占比:30%
        - 会员复购占比:25%
    """
    for run in runs_of(paper):
        entries = [entry for at in run.blocks if (entry := entry_of(paper, at, "%")) is not None and entry.is_sure]
        parts = [one.slot.amount for one in entries if not _RATE.search(one.name) and one.slot.amount.op == "="]
        lead = paper.words(run.parent) if run.parent >= 0 else ""
        told = "".join(one.name for one in entries) + lead + "".join(paper.place(run.blocks[0]).headings[-1:])
        total = sum((one.low for one in parts), Decimal(0))
        if len(parts) < 2 or len(parts) != len(run.blocks) or not SHARE.search(told) or not _NEAR[0] <= total <= _NEAR[1]:
            continue
        if hit := _hit(parts, "各行占比", Severity.ERROR if _CERTAIN.search(told) else Severity.WARNING):
            yield hit
    yield from _headings(paper)


def _headings(paper: Paper) -> Iterator[Hit]:
    """Headings of one parent that each tell their share in brackets: 第一阶段(占全年的20%)."""
    found: dict[tuple[int, ...], list[Amount]] = defaultdict(list)
    for at, block in enumerate(paper.blocks):
        if block.kind == "heading" and paper.is_text(at):
            amounts = paper.amounts.get(at, ())
            known = [
                one for one in amounts if one.unit == "%" and one.op == "=" and _IN_HEADING.search(paper.plain[block.body : one.span.start])
            ]
            found[paper.place(at).heading_blocks[:-1]] += known if len(amounts) == len(known) == 1 else []
    for shares in found.values():
        total = sum((one.low for one in shares), Decimal(0))
        if len(shares) > 1 and _CLOSE[0] <= total <= _CLOSE[1] and (hit := _hit(shares, "各节标题的占比", Severity.QUESTION)):
            yield hit
