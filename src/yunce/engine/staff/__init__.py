# SPDX-License-Identifier: Apache-2.0
"""Staffing: queues, the servers that a goal needs, shifts that cover them, rosters that the law allows."""
