# SPDX-License-Identifier: Apache-2.0
"""From a written plan to statements and a draft: blocks with spans, every number found, named, linked or left aside with a reason."""
