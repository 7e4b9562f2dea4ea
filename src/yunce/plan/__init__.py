# SPDX-License-Identifier: Apache-2.0
"""The plan language: frozen documents, expressions, differences, amendments, fingerprints.

Text to plan: `parse.parse`; with packs and calendar: `resolve.resolve`, `resolve.fingerprint`; versions: `difference.diff`,
`amend.amend`, `dump.dump`; packs: `packs.parse_pack`; the language for editors: `schema.plan_schema`; words: `words.WORDS`.
"""
