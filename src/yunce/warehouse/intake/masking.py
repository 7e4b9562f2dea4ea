# SPDX-License-Identifier: Apache-2.0
"""Values made safe to show: phones, e-mails and identity numbers wherever they are, names, addresses and ids by their column."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}-?)\d{4,}(\d{3})(?!\d)")
_LONG = re.compile(r"(?<![0-9A-Za-z])(\d{4})\d{8,11}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
"""Identity numbers and bank cards: 16 to 19 digits."""
_MAIL = re.compile(r"[\w.+-]+@([\w-]+\.[\w.-]+)")
_LONGEST = 40


def mask(value: str, person: str = "", kind: str = "text") -> str:
    """The value with what could tell a person taken out, at most 40 characters.

    `person` is the profile's word for a personal column ("" for none): its text is cut to the first character.
    `kind` "id" keeps the first and last four characters of a long number.
    """
    text = value.replace("\n", " ").replace("\r", " ").strip()
    if person:
        return f"{text[:1]}**" if text else ""
    if kind == "id" and len(text) > 10 and text.isalnum():
        return f"{text[:4]}***{text[-4:]}"
    text = _PHONE.sub(r"\1****\2", text)
    text = _LONG.sub(r"\1**********\2", text)
    text = _LANDLINE.sub(r"\1****\2", text)
    text = _MAIL.sub(r"**@\1", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
