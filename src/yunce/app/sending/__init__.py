# SPDX-License-Identifier: Apache-2.0
"""Telling people outside the pages: group robots of WeCom, DingTalk and Feishu, any webhook, and e-mail; all off until set."""
