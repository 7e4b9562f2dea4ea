# SPDX-License-Identifier: Apache-2.0
"""Attribute sampling by GB/T 2828.1-2012 (ISO 2859-1:1999): plans, switching between severities, operating characteristics."""
