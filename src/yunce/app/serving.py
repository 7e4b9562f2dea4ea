# SPDX-License-Identifier: Apache-2.0
"""Starting the web of an installation, and who may sign in. The web is called by name: no room imports it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib import import_module

from yunce.app.opening import open_installation
from yunce.values.problem import Problem, YunceError

SERVER = "yunce.web.server"
REBUILDING = "yunce.web.workitems.rebuilding"
Announce = Callable[[str], object]


def serve_home(host: str, port: int, *, announce: Announce, link: bool = False) -> None:
    """Serve the pages until interrupted, a one-time sign-in link first where asked for. Raises `YunceError` for a port in use."""
    home = open_installation().home
    _check_port(host, port)
    server = import_module(SERVER)
    if link:
        announce(f"一次性登录链接（30 分钟内有效，只能用一次）：\n  {server.make_sign_in_link(home, host, port)}")
    announce(f"运策正在 http://{host}:{port}/ 运行，按 Ctrl-C 停止。")
    server.run_server(home, host, port)


def create_user(name: str, password: str, role: str, unit: str) -> None:
    """A person who signs in by password. Raises `YunceError` with all that is wrong."""
    import_module(SERVER).create_user(open_installation().home, name, password, role, unit)


def rebuild_work(*, repair: bool) -> tuple[int, tuple[str, ...]]:
    """How many items of work there are, and which of their rows are not what their events make; mended where asked for."""
    import_module(SERVER).prepare(open_installation().home)
    count, differing = import_module(REBUILDING).rebuild(repair=repair)
    return count, differing


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as e:
            raise YunceError(Problem.of("app.port_taken", "--port", port=port, reason=e.strerror or str(e))) from e
