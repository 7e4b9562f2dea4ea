# SPDX-License-Identifier: Apache-2.0
"""The only place where the reader opens a file: bytes, their kind, their text."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from yunce.reader.blocks import Document, Layout
from yunce.reader.formats.docx import read_docx
from yunce.reader.formats.lines import read_lines
from yunce.reader.formats.markdown import read_markdown
from yunce.reader.plain import plain_of
from yunce.values.problem import Problem, YunceError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What a docx or xlsx with a password holds instead of its parts."""
_LIMIT_MB = 200
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装运營業計劃時間會員這個們來為與關無務產發開總責應標點場額銷達項組織門電話"
)
"""Frequent characters in either script: the more of them a reading holds, the likelier it is right."""


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Signs that text has none of: more than a few tell of a program or a picture."""
_WORD_MAIN = re.compile(r"word/document\d*\.xml")
_PACKED = frozenset({".docx", ".xlsx"})
"""Endings of files that are packed: other bytes under them are damaged, or no such file."""


def open_document(path: Path) -> Document:
    """A file as text and blocks. Raises `YunceError` with what is wrong: not there, empty, of another kind, damaged."""
    if not path.is_file():
        raise YunceError(Problem.of("reader.not_found", name=path.name))
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, data: bytes) -> Document:
    """A file's bytes as text and blocks; the kind is told from the bytes, then from the name. Raises `YunceError`."""
    if not data.strip():
        raise YunceError(Problem.of("reader.empty", name=name))
    try:
        layout = _layout(name, data)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, NotImplementedError) as e:
        raise YunceError(Problem.of(_damage(data, e), name=name)) from e
    if not layout.blocks or not layout.text.strip():  # a Word file or a workbook in which nobody has written anything
        raise YunceError(Problem.of("reader.empty", name=name))
    return Document(name, hashlib.sha256(data).hexdigest(), layout.text, plain_of(layout.text), layout.blocks)


def _damage(data: bytes, error: Exception) -> str:
    """What is wrong with a file: cut short, a part that cannot be unpacked, one that is missing, one whose words are not well formed."""
    if isinstance(error, (zipfile.BadZipFile, EOFError)) and data.startswith(b"PK") and b"PK\x05\x06" not in data[-66_000:]:
        return "reader.cut_short"
    if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)):
        return "reader.unpacking"
    return "reader.part_missing" if isinstance(error, KeyError) else "reader.damaged"


def _layout(name: str, data: bytes) -> Layout:
    suffix = Path(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return _office(name, data)
    if data.startswith(b"%PDF"):
        from yunce.reader.formats.pdf import read_pdf  # only these files need the library

        return read_pdf(data) or _pictures(name, data)
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _pictures(name, data)
    if data.startswith(_OLD_OFFICE) and _ENCRYPTED in data:
        raise YunceError(Problem.of("reader.locked", name=name))
    if data.startswith((_OLD_OFFICE, b"{\\rtf", b"GIF8", b"PK")):
        raise YunceError(Problem.of("reader.kind", name=name))
    if suffix in _PACKED:
        raise YunceError(Problem.of("reader.not_packed", name=name))
    text = decode(name, data)
    if "\0" in text or len(_CONTROL.findall(text[:2000])) * 20 > len(text[:2000]):
        raise YunceError(Problem.of("reader.kind", name=name))
    head = text[:2000].lower()
    if suffix in {".html", ".htm", ".xhtml"} or "<html" in head or "<!doctype html" in head:
        from yunce.reader.formats.html import read_html

        return read_html(text)
    return read_markdown(text) if suffix in {".md", ".markdown"} else read_lines(text)


def _pictures(name: str, data: bytes) -> Layout:
    """A scan or a picture, by the optional extra."""
    from yunce.reader.formats.ocr import has_engine, pictures_of, read_pictures

    if not has_engine():
        raise YunceError(Problem.of("reader.scanned", name=name))
    return read_pictures(pictures_of(data))


def _office(name: str, data: bytes) -> Layout:
    """A Word file or a workbook by the parts that it holds."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = set(parts.namelist())
        if any(one.flag_bits & 1 for one in parts.infolist()):
            raise YunceError(Problem.of("reader.locked", name=name))
        if sum(one.file_size for one in parts.infolist() if one.filename.endswith(".xml")) > _LIMIT_MB << 20:
            raise YunceError(Problem.of("reader.too_large", name=name, limit=_LIMIT_MB))
        content = {one: parts.read(one) for one in names if one.endswith((".xml", ".rels"))}
    main = next((one for one in sorted(names) if _WORD_MAIN.fullmatch(one)), "")
    if main:
        return read_docx({**content, "word/document.xml": content[main]})
    if "xl/workbook.xml" in names:
        from yunce.reader.formats.xlsx import read_xlsx

        return read_xlsx(content)
    raise YunceError(Problem.of("reader.kind", name=name))


def decode(name: str, data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, GB18030 or Big5; of two readings the one with more frequent characters. Raises `YunceError`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", errors="replace")
    if (wide := _wide(data)) is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pairs = ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()
        readings = [text for codec in ("gb18030", "big5hkscs", *pairs) if (text := _decoded(data, codec)) is not None]
    readings = [text for text in readings or _cut_short(data) if _score(text) > 0]
    if readings:
        return max(readings, key=_score)
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") * 50 < len(damaged):
        return damaged
    raise YunceError(Problem.of("reader.encoding", name=name))


def _cut_short(data: bytes) -> list[str]:
    """The text of a GB18030 file whose last character was cut through."""
    whole = next((text for cut in (1, 2, 3) if (text := _decoded(data[:-cut], "gb18030")) is not None), None)
    return [] if whole is None else [whole]


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of plain ASCII is zero."""
    sample = data[:400]
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 8 > len(zeros) and (text := _decoded(data, codec)) is not None:
            return text
    return None


def _score(text: str) -> float:
    """The share of frequent characters among those that are not ASCII."""
    foreign = [sign for sign in text[:20000] if not sign.isascii()]
    return sum(sign in _COMMON for sign in foreign) / len(foreign) if foreign else 0.0
