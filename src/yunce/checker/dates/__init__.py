# SPDX-License-Identifier: Apache-2.0
"""DATE: days that do not exist, spans that run backwards, dates out of the plan's year or out of order, stages with gaps."""
