# SPDX-License-Identifier: Apache-2.0
"""The Chinese calendar as data: `days.yaml` (holidays and make-up workdays by year), `events.yaml` (feasts, sales days, legal hours)."""
