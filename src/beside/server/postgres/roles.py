"""The roles of the database: who may log in, and the names behind which each lock stands."""

from collections.abc import Iterable

BOOTSTRAP = "postgres"
DATABASE = "beside"
OWNER, APP, WORKER = LOGINS = ("beside_owner", "beside_app", "beside_worker")
REACH, ROLL, RECKONER, MEASURE, PLACER, KEEPER = GROUPS = (
    "beside_reach",
    "beside_roll",
    "beside_reckoner",
    "beside_measure",
    "beside_placer",
    "beside_keeper",
)
MEMBERSHIPS = (
    (APP, WORKER),
    (ROLL, WORKER),
    (RECKONER, WORKER),
    (PLACER, WORKER),
    (KEEPER, WORKER),
    *((role, OWNER) for role in (APP, WORKER, *GROUPS)),
)

_SQL = """\
-- Beside's roles. Safe to run again, and by several programs at once.
do $beside$
declare
    wanted record;
begin
    perform pg_advisory_xact_lock(hashtext('beside roles'));
    for wanted in
        select * from (values
            {roles}
        ) as role (name, may_log_in)
    loop
        begin
            if not exists (select from pg_roles where rolname = wanted.name) then
                execute format('create role %I %s', wanted.name,
                               case when wanted.may_log_in then 'login' else 'nologin' end);
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end;
        if exists (
            select from pg_roles
            where rolname = wanted.name and (rolsuper or rolbypassrls or rolcreaterole)
        ) then
            execute format('alter role %I nosuperuser nobypassrls nocreaterole', wanted.name);
        end if;
    end loop;
    for wanted in
        select * from (values
            {memberships}
        ) as membership (role, member)
    loop
        begin
            if not exists (
                select from pg_auth_members
                where roleid = wanted.role::regrole and member = wanted.member::regrole
            ) then
                execute format('grant %I to %I', wanted.role, wanted.member);
            end if;
        exception when unique_violation then
            null;
        end;
    end loop;
    -- The worker may become each of them, and is none of them until it says so.
    if current_setting('server_version_num')::int < 160000 then
        alter role {worker} noinherit;
    else
        for wanted in execute
            'select roleid::regrole::text as role from pg_auth_members'
            ' where inherit_option and member = ''{worker}''::regrole'
        loop
            execute format('grant %I to {worker} with inherit false', wanted.role);
        end loop;
    end if;
end
$beside$;
"""


def roles_sql() -> str:
    """The SQL that makes Beside's roles on any PostgreSQL from 15 on.

    `beside_owner` owns the database, `beside_app` serves pages and `beside_worker` runs jobs; they
    log in. `beside_reach`, `beside_roll`, `beside_reckoner`, `beside_measure`, `beside_placer` and
    `beside_keeper` own the functions and policies that need a name of their own; nobody logs in as
    them. None is superuser or bypasses row-level security; a role of that name that does is
    corrected. One statement, so all roles come to be or none.
    """
    roles = [(name, name in LOGINS) for name in (*LOGINS, *GROUPS)]
    return _SQL.format(
        roles=_rows(f"('{name}', {str(login).lower()})" for name, login in roles),
        worker=WORKER,
        memberships=_rows(f"('{role}', '{member}')" for role, member in MEMBERSHIPS),
    )


def _rows(rows: Iterable[str]) -> str:
    return (",\n" + " " * 12).join(rows)
