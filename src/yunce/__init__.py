# SPDX-License-Identifier: Apache-2.0
"""Yunce 运策: an operations plan that runs. `view = f(plan version, facts, today)`."""

__version__ = "0.1.0"
