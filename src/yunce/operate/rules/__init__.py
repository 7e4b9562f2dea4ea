# SPDX-License-Identifier: Apache-2.0
"""Rules: from facts to series, from series to conditions, from conditions to firings, from firings to work."""
