# SPDX-License-Identifier: Apache-2.0
"""Feasibility: uncertain drivers drawn many times over, what money and goals become of it, what would have to be true."""
