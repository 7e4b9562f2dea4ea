# SPDX-License-Identifier: Apache-2.0
# What Yunce takes of SciPy, and no more: reading the types of all of SciPy was a fifth of the time of a first check.
