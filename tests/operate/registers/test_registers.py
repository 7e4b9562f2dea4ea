# SPDX-License-Identifier: Apache-2.0
"""Entries as folds, standing on a day, coverage, renewals, retention, duties kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.agenda.contract import Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.registers.coverage import Person, clashes, coverage
from yunce.operate.registers.entry import Entry, Event, Stage, State, Verb
from yunce.operate.registers.folding import after, fold
from yunce.operate.registers.reading import read_entries
from yunce.operate.registers.renewals import renewals, running_out, stood_in
from yunce.operate.registers.retention import check_destroying, kept_until
from yunce.operate.registers.sorts import VERBS, Sort, sort_of
from yunce.operate.registers.standing import Standing, stand
from yunce.operate.registers.steps import Wish, take
from yunce.operate.tabular import Sheet
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.values.calendar import Calendar
from yunce.values.period import Period
from yunce.values.problem import Problem

CALENDAR = Calendar({}, frozenset(), frozenset({2026, 2027}), {})
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TEXT = """
plan: {id: p, title: 网点, period: 2026}
units: [{id: branch, name: 支行}, {id: east, name: 城东网点, parent: branch}]
roles:
  - {id: teller, name: 柜员, unit: east, headcount: 3}
  - {id: ops, name: 业务经理, unit: branch, headcount: 1}
registers:
  - {id: certs, title: 上岗证, kind: certificate, of: teller, owner: ops, cover: 100%, valid: 36mo, renew_before: 60d}
  - {id: rules, title: 管理手册, kind: document, of: teller, owner: ops, valid: 12mo, renew_before: 60d}
  - {id: seals, title: 业务印章, kind: seal, of: ops}
  - {id: blanks, title: 空白凭证, kind: seal, of: teller}
  - {id: gauges, title: 计量器具, kind: instrument, of: ops, valid: 12mo}
  - {id: drills, title: 应急演练, kind: drill, of: ops, renew_before: 7d}
"""


def plan_of(text: str = TEXT) -> Plan:
    plan, problems = parse(text)
    assert plan is not None, problems
    return plan


PLAN = plan_of()
REGISTERS = {register.id: register for register in PLAN.registers}


def entry(register: str = "certs", by: str = "wang", **data: object) -> Entry:
    first = Event("e1", 1, NOW, by, Verb.ADDED, data={"title": "上岗证", **data})
    return fold("e1", register, [first])


def taken(one: Entry, verb: Verb, by: str, note: str = "", **data: object) -> Entry:
    event = take(one, REGISTERS[one.register], Wish(verb, note, data), by, NOW, today=TODAY)
    assert isinstance(event, Event), event
    return after(one, event)


def refused(one: Entry, verb: Verb, by: str, note: str = "", **data: object) -> str:
    found = take(one, REGISTERS[one.register], Wish(verb, note, data), by, NOW, today=TODAY)
    assert isinstance(found, Problem)
    return found.code


@pytest.mark.parametrize(
    ("data", "day", "standing", "until"),
    [
        ({"issued_on": "2024-02-29"}, date(2026, 1, 1), Standing.VALID, date(2027, 2, 28)),  # 2027 has no 29 February
        ({"issued_on": "2024-01-05"}, date(2026, 11, 4), Standing.VALID, date(2027, 1, 4)),  # 36 months less a day
        ({"issued_on": "2024-01-05"}, date(2026, 11, 5), Standing.EXPIRING, date(2027, 1, 4)),  # 60 days before 4 January
        ({"issued_on": "2024-01-05"}, date(2027, 1, 4), Standing.EXPIRING, date(2027, 1, 4)),  # the last day is a valid one
        ({"issued_on": "2024-01-05"}, date(2027, 1, 5), Standing.EXPIRED, date(2027, 1, 4)),
        ({"issued_on": "2024-01-05", "until": "2026-12-31"}, TODAY, Standing.EXPIRING, date(2026, 12, 31)),  # what was told goes first
        ({}, TODAY, Standing.UNKNOWN, None),
    ],
)
def test_a_certificate_stands_by_its_days(data: Mapping[str, object], day: date, standing: Standing, until: date | None) -> None:
    found = stand(entry(**data), REGISTERS["certs"], CALENDAR, day)
    assert (found.standing, found.until) == (standing, until)


def test_a_document_has_one_current_version() -> None:
    one = entry("rules", draft=True)
    assert stand(one, REGISTERS["rules"], CALENDAR, TODAY).standing is Standing.PENDING
    assert refused(one, Verb.APPROVED, "wang", version=1) == "register.own_work"
    assert refused(one, Verb.ISSUED, "li", version=1) == "register.version_stage"
    one = taken(one, Verb.APPROVED, "li", version=1)
    one = taken(one, Verb.ISSUED, "li", version=1, issued_on="2026-11-22")
    assert refused(one, Verb.READ, "zhao", version=2) == "register.not_current"
    one = taken(one, Verb.READ, "zhao", version=1)
    assert refused(one, Verb.READ, "zhao", version=1) == "register.read_already"
    one = taken(one, Verb.REVISED, "wang", "两张单合成一张")
    assert one.current is not None
    assert one.current.number == 1  # a draft does not touch what is current
    assert refused(one, Verb.REVISED, "wang") == "register.version_pending"
    one = taken(taken(one, Verb.APPROVED, "li", version=2), Verb.ISSUED, "li", version=2, issued_on="2026-11-22")
    assert [v.stage for v in one.versions] == [Stage.WITHDRAWN, Stage.ISSUED]
    assert one.readers(2) == ()  # each version is read anew
    assert stand(one, REGISTERS["rules"], CALENDAR, TODAY).until == date(2027, 11, 21)


def test_keeper_asker_and_allower_of_a_seal_are_three() -> None:
    one = entry("seals", custodian="wang")
    assert refused(one, Verb.ASKED, "wang", "合同", to="wang") == "register.not_apart"
    assert refused(one, Verb.ASKED, "li", "", to="li") == "register.note_missing"
    assert refused(one, Verb.COUNTED, "wang") == "register.counts_own"
    one = taken(one, Verb.ASKED, "sun", "合同三份", to="li", times=3)
    assert refused(one, Verb.USED, "wang", leave=2, to="li", approved_by="zhao") == "register.leave_missing"
    for who in ("sun", "li", "wang"):
        assert refused(one, Verb.ALLOWED, who, leave=2) == "register.not_apart"
    assert refused(one, Verb.ALLOWED, "zhao", leave=9) == "register.leave_gone"
    one = taken(one, Verb.ALLOWED, "zhao", leave=2)
    assert refused(one, Verb.USED, "zhao", leave=2) == "register.not_apart"
    one = taken(one, Verb.USED, "wang", leave=2)
    assert refused(one, Verb.USED, "wang", leave=2) == "register.leave_missing"
    one = taken(taken(one, Verb.ASKED, "li", "外出签约", to="li"), Verb.ALLOWED, "zhao", leave=5)
    one = taken(one, Verb.LENT, "wang", leave=5)
    assert one.loan is not None and (one.loan.to, one.loan.approved_by) == ("li", "zhao")
    one = taken(taken(one, Verb.ASKED, "sun", "再借", to="sun"), Verb.ALLOWED, "zhao", leave=8)
    assert refused(one, Verb.LENT, "wang", leave=8) == "register.lent_already"
    assert taken(one, Verb.RETURNED, "wang").loan is None
    assert one.uses == 3


def test_an_instrument_is_lent_with_the_leave_of_a_third_person_only() -> None:
    one = entry("gauges", title="灭火器压力表", custodian="wang")
    assert refused(one, Verb.LENT, "wang", to="li", approved_by="zhao") == "register.leave_missing"
    assert refused(one, Verb.USED, "wang", leave=2) == "register.not_for_this"
    one = taken(one, Verb.ASKED, "li", "现场复测", to="li")
    assert refused(one, Verb.LENT, "wang", leave=2) == "register.leave_missing"
    assert refused(one, Verb.ALLOWED, "li", leave=2) == refused(one, Verb.ALLOWED, "wang", leave=2) == "register.not_apart"
    one = taken(one, Verb.ALLOWED, "zhao", leave=2)
    assert refused(one, Verb.LENT, "zhao", leave=2) == "register.not_apart"
    one = taken(one, Verb.LENT, "wang", leave=2)
    assert one.loan is not None and (one.loan.to, one.loan.approved_by) == ("li", "zhao")
    assert refused(taken(one, Verb.RETURNED, "wang"), Verb.LENT, "wang", leave=2) == "register.leave_missing"  # good for one time


def test_one_keeper_of_seals_and_blank_vouchers_is_a_clash() -> None:
    kept = [stand(entry(name, custodian="wang", unit="east"), REGISTERS[name], CALENDAR, TODAY) for name in ("seals", "blanks")]
    assert [one.registers for one in clashes(kept)] == [("seals", "blanks")]
    assert clashes(kept[:1]) == ()


def test_all_tellers_hold_a_valid_certificate_as_of_a_day() -> None:
    """Three tellers: one valid, one run out on 30 June, one without: 2 of 3 in June, 1 of 3 in July."""
    people = (Person("zhang", "张三"), Person("li", "李四"), Person("zhao", "赵五"))
    given_ = [entry(holder="张三", until="2027-03-01"), entry(holder="li", until="2026-06-30"), entry(holder="张三", until="2028-01-01")]
    for day, held, missing in ((date(2026, 6, 30), 2, ["zhao"]), (date(2026, 7, 1), 1, ["li", "zhao"])):
        found = coverage(REGISTERS["certs"], PLAN, [stand(one, REGISTERS["certs"], CALENDAR, day) for one in given_], people)
        assert found is not None
        assert (found.held, found.needed, [p.name for p in found.missing], found.is_enough) == (held, 3, missing, False)
    by_heads = coverage(REGISTERS["certs"], PLAN, [stand(one, REGISTERS["certs"], CALENDAR, TODAY) for one in given_], ())
    assert by_heads is not None
    assert by_heads.share == Decimal(1) / 3  # 张三 twice is one of the plan's three heads
    assert coverage(REGISTERS["seals"], PLAN, (), people) is None


def test_what_runs_out_is_opened_once_and_again_after_a_renewal() -> None:
    entries = [
        entry(until="2026-12-31", unit="east"),
    ]
    stood = tuple(stood_in(PLAN, CALENDAR, entries, TODAY))
    (one,) = renewals(PLAN, CALENDAR, stood, TODAY)
    assert (one.key, one.title, one.unit, one.owner) == ("registers.certs|2026-12-31|e1", "上岗证", "east", "ops")
    assert one.start is not None
    assert one.start.date() == date(2026, 11, 1)
    by_agenda = agenda(PLAN, CALENDAR, Period(TODAY, TODAY + timedelta(days=60)), Given(entries=running_out(stood))).openings
    assert [o.key for o in by_agenda if o.subject == "e1"] == [one.key]  # the agenda gives the same piece of work
    renewed = taken(entries[0], Verb.RENEWED, "wang", until="2029-12-31")
    assert renewals(PLAN, CALENDAR, tuple(stood_in(PLAN, CALENDAR, [renewed], TODAY)), TODAY) == ()


def test_what_ran_out_long_ago_is_still_owed() -> None:
    stood = tuple(stood_in(PLAN, CALENDAR, [entry(until="2019-05-01")], TODAY))
    (one,) = renewals(PLAN, CALENDAR, stood, TODAY)
    assert one.key == "registers.certs|2019-05-01|e1"


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_on_every_day_it_is_valid_xor_asks_for_work_or_both_when_expiring(until: date, day: date) -> None:
    found = stand(entry(until=until.isoformat()), REGISTERS["certs"], CALENDAR, day)
    assert found.is_valid == (day <= until)
    opened = renewals(PLAN, CALENDAR, (found,), day)
    assert bool(opened) == (day >= until - timedelta(days=60))


def test_a_hold_beats_every_deletion() -> None:
    one = entry("rules", retention="10y", draft=True)
    assert refused(one, Verb.DESTROYED, "wang", "到期") == "register.still_used"
    one = taken(one, Verb.WITHDRAWN, "wang", "作废", on="2015-03-01")
    assert one.state is State.WITHDRAWN
    assert kept_until(one) == date(2025, 12, 31)  # ten whole years after 2015
    assert check_destroying(one, date(2025, 12, 31)) is not None
    assert check_destroying(one, date(2026, 1, 1)) is None
    one = taken(one, Verb.HELD, "li", "诉讼")
    assert refused(one, Verb.DESTROYED, "wang", "到期") == "register.on_hold"
    one = taken(one, Verb.RELEASED, "li")
    assert taken(one, Verb.DESTROYED, "admin", "到期销毁").state is State.DESTROYED
    for_ever = taken(entry("rules", retention="permanent", draft=True), Verb.WITHDRAWN, "wang", "作废", on="1990-01-01")
    assert refused(for_ever, Verb.DESTROYED, "wang", "到期") == "register.kept_for_ever"


def test_a_drill_is_due_on_its_day_until_it_was_held() -> None:
    one = entry("drills", planned_on="2026-11-25")
    assert stand(one, REGISTERS["drills"], CALENDAR, TODAY).standing is Standing.EXPIRING
    assert refused(one, Verb.DRILLED, "wang", on="2026-11-30") == "register.issued_later"
    held = taken(one, Verb.DRILLED, "wang", "疏散通道堵塞", on="2026-11-20")
    assert (held.findings, stand(held, REGISTERS["drills"], CALENDAR, TODAY).standing) == ("疏散通道堵塞", Standing.DONE)


def test_a_renewal_does_not_shorten() -> None:
    one = entry(until="2027-01-01")
    assert refused(one, Verb.RENEWED, "wang") == "register.renewal_dateless"
    assert refused(one, Verb.RENEWED, "wang", until="2026-12-31") == "register.renewal_shorter"
    assert refused(one, Verb.RENEWED, "wang", issued_on="2026-12-01") == "register.issued_later"
    assert refused(one, Verb.READ, "wang") == "register.not_for_this"


def test_every_sort_can_do_what_it_says() -> None:
    assert set(VERBS) == set(Sort)
    assert (sort_of("INSTRUMENT "), sort_of("印章"), sort_of("什么")) == (Sort.INSTRUMENT, Sort.SEAL, Sort.OTHER)


def table(*rows: str) -> Sheet:
    header, *body = [row.split(",") for row in rows]
    return Sheet("证书.csv", tuple(header), tuple((n, dict(zip(header, row, strict=True))) for n, row in enumerate(body, 2)))


def test_a_table_is_read_with_the_words_that_people_use() -> None:
    sheet = table("姓名,证书编号,发证机关,发证日期,有效期至,网点", "张三,A-1,人民银行,2024年1月5日,2027/1/4,城东网点")
    drafts, problems = read_entries(sheet, PLAN, TODAY, REGISTERS["certs"])
    assert problems == ()
    assert dict(drafts[0].data) == {
        "code": "A-1",
        "title": "张三",
        "holder": "张三",
        "unit": "east",
        "issuer": "人民银行",
        "issued_on": "2024-01-05",
        "until": "2027-01-04",
    }


def test_everything_wrong_in_a_table_is_told_by_row_and_nothing_is_read() -> None:
    sheet = table(
        "名称,编号,单位,发证日期,有效期至",
        "甲,1,月球,2026-01-01,",
        "乙,2,,2027-01-01,",
        "丙,3,,明天,",
        ",4,,,",
        "丁,5,,2026-05-01,2026-04-01",
        "戊,6,,,",
        "己,6,,,",
    )
    drafts, problems = read_entries(sheet, PLAN, TODAY, REGISTERS["certs"])
    assert drafts == ()
    assert [(p.path.rpartition(":")[2], p.code.partition(".")[2]) for p in problems] == [
        ("2", "unit_unknown"),
        ("3", "issued_later"),
        ("4", "cell_unreadable"),
        ("5", "title_missing"),
        ("6", "days_turned"),
        ("8", "twice"),
    ]
