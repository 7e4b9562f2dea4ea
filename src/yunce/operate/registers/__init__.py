# SPDX-License-Identifier: Apache-2.0
"""Controlled registers: anything with versions, validity and due dates, told by its events; what is shown is their fold."""
