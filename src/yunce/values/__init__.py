# SPDX-License-Identifier: Apache-2.0
"""Small frozen values that every room shares: problems, quantities, periods, the calendar."""
