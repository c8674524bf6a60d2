"""`beside serve`: the web pages and the worker, kept alive together."""

import os
import resource
import sys
from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from beside.server import databases, postgres
from beside.server.ports import PortTaken, address_of, check_port, in_a_link
from beside.server.processes import say, serve
from beside.server.secrets import start_code

# With one, 5 % of the pages of 2,300 pupils who choose within 15 minutes took more than 0.7 s.
WORKERS = min(2, os.cpu_count() or 1)

AS_ROOT = (
    "Beside runs as root here. It needs no right of root's: let a user of its own run it, so that a"
    " fault in it cannot reach the rest of this machine."
)


class Command(BaseCommand):
    help = "Run the web pages and the worker until Ctrl-C."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=WORKERS)

    def handle(self, *, host: str, port: int, workers: int, **_options) -> None:
        from beside.schools.models import School

        if why := databases.why_not_serve():
            raise CommandError(why)
        try:
            number = address_of(host)
            check_port(number, port, again="beside serve --port {port}")
        except PortTaken as taken:
            raise CommandError(str(taken)) from None
        if os.geteuid() == 0:
            self.stderr.write(AS_ROOT)
        _allow_many_connections()
        if not School.objects.exists():
            self.stdout.write(f"Beside is empty. The start code is {start_code()}")
        self.stdout.write(f"Open http://{in_a_link(host)}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        os.environ["BESIDE_KEEP_CONNECTIONS"] = "true"
        web = [
            *(sys.executable, "-m", "granian", "--interface", "rsgi", "--host", number),
            *("--port", str(port), "--workers", str(workers), "--http", "1"),
            *("--backlog", "2048", "--backpressure", "2048"),
            *("--http1-header-read-timeout", "10000"),
            *("--respawn-failed-workers", "--no-ws", "--log-level", "warning"),
            "beside.server.rsgi:application",
        ]
        worker = [sys.executable, "-m", "beside", "worker"]
        try:
            code = serve(web, worker, host=number, port=port, tend=_tend_database)
        except PortTaken as taken:
            raise CommandError(str(taken)) from None
        finally:
            _stop_private_database()
        if code:
            raise CommandError("Beside could not go on; the lines above say why.")


def _allow_many_connections() -> None:
    """Take as many open connections as the machine allows us."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if most == resource.RLIM_INFINITY else most
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _tend_database() -> None:
    """Bring the private database back at once where somebody or something killed it."""
    if "DATABASE_URL" in os.environ:
        return
    try:
        postgres.ensure(postgres.data_dir())
    except postgres.DatabaseUnavailable as fault:
        say(str(fault))


def _stop_private_database() -> None:
    if "DATABASE_URL" not in os.environ:
        connection.close()
        postgres.stop(postgres.data_dir())
