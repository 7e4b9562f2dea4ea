# SPDX-License-Identifier: Apache-2.0
"""Files that lie about their type, name or size: each door that takes a file refuses them in words, and keeps nothing of them."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.probes.test_walk import ask, closed
from tests.web.probes.world import PDF, PNG, World
from yunce.web.data.jobs import run, take
from yunce.web.review.reading import read_next
from yunce.web.workitems.models import Evidence

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HTML = b"<!doctype html><script>alert(5)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(5)"><script>alert(5)</script></svg>'
EXE = b"MZ\x90\x00\x03" + b"\0" * 200
ZEROS = 600 * 1024 * 1024
"""What a bomb says it unpacks to [bytes]."""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><l>&i;</l>"
).encode()


def zipped(**members: bytes) -> bytes:
    """A zip with these members; `_` stands for a slash, `__` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", ".").replace("_", "/"), content)
    return out.getvalue()


def bomb(member: str) -> bytes:
    """A workbook or document whose one part unpacks to far more than it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open(member, "w", force_zip64=True) as part:
            part.write(b"<x>")
            for _ in range(ZEROS // (1 << 20)):
                part.write(b"0" * (1 << 20))
    return out.getvalue()


LIES = {
    "a.jpg": EXE, "b.png": HTML, "c.png": SVG, "d.svg": SVG, "e.html": HTML, "f.pdf": HTML, "g.docx": b"PK\x03\x04" + b"\0" * 60,
    "h.gif": PNG, "i.mp4": HTML, "j.exe": EXE, "k.png.exe": PNG, "l": PNG, "m.docx": zipped(a__txt=b"x"),
    "n.heic": b"\0\0\0\x18ftypzzzz" + b"\0" * 40, "o.xlsx": EXE, "p.csv": EXE, "q.zip": HTML, "r.png": b"",
}  # fmt: skip
SAID = (400, 403, 404, 413, 422)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def evidence_doors(world: World) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Door -> address, field, what else the form says: those that keep photos and papers."""
    item = f"/ops/items/{world.ids['notice']}/step/"
    return {
        "evidence": (item, "files", {"do": "add_evidence", "note": "x"}),
        "new": ("/ops/new/", "files", {"kind": "task", "title": "甲", "unit": "shop", "key": "u" * 10}),
        "inspection": (f"/ops/inspections/{world.ids['inspection']}/fill/", "p1", {"v1": "pass", "token": "t" * 20}),
        "register": ("/ops/registers/of/certificates/add/", "file", {"key": "u" * 10, "title": "甲", "unit": "shop"}),
    }


def table_doors(world: World) -> dict[str, tuple[str, str, dict[str, str]]]:
    """The same for those that read tables, plans and documents."""
    return {
        "data": ("/data/upload/", "files", {"unit": "shop"}),
        "cases": ("/ops/cases/import/", "file", {}),
        "entries": ("/ops/registers/of/certificates/import/", "file", {}),
        "bank": ("/ops/registers/of/training/bank/", "file", {"passing": "60", "draw": "0", "attempts": "1"}),
        "round": ("/people/cards/monthly/2026-03/hand-in/", "file", {"what": "file"}),
        "roster": ("/people/cards/monthly/2026-03/hand-in/", "file", {"what": "roster"}),
        "plan": ("/plan/upload/", "file", {}),
    }


def test_evidence_that_lies_is_refused_at_every_door(world: World) -> None:
    before, files = Evidence.objects.count(), sorted((Path(settings.YUNCE.home) / "evidence").rglob("*"))
    for door, (path, field, more) in evidence_doors(world).items():
        for name, content in LIES.items():
            status, text, _to = ask(world.admin, path, "post", {**more, field: upload(name, content)})  # type: ignore[dict-item]
            assert status in SAID and "<script>alert" not in text, (door, name, status)
    assert Evidence.objects.count() == before
    assert sorted((Path(settings.YUNCE.home) / "evidence").rglob("*")) == files, "nothing of a refused file is kept"


def test_a_picture_that_is_also_a_page_is_served_as_a_picture(world: World) -> None:
    path, field, more = evidence_doors(world)["evidence"]
    both = b"GIF89a/*" + HTML + b"*/=1;"
    assert ask(world.admin, path, "post", {**more, field: upload('p"><script>.gif', both)})[0] == 302  # type: ignore[dict-item]
    kept = Evidence.objects.exclude(sha256=world.ids["sha256"]).get()
    answer = world.admin.get(f"/ops/items/{kept.item_id}/evidence/{kept.sha256}/")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/gif" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "script" not in answer["Content-Security-Policy"]
    closed(answer)


@pytest.mark.parametrize(
    "name",
    [
        "../../probed.png",
        "..\\..\\probed.png",
        "/etc/probed.png",
        "C:\\probed.png",
        "a\x00b.png",
        "长" * 300 + ".png",
        "\u202egnp.png",
        "con.png",
    ],
)
def test_names_of_files_lead_nowhere(world: World, name: str) -> None:
    path, field, more = evidence_doors(world)["evidence"]
    assert ask(world.admin, path, "post", {**more, field: upload(name, PNG + name.encode())})[0] in {302, 422}  # type: ignore[dict-item]
    status = ask(world.admin, "/data/upload/", "post", {"unit": "shop", "files": upload(name.replace("png", "csv"), b"a,b\n1,2\n")})[0]  # type: ignore[dict-item]
    assert status in {302, 422}
    home = Path(settings.YUNCE.home)
    assert not list(home.parent.glob("probed.*")) and not list(home.glob("probed.*")) and not Path("/etc/probed.png").exists()
    for one in Evidence.objects.all():
        assert "/" not in one.name and "\\" not in one.name and "\u202e" not in one.name and len(one.name.encode()) <= 200


def test_tables_and_plans_that_lie_are_refused_at_every_door(world: World) -> None:
    before = world.state()
    for door, (path, field, more) in table_doors(world).items():
        for name, content in {
            **LIES,
            "s.yaml": EXE,
            "t.xlsx": zipped(xl_workbook__xml=LAUGHS, xl_sharedStrings__xml=LAUGHS),
            "u.pdf": PDF,
        }.items():
            status, text, _to = ask(world.admin, path, "post", {**more, field: upload(name, content)})  # type: ignore[dict-item]
            taken = door == "data" and name.endswith(".xlsx") and content.startswith(b"PK")
            assert status in SAID or (taken and status == 302), (door, name, status)
            assert "<script>alert" not in text, (door, name)
    assert world.state() == before
    worked(world)


def worked(world: World) -> None:
    """What waits is read: it ends in words, whatever it was."""
    while (job := take()) is not None:
        run(job, world.installation, _Never())  # type: ignore[arg-type]
        job.refresh_from_db()
        assert job.state in {"failed", "unknown", "done"}, (job.name, job.state)
    while read_next(world.installation):
        pass


class _Never:
    def is_set(self) -> bool:
        return False


def quickly(do: Callable[[], object], most: float) -> None:
    begun = time.process_time()
    do()
    assert time.process_time() - begun < most


def test_a_bomb_goes_off_nowhere(world: World) -> None:
    """A megabyte that says it is six hundred: refused in words, in time, in memory."""
    book, document = bomb("xl/worksheets/sheet1.xml"), bomb("word/document.xml")
    assert len(book) < 1_000_000
    for door, (path, field, more) in table_doors(world).items():
        if door != "plan":
            sent = {**more, field: upload("b.xlsx", book)}
            quickly(lambda path=path, sent=sent: ask(world.admin, path, "post", sent), 5)  # type: ignore[misc]
    quickly(lambda: worked(world), 10)
    for name, content in (("b.docx", document), ("b.xlsx", book), ("l.docx", zipped(word_document__xml=LAUGHS))):
        status, _text, to = ask(world.admin, "/review/open/", "post", {"file": upload(name, content)})  # type: ignore[dict-item]
        assert status in {302, 422}, name
        quickly(lambda: worked(world), 15)
        if status == 302:
            assert ask(world.admin, to)[0] == 200


def test_a_plan_of_aliases_does_not_unfold(world: World) -> None:
    """YAML that means gigabytes in a few lines."""
    laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    deep = "a: " + "[" * 20_000
    for text in (laughs, deep, "yunce: 1\nplan: !!python/object/apply:os.system ['true']\n", "\x00", "a: " + "9" * 500_000):
        status = 0

        def sent(text: str = text) -> None:
            nonlocal status
            status = ask(world.admin, "/plan/upload/", "post", {"file": upload("p.yaml", text.encode())})[0]  # type: ignore[dict-item]

        quickly(sent, 10)
        assert status == 422, text[:30]


def test_large_bodies_are_turned_away_at_every_address(world: World, client: Client) -> None:
    from tests.web.probes.addresses import OPEN, addresses

    body = b"a=" + b"x" * 10_000_000
    for name, paths in addresses(world.ids).items():
        answer = world.admin.post(paths[0], body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {400, 403, 404, 405, 413}, (name, answer.status_code)
        status = client.post(paths[0], body, content_type="application/x-www-form-urlencoded").status_code
        assert status == 302 or name in OPEN, (name, status)
