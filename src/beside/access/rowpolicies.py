"""The second lock: row-level security of PostgreSQL, generated from the policy.

`statements()` is the whole of it, safe to run again: functions, then per registered table row-level
security enabled and forced, one policy per kind, verb and role, and the grants. A table gets its
grants only here, so the app's role cannot reach a table before its policies stand.
"""

import hashlib
import time

from django.apps import apps
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable

from beside.access import grants, registry, routines
from beside.access.reach import NOT_BLOCKED, REACH_TABLES, organised, reaches, scopes
from beside.audit import triggers
from beside.audit.models import Seen
from beside.rights import Basis, Role, Verb, When

TRIES, PATIENCE = 60, 2
IN_THE_WAY = (DeadlockDetected, LockNotAvailable)
COMMANDS = {Verb.READ: "SELECT", Verb.CREATE: "INSERT", Verb.CHANGE: "UPDATE"}

# Tables of libraries that hold nothing about people, or must be open before an actor is known, each
# with the reason. Our apps name theirs in `OPEN` of their permissions.
OPEN_ELSEWHERE: dict[str, str] = {
    "django_session": "an actor's id and nothing else, opened by a secret key",
    "django_migrations": "the history of the schema",
    "django_content_type": "names of tables",
    "account_emailconfirmation": "always empty: addresses are not confirmed by keys",
    "auth_permission": "unused names",
    "auth_group": "unused names",
    "auth_group_permissions": "unused names",
    "procrastinate_jobs": "ids of work to do",
    "procrastinate_events": "when work was done",
    "procrastinate_periodic_defers": "when work is due",
    "procrastinate_workers": "which workers are alive",
}


def open_tables() -> dict[str, str]:
    """Every table without a row policy, with the reason why it may be read by everybody."""
    return OPEN_ELSEWHERE | registry.open_tables()


def statements() -> list[str]:
    """All SQL of the second lock, in order; running it twice changes nothing."""
    lines = routines.statements()
    for table in REACH_TABLES:
        lines += _enable(table)
        lines.append(_policy(table, "reach", Verb.READ, Role.REACH, "true"))
    for registration in registry.registrations():
        lines += _table(registration)
    return [
        *lines,
        *_audit_policies(),
        *triggers.statements(_audited()),
        *_held_apart(),
        *registry.functions(),
        *grants.statements(),
    ]


def policies() -> dict[tuple[str, str], str]:
    """Every policy of the second lock: (table, name) to its full text."""
    found = {}
    for line in statements():
        if line.startswith("CREATE POLICY"):
            words = line.split()
            found[(words[4], words[2])] = line
    return found


def apply() -> None:
    """Bring functions, policies, triggers and grants in step with the policy. Owner only.

    All at once: whoever works meanwhile does so under the old ones or the new, and never, however
    this ends, without any. It wants every table for itself for a moment, and where somebody is too
    long at work it lets go, and tries again.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            _apply()
            return
        except OperationalError as error:
            if not tries_left or not isinstance(error.__cause__, IN_THE_WAY):
                raise
            time.sleep(1)


@transaction.atomic
def _apply() -> None:
    with connection.cursor() as cursor:
        _hold_every_table(cursor)
        _reset_policies(cursor)
        for statement in statements():
            cursor.execute(statement)


_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND xact_start IS NOT NULL AND wait_event_type IS DISTINCT FROM 'Lock'
"""


def _hold_every_table(cursor) -> None:
    """Let nobody begin, wait until whoever is inside is out, then lock all tables.

    Every request reads its session first, so that it waits there, holding nothing that is wanted.
    """
    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    cursor.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        cursor.execute(_AT_WORK)
        if not cursor.fetchone()[0]:
            break
        time.sleep(0.05)
    held = ", ".join(sorted({model._meta.db_table for model in apps.get_models()}))
    cursor.execute(f"LOCK TABLE {held} IN ACCESS EXCLUSIVE MODE")


def open_for_migrations() -> None:
    """Take away what would keep a migration from changing a table. Owner only; `apply` mends it."""
    with connection.cursor() as cursor:
        for statement in routines.drop_views():
            cursor.execute(statement)


def _enable(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    ]


def _policy(table: str, name: str, verb: Verb, role: Role, condition: str) -> str:
    check = {
        Verb.READ: f"USING ({condition})",
        Verb.CREATE: f"WITH CHECK ({condition})",
        Verb.CHANGE: f"USING ({condition}) WITH CHECK ({condition})",
    }[verb]
    return f"CREATE POLICY {name}_{verb} ON {table} FOR {COMMANDS[verb]} TO {role} {check}"


def _table(registration: registry.Registration) -> list[str]:
    lines = _enable(registration.table)
    for verb in Verb:
        condition = _condition(registration, verb)
        if condition:
            lines.append(_policy(registration.table, registration.kind, verb, Role.APP, condition))
    lines += _shut_past(registration)
    for role, verbs in registration.line.roles.items():
        for verb in verbs:
            name = f"{role.removeprefix('beside_')}_{registration.kind}"
            lines.append(_policy(registration.table, name, verb, role, _only(registration, "true")))
    return lines + (_removable(registration.table) if registration.on.removable else [])


def _removable(table: str) -> list[str]:
    """The owner of the tables, in whose name a function takes an import back, may remove rows."""
    return [
        f"CREATE POLICY owner_read ON {table} FOR SELECT TO CURRENT_USER USING (true)",
        f"CREATE POLICY owner_remove ON {table} FOR DELETE TO CURRENT_USER USING (true)",
    ]


def _shut_past(registration: registry.Registration) -> list[str]:
    """Hides what somebody said from whoever came in as them with a key that another made."""
    on, table = registration.on, registration.table
    if on.browser:
        bound = f"{registration.column(on.browser)} = (SELECT beside_browser())"
        return [f"CREATE POLICY browser ON {table} AS RESTRICTIVE TO {Role.APP} USING ({bound})"]
    if registration.line.without_past or on.scope:
        return []
    me, pupil = "(SELECT beside_actor())", registration.column(on.pupil)
    others = [
        f"NOT {pupil} @> ARRAY[{me}]" if on.pupils_array else f"{pupil} IS DISTINCT FROM {me}"
    ]
    if on.author:
        others.append(f"{registration.column(on.author)} IS DISTINCT FROM {me}")
    condition = f"(SELECT beside_past_open()) OR ({' AND '.join(others)})"
    return [
        f"CREATE POLICY past_{registration.kind} ON {table} AS RESTRICTIVE FOR SELECT"
        f" TO {Role.APP} USING ({_unless(registration, condition)})"
    ]


def _unless(registration: registry.Registration, condition: str) -> str:
    if not registration.on.only:
        return condition
    guard = _only(registration, "true")
    return f"NOT coalesce({guard}, false) OR {condition}"


def _condition(registration: registry.Registration, verb: Verb) -> str:
    alternatives = []
    for when in When:
        bases = registry.book().bases_for(registration.kind, verb, when)
        extra = _when(registration, when)
        if bases and extra is not None:
            alternatives.append(" AND ".join(filter(None, [_who(registration, bases), extra])))
    if registration.line.at_sign_in and verb in (Verb.READ, Verb.CHANGE):
        alternatives.append("beside_door() = 'sign-in'")
    if not alternatives:
        return ""
    return _only(registration, " OR ".join(f"({a})" for a in alternatives))


def _who(registration: registry.Registration, bases: tuple[Basis, ...]) -> str:
    others = [b for b in bases if b != Basis.SELF]
    if registration.on.scope:
        return _stands(registration, others)
    column = f"{registration.table}.{registration.column(registration.on.pupil)}"
    ways = []
    if registration.on.pupils_array:
        ways.append(f"{registration.column(registration.on.author)} = (SELECT beside_actor())")
        own, whose = f"{column} @> ARRAY[(SELECT beside_actor())]", f"= ANY ({column})"
    else:
        own, whose = f"{column} = (SELECT beside_actor())", f"= {column}"
    if Basis.SELF in bases:
        ways.append(own)
    if others:
        ways.append(reaches(whose, others))
    return "(" + " OR ".join(ways) + ")"


def _stands(registration: registry.Registration, bases: list[Basis]) -> str:
    """Whether the actor stands on the row's own scope, and is not blocked from its person."""
    column = registration.column(registration.on.pupil)
    scope = registration.column(registration.on.scope)
    return f"({scope} = {scopes(bases)} AND {column} {NOT_BLOCKED})"


def _when(registration: registry.Registration, when: When) -> str | None:
    if when == When.OWN:
        if not registration.on.author:
            return None
        return f"{registration.column(registration.on.author)} = (SELECT beside_actor())"
    if when == When.ALWAYS:
        return ""
    if when in FILES:
        return _filed(registration, when)
    if when in ORGANISED:
        return _organised(registration, when)
    return _promised(registration, when) if registration.on.promise else None


# Conditions on the files of safeguarding, whose rows say whom they go past and who was let at them.
FILES = (When.NOT_PAST, When.LET, When.FILE, When.ADDED)
# Conditions on rows about a school or some of its years.
ORGANISED = (When.ORGANISED, When.NOTED)


def _organised(registration: registry.Registration, when: When) -> str | None:
    on, table = registration.on, registration.table
    if not on.about or (when == When.NOTED and not on.author):
        return None
    about = registration.abouts
    where = registration.column(on.about) if about else f"{table}.school_id, {table}.year_groups"
    held = organised(where, about)
    if when == When.ORGANISED:
        return held
    return f"{held} AND {registration.column(on.author)} = (SELECT beside_actor())"


def _filed(registration: registry.Registration, when: When) -> str | None:
    on, column = registration.on, registration.column
    me = "(SELECT beside_actor())"
    if when in (When.NOT_PAST, When.LET):
        if not on.past or (when == When.LET and not on.readers):
            return None
        others = "<> " if registration.goes_past_one else "<> ALL "
        unpast = f"{me} {others}({column(on.past)})"
        return (
            unpast if when == When.NOT_PAST else f"{unpast} AND {me} = ANY ({column(on.readers)})"
        )
    if not on.file:
        return None
    readable = f"{column(on.file)} IN (SELECT id FROM {registration.files})"
    return readable if when == When.FILE else f"{readable} AND {column(on.author)} = {me}"


def _promised(registration: registry.Registration, when: When) -> str | None:
    column = registration.column(registration.on.promise)
    of = f"{column} IN (SELECT id FROM {registration.surveys} WHERE promise = '{{}}')"
    if when == When.NAMES:
        return of.format("names")
    if not registration.on.opened:
        return None
    chosen = f"{registration.column(registration.on.opened)} AND {of.format('choose')}"
    return chosen if when == When.CHOSEN else f"({of.format('names')} OR ({chosen}))"


def _only(registration: registry.Registration, condition: str) -> str:
    if not registration.on.only:
        return condition
    field, values = registration.on.only
    listed = ", ".join(f"'{value}'" for value in values)
    guard = f"{registration.column(field)} IN ({listed})"
    return guard if condition == "true" else f"{guard} AND ({condition})"


def _audit_policies() -> list[str]:
    return [
        *_enable("audit_change"),
        _policy("audit_change", "own", Verb.READ, Role.APP, _own_changes()),
        "CREATE POLICY recorded ON audit_change FOR INSERT TO CURRENT_USER WITH CHECK (true)",
        "CREATE POLICY written ON audit_seen FOR INSERT TO beside_app, beside_roll, beside_measure"
        " WITH CHECK (reader = (SELECT beside_actor()))",
    ]


def _held_apart() -> list[str]:
    """The trigger on every table whose line names two people: none of it joins the blocked."""
    found = (_hold(each) for each in registry.registrations() if each.on.other)
    return list(dict.fromkeys(found))


def _hold(registration: registry.Registration) -> str:
    pupil, other = map(registration.column, (registration.on.pupil, registration.on.other))
    until = registration.column(registration.on.until) if registration.on.until else ""
    only = _only(registration, "true").replace("true", "")
    when = [f"NEW.{other} IS NOT NULL", f"NEW.{until} IS NULL" if until else ""]
    when.append(f"NEW.{only}" if only else "")
    return (
        f"CREATE OR REPLACE TRIGGER access_apart_{other}"
        f" BEFORE INSERT OR UPDATE OF {', '.join(filter(None, (pupil, other, until)))}"
        f" ON {registration.table} FOR EACH ROW WHEN ({' AND '.join(filter(None, when))})"
        f" EXECUTE FUNCTION access_hold_apart('{pupil}', '{other}')"
    )


def _own_changes() -> str:
    tables = sorted({r.table for r in registry.registrations() if r.line.untold})
    listed = ", ".join(f"'{table}'" for table in tables)
    mine = "actor = (SELECT beside_actor()) AND (SELECT beside_past_open())"
    return f'{mine} AND "table" NOT IN ({listed})'


def _audited() -> dict[str, tuple[str, ...]]:
    return {
        each.table: (each.model._meta.pk.column, *map(each.column, each.on.unrecorded))
        for each in registry.registrations()
        if each.model is not Seen
    }


def _reset_policies(cursor) -> None:
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    for table, name in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')


def version() -> str:
    """The version of the database: a hash of the text of everything that `apply` brings in."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()
