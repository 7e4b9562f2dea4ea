# SPDX-License-Identifier: Apache-2.0
"""Relations that a table keeps without saying so: products, quotients, differences, growth; most lines keep one, the odd line breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import combinations, islice, permutations
from math import prod
from typing import Any

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.grids import Grid, grids_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.sums.adding import edit_of
from yunce.checker.sums.near import Bounds, Group, Near, Results, Rough, slack_of
from yunce.checker.sums.tables import adds_up, is_total
from yunce.values.light import light

Line = dict[int, Amount]
View = tuple[dict[int, Line], Callable[[int, int], str], list[int], frozenset[int]]
"""A table's lines, how a place is called, the positions in a line, and the lines whose values may be added: no rates, no prices."""
_HOW_MANY, _PRICE, _AMOUNT = re.compile(r"数量|台数|件数|人次|场次"), re.compile(r"单价"), re.compile(r"金额|小计|合价|总价|合计|费用|预算")
_MOST = 12
_MOST_FOR_THREE = 8
_MOST_LINES = 400
_FEWEST = 3
_TOLD = 1e-9
"""What floats tell apart, as a part of the numbers."""
_TIMES = (Decimal(1), Decimal(12), Decimal(4), Decimal(30), Decimal(365), Decimal(52), Decimal(22))


@light
@dataclass(frozen=True, slots=True)
class Relation:
    """One column from others: how it is worked out, and how that is written."""

    target: int
    inputs: tuple[int, ...]
    work: Callable[[Sequence[Any]], Any]
    """Works on exact numbers and on floats alike: floats only tell which candidates are worth an exact look."""
    form: str

    def expected(self, line: Line) -> Decimal | None:
        """The target's value in its own unit; `None` where an input is missing or nothing."""
        try:
            computed: Decimal = self.work([line[at].factor for at in self.inputs])
        except (DivisionByZero, InvalidOperation):
            return None
        target = line[self.target]
        return computed * (target.low / target.factor if target.factor else 100 if target.unit == "%" else 1)

    def is_telling(self, line: Line) -> bool:
        """False where a nought or a one makes the relation true of itself, and where counts look like growth."""
        values = [line[at].factor for at in self.inputs]
        target = line[self.target]
        is_fine = target.unit == "%" or target.is_coarse or self.expected(line) == target.low
        if self.form.endswith("- 1") and target.unit != "%" and target.low == target.low.to_integral_value():
            return False  # a growth is a share: counts come to it by chance
        return all(values) and not any(abs(value) == 1 for value in values) and bool(target.low) and is_fine


@light
@dataclass(frozen=True, slots=True)
class Floats:
    """A line in floats: its values; half of what the last digit is worth where a value is exact; how far rounding may move a product."""

    values: Rough
    halves: Rough
    blurs: Rough


@rule(
    "SUM007", Severity.ERROR, "表格各行通行的关系在这里不成立",
    "“{name}”写作 {stated}，按其他行的算法应为 {expected}", "核对这一行的各数",
)  # fmt: skip
def odd_line(paper: Paper) -> Iterator[Hit]:
    """表格大多数行满足同一关系(数量×单价=金额、完成÷目标=完成率、收入-成本=毛利)时,不满足的那一行有误。

    不通过:
        | 岗位 | 人数 | 月薪(元) | 年度工资(元) |
        | --- | --- | --- | --- |
        | 店长 | 2 | 9000 | 216000 |
        | 客服 | 6 | 5000 | 360000 |
        | 美工 | 3 | 6000 | 216000 |
        | 仓管 | 4 | 4500 | 261000 |
    通过:
        | 岗位 | 人数 | 月薪(元) | 年度工资(元) |
        | --- | --- | --- | --- |
        | 店长 | 2 | 9000 | 216000 |
        | 客服 | 6 | 5000 | 360000 |
        | 美工 | 3 | 6000 | 216000 |
        | 仓管 | 4 | 4500 | 216000 |
    """
    for grid in grids_of(paper):
        views = (_by_rows(grid), _by_columns(grid))
        totals = _by_rows(grid, of_totals=True)[0]
        odd = [hit for at, view in enumerate(views) for hit in _odd(view, {} if at else totals)]
        yield from odd or _odd_price(grid)


def _odd_price(grid: Grid) -> Iterator[Hit]:
    """Lines of a table of 数量, 单价 and 金额, where at least half of the lines keep their product: also of lines of one piece."""
    places = [[column for column in grid.columns if form.search(grid.headers.get(column, ""))] for form in (_HOW_MANY, _PRICE, _AMOUNT)]
    if any(len(found) != 1 for found in places) or len({found[0] for found in places}) < len(places):
        return
    many, price, amount = (found[0] for found in places)
    relation = _product(amount, (many, price), Decimal(1))
    lines, name, _, _ = _by_rows(grid)
    whole = {at: line for at, line in lines.items() if {many, price, amount} <= set(line)}
    broken = [at for at, line in whole.items() if not _holds(relation, line)]
    telling = {_signature(relation, line) for at, line in whole.items() if at not in broken and relation.is_telling(line)}
    if telling and len(broken) * 2 <= len(whole):
        for at in broken:
            yield _hit(relation, whole[at], name(at, amount), Severity.WARNING)


def _by_rows(grid: Grid, *, of_totals: bool = False) -> View:
    rows = [row for row in grid.rows if is_total(grid.labels.get(row, "")) is of_totals][:_MOST_LINES]
    lines = {row: _line({column: grid.amount(row, column) for column in grid.columns}) for row in rows}
    adding = frozenset(row for row in rows if adds_up(grid.labels.get(row, "")))
    return lines, lambda line, at: f"{grid.labels.get(line, '')} {grid.headers.get(at, '')}".strip(), grid.columns, adding


def _by_columns(grid: Grid) -> View:
    lines = {column: _line({row: grid.amount(row, column) for row in grid.rows[:_MOST]}) for column in grid.columns}
    adding = frozenset(column for column in grid.columns if adds_up(grid.headers.get(column, "")))
    return lines, lambda line, at: f"{grid.labels.get(at, '')} {grid.headers.get(line, '')}".strip(), grid.rows[:_MOST], adding


def _line(values: dict[int, Amount | None]) -> Line:
    return {at: one for at, one in values.items() if one is not None and one.is_point}


def _odd(view: View, totals: dict[int, Line]) -> Iterator[Hit]:
    """The lines that break a relation which the others keep; growth holds of totals as well."""
    lines, name, variables, adding = view
    if len(lines) < _FEWEST or not _FEWEST <= len(variables) <= _MOST:
        return
    known: set[frozenset[int]] = set()
    rough = {place: _floats(line) for place, line in lines.items()}
    first = [line.values for line in rough.values()]
    whole_of = _whole_lines(lines, variables, adding)
    for relation in _relations(variables, first):
        group = frozenset((relation.target, *relation.inputs))
        if group in known or not _may_hold(relation, first):
            continue
        whole = whole_of(relation, group)
        found = (at for at, line in whole.items() if _is_far(relation, rough[at]) or not _holds(relation, line))
        broken = list(islice(found, len(whole) // 3 + 1))
        if len(broken) * 3 > len(whole):
            continue
        telling = {_signature(relation, line) for at, line in whole.items() if at not in broken and relation.is_telling(line)}
        if len(telling) < 2:
            continue
        known.add(group)
        for at in broken:
            yield _hit(relation, whole[at], name(at, relation.target), Severity.ERROR if len(telling) >= _FEWEST else Severity.WARNING)
        for at in () if broken else _loose(relation, whole):
            yield _hit(relation, whole[at], name(at, relation.target), Severity.QUESTION)
        for at, line in totals.items() if relation.form.endswith("- 1") else ():
            if group <= set(line) and not _holds(relation, line):
                yield _hit(relation, line, name(at, relation.target), Severity.WARNING)


def _loose(relation: Relation, whole: dict[int, Line]) -> list[int]:
    """Lines that only rounding lets keep a sum which most keep to the last digit, parts being written finer: 42.8 + 4.5 and 47."""
    if "+" not in relation.form:
        return []
    loose = [at for at, line in whole.items() if relation.expected(line) != line[relation.target].low]
    steps = {at: (min(line[one].step for one in relation.inputs), line[relation.target].step) for at, line in whole.items()}
    finer = [at for at, (part, total) in steps.items() if at not in loose and part < total]
    return loose if len(loose) * 3 <= len(whole) and len(finer) > 1 else []


def _whole_lines(
    lines: dict[int, Line], variables: Sequence[int], adding: frozenset[int]
) -> Callable[[Relation, frozenset[int]], dict[int, Line]]:
    """What gives the lines that have all that a relation speaks of: most lines have everything."""
    gaps = frozenset(at for at in variables if any(at not in line for line in lines.values()))
    known: dict[tuple[bool, frozenset[int]], dict[int, Line]] = {}

    def whole_of(relation: Relation, group: frozenset[int]) -> dict[int, Line]:
        adds, needed = "+" in relation.form, group & gaps
        if (adds, needed) not in known:
            known[adds, needed] = {at: line for at, line in lines.items() if needed <= line.keys() and (not adds or at in adding)}
        return known[adds, needed]

    return whole_of


def _signature(relation: Relation, line: Line) -> tuple[Decimal, ...]:
    return tuple(line[at].low for at in (relation.target, *relation.inputs))


def _may_hold(relation: Relation, rough: Sequence[Rough]) -> bool:
    """A quick look at the first few lines: a relation that none of them nearly keeps is no relation of the table."""
    seen = 0
    target, inputs = relation.target, relation.inputs
    for line in rough:
        if target in line and all(at in line for at in inputs):
            seen += 1
            values = [line[at] for at in inputs]
            if all(values) and abs(relation.work(values) - line[target]) <= slack_of(line[target]):
                return True
            if seen == _FEWEST:
                return False
    return False


def _first(rough: Sequence[Rough], width: int) -> Sequence[Rough]:
    """The lines that `_may_hold` can come to see: up to the third whole one."""
    whole = 0
    for count, line in enumerate(rough, 1):
        whole += len(line) == width
        if whole == _FEWEST:
            return rough[:count]
    return rough


def _relations(variables: Sequence[int], rough: Sequence[Rough]) -> Iterator[Relation]:
    """Candidates that one of the first lines comes near to, the plainest first."""
    near = Near(variables, _first(rough, len(variables)))
    pairs = list(combinations(variables, 2))
    sums, products = near.sums(pairs), near.products(pairs)
    quotients, single = near.quotients(list(permutations(variables, 2))), near.products([(at,) for at in variables])
    three = list(combinations(variables, 3)) if len(variables) <= _MOST_FOR_THREE else []
    of_three = near.products(three), near.sums(three)
    for target in variables:
        for pair in _others(sums, target, sums.near(near.bounds[target])):
            yield Relation(target, pair, _added, "{} + {}")
    for target in variables:
        bounds = near.bounds[target]
        yield from _multiples(products, target, bounds, _TIMES)
        yield from _of_three(of_three, target, bounds)
        yield from _quotients(quotients, target, bounds)
        yield from _multiples(single, target, bounds, _TIMES[1:3])


def _others(results: Results, target: int, places: Iterable[int]) -> Iterator[Group]:
    """The groups at some places that do not hold the target."""
    return (group for group in (results.groups[at] for at in places) if target not in group)


def _multiples(results: Results, target: int, bounds: Bounds, factors: Sequence[Decimal]) -> Iterator[Relation]:
    for times in factors:
        for group in _others(results, target, results.near(bounds, float(times))):
            yield _product(target, group, times)


def _of_three(results: tuple[Results, Results], target: int, bounds: Bounds) -> Iterator[Relation]:
    products, sums = (set(one.near(bounds)) for one in results)
    for at in sorted(products | sums):
        for three in _others(results[0], target, (at,)):
            if at in products:
                yield _product(target, three, Decimal(1))
            if at in sums:
                yield Relation(target, three, _added, "{} + {} + {}")


def _quotients(results: Results, target: int, bounds: Bounds) -> Iterator[Relation]:
    plain, grown = set(results.near(bounds)), set(results.near(bounds, less=1.0))
    for at in sorted(plain | grown):
        for two in _others(results, target, (at,)):
            if at in plain:
                yield Relation(target, two, _quotient, "{} ÷ {}")
            if at in grown:
                yield Relation(target, two, _growth, "{} ÷ {} - 1")


def _product(target: int, inputs: tuple[int, ...], times: Decimal) -> Relation:
    form = " × ".join(["{}"] * len(inputs)) + (f" × {times}" if times != 1 else "")
    rough = float(times)
    return Relation(target, inputs, lambda values: prod(values) * (times if isinstance(values[0], Decimal) else rough), form)


def _added(values: Sequence[Any]) -> Any:
    return sum(values)


def _quotient(values: Sequence[Any]) -> Any:
    return values[0] / values[1]


def _growth(values: Sequence[Any]) -> Any:
    return values[0] / values[1] - 1


def _slack(relation: Relation, line: Line, expected: Decimal) -> Decimal:
    """What rounding of inputs with decimals may move the result by."""
    inputs = [line[at] for at in relation.inputs if "." in line[at].words]
    return abs(expected) * sum((one.step / 2 / abs(one.low) for one in inputs if one.low), Decimal(0))


def _holds(relation: Relation, line: Line) -> bool:
    expected = relation.expected(line)
    if expected is None:
        return False
    slack = Decimal(0) if "+" in relation.form else _slack(relation, line, expected)
    return fit(line[relation.target], expected, expected, slack) is not Fit.OFF


def _floats(line: Line) -> Floats:
    values = {at: float(one.factor) for at, one in line.items()}
    exact = {at: one for at, one in line.items() if one.low and one.op == "=" and not one.is_about}
    halves = {at: float(one.step) * abs(values[at] / float(one.low)) / 2 for at, one in exact.items()}
    blurs = {at: float(one.step) / 2 / abs(float(one.low)) for at, one in line.items() if "." in one.words and one.low}
    return Floats(values, halves, blurs)


def _is_far(relation: Relation, line: Floats) -> bool:
    """True where already floats tell that a line breaks a relation; what they cannot tell is left to the exact look."""
    half, values = line.halves.get(relation.target), [line.values[at] for at in relation.inputs]
    if half is None or not all(values):
        return False
    value, stated = relation.work(values), line.values[relation.target]
    blur = abs(value) * sum([line.blurs.get(at, 0.0) for at in relation.inputs]) if line.blurs and "+" not in relation.form else 0.0
    return bool(abs(value - stated) > half + blur + (abs(value) + abs(stated) + half * 2 + blur) * _TOLD)


def _hit(relation: Relation, line: Line, name: str, severity: Severity) -> Hit:
    target, expected = line[relation.target], relation.expected(line)
    value = expected if expected is not None else target.low
    shown = value.quantize(min(target.step, Decimal(1))) if value % target.step else value
    terms = relation.form.format(*(text_of(line[at].low) + ("%" if line[at].unit == "%" else "") for at in relation.inputs))
    spans = (target.span, *(line[at].span for at in relation.inputs))
    arithmetic = f"{terms} = {text_of(shown)} ≠ {text_of(target.low)}"
    return Hit(spans, text_of(target.low), text_of(shown), arithmetic, {"name": name}, severity, edit_of(target, shown, shown))
