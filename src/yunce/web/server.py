# SPDX-License-Identifier: Apache-2.0
"""Starting the pages: the ledger brought up to date, the server's workers, the processes that help, a clean stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import django
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STOP_SECONDS = 20
RESTART_SECONDS = 2
INTERRUPTED = 130
SETTINGS = "yunce.web.settings"
HELPERS = ("yunce.web.data.worker", "yunce.web.routine.worker")
"""What works beside the pages: loading and reading files, and what happens by itself."""


def prepare(home: Path) -> None:
    """Set Django up for this home and bring its ledger up to date. Raises `YunceError` where the process has another home open."""
    home = home.expanduser().absolute()
    if apps.ready and os.environ.get("YUNCE_HOME") != str(home):
        raise YunceError(Problem.of("web.home_other", os.environ.get("YUNCE_HOME", "")))
    os.environ["YUNCE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def make_sign_in_link(home: Path, host: str = "127.0.0.1", port: int = 8000, *, name: str = "demo") -> str:
    """A link that signs one person in, once and within half an hour; `demo` is made where it is missing. Raises `YunceError`."""
    prepare(home)
    from django.contrib.auth.models import User

    from yunce.web.accounts.people import sign_in_path

    person = User.objects.filter(username=name).first() or (_who_looks_around() if name == "demo" else None)
    if person is None:
        raise YunceError(Problem.of("web.user_unknown", name))
    return f"http://{_shown_host(host)}:{port}{sign_in_path(person)}"


def _who_looks_around() -> User:
    """The demo's person, new; in a demo company with every post of its plan, so that the work of all of them is there to see.

    Each post has somebody of its own as well: what one does, another verifies.
    """
    from yunce.web.accounts.demo_people import people_of
    from yunce.web.accounts.managing import give_post
    from yunce.web.accounts.people import demo_person
    from yunce.web.agenda.demo import worked
    from yunce.web.cases.demo import cases_of
    from yunce.web.installed import installation
    from yunce.web.registers.demo import entries_of

    person = demo_person()
    if installation().is_demo:
        plan = installation().plan()
        people_of(plan)
        for role in plan.roles:
            give_post(person, role.id, "")
        cases_of(installation(), timezone.now())
        entries_of(plan, timezone.now())
        worked(installation(), timezone.now())
    return person


def create_user(home: Path, name: str, password: str, role: str = "viewer", unit: str = "") -> None:
    """Somebody who signs in by password: new, or with a new password and role. Raises `YunceError` with all that is wrong."""
    prepare(home)
    from django.contrib.auth.models import User

    from yunce.web.accounts.access import Role
    from yunce.web.accounts.people import add_person, set_password

    if role not in list(Role):
        raise YunceError(Problem.of("web.role_unknown", role, known="、".join(Role)))
    person = User.objects.filter(username=name).first()
    if person is None:
        add_person(name, password, Role(role), unit)
    else:
        set_password(person, password, Role(role), unit)


def run_server(home: Path, host: str = "127.0.0.1", port: int = 8000, *, workers: int = 0) -> NoReturn:
    """Serve until interrupted, in the place of this process; `workers` 0 lets the number of processors decide.

    The server forks its workers. Threads that reading files has started here would be missing in them, and what waits for these would never
    answer: so a program that has done nothing yet takes over. It is stopped by the same signals, and hears them from its first moment on.
    """
    prepare(home)
    _collect_static_files()
    sys.stdout.flush()
    _hold_interrupts()
    os.execv(sys.executable, [sys.executable, "-m", __name__, str(home), host, str(port), str(workers)])  # noqa: S606 - our own words


def serve(home: Path, host: str, port: int, workers: int) -> None:
    """Serve from this process, which has read nothing yet. The helping processes end with the server."""
    _hear_interrupts_alone()
    prepare(home)
    if host not in {"127.0.0.1", "localhost", "::1", "0.0.0.0"}:  # noqa: S104 - comparing, not binding
        os.environ["YUNCE_HOSTS"] = ",".join(filter(None, (os.environ.get("YUNCE_HOSTS", ""), host)))
    helpers = tuple(Helper(module) for module in HELPERS)
    for helper in helpers:
        helper.start()
    try:
        _granian(host, port, workers or min(os.cpu_count() or 1, 4)).serve()
    finally:
        for helper in helpers:
            helper.dismiss()
        for helper in helpers:
            helper.wait()


def _hold_interrupts() -> None:
    """Keep a Ctrl-C until there is somebody to answer it. Threads and processes that are started from here on inherit this."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _hear_interrupts_alone() -> None:
    """Take a Ctrl-C as a wish to stop, here and nowhere else: workers that hear it too, while they are told to stop, would hang."""
    _hold_interrupts()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(INTERRUPTED))  # until the server listens itself

    def listen() -> None:
        signal.sigwait({signal.SIGINT})
        os.kill(os.getpid(), signal.SIGTERM)

    if hasattr(signal, "sigwait"):
        threading.Thread(target=listen, daemon=True).start()


def _collect_static_files() -> None:
    from yunce.web.ui.static_files import collect

    collect()


def _granian(host: str, port: int, workers: int):  # type: ignore[no-untyped-def]
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "yunce.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
    )


class Helper:
    """A process beside the pages, started anew where it ends by itself; it ends when our end of its input closes."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start it, and somebody who looks after it."""
        self._keeper.start()

    def dismiss(self) -> None:
        """Let it finish its step and end; what it had begun is put back into its queue."""
        self._leaving.set()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def wait(self) -> None:
        """Until it has ended, or has had its time."""
        if self._process is None:
            return
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _keep(self) -> None:
        while not self._leaving.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", self._module], stdin=subprocess.PIPE)  # noqa: S603 - our own words
            self._process.wait()
            self._leaving.wait(RESTART_SECONDS)


def _shown_host(host: str) -> str:
    """The host as a link names it: a server that listens everywhere is reached at this machine's own address."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - comparing, not binding
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
