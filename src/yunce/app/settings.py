# SPDX-License-Identifier: Apache-2.0
"""Settings of one installation, read once from the environment and handed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yunce.values.problem import Problem, YunceError

MEBIBYTE = 1024 * 1024
SMALLEST_MEMORY_MB = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds all state; `memory_bytes` bounds what a load or a query may take; `database_url` moves the ledger to PostgreSQL."""

    home: Path
    memory_bytes: int = 2048 * MEBIBYTE
    database_url: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from `YUNCE_HOME`, `YUNCE_MEMORY_MB`, `YUNCE_DATABASE_URL`. Raises `YunceError` for a value that cannot be meant."""
        env = os.environ if environment is None else environment
        memory = env.get("YUNCE_MEMORY_MB", "2048")
        if not memory.isdecimal() or int(memory) < SMALLEST_MEMORY_MB:
            raise YunceError(Problem.of("app.setting_invalid", "YUNCE_MEMORY_MB", value=memory, wanted=f">= {SMALLEST_MEMORY_MB}"))
        home = Path(env.get("YUNCE_HOME") or "data").expanduser().absolute()
        return cls(home, int(memory) * MEBIBYTE, env.get("YUNCE_DATABASE_URL", ""))
