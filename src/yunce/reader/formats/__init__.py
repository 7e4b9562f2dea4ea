# SPDX-License-Identifier: Apache-2.0
"""One module for each kind of file: bytes or text in, a canonical text with its blocks out."""
