"""A small school as OneRoster 1.1 files, and a stored roll that a plan can be applied to."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from beside.schools import roll
from beside.schools.roll.outcome import CLASSES, Records, empty_records

TODAY = date(2026, 11, 24)
PUPILS = 20
ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)
CLASSES_HEADER = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
)
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate"
)
Files = dict[str, list[str]]


def user(
    id: str,
    role: str = "student",
    *,
    agents: str = "",
    grade: str = "",
    org: str = "s1",
    status: str = "active",
) -> str:
    return f'{id},{status},,true,{org},{role},{id},,Given {id},Family,,,{id}@example.org,,,"{agents}",{grade},'


def enrollment(id: str, group: str, person: str, role: str = "student", dates: str = ",") -> str:
    return f"{id},active,,{group},s1,{person},{role},false,{dates}"


def small_school() -> Files:
    """20 pupils in one tutor group and one class, two teachers, two carers of p0."""
    pupils = [f"p{n}" for n in range(PUPILS)]
    return {
        "orgs.csv": [ORGS, "s1,active,,Hill School,school,1000,"],
        "users.csv": [
            USERS,
            user("p0", agents="c1,c2", grade="07"),
            *(user(pupil, grade="07") for pupil in pupils[1:]),
            user("t1", "teacher"),
            user("t2", "teacher"),
            user("c1", "parent"),
            user("c2", "guardian"),
        ],
        "classes.csv": [
            CLASSES_HEADER,
            "g1,active,,7A,07,,,homeroom,,s1,,,,",
            "g2,active,,Maths,07,,,scheduled,,s1,,,,",
        ],
        "enrollments.csv": [
            ENROLLMENTS,
            *(enrollment(f"h-{pupil}", "g1", pupil) for pupil in pupils),
            *(enrollment(f"m-{pupil}", "g2", pupil) for pupil in pupils),
            enrollment("h-t1", "g1", "t1", "teacher"),
            enrollment("m-t2", "g2", "t2", "teacher"),
        ],
    }


def without(files: Files, name: str, *starts: str) -> Files:
    """The files without the rows of `name` that begin so."""
    kept = [line for line in files[name] if not line.startswith(tuple(f"{s}," for s in starts))]
    return {**files, name: kept}


def with_row(files: Files, name: str, *rows: str) -> Files:
    return {**files, name: [*files[name], *rows]}


def changed(files: Files, name: str, old: str, new: str) -> Files:
    """The files with `old` replaced by `new` in the one row of `name` that holds it."""
    lines = [line for line in files[name] if old in line]
    assert len(lines) == 1, f"{old} stands in {len(lines)} rows of {name}"
    return {**files, name: [line.replace(old, new) for line in files[name]]}


def without_pupils(files: Files, *pupils: str) -> Files:
    files = without(files, "users.csv", *pupils)
    gone = [f"{mark}-{pupil}" for mark in "hm" for pupil in pupils]
    return without(files, "enrollments.csv", *gone)


def write(folder: Path, files: Mapping[str, list[str] | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else "\n".join([*content, ""]).encode()
        (folder / name).write_bytes(data)
    return folder


def read(tmp_path: Path, files: Mapping[str, list[str] | bytes], **options: str) -> roll.Roll:
    """Read files written to a fresh folder."""
    folder = tmp_path / f"roll-{len(list(tmp_path.iterdir()))}"
    return roll.read(write(folder, files), **options)


def apply(current: Records, plan: roll.Plan) -> Records:
    """The stored roll after a plan, as the database would hold it."""
    after = {kind: dict(current.get(kind, {})) for kind in CLASSES}
    for change in plan.changes:
        kept = after[change.kind]
        if change.op == "add":
            kept[change.id] = CLASSES[change.kind](**change.new)
        elif change.kind == "family_link" and change.op == "leave":
            del kept[change.id]
        elif change.field:
            kept[change.id] = replace(kept[change.id], **{change.field: change.new})
    return after


def stored(read_roll: roll.Roll) -> Records:
    """The stored roll once these files are in."""
    assert read_roll.errors == []
    return apply(empty_records(), roll.plan({}, read_roll, today=TODAY))


def ops(plan: roll.Plan) -> set[tuple[str, str, str]]:
    return {(change.kind, change.id, change.op) for change in plan.changes}


def real_data(*parts: str) -> Path:
    """A set of the real data; the test is skipped where it is not there."""
    default = Path(__file__).parents[3].parent / "shared" / "data"
    path = Path(os.environ.get("BESIDE_REAL_DATA", default)).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the real data set {'/'.join(parts)} is not here")
    return path
