# SPDX-License-Identifier: Apache-2.0
"""Controlled registers in the browser: entries with their history, documents with readers, examinations, what runs out."""
