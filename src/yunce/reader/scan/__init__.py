# SPDX-License-Identifier: Apache-2.0
"""The scanner: the only place where numbers, dates and rhythms come from."""
