"""Work that a page starts and the worker does."""

import subprocess
import sys
import uuid

from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app

from beside.access.actions import digest
from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.rights import Role
from beside.schools.actions.start import start_school

# A deadlock, a database that was killed, an upgrade on its way: over in a minute, and no fault of
# the job. What a job itself did wrong fails at once.
DISTURBED = (OperationalError, InterfaceError, ProgrammingError)
AGAIN = RetryStrategy(max_attempts=12, linear_wait=5, retry_exceptions=DISTURBED)


def do_again_when_disturbed(jobs: App) -> None:
    """Have every job that says nothing else done again where the database was disturbed."""
    for task in jobs.tasks.values():
        task.retry_strategy = task.retry_strategy or AGAIN


def defer_start(details: dict) -> str:
    """Have the worker make the first school and person; gives the invitation's secret."""
    import secrets

    secret = secrets.token_urlsafe(24)
    make_first_school.defer(
        school=details["school"],
        given_name=details["given_name"],
        family_name=details["family_name"],
        email=details["email"],
        token_hash=digest(secret),
    )
    return secret


@job("home.make_first_school")
def make_first_school(
    *, school: str, given_name: str, family_name: str, email: str, token_hash: str
) -> None:
    """Make the first school with its first person, once."""
    by = Actor(uuid.uuid4(), today())
    with acting(by), role(Role.ROLL):
        start_school(
            by=by,
            school=school,
            given_name=given_name,
            family_name=family_name,
            email=email,
            token_hash=token_hash,
            now=now(),
        )


@app.periodic(cron="* * * * * */15")
@app.task(name="home.retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> None:
    """Every 15 seconds, do again the jobs of a worker that died; each is safe to run twice."""
    del timestamp
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs():
        await manager.retry_job(stalled)


_nights: list[subprocess.Popen[bytes]] = []


@app.periodic(cron="20 * * * *")
@job("home.nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Every hour: have tonight's backup taken and tried if it was not yet, beside other work.

    A process of its own, because a backup of a large school takes longer than a message may wait.
    """
    del timestamp
    _nights[:] = [each for each in _nights if each.poll() is None]
    if settings.BACKUP_FOLDER:
        command = [sys.executable, "-m", "beside", "nightly"]
        _nights.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))  # noqa: S603
