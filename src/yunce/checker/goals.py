# SPDX-License-Identifier: Apache-2.0
"""TGT, CAP, CASH, RULE: targets that lack something or contradict each other; coverage, payback and limits that cannot be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from yunce.checker.amounts import Amount, text_of
from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import slots_of
from yunce.checker.sums.prose import prose_blocks
from yunce.reader.reading import Statement

_WISH = re.compile(r"提高|提升|降低|压降|增加|减少|改善|扩大|增强|加强")
_MEASURE = re.compile(r"率|额|量|度|占比|成本|费用|利润|收入")
_STRETCH = re.compile(r"力争|争取|挑战|冲刺|奋斗目标")
_NAMED = re.compile(r"[一-鿿]{1,3}(?:率|额|量|数|度|收入|利润|占比)(?=[^率额量数度]*$)")
_EVERY = {"季度": 4, "季": 4, "月": 12, "半年": 2, "周": 52}
_COVER = re.compile(r"每(?:个)?(?P<of>季度|季|月|半年|周)[^,，。;；]{0,24}$")
_BACK = re.compile(r"(?P<n>[两二三四五2-5])年(?:左右|以?内)?[^。;；]{0,8}(?:收回|回收|回本)[^。;；]{0,4}(?:全部|所有|投资|投入)")
_CONDITION = re.compile(r"^\s?(?:以[上下内])?[^,，。;；、]{0,6}(?:的(?!目标|要求|水平|范围)|时|者|则|期间)")
_GRADES = re.compile(r"系数|等级|[一二三四]等|档|奖|罚|为优|为良|为差|级客户|得分")
_YEARS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_FEWEST = 3
_ABOUT_HALF_MORE = Decimal("1.5")
_LESS_IS_BETTER = re.compile(r"成本|费用|投诉|差错|流失|降|损耗|事故|以内|不超过|时长|周期|欠")
_DIGIT = re.compile(r"\d")
_SIGNED = re.compile(
    r"(?:负责人|责任人|店长|经理|主任|主管|行长|站长|校长|院长|总监|编制(?:人|单位|部门)?|作者|拟稿(?:人|单位|部门)?|制定(?:人|单位|部门)?|操盘手?|主理人?|执笔人?|签发人?)"
    r"\**\s?[:：]\**\s?[一-鿿]{2,}"
)
"""Who answers for a plan, at its head or its foot."""
_HEAD, _FOOT = 8, 3
_ASSIGNS = frozenset({"plan", "activity"})
"""Genres whose targets somebody must own; those of a budget or a scheme belong to whom it is for."""
_OWNED = re.compile(r"负责|责任人|责任部门|牵头|主办")
_IN_YEAR = re.compile(r"全年|年度|年内")
_COVERED = re.compile(r"覆盖|检查|巡查|抽查")
_FIRST_YEAR = re.compile(r"第一年|首年")


def _targets(paper: Paper) -> Iterator[Statement]:
    for one in paper.reading.statements:
        if one.kind == "target" and one.mention.value is not None and one.mention.value.is_known and not one.mention.doubt:
            yield one


@rule(
    "TGT001", Severity.QUESTION, "同一目标有两个数",
    "“{what}”前面写作 {expected}，这里写作 {stated}", "统一为一个数，或写明两者的区别",
)  # fmt: skip
def two_values(paper: Paper) -> Iterator[Hit]:
    """同一指标、同一期间、同一范围的目标在正文里写了两个不同的数。

    不通过:
        # 2026年运营计划

        2026年销售额目标3000万元。

        各部门围绕2026年销售额目标3200万元开展工作。
    通过:
        # 2026年运营计划

        2026年销售额目标3000万元。

        各部门围绕2026年销售额目标3000万元开展工作。
    """
    seen: dict[tuple[str, ...], Statement] = {}
    for one in _targets(paper):
        value = one.mention.value
        in_table = paper.blocks[paper.block_at(one.mention.start)].cell is not None
        if value is None or value.low is None or value.low != value.high or in_table or len(one.links.what) < 2 or not one.links.period:
            continue
        key = (str(one.plan), one.links.what, one.links.period, one.links.scope, value.unit, one.qualifier)
        first = seen.setdefault(key, one)
        told = first.mention.value
        if told is not None and told.low is not None and told.low != value.low and _same_form(paper, first, one):
            spans = (_span(one), _span(first))
            yield Hit(spans, text_of(value.low), text_of(told.low), "", {"what": one.links.what})


def _same_form(paper: Paper, first: Statement, second: Statement) -> bool:
    """Two headline sentences: each stands in a block of its own and no rate or share is told with it."""
    a, b = paper.block_at(first.mention.start), paper.block_at(second.mention.start)
    named = first.links.what in paper.words(a) and second.links.what in paper.words(b)
    return a != b and named and paper.place(a).plan == paper.place(b).plan and paper.blocks[b].kind != "item"


def _span(one: Statement) -> Span:
    return Span(one.mention.start, one.mention.end)


@rule(
    "TGT002", Severity.ERROR, "力争目标低于基本目标",
    "力争 {stated}，低于基本目标 {expected}", "核对两个目标，力争目标应更高",
)  # fmt: skip
def stretch_below(paper: Paper) -> Iterator[Hit]:
    """一句话里先写基本目标、再写“力争”时,力争目标不应更低;成本、投诉一类越低越好的指标除外。

    不通过:
        全年营业收入4000万元,力争3800万元。
    通过:
        全年营业收入4000万元,力争4600万元。
    """
    for _, slots in prose_blocks(paper):
        for commit, stretch in pairwise(slots):
            same = commit.amount.unit == stretch.amount.unit and commit.sentence == stretch.sentence and commit.depth == stretch.depth
            down = _LESS_IS_BETTER.search(commit.lead + stretch.lead)
            told = _STRETCH.search(stretch.before) and not _DIGIT.search(stretch.before) and not _STRETCH.search(commit.before)
            if same and told and not down and not _other_measure(commit.lead, stretch.before) and stretch.amount.high < commit.amount.low:
                spans = (stretch.amount.span, commit.amount.span)
                low, high = text_of(stretch.amount.high), text_of(commit.amount.low)
                yield Hit(spans, low, high, f"{low} < {high}")


def _other_measure(commit: str, stretch: str) -> bool:
    """True where the stretch has a measure of its own: 毛利率35%,净利率力争突破6%."""
    own = _NAMED.search(stretch)
    return own is not None and own.group() not in commit


@rule(
    "TGT003", Severity.QUESTION, "目标没有数值",
    "“{stated}”没有说明到多少、到什么时候", "写明数值和期限",
)  # fmt: skip
def no_measure(paper: Paper) -> Iterator[Hit]:
    """目标一节里“提高……率”“降低……成本”一类没有任何数字的句子。每份计划最多提三处。

    不通过:
        # 一、年度目标

        努力提高客户满意度;
    通过:
        # 一、年度目标

        客户满意度提高到95%;
    """
    told: dict[int, int] = defaultdict(int)
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        is_goal = paper.is_text(at) and paper.place(at).role == "goal" and block.kind in {"paragraph", "item"}
        if is_goal and len(words) <= 40 and not paper.mentions.get(at) and _WISH.search(words) and _MEASURE.search(words):
            told[paper.place(at).plan] += 1
            if told[paper.place(at).plan] <= _FEWEST:
                yield Hit((Span(block.body, block.end),), words.strip())


@rule(
    "TGT004", Severity.QUESTION, "目标没有负责人",
    "{stated} 个目标都没有写负责人", "写明每个目标由谁负责",
)  # fmt: skip
def no_owner(paper: Paper) -> Iterator[Hit]:
    """一份计划有三个以上目标而没有一个写了负责人,开头和落款也没有写谁对计划负责。预算、考核办法不问。

    不通过:
        # 2026年计划

        全年销售额目标3000万元。

        全年毛利额目标900万元。

        客户满意度不低于95%。
    通过:
        # 2026年计划

        全年销售额目标3000万元,由销售部负责。

        全年毛利额目标900万元。

        客户满意度不低于95%。
    """
    yield from _lacking(paper, lambda one: bool(one.links.owner), lambda plan: not _has_owner_words(paper, plan))


@rule(
    "TGT005", Severity.QUESTION, "目标没有期间",
    "{stated} 个目标都看不出期间", "写明是哪一年、哪一季度的目标",
)  # fmt: skip
def no_period(paper: Paper) -> Iterator[Hit]:
    """一份计划有三个以上目标而没有一个能看出期间。

    不通过:
        # 运营计划

        销售额目标3000万元。

        毛利额目标900万元。

        客户满意度不低于95%。
    通过:
        # 2026年运营计划

        销售额目标3000万元。

        毛利额目标900万元。

        客户满意度不低于95%。
    """
    yield from _lacking(paper, lambda one: bool(one.links.period), lambda plan: not paper.reading.plans[plan].year)


def _has_owner_words(paper: Paper, plan: int) -> bool:
    part = paper.reading.plans[plan]
    return part.genre not in _ASSIGNS or bool(_OWNED.search(paper.plain[part.start : part.end])) or _is_signed(paper, plan)


def _is_signed(paper: Paper, plan: int) -> bool:
    """True where the first or the last lines of a plan say who wrote it or answers for it."""
    own = paper.once("blocks by plan", lambda: _blocks_by_plan(paper)).get(plan, [])
    return any(_SIGNED.search(paper.words(at)) for at in (*own[:_HEAD], *own[-_FOOT:]))


def _blocks_by_plan(paper: Paper) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at in range(len(paper.blocks)):
        found[paper.place(at).plan].append(at)
    return found


def _lacking(paper: Paper, has: Callable[[Statement], bool], may: Callable[[int], bool]) -> Iterator[Hit]:
    """One hit a plan whose targets all lack something."""
    by_plan: dict[int, list[Statement]] = defaultdict(list)
    for one in _targets(paper):
        by_plan[one.plan].append(one)
    for plan, targets in by_plan.items():
        if plan >= 0 and len(targets) >= _FEWEST and not any(has(one) for one in targets) and may(plan):
            yield Hit(tuple(_span(one) for one in targets[:_FEWEST]), str(len(targets)))


@rule(
    "CAP001", Severity.WARNING, "各期覆盖加起来达不到全年要求",
    "每{of} {stated}，全年最多 {reached}，达不到 {expected}", "提高每期的覆盖，或降低全年要求",
)  # fmt: skip
def coverage_reached(paper: Paper) -> Iterator[Hit]:
    """每季度检查的比例乘以期数应达到全年的覆盖要求。

    不通过:
        每季度检查的机构数不低于20%,全年检查覆盖面达到100%。
    通过:
        每季度检查的机构数不低于25%,全年检查覆盖面达到100%。
    """
    for at, slots in prose_blocks(paper):
        for each, whole in pairwise(slots):
            words = paper.words(at)[: each.amount.span.start - paper.blocks[at].body]
            found = _COVER.search(words)
            shares = each.amount.unit == whole.amount.unit == "%" and each.sentence == whole.sentence
            if found and shares and _IN_YEAR.search(whole.before) and _COVERED.search(words + whole.before):
                reached = each.amount.high * _EVERY[found["of"]]
                if reached < whole.amount.low:
                    shown = f"{text_of(each.amount.high)}% × {_EVERY[found['of']]} = {text_of(reached)}% < {text_of(whole.amount.low)}%"
                    words_of = {"of": found["of"], "reached": f"{text_of(reached)}%"}
                    stated, expected = f"{text_of(each.amount.high)}%", f"{text_of(whole.amount.low)}%"
                    yield Hit((each.amount.span, whole.amount.span), stated, expected, shown, words_of)


@rule(
    "CASH001", Severity.QUESTION, "回收期的说法难以成立",
    "第一年收回 {stated}，要在 {years} 年收回全部，之后每年需要 {expected}", "按计划自己的利润重新测算回收期",
)  # fmt: skip
def payback_claim(paper: Paper) -> Iterator[Hit]:
    """第一年收回的数与“几年收回全部”相比,其余各年需要的数超过第一年一半以上时提出疑问。

    不通过:
        项目总投入900000元。第一年可收回300000元,预期两年左右可收回全部投入。
    通过:
        项目总投入900000元。第一年可收回400000元,预期两年左右可收回全部投入。
    """
    for at in range(len(paper.blocks)):
        found = _BACK.search(paper.words(at)) if paper.is_text(at) else None
        if not found:
            continue
        years = _YEARS.get(found["n"]) or int(found["n"])
        first = [one.amount for one in slots_of(paper, at) if one.family == "CNY" and _FIRST_YEAR.search(one.before)]
        totals = _invested(paper, at)
        if first and totals and years > 1 and totals[0].low > first[0].low:
            rest = (totals[0].low - first[0].low) / (years - 1)
            if rest > first[0].low * _ABOUT_HALF_MORE:
                shown = f"({text_of(totals[0].low)} - {text_of(first[0].low)}) ÷ {years - 1} = {text_of(rest)}"
                yield Hit((first[0].span, totals[0].span), text_of(first[0].low), text_of(rest), shown, {"years": str(years)})


def _invested(paper: Paper, at: int) -> list[Amount]:
    """What the same plan calls its whole investment, the nearest first."""
    found = []
    for block in range(at, -1, -1):
        if paper.place(block).plan == paper.place(at).plan and "总投" in paper.words(block):
            found += [one.amount for one in slots_of(paper, block) if one.family == "CNY" and "总投" in one.before]
    return found


@rule(
    "RULE001", Severity.WARNING, "上下限互相矛盾",
    "“{what}”的下限 {stated} 高于上限 {expected}", "核对两个限值",
)  # fmt: skip
def limits_cross(paper: Paper) -> Iterator[Hit]:
    """同一指标既写了“不低于”又写了“不超过”时,下限不应高于上限。

    不通过:
        # 2026年计划

        库存周转天数不低于60天。

        库存周转天数不超过45天。
    通过:
        # 2026年计划

        库存周转天数不低于30天。

        库存周转天数不超过45天。
    """
    limits: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in paper.reading.statements:
        value = one.mention.value
        at = paper.block_at(one.mention.start)
        is_plain = paper.blocks[at].cell is None and paper.place(at).role != "appraisal" and not _GRADES.search(paper.words(at))
        if one.kind == "target" and value is not None and one.links.what and value.op != "=" and is_plain and not _is_condition(paper, one):
            limits[str(one.plan), one.links.what, one.links.period, one.links.scope, value.unit].append(one)
    for key, found in limits.items():
        lows = [(one, one.mention.value.low) for one in found if one.mention.value and one.mention.value.op in {">=", ">"}]
        highs = [(one, one.mention.value.high) for one in found if one.mention.value and one.mention.value.op in {"<=", "<"}]
        if len(lows) == len(highs) == 1 and lows[0][1] is not None and highs[0][1] is not None and lows[0][1] > highs[0][1]:
            low, high = text_of(lows[0][1]), text_of(highs[0][1])
            yield Hit((_span(lows[0][0]), _span(highs[0][0])), low, high, f"{low} > {high}", {"what": key[1]})


def _is_condition(paper: Paper, one: Statement) -> bool:
    """True for a limit at which something is done (连续两周低于80%的班组,由总监约谈); it is no target."""
    return bool(_CONDITION.match(paper.plain[one.mention.end : one.mention.end + 16]))
