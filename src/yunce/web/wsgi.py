# SPDX-License-Identifier: Apache-2.0
"""The pages as a WSGI application: what the server's workers load."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunce.web.settings")
application = get_wsgi_application()

from yunce.web.parting import end_with_the_server  # noqa: E402 - settings must stand first
from yunce.web.warming import warm  # noqa: E402 - settings must stand first

end_with_the_server()
warm()
