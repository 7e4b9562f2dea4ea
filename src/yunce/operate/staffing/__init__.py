# SPDX-License-Identifier: Apache-2.0
"""How many people a service needs, when, in which shifts; and what those who are there can give."""
