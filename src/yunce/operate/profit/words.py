# SPDX-License-Identifier: Apache-2.0
"""Words for what the accounts of centres find."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue

WORDS: Catalogue = MappingProxyType({})
