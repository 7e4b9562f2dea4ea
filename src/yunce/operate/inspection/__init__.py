# SPDX-License-Identifier: Apache-2.0
"""Inspections: the form that was frozen, what was answered, what it scores, what was found, what follows from it."""
