# SPDX-License-Identifier: Apache-2.0
"""Work: one kind of item for everything that somebody must do or answer, told by its events; what is shown is their fold."""
