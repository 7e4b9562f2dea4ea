# SPDX-License-Identifier: Apache-2.0
"""The plan language: frozen documents, expressions, differences, amendments, fingerprints."""
