# SPDX-License-Identifier: Apache-2.0
"""From a file as a platform exports it to canonical rows and rejected rows, chunk by chunk."""
