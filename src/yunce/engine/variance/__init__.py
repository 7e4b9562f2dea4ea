# SPDX-License-Identifier: Apache-2.0
"""Differences explained by their drivers, exact to the smallest unit, by a convention that the result names."""

from yunce.engine.variance.errors import VarianceError
from yunce.engine.variance.explain import Method, explain
from yunce.engine.variance.result import Explained
from yunce.engine.variance.tree import Node, explain_tree

__all__ = ["Explained", "Method", "Node", "VarianceError", "explain", "explain_tree"]
