# SPDX-License-Identifier: Apache-2.0
"""Questions become one SQL statement each, built as a syntax tree: values are never glued into text."""
