# SPDX-License-Identifier: Apache-2.0
"""The desk of rules: how each stands, when it would have fired, an edit tried out, on and off."""
