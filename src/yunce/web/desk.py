# SPDX-License-Identifier: Apache-2.0
"""What every desk starts from: the installation, the plan that a request asks for, and what this person may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from yunce.app.installation import Installation, PlanVersion
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Metric
from yunce.web.accounts.access import Access, Action, Held, Role
from yunce.web.accounts.held import grants_of
from yunce.web.installed import installation
from yunce.web.known import known_of


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's working place; `plan` is None before the first plan is there."""

    installation: Installation
    versions: tuple[PlanVersion, ...]
    version: PlanVersion | None
    plan: Plan | None
    access: Access

    @property
    def fingerprint(self) -> str:
        """The hash of the plan on the desk, empty where there is none."""
        return self.version.fingerprint if self.version else ""

    def metrics(self) -> Mapping[str, Metric]:
        """Every metric that the plan can name, by id."""
        return self.installation.metrics(self.fingerprint) if self.plan else {}

    def unit_names(self) -> Mapping[str, str]:
        """Unit id -> name as people say it."""
        return known_of(self.plan).units


def open_desk(request: HttpRequest, fingerprint: str = "") -> Desk:
    """The desk with the plan version that begins with the fingerprint (the current one by default); 404 for one that is not stored."""
    installed = installation()
    versions = installed.versions()
    version = _find(versions, fingerprint)
    plan = installed.plan(version.fingerprint) if version else None
    access = access_of(request, plan)
    request.access = access  # type: ignore[attr-defined]  # what stands around the page shows no more than this
    if not access.anywhere(Action.LOOK):
        raise PermissionDenied
    return Desk(installed, versions, version, plan, access)


def _find(versions: tuple[PlanVersion, ...], fingerprint: str) -> PlanVersion | None:
    if not fingerprint:
        return next((v for v in versions if v.current), versions[0] if versions else None)
    hits = [v for v in versions if v.fingerprint.startswith(fingerprint)]
    if len(hits) != 1:
        raise Http404
    return hits[0]


def access_of(request: HttpRequest, plan: Plan | None) -> Access:
    """All that the signed-in person holds, no further than the request's limit (that of a token) reaches."""
    user = request.user
    if not isinstance(user, User):
        return Access()
    held = tuple(Held(Role(role), unit) for role, unit in grants_of(user.pk))
    return Access(held, known_of(plan).parents, getattr(request, "limit", None))


def demand(desk: Desk, action: Action, unit: str = "") -> None:
    """Refuse what this person may not do in this unit."""
    if not desk.access.may(action, unit):
        raise PermissionDenied
