# SPDX-License-Identifier: Apache-2.0
"""Proposals of a language model: it chooses among the numbers that the scanner found and may never write one."""
