# SPDX-License-Identifier: Apache-2.0
"""From a reading to the parts of a plan in the plan language, a module each for what belongs together."""
