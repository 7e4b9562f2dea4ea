# SPDX-License-Identifier: Apache-2.0
"""What must hold between the parts of a plan; each check gives the problems that it finds, in the order of the document."""
