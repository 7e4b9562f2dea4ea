# SPDX-License-Identifier: Apache-2.0
"""The parts that every page is made of: frame, numbers, tables, charts, states."""
