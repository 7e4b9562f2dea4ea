# SPDX-License-Identifier: Apache-2.0
"""Asks a language model about the sections of a plan: any endpoint of the OpenAI form, off unless it is set and asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from yunce.reader.proposing.accepting import Proposal, read_answer
from yunce.reader.proposing.asking import Json, key_of, request_of, sections_of
from yunce.reader.reading import Reading
from yunce.values.problem import Problem, YunceError

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked and as whom; `seconds` bounds each call."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Endpoint:
        """The endpoint of `YUNCE_MODEL_URL`, `YUNCE_MODEL`, `YUNCE_MODEL_KEY`. Raises `YunceError` where it is not set."""
        env = os.environ if environment is None else environment
        url, model = env.get("YUNCE_MODEL_URL", "").rstrip("/"), env.get("YUNCE_MODEL", "")
        if not url or not model:
            raise YunceError(Problem.of("reader.model_off"))
        if urlsplit(url).scheme not in {"http", "https"}:
            raise YunceError(Problem.of("reader.model_url", value=url))
        return cls(url, model, env.get("YUNCE_MODEL_KEY", ""))


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model proposed in all: accepted, refused with reasons, and how many sections gave no usable answer."""

    model: str
    proposals: tuple[Proposal, ...]
    refused: tuple[str, ...]
    sections: int
    failed: int


def ask(reading: Reading, endpoint: Endpoint, cache: Path | None = None) -> Proposed:
    """Ask about every section; a bad answer is asked for once more, then the section is left as it was read."""
    proposals: list[Proposal] = []
    refused: list[str] = []
    failed = 0
    sections = sections_of(reading)
    for section in sections:
        request = request_of(section, endpoint.model)
        answer, content = None, ""
        for content in _contents(request, endpoint, cache):
            answer = read_answer(section, reading.document.text, content)
            if answer is not None:
                break
        failed += answer is None
        if answer is not None:
            _keep(request, content, cache)
            proposals += answer.proposals
            refused += answer.refused
    return Proposed(endpoint.model, tuple(proposals), tuple(refused), len(sections), failed)


def _contents(request: Json, endpoint: Endpoint, cache: Path | None) -> Iterator[str]:
    """The kept answer to the same words, else what the endpoint says, asked again as often as it is wanted."""
    place = cache / f"{key_of(request)}.json" if cache else None
    if place is not None and place.exists():
        yield place.read_text(encoding="utf-8")
    yield _call(request, endpoint)
    yield _call({name: value for name, value in request.items() if name != "response_format"}, endpoint)  # not every endpoint knows forms


def _call(body: Json, endpoint: Endpoint) -> str:
    """What the endpoint answers; empty where it does not, in time or in form."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})}
    data = json.dumps(body, ensure_ascii=False).encode()
    asked = Request(f"{endpoint.url}/chat/completions", data=data, headers=headers)  # noqa: S310 - the scheme was checked
    try:
        with urlopen(asked, timeout=endpoint.seconds) as said:  # noqa: S310 - the scheme was checked
            content = json.loads(said.read())["choices"][0]["message"]["content"]
    except (OSError, HTTPException, ValueError, KeyError, IndexError, TypeError):
        return ""
    return content if isinstance(content, str) else ""


def _keep(request: Json, content: str, cache: Path | None) -> None:
    """Keep a usable answer under the name of its request."""
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / f"{key_of(request)}.json").write_text(content, encoding="utf-8")
