# SPDX-License-Identifier: Apache-2.0
"""A company in which every page has something to show: one of each thing, all of the shop, each with a word that nobody else may read."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yunce.app.installation import Installation
from yunce.app.rounds import FOLDER
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import Kind, Severity
from yunce.web.accounts.managing import give_post
from yunce.web.data.jobs import run, take
from yunce.web.notices.models import News
from yunce.web.registers.models import ExamPaper, RegisterFile
from yunce.web.review.reading import read_next
from yunce.web.workitems.evidence import keep_files
from yunce.web.workitems.models import WorkEvent, WorkItem
from yunce.web.workitems.store import Store

SECRET = "机密甲"
"""Stands in every thing of the shop: who may not see the shop must never read it."""
MARKUP = "<script>alert(7)</script>"
PLAN = Path(__file__).with_name("company.yaml")
FACTS = "指标,单位,日期,数值\nsales,shop,2026-03-02,98\nsales,west,2026-03-02,60\n"
LEDGER = f"日期,单位,科目,金额,凭证号,摘要\n2026-10-01,shop,销售收入,1000.00,1,{SECRET}\n2026-10-30,company,房租,100.00,3,丙\n"
BANK = f"题型,题目,选项A,选项B,答案\n单选,1+1{SECRET},2,3,A\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass(slots=True)
class World:
    """The company: who may do all, the ids of its things by the name that addresses call them."""

    installation: Installation
    admin: Client
    ids: dict[str, Any] = field(default_factory=dict)

    def state(self) -> tuple[object, ...]:
        """What a stranger may not change: every event and every row of the shop."""
        items = WorkItem.objects.filter(unit="shop").order_by("pk").values_list("pk", "state", "version")
        rounds = tuple(
            (path.name, path.read_bytes()) for path in sorted((self.installation.home / FOLDER).glob("*")) if path.suffix != ".lock"
        )
        return (tuple(items), WorkEvent.objects.filter(item__unit="shop").count(), _counts(), rounds)


def _counts() -> tuple[int, ...]:
    from yunce.web.accounts.models import Grant, Post
    from yunce.web.api.models import ApiToken
    from yunce.web.cases.models import CaseContact
    from yunce.web.registers.models import QuestionBank, RegisterEvent
    from yunce.web.rules.models import RuleSwitch

    return tuple(
        model.objects.count()  # type: ignore[attr-defined]  # models all
        for model in (Grant, Post, User, ApiToken, CaseContact, RegisterEvent, QuestionBank, RuleSwitch)
    )


def make(installation: Installation, admin: Client) -> World:
    """Fill the company by the ordinary doors."""
    stored, problems = installation.add_plan(PLAN)
    assert stored is not None, problems
    boss = User.objects.get(pk=admin.session["_auth_user_id"])
    for role, unit in (("boss", "company"), ("gm", "shop")):
        give_post(boss, role, unit)
    world = World(installation, admin, {"fingerprint": stored.fingerprint, "user_id": boss.pk, "who": boss.username})
    _load(world)
    _work(world)
    _papers(world)
    return world


def _load(world: World) -> None:
    """Two batches, a file that nobody knows, a review that was read."""
    for name, text in (("三月.csv", FACTS), ("账.csv", LEDGER), (f"不识{SECRET}.csv", "甲,乙\n1,2\n")):
        answer = world.admin.post("/data/upload/", {"files": [SimpleUploadedFile(name, text.encode())], "unit": "shop"})
        assert answer.status_code == 302, answer.content.decode()
        job = take()
        assert job is not None
        run(job, world.installation, threading.Event())
        job.refresh_from_db()
        assert job.state == ("unknown" if "不识" in name else "done"), (name, job.state, job.problems)
        world.ids |= {"job_id": job.pk} if job.state == "unknown" else {"batch_id": job.batches[0]}
    answer = world.admin.post("/review/open/", {"text": f"一、目标\n2026年{SECRET}销售额1200万元，其中上半年500万元，下半年650万元。\n"})
    assert read_next(world.installation)
    world.ids["review_id"] = answer["Location"].strip("/").rpartition("/")[2]


def _work(world: World) -> None:
    """An item of each kind."""
    form = {"id": "page", "title": "巡检单", "version": "1", "lines": [{"id": "price", "text": f"价格{SECRET}", "asks": "pass_fail"}]}
    told: dict[str, tuple[Kind, dict[str, Any]]] = {
        "task": (Kind.TASK, {}),
        "notice": (Kind.RECTIFICATION, {"hazard": "major", "text": SECRET}),
        "inspection": (Kind.INSPECTION, {"checklist": "page", "form": form}),
        "supervised": (Kind.SUPERVISED, {}),
    }
    store, now = Store(), timezone.now()
    for name, (kind, data) in told.items():
        opening = Opening(name, kind, f"{SECRET}{MARKUP}{name}", "shop", "gm", due=now, severity=Severity.MAJOR, subject=SECRET, data=data)
        world.ids[name] = store.open([opening], at=now, by="system")[0].id
    photo = SimpleUploadedFile("a.png", PNG)
    world.ids["sha256"] = keep_files(world.ids["notice"], [photo], by=world.ids["who"], at=now)[0]
    case = {"key": "k" * 10, "title": f"{SECRET}{MARKUP}", "category": "complaint|发货", "name": SECRET, "contact": "13812345678"}
    world.ids["case"] = world.admin.post("/ops/cases/new/", case)["Location"].rstrip("/").rsplit("/", 1)[1]
    visit = Opening("visit", Kind.TASK, f"回访{SECRET}", "shop", "gm", due=now, parent=world.ids["case"], data={"visit": world.ids["case"]})
    world.ids["visit"] = store.open([visit], at=now, by="system")[0].id
    event = WorkEvent.objects.first()
    assert event is not None
    user = User.objects.get(pk=world.ids["user_id"])
    world.ids["news_id"] = News.objects.create(user=user, at=now, said="given", title=SECRET, item=world.ids["task"], event=event.pk).pk


def _papers(world: World) -> None:
    """An entry with a file, an examination, a token, a round that was begun."""
    admin, ids = world.admin, world.ids
    entry = {"key": "e" * 10, "title": f"证{SECRET}{MARKUP}", "unit": "shop", "code": SECRET, "holder": ids["who"], "until": "2030-01-01"}
    entry["file"] = SimpleUploadedFile("证.pdf", PDF)  # type: ignore[assignment]
    ids["entry_id"] = admin.post("/ops/registers/of/certificates/add/", entry)["Location"].rstrip("/").rsplit("/", 1)[1]
    ids["register_file"] = RegisterFile.objects.get(entry_id=ids["entry_id"]).sha256
    bank = {"file": SimpleUploadedFile("b.csv", BANK.encode()), "passing": "100", "draw": "0", "attempts": "2"}
    assert admin.post("/ops/registers/of/training/bank/", bank).status_code == 302
    assert admin.post("/ops/registers/of/training/exam/begin/").status_code == 302
    ids["paper_id"] = ExamPaper.objects.get().pk
    token = admin.post("/tokens/", {"name": f"令{SECRET}", "unit": "", "actions": ["look"], "days": 30})
    assert token.status_code == 200
    from yunce.web.api.models import ApiToken

    ids["token_id"] = ApiToken.objects.get().pk


def item_at(item: str) -> Item:
    """An item as it stands now."""
    return Store().item(item)
