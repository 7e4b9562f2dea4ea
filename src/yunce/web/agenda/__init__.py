# SPDX-License-Identifier: Apache-2.0
"""The agenda's pages, calendar and Gantt chart, and its way into the ledger of work."""
