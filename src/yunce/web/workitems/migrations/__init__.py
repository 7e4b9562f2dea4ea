# SPDX-License-Identifier: Apache-2.0
"""Steps of the ledger's tables of work."""
