# SPDX-License-Identifier: Apache-2.0
"""The pages as a WSGI application: what the server's workers load."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunce.web.settings")
pages = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """An answer: what is whole is handed over in one piece, which costs the server less than asking for piece after piece."""
    answer = pages(environ, start_response)
    if not isinstance(answer, HttpResponse):
        return answer
    answer.close()
    return [answer.content]


from yunce.web.parting import end_with_the_server  # noqa: E402 - settings must stand first
from yunce.web.warming import warm  # noqa: E402 - settings must stand first

end_with_the_server()
warm()
