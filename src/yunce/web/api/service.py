# SPDX-License-Identifier: Apache-2.0
"""The interface itself: who is let in, how answers and problems look, where its description lies."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from yunce.values.problem import Problem, YunceError
from yunce.web.api.answers import router as answers
from yunce.web.api.cases import router as cases
from yunce.web.api.facts import router as facts
from yunce.web.api.items import router as items
from yunce.web.api.parsing import PlainParser
from yunce.web.api.plans import router as plans
from yunce.web.api.results import router as results
from yunce.web.api.said import Refused, told
from yunce.web.api.tokens import find_token, limit_of

VERSION = "1"
TOO_OFTEN = 429
DESCRIPTION = """运策的接口：工作项、数据、计划、考核结果、损益。

每个请求带 `Authorization: Bearer yct_…`；令牌在网页的“接口令牌”里生成，只能做生成时选定的事，只看得到选定单位及其下级。
金额是元的十进制文本，比率 0.382 即 38.2%，时间带时区；不知道的数是 null，不是 0。出错时回答 `problems`，每项有代码、位置、说明和改法。
"""


class Bearer(HttpBearer):
    """The token in the header; whoever it lends rights of is who acts."""

    def authenticate(self, request: HttpRequest, token: str) -> object | None:
        """The token's row, or `None`."""
        found = find_token(token)
        if found is not None:
            request.user = found.owner
            request.api_token, request.limit = found, limit_of(found)  # type: ignore[attr-defined]
        return found


service = NinjaAPI(
    title="运策 Yunce",
    version=VERSION,
    description=DESCRIPTION,
    docs_url=None,
    parser=PlainParser(),
    auth=Bearer(),
    throttle=[AuthRateThrottle("1200/m")],
    urls_namespace="api",
)
service.add_router("/items", items, tags=["工作项"])
service.add_router("/items", answers, tags=["工作项"])
service.add_router("/cases", cases, tags=["工单"])
service.add_router("/plans", plans, tags=["计划"])
service.add_router("/facts", facts, tags=["数据"])
service.add_router("/results", results, tags=["考核与核算"])


@service.exception_handler(YunceError)
def _wrong(request: HttpRequest, error: YunceError) -> HttpResponse:
    return service.create_response(request, told(error.problems), status=422)


@service.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return service.create_response(request, told(error.problems), status=error.status)


@service.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, _: PermissionDenied) -> HttpResponse:
    return service.create_response(request, told((Problem.of("web.api_forbidden", request.path),)), status=403)


@service.exception_handler(Http404)
def _nothing(request: HttpRequest, _: Http404) -> HttpResponse:
    return service.create_response(request, told((Problem.of("web.api_nothing", request.path),)), status=404)


@service.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    answer = service.create_response(request, told((Problem.of("web.api_token", "Authorization"),)), status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@service.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = tuple(Problem.of("web.api_field", ".".join(map(str, one["loc"][1:])), reason=one["msg"]) for one in error.errors)
    return service.create_response(request, told(found), status=422)


@service.exception_handler(HttpError)
def _not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = "web.api_often" if error.status_code == TOO_OFTEN else "web.api_body"
    return service.create_response(request, told((Problem.of(code, request.path),)), status=error.status_code)


@service.exception_handler(BadRequest)
@service.exception_handler(SuspiciousOperation)
def _not_taken(request: HttpRequest, _: Exception) -> HttpResponse:
    return service.create_response(request, told((Problem.of("web.api_body", request.path),)), status=400)
