# SPDX-License-Identifier: Apache-2.0
"""Templates read once and folded: what is the same on every page - words, addresses, files - becomes plain text when a template is read.

This holds because the pages speak one language and stand at the root of their address: nothing that a request carries changes these tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import IfNode, URLNode
from django.template.loaders import cached
from django.template.loaders.base import Loader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch


class _Folding(Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """A template, folded."""
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class FoldingLoader(cached.Loader, _Folding):
    """Django's loader that keeps what it has read; what it keeps is folded."""


def fold(nodes: NodeList) -> None:
    """Work out in place what no context changes, and join texts that stand side by side."""
    kept: list[Node] = []
    for node in nodes:
        for inner in _inside(node):
            fold(inner)
        new = _text(node)
        if isinstance(new, TextNode) and kept and isinstance(kept[-1], TextNode):
            kept[-1] = TextNode(kept[-1].s + new.s)
        else:
            kept.append(new)
    nodes[:] = kept


def _inside(node: Node) -> Iterator[NodeList]:
    """The lists of nodes within one; those of a condition are given together by Django, so they are taken one by one."""
    if isinstance(node, IfNode):
        yield from (inner for _, inner in node.conditions_nodelists)
    else:
        yield from (inner for name in node.child_nodelists if isinstance(inner := getattr(node, name, None), NodeList))


def _text(node: Node) -> Node:
    """A node as text where it says the same whatever the page; else the node."""
    if not _is_constant(node):
        return node
    try:
        return TextNode(str(node.render(Context())))
    except NoReverseMatch:
        return node  # whoever draws it is told


def _is_constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return node.asvar is None and node.message_context is None and _is_literal(node.filter_expression)
    if isinstance(node, URLNode):
        return node.asvar is None and not node.args and not node.kwargs and _is_literal(node.view_name)
    return isinstance(node, StaticNode) and type(node) is StaticNode and node.varname is None and _is_literal(node.path)


def _is_literal(asked: FilterExpression) -> bool:
    return not asked.filters and (not isinstance(asked.var, Variable) or asked.var.literal is not None)
