# SPDX-License-Identifier: Apache-2.0
"""The HTTP interface for other programs: work, facts and plans, by tokens that reach no further than somebody said."""
