# SPDX-License-Identifier: Apache-2.0
"""Agenda: what a plan wants done, by whom, by when; a pure function of plan, calendar, days and what was done already."""
