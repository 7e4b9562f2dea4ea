# SPDX-License-Identifier: Apache-2.0
"""Numbers in, numbers out: arrays only, no files, no clock, no plan."""
