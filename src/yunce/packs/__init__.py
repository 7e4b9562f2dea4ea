# SPDX-License-Identifier: Apache-2.0
"""Industry bundles as data files: metrics, import profiles, calendars, lists."""
