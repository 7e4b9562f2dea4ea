# SPDX-License-Identifier: Apache-2.0
"""The sorts of registers: what is written down of an entry, and what may happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from yunce.operate.registers.entry import Verb


class Sort(StrEnum):
    """What a register keeps; sorts differ by what they carry, never by another machine."""

    CERTIFICATE = "certificate"
    DOCUMENT = "document"
    INSTRUMENT = "instrument"
    SEAL = "seal"
    DRILL = "drill"
    TRAINING = "training"
    OTHER = "other"


_SAID = {
    "证书": Sort.CERTIFICATE, "资格": Sort.CERTIFICATE, "证照": Sort.CERTIFICATE, "qualification": Sort.CERTIFICATE,
    "licence": Sort.CERTIFICATE,
    "文件": Sort.DOCUMENT, "制度": Sort.DOCUMENT, "档案": Sort.DOCUMENT, "form": Sort.DOCUMENT, "archive": Sort.DOCUMENT,
    "器具": Sort.INSTRUMENT, "设备": Sort.INSTRUMENT, "计量器具": Sort.INSTRUMENT, "equipment": Sort.INSTRUMENT,
    "印章": Sort.SEAL, "凭证": Sort.SEAL, "voucher": Sort.SEAL, "演练": Sort.DRILL, "培训": Sort.TRAINING, "exam": Sort.TRAINING,
}  # fmt: skip
_ALWAYS = frozenset({Verb.ADDED, Verb.CORRECTED, Verb.WITHDRAWN, Verb.HELD, Verb.RELEASED, Verb.DESTROYED})
_LENDING = frozenset({Verb.ASKED, Verb.ALLOWED, Verb.LENT, Verb.RETURNED})
VERBS: Mapping[Sort, frozenset[Verb]] = MappingProxyType(
    {
        Sort.CERTIFICATE: _ALWAYS | {Verb.RENEWED},
        Sort.DOCUMENT: _ALWAYS | {Verb.REVISED, Verb.APPROVED, Verb.ISSUED, Verb.READ, Verb.RENEWED},
        Sort.INSTRUMENT: _ALWAYS | _LENDING | {Verb.RENEWED},
        Sort.SEAL: _ALWAYS | _LENDING | {Verb.USED, Verb.COUNTED},
        Sort.DRILL: _ALWAYS | {Verb.DRILLED},
        Sort.TRAINING: _ALWAYS | {Verb.EXAMINED, Verb.RENEWED},
        Sort.OTHER: _ALWAYS | _LENDING | {Verb.RENEWED, Verb.COUNTED},
    }
)
"""What may happen to an entry of each sort."""
_BASE = ("code", "title", "unit")
_DATED = ("issuer", "issued_on", "until", "method")
FIELDS: Mapping[Sort, tuple[str, ...]] = MappingProxyType(
    {
        Sort.CERTIFICATE: (*_BASE, "holder", *_DATED, "retention"),
        Sort.DOCUMENT: (*_BASE, "custodian", "place", "issued_on", "until", "cycle", "retention"),
        Sort.INSTRUMENT: (*_BASE, "custodian", "place", *_DATED, "cycle"),
        Sort.SEAL: (*_BASE, "custodian", "place"),
        Sort.DRILL: (*_BASE, "planned_on", "custodian", "place"),
        Sort.TRAINING: (*_BASE, "holder", *_DATED),
        Sort.OTHER: (*_BASE, "holder", "custodian", "place", *_DATED, "cycle", "retention"),
    }
)
"""What is written down of an entry of each sort, in the order of its form."""
DAYS = frozenset({"issued_on", "until", "planned_on"})
"""Fields that are days."""


def sort_of(kind: str) -> Sort:
    """The sort that a plan's word means; what it does not know is an ordinary list of things.

    >>> sort_of("certificate"), sort_of("印章"), sort_of("")
    (<Sort.CERTIFICATE: 'certificate'>, <Sort.SEAL: 'seal'>, <Sort.OTHER: 'other'>)
    """
    plain = kind.strip().lower()
    return Sort(plain) if plain in set(Sort) else _SAID.get(plain, Sort.OTHER)
