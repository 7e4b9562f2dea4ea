# SPDX-License-Identifier: Apache-2.0
"""Coverage: who is looked at when, in which mode and by whom, so that every quota holds exactly; or the proof that it cannot."""
