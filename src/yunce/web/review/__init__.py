# SPDX-License-Identifier: Apache-2.0
"""The desk 审阅: a written plan beside what was read in it; numbers settled one by one until it is a plan version."""
