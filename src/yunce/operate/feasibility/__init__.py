# SPDX-License-Identifier: Apache-2.0
"""Can the plan work: money and targets under what nobody knows for certain."""
