# SPDX-License-Identifier: Apache-2.0
"""The parts of a plan document, a module each for what belongs together."""
