# SPDX-License-Identifier: Apache-2.0
"""Reviews: a written plan, what people decided about its numbers, and the plan versions that came of it."""
