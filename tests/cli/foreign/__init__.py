# SPDX-License-Identifier: Apache-2.0
"""Plans of trades that the demo does not know, and their right answers, worked out apart from the product."""
