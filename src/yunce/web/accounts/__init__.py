# SPDX-License-Identifier: Apache-2.0
"""People: who signs in, what they may do in which unit, and the trail of what they did."""
