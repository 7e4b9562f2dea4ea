# SPDX-License-Identifier: Apache-2.0
"""Appraisal: scorecards of a plan, what was reached, who gets which score, grade and performance pay, and how a round goes."""
