"""What each database role may do with whole tables, functions and the queue: no more than it needs.

Row policies say which rows. Here stands which tables a role may write at all, that nobody counts a
sequence back, that no function is everybody's, and which work a page may ask for.
"""

from django.apps import apps

from beside.access import routines
from beside.access.reach import PLACES, REACH_TABLES, UNASKED
from beside.rights import Role

ALL = (Role.APP, Role.ROLL, Role.RECKONER, Role.MEASURE, Role.PLACER, Role.KEEPER)
WORKER = "beside_worker"

# Tables the app also deletes from: sessions and counts of tries.
FREE_TABLES = ("django_session", "access_tally")
# What every page reads and only the roll writes: names of schools, and whom a child can ring.
ROLL_WRITES = (
    *("schools_federation", "schools_school", "schools_term", "schools_course", "schools_group"),
    "safeguarding_helpline",
    "access_place",
)
QUEUE = ("procrastinate_jobs", "procrastinate_events")
WORKERS_TABLES = (*QUEUE, "procrastinate_periodic_defers", "procrastinate_workers")
COUNTED_BY_TRIGGERS = "audit_change_id_seq"


def statements() -> list[str]:
    """The grants, in order; running them twice changes nothing."""
    return [*_tables(), *_audit(), *_sequences(), *_functions(), *_queue()]


def _tables() -> list[str]:
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    names = sorted(every - {"audit_change", "django_migrations", *WORKERS_TABLES})
    roles, kept = ", ".join(ALL), ", ".join(each for each in ROLL_WRITES if each in every)
    return [
        f"GRANT USAGE ON SCHEMA public TO {roles}, {Role.REACH}, {WORKER}",
        f"GRANT SELECT, INSERT, UPDATE ON {', '.join(names)} TO {roles}",
        f"REVOKE INSERT, UPDATE ON {kept} FROM {', '.join(r for r in ALL if r != Role.ROLL)}",
        f"GRANT SELECT ON {', '.join((*REACH_TABLES, PLACES))} TO {Role.REACH}",
        *(f"GRANT SELECT ON {view} TO {roles}" for view, _columns in routines.UNIONS.values()),
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(FREE_TABLES)} TO {roles}",
    ]


def _audit() -> list[str]:
    return [
        f"GRANT SELECT ON audit_change, django_migrations TO {Role.APP}",
        f"REVOKE UPDATE ON audit_seen FROM {', '.join(ALL)}",
    ]


def _sequences() -> list[str]:
    """Whoever may update a sequence may set it back, and then nothing more is written."""
    roles = ", ".join(ALL)
    return [
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {roles}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {roles}, {WORKER}",
        f"REVOKE ALL ON SEQUENCE {COUNTED_BY_TRIGGERS} FROM {roles}, {WORKER}",
    ]


def _functions() -> list[str]:
    roles, others = ", ".join(ALL), ", ".join(role for role in ALL if role != Role.PLACER)
    return [
        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {roles}, {Role.REACH}, {WORKER}",
        f"REVOKE EXECUTE ON FUNCTION {', '.join(UNASKED)} FROM {others}, {WORKER}",
    ]


def _queue() -> list[str]:
    """The worker has the queue; the rest may ask for work that is not the clock's to ask for.

    The app also reads when a worker was last alive, which the operator's page says.
    """
    roles, tables = ", ".join(ALL), ", ".join(WORKERS_TABLES)
    listed = ", ".join(f"'{name}'" for name in _may_be_asked_for())
    return [
        f"REVOKE ALL ON {tables} FROM {roles}",
        f"GRANT SELECT, INSERT ON {', '.join(QUEUE)} TO {roles}",
        # When a worker was last there: the operator's page says so.
        f"GRANT SELECT (last_heartbeat) ON procrastinate_workers TO {Role.APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {WORKER}",
        "ALTER TABLE procrastinate_jobs ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY queue_read ON procrastinate_jobs FOR SELECT TO {roles} USING (true)",
        f"CREATE POLICY queue_ask ON procrastinate_jobs FOR INSERT TO {roles}"
        f" WITH CHECK (task_name IN ({listed}) AND status = 'todo')",
        f"CREATE POLICY queue_work ON procrastinate_jobs FOR ALL TO {WORKER}"
        " USING (true) WITH CHECK (true)",
    ]


def _may_be_asked_for() -> list[str]:
    """The names of all our tasks but those that the clock starts."""
    from procrastinate.contrib.django import app

    by_the_clock = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}
    return sorted(name for name in set(app.tasks) - by_the_clock if not name.startswith("builtin"))
