# SPDX-License-Identifier: Apache-2.0
"""Small builders of syntax trees. Nodes are not copied on the way, as sqlglot's own would: each node is used once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

Node = exp.Expr


def column(name: str) -> Node:
    """A column by its name, quoted."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True))


def text(value: str) -> Node:
    """A text literal."""
    return exp.Literal.string(value)


def number(value: int) -> Node:
    """A whole number."""
    return exp.Literal.number(value)


def call(name: str, *arguments: Node) -> Node:
    """A function of the engine by its name."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def cast(node: Node, kind: str) -> Node:
    """A node as a type of the engine, e.g. `DECIMAL(38, 0)`."""
    return exp.Cast(this=node, to=exp.Var(this=kind))


def named(node: Node, name: str) -> Node:
    """A node under a name."""
    return exp.Alias(this=node, alias=exp.Identifier(this=name, quoted=True))


def negated(node: Node) -> Node:
    """Not the node."""
    return exp.Not(this=exp.Paren(this=node))


def is_null(node: Node) -> Node:
    """Whether a node is null."""
    return exp.Paren(this=exp.Is(this=node, expression=exp.Null()))


def all_of(parts: Sequence[Node]) -> Node:
    """All of the parts; true without any."""
    return _joined(exp.And, parts) if parts else exp.Boolean(this=True)


def any_of(parts: Sequence[Node]) -> Node:
    """One of the parts; false without any."""
    return _joined(exp.Or, parts) if parts else exp.Boolean(this=False)


def _joined(kind: type[exp.Binary], parts: Sequence[Node]) -> Node:
    result = parts[0]
    for part in parts[1:]:
        result = kind(this=result, expression=part)
    return result if len(parts) == 1 else exp.Paren(this=result)


def select(columns: Sequence[Node], source: Node, *conditions: Node, groups: int = 0) -> exp.Select:
    """Columns of a source where all conditions hold, grouped by the first `groups` columns."""
    result = exp.Select(expressions=list(columns)).from_(source, copy=False)
    if conditions:
        result.set("where", exp.Where(this=all_of(conditions)))
    if groups:
        result.set("group", exp.Group(expressions=[number(i + 1) for i in range(groups)]))
    return result


def inside(query: exp.Query, name: str) -> Node:
    """A query as a source."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=exp.Identifier(this=name)))


def star() -> Node:
    """Every column."""
    return exp.Star()


def union(queries: Sequence[exp.Query], *, by_name: bool = False) -> exp.Query:
    """All rows of the queries."""
    result = queries[0]
    for query in queries[1:]:
        result = exp.Union(this=result, expression=query, distinct=False, by_name=by_name)
    return result


def written(node: Node) -> str:
    """The tree as DuckDB's SQL."""
    return node.sql("duckdb", copy=False)
