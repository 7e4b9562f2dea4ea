# SPDX-License-Identifier: Apache-2.0
"""The web pages: one Django app a desk."""
