# SPDX-License-Identifier: Apache-2.0
"""The money desk: statements of centres, feasibility, staffing."""
