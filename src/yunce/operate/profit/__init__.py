# SPDX-License-Identifier: Apache-2.0
"""Profit by centre: the ledger in levels of contribution, internal prices, shared costs allocated, guard rails, budgets; to the fen."""
