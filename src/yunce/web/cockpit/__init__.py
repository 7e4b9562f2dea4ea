# SPDX-License-Identifier: Apache-2.0
"""The cockpit 驾驶舱: where we stand today, in one sentence, a table and a picture."""
