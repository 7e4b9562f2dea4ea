# SPDX-License-Identifier: Apache-2.0
"""Facts in columns: append-only revisions, a derived current state, one manifest, queries as values."""
