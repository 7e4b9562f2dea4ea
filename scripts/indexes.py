# SPDX-License-Identifier: Apache-2.0
"""Hand pip's own registry settings (files and environment) to uv, which does not read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Mapping
from pathlib import Path

_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
}
"""pip's option -> uv's variable and what parts its values."""


def uv_settings(python: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Variables that make uv ask the registries that pip would ask; what is set for uv already is left alone."""
    done = subprocess.run([str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        key, _, shown = line.partition("=")
        section, _, option = key.rpartition(".")
        if option not in _NAMES or section not in {"global", "install", ":env:"}:
            continue
        variable, _separator = _NAMES[option]
        found.setdefault(variable, []).extend(str(ast.literal_eval(shown)).split())
    separators = dict(_NAMES.values())
    return {
        variable: separators[variable].join(values if variable in {"UV_INDEX", "UV_FIND_LINKS"} else values[-1:])
        for variable, values in found.items()
        if values and variable not in environment
    }
