"""How Beside runs: disk, queue, failures, backups, imports, versions. Nothing about any pupil."""

import json
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beside.access.actor import Actor
from beside.home import rules
from beside.safeguarding.queries import clearing
from beside.schools.models import RollImport
from beside.web.middleware import not_ready

_QUEUE = """
SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       (SELECT min(e.at) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id
        WHERE j.status = 'todo' AND e.type = 'deferred'
          AND (j.scheduled_at IS NULL OR j.scheduled_at <= now()))
FROM procrastinate_jobs
"""
_FAILED = """
SELECT j.task_name, max(e.at), count(DISTINCT j.id) FROM procrastinate_jobs j
JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'failed'
WHERE j.status = 'failed' GROUP BY 1 ORDER BY 2 DESC LIMIT 12
"""


@dataclass(frozen=True)
class Line:
    """One thing about how Beside runs: what it is, how it is, and whether somebody should look."""

    what: str
    how: str
    wants_a_look: bool = False
    more: str = ""


def lines(actor: Actor, now: datetime) -> list[Line]:
    """Everything the operator's page says, top to bottom."""
    return [
        _database(),
        *_disks(),
        *_queue(now),
        *_failures(),
        _backup(now),
        _drill(now),
        _import(actor),
        _cleared(now),
        _versions(),
    ]


def _database() -> Line:
    fault = not_ready()
    words = _("It answers, and is up to date with this version.")
    return Line(_("Database"), fault or words, bool(fault))


def _disks() -> Iterator[Line]:
    folders = {_("Disk of the data"): settings.DATA_FOLDER}
    if settings.BACKUP_FOLDER:
        folders[_("Disk of the backups")] = Path(settings.BACKUP_FOLDER)
    for what, folder in folders.items():
        try:
            disk = shutil.disk_usage(folder)
        except OSError:
            yield Line(what, _("It cannot be reached."), True)
            continue
        sizes = {"free": f"{disk.free / 1e9:.1f}", "total": f"{disk.total / 1e9:.0f}"}
        words = _("%(free)s GB free of %(total)s GB") % sizes
        yield Line(what, words, rules.is_short(disk.free, disk.total))


def _queue(now: datetime) -> Iterator[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE)
        todo, doing, _failed, since = cursor.fetchone()
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        beat = cursor.fetchone()[0]
    words = _("%(todo)s waiting, %(doing)s being done") % {"todo": todo, "doing": doing}
    more = _("The oldest waits since %(when)s.") % {"when": _when(since)} if since else ""
    yield Line(_("Work in the queue"), words, rules.is_stuck(since, now), more)
    dead = rules.is_overdue(beat, now, rules.WORKER_EVERY)
    seen = _("Last seen %(when)s") % {"when": _when(beat)} if beat else _("Not seen yet")
    yield Line(_("Worker"), seen if dead else _("At work"), dead)


def _failures() -> Iterator[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_FAILED)
        found = cursor.fetchall()
    if not found:
        yield Line(_("Work that failed"), _("None"))
    for task, last, count in found:
        times = ngettext("%(n)s time", "%(n)s times", count) % {"n": count}
        words = _("%(task)s, %(times)s, last %(when)s")
        given = {"task": task, "times": times, "when": _when(last)}
        yield Line(_("Work that failed"), words % given, True)


def _backup(now: datetime) -> Line:
    if not settings.BACKUP_FOLDER and not _kept("backup"):
        words = _("None yet. Name a folder in BESIDE_BACKUP_FOLDER, and one is taken every night.")
        return Line(_("Last backup"), words, True)
    return _ended(_("Last backup"), _kept("backup"), now)


def _drill(now: datetime) -> Line:
    return _ended(_("Last drill (a backup put back and tried)"), _kept("drill"), now)


def _ended(what: str, kept: dict[str, Any], now: datetime) -> Line:
    last, good = kept.get("last"), kept.get("good")
    if not last:
        return Line(what, _("None yet"), True)
    well = _moment(good)
    words = (
        _("It last went well %(when)s.") % {"when": _when(well)}
        if well
        else _("None went well yet")
    )
    late = rules.is_overdue(well, now)
    if last["went_well"]:
        return Line(what, words, late, Path(last["file"]).name)
    failed = _("The last try, %(when)s, failed.") % {"when": _when(_moment(last))}
    return Line(what, f"{failed} {words}", True, last["words"])


def _kept(what: str) -> dict[str, Any]:
    """What `beside backup` and `beside drill` wrote down in the data folder of this machine."""
    try:
        found = json.loads((settings.DATA_FOLDER / f"last_{what}.json").read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(entry: dict[str, Any] | None) -> datetime | None:
    return datetime.fromisoformat(entry["at"]) if entry else None


def _import(actor: Actor) -> Line:
    found = RollImport.objects.visible_to(actor).filter(status=RollImport.Status.APPLIED)
    last = found.defer("content", "plan").order_by("-applied_at").first()
    if last is None:
        return Line(_("Last import of the roll"), _("None yet"))
    return Line(_("Last import of the roll"), _when(last.applied_at), more=last.file_name)


def _versions() -> Line:
    server = connection.cursor().connection.info.server_version // 10_000
    given = {
        "beside": settings.VERSION,
        "postgres": server,
        "python": platform.python_version(),
        "django": django.get_version(),
    }
    words = "Beside %(beside)s, PostgreSQL %(postgres)s, Python %(python)s, Django %(django)s"
    return Line(_("Versions"), words % given)


def _when(moment: datetime | None) -> str:
    return date_format(localtime(moment), "j F, H:i") if moment else ""


def _cleared(now: datetime) -> Line:
    """How many records of which kinds were removed lately because their time was over."""
    counted = clearing.lately(localtime(now).date())
    words = ", ".join(f"{what}: {count}" for what, count in counted)
    more = _("A hold of the safeguarding lead stops it.")
    return Line(_("Removed by their time, in 30 days"), words or _("Nothing"), more=more)
