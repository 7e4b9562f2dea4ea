# SPDX-License-Identifier: Apache-2.0
"""A linter for plans and for the statements that they were read from: one small function a rule, each with a code and its arithmetic."""
