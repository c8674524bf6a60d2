"""Who the users of a OneRoster or School Data Sync set are at their schools."""

from collections import defaultdict
from dataclasses import replace

from .collector import Once, Touch, is_ended
from .oneroster import Reading
from .outcome import RowFault
from .records import Enrolment, Person, Post
from .roles import CARER, PUPIL, kind_of
from .tables import Row
from .users import (
    RoleAt,
    User,
    enrolments,
    family_links,
    new_link,
    posts,
    read_loosely,
    read_person,
    read_role,
    touch_user,
)


def read_people(reading: Reading) -> None:
    """Read users, their roles and relationships, and settle who they are at which school."""
    _read_users(reading)
    if table := reading.tables.get("roles"):
        reading.collector.each(
            table, _role_kind, lambda row: _take_role(reading, row), touch_member
        )
        _drop_roleless(reading)
    for user in list(reading.users.values()):
        _place(reading, user)
    _link_families(reading)


def _place(reading: Reading, user: User) -> None:
    """Put a user at their schools; one who is only above schools is at none, and is named."""
    made = _made_of(reading, user)
    above = [role.org for role in user.roles if role.kind != CARER and role.org in reading.above]
    if above and not made and not user.is_a(CARER):
        column = "sourcedid" if reading.by_roles else "orgsourcedids"
        fault = reading.no_school(user.row, column, above[0])
        reading.collector.reject(user.row, "person", fault, touch_user(user.row))
        del reading.users[user.person.id]
        return
    reading.collector.add("person", user.person)
    for record in made:
        reading.collector.add(_kind(record), record)
        reading.use_school(record.school)
    _note_above(reading, user, {record.school for record in made})


def touch_member(row: Row) -> Touch:
    """A row about what a person is somewhere touches that person, and the group it names."""
    person, group = row.raw("usersourcedid").strip(), row.raw("classsourcedid").strip()
    return Touch(
        row.raw("sourcedid").strip(),
        (person,) if person else (),
        groups=(group,) if group else (),
    )


def _kind(record: Enrolment | Post) -> str:
    return "enrolment" if isinstance(record, Enrolment) else "post"


def _role_kind(row: Row) -> str:
    return "enrolment" if kind_of(row.raw("role")) == PUPIL else "post"


def _read_users(reading: Reading) -> None:
    collector = reading.collector
    once: Once[User] = Once(collector, "person", touch=touch_user)
    table = reading.tables["users"]
    collector.each(table, "person", lambda row: _take_user(reading, once, row), touch_user)
    reading.users, collector.roll.ended["person"] = once.values, once.ended


def _take_user(reading: Reading, once: Once[User], row: Row) -> None:
    id = row.required("sourcedid")
    if is_ended(row):
        once.put(id, row, User(read_loosely(row), row), ended=True)
        return
    user = User(
        read_person(row, username_will_do=reading.is_export),
        row,
        year_group=row.first("grades"),
        admission_number=row.text("identifier"),
        agents=row.ids("agentsourcedids"),
    )
    if not reading.by_roles:
        user.roles = _roles_in(reading, row)
    once.put(id, row, user)


def _roles_in(reading: Reading, row: Row) -> list[RoleAt]:
    kind, word = read_role(row)
    orgs = [reading.school.id] if reading.school else row.ids("orgsourcedids")
    if not orgs and kind != CARER:
        raise row.fault("orgsourcedids", "missing", "This person is at no school. Name one.")
    for org in orgs:
        drop = ("person", row.id("sourcedid"))
        reading.check_org(row, "orgsourcedids", org, drop, touch_user(row))
    return [RoleAt(kind, org, word) for org in orgs] or [RoleAt(kind, "", word)]


def _take_role(reading: Reading, row: Row) -> None:
    id, (kind, word) = row.required("usersourcedid"), read_role(row)
    starts, ends = row.span("begindate", "enddate")
    org = reading.school.id if reading.school else row.required("orgsourcedid")
    role = RoleAt(kind, org, word, row.first("grades"), starts, ends)
    if is_ended(row):
        for record in _made_of(reading, User(Person(id, "", ""), row, roles=[role])):
            reading.collector.roll.ended[_kind(record)].add(record.id)
        return
    known = reading.collector.need(row, "usersourcedid", "person", id, reading.users)
    made = _made_of(reading, User(Person(id, "", ""), row, roles=[role]))
    if not known and not made and org in reading.above:
        raise reading.no_school(row, "orgsourcedid", org)
    for record in made:
        drop = (_kind(record), record.id)
        reading.check_org(row, "orgsourcedid", org, drop, touch_member(row))
    if known:
        reading.users[id].roles.append(role)
    else:
        _add_waiting(reading, row, id, made)


def _add_waiting(reading: Reading, row: Row, id: str, made: list[Enrolment | Post]) -> None:
    for record in made:
        drop = (_kind(record), record.id)
        reading.collector.add(drop[0], record)
        reading.collector.wait(row, "usersourcedid", ("person", id), [drop], touch_member(row))


def _made_of(reading: Reading, user: User) -> list[Enrolment | Post]:
    """A user's enrolments and posts, each at the school its organisation stands for. What stands
    above a school the user has the same role at says nothing more."""
    at = [(role, reading.school_of(role.org)) for role in user.roles if role.kind != CARER]
    schools = defaultdict(set)
    for role, school in at:
        schools[role.kind].add(school)
    settled = [
        replace(role, org=school)
        for role, school in at
        if school not in reading.above
        and not any(reading.is_below(other, school) for other in schools[role.kind])
    ]
    return [*enrolments(user, settled), *posts(user, settled)]


def _note_above(reading: Reading, user: User, schools: set[str]) -> None:
    for role in user.roles:
        if role.kind != CARER and reading.school_of(role.org) not in schools:
            reason = f"A role at {role.org} was left out: it is no school, and there is one below."
            user.row.note("sourcedid", "role_above", reason)
    reading.collector.take_notes(user.row.table)


def _drop_roleless(reading: Reading) -> None:
    """A user without any role that came in is nobody at any school, and is named."""
    collector = reading.collector
    if "post" in collector.roll.delta:
        return
    related = _related(reading)
    for id, user in list(reading.users.items()):
        if not user.roles and id not in related:
            reason = "No row of roles.csv says who this person is at a school. Add one."
            fault = user.row.fault("sourcedid", "no_role", reason)
            collector.reject(user.row, "person", fault, touch_user(user.row))
            del reading.users[id]


def _related(reading: Reading) -> set[str]:
    table = reading.tables.get("relationships")
    return {row.id("relationshipusersourcedid") for row in table.rows()} if table else set()


def _link_families(reading: Reading) -> None:
    def report(user: User, agent: str) -> None:
        _report_agent(reading, user, agent)

    for link in family_links(reading.users, report):
        reading.collector.add("family_link", link)
    reading.collector.take_notes(reading.tables["users"])
    if table := reading.tables.get("relationships"):
        once: Once[None] = Once(reading.collector, "family_link", touch=_touch_pair)
        reading.collector.each(
            table, "family_link", lambda row: _take_relationship(reading, once, row), _touch_pair
        )


def _report_agent(reading: Reading, user: User, agent: str) -> None:
    row, collector = user.row, reading.collector
    touch = Touch("", (user.person.id,))
    try:
        if agent == user.person.id:
            reason = "This person is named as their own parent or carer. Correct the agent."
            raise row.fault("agentsourcedids", "circle", reason, agent)
        if not collector.need(row, "agentsourcedids", "person", agent, reading.users):
            _wait_for_agent(reading, user, agent)
        else:
            reason = f"{agent} is no parent or guardian by role: no family link was made."
            row.note("agentsourcedids", "agent_role", reason)
    except RowFault as fault:
        if fault.code != "ended":
            collector.reject(row, "family_link", fault, touch)


def _wait_for_agent(reading: Reading, user: User, agent: str) -> None:
    """In a delta, an agent outside the files is a carer if the user is a pupil, and the other way
    round; which of the two the stored roll must know."""
    if user.is_a(CARER):
        link = new_link(user.person.id, agent, user.relation)
    else:
        link = new_link(agent, user.person.id, "")
    drop = ("family_link", link.id)
    touch = Touch("", (user.person.id,))
    reading.collector.add("family_link", link)
    reading.collector.wait(user.row, "agentsourcedids", ("person", agent), [drop], touch)


def _touch_pair(row: Row) -> Touch:
    pair = [row.raw(column).strip() for column in ("usersourcedid", "relationshipusersourcedid")]
    return Touch(f"{pair[1]}/{pair[0]}", tuple(id for id in pair if id))


def _take_relationship(reading: Reading, once: Once[None], row: Row) -> None:
    pupil, carer = row.required("usersourcedid"), row.required("relationshipusersourcedid")
    relation = row.text("relationshiprole").casefold()
    link = new_link(carer, pupil, relation)
    ended = is_ended(row)
    if pupil == carer:
        reason = "This person is named as their own parent or carer. Correct the row."
        raise row.fault("relationshipusersourcedid", "circle", reason)
    once.put(link.id, row, None, ended=ended)
    if ended:
        reading.collector.roll.ended["family_link"].add(link.id)
        return
    reading.collector.add("family_link", link)
    for column, id in (("usersourcedid", pupil), ("relationshipusersourcedid", carer)):
        drop = ("family_link", link.id)
        if not reading.collector.need(row, column, "person", id, reading.users):
            reading.collector.wait(row, column, ("person", id), [drop], _touch_pair(row))
