# SPDX-License-Identifier: Apache-2.0
"""SUM: totals, parts, remainders, products, shares, growth: in prose, in lists, in tables, in formulas."""
