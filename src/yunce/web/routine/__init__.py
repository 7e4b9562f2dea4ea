# SPDX-License-Identifier: Apache-2.0
"""What happens by itself: routines with a time of their own, run by one process, kept in the ledger so that a restart goes on."""
