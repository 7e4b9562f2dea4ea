# SPDX-License-Identifier: Apache-2.0
"""人员: the organisation with its posts, scorecards, rounds of appraisal, the pay sheet."""
