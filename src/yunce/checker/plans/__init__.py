# SPDX-License-Identifier: Apache-2.0
"""The same families of rules on a structured plan; places are paths such as `targets[gmv].value`."""
