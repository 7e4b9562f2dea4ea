# SPDX-License-Identifier: Apache-2.0
"""Cases: complaints, refunds, repairs, arrears; from report to return visit. Source: docs/method/cases.md."""
