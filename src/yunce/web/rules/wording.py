# SPDX-License-Identifier: Apache-2.0
"""A rule's condition as people say it: 投入产出比近14天的平均 < 2.5. What cannot be read stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.plan.expressions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Span,
    Text,
    Truth,
    Within,
)
from yunce.plan.expressions.parsing import parse_expression
from yunce.plan.expressions.printing import number
from yunce.values.problem import Problem
from yunce.web.plans.readable import lapse_words
from yunce.web.plans.sections import CHOICES, SECTIONS
from yunce.web.rules.names import name_words

Called = Mapping[str, str]
"""Id of a metric, a dimension or a member -> its name."""

SIGNS: Mapping[str, str] = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷", "-": "−"}
OVER: Mapping[str, object] = {
    "mean": gettext_lazy("{of}{window}的平均"),
    "sum": gettext_lazy("{of}{window}的合计"),
    "min": gettext_lazy("{of}{window}的最低"),
    "max": gettext_lazy("{of}{window}的最高"),
    "last": gettext_lazy("{of}{window}的最新值"),
    "count": gettext_lazy("{of}{window}的次数"),
    "distinct": gettext_lazy("{of}{window}去重后的个数"),
    "change": gettext_lazy("{of}比{before}前的变化"),
    "growth": gettext_lazy("{of}比{before}前的增幅"),
    "trend": gettext_lazy("{of}{window}的走势"),
    "streak": gettext_lazy("{of}连续的期数"),
    "share": gettext_lazy("{of}在全体中的占比"),
    "rank": gettext_lazy("{of}在全体中的名次"),
    "falls": gettext_lazy("{of}连续{times}下降"),
    "rises": gettext_lazy("{of}连续{times}上升"),
    "done": gettext_lazy("{of}已完成"),
    "headcount": gettext_lazy("{of}的人数"),
    "spc": gettext_lazy("{of}超出控制图的界限"),
    "spc_p": gettext_lazy("{of}超出控制图的界限"),
    "spc_u": gettext_lazy("{of}超出控制图的界限"),
}
SIZES: Mapping[str, object] = {
    "each": gettext_lazy("{said}，每期至少 {size}"),
    "total": gettext_lazy("{said}，累计至少 {size}"),
    "below": gettext_lazy("{said}，且低于目标 {size}"),
}
CHART_TESTS: Mapping[str, object] = {
    "1": gettext_lazy("一点出界"),
    "2": gettext_lazy("三点中两点靠近界限"),
    "3": gettext_lazy("五点中四点偏向一侧"),
    "4": gettext_lazy("连续八点在同一侧"),
}


def condition_words(text: str, called: Called) -> str:
    """The condition in words, of what is called so; the text itself where it is no condition."""
    if not text.strip():
        return ""
    tree = parse_expression(text)
    return text if isinstance(tree, Problem) else _said(tree, called)


def _said(node: Expression, called: Called) -> str:
    for kind, say in _FORMS:
        if isinstance(node, kind):
            return say(node, called)
    return _leaf(node, called)


def _leaf(node: Expression, called: Called) -> str:
    if isinstance(node, Number):
        return (node.text or number(node)).replace("pp", str(_("个百分点")))
    if isinstance(node, Span):
        return lapse_words(node.duration.text)
    if isinstance(node, Text):
        return f"“{called.get(node.value) or CHOICES.get(node.value, node.value)}”"
    if isinstance(node, Truth):
        return _("成立") if node.value else _("不成立")
    return called.get(node.id) or name_words(node.id) if isinstance(node, Name) else ""


def _in_brackets(node: Expression, called: Called, *loose: type) -> str:
    said = _said(node, called)
    return f"（{said}）" if isinstance(node, loose) else said


def _logic(node: Logic, called: Called) -> str:
    joint = _("，并且 ") if node.op == "and" else _("，或者 ")
    return joint.join(_in_brackets(part, called, Logic) for part in node.parts)


def _compare(node: Compare, called: Called) -> str:
    if isinstance(node.left, Call) and node.left.function == "streak" and node.op == ">=" and len(node.left.args) == 1:
        return _("{of}，连续 {times} 期").format(of=_said(node.left.args[0], called), times=_said(node.right, called))
    if isinstance(node.left, Call) and node.left.function == "trend" and _is_zero(node.right) and node.op in "<>":
        return _said(node.left, called) + (_("向上") if node.op == ">" else _("向下"))
    return f"{_said(node.left, called)} {SIGNS.get(node.op, node.op)} {_said(node.right, called)}"


def _is_zero(node: Expression) -> bool:
    return isinstance(node, Number) and node.amount == 0


def _arithmetic(node: Arithmetic, called: Called) -> str:
    left, right = _said(node.left, called), _said(node.right, called)
    left = f"（{left}）" if node.op in "*/" and _is_sum(node.left) else f"{left} "
    bare = not isinstance(node.right, Arithmetic) or (node.op in "+-" and not _is_sum(node.right))
    return f"{left}{SIGNS.get(node.op, node.op)} {right}" if bare else f"{left}{SIGNS.get(node.op, node.op)}（{right}）"


def _is_sum(node: Expression) -> bool:
    """True for what binds loosely: a sum or a difference."""
    return isinstance(node, Arithmetic) and node.op in "+-"


def _within(node: Within, called: Called) -> str:
    pattern = _("{of}不是{items}之一") if node.negated else _("{of}是{items}之一")
    return pattern.format(of=_said(node.of, called), items="、".join(_said(item, called) for item in node.items))


def _call(node: Call, called: Called) -> str:
    if node.function == "count" and len(node.args) == 1 and isinstance(node.args[0], Text | Name):
        return _counted(node.args[0], called)
    pattern = OVER.get(node.function)
    if pattern is None:
        window = _window(node.args[0], called) if node.args else ""
        return f"{called.get(node.function, node.function)}{window}"
    if node.function in {"spc_p", "spc_u"}:
        return _chart(node, " ÷ ".join(_said(arg, called) for arg in node.args[:2]), node.args[2:])
    of = _said(node.args[0], called) if node.args else ""
    if node.function == "spc":
        return _chart(node, of, node.args[1:])
    last = node.args[1] if len(node.args) > 1 else None
    steps = _("{number} 期") if node.function in {"falls", "rises"} else _("{number}期")
    times = "" if last is None else steps.format(number=_said(last, called)) if isinstance(last, Number) else _said(last, called)
    window = "" if last is None else _window(last, called)
    said = str(pattern).format(of=of, window=window, before=times or _("上期"), times=f" {times}" if times else "")
    for name, size in node.named:
        said = str(SIZES[name]).format(said=said, size=_said(size, called)) if name in SIZES else said
    return said


def _counted(of: Text | Name, called: Called) -> str:
    """How many of a list of the plan, how many rows of a table, how many people have a grade."""
    if isinstance(of, Name):
        return _("{of}的条数").format(of=_said(of, called))
    return _("{of}的个数").format(of=SECTIONS[of.value]) if of.value in SECTIONS else _("“{grade}”的人数").format(grade=of.value)


def _window(last: Expression, called: Called) -> str:
    pattern = _("近{span}期") if isinstance(last, Number) else _("近{span}")
    return pattern.format(span=_said(last, called))


def _chart(node: Call, of: str, rest: tuple[Expression, ...]) -> str:
    asked = rest[0] if rest else None
    test = asked.value.removeprefix("we") if isinstance(asked, Text) else str(asked.amount) if isinstance(asked, Number) else "1"
    said = str(OVER[node.function]).format(of=of)
    return _("{said}（{test}）").format(said=said, test=CHART_TESTS[test]) if test in CHART_TESTS else said


_FORMS: tuple[tuple[type, Callable[..., str]], ...] = (
    (Logic, _logic),
    (Compare, _compare),
    (Arithmetic, _arithmetic),
    (Within, _within),
    (Call, _call),
    (Negative, lambda node, called: f"−{_in_brackets(node.of, called, Arithmetic, Logic)}"),
    (Not, lambda node, called: _("并非：{said}").format(said=_in_brackets(node.of, called, Logic))),
)
"""How each form is said."""
