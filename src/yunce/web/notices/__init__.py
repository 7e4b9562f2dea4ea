# SPDX-License-Identifier: Apache-2.0
"""News: what happened that concerns somebody, in the pages for each person, outside for the groups that were set."""
