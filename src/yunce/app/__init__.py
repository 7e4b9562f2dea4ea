# SPDX-License-Identifier: Apache-2.0
"""The composition root: settings, plan store, warehouse, packs, clock."""
