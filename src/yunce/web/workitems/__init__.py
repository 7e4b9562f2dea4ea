# SPDX-License-Identifier: Apache-2.0
"""The work desk: the ledger of work items, my day, the board, the list, one item with its history."""
