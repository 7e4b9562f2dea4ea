# SPDX-License-Identifier: Apache-2.0
"""Inspections: filling them in, also without a network; what they found; hazards; how many items of a lot to look at."""
