# SPDX-License-Identifier: Apache-2.0
"""The pages of rules: all of them, one with its back-test, an edit tried out and stored, on and off."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.app.rules import RuleAsk, changed_rule, kept_tests, plan_rules, rule_problems, store_conditions
from yunce.operate.rules.results import RuleTests
from yunce.plan.parts.rules import Rule
from yunce.values.problem import YunceError, has_errors
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.rules.models import RuleSwitch, switches
from yunce.web.rules.pages import RulePage, rule_page, rules_page, seen, tried
from yunce.web.ui.parts import State, Step

LONGEST = 2000
LONGEST_WHY = 500
UNPROCESSABLE = 422


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the plan, and those that its packs offer."""
    desk = open_desk(request)
    if desk.plan is None:
        state = State(_("还没有计划"), _("先把计划放进来，规则写在计划里。"), steps=(Step(_("去上传计划"), "/plan/"),))
        return render(request, "rules/page.html", {"page": {"state": state}})
    found = _tested(desk, RuleAsk(offered=True, with_noise=False))
    return render(request, "rules/page.html", {"page": rules_page(desk, found, switches(desk.plan.plan.id), _own(desk))})


@require_GET
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule with its back-test."""
    _desk, _rule, page = _page(request, rule)
    return render(request, "rules/rule.html", {"page": page})


@require_POST
def try_out(request: HttpRequest, rule: str) -> HttpResponse:
    """Back-test other conditions at once; nothing is stored."""
    desk, own, page = _page(request, rule)
    changed = _changed(request, own)
    problems = rule_problems(changed, desk.fingerprint, desk.installation.settings)
    if has_errors(problems):
        return render(request, "rules/rule.html", {"page": tried(_with(page, changed), problems)}, status=UNPROCESSABLE)
    _desk, _own_rule, new = _page(request, rule, changed)
    return render(request, "rules/rule.html", {"page": tried(new, problems)})


@require_POST
def store(request: HttpRequest, rule: str) -> HttpResponse:
    """Store other conditions as a new version of the plan; only by those who may, only where the plan has not moved on meanwhile."""
    desk, own, page = _page(request, rule)
    demand(desk, Action.ADD_PLAN)
    if not page.may_store:
        raise PermissionDenied
    changed = _changed(request, own)
    problems = rule_problems(changed, desk.fingerprint, desk.installation.settings)
    if has_errors(problems):
        return render(request, "rules/rule.html", {"page": tried(_with(page, changed), problems)}, status=UNPROCESSABLE)
    if request.POST.get("plan", "") != desk.fingerprint:
        messages.error(request, _("计划已有更新的版本，请在新版本上再改一次。"))
        return redirect("rule", rule)
    try:
        fingerprint, problems = store_conditions(desk.installation, desk.fingerprint, changed, request.user.get_username())
    except YunceError as wrong:
        fingerprint, problems = "", wrong.problems
    if not fingerprint:
        return render(request, "rules/rule.html", {"page": tried(_with(page, changed), problems)}, status=UNPROCESSABLE)
    record(request, "rule_changed", f"{rule} {fingerprint[:12]}")
    messages.success(request, _("已存为计划的新版本。"))
    return redirect("rule", rule)


@require_POST
def switch(request: HttpRequest, rule: str) -> HttpResponse:
    """Switch a rule on or off; who and why are kept."""
    desk, own, page = _page(request, rule)
    demand(desk, Action.ASSIGN, own.unit)
    why = request.POST.get("why", "").strip()[:LONGEST_WHY]
    if not page.may_switch or desk.plan is None:
        raise PermissionDenied
    if not why:
        messages.error(request, _("请写明原因。"))
        return redirect("rule", rule)
    on = request.POST.get("on") == "1"
    plan, who = desk.plan.plan.id, request.user.get_username()
    last = switches(plan, [rule]).get(rule)
    if last is None or (last.on, last.by, last.why) != (on, who, why):  # a form that is sent twice switches once
        RuleSwitch.objects.create(plan=plan, rule=rule, on=on, by=who, why=why)
        record(request, "rule_switched", f"{rule} {'on' if on else 'off'} {why}")
    messages.success(request, _("已打开。") if on else _("已关闭。"))
    return redirect("rule", rule)


def _own(desk: Desk) -> frozenset[str]:
    return frozenset(each.id for each in desk.plan.rules) if desk.plan else frozenset()


def _tested(desk: Desk, ask: RuleAsk) -> RuleTests:
    return kept_tests(desk.installation.warehouse, desk.installation.settings, desk.fingerprint, ask)


def _page(request: HttpRequest, rule: str, changed: Rule | None = None) -> tuple[Desk, Rule, RulePage]:
    """The desk, the rule and its page; 404 for a rule that the plan does not know or this person may see nothing of."""
    desk = open_desk(request)
    if desk.plan is None:
        raise Http404
    known = {each.id: each for each, _pack in plan_rules(desk.fingerprint, desk.installation.settings)[1]}
    if rule not in known:
        raise Http404
    found = _tested(desk, RuleAsk((rule,), changed={rule: changed} if changed else None))
    mine = seen(desk, found.tests[0]) if found.tests else None
    if mine is None:
        raise Http404
    lines = tuple(RuleSwitch.objects.filter(plan=desk.plan.plan.id, rule=rule)[:20])
    subject = (request.POST if request.method == "POST" else request.GET).get("subject", "")
    return desk, known[rule], rule_page(desk, mine, lines, subject, _own(desk))


def _changed(request: HttpRequest, rule: Rule) -> Rule:
    return changed_rule(rule, request.POST.get("when", "")[:LONGEST], request.POST.get("close_when", "")[:LONGEST])


def _with(page: RulePage, changed: Rule) -> RulePage:
    return replace(page, when=changed.when, close_when=changed.close_when)
