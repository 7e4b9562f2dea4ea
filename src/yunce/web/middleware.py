# SPDX-License-Identifier: Apache-2.0
"""What every answer gets: pages that caches must not keep, and problems told in words."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from yunce.values.problem import YunceError
from yunce.values.writing import is_blank
from yunce.web.problems import said_all
from yunce.web.ui.parts import State, Step

UNPROCESSABLE = 422
NOT_ALLOWED = 405
INTERFACE = "/api/"
NUL = "\x00"
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PageMiddleware:
    """Pages belong to one person and change with facts: never stored by shared caches, and apart for htmx parts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then mark the answer private."""
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and not request.path.startswith(INTERFACE):
            response = _not_allowed(request, response)
        patch_vary_headers(response, ("HX-Request",))
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: object, _words: object, _named: object) -> None:
        """Refuse the one sign that not every database keeps, before anything is done with it, and leave a field empty where nobody would
        see what was written into it; the interface looks at its own bodies."""
        sent = (request.GET,) if getattr(view, "csrf_exempt", False) else (request.GET, request.POST)
        if NUL in request.path or any(map(_has_nul, sent)):
            raise BadRequest
        request.GET = _seen(request.GET)  # type: ignore[assignment]  # Django's own may be replaced, too
        if len(sent) > 1:
            request.POST = _seen(request.POST)  # type: ignore[assignment]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """What was asked cannot be answered as asked: say what is wrong and what to do, instead of a broken page."""
        if not isinstance(exception, YunceError):
            return None
        values = {"title": _("这一页现在算不出来"), "said": said_all(exception.problems)}
        return render(request, "ui/problems.html", values, status=UNPROCESSABLE)


def _not_allowed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """405 as a page: an address that a form goes to was opened by hand, or loaded again after its answer."""
    text = _("这个地址只接收表单，不能直接打开或刷新。请回到上一页再提交一次。")
    page = State(_("这一页不能直接打开"), text, "bad", (Step(_("回到驾驶舱"), reverse("cockpit")),))
    told = render(request, "ui/message.html", {"page": page}, status=NOT_ALLOWED)
    if "Allow" in response:
        told["Allow"] = response["Allow"]
    return told


def _has_nul(sent: QueryDict) -> bool:
    return any(NUL in text for name, texts in sent.lists() for text in (name, *texts))


def _seen(sent: QueryDict) -> QueryDict:
    """What was sent, with nothing in the place of texts that nobody can see."""
    if not any(text and is_blank(text) for _, texts in sent.lists() for text in texts):
        return sent
    seen = sent.copy()
    for name, texts in sent.lists():
        seen.setlist(name, ["" if is_blank(text) else text for text in texts])
    return seen
