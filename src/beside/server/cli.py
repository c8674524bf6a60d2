"""`beside`: the console command. Django's commands stand behind it."""

import hashlib
import os
import sys
from importlib import resources
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from beside.server import backup, databases, environment, migrating, postgres
from beside.server.version import version

PROCESS = {
    "migrate": "owner",
    "import-roll": "owner",
    "undo-import": "owner",
    "import-ties": "owner",
    "export-roll": "owner",
    "measure": "owner",
    "states": "owner",
    "invite": "owner",
    "appoint": "owner",
    "let-in": "owner",
    "demo": "owner",
    "bench": "owner",
    "policy": "owner",
    "morning": "owner",
    "worker": "worker",
}
HELP = """beside: give every pupil the relationships that support learning.

  beside serve [--port 8000]     run the web pages and the worker
  beside import-roll PATH        bring in the roll; a dry run unless --apply
  beside undo-import ID          take an import back; a dry run unless --apply
  beside export-roll FOLDER      write the roll as OneRoster 1.2
  beside import-ties FILE        bring in a survey done on paper or elsewhere
  beside measure --round NAME    figures about ties
  beside states --round NAME     what is known of each pupil's need
  beside appoint PERSON KIND     a post with rights, where nobody is left to say yes to it
  beside invite PERSON           a one-time link with which somebody makes their account
  beside let-in PERSON           a lost second step, where no two colleagues can take it away
  beside backup FILE             one file of everything; nightly: into a folder, every night
  beside restore FILE            put a backup into an empty place
  beside drill FILE              try a backup: restore it elsewhere, compare, sign in, throw away
  beside db start|stop|status|shell|roles
  beside policy --check          the database against the policy
  beside demo                    load the made-up school
  beside bench NAME              timings, as JSON Lines
  beside code                    the code for the first page of an empty system
  beside --version

Each tells more with --help. Where the data is: BESIDE_DATA, or DATABASE_URL for your own server."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    if arguments[0] == "--version":
        print(f"beside {version()}")
        return 0
    if arguments[0] == "db":
        return postgres.main(arguments[1:])
    if arguments[0] in backup.COMMANDS:
        return backup.main(arguments)
    try:
        return _django(arguments)
    except (postgres.DatabaseUnavailable, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return 1


def _django(arguments: list[str]) -> int:
    command = arguments[0]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beside.server.settings")
    os.environ["BESIDE_PROCESS"] = PROCESS.get(command, "app")
    if command == "code":
        from beside.server.secrets import start_code

        postgres.make_data_dir(postgres.data_dir())
        print(start_code())
        return 0
    environment.check()
    if command != "bench" and not {"-h", "--help"} & set(arguments):
        make_ready()
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["beside", command.replace("-", "_"), *arguments[1:]])
    utility.prog_name = "beside"
    utility.execute()
    return 0


def make_ready() -> None:
    """Start the private database where it is ours, and bring an old or empty one up to date."""
    if "DATABASE_URL" in os.environ:
        databases.check_roles()
        return
    data = postgres.data_dir()
    postgres.ensure(data)
    mark = data / "postgres" / "beside-schema"
    wanted = _schema_mark()
    if not mark.exists() or mark.read_text() != wanted:
        _migrate()
        mark.write_text(wanted)


def _migrate() -> None:
    import subprocess

    environment = os.environ | {"BESIDE_PROCESS": "owner"}
    command = [sys.executable, "-m", "beside.server.migrating"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode == migrating.SAID_WHY:
        raise postgres.DatabaseUnavailable(done.stderr.strip())
    if done.returncode:
        raise postgres.DatabaseUnavailable(
            f"The database could not be brought up to date:\n{done.stderr.strip()}"
        )


def _schema_mark() -> str:
    """A mark of all code: in it is whatever schema, functions and policies are made from."""
    package = Path(str(resources.files("beside")))
    made_from = [*package.rglob("*.py"), *package.rglob("*.sql")]
    digest = hashlib.sha256()
    for path in sorted(made_from):
        digest.update(path.read_bytes())
    return digest.hexdigest()
