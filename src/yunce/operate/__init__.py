# SPDX-License-Identifier: Apache-2.0
"""The use cases: functions of (plan, facts, today) that return frozen results."""
