# SPDX-License-Identifier: Apache-2.0
"""Scans and pictures by the optional extra `ocr`, which ships its own model: the lines of each picture, wide gaps parting columns."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from yunce.reader.blocks import Layout
from yunce.reader.formats.lines import read_lines

PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


class Recognised(Protocol):
    """What the engine gives for a picture: four corners of each piece, and its words."""

    boxes: Sequence[Sequence[Sequence[float]]] | None
    txts: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a picture: left and right edge, middle and height [pixels]."""

    left: float
    right: float
    middle: float
    height: float
    words: str


def has_engine() -> bool:
    """True where the extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def read_pictures(pictures: Sequence[bytes]) -> Layout:
    """The text of pictures in order, one page each. The extra must be installed."""
    engine = importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "warning"})
    lines = [line for picture in pictures for line in lines_of(pieces_of(engine(picture)))]
    return read_lines("\n".join(lines) + "\n")


def pictures_of(data: bytes) -> list[bytes]:
    """The pictures of a file: itself, or the largest of each page of a PDF."""
    if data.startswith(PICTURES):
        return [data]
    from pypdf import PdfReader

    pages = [[image.data for image in page.images] for page in PdfReader(BytesIO(data)).pages]
    return [max(images, key=len) for images in pages if images]


def pieces_of(result: Recognised) -> list[Piece]:
    """What the engine recognised, each piece with its place."""
    found = []
    for box, words in zip([] if result.boxes is None else result.boxes, result.txts or (), strict=True):
        xs, ys = [point[0] for point in box], [point[1] for point in box]
        found.append(Piece(min(xs), max(xs), (min(ys) + max(ys)) / 2, max(ys) - min(ys), words))
    return found


def lines_of(pieces: Sequence[Piece]) -> list[str]:
    """The pieces as lines from top to bottom: those whose middles are nearer than half a line stand on one, columns parted by tabs."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        if rows and abs(piece.middle - rows[-1][0].middle) < piece.height / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return ["\t".join(piece.words for piece in sorted(row, key=lambda one: one.left)) for row in rows]
