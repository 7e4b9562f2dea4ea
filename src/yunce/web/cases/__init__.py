# SPDX-License-Identifier: Apache-2.0
"""Cases at the desk: taken in by form, by file and by interface; clocks, stages, visits, who it was."""
