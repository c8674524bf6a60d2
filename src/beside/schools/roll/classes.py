"""Classes and who is in them, from a OneRoster or School Data Sync v2 set."""

from dataclasses import replace

from .collector import Once, Touch, is_ended, untouched
from .oneroster import Reading
from .people import touch_member
from .records import Enrolment, Group, Membership
from .roles import membership_role
from .tables import Row
from .users import merge_spans, new_post


def read_classes(reading: Reading) -> None:
    """Read classes and enrollments; homerooms become tutor groups."""
    roll = reading.collector.roll
    if table := reading.tables.get("classes"):
        once: Once[Group] = Once(reading.collector, "group")
        reading.collector.each(table, "group", lambda row: _take_class(reading, once, row))
        roll.records["group"], roll.ended["group"] = once.values, once.ended
        for group in once.values.values():
            reading.use_school(group.school)
    if table := reading.tables.get("enrollments"):
        rows: Once[Membership] = Once(reading.collector, "membership", touch=touch_member)
        reading.collector.each(
            table, "membership", lambda row: _take_enrollment(reading, rows, row), touch_member
        )
        for membership in rows.values.values():
            _add(reading, membership)
        roll.ended["membership"] -= roll.records["membership"].keys()
    settle_groups(reading)


def _take_class(reading: Reading, once: Once[Group], row: Row) -> None:
    id, ended = row.required("sourcedid"), is_ended(row)
    org = reading.school.id if reading.school else row.required("schoolsourcedid")
    grades = row.ids("grades")
    if not ended:
        reading.check_org(row, "schoolsourcedid", org, ("group", id), untouched(row))
        if reading.school_of(org) in reading.above:
            raise reading.no_school(row, "schoolsourcedid", org)
    group = Group(
        id,
        reading.school_of(org),
        row.text("title") or row.required("title"),
        "tutor_group" if row.text("classtype").casefold() == "homeroom" else "teaching_group",
        "" if ended else _course(reading, row, id),
        grades[0] if len(grades) == 1 else "",
    )
    once.put(id, row, group, ended=ended)


def _course(reading: Reading, row: Row, group: str) -> str:
    """The class's course; where no file lists courses, none is known."""
    collector, course = reading.collector, row.id("coursesourcedid")
    if not course or "courses" not in reading.tables:
        return ""
    if course in collector.roll.ended["course"]:
        return ""
    if not collector.need(
        row, "coursesourcedid", "course", course, collector.roll.records["course"]
    ):
        collector.wait(row, "coursesourcedid", ("course", course), [("group", group)], Touch(group))
    return course


def _take_enrollment(reading: Reading, rows: Once[Membership], row: Row) -> None:
    roll = reading.collector.roll
    person, group = row.required("usersourcedid"), row.required("classsourcedid")
    groups = roll.records["group"]
    role = _role(row, groups[group].kind if group in groups else "")
    starts, ends = row.span("begindate", "enddate")
    membership = Membership(f"{group}/{person}/{role}", person, group, role, starts, ends)
    id = row.required("sourcedid") if row.table.has("sourcedid") else str(row.number)
    ended = is_ended(row)
    if ended:
        roll.ended["membership"] |= _either_role(membership)
    else:
        _check(reading, row, membership)
    rows.put(id, row, membership, ended=ended)


def _either_role(membership: Membership) -> set[str]:
    """Whoever teaches a class that is not in the files may be its tutor on the stored roll."""
    if membership.role != "teacher":
        return {membership.id}
    return {membership.id, f"{membership.group}/{membership.person}/tutor"}


def _role(row: Row, group_kind: str) -> str:
    role = membership_role(row.required("role"), group_kind)
    if role is None:
        reason = "This role has no place in a class. Use student, teacher or aide."
        raise row.fault("role", "unknown_role", reason)
    return role


def _check(reading: Reading, row: Row, member: Membership) -> None:
    collector, touch, drop = reading.collector, touch_member(row), ("membership", member.id)
    if school := row.id("schoolsourcedid"):
        reading.check_org(row, "schoolsourcedid", school, drop, touch)
    if not collector.need(
        row, "classsourcedid", "group", member.group, collector.roll.records["group"]
    ):
        collector.wait(row, "classsourcedid", ("group", member.group), [drop], touch)
    if not collector.need(row, "usersourcedid", "person", member.person, reading.users):
        collector.wait(row, "usersourcedid", ("person", member.person), [drop], touch)


def _add(reading: Reading, membership: Membership) -> None:
    known = reading.collector.roll.records["membership"].get(membership.id)
    reading.collector.add("membership", merge_spans(known, membership) if known else membership)


def settle_groups(reading: Reading) -> None:
    """What being in a group makes of people: a homeroom is a pupil's tutor group, and whoever
    teaches a class holds a post at its school."""
    records = reading.collector.roll.records
    at_work = {(post.person, post.school) for post in records["post"].values()}
    for membership in records["membership"].values():
        group = records["group"].get(membership.group)
        if group is None:
            continue
        if membership.role == "pupil" and group.kind == "tutor_group":
            _set_tutor_group(records["enrolment"], membership, group)
        elif _teaches(reading, membership) and (membership.person, group.school) not in at_work:
            reading.collector.add("post", new_post(membership.person, group.school, "teacher"))


def _teaches(reading: Reading, membership: Membership) -> bool:
    return membership.role in ("teacher", "tutor") and membership.person in reading.users


def _set_tutor_group(
    enrolments: dict[str, Enrolment], membership: Membership, group: Group
) -> None:
    id = f"{group.school}/{membership.person}"
    enrolment = enrolments.get(id)
    if enrolment and (not enrolment.tutor_group or membership.ends is None):
        enrolments[id] = replace(enrolment, tutor_group=group.id)
