# SPDX-License-Identifier: Apache-2.0
"""The plan 计划 as a readable document, its versions and what changed between them."""
